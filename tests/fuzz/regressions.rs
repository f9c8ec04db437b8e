//! What fuzzing found, each as a file of its own, named after what went wrong.

use super::build::{Maker, SECRET, between};
use super::seeds::Seed;
use super::targets;

fn survives(name: &str, pdf: Vec<u8>) {
    let seed = Seed { name: name.into(), pdf, searched: true, boxes: vec![] };
    targets::all(&seed).unwrap_or_else(|what| panic!("{name}: {what}"));
}

/// Counting the columns of lines that reach further than numbers do overflowed.
#[test]
fn lines_that_reach_to_infinity_have_no_columns() {
    let lines: String =
        (0..9).map(|i| format!("1 0 0 1 72 {} Tm (Dear {SECRET}) Tj ", 100 + 20 * i)).collect();
    let stretch = "2147483647 0 0 1 0 0 cm ".repeat(3);
    let content = between(&format!("BT /F1 12 Tf {lines} ET q {stretch} BT /F1 12 Tf {lines} ET Q"));
    survives("stretched lines", Maker::new().content(content).finish());
}
