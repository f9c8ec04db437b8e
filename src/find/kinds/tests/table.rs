//! The floors that `docs/finding.md` promises.

use std::collections::BTreeMap;

const DOC: &str = include_str!("../../../../docs/finding.md");

/// Kind and form → least share found.
pub(super) fn floors() -> BTreeMap<(String, String), f64> {
    let mut out = BTreeMap::new();
    for line in DOC.lines().filter(|l| l.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if let [kind, form, floor] = cells.as_slice()
            && let Ok(floor) = floor.parse()
        {
            out.insert(((*kind).to_owned(), (*form).to_owned()), floor);
        }
    }
    out
}

/// Findings in 1,000 words of noise that the page allows.
pub(super) fn noise_ceiling() -> f64 {
    let line = DOC.lines().find(|l| l.starts_with("Noise: at most ")).expect("the line on noise");
    line.split(' ').nth(3).and_then(|n| n.parse().ok()).expect("a number")
}
