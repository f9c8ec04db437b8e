//! A name behind a label and a colon: form fields, mail headers, minutes, and speakers of a transcript
//! ("Name:", "NOK:", "To:", "Present:", "Caller:"). What follows a speaker is speech, so an ordinary word
//! there is refused.

use super::run::parts;
use super::{Mention, Page, is_one_of};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// Labels that are followed by a person.
const PERSON: &str = "name names signed author contact forename forenames surname nok kin kins worker client \
    participants participant subject witness present apologies attendees attended chair interviewer interviewee \
    applicant claimant complainant victim suspect perpetrator tenant tenants leaseholder resident caller patient \
    partner mother father son daughter child children carer officer caseworker keyworker reporter householder \
    occupant occupants prepared proposer seconder minutes taker known alias aka signature initials";

/// Labels that are followed by a person, a body or a matter.
const PERHAPS: &str = "from to cc bcc attn attention fao by with re for tel mobile emergency sender recipient \
    reported relationship contacts people household members team manager support gp school";

/// The name that starts with the word `i`, behind a label.
pub(super) fn at(page: &Page, i: usize, end: usize) -> Option<Mention> {
    let word = page.at(i)?;
    if i == 0 {
        return None;
    }
    let label = page.word(i - 1);
    let role = page.at(i - 1)?.known.role();
    let mark = page.between(i).trim();
    let marked = matches!(mark, ":" | ":-") || role && matches!(mark, "-" | "=" | "(");
    if !marked || word.line {
        return None;
    }
    let person = is_one_of(PERSON, label) || role;
    if !person && !is_one_of(PERHAPS, label) {
        return None;
    }
    let parts = parts(page, i..end);
    let (first, last) = (page.at(parts.first?)?, page.at(parts.last?)?);
    let full = parts.full >= 2 && first.known.forename() >= 1 && last.known.surname() >= 1;
    let listed = full || alone(word) || parts.full >= 2 && word.known.name() && !word.known.word();
    let unknown = is_unknown(word) && !speech_follows(page, end);
    let forename = word.known.forename() >= 2 && (person && !role || stands_alone(page, end));
    (listed || unknown || forename)
        .then(|| Mention::new(i..end, Tier::Likely, "a name in a form field or mail header"))
}

fn alone(word: &Word) -> bool {
    word.known.name() && !word.known.word() && !word.known.place()
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
