//! What must not be left: the removed strings, and where the same strings were kept on purpose.
//!
//! A removed string of four letters or digits or more that is kept nowhere must be absent from the
//! pack. One that is kept elsewhere (a shared surname) may stand there, as often as it was kept.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::page::Gone;
use super::{Choice, Document, DocumentPlan, Panel, Plan, Verdict};
use crate::diag::Secret;
use crate::find::Found;
use crate::geom::Rect;
use crate::text::{DocumentText, PageText};

mod outside;

/// Shortest string that is looked for, in letters and digits.
pub(super) const SHORTEST: usize = 4;

/// From this many letters on the verifier takes a string inside a longer word for a hit.
const LONG: usize = 7;

/// What `verify` is told about the strings of a pack.
#[derive(Debug, Clone, Default)]
pub struct Residue {
    /// Removed strings that are kept nowhere.
    pub absent: Vec<Secret>,
    /// Removed strings that are kept in places.
    pub kept: Vec<KeptTerm>,
}

/// A string that was removed in one place and kept in others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTerm {
    /// The string.
    pub term: Secret,
    /// Index in [`Plan::documents`], page of the document from 1, and how often it stands there.
    pub pages: Vec<(usize, u32, u32)>,
}

/// What a plan removes and keeps. `choices` are those of the findings; without them (a plan of
/// [`super::everything`]) every finding counts as removed. `rest` are documents of which the plan has an
/// extract that was made when they were read: what of them stands in no page of the plan is removed.
#[must_use]
pub fn residue(
    documents: &[Document<'_>],
    found: &Found,
    choices: Option<&[Choice]>,
    plan: &Plan,
    rest: &[&DocumentText],
) -> Residue {
    let pages = kept_pages(documents, plan);
    let mut removed: BTreeMap<String, Secret> = BTreeMap::new();
    let mut add = |text: &str| {
        let folded = Needle::new(text);
        if folded.0.chars().count() >= SHORTEST {
            let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
            removed.entry(folded.0).or_insert_with(|| Secret::new(shown));
        }
    };
    for (i, finding) in found.findings.iter().enumerate() {
        if choices.is_none_or(|c| c.get(i).is_none_or(goes)) {
            add(finding.text.expose());
        }
    }
    for page in &pages {
        page.drawn.iter().for_each(|text| add(text));
    }
    let stands = places(removed.keys(), &pages);
    let mut residue = Residue::default();
    for ((_, term), pages) in removed.into_iter().zip(stands) {
        if pages.is_empty() {
            residue.absent.push(term);
        } else {
            residue.kept.push(KeptTerm { term, pages });
        }
    }
    let outside = outside::terms(documents, plan, rest);
    let stands = places(outside.keys(), &pages);
    let gone = outside.into_iter().zip(stands).filter(|(_, stands)| stands.is_empty());
    residue.absent.extend(gone.map(|((_, term), _)| term));
    residue
}

/// For each folded term where it is kept, and how often.
fn places<'t>(
    terms: impl ExactSizeIterator<Item = &'t String>,
    pages: &[KeptPage],
) -> Vec<Vec<(usize, u32, u32)>> {
    let mut places = vec![Vec::new(); terms.len()];
    // folded terms are not empty, and there are fewer of them than an automaton can hold
    let Ok(automaton) = aho_corasick::AhoCorasick::new(terms) else { return places };
    let count = |page: &KeptPage| {
        let mut counts: BTreeMap<usize, u32> = BTreeMap::new();
        for hit in automaton.find_overlapping_iter(&page.kept.letters) {
            if page.kept.is_whole(hit.start(), hit.end()) {
                *counts.entry(hit.pattern().as_usize()).or_default() += 1;
            }
        }
        counts
    };
    let counted: Vec<BTreeMap<usize, u32>> = pages.par_iter().map(count).collect();
    for (page, counts) in pages.iter().zip(counted) {
        for (term, count) in counts {
            if let Some(list) = places.get_mut(term) {
                list.push((page.document, page.page, count));
            }
        }
    }
    places
}

/// Whether a finding goes: by what was settled, or, on a page that is not in the pack, by proposal.
fn goes(choice: &Choice) -> bool {
    let verdict = choice.settled.as_ref().map_or(choice.proposal.verdict, |s| s.verdict);
    verdict == Verdict::Redact
}

