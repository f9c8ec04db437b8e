//! What verification must look for: the strings that were removed, and where their like was kept.
//!
//! A removed string of four letters or digits or more that is kept nowhere is *absent*: any hit is a
//! leak. Otherwise it is *allowed*, as often on each page as it was kept there (a shared surname).

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diag::Secret;
use crate::find::{Finding, Kind};
use crate::geom::Rect;
use crate::text::{NO_GLYPH, PageText};

use super::DocumentPlan;

/// Letters and digits a string needs to be looked for: shorter ones stand in every text.
const LEAST: usize = 4;

/// Stands in a page's text for what was removed, so that no word grows together over a panel.
const GAP: char = '\u{1}';

/// A string kept in some places.
#[derive(Debug, Clone)]
pub struct KeptTerm {
    /// The string.
    pub term: Secret,
    /// Kept occurrences by page of the finished file, from 1.
    pub pages: Vec<(u32, u32)>,
}

/// What verification must look for.
#[derive(Debug, Clone, Default)]
pub struct Residue {
    /// Removed strings kept nowhere.
    pub absent: Vec<Secret>,
    /// Removed strings that stand elsewhere.
    pub allowed: Vec<KeptTerm>,
}

/// The words of one page of the finished file, squeezed for counting.
#[derive(Debug, Clone)]
pub struct KeptPage {
    page: u32,
    squeezed: String,
}

impl KeptPage {
    /// A page as the plan leaves it; `page` is its number in the finished file, `plan_page` in the plan.
    #[must_use]
    pub fn after(page: u32, text: &PageText, plan: &DocumentPlan) -> Self {
        if plan.withheld.iter().any(|(p, _)| *p == text.page) {
            return Self { page, squeezed: String::new() };
        }
        let gone = gone(text, plan);
        let kept = text.text.chars().zip(&text.origins).map(|(c, o)| if gone.contains(o) { GAP } else { c });
        Self { page, squeezed: squeeze(kept) }
    }

    /// A page of ours, kept whole.
    #[must_use]
    pub fn whole(page: u32, text: &PageText) -> Self {
        Self { page, squeezed: squeeze(text.text.chars()) }
    }
}

/// Ordinals the plan removes from a page: those it lists, and those under its panels.
fn gone(text: &PageText, plan: &DocumentPlan) -> BTreeSet<u32> {
    let mut gone = BTreeSet::new();
    for panel in plan.panels.iter().filter(|p| p.page == text.page) {
        gone.extend(panel.glyphs.iter().flat_map(std::ops::Range::clone));
        gone.extend(under(text, &panel.rect));
    }
    gone.remove(&NO_GLYPH);
    gone
}

fn under(text: &PageText, display: &Rect) -> Vec<u32> {
    let region = text.geometry.user_rect(display);
    let all = text.glyphs.iter().enumerate();
    all.filter(|(_, g)| g.quad.is_under(&region)).map(|(i, _)| i as u32).collect()
}

/// The strings a plan removes: the text of its findings, and the words of people's names.
#[must_use]
pub fn removed(findings: &[&Finding], pages: &[(&PageText, &DocumentPlan)]) -> BTreeSet<String> {
    let mut strings = BTreeSet::new();
    for finding in findings {
        strings.insert(finding.text.expose().split_whitespace().collect::<Vec<_>>().join(" "));
        if finding.kind == Kind::Person {
            strings.extend(words(finding.text.expose()));
        }
    }
    for (page, plan) in pages {
        strings.extend(drawn_words(page, plan));
    }
    strings.retain(|s| s.chars().filter(|c| c.is_alphanumeric()).count() >= LEAST);
    strings
}

/// Words under boxes that a person drew.
fn drawn_words(page: &PageText, plan: &DocumentPlan) -> Vec<String> {
    let boxes = plan.panels.iter().filter(|p| p.page == page.page && p.finding.is_none());
    let mut found = Vec::new();
    for panel in boxes {
        let under: BTreeSet<u32> = under(page, &panel.rect).into_iter().collect();
        let run: String =
            page.text.chars().zip(&page.origins).map(|(c, o)| if under.contains(o) { c } else { ' ' }).collect();
        found.extend(words(&run));
    }
    found
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
}

/// Sorts removed strings into absent and allowed by what the pages of the finished file keep.
#[must_use]
pub fn residue(removed: &BTreeSet<String>, kept: &[KeptPage]) -> Residue {
    let mut residue = Residue::default();
    for string in removed {
        let (mut pages, squeezed) = (BTreeMap::new(), squeeze(string.chars()));
        for page in kept {
            let times = page.squeezed.matches(squeezed.as_str()).count() as u32;
            if times > 0 {
                *pages.entry(page.page).or_insert(0) += times;
            }
        }
        let term = Secret::new(string.clone());
        if pages.is_empty() {
            residue.absent.push(term);
        } else {
            residue.allowed.push(KeptTerm { term, pages: pages.into_iter().collect() });
        }
    }
    residue
}

/// Lower case, diacritics off, letters and digits only; the gap of a panel stays.
fn squeeze(text: impl Iterator<Item = char>) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || *c == GAP)
        .collect()
}
