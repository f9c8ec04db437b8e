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
//! | `master` | a document with outlines for the record |
//! | `numbering` | 3, and 3.1 for what was attached to it |
//! | `reading` | the order in which a source's page is read, its panels said |
//! | `parts`, `split` | files of a size that a mailbox takes |
//! | `merge`, `stamp`, `tags`, `outline`, `catalog` | one document with stamps, tags and bookmarks |

use std::ops::Range;

use crate::burn::Reached;
use crate::error::Result;
use crate::geom::{PageGeometry, Rect};
use crate::letter::Facts;
use crate::pdf::typeset::Block;
use crate::sanitise::Sanitised;

use front::Front;
use parts::Parts;

pub use master::master;
pub use reading::tag;
pub use request::{ExemptionUse, HeldFile, PackDocument, PackRequest, Stamp, WithheldDocument};
pub use stamp::foot_is_free;

mod catalog;
mod front;
mod gather;
mod letter;
mod master;
mod merge;
mod numbering;
mod outcome;
mod outline;
mod parts;
mod reading;
mod request;
mod schedule;
mod split;
mod stamp;
mod tags;
#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::{facts as sample_facts, shipped as sample_templates};

/// Where a panel lies in the pack.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PackPanel {
    /// Page of the pack, from 1.
    pub page: u32,
    /// Display space of that page.
    pub rect: Rect,
    /// How far its width is hidden.
    pub reached: Reached,
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
    /// What we stamped on each page, in order: words that stand there besides the page's own.
    pub stamps: Vec<String>,
    /// What we say beside the pages, in bookmarks and to screen readers: no word of it comes from a case.
    pub labels: Vec<String>,
    /// For each disclosed document the first page of the pack it stands on (from 1) and how many.
    pub spans: Vec<(u32, u32)>,
    /// The pages, from 0, of each file that it becomes: one, unless a part may only be so large.
    pub parts: Vec<Range<u32>>,
}

impl Pack {
    /// The files that it becomes, in order.
    ///
    /// # Errors
    /// When the document is not as [`pack`] wrote it.
    pub fn into_parts(self) -> Result<Vec<Self>> {
        split::split(self)
    }
}

/// Makes the pack: the same request gives the same document.
///
/// # Errors
/// Exit 2 when the case's outcome contradicts what was removed; exit 3 when a document cannot be
/// merged or stamped.
pub fn pack(request: PackRequest<'_>) -> Result<Pack> {
    let (front, parts) = set_front(&request)?;
    let PackRequest { facts, body, documents, stamp, .. } = request;
    let states = gather::States::new(stamp, body.example);
    gather::gather(front, documents)?.finish((&title(&facts.reference), &facts.reference), &states, &parts)
}

/// Our own pages of a pack as blocks, for its letter in other forms: letter, schedule, key.
///
/// # Errors
/// As [`pack`].
pub fn front_blocks(request: &PackRequest<'_>) -> Result<Vec<Block>> {
    Ok(set_front(request)?.0.blocks)
}

/// The pages of ours, and the files over which the documents are shared out.
fn set_front(request: &PackRequest<'_>) -> Result<(Front, Parts)> {
    let decision = outcome::decide(request)?;
    let whole = front::set(request, &decision, &Parts::default())?;
    let weight = whole.set.document.objects.len() * 100 + whole.set.to_normal_form_bytes()?.len();
    let parts = Parts::of(&request.documents, weight, request.max_mb)?;
    let front = if parts.count() > 1 { front::set(request, &decision, &parts)? } else { whole };
    Ok((front, parts))
}

/// A letter by itself, in the look of a pack's: stamped with reference and page, tagged, with a bookmark.
///
/// # Errors
/// When it cannot be set.
pub fn alone(facts: &Facts, title: &str, blocks: Vec<Block>, example: bool) -> Result<Pack> {
    let front = front::alone(facts, title, blocks)?;
    let states = gather::States::new(Stamp::default(), example);
    gather::gather(front, vec![])?.finish((title, &facts.reference), &states, &Parts::default())
}

/// A single document as it is, for `redact`: no letter, no stamps, no bookmarks, no title.
#[must_use]
pub fn single(document: Sanitised) -> Pack {
    let panels = document
        .panels
        .iter()
        .map(|p| PackPanel { page: p.page, rect: p.rect, reached: p.reached })
        .collect();
    let spans = vec![(1, document.geometry.len() as u32)];
    Pack {
        document: document.document,
        geometry: document.geometry,
        panels,
        front: vec![],
        stamps: vec![],
        labels: vec![],
        parts: vec![0..spans.iter().map(|(_, pages)| pages).sum()],
        spans,
    }
}

/// The one thing the file's metadata says.
#[must_use]
pub fn title(reference: &str) -> String {
    format!("Response to your request {reference}")
}
