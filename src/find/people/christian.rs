//! A forename that is also a word of the language ("Hope", "Grace", "Dawn"), where only a person can stand:
//! after a preposition with a capital inside a sentence, as the owner of a dog, as somebody who cries, is
//! asked or is asked about. It refuses months, headings and bodies, and a capital that only starts a sentence.

use super::vocabulary::Vocabulary;
use super::{Page, is_one_of};
use crate::find::words::{Gap, Shape, Word};

/// Whether a cue on its left makes the word a forename.
pub(super) fn behind_cue(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    is_christian(page, i, end, word) || is_asked_about(page, i, end, word) || is_bidden(page, i, end, word)
}

/// "Ivy's daughter", "Precious was crying": a forename that is a word too starts a sentence, and only people
/// have daughters or cry.
pub(super) fn is_anchored(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    static OWNED: Vocabulary = Vocabulary::of(
        "dog dogs house flat car van account tenancy room phone door garden bin bins letter email \
        behaviour music family kids children belongings parents boyfriend girlfriend mum dad nan ex home life",
    );
    static FELT: Vocabulary = Vocabulary::of(
        "crying shouting screaming sobbing upset drunk angry rude aggressive abusive tearful asleep \
        unhappy scared frightened worried pregnant unwell arrested evicted swearing smoking drinking distressed fine",
    );
    let owns = page.between(end) == "'" && page.word(end) == "s";
    let thing = || page.at(end + 1).is_some_and(|w| w.known.role()) || OWNED.holds(page.word(end + 1));
    let felt = || {
        matches!(page.word(end), "was" | "is" | "were" | "got" | "became") && FELT.holds(page.word(end + 1))
    };
    end == i + 1
        && word.shape == Shape::Capital
        && word.known.word()
        && word.known.forename() >= 2
        && !(word.known.heading() || word.known.other() || word.known.body() || word.known.role())
        && (owns && thing() || felt())
}

/// "Dawn, do you still have", "Summer, please": somebody is spoken to.
pub(super) fn is_asked(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    static ASKS: Vocabulary = Vocabulary::of(
        "do did can could would will have are were is please pls thanks thank you i we what when where how",
    );
    end == i + 1
        && word.sentence
        && word.shape == Shape::Capital
        && word.known.forename() >= 2
        && !(word.known.heading() || word.known.other())
        && !super::beside::is_month(page, i)
        && page.at(end).is_some_and(|n| n.gap == Gap::Comma && !n.line)
        && ASKS.holds(page.word(end))
}

/// "Mark from Bristol can", "Grace in his team", "Security (Ray)".
pub(super) fn is_placed(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    let (next, after) = (page.word(end), page.at(end + 1));
    let from = next == "from" && after.is_some_and(|w| w.capital() && w.known.place() && w.gap == Gap::Space);
    let team = next == "in"
        && is_one_of("his her my our their your", page.word(end + 1))
        && page.word(end + 2) == "team";
    let bracket = page.between(i).ends_with(" (") && page.between(end).starts_with(')') && i > 0;
    let staffed = bracket
        && is_one_of("security reception housekeeping catering maintenance transport admin", page.back(i, 1));
    end == i + 1
        && word.shape == Shape::Capital
        && word.known.forename() >= 2
        && !(word.known.heading() || word.known.other() || word.known.body())
        && (from || team || staffed)
}

/// "the dog belonging to Hope at", "Just me and Joy": a word of the language that is a common forename,
/// with a capital where a sentence has none, after a preposition or "and".
fn is_christian(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    let before = |n: usize| i.checked_sub(n).and_then(|p| page.at(p));
    let quiet = |w: Option<&Word>| {
        w.is_none_or(|w| w.shape == Shape::Lower || w.gap == Gap::Other || w.sentence || w.line)
    };
    let cue = before(1).is_some_and(|w| w.known.lead() && w.shape == Shape::Lower)
        || i > 0
            && matches!(page.word(i - 1), "and" | "or" | "with" | "for" | "let" | "gave" | "if" | "that");
    let owns = page.between(end).starts_with("'s") || page.word(end) == "s" && page.between(end) == "'";
    // "to the Miller's Brook"
    let the = page.back(i, 1) == "the" && owns;
    (cue || owns && quiet(before(1)) && i > 0 && !the)
        && end == i + 1
        && word.shape == Shape::Capital
        && word.gap == Gap::Space
        && !word.line
        && word.known.word()
        && word.known.forename() >= 2
        && !(word.known.other() || word.known.heading())
        && quiet(before(2))
        && page.at(end).is_none_or(|n| n.gap != Gap::Space || n.line || n.shape == Shape::Lower)
}

/// "Copy Grace too", "Ring Dawn about it": behind what somebody is told to do with a person.
fn is_bidden(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    let told = i.checked_sub(1).and_then(|p| page.at(p)).is_some_and(|w| w.sentence || w.line)
        && is_one_of(
            "copy cc ask tell ring call email text remind invite thank phone message",
            page.back(i, 1),
        );
    told && end == i + 1
        && word.gap == Gap::Space
        && !word.line
        && word.shape == Shape::Capital
        && word.known.forename() >= 2
        && !(word.known.heading() || word.known.other() || word.known.body())
        && page.at(end).is_none_or(|n| n.line || n.gap != Gap::Space || n.shape == Shape::Lower)
}

/// "Did Blessing say", "Is Hope back": a forename that is a word too, after what begins a question.
fn is_asked_about(page: &Page, i: usize, end: usize, word: &Word) -> bool {
    let asks = matches!(
        page.back(i, 1),
        "did" | "does" | "is" | "was" | "has" | "can" | "could" | "would" | "should" | "will"
    );
    let starts = i
        .checked_sub(1)
        .and_then(|p| page.at(p))
        .is_some_and(|w| (w.sentence || w.line || w.gap == Gap::Other) && w.capital());
    let goes_on = page.at(end).is_some_and(|n| n.gap == Gap::Space && n.shape == Shape::Lower);
    asks && starts
        && goes_on
        && end == i + 1
        && word.shape == Shape::Capital
        && word.known.forename() >= 2
        && !(word.known.heading() || word.known.other() || word.known.body())
}
