//! Words at random places of a foreign file are redacted twice, with and without their widths hidden: every
//! other word must be the same.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::corpus::{Checked, pdftotext_pages};

/// Words that go from a file.
const MENTIONS: usize = 12;
/// A word that goes stands no more often than this.
const MOST: usize = 3;

/// How the widths of panels are hidden.
pub type Shares = BTreeMap<String, u64>;

/// What came of a file.
#[derive(Default)]
pub struct Moved {
    /// Words that are not what they were.
    pub faults: Vec<String>,
    /// Panels by how their width is hidden.
    pub shares: Shares,
    /// Why nothing moved, where it did not.
    pub why: Vec<String>,
}

/// Redacts random words of a file; none where it has none, or the program refuses it.
pub fn moved(checked: &Checked) -> Option<Moved> {
    let words = mentions(&checked.name, &checked.text()?);
    let rules: Vec<&str> = words.iter().flat_map(|w| ["--text", w]).collect();
    if rules.is_empty() {
        return None;
    }
    let exact = checked.redact(&[&["--width", "exact"], rules.as_slice()].concat());
    let before = (exact.run.code == 0).then(|| pdftotext_pages(exact.file()))?;
    let set = checked.redact(&[&["--json"], rules.as_slice()].concat());
    if set.run.code != 0 {
        let faults = vec![format!("only with --width exact: {}", set.run.stderr)];
        return Some(Moved { faults, ..Moved::default() });
    }
    let after = pdftotext_pages(set.file());
    let pages = before.iter().zip(&after).zip(1..);
    let mut faults: Vec<String> =
        pages.filter_map(|((b, a), page)| Some(format!("page {page}: {}", differ(b, a)?))).collect();
    if before.len() != after.len() {
        faults.push("other pages".into());
    }
    let why = set.run.stdout.lines().filter(|l| l.contains("wide as what they cover")).map(str::to_owned);
    Some(Moved { faults, shares: shares(&set.run.stdout), why: why.collect() })
}

/// Words that stand rarely, at places that hang on the file's name alone; every other one with its neighbour.
fn mentions(name: &str, text: &str) -> Vec<String> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() >= 4).collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in &words {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    let rare: Vec<&str> = words.into_iter().filter(|w| counts[&w.to_lowercase()] <= MOST).collect();
    let mut seed =
        name.bytes().fold(0x9e37_79b9_u64, |s, b| (s ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    let mut out = Vec::new();
    for at in 0..MENTIONS.min(rare.len() / 12 + usize::from(!rare.is_empty())) {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = rare[(seed >> 33) as usize % rare.len()];
        let pair = text.split_once(word).and_then(|(_, rest)| rest.strip_prefix(' '));
        let next = pair.and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next());
        let next = next.filter(|n| at % 2 == 0 && !n.is_empty());
        out.push(next.map_or_else(|| word.to_owned(), |next| format!("{word} {next}")));
    }
    out
}

/// What was lost, what came, or that the order is another: on the page and in the file both, since a reader puts a
/// stop behind a panel here or there.
fn differ(before: &[String; 2], after: &[String; 2]) -> Option<String> {
    let ([laid, raw], [new, new_raw]) = (before, after);
    let (lost, came) = (less(laid, new), less(new, laid));
    // a reader joins what a hyphen parts to the line that it takes for the next, which another order on the page
    // changes: in the order of the file the same words must stand
    let same = less(raw, new_raw).is_empty() && less(new_raw, raw).is_empty();
    if (!lost.is_empty() || !came.is_empty()) && !same {
        return Some(format!("lost {lost:?}, came {came:?}"));
    }
    let other = |a: &str, b: &str| {
        let pair = a.split_whitespace().zip(b.split_whitespace()).find(|(a, b)| a != b);
        pair.map(|(a, b)| format!("the order: {a:?}, then {b:?}"))
    };
    other(laid, new).filter(|_| other(raw, new_raw).is_some())
}

fn less(a: &str, b: &str) -> Vec<String> {
    let mut there: HashMap<&str, usize> = HashMap::new();
    for word in b.split_whitespace() {
        *there.entry(word).or_default() += 1;
    }
    let missing = a.split_whitespace().filter(|word| match there.get_mut(word) {
        Some(n) if *n > 0 => {
            *n -= 1;
            false
        }
        _ => true,
    });
    missing.map(str::to_owned).collect()
}

fn shares(stdout: &str) -> Shares {
    let last = stdout.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok()).find_map(|l| {
        let widths = l.get("widths").or_else(|| l.get("data")?.get("widths"))?;
        widths.as_object().cloned()
    });
    let numbers = last.into_iter().flatten().filter_map(|(k, v)| Some((k, v.as_u64()?)));
    numbers.collect()
}
