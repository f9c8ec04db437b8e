//! Text files as they are, each on its own: what `find --plain` prints and what scores are made with.
//! It refuses nothing; nothing found in one text is looked for in another.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

use super::fold::Folded;
use super::joined::{self, Part};
use super::people::{Mention, Names, Page, mentions, spread};
use super::terms::Terms;
use super::{Kind, ListTerm, Tier, keep, kinds};
use crate::case::schema::FindRules;

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
    pub reason: Cow<'static, str>,
    /// For a person a number, the same for names that share their last word; from 1.
    pub person: Option<u32>,
}

/// What a case asks for besides: its lists, its patterns and the kinds it switched off.
#[derive(Debug, Clone, Default)]
pub struct PlainRules {
    /// `[find]` of the case file.
    pub find: FindRules,
    /// Terms to find.
    pub block: Vec<ListTerm>,
    /// Terms to keep.
    pub allow: Vec<ListTerm>,
}

/// Finds in each text (name, text) on its own.
#[must_use]
pub fn plain(texts: &[(&str, &str)]) -> Vec<Vec<PlainFinding>> {
    plain_with(texts, &PlainRules::default())
}

/// The same by the rules of a case. They let its officer see what a list or a pattern
/// does to a sample before any document is searched with it.
#[must_use]
pub fn plain_with(texts: &[(&str, &str)], rules: &PlainRules) -> Vec<Vec<PlainFinding>> {
    let terms = Terms::of(&rules.block, &rules.find.patterns, vec![]);
    texts.par_iter().map(|(_, text)| one(text, rules, &terms)).collect()
}

fn one(text: &str, rules: &PlainRules, terms: &Terms<'_>) -> Vec<PlainFinding> {
    let mut parts = vec![Part::whole(Folded::new(text))];
    parts.extend(joined::parts(text));
    let mut out = vec![];
    for part in &parts {
        identifiers(part, &rules.find.off, &mut out);
    }
    if !rules.find.off.contains(&Kind::Person) {
        let mut numbers = HashMap::new();
        // a text that is searched whole again proves its names by itself
        let (again, once): (Vec<&Part>, Vec<&Part>) = parts.iter().skip(1).partition(|p| p.is_whole());
        let first: Vec<&Part> = parts.first().into_iter().chain(once).collect();
        for parts in [first, again] {
            people(&parts, rules.find.fuzzy, &mut numbers, &mut out);
        }
    }
    let Some(Part { folded, .. }) = parts.first() else { return out };
    if !rules.allow.is_empty() {
        let kept = keep::ranges(folded, &rules.allow);
        out.retain(|f| !keep::is_kept(&kept, &(f.start..f.end)));
    }
    let listed = terms.blocked(folded).into_iter();
    out.extend(listed.chain(terms.patterns(text)).map(|d| PlainFinding {
        start: d.chars.start,
        end: d.chars.end,
        kind: d.kind,
        tier: d.tier,
        reason: d.reason.into(),
        person: None,
    }));
    tidy(out)
}

fn identifiers(part: &Part, off: &[Kind], out: &mut Vec<PlainFinding>) {
    for hit in kinds::hits(&part.folded, off, false).into_iter().filter(|h| !h.body) {
        let Some(chars) = part.chars(hit.bytes) else { continue };
        out.push(PlainFinding {
            start: chars.start,
            end: chars.end,
            kind: hit.kind,
            tier: hit.tier,
            reason: hit.reason.into(),
            person: None,
        });
    }
}

/// The people of a text or of parts of it. Those with one key have one number, also in `numbers`.
fn people(parts: &[&Part], fuzzy: u8, numbers: &mut HashMap<String, u32>, out: &mut Vec<PlainFinding>) {
    let pages: Vec<Page> = parts.iter().map(|part| Page::new(&part.folded)).collect();
    let found: Vec<Vec<Mention>> = pages.iter().map(mentions).collect();
    let mut names = Names::default();
    for (page, mention) in pages.iter().zip(&found).flat_map(|(page, f)| f.iter().map(move |m| (page, m))) {
        names.learn(page, mention);
    }
    for page in &pages {
        names.prove_initials(page);
    }
    for ((part, page), mut found) in parts.iter().zip(&pages).zip(found) {
        spread(page, &mut found, &names, fuzzy);
        for mention in found {
            let Some(chars) = part.chars(page.bytes(&mention.words)) else { continue };
            let next = numbers.len() as u32 + 1;
            let number = *numbers.entry(key(page, &mention)).or_insert(next);
            out.push(PlainFinding {
                start: chars.start,
                end: chars.end,
                kind: Kind::Person,
                tier: mention.tier,
                reason: mention.reason.into(),
                person: Some(number),
            });
        }
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
