//! People who are called by initials alone: "W.K. lodged a petition", "her daughter M., born in". Usual
//! abbreviations are refused, and a letter that numbers a section or a list is no person.

use super::vocabulary::Vocabulary;
use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// The initials that start with the word `i`.
pub(super) fn at(page: &Page, i: usize) -> Option<Mention> {
    let first = page.at(i)?;
    if !first.initial() || first.shape != Shape::Capital && first.shape != Shape::Upper {
        return None;
    }
    let mut end = i + 1;
    while page.at(end).is_some_and(|w| w.initial() && w.gap == Gap::Dot && page.between(end) == ".") {
        end += 1;
    }
    if let Some(end) = letters(page, i) {
        return Some(Mention::new(i..end, Tier::Check, "letters standing for names"));
    }
    let dotted = page.between(end).starts_with('.');
    let inside = !first.line && first.gap != Gap::Dot && before(page, i);
    let fits = match end - i {
        1 => dotted && single(page, i, end) && inside,
        2..=3 => inside && !usual(page, i, end) && !runs_on(page, end),
        _ => false,
    };
    fits.then(|| Mention::new(i..end, Tier::Check, "initials standing for a name"))
}

/// "the co-accused A, B and C": two capital letters or more in a list.
fn letters(page: &Page, i: usize) -> Option<usize> {
    let mut end = i + 1;
    let mut last = end;
    loop {
        let and = matches!(page.word(end), "and" | "or");
        let next = end + usize::from(and);
        let joined = page.at(next).is_some_and(|w| w.gap == if and { Gap::Space } else { Gap::Comma });
        if !(joined && page.at(next).is_some_and(Word::initial) && !page.between(next + 1).starts_with('.')) {
            break;
        }
        end = next + 1;
        last = end;
    }
    let role = i
        .checked_sub(1)
        .and_then(|p| page.at(p))
        .is_some_and(|w| w.known.role() || w.of(page.text) == "accused");
    let bracket = page.between(i).ends_with(['[', '(']);
    (last > i + 1 && before(page, i) && (role || bracket || page.between(i).ends_with(", "))).then_some(last)
}

/// Words that number things: the letter after them is no person.
static NUMBERED: Vocabulary = Vocabulary::of(
    "section part article rule appendix annex schedule class group category block type grade \
    band plan option vitamin hepatitis no nos para paragraph chapter form exhibit file ref \
    unit floor wing point item",
);

/// A small word (or the start of a sentence) stands before, and none that numbers things.
fn before(page: &Page, i: usize) -> bool {
    let Some(word) = i.checked_sub(1).and_then(|p| page.at(p)) else { return true };
    let numbers = NUMBERED.holds(page.word(i - 1));
    !numbers
        && (word.shape != Shape::Capital || word.known.title() || word.known.word() || word.known.role())
        && word.shape != Shape::Number
        || word.shape == Shape::Number && word.len() == 4
}

/// One letter and a full stop, with the sentence going on after it.
fn single(page: &Page, i: usize, end: usize) -> bool {
    let next = page.at(end);
    let on = next.is_some_and(|w| w.shape == Shape::Lower && w.gap == Gap::Dot && !w.line)
        || [".,", ".)", ".]", ".'"].iter().any(|p| page.between(end).starts_with(p));
    let person = i > 0
        && (page.at(i - 1).is_some_and(|w| w.shape == Shape::Lower) || page.between(i).ends_with(['(', '[']));
    on && person
}

/// A capitalised word goes on the name: then it is no name by itself.
fn runs_on(page: &Page, end: usize) -> bool {
    page.at(end).is_some_and(|w: &Word| {
        matches!(w.gap, Gap::Dot | Gap::Space)
            && page.between(end).trim() == "."
            && !w.line
            && w.capital()
            && w.known.surname() > 0
            && !w.known.word()
    })
}

/// Abbreviations everybody uses.
static USUAL: Vocabulary = Vocabulary::of(
    "uk us usa eu un ec eea qc kc mp gp ni nhs dob tv dc ba ma md pm am ad bc po ps pc nb ie eg \
    cv id it hr ai la ny jp ltd plc llp inc iii ii iv vi ee ss",
);

/// Abbreviations everybody uses.
fn usual(page: &Page, i: usize, end: usize) -> bool {
    let letters: String = (i..end).map(|k| page.word(k)).collect();
    USUAL.holds(&letters)
}
