//! From sanitised documents to one pack: letter, schedule, redaction key, documents, stamps, bookmarks.
//!
//! Everything written here is written by us from data that was already redacted: titles go through
//! the same finder as pages, and a blank fact of the body is an error, never invented text.
//!
//! | module | holds |
//! |---|---|
//! | `request` | what a pack is made from |
//! | `outcome` | the decision as far as the letter may tell it |
//! | `letter`, `schedule`, `front` | our own pages |
//! | `merge`, `stamp`, `tags`, `outline`, `catalog` | one document with stamps, tags and bookmarks |

use crate::error::Result;
use crate::geom::{PageGeometry, Rect};
use crate::sanitise::Sanitised;

pub use request::{ExemptionUse, Facts, PackDocument, PackRequest, Refusal, Stamp, WithheldDocument};
pub use stamp::foot_is_free;

use front::Front;
use merge::Merger;
use stamp::{Sheet, Stamper};
use tags::Section;

mod catalog;
mod front;
mod letter;
mod merge;
mod outcome;
mod outline;
mod request;
mod schedule;
mod stamp;
mod tags;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::facts as sample_facts;

/// Where a panel lies in the pack.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PackPanel {
    /// Page of the pack, from 1.
    pub page: u32,
    /// Display space of that page.
    pub rect: Rect,
}

/// The pack before it is protected. Only `pack` makes one.
#[derive(Debug, Clone)]
pub struct Pack {
    /// The merged document.
    pub(crate) document: lopdf::Document,
    /// Geometry of each page.
    pub geometry: Vec<PageGeometry>,
    /// All panels, in pack coordinates.
    pub panels: Vec<PackPanel>,
    /// Our own pages in front (letter, schedule, key) as a clear file, for counting what they say;
    /// empty when there are none.
    pub front: Vec<u8>,
    /// For each disclosed document the first page of the pack it stands on (from 1) and how many.
    pub spans: Vec<(u32, u32)>,
}

/// Makes the pack: the same request gives the same document.
///
/// # Errors
/// Exit 2 when the case's outcome contradicts what was removed; exit 3 when a document cannot be
/// merged or stamped.
pub fn pack(request: PackRequest<'_>) -> Result<Pack> {
    let front = front::set(&request, &outcome::decide(&request)?)?;
    let reference = request.facts.reference.clone();
    let states = States::new(request.stamp, request.body.example);
    let mut gathered = gather(front, request.documents)?;
    let total = gathered.leaves.len();
    let alphabet = format!("{reference} · page 0123456789 of {}", states.letter);
    let stamper = Stamper::new(&mut gathered.merger.document, &alphabet)?;
    let mut geometry = Vec::with_capacity(total);
    for (leaf, number) in gathered.leaves.iter().zip(1u32..) {
        let foot = format!("{reference} · page {number} of {total}");
        let state = if leaf.letter { &states.letter } else { &states.page };
        let (page, foot_free, untagged) = (leaf.page, leaf.foot_free, number as usize > gathered.front);
        let sheet = Sheet {
            page,
            geometry: leaf.geometry,
            panels: &leaf.panels,
            foot_free,
            foot: &foot,
            state,
            untagged,
        };
        geometry.push(stamper.stamp(&mut gathered.merger.document, &sheet)?);
    }
    gathered.finish(geometry, &title(&reference))
}

/// A single document as it is, for `redact`: no letter, no stamps, no bookmarks, no title.
#[must_use]
pub fn single(document: Sanitised) -> Pack {
    let panels = document.panels.iter().map(|p| PackPanel { page: p.page, rect: p.rect }).collect();
    let spans = vec![(1, document.geometry.len() as u32)];
    Pack { document: document.document, geometry: document.geometry, panels, front: vec![], spans }
}

/// The one thing the file's metadata says.
fn title(reference: &str) -> String {
    format!("Response to your request {reference}")
}

/// What is said on top of pages.
struct States {
    /// On every page.
    page: String,
    /// On pages of the letter.
    letter: String,
}

