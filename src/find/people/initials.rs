//! The initials of people who are named in full: "Proposed KM", "RP: Just me", "NO to complete". Two capitals
//! are mostly an abbreviation, so a place that only a person takes must be seen first.

use super::vocabulary::Vocabulary;
use super::{Mention, Page, is_one_of};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// How surely a page uses initials as a person's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Proof {
    /// Not at all.
    #[default]
    None,
    /// They stand where only a person can.
    Used,
    /// They stand in brackets or quotes behind a name.
    Defined,
}

/// What a page proves of the initials at `i`.
pub(super) fn proof(page: &Page, i: usize) -> Proof {
    match (proves(page, i), is_defined(page, i)) {
        (true, true) => Proof::Defined,
        (true, false) => Proof::Used,
        _ => Proof::None,
    }
}

/// Whether the initials at `i` stand where only a person can: a speaker, somebody who acts, a signature,
/// a label of minutes, in quotes behind a name. A usual abbreviation must be defined, or speak often.
fn proves(page: &Page, i: usize) -> bool {
    let Some(word) = page.at(i) else { return false };
    if !is_usual(page, i) {
        return is_defined(page, i) || speaks(page, i);
    }
    let again = |(at, w): (usize, &Word)| w.print == word.print && is_speaker(page, at);
    is_defined(page, i)
        || is_speaker(page, i) && page.words.iter().enumerate().filter(|p| again(*p)).count() > 2
}

/// Whether initials of a person stand for that person here.
pub(super) fn fit(page: &Page, i: usize, proved: Proof) -> bool {
    let Some(word) = page.at(i) else { return false };
    let next = page.at(i + 1);
    let said = next.is_some_and(|w| w.known.speech() && w.shape == Shape::Lower);
    if is_usual(page, i) {
        return said
            || does(page, i)
            || proved == Proof::Defined && !page.between(i).ends_with(['-', '/'])
            || is_minuted(page, i)
            || acts(page, i)
            || proved > Proof::None && (speaks(page, i) || is_defined(page, i));
    }
    let after_number = i > 0 && page.at(i - 1).is_some_and(|w| w.shape == Shape::Number && !word.line);
    let joined = next.is_some_and(|w| w.gap == Gap::Hyphen || w.shape == Shape::Number && !w.line);
    let entry = is_dated(page, i) || word.gap == Gap::Dot;
    let free = !joined
        && (!after_number || entry)
        && (said || page.word(i + 1) == "to" || proved > Proof::None || !word.sentence);
    free || is_defined(page, i) || speaks(page, i)
}

/// Abbreviations everybody uses.
fn is_usual(page: &Page, i: usize) -> bool {
    let Some(word) = page.at(i) else { return true };
    // the list of what nobody is called holds most pairs of letters
    let other = word.known.other() && (word.len() > 2 || is_common(page.word(i)));
    other || word.known.heading() || word.known.title() || word.known.role()
}

fn speaks(page: &Page, i: usize) -> bool {
    let Some(word) = page.at(i) else { return false };
    let ends_line = page.at(i + 1).is_none_or(|n| n.line);
    let label = is_one_of(LABELS, page.back(i, 1));
    let signed = word.line && ends_line && word.gap != Gap::Other || is_signed(page, i);
    let cell = page.between(i).ends_with('\t') && ends_line;
    is_speaker(page, i) || label && ends(page, i) || acts(page, i) || signed || cell
}

/// What stands before the initials of whoever did it.
const LABELS: &str = "action actions initials proposed seconded checked by owner lead w chair minutes signed seen \
    apologies actioned noted ta thanks regards cheers attended approved inspected";

/// The end of an entry: "her view. HM", "CB tmrw - AF".
fn is_signed(page: &Page, i: usize) -> bool {
    page.at(i + 1).is_none_or(|n| n.line)
        && !page.between(i + 1).starts_with([':', ',', '-', '/'])
        && matches!(page.between(i), ". " | "\" " | " - " | " /" | " // " | "! " | "? " | "? - " | ". - ")
}

/// "RP: Just me", and in a log "03.10 QP - police".
fn is_speaker(page: &Page, i: usize) -> bool {
    let Some(word) = page.at(i) else { return false };
    let behind = page.between(i + 1);
    let stamped = word.gap == Gap::Space
        && i.checked_sub(1).and_then(|p| page.at(p)).is_some_and(|w| w.shape == Shape::Number && !word.line);
    let dialogue = word.line && behind.starts_with('\t') && is_dialogue(page);
    dialogue
        || word.line && behind.starts_with(": ")
        || stamped && (behind.starts_with(": ") || behind == " - ")
}

