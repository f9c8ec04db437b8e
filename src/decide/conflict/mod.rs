//! What contradicts itself, shown until a person settles it: by deciding alike, or by letting it stand with
//! a reason (`blackpanel log CASE comment about=conflict-ID --reason …`).
//!
//! A conflict stops the build where what goes in one place can be read in another copy of the same words, and
//! where the requester's own data goes as somebody else's (S2 7.2.1: they are entitled to it). The rest
//! warns: one name can belong to two people. It holds no document text; its id changes with the facts, so
//! that a reason given for other decisions settles nothing.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use super::propose::OTHER_PEOPLE;
use super::{Choice, Ground, Held, Input, Plan, Settled, Verdict};
use crate::find::{Found, Owner};
use crate::geom::Rect;

mod alike;
mod blocked;
mod elsewhere;

pub(super) use alike::PagesAlike;
pub use elsewhere::{Occurrences, elsewhere};

/// How many hex digits the id of a conflict has.
const DIGITS: usize = 12;

/// What kind of contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictKind {
    /// One text goes in one place and stays in another.
    Text,
    /// The requester's own data goes as other people's.
    Own,
    /// A term of the block list is the requester's own.
    Blocked,
    /// A finding that goes overlaps one that a person kept.
    Inside,
    /// Pages or documents of the same words are decided differently.
    Copy,
    /// A text that goes stands in more places, where nothing was found and no panel is.
    Elsewhere,
}

/// A place that a conflict is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Index of the document.
    pub document: usize,
    /// Page, from 1.
    pub page: u32,
    /// Where on it, display space; empty for the whole page.
    pub boxes: Vec<Rect>,
}

/// One contradiction.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Stays the same while the facts do.
    pub id: String,
    /// What kind.
    pub kind: ConflictKind,
    /// In plain words, without document text.
    pub what: String,
    /// Indices of the findings that are redacted.
    pub redacted: Vec<usize>,
    /// Indices of the findings that are kept.
    pub kept: Vec<usize>,
    /// Pages and places that no finding is for.
    pub places: Vec<Spot>,
    /// Whether it stops the build while it is not settled.
    pub gate: bool,
    /// Whether a person let it stand, with a reason.
    pub settled: bool,
}

impl Conflict {
    /// Whether it stops the build.
    #[must_use]
    pub fn stops(&self) -> bool {
        self.gate && !self.settled
    }

    /// The document and page of all that it is about, in order, each once.
    #[must_use]
    pub fn pages(&self, found: &Found) -> Vec<(usize, u32)> {
        let findings = self.redacted.iter().chain(&self.kept).filter_map(|i| found.findings.get(*i));
        let places = self.places.iter().map(|p| (p.document, p.page));
        let mut pages: Vec<_> = findings.map(|f| (f.document, f.page)).chain(places).collect();
        pages.sort_unstable();
        pages.dedup();
        pages
    }
}

/// Indices of findings that go, and of those that stay.
type Sides = (Vec<usize>, Vec<usize>);

/// What decisions contradict; [`elsewhere`] tells what they leave out.
pub(super) fn conflicts(
    (input, ground): (&Input<'_>, &Ground),
    choices: &[Choice],
    held: &[Held],
    plan: &Plan,
) -> Vec<Conflict> {
    let teller = Teller { found: input.found, choices, accepted: input.accepted };
    let mut all = teller.texts(&ground.numbers);
    all.extend(teller.own());
    all.extend(blocked::conflict(&teller, &input.case.lists));
    all.extend(teller.inside());
    all.extend(alike::conflicts(&teller, (input.documents, ground), held, plan));
    all
}

/// Makes conflicts of findings and choices.
pub(super) struct Teller<'a> {
    pub(super) found: &'a Found,
    pub(super) choices: &'a [Choice],
    pub(super) accepted: &'a [String],
}

