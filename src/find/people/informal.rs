//! Names in small letters, as residents write them in texts and mails: "its annelies from no 8", "hiya
//! justyna", "savage rang again", "my little one mark is ill". A word of the language needs a role before
//! it or a verb of speech behind; without any cue only what the list of forenames alone knows is taken.

use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// The name in small letters that starts with the word `i`.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let word = page.at(i)?;
    let k = word.known;
    if word.shape != Shape::Lower || word.len() < 3 || k.heading() || k.title() || k.role() || k.particle() {
        return None;
    }
    // a word of the language must be a usual name too (see `word_name`)
    if k.word() && k.forename() < 2 && k.surname() < 2 {
        return None;
    }
    let near = matches!(word.gap, Gap::Space | Gap::Comma | Gap::Block | Gap::Dot)
        || page.between(i).ends_with(['(', '\n'])
        || [": ", " - ", "/ ", "\" ", "\". "].iter().any(|mark| page.between(i).ends_with(mark));
    if k.place() || k.other() || k.body() || !near || super::beside::is_month(page, i) {
        return None;
    }
    let end = run(page, i);
    let fits = if k.word() { word_name(page, i, end, word) } else { cued(page, i, end, word) };
    let lone = !page.between(end).starts_with('_')
        && !k.word()
        && k.forename() >= 2
        && word.len() >= 4
        && i.checked_sub(1).is_none_or(|p| page.word(p) != "inter");
    match (fits, lone) {
        (true, _) => {
            // "lowri.h": the letter of a user name
            let letter =
                page.between(end) == "." && page.at(end).is_some_and(|w| w.len() == 1 && !w.initial());
            let apart = page
                .at(end + 1)
                .is_none_or(|w| w.line || matches!(w.gap, Gap::Space | Gap::Comma | Gap::Block));
            let end = end + usize::from(letter && apart);
            Some(Mention::new(i..end, Tier::Check, "a name in small letters, by the words beside it"))
        }
        (_, true) => Some(Mention::new(i..end, Tier::Check, "a forename from the lists, in small letters")),
        _ => None,
    }
}

/// The end of the name: further words in small letters that are no words of the language, and particles
/// before them.
fn run(page: &Page, i: usize) -> usize {
    let goes_on = |at: usize| {
        page.at(at).is_some_and(|w| {
            let near = matches!(w.gap, Gap::Space | Gap::Hyphen) && !w.line;
            let plain =
                w.known.word() || w.known.other() || w.known.heading() || w.known.speech() || w.known.lead();
            near && w.shape == Shape::Lower
                && w.len() > 1
                && (!plain || w.gap == Gap::Hyphen)
                && !w.known.title()
        })
    };
    let particle = |at: usize| page.at(at).is_some_and(|w| w.known.particle() && w.shape == Shape::Lower);
    let mut end = i + 1;
    while end < i + 5 {
        let last = (end..end + 3).find(|at| !particle(*at)).unwrap_or(end);
        if !goes_on(last) {
            break;
        }
        end = last + 1;
    }
    // "bridie ward from": a surname that is a word too, between a forename and what ends a name
    let surname =
        |w: &Word| w.shape == Shape::Lower && w.gap == Gap::Space && !w.line && w.known.surname() >= 2;
    let closed = matches!(page.word(end + 1), "from" | "frm" | "here" | "rang" | "calling");
    let full = end == i + 1 && page.at(i).is_some_and(|w| w.known.forename() > 0);
    end + usize::from(full && closed && page.at(end).is_some_and(surname))
}

/// A word that no list of English words holds, with a cue on either side.
fn cued(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    let listed = word.known.name();
    let before = i.checked_sub(1).map_or("", |p| page.word(p));
    let ends = page.at(end).is_none_or(|w| w.line);
    is_introduced(page, i, end)
        || is_hailed(before) && listed && !word.line
        || matches!(before, "thanks" | "thx" | "cheers" | "ta" | "love" | "from") && listed && ends
        || matches!(before, "ask" | "told" | "tell" | "mate" | "called" | "named" | "name") && !word.line
        || is_role(page, i) && listed
        || page.word(end) == "who" && matches!(before, "was" | "is" | "its" | "it's")
        || is_kin(page, i) && word.len() > 3
        || before == "at" && owner(page, i)
        || matches!(before, "with" | "w")
            && word.len() > 3
            && page.between(end).starts_with('.')
            && !word.line
        || is_spoken_to(page, i) && (listed || word.len() > 3)
        || matches!(before, "saw" | "seen" | "blame" | "blames" | "hate" | "fancy" | "tag") && word.len() > 3
        || page.word(end) == "did" && matches!(before, "say" | "reckon" | "think" | "know" | "that")
        || is_stranger(page, i, end)
        || (listed || before == "says") && speaks(page, end) && starts(page, i)
        || starts(page, i) && matches!(page.word(end), "rang" | "phoned" | "emailed" | "texted")
        || end == i + 2 && page.between(i).ends_with('(') && page.between(end).starts_with(')')
}

