//! What a second person looks at: everything that was withheld whole, every contradiction, every decision
//! against the proposal, every drawn box, and a sample of what stays.
//!
//! The sample holds 59 of the items that stay and are not the requester's own, or all where there are fewer:
//! were one in twenty of them wrong, 59 would show at least one in 19 cases out of 20 (0.95 ^ 59 < 0.05). Which
//! ones is settled by the seal of sources and decisions: nobody chooses, and whoever asks again gets the same.

use sha2::{Digest, Sha256};

use super::{Answer, Conflict, Decided, Document, Ruling, Scope, Settled, Verdict};
use crate::find::{Finding, Found, Owner};
use crate::geom::Rect;

/// How many items the sample holds.
pub const SAMPLE: usize = 59;

/// A box that a person drew.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Index of the document.
    pub document: usize,
    /// Page, from 1.
    pub page: u32,
    /// Display space.
    pub rect: Rect,
    /// Number of the event that drew it.
    pub seq: u64,
}

/// The list of a second person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checklist {
    /// Pages withheld whole: index of the document, page from 1.
    pub pages: Vec<(usize, u32)>,
    /// Documents withheld or excluded, as indices of [`Decided::held`].
    pub documents: Vec<usize>,
    /// What contradicts itself, settled or not.
    pub conflicts: Vec<Conflict>,
    /// Indices of findings that a person decided against the proposal.
    pub overrides: Vec<usize>,
    /// Drawn boxes.
    pub drawn: Vec<Drawn>,
    /// Indices of findings that stay, drawn at random, in the order of pages.
    pub sample: Vec<usize>,
    /// Of how many the sample was drawn.
    pub kept: usize,
}

/// The list for a case as it was decided; `more` are conflicts that decisions alone do not tell.
#[must_use]
pub fn checklist(
    documents: &[Document<'_>],
    found: &Found,
    decided: &Decided,
    answers: &[Answer],
    more: Vec<Conflict>,
    seal: &str,
) -> Checklist {
    let kept: Vec<usize> = (0..found.findings.len()).filter(|i| is_sampled(found, decided, *i)).collect();
    let id = |i: &usize| found.findings.get(*i).map_or("", |f| f.id.0.as_str());
    Checklist {
        pages: decided.withheld.keys().copied().collect(),
        documents: (0..decided.held.len()).collect(),
        conflicts: decided.conflicts.iter().cloned().chain(more).collect(),
        overrides: (0..found.findings.len()).filter(|i| is_override(decided, *i)).collect(),
        drawn: answers.iter().filter_map(|a| drawn(documents, a)).collect(),
        sample: sample(&kept, id, seal),
        kept: kept.len(),
    }
}

/// The first of some things in the order of a hash of the seal and their ids, then as they stood.
fn sample<'i>(kept: &[usize], id: impl Fn(&usize) -> &'i str, seal: &str) -> Vec<usize> {
    let mut order: Vec<(Vec<u8>, usize)> = kept
        .iter()
        .map(|i| (Sha256::digest(format!("blackpanel sample\n{seal}\n{}", id(i))).to_vec(), *i))
        .collect();
    order.sort_unstable();
    let mut drawn: Vec<usize> = order.into_iter().take(SAMPLE).map(|(_, i)| i).collect();
    drawn.sort_unstable();
    drawn
}

/// Whether a finding stays and is not the requester's own.
fn is_sampled(found: &Found, decided: &Decided, index: usize) -> bool {
    let others = |f: &Finding| f.owner != Owner::Subject;
    let stays = decided.choices.get(index).filter(|c| !c.moot).and_then(|c| c.settled.as_ref());
    found.findings.get(index).is_some_and(others) && stays.is_some_and(|s| s.verdict == Verdict::Keep)
}

/// Whether a person decided otherwise than was proposed.
fn is_override(decided: &Decided, index: usize) -> bool {
    let Some(choice) = decided.choices.get(index).filter(|c| !c.moot) else { return false };
    let said = choice.settled.as_ref().filter(|s| s.settled == Settled::Decided);
    said.is_some_and(|s| {
        let other_ground = s.verdict == Verdict::Redact && s.exemption != choice.proposal.exemption;
        s.verdict != choice.proposal.verdict || other_ground
    })
}

/// The box of an answer that draws one.
fn drawn(documents: &[Document<'_>], answer: &Answer) -> Option<Drawn> {
    let Scope::Box { document, page, rect } = &answer.scope else { return None };
    let index = documents.iter().position(|d| d.text.id == *document)?;
    let box_there = answer.ruling == Ruling::Redact;
    box_there.then_some(Drawn { document: index, page: *page, rect: *rect, seq: answer.said.seq })
}
