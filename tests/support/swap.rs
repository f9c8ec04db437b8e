//! The swap test: one page made with many names, redacted, and measured as an attacker measures it.

use std::collections::{BTreeMap, BTreeSet};

use blackpanel::verify::{Placed, places};

/// How many bits all places on the pages of `outputs` together tell of which of them it is, on average: 0 when
/// all are alike, the logarithm of their number when no two are.
pub fn joint_bits(outputs: &[Vec<u8>]) -> f64 {
    let mut alike: BTreeMap<Vec<Placed>, f64> = BTreeMap::new();
    for output in outputs {
        *alike.entry(placed(output)).or_default() += 1.0;
    }
    let all = outputs.len() as f64;
    alike.values().map(|count| count / all * (all / count).log2()).sum()
}

/// What stands in one of two outputs and not in the other, a line each: where a leak comes from.
pub fn differences(one: &[u8], other: &[u8]) -> Vec<String> {
    let [one, other] = [one, other].map(|file| placed(file).into_iter().collect::<BTreeSet<_>>());
    one.symmetric_difference(&other)
        .map(|place| {
            let side = if one.contains(place) { "first" } else { "second" };
            let edges = place.edges.map(|edge| edge as f64 / 100.0);
            format!("only in the {side}: page {}, {:?} at {edges:?}", place.page, place.kind)
        })
        .collect()
}

/// In an order of their own: that of painting would tell apart what looks alike.
fn placed(file: &[u8]) -> Vec<Placed> {
    let mut all = places(file).expect("an output that the judge can read");
    all.sort_unstable();
    all
}
