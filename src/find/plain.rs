//! Text files as they are, each on its own: what `find --plain` prints and what scores are made with.
//! It refuses nothing; nothing found in one text is looked for in another.

use std::collections::HashMap;
use std::ops::Range;

use super::fold::Folded;
use super::people::{Mention, Names, Page, mentions, spread};
use super::{Kind, Tier, kinds};

/// A finding in a plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainFinding {
    /// First character, in Unicode scalar values from 0.
    pub start: u32,
    /// Character after the last.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
    /// How sure.
    pub tier: Tier,
    /// Why, in plain English.
    pub reason: &'static str,
    /// For a person a number, the same for names that share their last word; from 1.
    pub person: Option<u32>,
}

/// Finds in each text (name, text) on its own.
#[must_use]
pub fn plain(texts: &[(&str, &str)]) -> Vec<Vec<PlainFinding>> {
    texts.iter().map(|(_, text)| one(text)).collect()
}

fn one(text: &str) -> Vec<PlainFinding> {
    let folded = Folded::new(text);
    let mut out = vec![];
    identifiers(&folded, &mut out);
    people(&folded, &mut out);
    if let Some(joined) = Folded::joined(text) {
        identifiers(&joined, &mut out);
        people(&joined, &mut out);
    }
    tidy(out)
}

fn identifiers(folded: &Folded, out: &mut Vec<PlainFinding>) {
    for hit in kinds::hits(folded, &[], false).into_iter().filter(|h| !h.body) {
        let chars = folded.chars(hit.bytes);
        out.push(PlainFinding {
            start: chars.start,
            end: chars.end,
            kind: hit.kind,
            tier: hit.tier,
            reason: hit.reason,
            person: None,
        });
    }
}

fn people(folded: &Folded, out: &mut Vec<PlainFinding>) {
    let page = Page::new(folded);
    let mut found = mentions(&page);
    let mut names = Names::default();
    for mention in &found {
        names.learn(&page, mention);
    }
    names.prove_initials(&page);
    spread(&page, &mut found, &names, true);
    let mut numbers: HashMap<String, u32> = HashMap::new();
    for mention in found {
        let next = numbers.len() as u32 + 1;
        let number = *numbers.entry(key(&page, &mention)).or_insert(next);
        let chars = folded.chars(page.bytes(&mention.words));
        out.push(PlainFinding {
            start: chars.start,
            end: chars.end,
            kind: Kind::Person,
            tier: mention.tier,
            reason: mention.reason,
            person: Some(number),
        });
    }
}

/// What names of one person share: the surname.
fn key(page: &Page, found: &Mention) -> String {
    let at = if found.reversed { found.name.start } else { found.name.end.saturating_sub(1) };
    page.word(at).to_owned()
}

/// In order, without a finding that lies wholly inside another.
fn tidy(mut found: Vec<PlainFinding>) -> Vec<PlainFinding> {
    found.sort_by_key(|f| (f.start, std::cmp::Reverse(f.end), f.kind, f.tier));
    let mut out: Vec<PlainFinding> = Vec::with_capacity(found.len());
    for next in found {
        let range: Range<u32> = next.start..next.end;
        let inside = out.iter().rev().take(8).any(|o| o.start <= range.start && range.end <= o.end);
        if !inside && range.start < range.end {
            out.push(next);
        }
    }
    out
}
