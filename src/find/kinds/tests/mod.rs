//! A score with floors: every identifier in many spellings, behind many cues and in many places, made by
//! code. A change that finds fewer of them than `docs/finding.md` says, or takes more of the noise
//! round them, fails here.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Kind, hits};
use crate::find::fold::Folded;

mod dice;
mod makers;
mod noise;
mod table;

use dice::Dice;

/// Spellings tried for each row of the table.
const TRIES: usize = 240;

/// One way to write one identifier.
struct Row {
    /// The kind as the table names it.
    kind: &'static str,
    /// The form as the table names it.
    form: &'static str,
    /// Sentences with the identifier at the braces.
    frames: &'static [&'static str],
    /// Makes one.
    make: fn(&mut Dice) -> String,
}

/// Share of a row's spellings that are found whole, and up to five that are not.
fn recall(row: &Row) -> (f64, Vec<String>) {
    let mut dice = Dice::new(row.kind, row.form);
    let mut missed = vec![];
    for i in 0..TRIES {
        let made = (row.make)(&mut dice);
        let frame = row.frames.get(i % row.frames.len()).copied().unwrap_or("{}");
        let text = frame.replacen("{}", &made, 1);
        let start = frame.find("{}").expect("braces");
        let from = frame[..start].chars().count() as u32;
        if !is_covered(&text, from, made.chars().count() as u32) {
            missed.push(text);
        }
    }
    let share = 1.0 - missed.len() as f64 / TRIES as f64;
    missed.truncate(5);
    (share, missed)
}

/// What the recognisers see in a text: kind and characters.
fn seen(text: &str) -> Vec<(Kind, Range<u32>)> {
    let both = [Some(Folded::new(text)), Folded::joined(text)];
    let all = both
        .iter()
        .flatten()
        .flat_map(|f| hits(f, &[], true).into_iter().map(|h| (h.kind, f.chars(h.bytes))));
    all.collect()
}

/// Whether every letter and digit of the made piece lies in a finding.
fn is_covered(text: &str, from: u32, length: u32) -> bool {
    let found = seen(text);
    let covered = |i: u32| found.iter().any(|(_, f)| f.contains(&i));
    let piece = (from..).zip(text.chars().skip(from as usize).take(length as usize));
    piece.filter(|(_, c)| c.is_alphanumeric()).all(|(i, _)| covered(i))
}

#[test]
fn every_identifier_is_found_as_often_as_the_table_says() {
    let floors = table::floors();
    let mut wrong = vec![];
    let mut seen: BTreeMap<(String, String), f64> = BTreeMap::new();
    for row in makers::rows() {
        let (share, missed) = recall(&row);
        let key = (row.kind.to_owned(), row.form.to_owned());
        match floors.get(&key) {
            Some(floor) if share >= *floor => {}
            Some(floor) => {
                wrong.push(format!("{}, {}: {share:.3} < {floor}: {missed:#?}", row.kind, row.form));
            }
            None => {
                wrong
                    .push(format!("{}, {}: {share:.3} is not in the table; {missed:#?}", row.kind, row.form));
            }
        }
        seen.insert(key, share);
    }
    wrong.extend(floors.keys().filter(|k| !seen.contains_key(*k)).map(|k| format!("{k:?} is never tried")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn invoices_versions_dates_and_measures_are_left_alone() {
    let mut dice = Dice::new("noise", "noise");
    let (mut words, mut wrong) = (0, vec![]);
    for _ in 0..40 {
        for line in noise::lines(&mut dice) {
            words += line.split_whitespace().count();
            for (kind, chars) in seen(&line) {
                let text: String = line.chars().skip(chars.start as usize).take(chars.len()).collect();
                wrong.push(format!("{kind} {text:?} in {line:?}"));
            }
        }
    }
    let share = 1000.0 * wrong.len() as f64 / words as f64;
    wrong.truncate(12);
    assert!(share <= table::noise_ceiling(), "{share:.1} of 1000 words: {wrong:#?}");
}