/// "NO to obtain", at the start of a sentence.
fn acts(page: &Page, i: usize) -> bool {
    let cell = page.between(i).ends_with('\t');
    let starts = page.at(i).is_some_and(|w| w.sentence || w.line) || is_dated(page, i) || cell;
    let next = page.at(i + 1);
    let lower = next.is_some_and(|n| !n.line && n.shape == Shape::Lower);
    let does = next.is_some_and(|n| n.gap == Gap::Space) && ACTS.holds(page.word(i + 1));
    // "BS - contact Cerys": an action of minutes
    let action = page.at(i).is_some_and(|w| w.line) && page.between(i + 1) == " - ";
    starts && lower && (does || action)
}

/// What the person of a note does next: "TO tc fr Grace" is a call that TO took.
static ACTS: Vocabulary =
    Vocabulary::of("has to will tc tcf rang called visited spoke emailed attended met o/c i/c v/m");

/// Right behind the day or the hour of an entry.
fn is_dated(page: &Page, i: usize) -> bool {
    let Some(word) = page.at(i) else { return false };
    let stamp = i.checked_sub(1).and_then(|p| page.at(p));
    let line = (1..4).any(|n| i.checked_sub(n).and_then(|p| page.at(p)).is_some_and(|w| w.line));
    word.gap == Gap::Space && !word.line && line && stamp.is_some_and(|w| w.shape == Shape::Number)
}

/// In quotes, or in brackets behind a name.
pub(super) fn is_defined(page: &Page, i: usize) -> bool {
    let (before, behind) = (page.between(i), page.between(i + 1));
    let name = |w: &Word| w.capital() && !w.known.body() && !w.known.word();
    let named = i.checked_sub(1).and_then(|p| page.at(p)).is_some_and(name);
    before.ends_with(['"', '\'']) && behind.starts_with(['"', '\''])
        || before.ends_with('(') && behind.starts_with([')', ',']) && named
}

/// In a list with the initials of others: "SPL, CB, KR", "CB / KR".
pub(super) fn is_listed(page: &Page, i: usize, beside: &dyn Fn(usize) -> bool) -> bool {
    let mark = |i: usize| matches!(page.between(i), ", " | " & " | "/" | " / " | " and ");
    let role = page.at(i).is_some_and(|w| w.known.role() || w.known.heading());
    !role && (i > 0 && mark(i) && beside(i - 1) || mark(i + 1) && beside(i + 1))
}

/// Two small letters that end an entry: "NO CONSENT!! kc".
pub(super) fn signs_small(page: &Page, i: usize) -> bool {
    page.at(i).is_some_and(|w| w.len() == 2 && !w.line && !w.known.word())
        && page.at(i + 1).is_none_or(|n| n.line)
        && [". ", "! ", "? ", " - "].iter().any(|mark| page.between(i).ends_with(mark))
        && page.between(i + 1).trim().is_empty()
}

/// Two lines or more that begin with different initials in a cell of their own: question and answer.
fn is_dialogue(page: &Page) -> bool {
    let label = |(i, w): (usize, &Word)| {
        let cell = w.line && w.shape == Shape::Upper && (2..=3).contains(&w.len());
        (cell && page.between(i + 1).starts_with('\t')).then_some(w.print)
    };
    let mut labels = page.words.iter().enumerate().filter_map(label);
    labels.next().is_some_and(|first| labels.any(|next| next != first))
}

/// "On 2 March KC opened the record": what has happened, behind letters that are no job.
fn does(page: &Page, i: usize) -> bool {
    let (next, word) = (page.at(i + 1), page.word(i + 1));
    let plain = page.at(i).is_none_or(|w| w.known.role() || w.known.title() || w.known.heading());
    let past = word.len() > 5 && word.ends_with("ed");
    !plain && past && next.is_some_and(|n| n.gap == Gap::Space && n.shape == Shape::Lower && !n.line)
}

