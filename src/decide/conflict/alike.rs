//! Pages and documents of the same words of which one shows what the other hides.
//!
//! Alike are pages whose letters and digits are the same, sixty or more of them. Words that are not decided
//! on one of the pages are no difference yet.

use std::collections::{BTreeMap, BTreeSet};

use super::super::page::Pages;
use super::super::residue::Hay;
use super::{Conflict, ConflictKind, Ground, Held, Plan, Settled, Spot, Teller, Verdict};
use crate::decide::Document;
use crate::text::PageText;

/// Fewer letters than this are a heading or an empty form.
const FEWEST: usize = 60;

/// Pages whose letters and digits are the same: groups of two and more, each page as the index of its
/// document and its place there. It does not depend on decisions.
#[derive(Debug, Clone, Default)]
pub(in crate::decide) struct PagesAlike(Vec<Vec<(usize, usize)>>);

impl PagesAlike {
    /// Compares all pages of all documents.
    pub(in crate::decide) fn of(documents: &[Document<'_>]) -> Self {
        let mut groups: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (document, one) in documents.iter().enumerate() {
            for (at, page) in one.text.pages.iter().enumerate() {
                let letters = Hay::new(page.text.chars().map(Some)).letters;
                if letters.chars().count() >= FEWEST {
                    groups.entry(letters).or_default().push((document, at));
                }
            }
        }
        let mut groups: Vec<_> = groups.into_values().filter(|g| g.len() > 1).collect();
        groups.sort_unstable();
        Self(groups)
    }
}

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
    (documents, ground): (&[Document<'_>], &Ground),
    held: &[Held],
    plan: &Plan,
) -> Vec<Conflict> {
    let pages = Pages::of(plan);
    let judge = Judge { teller, documents, pages, ground, held: withheld(held) };
    ground.alike.0.iter().filter_map(|group| judge.differ(&judge.counting(group))).collect()
}

/// Documents that are withheld under an exemption: of these the reader gets nothing.
fn withheld(held: &[Held]) -> BTreeSet<&str> {
    held.iter().filter(|h| h.is_withheld()).map(|h| h.id.0.as_str()).collect()
}

struct Judge<'a> {
    teller: &'a Teller<'a>,
    documents: &'a [Document<'a>],
    pages: Pages<'a>,
    ground: &'a Ground,
    held: BTreeSet<&'a str>,
}

impl<'a> Judge<'a> {
    /// Those of a group that are in the pack or withheld from it. What is no part of the request, as a copy
    /// that was taken out, is none of them.
    fn counting(&self, group: &[(usize, usize)]) -> Vec<Copy<'a>> {
        let copy = |(document, at): &(usize, usize)| {
            let text = self.documents.get(*document)?.text;
            let page = text.pages.get(*at)?;
            let counts = self.pages.knows(&text.id, page.page) || self.held.contains(text.id.0.as_str());
            counts.then(|| Copy { document: *document, page, hay: Hay::new(page.text.chars().map(Some)) })
        };
        group.iter().filter_map(copy).collect()
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
        self.ground.of_page(copy.document, copy.page.page).iter().copied()
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
