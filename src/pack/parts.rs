//! A pack in parts, where a mailbox takes only so much (`[output] max_mb`): which pages begin one.
//!
//! Parts break between documents; only a document that fits in no part on its own is broken between
//! pages. Refused: a page that is larger than a part may be.

use std::collections::HashSet;
use std::ops::Range;

use lopdf::{Document, Object, ObjectId};

use super::request::PackDocument;
use crate::diag::Place;
use crate::error::{Error, Result};

/// Share of the limit that pages may fill; the rest is for encryption and the file's own frame.
const FILLED: f64 = 0.9;
/// What an object and its entry in the cross-reference take, bytes.
const OBJECT: usize = 100;
/// What tags and stamps of a page take, bytes.
const PAGE: usize = 4_000;

/// How the pages of a pack are shared out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// The pages of documents (from 0, counted over all documents) that begin a part behind the first.
    starts: Vec<u32>,
}

impl Parts {
    /// Shares out: pages of ours, `front` bytes, stay together in the first part. `megabytes` of 10⁶ bytes
    /// are the most of a part; 0 for one part of any size.
    ///
    /// # Errors
    /// Exit 2 when a single page is larger than a part.
    pub(super) fn of(documents: &[PackDocument], front: usize, megabytes: u32) -> Result<Self> {
        let mut parts = Self::default();
        if megabytes == 0 {
            return Ok(parts);
        }
        let limit = (f64::from(megabytes) * 1e6 * FILLED) as usize;
        let mut part = Filling { limit, bytes: front, held: HashSet::new() };
        let mut before = 0;
        for (index, document) in documents.iter().enumerate() {
            let source = Source { index, document: &document.sanitised.document };
            let pages: Vec<ObjectId> = source.document.get_pages().into_values().collect();
            if !part.take(&source, &pages) {
                let mut next = Filling::empty(limit);
                if next.take(&source, &pages) {
                    parts.starts.push(before);
                    part = next;
                } else {
                    parts.starts.extend(part.take_pages(&source, &pages)?.map(|page| before + page));
                }
            }
            before += pages.len() as u32;
        }
        Ok(parts)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len() + 1
    }

    /// The part (from 1) that holds a page of the documents.
    pub(super) fn of_page(&self, page: u32) -> usize {
        self.starts.partition_point(|start| *start <= page) + 1
    }

    /// The pages of the file that each part holds, from 0; `front` pages of ours stand before `documents`.
    pub(super) fn ranges(&self, front: u32, documents: u32) -> Vec<Range<u32>> {
        let begins = [0].into_iter().chain(self.starts.iter().map(|s| s + front));
        let ends = self.starts.iter().map(|s| s + front).chain([front + documents]);
        begins.zip(ends).map(|(begin, end)| begin..end).collect()
    }
}

/// A document whose pages are weighed.
struct Source<'d> {
    index: usize,
    document: &'d Document,
}

/// A part being filled.
struct Filling {
    limit: usize,
    bytes: usize,
    held: HashSet<(usize, ObjectId)>,
}

impl Filling {
    fn empty(limit: usize) -> Self {
        Self { limit, bytes: 0, held: HashSet::new() }
    }

    /// Takes pages if they have room.
    fn take(&mut self, source: &Source<'_>, pages: &[ObjectId]) -> bool {
        let mut fresh = HashSet::new();
        let mut bytes = pages.len() * PAGE;
        let mut open: Vec<ObjectId> = pages.to_vec();
        while let Some(id) = open.pop() {
            if self.held.contains(&(source.index, id)) || !fresh.insert((source.index, id)) {
                continue;
            }
            let Ok(object) = source.document.get_object(id) else { continue };
            bytes += OBJECT + weigh(object, &mut open);
        }
        let fits = self.bytes + bytes <= self.limit;
        if fits {
            self.bytes += bytes;
            self.held.extend(fresh);
        }
        fits
    }

    /// Takes pages one by one, a new part where one has no room; gives those that begin a part.
    fn take_pages(
        &mut self,
        source: &Source<'_>,
        pages: &[ObjectId],
    ) -> Result<impl Iterator<Item = u32> + use<>> {
        let mut starts = Vec::new();
        for (page, number) in pages.iter().zip(0u32..) {
            let page = std::slice::from_ref(page);
            if self.take(source, page) {
                continue;
            }
            *self = Self::empty(self.limit);
            starts.push(number);
            if !self.take(source, page) {
                return Err(too_small());
            }
        }
        Ok(starts.into_iter())
    }
}

/// The bytes of an object, nearly. What it refers to is still open, but for the page tree above it.
fn weigh(object: &Object, open: &mut Vec<ObjectId>) -> usize {
    let mut bytes = 0;
    let mut inner = vec![object];
    while let Some(object) = inner.pop() {
        bytes += 8;
        match object {
            Object::Reference(id) => open.push(*id),
            Object::Array(items) => inner.extend(items),
            Object::Dictionary(entries) => {
                inner.extend(entries.iter().filter(|(key, _)| *key != b"Parent").map(|(_, value)| value));
            }
            Object::Stream(stream) => {
                bytes += stream.content.len();
                inner.extend(stream.dict.iter().map(|(_, value)| value));
            }
            Object::String(text, _) => bytes += text.len(),
            _ => {}
        }
    }
    bytes
}

fn too_small() -> Error {
    let what = "a single page is larger than a part of the pack may be";
    Error::usage(Place::file("case.toml"), what, "give [output] max_mb a larger number, or 0")
}
