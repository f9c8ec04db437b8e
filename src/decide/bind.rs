//! Which answer of a person belongs to which finding, page and document of today.
//!
//! An answer binds to the same id; else to the same document, page and text with boxes overlapping by
//! half; else it is an orphan: listed, never dropped and never guessed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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
    let binder = Binder { documents, found, elsewhere, index: Index::of(documents, found) };
    let mut bound = Bound { findings: vec![None; found.findings.len()], ..Bound::default() };
    let mut ordered: Vec<&Answer> = answers.iter().collect();
    ordered.sort_by_key(|a| a.said.seq);
    // a later decision of the same key takes the place of an earlier one
    let last: HashMap<String, usize> = ordered.iter().enumerate().map(|(i, a)| (a.scope.key(), i)).collect();
    for (i, answer) in ordered.into_iter().enumerate() {
        if last.get(&answer.scope.key()) == Some(&i) {
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
    index: Index<'b>,
}

/// Where what stands: 30,000 decisions about 30,000 findings must not meet each with each.
struct Index<'b> {
    ids: HashMap<&'b str, usize>,
    texts: HashMap<&'b str, Vec<usize>>,
    people: HashMap<PersonId, Vec<usize>>,
    pages: BTreeMap<(usize, u32), Vec<usize>>,
    documents: HashMap<&'b DocumentId, usize>,
    there: HashSet<(usize, u32)>,
}

impl<'b> Index<'b> {
    fn of(documents: &'b [Document<'b>], found: &'b Found) -> Self {
        let mut index = Self {
            ids: HashMap::new(),
            texts: HashMap::new(),
            people: HashMap::new(),
            pages: BTreeMap::new(),
            documents: documents.iter().enumerate().rev().map(|(i, d)| (&d.text.id, i)).collect(),
            there: HashSet::new(),
        };
        for (i, document) in documents.iter().enumerate() {
            index.there.extend(document.text.pages.iter().map(|p| (i, p.page)));
        }
        for (i, finding) in found.findings.iter().enumerate() {
            index.ids.insert(&finding.id.0, i);
            index.texts.entry(&finding.anchor.text).or_default().push(i);
            index.pages.entry((finding.document, finding.page)).or_default().push(i);
            if let Some(person) = finding.person {
                index.people.entry(person).or_default().push(i);
            }
        }
        index
    }

    fn on_page(&self, document: usize, page: u32) -> &[usize] {
        self.pages.get(&(document, page)).map_or(&[], Vec::as_slice)
    }
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
                Scope::Text { text } => {
                    let same = self.index.texts.get(text.as_str());
                    same.is_some_and(|same| settle(answer, bound, same.iter().copied()))
                }
                Scope::Person { texts, .. } => self.person(texts).is_some_and(|person| {
                    let mine = self.index.people.get(&person).into_iter().flatten().copied();
                    let covered =
                        |i: &usize| self.at(*i).is_some_and(|f| covers(self.found, answer.ruling, f));
                    settle(answer, bound, mine.filter(covered))
                }),
                Scope::Box { document, page, rect } => self.on_page(document, *page, |d| {
                    if answer.ruling == Ruling::Redact {
                        bound.boxes.push((d, *page, *rect, answer));
                    }
                    let inside = |i: &usize| self.at(*i).is_some_and(|f| mostly_in(f, rect));
                    settle(answer, bound, self.index.on_page(d, *page).iter().copied().filter(inside));
                }),
                Scope::Page { document, page } => self.on_page(document, *page, |d| {
                    bound.pages.insert((d, *page), answer);
                    if answer.ruling == Ruling::Keep {
                        settle(answer, bound, self.index.on_page(d, *page).iter().copied());
                    }
                }),
                Scope::Document { document } => {
                    bound.documents.insert(document, answer);
                    let index = self.index(document);
                    if let Some(d) = index.filter(|_| answer.ruling == Ruling::Keep) {
                        let pages = self.index.pages.range((d, 0)..=(d, u32::MAX));
                        settle(answer, bound, pages.flat_map(|(_, on)| on).copied());
                    }
                    index.is_some() || self.elsewhere.contains(document)
                }
            };
        if !placed {
            bound.orphans.push(self.orphan(answer));
        }
    }

    fn at(&self, finding: usize) -> Option<&Finding> {
        self.found.findings.get(finding)
    }

    /// Calls `then` with the document's index when the page exists there.
    fn on_page(&self, document: &DocumentId, page: u32, then: impl FnOnce(usize)) -> bool {
        let there = self.index(document).filter(|i| self.index.there.contains(&(*i, page)));
        there.map(then).is_some() || self.elsewhere.contains(document)
    }

    fn index(&self, document: &DocumentId) -> Option<usize> {
        self.index.documents.get(document).copied()
    }

    /// The finding of an id; else the one in the same place with the same text.
    fn finding(&self, id: &str, document: &DocumentId, page: u32, anchor: &Anchor) -> Option<usize> {
        let same_text = |f: &Finding| f.anchor.text == anchor.text;
        let same_id = self.index.ids.get(id).copied();
        if let Some(i) = same_id.filter(|i| self.at(*i).is_some_and(same_text)) {
            return Some(i);
        }
        let on_page = self.index.on_page(self.index(document)?, page).iter();
        let near = on_page.filter_map(|i| Some((*i, self.at(*i)?))).filter(|(_, f)| same_text(f));
        let (share, best) = near
            .map(|(i, f)| (overlap(&f.anchor.boxes, &anchor.boxes), i))
            .max_by(|a, b| a.0.total_cmp(&b.0))?;
        (share >= 0.5).then_some(best)
    }

    /// The person whom most of these texts mention; nobody when two could be meant.
    fn person(&self, texts: &[String]) -> Option<PersonId> {
        let mut mentioned: BTreeMap<PersonId, BTreeSet<&str>> = BTreeMap::new();
        let these: BTreeSet<&str> = texts.iter().map(String::as_str).collect();
        let findings = these.iter().filter_map(|text| self.index.texts.get(text)).flatten();
        for finding in findings.filter_map(|i| self.at(*i)) {
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

/// Lets an answer settle the findings it is about, where no finer or later one does.
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