impl Teller<'_> {
    /// What was settled about a finding that comes into the pack.
    fn settled(&self, index: usize) -> Option<&super::Settlement> {
        self.choices.get(index).filter(|c| !c.moot)?.settled.as_ref()
    }

    /// Whether a person settled it, and how.
    fn by_person(&self, index: usize, verdict: Verdict) -> bool {
        self.settled(index).is_some_and(|s| s.settled == Settled::Decided && s.verdict == verdict)
    }

    /// Whether it comes into the pack and no person has settled it.
    fn is_undecided(&self, index: usize) -> bool {
        let choice = self.choices.get(index).filter(|c| !c.moot);
        choice.is_some_and(|c| c.settled.as_ref().is_none_or(|s| s.settled != Settled::Decided))
    }

    fn conflict(
        &self,
        kind: ConflictKind,
        what: String,
        (redacted, kept): Sides,
        places: Vec<Spot>,
    ) -> Conflict {
        let id = self.id(kind, &redacted, &kept, &places);
        let settled = self.accepted.contains(&id);
        Conflict { id, kind, what, redacted, kept, places, gate: false, settled }
    }

    /// A hash of what it is about. Finding ids are made with the case key: nothing can be guessed from it.
    fn id(&self, kind: ConflictKind, redacted: &[usize], kept: &[usize], places: &[Spot]) -> String {
        let mut hash = Sha256::new();
        hash.update(format!("{kind:?}\n"));
        for (word, list) in [("redact", redacted), ("keep", kept)] {
            for finding in list.iter().filter_map(|i| self.found.findings.get(*i)) {
                hash.update(format!("{word} {}\n", finding.id.0));
            }
        }
        for spot in places {
            let boxes: Vec<_> = spot.boxes.iter().map(Rect::rounded).collect();
            hash.update(format!("{} {} {boxes:?}\n", spot.document, spot.page));
        }
        let hex: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
        hex.chars().take(DIGITS).collect()
    }

    /// Texts that go in one place and stay in another.
    fn texts(&self, numbers: &[u32]) -> Vec<Conflict> {
        let mut by_text: BTreeMap<u32, Sides> = BTreeMap::new();
        for (i, number) in numbers.iter().enumerate() {
            let Some(settled) = self.settled(i) else { continue };
            let (redacted, kept) = by_text.entry(*number).or_default();
            match settled.verdict {
                Verdict::Redact => redacted.push(i),
                Verdict::Keep => kept.push(i),
            }
        }
        let both = by_text.into_values().filter(|(redacted, kept)| !redacted.is_empty() && !kept.is_empty());
        both.map(|(redacted, kept)| {
            let what = format!(
                "the same text goes in {} and stays in {}",
                places(redacted.len()),
                places(kept.len())
            );
            self.conflict(ConflictKind::Text, what, (redacted, kept), vec![])
        })
        .collect()
    }

    /// The requester's own data that somebody decided to remove as other people's, without a word why.
    fn own(&self) -> Vec<Conflict> {
        let mut by_document: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, finding) in self.found.findings.iter().enumerate() {
            let unexplained = |s: &super::Settlement| {
                s.exemption == OTHER_PEOPLE
                    && s.reason.trim().is_empty()
                    && self.by_person(i, Verdict::Redact)
            };
            if finding.owner == Owner::Subject && self.settled(i).is_some_and(unexplained) {
                by_document.entry(finding.document).or_default().push(i);
            }
        }
        by_document
            .into_values()
            .map(|redacted| {
                let many = places(redacted.len());
                let what =
                    format!("the requester's own data goes as other people's, without a reason, in {many}");
                let told = self.conflict(ConflictKind::Own, what, (redacted, vec![]), vec![]);
                Conflict { gate: true, ..told }
            })
            .collect()
    }

    /// Findings that go, of which a part lies in what a person kept.
    fn inside(&self) -> Vec<Conflict> {
        let mut pages: HashMap<(usize, u32), Vec<usize>> = HashMap::new();
        for (i, finding) in self.found.findings.iter().enumerate() {
            if self.settled(i).is_some() {
                pages.entry((finding.document, finding.page)).or_default().push(i);
            }
        }
        let mut pages: Vec<_> = pages.into_iter().collect();
        pages.sort_unstable();
        pages.iter().flat_map(|(_, on_page)| self.crossed(on_page)).collect()
    }

    /// On one page: for each kept finding those that go over a part of it. A sweep from left to right.
    fn crossed(&self, on_page: &[usize]) -> Vec<Conflict> {
        let chars = |i: &usize| self.found.findings.get(*i).map_or(0..0, |f| f.chars.clone());
        let mut order = on_page.to_vec();
        order.sort_by_key(|i| chars(i).start);
        let goes = |i: &usize| self.settled(*i).is_some_and(|s| s.verdict == Verdict::Redact);
        let mut over: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut open: Vec<usize> = Vec::new();
        for i in order {
            open.retain(|other| chars(other).end > chars(&i).start);
            for other in &open {
                let (kept, gone) = if goes(&i) { (*other, i) } else { (i, *other) };
                if goes(&gone) && self.by_person(kept, Verdict::Keep) {
                    over.entry(kept).or_default().push(gone);
                }
            }
            open.push(i);
        }
        let told = over.into_iter().map(|(kept, redacted)| {
            let what =
                format!("text that a person kept goes under the panels of {} findings", redacted.len());
            let what = if redacted.len() == 1 {
                what.replace("panels of 1 findings", "panel of a finding")
            } else {
                what
            };
            self.conflict(ConflictKind::Inside, what, (redacted, vec![kept]), vec![])
        });
        told.collect()
    }
}

/// `1 place`, `3 places`.
pub(super) fn places(n: usize) -> String {
    if n == 1 { "1 place".to_owned() } else { format!("{n} places") }
}
