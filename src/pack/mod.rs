//! From sanitised documents to one pack: letter, schedule, redaction key, documents, stamps, bookmarks.
//!
//! Everything written here is written by us from data that was already redacted: titles go through
//! the same finder as pages, and a blank fact of the body is an error, never invented text.

use crate::geom::{PageGeometry, Rect};

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
    /// For each disclosed document the first page of the pack it stands on (from 1) and how many.
    pub spans: Vec<(u32, u32)>,
}
