//! Words that are left and look like a name that goes: `Dow1ing` where every `Dowling` went, a letter lost by a
//! scanner, two that changed places. Finding them is a suggestion to a person; nothing is redacted by it.
//!
//! Refused: words of fewer than five letters, words all in lower case, which are rarely names, and what was found,
//! as that is decided where it stands.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::page::{self, Pages};
use super::{Choice, Document, Plan, Verdict};
use crate::diag::Secret;
use crate::find::{Found, Kind};
use crate::geom::Rect;
use crate::text::PageText;

/// Fewest letters of a name that is looked for, and fewest with which one letter may be another.
const SHORTEST: usize = 5;
const SHORTEST_WITH_A_SLIP: usize = 6;
/// Most words that are listed.
const MOST: usize = 1_000;

/// A word that is left and looks like a name that goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The word of the name, in lower case.
    pub name: Secret,
    /// In how many places that word goes.
    pub times: usize,
    /// Index of the document.
    pub document: usize,
    /// Page, from 1.
    pub page: u32,
    /// Characters of the page's text.
    pub chars: Range<u32>,
    /// Where it stands, a box a line, display space.
    pub boxes: Vec<Rect>,
}

/// The words left in the pack that look like names that go, in the order of pages.
#[must_use]
pub fn alikes(documents: &[Document<'_>], found: &Found, choices: &[Choice], plan: &Plan) -> Vec<Alike> {
    let names = Names::of(found, choices);
    let (pages, taken) = (Pages::of(plan), taken(found));
    let mut known: HashMap<String, Option<usize>> = HashMap::new();
    let mut all = Vec::new();
    for (document, one) in documents.iter().enumerate() {
        for page in one.text.pages.iter().filter(|p| pages.shows(&one.text.id, p.page)) {
            let of_page = taken.get(&(document, page.page)).map_or(&[][..], Vec::as_slice);
            let free =
                |chars: &Range<u32>| !of_page.iter().any(|t| t.start < chars.end && chars.start < t.end);
            let room = MOST.saturating_sub(all.len());
            let found =
                words(&page.text).into_iter().filter(|(_, chars)| free(chars)).filter_map(|(word, chars)| {
                    let nearest =
                        *known.entry(word.to_lowercase()).or_insert_with_key(|word| names.nearest(word));
                    let (name, times) = names.list.get(nearest?)?;
                    let boxes = page::boxes(page, &chars);
                    is_left(&pages, documents, (document, page), &boxes).then(|| {
                        let (name, times) = (Secret::new(name.clone()), *times);
                        Alike { name, times, document, page: page.page, chars, boxes }
                    })
                });
            all.extend(found.take(room));
        }
    }
    all
}

/// Whether no panel lies over a place.
fn is_left(
    pages: &Pages<'_>,
    documents: &[Document<'_>],
    (document, page): (usize, &PageText),
    boxes: &[Rect],
) -> bool {
    let Some(id) = documents.get(document).map(|d| &d.text.id) else { return false };
    let panels = pages.panels(id, page.page);
    let covered = |b: &Rect| panels.iter().any(|p| p.rect.inflate(1.0).holds(b));
    !boxes.is_empty() && !boxes.iter().all(covered)
}

/// The characters that findings cover, by page.
fn taken(found: &Found) -> HashMap<(usize, u32), Vec<Range<u32>>> {
    let mut taken: HashMap<_, Vec<Range<u32>>> = HashMap::new();
    for finding in &found.findings {
        taken.entry((finding.document, finding.page)).or_default().push(finding.chars.clone());
    }
    taken
}

/// Words that can be names: with a capital or a digit, of [`SHORTEST`] characters or more.
fn words(text: &str) -> Vec<(String, Range<u32>)> {
    let (mut words, mut word, mut start) = (Vec::new(), String::new(), 0);
    for (at, c) in (0_u32..).zip(text.chars().chain([' '])) {
        if c.is_alphanumeric() || c == '|' {
            if word.is_empty() {
                start = at;
            }
            word.push(c);
            continue;
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let can_be = word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
        if can_be && letters + 2 >= SHORTEST && word.chars().count() >= SHORTEST {
            words.push((std::mem::take(&mut word), start..at));
        }
        word.clear();
    }
    words
}

/// The words of names that go, each with how often, by the length of what they look like.
struct Names {
    list: Vec<(String, usize)>,
    shapes: HashMap<String, usize>,
    by_length: BTreeMap<usize, Vec<usize>>,
}

impl Names {
    fn of(found: &Found, choices: &[Choice]) -> Self {
        let goes = |c: &Choice| !c.moot && c.settled.as_ref().is_some_and(|s| s.verdict == Verdict::Redact);
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        let gone = found.findings.iter().zip(choices).filter(|(f, c)| f.kind == Kind::Person && goes(c));
        for (finding, _) in gone {
            let text = finding.text.expose();
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= SHORTEST) {
                *times.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        let list: Vec<(String, usize)> = times.into_iter().collect();
        let shapes = list.iter().enumerate().map(|(i, (word, _))| (shape(word), i)).collect();
        let mut by_length: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, (word, _)) in list.iter().enumerate() {
            by_length.entry(word.chars().count()).or_default().push(i);
        }
        Self { list, shapes, by_length }
    }

    /// The name that a word in lower case looks like; none for a name itself.
    fn nearest(&self, word: &str) -> Option<usize> {
        let length = word.chars().count();
        if self.by_length.get(&length).is_some_and(|l| l.iter().any(|i| self.word(*i) == word)) {
            return None;
        }
        let slip = |i: &usize| {
            let name = self.word(*i);
            let long = name.chars().count().min(length) >= SHORTEST_WITH_A_SLIP;
            long && name.chars().next() == word.chars().next() && strsim::damerau_levenshtein(name, word) == 1
        };
        let near = || {
            let lengths = self.by_length.range(length.saturating_sub(1)..=length + 1);
            lengths.flat_map(|(_, list)| list.iter().copied()).find(slip)
        };
        self.shapes.get(&shape(word)).copied().or_else(near)
    }

    fn word(&self, index: usize) -> &str {
        self.list.get(index).map_or("", |(word, _)| word)
    }
}

/// A word as it looks: letters and digits that scanners take for one another are one.
fn shape(word: &str) -> String {
    let one = |c: char| match c {
        '0' => 'o',
        '1' | '|' | 'i' | 'l' => 'l',
        '5' => 's',
        '8' => 'b',
        '6' => 'g',
        '2' => 'z',
        c => c,
    };
    word.to_lowercase().chars().map(one).collect::<String>().replace("rn", "m").replace("vv", "w")
}
