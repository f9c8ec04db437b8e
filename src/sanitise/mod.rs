//! From burned pages to pages that hold only what they need to look the same.
//!
//! Removes what burning left unused and asserts the allow-list: a key, object type or operator that
//! is not on it is an error here, never a pass.

use crate::burn::{BurnCounts, DrawnPanel};
use crate::diag::Problem;
use crate::geom::PageGeometry;

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
}
