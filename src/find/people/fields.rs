//! A name behind a label and a colon: form fields, mail headers, minutes, and speakers of a transcript
//! ("Name:", "NOK:", "To:", "Present:", "Caller:"). What follows a speaker is speech, so an ordinary word
//! there is refused.

use super::run::parts;
use super::vocabulary::Vocabulary;
use super::{Mention, Page, is_one_of};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// Labels whose answer is a name, whatever word it is.
static NAME: Vocabulary = Vocabulary::of("surname surnames forename forenames firstname lastname");

/// What people answer where nobody is named.
static NOBODY: Vocabulary = Vocabulary::of(
    "none n na unknown not various as see tbc withheld redacted the same this yes no dob d date",
);

/// Labels that are followed by a person.
static PERSON: Vocabulary = Vocabulary::of(
    "name names signed author contact forename forenames surname nok kin kins worker client \
    participants participant subject witness present apologies attendees attended chair interviewer interviewee \
    applicant checked approved authorised reviewed drafted witnessed countersigned claimant complainant victim suspect perpetrator tenant tenants leaseholder resident caller patient \
    partner mother father son daughter child children carer officer caseworker keyworker reporter householder \
    occupant occupants prepared proposer seconder minutes taker known nuisance perp landlady lodger spouse husband wife guarantor referee interpreter advocate alias aka signature initials",
);

/// Labels that are followed by a person, a body or a matter.
static PERHAPS: Vocabulary = Vocabulary::of(
    "from to cc bcc attn attention fao by with re for tel mobile emergency sender recipient \
    reported relationship contacts people household members team manager support gp school",
);

/// The name that starts with the word `i`, behind a label.
pub(super) fn at(page: &Page, i: usize, end: usize) -> Option<Mention> {
    let word = page.at(i)?;
    if i == 0 {
        return None;
    }
    let (label, at) = label(page, i)?;
    let role = page.at(at)?.known.role();
    let mark = page.between(i).trim().trim_start_matches(')');
    let marked = matches!(mark, ":" | ":-") || role && matches!(mark, "-" | "=" | "(");
    let below = word.line && !(page.between(i) == ":\n" && stands_alone(page, end));
    let month = super::beside::is_month(page, i);
    if !marked || below || month {
        return None;
    }
    if (NAME.holds(label) || is_whole(page, at))
        && stands_alone(page, end)
        && end <= i + 5
        && !NOBODY.holds(page.word(i))
    {
        return Some(Mention::new(i..end, Tier::Likely, "a name in a form field or mail header"));
    }
    if word.known.heading() || word.known.role() {
        return None;
    }
    if label == "subject" && is_mail_header(page, at) {
        return None;
    }
    let person = PERSON.holds(label) || role;
    if !person && !PERHAPS.holds(label) && !matches!(label, "action" | "actions" | "owner" | "lead") {
        return None;
    }
    let parts = parts(page, i..end);
    let plain = parts.foreign || parts.body && !(parts.full >= 2 && word.known.forename() >= 2);
    let firm = parts.full == 1 && super::firms::begins(page, i)
        || parts.full >= 2 && super::firms::is_named_after(page.word(end - 1));
    if parts.full == 0 || firm || plain && !(person && is_named_so(page, i, end)) {
        return None;
    }
    let (first, last) = (page.at(parts.first?)?, page.at(parts.last?)?);
    let full = parts.full >= 2 && first.known.forename() >= 1 && last.known.surname() >= 1;
    let listed = full || alone(word) || parts.full >= 2 && word.known.name() && !word.known.word();
    let unknown = is_unknown(word) && !speech_follows(page, end);
    let acts = matches!(label, "action" | "actions" | "owner" | "lead") && page.word(end) == "to";
    let acts = acts && (unknown_or_named(word)) && end == i + 1;
    if !acts && !person && !PERHAPS.holds(label) {
        return None;
    }
    let forename = acts || word.known.forename() >= 2 && (person && !role || stands_alone(page, end));
    (listed || unknown || forename)
        .then(|| Mention::new(i..end, Tier::Likely, "a name in a form field or mail header"))
}

