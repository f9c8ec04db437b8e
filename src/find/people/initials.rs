//! The initials of people who are named in full: "Proposed KM", "RP: Just me", "NO to complete". Two capitals
//! are mostly an abbreviation, so a place that only a person takes must be seen first.

use super::Page;
use crate::find::words::{Gap, Shape};

/// Whether the initials at `i` stand where only a person can: a speaker, somebody who acts, a signature,
/// a label of minutes, in quotes behind a name.
pub(super) fn speaks(page: &Page, i: usize) -> bool {
    let Some(word) = page.at(i) else { return false };
    let back = |n: usize| i.checked_sub(n).map_or("", |p| page.word(p));
    let behind = page.between(i + 1);
    let next = page.at(i + 1);
    let ends = next.is_none_or(|n| n.line) || behind.starts_with(['\t', ',', '.', ';', ')']);
    let speaker = word.line && behind.starts_with(": ");
    let label = matches!(
        back(1),
        "action" | "actions" | "initials" | "proposed" | "seconded" | "checked" | "by" | "owner" | "lead" | "w"
            | "chair" | "minutes" | "signed" | "seen" | "apologies" | "actioned" | "noted" | "ta" | "thanks" | "regards"
    );
    let acts = next.is_some_and(|n| n.gap == Gap::Space && !n.line && n.shape == Shape::Lower)
        && matches!(page.word(i + 1), "to" | "will")
        && (word.sentence || word.line);
    let quoted = page.between(i).ends_with(['"', '\'']) && behind.starts_with(['"', '\'']);
    let bracketed = page.between(i).ends_with('(') && behind.starts_with(')') && named(page, i);
    let signed = word.line && next.is_none_or(|n| n.line) && word.gap != Gap::Other;
    let cell = page.between(i).ends_with('\t') && next.is_none_or(|n| n.line);
    speaker || label && ends || acts || quoted || bracketed || signed || cell
}

/// A capitalised name right before the bracket.
fn named(page: &Page, i: usize) -> bool {
    i.checked_sub(1).and_then(|p| page.at(p)).is_some_and(|w| w.capital() && !w.known.body() && !w.known.word())
}

/// Initials are taken for a person's where they are no usual abbreviation, or start a sentence whose
/// next word says what was done.
pub(super) fn fit(page: &Page, i: usize, proved: bool) -> bool {
    let Some(word) = page.at(i) else { return false };
    let after_number = i > 0 && page.at(i - 1).is_some_and(|w| w.shape == Shape::Number && !word.line);
    let next = page.word(i + 1);
    let acts = next == "to" || page.at(i + 1).is_some_and(|w| w.known.speech() && w.shape == Shape::Lower);
    let joined = page.at(i + 1).is_some_and(|w| w.gap == Gap::Hyphen || w.shape == Shape::Number && !w.line);
    let usual = word.known.other() || word.known.heading() || word.known.title();
    speaks(page, i) || !joined && !after_number && (acts || proved && !usual || !word.known.other() && !word.sentence)
}