/// Two capitals that act or are acted with ("JP advised", "spoke to KM", "ACTION: HW") are a person also when
/// nobody is named in full.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let word = page.at(i)?;
    if word.shape == Shape::Upper && word.len() == 2 && is_exhibited(page, i) {
        return Some(Mention::new(i..i + 1, Tier::Check, EXHIBIT));
    }
    let roll = word.shape == Shape::Upper && word.len() <= 3 && is_rolled(page, i);
    if (roll || is_authorised(page, i)) && !is_usual(page, i) {
        return Some(Mention::new(i..i + 1, Tier::Check, "initials that act as a person does"));
    }
    if word.shape != Shape::Upper
        || word.len() != 2
        || is_usual(page, i)
        || word.known.word() && !is_informed(page, i) && !is_received(page, i)
        || is_common(page.word(i)) && !is_informed(page, i)
    {
        return None;
    }
    let next = page.at(i + 1);
    let ends = next.is_some_and(|n| n.shape == Shape::Lower) || ends(page, i);
    // "Received by AH 03/03/25"
    let dated = page.back(i, 1) == "by" && is_acted_with(page, i) && is_day(page, i + 1);
    let apart = next.is_none_or(|n| n.gap != Gap::Hyphen && (n.shape != Shape::Number || dated))
        && word.gap != Gap::Hyphen;
    let ends = ends || dated;
    let risk = page.between(i) == ": " && page.back(i, 1) == "risk" && page.word(i + 1) == "to";
    let entry = is_dated(page, i) && page.between(i + 1) == " - ";
    let noted = entry || is_informed(page, i) || is_signed(page, i) && page.between(i) != "? ";
    (apart
        && (ends && is_acted_with(page, i)
            || says(page, i)
            || is_tasked(page, i)
            || chairs(page, i)
            || noted
            || risk))
        .then(|| Mention::new(i..i + 1, Tier::Check, "initials that act as a person does"))
}

/// "Strategy meeting: JF BA HM": behind the label of those who met, all in two or three capitals.
fn is_rolled(page: &Page, i: usize) -> bool {
    static MET: Vocabulary =
        Vocabulary::of("present attendees attended meeting apologies panel copied circulation");
    let two = |at: usize| {
        page.at(at).is_some_and(|w| w.shape == Shape::Upper && (2..=3).contains(&w.len()))
            && !is_usual(page, at)
    };
    let joined = |at: usize| matches!(page.between(at), " " | ", " | " / " | "/");
    let mut first = i;
    while first > 0 && joined(first) && two(first - 1) {
        first -= 1;
    }
    let many = (first + 1..first + 12).take_while(|at| joined(*at) && two(*at)).count();
    many >= 1 && two(i) && page.between(first) == ": " && MET.holds(page.back(first, 1))
}

/// "Approved by KOD.": three capitals that end a clause behind what somebody in the office does.
fn is_authorised(page: &Page, i: usize) -> bool {
    static DONE: Vocabulary = Vocabulary::of(
        "approved signed countersigned authorised actioned completed entered noted logged checked",
    );
    let three = page.at(i).is_some_and(|w| w.shape == Shape::Upper && w.len() == 3 && !w.known.word());
    three && page.back(i, 1) == "by" && DONE.holds(page.back(i, 2)) && ends(page, i)
}

const EXHIBIT: &str = "initials of an exhibit: of whoever shows it";

/// `exhibit LS/4`, `I exhibit at "LS1"`: a witness numbers exhibits by their own initials (Criminal Procedure Rules, part 16).
fn is_exhibited(page: &Page, i: usize) -> bool {
    let exhibit = (1..4)
        .any(|n| matches!(page.back(i, n), "exhibit" | "exhibits" | "exhibited" | "marked" | "labelled"));
    exhibit
        && page.between(i + 1).starts_with('/')
        && page.at(i + 1).is_some_and(|n| n.shape == Shape::Number)
}

/// "SO informed by text", "SIGNED DC": also letters that are mostly something else.
fn is_informed(page: &Page, i: usize) -> bool {
    let starts = page.at(i).is_some_and(|w| w.sentence || w.line);
    let told = matches!(page.word(i + 1), "informed" | "notified" | "updated" | "advised" | "apologised");
    let labelled = page.between(i) == ": "
        && matches!(
            page.back(i, 1),
            "by" | "officer" | "owner" | "lead" | "op" | "author" | "caseworker" | "handler"
        );
    let signed = labelled && ends(page, i)
        || matches!(page.back(i, 1), "signed" | "initials" | "thx" | "cheers") && ends(page, i);
    starts && told && page.at(i + 1).is_some_and(|n| n.shape == Shape::Lower) || signed
}

/// A word of minutes right before, and an end behind.
fn is_minuted(page: &Page, i: usize) -> bool {
    let minutes = [
        "action", "initials", "proposed", "seconded", "actioned", "proposer", "seconder", "thx", "thanks",
        "signed", "cheers",
    ];
    minutes.contains(&page.back(i, 1)) && ends(page, i)
}

