//! Which answer of a person belongs to which finding, page and document of today.
//!
//! An answer binds to the same id; else to the same document, page and text with boxes overlapping by
//! half; else it is an orphan: listed, never dropped and never guessed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::answer::{Answer, Ruling, Scope};
use super::ground::Ground;
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
    ground: &Ground,
    (documents, found): (&[Document<'_>], &Found),
    elsewhere: &BTreeSet<&DocumentId>,
) -> Bound<'a> {
    let binder = Binder { documents, found, elsewhere, ground };
    let mut bound = Bound { findings: vec![None; found.findings.len()], ..Bound::default() };
    let mut ordered: Vec<&Answer> = answers.iter().collect();
    ordered.sort_by_key(|a| a.said.seq);
    for (answer, earlier) in last_of_each(&ordered) {
        // taken back by the same box: what lies in it is as it was before it was drawn
        let taken_back =
            matches!(answer.scope, Scope::Box { .. }) && answer.ruling == Ruling::Keep && earlier;
        if !taken_back {
            binder.place(answer, &mut bound);
        }
    }
    copies::spread(&ground.sayings, &mut bound.findings);
    bound
}

/// The last answer of each scope, in the order given, and whether there was an earlier one to redact.
fn last_of_each<'a>(ordered: &[&'a Answer]) -> Vec<(&'a Answer, bool)> {
    let mut last: HashMap<String, (usize, bool)> = HashMap::with_capacity(ordered.len());
    for (i, answer) in ordered.iter().enumerate() {
        let redacts = answer.ruling == Ruling::Redact;
        let place = last.entry(answer.scope.key()).or_insert((i, false));
        *place = (i, place.1 || redacts);
    }
    let mut kept: Vec<(usize, bool)> = last.into_values().collect();
    kept.sort_unstable();
    kept.into_iter().filter_map(|(i, earlier)| Some((*ordered.get(i)?, earlier))).collect()
}

/// What answers can be bound to.
struct Binder<'b> {
    documents: &'b [Document<'b>],
    found: &'b Found,
    elsewhere: &'b BTreeSet<&'b DocumentId>,
    ground: &'b Ground,
}

impl Binder<'_> {
    /// Puts an answer where it belongs. Answers come in the order in which they were given.
    fn place<'a>(&self, answer: &'a Answer, bound: &mut Bound<'a>) {
        let placed = answer.fits()
            && match &answer.scope {
                Scope::Finding { finding, document, page, anchor, .. } => {
                    match self.finding(&finding.0, document, *page, anchor) {
                        Some(index) => settle(answer, bound, [index]),
                        None => self.elsewhere.contains(document),
                    }
                }
                Scope::Text { text } => settle(answer, bound, self.ground.of_text(text).iter().copied()),
                Scope::Person { texts, .. } => match self.person(texts) {
                    Some(person) => {
                        let covered = |i: &usize| {
                            let finding = self.found.findings.get(*i);
                            finding.is_some_and(|f| covers(self.found, answer.ruling, f))
                        };
                        let all = self.ground.of_person(person).iter().copied();
                        settle(answer, bound, all.filter(covered))
                    }
                    None => false,
                },
                Scope::Box { document, page, rect } => self.on_page(document, *page, |d| {
                    if answer.ruling == Ruling::Redact {
                        bound.boxes.push((d, *page, *rect, answer));
                    }
                    let inside = |i: &usize| self.found.findings.get(*i).is_some_and(|f| mostly_in(f, rect));
                    let all = self.ground.of_page(d, *page).iter().copied();
                    settle(answer, bound, all.filter(inside));
                }),
                Scope::Page { document, page } => self.on_page(document, *page, |d| {
                    // disclosed is what no answer withholds, and says nothing of what is on it
                    if answer.ruling != Ruling::Disclose {
                        bound.pages.insert((d, *page), answer);
                    }
                    if answer.ruling == Ruling::Keep {
                        settle(answer, bound, self.ground.of_page(d, *page).iter().copied());
                    }
                }),
                Scope::Document { document } => {
                    bound.documents.insert(document, answer);
                    let index = self.index(document);
                    if let Some(index) = index.filter(|_| answer.ruling == Ruling::Keep) {
                        settle(answer, bound, self.ground.of_document(index));
                    }
                    index.is_some() || self.elsewhere.contains(document)
                }
            };
        if !placed {
            bound.orphans.push(self.orphan(answer));
        }
    }

    /// Calls `then` with the document's index when the page exists there.
    fn on_page(&self, document: &DocumentId, page: u32, then: impl FnOnce(usize)) -> bool {
        let index = self.index(document);
        let there = index.filter(|i| self.ground.has_page(*i, page));
        there.map(then).is_some() || self.elsewhere.contains(document)
    }

    fn index(&self, document: &DocumentId) -> Option<usize> {
        self.ground.document(document)
    }

    /// The finding of an id; else the one in the same place with the same text.
    fn finding(&self, id: &str, document: &DocumentId, page: u32, anchor: &Anchor) -> Option<usize> {
        let get = |i: usize| self.found.findings.get(i).filter(|f| f.anchor.text == anchor.text);
        if let Some(i) = self.ground.finding(id).filter(|i| get(*i).is_some()) {
            return Some(i);
        }
        let on_page = self.ground.of_page(self.index(document)?, page);
        let near = on_page.iter().filter_map(|i| Some((*i, get(*i)?)));
        let (share, best) = near
            .map(|(i, f)| (overlap(&f.anchor.boxes, &anchor.boxes), i))
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        (share >= 0.5).then_some(best)
    }

    /// The person whom most of these texts mention; nobody when two could be meant.
    fn person(&self, texts: &[String]) -> Option<PersonId> {
        let mut mentioned: BTreeMap<PersonId, BTreeSet<&str>> = BTreeMap::new();
        for text in texts {
            let findings = self.ground.of_text(text).iter().filter_map(|i| self.found.findings.get(*i));
            for person in findings.filter_map(|f| f.person) {
                mentioned.entry(person).or_default().insert(text);
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

/// Lets an answer settle the findings it is about, where no finer or later one does; false when it is
/// about none.
fn settle<'a>(answer: &'a Answer, bound: &mut Bound<'a>, about: impl IntoIterator<Item = usize>) -> bool {
    let mut any = false;
    for index in about {
        let Some(slot) = bound.findings.get_mut(index) else { continue };
        any = true;
        if slot.is_none_or(|s| answer.scope.rank() <= s.scope.rank()) {
            *slot = Some(answer);
        }
    }
    any
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
