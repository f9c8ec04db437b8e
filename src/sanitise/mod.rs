//! From burned pages to pages that hold only what they need to look the same.
//!
//! Removes what burning left unused and asserts the allow-list: a key, object type or operator that
//! is not on it is an error here, never a pass.
//!
//! Documents that go into one file are [`trim`]med onto one [`Shelf`], so that a font program which
//! several of them embed is cut to what all of them show, and written once; [`sanitise`] is for one.

use crate::burn::{BurnCounts, Burned, DrawnPanel, Pictured};
use crate::diag::{Place, Problem};
use crate::error::{Error, Result};
use crate::geom::PageGeometry;
use crate::mutation::{self, Stripper};
use crate::pdf::write::deflated;
use lopdf::{Dictionary, Document, Object};
use shelf::Embedded;
use trim::Frame;

pub use shelf::{CutPrograms, Shelf};

mod allow;
mod encoding;
mod fonts;
mod program;
mod shelf;
mod table;
mod trim;
mod usage;

#[cfg(test)]
mod tests;

/// A document fit for a pack. Only `sanitise` makes one.
#[derive(Debug, Clone)]
pub struct Sanitised {
    /// The document in our object model.
    pub(crate) document: lopdf::Document,
    /// Geometry of each page.
    pub geometry: Vec<PageGeometry>,
    /// The panels as drawn.
    pub panels: Vec<DrawnPanel>,
    /// What burning removed.
    pub counts: BurnCounts,
    /// Objects, names and fonts that were no longer used.
    pub unused: u64,
    /// What was dropped because it could not be burned, named.
    pub dropped: Vec<Problem>,
    /// Pages that burning replaced by their pictures.
    pub pictured: Vec<Pictured>,
}

impl Sanitised {
    /// The document as clear PDF bytes.
    ///
    /// # Errors
    /// When the model cannot be written.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        crate::pdf::write::to_bytes(&mut self.document.clone())
    }
}

/// A document without resources that no content names. Its font programs lie on a shelf. Only [`trim`]
/// makes one.
#[derive(Debug)]
pub struct Trimmed {
    burned: Burned,
    programs: Vec<Embedded>,
    /// Objects there were.
    before: usize,
    unused: u64,
}

/// Sanitises a document that shares nothing with others.
///
/// # Errors
/// As [`trim`] and [`Trimmed::finish`] have it.
pub fn sanitise(burned: Burned) -> Result<Sanitised> {
    let shelf = Shelf::default();
    trim(burned, &shelf)?.finish(&shelf.cut())
}

/// Removes resources that no content names any more, and lays the font programs on the shelf on which
/// those of all documents of the same file lie.
///
/// # Errors
/// When a content stream cannot be read.
pub fn trim(mut burned: Burned, shelf: &Shelf) -> Result<Trimmed> {
    let document = &mut burned.document;
    let before = document.objects.len();
    let (unused, programs) = trim::trim(document, Frame::Strip)?;
    let programs = if mutation::is_off(Stripper::Programs) { Vec::new() } else { programs.embedded() };
    for embedded in &programs {
        if let Some(Object::Stream(program)) = document.objects.remove(&embedded.id) {
            shelf.put(embedded, program);
        }
    }
    Ok(Trimmed { burned, programs, before, unused })
}

/// Cuts the resources and fonts of a file of ours, from which pages were taken, down to what is left. Its
/// catalog, marks and tags stay.
///
/// # Errors
/// When a content stream cannot be read, or a font program cannot be cut.
pub fn recut(document: &mut Document) -> Result<()> {
    for page in document.get_pages().into_values().collect::<Vec<_>>() {
        let content = document.get_page_content(page);
        let stream = document.add_object(deflated(Dictionary::new(), content));
        let page = document.get_dictionary_mut(page).map_err(|_| unsound())?;
        page.set("Contents", Object::Reference(stream));
    }
    let shelf = Shelf::default();
    let programs = trim::trim(document, Frame::Keep)?.1.embedded();
    for embedded in &programs {
        if let Some(Object::Stream(program)) = document.objects.remove(&embedded.id) {
            shelf.put(embedded, program);
        }
    }
    let cut = shelf.cut();
    for embedded in &programs {
        document.objects.insert(embedded.id, Object::Stream(cut.take(embedded)?));
    }
    document.prune_objects();
    document.renumber_objects();
    Ok(())
}

fn unsound() -> Error {
    Error::problem(Place::default(), "a part of the pack is not as it was written", "report this")
}

impl Trimmed {
    /// Takes the cut programs back, removes objects that nothing reaches, numbers the rest anew and
    /// asserts the allow-list.
    ///
    /// # Errors
    /// When a font program cannot be cut, or something is left that the allow-list does not know.
    pub fn finish(self, cut: &CutPrograms) -> Result<Sanitised> {
        let Self { burned, programs, before, mut unused } = self;
        let Burned { mut document, geometry, panels, counts, dropped, pictured } = burned;
        for embedded in &programs {
            document.objects.insert(embedded.id, Object::Stream(cut.take(embedded)?));
        }
        if !mutation::is_off(Stripper::TrailerKeys) {
            document.trailer = trim::only(&document.trailer, &["Root"]);
        }
        if !mutation::is_off(Stripper::Unreachable) {
            document.prune_objects();
        }
        unused += before.saturating_sub(document.objects.len()) as u64;
        document.renumber_objects();
        document.version = "2.0".into();
        if !mutation::any_is_off() {
            allow::check(&document)?;
        }
        Ok(Sanitised { document, geometry, panels, counts, unused, dropped, pictured })
    }
}