/// ", yalini has been": a word that no list knows starts a clause and has done something.
fn is_stranger(page: &Page, i: usize, end: usize) -> bool {
    let Some(word) = page.at(i) else { return false };
    let unknown = word.known == crate::find::lexicon::Evidence::default() && word.len() > 4;
    let clause = word.gap == Gap::Comma && !word.line || page.between(i) == ". ";
    let acts = matches!(
        page.word(end),
        "has" | "was" | "said" | "says" | "keeps" | "kept" | "told" | "came" | "went"
    );
    unknown && clause && acts && end == i + 1 && page.at(end).is_some_and(|n| n.gap == Gap::Space)
}

/// "she is at khadijas": a forename with the s of its possessive.
fn owner(page: &Page, i: usize) -> bool {
    let stem = page.word(i).strip_suffix('s').map(crate::find::lexicon::evidence).unwrap_or_default();
    stem.forename() >= 1 && !stem.word() && !stem.place()
}

/// A word of the language that is a name too: only between a role and a verb, or as somebody who rang.
fn word_name(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    if word.known.speech() || word.known.lead() || end > i + 1 {
        return false;
    }
    let acts = matches!(page.word(end), "is" | "was" | "has" | "had" | "who" | "came" | "goes" | "went");
    let calls = matches!(page.word(end), "rang" | "phoned" | "emailed" | "texted" | "told");
    let named = word.known.forename() >= 2;
    is_role(page, i) && named && (acts || calls)
        || is_spoken_to(page, i) && named
        || (named || word.known.surname() >= 2) && calls && starts(page, i)
}

/// "its X from no 8", "this is X here", "name is X".
fn is_introduced(page: &Page, i: usize, end: usize) -> bool {
    let it = matches!(page.back(i, 1), "its" | "it's" | "im" | "i'm")
        || matches!((page.back(i, 2), page.back(i, 1)), ("this" | "name", "is"));
    it && (matches!(page.word(end), "from" | "frm" | "here" | "at" | "off" | "calling" | "again")
        || page.back(i, 2) == "name")
}

/// "my brother", "her mum": a role that is somebody's.
fn is_kin(page: &Page, i: usize) -> bool {
    let mine = i
        .checked_sub(2)
        .is_some_and(|p| matches!(page.word(p), "my" | "his" | "her" | "our" | "their" | "your" | "ur"));
    let mine = mine || page.back(i, 2) == "s" && i > 1 && page.between(i - 2) == "'";
    mine && is_role(page, i) && page.at(i).is_some_and(|w| w.gap == Gap::Space)
}

/// "spoke to X", "rang X", "told X".
pub(super) fn is_spoken_to(page: &Page, i: usize) -> bool {
    let spoke = matches!(
        page.back(i, 2),
        "spoke" | "spoken" | "speaking" | "speak" | "talk" | "talked" | "talking" | "wrote"
    ) && matches!(page.back(i, 1), "to" | "with");
    spoke || matches!(page.back(i, 1), "texted" | "emailed" | "phoned" | "rang" | "thanked")
}

fn is_hailed(before: &str) -> bool {
    matches!(before, "hiya" | "hi" | "hey" | "hello" | "alrite" | "alright" | "morning" | "dear" | "oi")
}

/// A role right before: "neighbour", "my little one", "mother in law".
pub(super) fn is_role(page: &Page, i: usize) -> bool {
    let role = i.checked_sub(1).and_then(|p| page.at(p)).is_some_and(|w| w.known.role());
    // "OT Bex assessed", "SW Ann": in capitals before a word that is not
    let short = i.checked_sub(1).and_then(|p| page.at(p)).is_some_and(|w| w.shape == Shape::Upper)
        && is_short_role(page.back(i, 1))
        && page.at(i).is_some_and(|w| w.shape == Shape::Capital);
    role || short || matches!((page.back(i, 2), page.back(i, 1)), ("in", "law" | "laws") | ("little", "one"))
}

/// Roles of two letters, as notes have them: occupational therapist, social worker, health visitor, injured
/// party, housing officer.
pub(super) fn is_short_role(word: &str) -> bool {
    matches!(word, "ot" | "sw" | "hv" | "ip" | "ho" | "ro" | "io" | "tp" | "ap")
}

/// A verb of speech right behind.
fn speaks(page: &Page, end: usize) -> bool {
    page.at(end).is_some_and(|w| w.known.speech() && w.gap == Gap::Space && w.shape == Shape::Lower)
}

/// The start of a line or clause, or after a number or "says".
fn starts(page: &Page, i: usize) -> bool {
    let Some(word) = page.at(i) else { return false };
    let before = i.checked_sub(1).and_then(|p| page.at(p));
    word.line
        || page.between(i).ends_with(": ")
        || word.gap == Gap::Comma
        || before.is_some_and(|w| w.shape == Shape::Number)
        || i.checked_sub(1)
            .is_some_and(|p| matches!(page.word(p), "says" | "said" | "and" | "that" | "when" | "then"))
}
