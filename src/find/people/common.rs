//! A proved name that is also a word of the language ("Mark", "Grace", "Chase", "hung") where a sentence
//! starts with it, or where it stands in small letters. What follows or what stands before must say that it
//! is the person: "Guy's letter", "Dawn, do you", "Chase works nights", "my husband chase". It refuses
//! everything else, because "Mark the date" and "grace period" are far more frequent.

use super::vocabulary::Vocabulary;
use super::{Page, informal, is_one_of};
use crate::find::words::{Gap, Shape, Word};

/// Whether the word that starts a sentence is the person.
pub(super) fn starts_sentence(page: &Page, i: usize) -> bool {
    let Some(next) = page.at(i + 1) else { return true };
    let behind = page.between(i + 1);
    let lower = next.shape == Shape::Lower;
    let list = i > 0 && matches!(page.word(i - 1), "neither" | "both" | "either");
    if list {
        return true;
    }
    // "Notes: Reed not in", and in a talk "Ann: Penny open the door"
    let told = page.between(i) == ": " && lower && page.at(i).is_some_and(|w| w.known.forename() >= 2);
    if told && next.gap == Gap::Space && !is_one_of("of to up the a an for in on at", page.word(i + 1)) {
        return true;
    }
    let owns = behind == "'" && page.word(i + 1) == "s";
    let called = next.gap == Gap::Comma && !next.line && (lower || page.word(i + 1) == "i");
    let signs = stands_alone(page, i) && !behind.starts_with(':');
    // "Fisher later said"
    let adverb =
        is_one_of("later then also never still now again just always only has had", page.word(i + 1));
    let says = adverb && page.at(i + 2).is_some_and(|w| w.known.speech() && w.shape == Shape::Lower);
    // "Grace and Yemi will attend"
    let and = matches!(page.word(i + 1), "and" | "or") && next.gap == Gap::Space && !next.line;
    let other = |w: &Word| w.capital() && w.gap == Gap::Space && w.known.forename() >= 1 && !w.known.word();
    let paired =
        and && page.at(i).is_some_and(|w| w.known.forename() >= 2) && page.at(i + 2).is_some_and(other);
    owns || called || signs || says || paired || lower && next.gap == Gap::Space && acts(page, i + 1)
}

/// Alone between the end of a sentence and the end of its line: who signed.
fn stands_alone(page: &Page, i: usize) -> bool {
    let behind = page.between(i + 1);
    page.at(i + 1).is_none_or(|n| n.line) && !behind.starts_with([',', '-', '/'])
}

/// A verb of the third person, or of what has happened: "works", "called". Only after a forename.
fn acts(page: &Page, verb: usize) -> bool {
    static NO_VERBS: Vocabulary = Vocabulary::of(
        "this his its us as always perhaps less plus across towards besides needs based \
        related included is as was has does",
    );
    let word = page.word(verb);
    let forename = verb.checked_sub(1).and_then(|i| page.at(i)).is_some_and(|w| w.known.forename() >= 2);
    let ends = word.len() > 3 && (word.ends_with('s') && !word.ends_with("ss") || word.ends_with("ed"));
    let did = is_one_of(
        "fell took got made met left put ran saw sat spoke wrote paid lost hit bit ate drove slept sent kept went came \
         rang told began broke built bought brought stood threw woke wants",
        word,
    );
    let is = did || matches!(word, "is" | "was" | "has" | "does" | "needs" | "had" | "lives");
    forename && (is || ends && !NO_VERBS.holds(word))
}

/// Whether the word in small letters is the person: a role or a greeting before it, or somebody who rang.
pub(super) fn in_small_letters(page: &Page, i: usize) -> bool {
    static MODALS: Vocabulary = Vocabulary::of("will may can might must should");
    let Some(word) = page.at(i) else { return false };
    if starts_clause(page, i, word) {
        return true;
    }
    let (before, after) = (page.back(i, 1), page.word(i + 1));
    let particle = matches!(after, "up" | "out" | "off" | "down" | "round" | "over" | "in" | "to");
    if word.gap != Gap::Space || particle || MODALS.holds(page.word(i)) {
        return false;
    }
    let hailed = is_one_of("hi hiya hey hello dear morning thanks cheers", before);
    let role = informal::is_role(page, i) && is_somebodys(page, i);
    // "told mark.": nothing follows that he could be a word of
    let told = is_one_of("told asked tell ask", before)
        && page
            .at(i + 1)
            .is_none_or(|n| n.line || n.gap != Gap::Space || is_one_of("about that he she", after));
    // "there is a text from dean on my phone"
    let sent = is_one_of("from frm", before)
        && word.known.forename() >= 2
        && !MODALS.holds(page.word(i))
        && page.at(i + 1).is_none_or(|n| {
            n.line
                || n.gap != Gap::Space
                || is_one_of("on about saying that again yesterday today last at", after)
        });
    role || hailed
        || sent
        || told && word.known.forename() >= 2
        || informal::is_spoken_to(page, i) && page.at(i).is_some_and(named)
}

/// "jade - the duchess", "jade should be", "fri - grace in yr 6": in small letters where a sentence starts.
fn starts_clause(page: &Page, i: usize, word: &Word) -> bool {
    static DOES: Vocabulary = Vocabulary::of(
        "did should would could has had is was said says told thinks wants went came rang heard saw lives works",
    );
    static VERBS: Vocabulary =
        Vocabulary::of("mark rob sue pat bill grant chase drew nick jack will may can rush hope");
    let starts = word.line || [". ", "! ", "? ", " - ", ": "].contains(&page.between(i));
    if !starts || word.known.forename() < 2 || word.known.heading() {
        return false;
    }
    let Some(next) = page.at(i + 1).filter(|n| !n.line) else { return false };
    let called = matches!(page.between(i + 1), " - " | ", ");
    let verb = VERBS.holds(page.word(i));
    let placed = !verb && is_one_of("in next from at", page.word(i + 1));
    let does = DOES.holds(page.word(i + 1)) && page.word(i) != "will" && page.word(i) != "may";
    called && !verb || next.gap == Gap::Space && (does || placed)
}

/// "my", "her", "the" before the role: a role that a sentence ends with is no cue.
fn is_somebodys(page: &Page, i: usize) -> bool {
    (2..=4).any(|n| is_one_of("my his her our their your ur the a", page.back(i, n)))
}

fn named(word: &Word) -> bool {
    word.known.forename() >= 2 || word.known.surname() >= 2
}
