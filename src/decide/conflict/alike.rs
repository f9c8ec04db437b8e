//! Pages and documents of the same words of which one shows what the other hides.
//!
//! Alike are pages whose letters and digits are the same, sixty or more of them. Words that are not decided
//! on one of the pages are no difference yet.

use std::collections::{BTreeSet, HashMap};

use super::super::page::Pages;
use super::super::residue::Hay;
use super::{Conflict, ConflictKind, Held, Plan, Settled, Spot, Teller, Verdict};
use crate::decide::Document;
use crate::text::PageText;

/// Fewer letters than this are a heading or an empty form.
const FEWEST: usize = 60;

/// A page, with what becomes of its letters.
struct Copy<'a> {
    document: usize,
    page: &'a PageText,
    hay: Hay,
}

/// What becomes of a letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Goes,
    Stays,
    Open,
}

/// The conflicts between pages alike.
pub(super) fn conflicts(
    teller: &Teller<'_>,
    documents: &[Document<'_>],
    held: &[Held],
    plan: &Plan,
) -> Vec<Conflict> {
    let pages = Pages::of(plan);
    let judge = Judge { teller, documents, pages, on_page: findings_by_page(teller), held: withheld(held) };
    let mut groups: Vec<Vec<Copy<'_>>> = judge.groups().into_values().filter(|g| g.len() > 1).collect();
    groups.sort_by_key(|g| g.first().map(|c| (c.document, c.page.page)));
    groups.iter().filter_map(|group| judge.differ(group)).collect()
}

fn findings_by_page(teller: &Teller<'_>) -> HashMap<(usize, u32), Vec<usize>> {
    let mut pages: HashMap<_, Vec<usize>> = HashMap::new();
    for (i, finding) in teller.found.findings.iter().enumerate() {
        pages.entry((finding.document, finding.page)).or_default().push(i);
    }
    pages
}

/// Documents that are withheld under an exemption: of these the reader gets nothing.
fn withheld(held: &[Held]) -> BTreeSet<&str> {
    held.iter().filter(|h| h.is_withheld()).map(|h| h.id.0.as_str()).collect()
}

struct Judge<'a> {
    teller: &'a Teller<'a>,
    documents: &'a [Document<'a>],
    pages: Pages<'a>,
    on_page: HashMap<(usize, u32), Vec<usize>>,
    held: BTreeSet<&'a str>,
}

impl<'a> Judge<'a> {
    /// The pages that are in the pack or withheld from it, by their letters. What is no part of the
    /// request, as a copy that was taken out, is none of them.
    fn groups(&self) -> HashMap<String, Vec<Copy<'a>>> {
        let mut groups: HashMap<String, Vec<Copy<'a>>> = HashMap::new();
        for (document, one) in self.documents.iter().enumerate() {
            for page in &one.text.pages {
                let hay = Hay::new(page.text.chars().map(Some));
                let counts =
                    self.pages.knows(&one.text.id, page.page) || self.held.contains(one.text.id.0.as_str());
                if counts && hay.letters.chars().count() >= FEWEST {
                    groups.entry(hay.letters.clone()).or_default().push(Copy { document, page, hay });
                }
            }
        }
        groups
    }

    /// What becomes of each letter of a page.
    fn fates(&self, copy: &Copy<'_>) -> Vec<Fate> {
        let Some(document) = self.documents.get(copy.document) else { return vec![] };
        let Some(gone) = self.pages.gone(&document.text.id, copy.page) else {
            return vec![Fate::Goes; copy.hay.letters.len()];
        };
        let mut of_chars: Vec<Fate> =
            gone.characters(copy.page).iter().map(|g| if *g { Fate::Goes } else { Fate::Stays }).collect();
        for finding in self.findings(copy) {
            let open = self.teller.choices.get(finding).is_some_and(|c| c.settled.is_none());
            let chars = self.teller.found.findings.get(finding).map_or(0..0, |f| f.chars.clone());
            if open && let Some(slice) = of_chars.get_mut(chars.start as usize..chars.end as usize) {
                slice.fill(Fate::Open);
            }
        }
        let letters = 0..copy.hay.letters.len();
        letters.map(|at| of_chars.get(copy.hay.character(at)).copied().unwrap_or(Fate::Stays)).collect()
    }

    fn findings(&self, copy: &Copy<'_>) -> impl Iterator<Item = usize> {
        self.on_page.get(&(copy.document, copy.page.page)).into_iter().flatten().copied()
    }

    /// The conflict of pages alike, if they differ in what goes.
    fn differ(&self, group: &[Copy<'_>]) -> Option<Conflict> {
        let fates: Vec<Vec<Fate>> = group.iter().map(|c| self.fates(c)).collect();
        let (first, rest) = fates.split_first()?;
        let clash = |at: usize, other: &Vec<Fate>| {
            matches!(
                (first.get(at), other.get(at)),
                (Some(Fate::Goes), Some(Fate::Stays)) | (Some(Fate::Stays), Some(Fate::Goes))
            )
        };
        let apart: BTreeSet<usize> =
            (0..first.len()).filter(|at| rest.iter().any(|other| clash(*at, other))).collect();
        if apart.is_empty() {
            return None;
        }
        let (mut redacted, mut kept) = (Vec::new(), Vec::new());
        for copy in group {
            let touched: BTreeSet<u32> = apart.iter().map(|at| copy.hay.character(*at) as u32).collect();
            for i in self.findings(copy) {
                let chars = self.teller.found.findings.get(i).map_or(0..0, |f| f.chars.clone());
                if touched.range(chars).next().is_some() {
                    match self.teller.settled(i).map(|s| s.verdict) {
                        Some(Verdict::Redact) => redacted.push(i),
                        Some(Verdict::Keep) => kept.push(i),
                        None => {}
                    }
                }
            }
        }
        let spot = |c: &Copy<'_>| Spot { document: c.document, page: c.page.page, boxes: vec![] };
        let what =
            format!("{} pages say the same, and what is removed on one can be read on another", group.len());
        let gate = self.is_by_a_person(group, redacted.iter().chain(&kept));
        let told = self.teller.conflict(
            ConflictKind::Copy,
            what,
            (redacted, kept),
            group.iter().map(spot).collect(),
        );
        Some(Conflict { gate, ..told })
    }

    /// Whether a person made the difference: what is only proposed is seen when it is decided.
    fn is_by_a_person<'i>(&self, group: &[Copy<'_>], mut findings: impl Iterator<Item = &'i usize>) -> bool {
        let drawn = |copy: &Copy<'_>| {
            let id = self.documents.get(copy.document).map(|d| &d.text.id);
            id.is_some_and(|id| {
                let panels = self.pages.panels(id, copy.page.page);
                let whole = !self.pages.shows(id, copy.page.page);
                whole || panels.iter().any(|p| p.finding.is_none())
            })
        };
        let said = |i: &usize| self.teller.settled(*i).is_some_and(|s| s.settled == Settled::Decided);
        findings.any(said) || group.iter().any(drawn)
    }
}
