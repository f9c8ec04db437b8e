//! Which answer of a person belongs to which finding, page and document of today.
//!
//! An answer binds to the same id; else to the same document, page and text with boxes overlapping by
//! half; else it is an orphan: listed, never dropped and never guessed.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{Answer, Ruling, Scope};
use super::{Document, Orphan, copies, role};
use crate::find::{Anchor, Finding, Found, Kind, PersonId};
use crate::geom::Rect;
use crate::load::DocumentId;

/// The answers where they belong.
#[derive(Default)]
pub(super) struct Bound<'a> {
    /// The answer that wins for each finding.
    pub findings: Vec<Option<&'a Answer>>,
    /// Boxes to redact, by index of the document.
    pub boxes: Vec<(usize, u32, Rect, &'a Answer)>,
    /// The answer about a page, by index of the document.
    pub pages: BTreeMap<(usize, u32), &'a Answer>,
    /// The answer about a document, by id.
    pub documents: BTreeMap<&'a DocumentId, &'a Answer>,
    /// Answers that belong nowhere.
    pub orphans: Vec<Orphan>,
}

/// Binds the answers; `elsewhere` are documents that exist but have no text here (refused ones).
pub(super) fn bind<'a>(
    answers: &'a [Answer],
    documents: &[Document<'_>],
    found: &Found,
    elsewhere: &BTreeSet<&DocumentId>,
) -> Bound<'a> {
    let ids = found.findings.iter().enumerate().map(|(i, f)| (f.id.0.as_str(), i)).collect();
    let binder = Binder { documents, found, elsewhere, ids };
    let mut bound = Bound { findings: vec![None; found.findings.len()], ..Bound::default() };
    let mut ordered: Vec<&Answer> = answers.iter().collect();
    ordered.sort_by_key(|a| a.said.seq);
    for (i, answer) in ordered.iter().enumerate() {
        let later = ordered.get(i + 1..).unwrap_or_default();
        if !later.iter().any(|l| l.scope.replaces(&answer.scope)) {
            binder.place(answer, &mut bound);
        }
    }
    copies::spread(found, documents, &mut bound.findings);
    bound
}

/// What answers can be bound to.
struct Binder<'b> {
    documents: &'b [Document<'b>],
    found: &'b Found,
    elsewhere: &'b BTreeSet<&'b DocumentId>,
    ids: BTreeMap<&'b str, usize>,
}

