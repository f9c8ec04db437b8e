//! Why it exists: a log writes without a cue or a blank the number that a letter calls somebody's NHS number.
//! What one page proves is looked for on all of them, digits alone compared. It refuses short numbers,
//! which stand for other things as well.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::fold::Folded;
use super::scan::{digits, numbers};
use super::{Hit, Kind, Tier};

/// Fewest digits that are one number wherever they stand.
const LEAST: usize = 9;

/// The numbers that are proved, by their digits.
pub(crate) type Proved = BTreeMap<Vec<u8>, Kind>;

/// Notes what the hits of a page prove.
pub(crate) fn note(text: &Folded, hits: &[Hit], proved: &mut Proved) {
    let sure = |h: &&Hit| {
        matches!(h.kind, Kind::NhsNumber | Kind::Passport | Kind::Utr | Kind::Card) && h.tier != Tier::Check
    };
    for hit in hits.iter().filter(sure) {
        let number = digits(text.text.get(hit.bytes.clone()).unwrap_or_default());
        if number.len() >= LEAST {
            proved.entry(number).or_insert(hit.kind);
        }
    }
}

/// Adds the proved numbers that no recogniser saw.
pub(crate) fn add(text: &Folded, proved: &Proved, hits: &mut Vec<Hit>) {
    if proved.is_empty() {
        return;
    }
    // a number that ends its line, and the date that begins the next, are one run
    let lines = |run: Range<usize>| {
        let mut at = run.start;
        let parts = text.text.get(run).unwrap_or_default().split('\n').map(str::len).collect::<Vec<_>>();
        parts.into_iter().map(move |len| {
            at += len + 1;
            at - len - 1..at - 1
        })
    };
    for run in numbers(&text.text).into_iter().flat_map(|run| std::iter::once(run.clone()).chain(lines(run)))
    {
        let number = digits(text.text.get(run.clone()).unwrap_or_default());
        let Some(kind) = proved.get(&number) else { continue };
        if !hits.iter().any(|h| h.kind == *kind && h.bytes.start < run.end && run.start < h.bytes.end) {
            hits.push(Hit::new(*kind, run, Tier::Likely, "a number proved elsewhere in the documents"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_proved_in_a_letter_is_not_left_in_a_log() {
        let (letter, log) =
            (Folded::new("NHS No 485 777 3457"), Folded::new("10.14.3.22,view 4857773457\n2026-03-04"));
        let mut proved = Proved::new();
        note(&letter, &super::super::hits(&letter, &[], true), &mut proved);
        let mut hits = vec![];
        add(&log, &proved, &mut hits);
        assert_eq!(hits.iter().map(|h| h.kind).collect::<Vec<_>>(), [Kind::NhsNumber]);
        add(&log, &proved, &mut hits);
        assert_eq!(hits.len(), 1, "once");
    }
}
