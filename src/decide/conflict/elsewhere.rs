//! Texts that go, and stand in more places: where nothing was found and no panel is.
//!
//! Where a text stands does not depend on decisions, so it is looked up once; a decision then asks only for
//! its own texts. Whole words count, of four letters or more; a name with a capital is not its word without.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::super::page::{self, Pages};
use super::super::residue::{Hay, Needle, SHORTEST};
use super::{Choice, Conflict, ConflictKind, Plan, Spot, Teller, Verdict, places};
use crate::decide::Document;
use crate::find::{Finding, Found};

/// Most places of one text that are listed.
const MOST: usize = 200;

/// Where the found texts stand besides the findings.
#[derive(Debug, Clone, Default)]
pub struct Occurrences {
    /// Of each text that stands in more places: its findings, and those places.
    texts: Vec<(Vec<usize>, Vec<Occurrence>)>,
}

#[derive(Debug, Clone)]
struct Occurrence {
    document: usize,
    page: u32,
    spot: Spot,
}

impl Occurrences {
    /// Looks every found text up in every page.
    #[must_use]
    pub fn of(documents: &[Document<'_>], found: &Found) -> Self {
        let mut needles: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, finding) in found.findings.iter().enumerate() {
            let needle = Needle::new(finding.text.expose()).0;
            if needle.chars().count() >= SHORTEST {
                needles.entry(needle).or_default().push(i);
            }
        }
        let Ok(automaton) = aho_corasick::AhoCorasick::new(needles.keys()) else { return Self::default() };
        let findings: Vec<Vec<usize>> = needles.into_values().collect();
        let mut hits: Vec<Vec<Occurrence>> = vec![Vec::new(); findings.len()];
        let taken = taken(found);
        for (document, one) in documents.iter().enumerate() {
            for page in &one.text.pages {
                let hay = Hay::new(page.text.chars().map(Some));
                let of_page = taken.get(&(document, page.page)).map_or(&[][..], Vec::as_slice);
                for hit in automaton.find_overlapping_iter(&hay.letters) {
                    let chars = hay.characters(hit.start(), hit.end());
                    let Some(list) = hits.get_mut(hit.pattern().as_usize()) else { continue };
                    let named = findings.get(hit.pattern().as_usize()).into_iter().flatten();
                    let named = named.filter_map(|i| found.findings.get(*i));
                    let counts = list.len() < MOST
                        && hay.is_whole(hit.start(), hit.end())
                        && !meets(of_page, &chars)
                        && is_like(&page.text, &chars, named);
                    if counts {
                        let spot = Spot { document, page: page.page, boxes: page::boxes(page, &chars) };
                        list.push(Occurrence { document, page: page.page, spot });
                    }
                }
            }
        }
        let texts = findings.into_iter().zip(hits).filter(|(_, places)| !places.is_empty()).collect();
        Self { texts }
    }
}

/// The characters that findings cover, by page, in order.
fn taken(found: &Found) -> HashMap<(usize, u32), Vec<Range<u32>>> {
    let mut taken: HashMap<_, Vec<Range<u32>>> = HashMap::new();
    for finding in &found.findings {
        taken.entry((finding.document, finding.page)).or_default().push(finding.chars.clone());
    }
    taken
}

fn meets(taken: &[Range<u32>], chars: &Range<u32>) -> bool {
    taken.iter().any(|t| t.start < chars.end && chars.start < t.end)
}

/// Whether a place is written as one of the findings is: with a capital where all of them have one.
fn is_like<'f>(text: &str, chars: &Range<u32>, mut named: impl Iterator<Item = &'f Finding>) -> bool {
    let lower = text.chars().nth(chars.start as usize).is_some_and(char::is_lowercase);
    !lower || named.any(|f| f.text.expose().starts_with(char::is_lowercase))
}

/// The texts that go and can be read in more places, each as a warning.
#[must_use]
pub fn elsewhere(
    occurrences: &Occurrences,
    documents: &[Document<'_>],
    (found, choices, accepted): (&Found, &[Choice], &[String]),
    plan: &Plan,
) -> Vec<Conflict> {
    let pages = Pages::of(plan);
    let teller = Teller { found, choices, accepted };
    let goes = |i: &usize| teller.settled(*i).is_some_and(|s| s.verdict == Verdict::Redact);
    let readable = |o: &&Occurrence| {
        documents.get(o.document).is_some_and(|d| {
            let panels = pages.panels(&d.text.id, o.page);
            let covered = |b| panels.iter().any(|p| p.rect.inflate(1.0).holds(b));
            pages.shows(&d.text.id, o.page) && !o.spot.boxes.iter().all(covered)
        })
    };
    let mut all = Vec::new();
    for (findings, stands) in &occurrences.texts {
        let redacted: Vec<usize> = findings.iter().copied().filter(goes).collect();
        if redacted.is_empty() {
            continue;
        }
        let left: Vec<Spot> = stands.iter().filter(readable).map(|o| o.spot.clone()).collect();
        if !left.is_empty() {
            let (gone, more) = (places(redacted.len()), left.len());
            let what = format!("a text goes in {gone} and stands in {more} more where nothing was found");
            all.push(teller.conflict(ConflictKind::Elsewhere, what, (redacted, vec![]), left));
        }
    }
    all
}
