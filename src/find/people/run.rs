//! Why it exists: a name is a run of capitalised words, initials and particles, and every rule reads
//! runs in the same way. It refuses to run over punctuation, or over a line's end unless the name is
//! plainly unfinished there.

use super::Page;
use super::vocabulary::Vocabulary;
use crate::find::words::{Gap, Shape, Word};

/// Longest name in words.
const LONGEST: usize = 7;

/// End of the run of name words that starts with the word `i` (`i` itself when there is none).
pub(crate) fn run_end(page: &Page, i: usize) -> usize {
    // rule after rule asks for the same word
    let (last, end) = page.run.get();
    if last == i {
        return end;
    }
    let end = find_end(page, i);
    page.run.set((i, end));
    end
}

fn find_end(page: &Page, i: usize) -> usize {
    let (mut at, mut full) = (i, 0);
    while at < i + LONGEST {
        let Some(word) = page.at(at) else { break };
        // "not Harvey P. Harvey's in": the next sentence
        let again = at > i + 1 && word.gap == Gap::Dot && page.at(i).is_some_and(|w| w.print == word.print);
        if again || at > i && (!joined(page, at, full) || ends_before(page, at, full)) {
            break;
        }
        let part = word.capital() && (at == i || !word.known.title() || word.shape == Shape::Mixed);
        if part {
            full += usize::from(!(word.initial() || word.sentence && word.known.word()));
        } else if !(at > i || word.known.particle()) || !particle(page, at) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether the word belongs to the run before it.
fn joined(page: &Page, at: usize, full: usize) -> bool {
    let (Some(word), Some(last)) = (page.at(at), at.checked_sub(1).and_then(|p| page.at(p))) else {
        return false;
    };
    match word.gap {
        Gap::Space if word.line => goes_on_below(page, at, full),
        Gap::Space => {
            !(word.known.heading() && word.shape != Shape::Mixed && word.len() > 1 && !word.known.particle())
        }
        Gap::Hyphen => !last.initial() || word.initial(),
        // "talk to K. NS will ring"
        Gap::Dot => {
            let letters = word.shape == Shape::Upper
                && word.len() == 2
                && !word.known.name()
                && page.word(at).is_ascii();
            last.initial() && last.gap != Gap::Hyphen && !letters
        }
        _ => false,
    }
}

/// Whether the word after a name is no part of it though it has a capital: the speaker's "I", letters of a
/// degree, and among capitals a word of the language ("MR DE VRIES PRESENTED").
fn ends_before(page: &Page, at: usize, full: usize) -> bool {
    let Some(word) = page.at(at) else { return true };
    let spaced = word.gap == Gap::Space;
    let pronoun = page.word(at) == "i"
        && page.at(at + 1).is_some_and(|n| n.gap == Gap::Space && n.shape == Shape::Lower);
    let degree = full > 0 && word.known.after() && !matches!(word.shape, Shape::Lower | Shape::Capital);
    let shouted = word.shape == Shape::Upper && page.at(at - 1).is_some_and(|w| w.shape == Shape::Upper);
    let k = word.known;
    // the last of the capitals may be a surname that is a word too: GARY PICKLES
    let goes_on = page.at(at + 1).is_some_and(|n| n.shape == Shape::Upper && n.gap == Gap::Space && !n.line);
    let least = if goes_on { 3 } else { 1 };
    let word_only = k.word() && k.surname() < least && k.forename() < 2 && !k.particle();
    let plain = k.speech() || word_only && word.len() > 2;
    // "Miss H. Bagshaw   Panel: Mr Lee"
    let titled = page.at(at + 1).is_some_and(|n| n.known.title() && n.capital());
    let plain_word = word.known.word() && word.known.surname() < 2;
    let field = full > 0 && (plain_word && titled || FIELDS.holds(page.word(at)));
    let label = (word.line || field) && page.between(at + 1).starts_with(':');
    // "Ms Adeyemi NI QQ 12 34": the label of what follows
    let labels = [
        "oic", "low", "high", "ni", "nino", "nhs", "dob", "tel", "mob", "ref", "utr", "gp", "nok", "aka",
        "id", "med",
    ];
    let quiet = page.at(at - 1).is_some_and(|w| w.shape != Shape::Upper);
    let labelled = full > 0 && quiet && word.shape == Shape::Upper && labels.contains(&page.word(at));
    // "Signed W. Lee  Witnessed P. Reed"
    let witness =
        full > 0 && matches!(page.word(at), "witnessed" | "checked" | "approved" | "dated" | "signed");
    // "Thiago Flat 6", "Mrs Lee Room 2": where somebody lives
    let home = full > 0
        && word.known.word()
        && page.at(at + 1).is_some_and(|n| n.shape == Shape::Number && n.gap == Gap::Space && !n.line);
    spaced && (labelled || witness || home || pronoun || degree || shouted && full > 0 && plain || label)
}

/// Labels of the next field of a form in the same line: "Client: E Lee  Matter: Probate".
static FIELDS: Vocabulary = Vocabulary::of(
    "matter date time units panel clerk phone age dept department team site ward address role position grade \
    status type subject contact room block flat year form class job title tenancy officer supervisor employee pupil",
);

/// A name that is plainly unfinished at the end of its line: a forename with a surname below, also one that
/// is a word of the language, one that no list knows, or one with particles before it.
fn goes_on_below(page: &Page, at: usize, full: usize) -> bool {
    let (Some(word), Some(last)) = (page.at(at), at.checked_sub(1).and_then(|p| page.at(p))) else {
        return false;
    };
    let k = word.known;
    let label = page.between(at + 1).starts_with(':');
    // "D.O.B.", "N.I. No." below a name
    let abbreviated = word.initial() && page.at(at + 1).is_some_and(|n| n.initial() && n.gap == Gap::Dot);
    if label || abbreviated || k.heading() || k.title() || k.other() || k.body() || k.role() || full > 3 {
        return false;
    }
    // "Nad" alone in its line, and below "Stacey went": a sentence starts
    let below = last.line
        && page.at(at + 1).is_some_and(|n| n.shape == Shape::Lower && !n.line && !n.known.particle());
    if full == 1
        && (is_hailed(page, at - 1) || is_whole_below(page, at) || below && page.between(at + 1) == " ")
    {
        return false;
    }
    // "Dr E Vaughan / Dunmore C": whole already; "Siobhan Ní / Dhomhnaill": not yet
    let whole = full == 1 && at > 1 && page.at(at - 2).is_some_and(Word::initial) && last.gap != Gap::Other;
    if whole && last.len() > 1 {
        return false;
    }
    if full > 0 && last.known.particle() && last.capital() && !last.line && word.capital() && !k.word() {
        return true;
    }
    let forename = last.known.forename() >= 2 && !last.known.word() && last.capital() && !last.line;
    let strange = !k.word() && !k.place() && !k.name();
    if k.particle() && word.shape == Shape::Lower {
        return full > 0 && forename && particle(page, at);
    }
    let plain = k.word() && !(forename && k.surname() >= 2);
    let surname = full >= 2 && k.surname() > 0 && k.forename() == 0;
    word.capital() && !plain && (full < 2 && (k.name() || forename && strange) || surname)
}

/// "Hi Ann": the salutation ends with its line.
fn is_hailed(page: &Page, at: usize) -> bool {
    const HAILS: [&str; 8] = ["hi", "hello", "hiya", "hey", "dear", "morning", "afternoon", "annwyl"];
    at > 0 && !page.at(at).is_none_or(|w| w.line) && HAILS.contains(&page.back(at, 1))
}

/// Below a line of one forename a forename and its surname: "Ann / Sam Brown".
fn is_whole_below(page: &Page, at: usize) -> bool {
    let alone = at.checked_sub(1).and_then(|p| page.at(p)).is_some_and(|w| w.line);
    let (Some(first), Some(last)) = (page.at(at), page.at(at + 1)) else { return false };
    let surname = last.known.surname() > 0 && last.known.forename() == 0;
    let pair = last.gap == Gap::Space && !last.line && last.capital() && surname;
    alone && pair && first.known.forename() >= 2
}

/// `WK` in `WK Smith`.
fn is_run_of_initials(page: &Page, i: usize) -> bool {
    let pair = page.at(i).is_some_and(|w| w.shape == Shape::Upper && w.len() == 2 && !w.known.other())
        && !super::informal::is_short_role(page.word(i));
    let name = page.at(i + 1).is_some_and(|n| n.gap == Gap::Space && n.shape != Shape::Upper && n.capital());
    pair && name
}

/// A small word inside a name, with a capital or another particle after it: `van der Berg`.
fn particle(page: &Page, at: usize) -> bool {
    let hyphened = |i: usize| page.at(i).is_some_and(|w| w.gap == Gap::Hyphen);
    if hyphened(at) {
        return page.at(at).is_some_and(|w| w.shape == Shape::Lower && (w.known.name() || !w.known.word()));
    }
    let of = page.word(at) == "of" && at > 0 && !page.word(at + 1).is_empty();
    if !page.at(at).is_some_and(|w| w.known.particle()) || of {
        return false;
    }
    (at + 1..at + 3)
        .take_while(|i| page.at(*i).is_some_and(|w| matches!(w.gap, Gap::Space | Gap::Hyphen) && !w.line))
        .find(|i| !page.at(*i).is_some_and(|w| w.known.particle() && !w.capital()))
        .is_some_and(|i| page.at(i).is_some_and(|w| w.capital() && !w.known.heading()))
}

/// What a run holds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Parts {
    /// Number of initials.
    pub(crate) initials: usize,
    /// Index of the first word that is more than an initial or a particle.
    pub(crate) first: Option<usize>,
    /// Index of the last such word.
    pub(crate) last: Option<usize>,
    /// Number of such words.
    pub(crate) full: usize,
    /// Whether one of them makes it another proper noun or an office.
    pub(crate) foreign: bool,
    /// Whether one of them makes it a body or a street, though some are surnames too (Park, House).
    pub(crate) body: bool,
}

/// Takes a run apart.
pub(crate) fn parts(page: &Page, run: std::ops::Range<usize>) -> Parts {
    let mut out = Parts::default();
    for i in run {
        let Some(word) = page.at(i) else { continue };
        if word.initial() || out.full == 0 && is_run_of_initials(page, i) {
            out.initials += 1;
        } else if !(word.known.particle() && (word.shape == Shape::Lower || out.full > 0 && word.len() < 4)) {
            out.first.get_or_insert(i);
            out.last = Some(i);
            out.full += 1;
            out.foreign |=
                word.known.other() || word.known.role() && word.known.word() && word.known.forename() == 0;
            out.body |= word.known.body();
        }
    }
    out
}
