//! From burned pages to pages that hold only what they need to look the same.
//!
//! Removes what burning left unused and asserts the allow-list: a key, object type or operator that
//! is not on it is an error here, never a pass.

use crate::burn::{BurnCounts, Burned, DrawnPanel, Pictured};
use crate::diag::Problem;
use crate::error::Result;
use crate::geom::PageGeometry;
use crate::mutation::{self, Stripper};

mod allow;
mod encoding;
mod fonts;
mod program;
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

/// Removes resources that no content names any more, and objects that nothing reaches; numbers the
/// rest anew and asserts the allow-list.
///
/// # Errors
/// When something is left that the allow-list does not know, or a content stream cannot be read.
pub fn sanitise(burned: Burned) -> Result<Sanitised> {
    let Burned { mut document, geometry, panels, counts, dropped, pictured } = burned;
    let before = document.objects.len();
    let mut unused = trim::trim(&mut document)?;
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