impl States {
    fn new(stamp: Stamp, example: bool) -> Self {
        let mut parts = Vec::new();
        if stamp.unreviewed {
            parts.push("NOT REVIEWED – NOT FOR RELEASE");
        }
        if stamp.draft {
            parts.push("DRAFT");
        }
        let page = parts.join(" · ");
        if example {
            parts.push("EXAMPLE");
        }
        Self { page, letter: parts.join(" · ") }
    }
}

/// A page of the pack before it is stamped.
struct Leaf {
    page: lopdf::ObjectId,
    geometry: PageGeometry,
    panels: Vec<Rect>,
    foot_free: bool,
    letter: bool,
}

/// All pages in one document, without a frame yet.
struct Gathered {
    merger: Merger,
    leaves: Vec<Leaf>,
    tags: Vec<crate::pdf::typeset::Tag>,
    /// How many leaves are pages of ours.
    front: usize,
    /// Pages of ours as a clear file.
    clear: Vec<u8>,
    /// Title and first page, from 1.
    marks: Vec<(String, u32)>,
    spans: Vec<(u32, u32)>,
}

fn gather(front: Front, documents: Vec<PackDocument>) -> Result<Gathered> {
    let Front { set, numbers, letter_pages } = front;
    let clear = set.to_normal_form_bytes()?;
    let mut merger = Merger::new();
    let own = merger.add(set.document)?.into_iter().zip(set.pages).zip(0..);
    let own = own.map(|((page, geometry), index)| Leaf {
        page,
        geometry,
        panels: vec![],
        foot_free: true,
        letter: index < letter_pages,
    });
    let mut leaves: Vec<Leaf> = own.collect();
    let front = leaves.len();
    let parts = [("Letter", 1), ("Schedule", numbers.schedule), ("Redaction key", numbers.key)];
    let parts = parts.into_iter().filter(|(_, page)| *page > 0);
    let mut marks: Vec<(String, u32)> = parts.map(|(title, page)| (title.to_owned(), page)).collect();
    for ((document, span), number) in documents.into_iter().zip(&numbers.documents).zip(1..) {
        marks.push((format!("{number}. {}", document.title), span.0));
        leaves.extend(leaves_of(&mut merger, document)?);
    }
    Ok(Gathered { merger, leaves, tags: set.tags, front, clear, marks, spans: numbers.documents })
}

fn leaves_of(merger: &mut Merger, document: PackDocument) -> Result<Vec<Leaf>> {
    let PackDocument { sanitised, foot_free, .. } = document;
    let pages = merger.add(sanitised.document)?;
    let leaves = pages.into_iter().zip(sanitised.geometry).enumerate().map(|(index, (page, geometry))| {
        let panels =
            sanitised.panels.iter().filter(|p| p.page as usize == index + 1).map(|p| p.rect).collect();
        let foot_free = foot_free.get(index).copied().unwrap_or(false);
        Leaf { page, geometry, panels, foot_free, letter: false }
    });
    Ok(leaves.collect())
}

impl Gathered {
    fn finish(self, geometry: Vec<PageGeometry>, title: &str) -> Result<Pack> {
        let mut document = self.merger.document;
        let pages: Vec<lopdf::ObjectId> = self.leaves.iter().map(|l| l.page).collect();
        let from = |number: u32| pages.get((number as usize).saturating_sub(1)..).unwrap_or_default();
        let titles = self.marks.iter().rev().take(self.spans.len()).rev();
        let sections = titles.zip(&self.spans).map(|((title, _), (first, length))| {
            let pages = from(*first);
            Section { title, pages: pages.get(..*length as usize).unwrap_or(pages) }
        });
        let sections: Vec<Section<'_>> = sections.collect();
        let front = pages.get(..self.front).unwrap_or_default();
        let structure = tags::structure(&mut document, (front, &self.tags), &sections)?;
        let marks: Vec<_> =
            self.marks.iter().filter_map(|(t, n)| from(*n).first().map(|p| (t.clone(), *p))).collect();
        let outline = outline::outline(&mut document, &marks);
        catalog::frame(&mut document, &pages, (structure, outline), title);
        let panels = self
            .leaves
            .iter()
            .zip(1..)
            .flat_map(|(leaf, page)| leaf.panels.iter().map(move |rect| PackPanel { page, rect: *rect }));
        Ok(Pack { panels: panels.collect(), document, geometry, front: self.clear, spans: self.spans })
    }
}