/// How often a text holds a term as whole words, without case, accents and punctuation: for what is
/// added to the pack (letter, schedule) and can hold a removed string by chance.
#[must_use]
pub fn occurrences(text: &str, term: &Secret) -> u32 {
    Hay::new(text.chars().map(Some)).count(&Needle::new(term.expose()))
}

/// Whether a text of ours holds a term, where it is long also inside a longer word: as the verifier looks for it
/// beside pages.
#[must_use]
pub fn stands_in(text: &str, term: &Secret) -> bool {
    let (hay, needle) = (Hay::new(text.chars().map(Some)), Needle::new(term.expose()));
    hay.count(&needle) > 0 || needle.0.len() >= LONG && hay.letters.contains(&needle.0)
}

/// [`occurrences`] of many terms in many texts: for each term the number of each text that holds it, and how
/// often. Each text is folded once, and looked through once for all terms together.
#[must_use]
pub fn occurrences_of(terms: &[&Secret], texts: &[&str]) -> Vec<Vec<(usize, u32)>> {
    let mut found = vec![Vec::new(); terms.len()];
    let needles: Vec<Needle> = terms.iter().map(|term| Needle::new(term.expose())).collect();
    let some = || needles.iter().enumerate().filter(|(_, needle)| !needle.0.is_empty());
    let numbers: Vec<usize> = some().map(|(number, _)| number).collect();
    let Ok(automaton) = aho_corasick::AhoCorasick::new(some().map(|(_, needle)| &needle.0)) else {
        return found;
    };
    let held = |text: &&str| -> Vec<(usize, u32)> {
        let hay = Hay::new(text.chars().map(Some));
        let hits = automaton.find_overlapping_iter(&hay.letters);
        let held: BTreeSet<usize> =
            hits.filter_map(|hit| numbers.get(hit.pattern().as_usize()).copied()).collect();
        let count = |term: usize| Some((term, hay.count(needles.get(term)?))).filter(|(_, times)| *times > 0);
        held.into_iter().filter_map(count).collect()
    };
    let held: Vec<Vec<(usize, u32)>> = texts.par_iter().map(held).collect();
    for (text, terms) in held.into_iter().enumerate() {
        for (term, times) in terms {
            found.get_mut(term).into_iter().for_each(|list: &mut Vec<_>| list.push((text, times)));
        }
    }
    found
}

/// Whether a string is long enough to be looked for.
#[must_use]
pub fn is_searched_for(term: &Secret) -> bool {
    Needle::new(term.expose()).0.chars().count() >= SHORTEST
}

/// What is kept of one page in the pack.
struct KeptPage {
    document: usize,
    page: u32,
    kept: Hay,
    /// The texts under boxes that a person drew, line by line.
    drawn: Vec<String>,
}

