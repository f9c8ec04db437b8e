//! What of a case does not change while people decide: what is proposed, where panels would lie, and
//! which findings an answer can be about.
//!
//! It is made once when a case was searched, so that each decision of a review of 30,000 findings costs
//! milliseconds; `decide` alone makes it anew each time. It decides nothing.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::panels::{self, Label};
use super::propose::{About, propose};
use super::{Document, Input, Panel, Proposal, Settled, copies};
use crate::find::{Finding, Found, Owner, PersonId};
use crate::geom::Rect;
use crate::load::DocumentId;

/// See the module.
#[derive(Debug, Clone, Default)]
pub struct Ground {
    /// What is proposed for each finding.
    pub(super) proposals: Vec<Proposal>,
    /// Where each finding's panels lie, without a label.
    pub(super) places: Vec<Vec<Panel>>,
    /// Findings that say the same between the same words share a number; none where no other does.
    pub(super) sayings: Vec<Option<u32>>,
    ids: HashMap<String, usize>,
    texts: HashMap<String, Vec<usize>>,
    people: BTreeMap<PersonId, Vec<usize>>,
    pages: BTreeMap<(usize, u32), Vec<usize>>,
    documents: HashMap<DocumentId, usize>,
    there: PagePlaces,
}

impl Ground {
    /// The ground of a case that was searched; answers and looks of `input` play no part.
    #[must_use]
    pub fn of(input: &Input<'_>) -> Self {
        let own = Own::of(input.found);
        let mut ground = Self { sayings: copies::sayings(input.found, input.documents), ..Self::default() };
        for (index, document) in input.documents.iter().enumerate() {
            // the first of two with one identity counts, as everywhere
            ground.documents.entry(document.text.id.clone()).or_insert(index);
        }
        ground.there = page_places(input.documents);
        for (index, finding) in input.found.findings.iter().enumerate() {
            ground.proposals.push(proposal(input, finding, own.hold(finding)));
            ground.places.push(places(input.documents, &ground.there, finding));
            ground.ids.insert(finding.id.0.clone(), index);
            ground.texts.entry(finding.anchor.text.clone()).or_default().push(index);
            ground.pages.entry((finding.document, finding.page)).or_default().push(index);
            if let Some(person) = finding.person {
                ground.people.entry(person).or_default().push(index);
            }
        }
        ground
    }

    /// The finding of an id.
    #[must_use]
    pub fn finding(&self, id: &str) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// The findings of one text, by its HMAC.
    #[must_use]
    pub fn of_text(&self, text: &str) -> &[usize] {
        self.texts.get(text).map_or(&[], Vec::as_slice)
    }

    /// The findings of a person.
    #[must_use]
    pub fn of_person(&self, person: PersonId) -> &[usize] {
        self.people.get(&person).map_or(&[], Vec::as_slice)
    }

    /// The findings on a page of a document, by its index.
    #[must_use]
    pub fn of_page(&self, document: usize, page: u32) -> &[usize] {
        self.pages.get(&(document, page)).map_or(&[], Vec::as_slice)
    }

    /// The findings of a document, by its index.
    pub fn of_document(&self, document: usize) -> impl Iterator<Item = usize> + '_ {
        self.pages.range((document, 0)..=(document, u32::MAX)).flat_map(|(_, list)| list.iter().copied())
    }

    /// The index of a document.
    #[must_use]
    pub fn document(&self, id: &DocumentId) -> Option<usize> {
        self.documents.get(id).copied()
    }

    /// Whether a document, by its index, has a page.
    pub(super) fn has_page(&self, document: usize, page: u32) -> bool {
        self.there.contains_key(&(document, page))
    }

    /// Where a finding's panels lie if it is redacted, display space.
    pub fn rects(&self, finding: usize) -> impl Iterator<Item = Rect> + '_ {
        self.places.get(finding).into_iter().flatten().map(|p| p.rect)
    }
}

fn proposal(input: &Input<'_>, finding: &Finding, own: bool) -> Proposal {
    let document = input.documents.get(finding.document).map_or("", |d| d.text.name.raw());
    let person = finding.person.and_then(|id| input.found.people.iter().find(|p| p.id == id));
    propose(input.case, finding, &About { document, own, person })
}

/// The panels of a finding before anybody settled it.
fn places(documents: &[Document<'_>], pages: &PagePlaces, finding: &Finding) -> Vec<Panel> {
    let blank = Label {
        mark: String::new(),
        exemption: String::new(),
        settled: Settled::Proposed,
        by: String::new(),
        at: String::new(),
    };
    let at = pages.get(&(finding.document, finding.page));
    let page = at.and_then(|at| documents.get(finding.document)?.text.pages.get(*at));
    page.map(|p| panels::of_finding(finding, p, &blank)).unwrap_or_default()
}

/// Where each page of each document stands in its text.
type PagePlaces = HashMap<(usize, u32), usize>;

fn page_places(documents: &[Document<'_>]) -> PagePlaces {
    let mut places = PagePlaces::new();
    for (document, one) in documents.iter().enumerate() {
        for (at, page) in one.text.pages.iter().enumerate() {
            places.entry((document, page.page)).or_insert(at);
        }
    }
    places
}

/// Where the data subject's own data stands, by document and page.
struct Own<'a>(BTreeMap<(usize, u32), Vec<&'a Range<u32>>>);

impl<'a> Own<'a> {
    fn of(found: &'a Found) -> Self {
        let mut own: BTreeMap<(usize, u32), Vec<&Range<u32>>> = BTreeMap::new();
        for finding in found.findings.iter().filter(|f| f.owner == Owner::Subject) {
            own.entry((finding.document, finding.page)).or_default().push(&finding.chars);
        }
        Self(own)
    }

    /// Whether a finding that is nobody's in particular lies inside what is the data subject's own.
    fn hold(&self, finding: &Finding) -> bool {
        let spans = self.0.get(&(finding.document, finding.page));
        !matches!(finding.owner, Owner::Party(_))
            && spans.is_some_and(|s| {
                s.iter().any(|own| own.start <= finding.chars.start && finding.chars.end <= own.end)
            })
    }
}