/// A line of a mail's header shortly before or behind: its subject is no person.
fn is_mail_header(page: &Page, at: usize) -> bool {
    let header = |i: &usize| {
        page.at(*i).is_some_and(|w| w.line)
            && is_one_of("from to cc date sent", page.word(*i))
            && page.between(i + 1).starts_with(": ")
    };
    (at.saturating_sub(24)..at + 16).any(|i| header(&i))
}

/// Labels before names in notes that are written in small letters.
static SMALL: Vocabulary = Vocabulary::of(
    "duty present attendees signed tenant caller witness name contact nok operative engineer officer \
    visitor resident caretaker concierge by staff attended spoke",
);

/// "on duty: bashir / lina": words that no list of English holds, behind a label or another of them.
pub(super) fn in_small_letters(page: &Page, i: usize) -> Option<Mention> {
    let word = page.at(i)?;
    let fits = |w: &Word| w.shape == Shape::Lower && w.len() >= 3 && !w.known.is_taken() && !w.known.speech();
    // a mark stands before the first and between the others
    if word.line || matches!(word.gap, Gap::Space | Gap::Hyphen | Gap::Dot) || !fits(word) {
        return None;
    }
    let mut first = i;
    while first > 1
        && matches!(page.between(first).trim(), "/" | "&" | "," | "+")
        && page.at(first - 1).is_some_and(fits)
    {
        first -= 1;
    }
    let labelled = page.between(first) == ": " && SMALL.holds(page.back(first, 1));
    let mut end = i + 1;
    while end < i + 3 && page.at(end).is_some_and(|w| fits(w) && w.gap == Gap::Space && !w.line) {
        end += 1;
    }
    labelled.then(|| Mention::new(i..end, Tier::Likely, "a name in a form field or mail header"))
}

/// The label before the word and where it stands: `Surname: `, `First name(s): `.
fn label<'t>(page: &Page<'t>, i: usize) -> Option<(&'t str, usize)> {
    let many = page.back(i, 1) == "s" && i > 1 && page.between(i - 1).ends_with('(');
    let at = i.checked_sub(1 + usize::from(many))?;
    Some((page.word(at), at))
}

/// "First name", "Family name", "Full name" before the colon.
fn is_whole(page: &Page, at: usize) -> bool {
    matches!(page.word(at), "name" | "names")
        && is_one_of("first last family middle given full maiden christian second", page.back(at, 1))
}

/// A listed forename and a surname that is a word too: "Tanvir Islam", "Rukhsana Bi".
fn is_named_so(page: &Page, i: usize, end: usize) -> bool {
    let (Some(first), Some(last)) = (page.at(i), end.checked_sub(1).and_then(|l| page.at(l))) else {
        return false;
    };
    end == i + 2 && first.known.forename() >= 1 && !first.known.is_taken() && last.known.surname() >= 1
}

fn alone(word: &Word) -> bool {
    word.known.name() && !word.known.word() && !word.known.place()
}

fn unknown_or_named(word: &Word) -> bool {
    super::runs::is_strange(word) || word.known.forename() >= 2 && !word.known.heading()
}

fn is_unknown(word: &Word) -> bool {
    let short = word.shape == Shape::Upper && word.len() <= 4;
    !word.known.word() && !word.known.place() && !word.known.other() && !short
}

/// The line goes on in small letters: a speaker's sentence, not a field.
fn speech_follows(page: &Page, end: usize) -> bool {
    page.at(end).is_some_and(|w| w.gap == Gap::Space && !w.line && w.shape == Shape::Lower && !w.known.role())
}

/// The name fills its line or cell, or a comma or bracket follows.
fn stands_alone(page: &Page, end: usize) -> bool {
    page.at(end).is_none_or(|w| w.line) || page.between(end).starts_with(['\t', ',', '(', ';'])
}