/// The end of a line, a cell or a clause behind.
fn ends(page: &Page, i: usize) -> bool {
    page.at(i + 1).is_none_or(|n| n.line) || page.between(i + 1).starts_with(['\t', ',', '.', ';', ')', ':'])
}

/// "Received by AH": by whom something was done, also where the letters are a word.
fn is_received(page: &Page, i: usize) -> bool {
    page.back(i, 1) == "by" && page.back(i, 2).ends_with("ed")
}

/// A date in figures behind.
fn is_day(page: &Page, i: usize) -> bool {
    let number = |i: usize| page.at(i).is_some_and(|w| w.shape == Shape::Number && !w.line);
    page.between(i) == " " && number(i) && number(i + 1) && matches!(page.between(i + 1), "/" | "." | "-")
}

/// "ACTION:", "spoke to", "seen by" right before.
fn is_acted_with(page: &Page, i: usize) -> bool {
    let by = page.back(i, 1) == "by" && (page.back(i, 2).ends_with("ed") || page.back(i, 2) == "up");
    is_minuted(page, i)
        || by
        || matches!(
            (page.back(i, 2), page.back(i, 1)),
            (
                "spoke" | "spoken" | "cb" | "over" | "passed" | "allocated" | "assigned" | "given",
                "to" | "with"
            ) | (
                "seen"
                    | "checked"
                    | "visited"
                    | "signed"
                    | "completed"
                    | "done"
                    | "raised"
                    | "attended"
                    | "added"
                    | "updated"
                    | "noted"
                    | "logged"
                    | "entered"
                    | "taken",
                "by"
            )
        )
}

/// "AF to update the log", at the start of a sentence: who has something to do; not a post (educational
/// psychologist, head teacher).
fn is_tasked(page: &Page, i: usize) -> bool {
    static POSTS: Vocabulary =
        Vocabulary::of("ep ht ao fm md vp fa fs ch cx sm tm am bm dh ot sn oh ww cm em fm gm rm");
    let verb = page.at(i + 2).is_some_and(|w| w.shape == Shape::Lower && !w.line && w.len() > 2);
    let starts = page.at(i).is_some_and(|w| w.sentence || w.line);
    starts
        && page.word(i + 1) == "to"
        && page.between(i + 1) == " "
        && verb
        && !POSTS.holds(page.word(i))
        && !is_one_of("the hospital school court work home bed his her their our my", page.word(i + 2))
}

/// "CR: can we adjourn", where three lines or more begin with the letters of who speaks.
fn chairs(page: &Page, i: usize) -> bool {
    let label = |i: usize| {
        page.at(i).is_some_and(|w| w.line && w.shape == Shape::Upper && w.len() == 2)
            && page.between(i + 1) == ": "
            && page.at(i + 1).is_some_and(|n| !n.line)
            && !is_usual(page, i)
            && !is_common(page.word(i))
    };
    label(i) && (0..page.words.len()).filter(|at| label(*at)).take(3).count() == 3
}

/// "JP advised", at the start of a sentence.
fn says(page: &Page, i: usize) -> bool {
    static VERBS: Vocabulary = Vocabulary::of(
        "advised confirmed said stated reported rang emailed phoned asked agreed noted explained told informed updated \
        attended visited called spoke apologised \
        asks confirms reports states agrees notes advises queries recommends suggests wants feels thinks \
        offered escalated chased declined refused raised logged closed reopened arranged booked requested",
    );
    page.at(i).is_some_and(|w| w.sentence || w.line)
        && page.at(i + 1).is_some_and(|n| n.gap == Gap::Space && n.shape == Shape::Lower && !n.line)
        && VERBS.holds(page.word(i + 1))
}

/// Bodies, jobs and office short hand of two letters.
pub(super) fn is_common(word: &str) -> bool {
    static COMMON: Vocabulary = Vocabulary::of(
        "gp ot sw la ho ha rp dv po hr cv nfa tc cb vm op eo it ip pc ps id uk us eu tv cc qc kc mp \
        pm am ac dc dm ed er eta ca cs dr fc fd gm hq ii iv ix vi md mh na nb nd ni nw ne se ok os pa pd pr pt pv \
        re rt sb sc so st ta tl tm ts vs wc wm un dd nz gb ec ld bc cd tp ok ie eg am st rd hd ff",
    );
    COMMON.holds(word)
}