impl Binder<'_> {
    /// Puts an answer where it belongs. Answers come in the order in which they were given.
    fn place<'a>(&self, answer: &'a Answer, bound: &mut Bound<'a>) {
        let placed = answer.fits()
            && match &answer.scope {
                Scope::Finding { finding, document, page, anchor, .. } => {
                    match self.finding(&finding.0, document, *page, anchor) {
                        Some(index) => self.settle(answer, bound, |i, _| i == index),
                        None => self.elsewhere.contains(document),
                    }
                }
                Scope::Text { text } => self.settle(answer, bound, |_, f| f.anchor.text == *text),
                Scope::Person { texts, .. } => match self.person(texts) {
                    Some(person) => self.settle(answer, bound, |_, f| {
                        f.person == Some(person) && covers(self.found, answer.ruling, f)
                    }),
                    None => false,
                },
                Scope::Box { document, page, rect } => self.on_page(document, *page, |d| {
                    if answer.ruling == Ruling::Redact {
                        bound.boxes.push((d, *page, *rect, answer));
                    }
                    self.settle(answer, bound, |_, f| {
                        f.document == d && f.page == *page && mostly_in(f, rect)
                    });
                }),
                Scope::Page { document, page } => self.on_page(document, *page, |d| {
                    bound.pages.insert((d, *page), answer);
                    if answer.ruling == Ruling::Keep {
                        self.settle(answer, bound, |_, f| f.document == d && f.page == *page);
                    }
                }),
                Scope::Document { document } => {
                    bound.documents.insert(document, answer);
                    let index = self.index(document);
                    if answer.ruling == Ruling::Keep {
                        self.settle(answer, bound, |_, f| Some(f.document) == index);
                    }
                    index.is_some() || self.elsewhere.contains(document)
                }
            };
        if !placed {
            bound.orphans.push(self.orphan(answer));
        }
    }

    /// Lets an answer settle the findings it is about, where no finer or later one does.
    fn settle<'a>(
        &self,
        answer: &'a Answer,
        bound: &mut Bound<'a>,
        about: impl Fn(usize, &Finding) -> bool,
    ) -> bool {
        let mut any = false;
        for (i, (finding, slot)) in self.found.findings.iter().zip(&mut bound.findings).enumerate() {
            if !about(i, finding) {
                continue;
            }
            any = true;
            if slot.is_none_or(|s| answer.scope.rank() <= s.scope.rank()) {
                *slot = Some(answer);
            }
        }
        any
    }

    /// Calls `then` with the document's index when the page exists there.
    fn on_page(&self, document: &DocumentId, page: u32, then: impl FnOnce(usize)) -> bool {
        let index = self.index(document);
        let there = index
            .filter(|i| self.documents.get(*i).is_some_and(|d| d.text.pages.iter().any(|p| p.page == page)));
        there.map(then).is_some() || self.elsewhere.contains(document)
    }

    fn index(&self, document: &DocumentId) -> Option<usize> {
        self.documents.iter().position(|d| d.text.id == *document)
    }

    /// The finding of an id; else the one in the same place with the same text.
    fn finding(&self, id: &str, document: &DocumentId, page: u32, anchor: &Anchor) -> Option<usize> {
        let all = || self.found.findings.iter().enumerate();
        let same_text = |f: &Finding| f.anchor.text == anchor.text;
        let same_id = self.ids.get(id).copied();
        if let Some(i) = same_id.filter(|i| self.found.findings.get(*i).is_some_and(same_text)) {
            return Some(i);
        }
        let index = self.index(document)?;
        let near = all().filter(|(_, f)| f.document == index && f.page == page && same_text(f));
        let (share, best) = near
            .map(|(i, f)| (overlap(&f.anchor.boxes, &anchor.boxes), i))
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        (share >= 0.5).then_some(best)
    }

    /// The person whom most of these texts mention; nobody when two could be meant.
    fn person(&self, texts: &[String]) -> Option<PersonId> {
        let mut mentioned: BTreeMap<PersonId, BTreeSet<&str>> = BTreeMap::new();
        for finding in self.found.findings.iter().filter(|f| texts.contains(&f.anchor.text)) {
            if let Some(person) = finding.person {
                mentioned.entry(person).or_default().insert(&finding.anchor.text);
            }
        }
        let most = mentioned.values().map(BTreeSet::len).max()?;
        let mut best = mentioned.iter().filter(|(_, t)| t.len() == most).map(|(p, _)| *p);
        best.next().filter(|_| best.next().is_none())
    }

    fn orphan(&self, answer: &Answer) -> Orphan {
        let place = match &answer.scope {
            Scope::Finding { document, page, .. }
            | Scope::Box { document, page, .. }
            | Scope::Page { document, page } => Some((document, Some(*page))),
            Scope::Document { document } => Some((document, None)),
            Scope::Text { .. } | Scope::Person { .. } => None,
        };
        let document = place.and_then(|(d, _)| self.index(d));
        Orphan {
            answer: answer.clone(),
            document: document.and_then(|i| self.documents.get(i)).map(|d| d.text.name.clone()),
            page: place.and_then(|(_, page)| page),
        }
    }
}

/// Whether a ruling about a person covers one of their findings: all of them go; what stays is the name,
/// and the mailbox at work of somebody with a job title.
pub(super) fn covers(found: &Found, ruling: Ruling, finding: &Finding) -> bool {
    let office = || found.people.iter().any(|p| Some(p.id) == finding.person && p.office);
    match finding.kind {
        _ if ruling != Ruling::Keep => true,
        Kind::Person => true,
        Kind::Email => !role::is_private_mailbox(finding.text.expose()) && office(),
        _ => false,
    }
}

/// Share of the larger area that two lists of boxes have in common, 0 to 1.
fn overlap(a: &[Rect], b: &[Rect]) -> f64 {
    let area = |list: &[Rect]| list.iter().map(Rect::area).sum::<f64>();
    let larger = area(a).max(area(b));
    let common: f64 =
        a.iter().flat_map(|x| b.iter().filter_map(|y| x.intersection(y))).map(|r| r.area()).sum();
    if larger > 0.0 { common / larger } else { 0.0 }
}

/// Whether at least half of a finding lies in a box.
fn mostly_in(finding: &Finding, rect: &Rect) -> bool {
    let boxes = &finding.anchor.boxes;
    let area: f64 = boxes.iter().map(Rect::area).sum();
    let inside: f64 = boxes.iter().filter_map(|b| b.intersection(rect)).map(|r| r.area()).sum();
    area > 0.0 && inside >= area / 2.0
}
