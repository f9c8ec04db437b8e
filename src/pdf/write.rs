//! Saving our object model: the same document gives the same bytes.

use lopdf::Document;

use crate::diag::Place;
use crate::error::{Error, Result};

/// The document as clear PDF bytes: objects in order of number, object streams, no `/ID`, no dates.
///
/// # Errors
/// When the model cannot be written; the message names no content.
pub fn to_bytes(document: &mut Document) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    document
        .save_modern(&mut bytes)
        .map_err(|_| Error::problem(Place::default(), "the document could not be written", ""))?;
    Ok(bytes)
}