fn kept_pages(documents: &[Document<'_>], plan: &Plan) -> Vec<KeptPage> {
    let mut pages: Vec<(usize, &PageText, &DocumentPlan)> = Vec::new();
    for (index, planned) in plan.documents.iter().enumerate() {
        let Some(document) = documents.iter().find(|d| d.text.id == planned.document) else { continue };
        let withheld = |page: u32| planned.withheld.iter().any(|(p, _)| *p == page);
        let kept = document.text.pages.iter().filter(|p| planned.has(p.page) && !withheld(p.page));
        pages.extend(kept.map(|page| (index, page, planned)));
    }
    pages.into_par_iter().map(|(index, page, planned)| kept_page(index, page, planned)).collect()
}

fn kept_page(document: usize, page: &PageText, plan: &DocumentPlan) -> KeptPage {
    let gone = Gone::of(page, plan);
    let drawn = plan.panels.iter().filter(|p| p.page == page.page && p.finding.is_none());
    let boxes: Vec<Rect> = drawn.map(|p: &Panel| page.geometry.user_rect(&p.rect)).collect();
    let chars = page.text.chars().zip(gone.characters(page));
    let kept = Hay::new(chars.map(|(c, gone)| (!gone).then_some(c)));
    let drawn = if boxes.is_empty() { Vec::new() } else { outside::under(page, &boxes) };
    KeptPage { document, page: page.page, kept, drawn }
}

/// A term as letters and digits only.
pub(super) struct Needle(pub(super) String);

impl Needle {
    pub(super) fn new(term: &str) -> Self {
        Self(Hay::new(term.chars().map(Some)).letters)
    }
}

/// A text as letters and digits only, with the places where words begin.
pub(super) struct Hay {
    pub(super) letters: String,
    /// Byte offsets in `letters` at which a word begins, its length included, in order.
    starts: Vec<usize>,
    /// Byte offset in `letters` at which each of the characters began.
    begins: Vec<usize>,
}

impl Hay {
    /// Folds characters; `None` stands for a removed one, across which no word goes on.
    pub(super) fn new(chars: impl Iterator<Item = Option<char>>) -> Self {
        let letters = String::with_capacity(chars.size_hint().0);
        let mut hay = Self { letters, starts: vec![0], begins: Vec::new() };
        let mut lower = false;
        for c in chars {
            hay.begins.push(hay.letters.len());
            let Some(c) = c else {
                hay.letters.push('\0');
                hay.start();
                continue;
            };
            if lower && c.is_uppercase() {
                hay.start();
            }
            lower = c.is_lowercase();
            hay.push(c);
        }
        hay.start();
        hay
    }

    /// A word may begin here.
    fn start(&mut self) {
        if self.starts.last() != Some(&self.letters.len()) {
            self.starts.push(self.letters.len());
        }
    }

    fn push(&mut self, c: char) {
        if c.is_ascii() {
            // nearly all of a page
            if c.is_ascii_alphanumeric() {
                self.letters.push(c.to_ascii_lowercase());
            } else {
                self.start();
            }
            return;
        }
        if matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') {
            return;
        }
        let special = match c {
            'ß' => "ss",
            'ø' | 'Ø' => "o",
            'ł' | 'Ł' => "l",
            'đ' | 'Đ' => "d",
            _ => "",
        };
        if !special.is_empty() {
            return self.letters.push_str(special);
        }
        let before = self.letters.len();
        let parts = std::iter::once(c).nfkd().flat_map(char::to_lowercase);
        self.letters.extend(parts.filter(|p| p.is_alphanumeric() && !is_combining_mark(*p)));
        if self.letters.len() == before && !is_combining_mark(c) {
            self.start();
        }
    }

    /// How often the needle stands here from the beginning of a word to the end of one.
    fn count(&self, needle: &Needle) -> u32 {
        if needle.0.is_empty() {
            return 0;
        }
        let hits = self.letters.match_indices(&needle.0);
        hits.filter(|(at, hit)| self.is_whole(*at, at + hit.len())).count() as u32
    }

    /// The characters that became the letters from `start` to `end`.
    pub(super) fn characters(&self, start: usize, end: usize) -> Range<u32> {
        let first = self.character(start);
        let last = self.begins.partition_point(|b| *b < end);
        first as u32..last as u32
    }

    /// The character that became the letter at a byte offset.
    pub(super) fn character(&self, at: usize) -> usize {
        self.begins.partition_point(|b| *b <= at).saturating_sub(1)
    }

    /// Whether the letters from `start` to `end` are whole words.
    pub(super) fn is_whole(&self, start: usize, end: usize) -> bool {
        let begins = |at: usize| self.starts.binary_search(&at).is_ok();
        (begins(end) || self.letters.as_bytes().get(end) == Some(&0)) && begins(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_count() {
        for (text, term, want) in [
            ("Dear Ms Anna, ANNA or ánna", "Anna", 3),
            ("than nation", "Anna", 0),
            ("Annabel and Joanna", "Anna", 0),
            ("Marc\nPoirier; marc  poirier", "Marc Poirier", 2),
            ("tel. 07700-900 852", "07700 900852", 1),
            ("JoAnna", "Anna", 1),
            ("", "Anna", 0),
        ] {
            let term = Secret::new(term);
            assert_eq!(occurrences(text, &term), want, "{text}");
            let together = occurrences_of(&[&Secret::new("-"), &term], &["", text]);
            let same = if want == 0 { vec![] } else { vec![(1, want)] };
            assert_eq!(together, [vec![], same], "{text}");
        }
    }
}
