//! Names in a list: "Kónya, Becker and Vasquez", or in the cells of a table. Where one is a name, a
//! single capitalised word beside it that no list knows otherwise is one too.

use super::{Mention, Page};
use crate::find::Tier;
use crate::find::words::{Gap, Shape, Word};

/// Adds the names that stand in a list with those found.
pub(super) fn extend(page: &Page, found: &mut Vec<Mention>) {
    let taken: Vec<(usize, usize)> = found.iter().map(|m| (m.words.start, m.words.end)).collect();
    // in order, so the only one that can hold a word is the last that starts before it
    let free = |i: usize| {
        let next = taken.partition_point(|(start, _)| *start <= i);
        next.checked_sub(1).and_then(|last| taken.get(last)).is_none_or(|(_, end)| *end <= i)
    };
    let mut extra: Vec<Mention> = vec![];
    for &(start, end) in &taken {
        if let Some(next) = cell_after(page, start, end).filter(|next| free(*next)) {
            extra.push(Mention::new(next..next + 1, Tier::Check, "a surname in the cell beside a forename"));
        }
        for next in [after(page, end), before(page, start)].into_iter().flatten() {
            if free(next)
                && !super::things::hold_word(page, next)
                && page.at(next).is_some_and(is_single)
                && !extra.iter().rev().take(4).any(|m| m.words.start == next)
            {
                extra.push(Mention::new(next..next + 1, Tier::Check, "in a list with other names"));
            }
        }
    }
    if !extra.is_empty() {
        found.append(&mut extra);
        found.sort_by_key(|m| m.words.start);
    }
}

/// The surname alone in its cell, right of a cell that holds a forename and nothing else.
fn cell_after(page: &Page, start: usize, end: usize) -> Option<usize> {
    let alone = |i: usize| {
        let ends = page.at(i + 1).is_none_or(|w| w.line) || page.between(i + 1).starts_with('\t');
        ends && page.at(i).is_some_and(|w| w.line || page.between(i) == "\t")
    };
    let fits = end == start + 1 && page.at(start)?.known.forename() >= 2 && page.between(end) == "\t";
    let surname = |w: &Word| w.capital() && w.known.surname() > 0 && !(w.known.word() || w.known.other());
    (fits && alone(start) && alone(end) && surname(page.at(end)?)).then_some(end)
}

/// The word after a comma or "and" that follows a name.
fn after(page: &Page, end: usize) -> Option<usize> {
    let and = matches!(page.word(end), "and" | "or" | "nor")
        && page.at(end).is_some_and(|w| matches!(w.gap, Gap::Space | Gap::Comma));
    let next = end + usize::from(and);
    let gap = page.at(next)?.gap;
    if matches!(page.between(end).trim(), "&" | "/" | "+") {
        return Some(end);
    }
    // "Ms Lee; Temperley": the last of a list, or one inside it
    let closed = page.at(next + 1).is_none_or(|w| w.line) || page.between(next + 1).starts_with([';', '.']);
    if page.between(end).trim() == ";" && closed {
        return Some(end);
    }
    // a comma alone may end a clause: another comma or "and" must follow
    let goes_on = page.at(next + 1).is_some_and(|w| w.gap == Gap::Comma) || page.word(next + 1) == "and";
    (and && gap == Gap::Space || gap == Gap::Comma && goes_on).then_some(next)
}

/// The word before "and", or before a comma within a list, that a name follows.
fn before(page: &Page, start: usize) -> Option<usize> {
    let and = start >= 2
        && matches!(page.word(start - 1), "and" | "or" | "nor")
        && page.at(start).is_some_and(|w| w.gap == Gap::Space);
    let last = start.checked_sub(1 + usize::from(and))?;
    let comma = page.at(start).is_some_and(|w| w.gap == Gap::Comma) && page.word(start + 1) == "and";
    let sign = matches!(page.between(start).trim(), "&" | "/" | "+");
    (sign || and && page.at(start - 1).is_some_and(|w| w.gap == Gap::Space) || comma).then_some(last)
}

/// A stranger, or a common forename that is a word too, with a capital inside a sentence.
fn is_single(word: &Word) -> bool {
    let k = word.known;
    let christian =
        (k.word() || k.place()) && k.forename() >= 2 && !(k.heading() || k.other() || k.body() || k.role());
    !word.line
        && (super::runs::is_strange(word) || christian && word.shape == Shape::Capital && !word.sentence)
}
