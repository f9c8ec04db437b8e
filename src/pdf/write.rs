//! Saving our object model: the same document gives the same bytes.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Dictionary, Document, Object, SaveOptions, Stream};

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

/// The same in haste, for a reader of ours: nothing is packed, the document stays as it is.
///
/// # Errors
/// As [`to_bytes`] has it.
pub fn to_plain_bytes(document: &mut Document) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    document
        .save_with_options(&mut bytes, SaveOptions { use_xref_streams: true, ..SaveOptions::default() })
        .map_err(|_| Error::problem(Place::default(), "the document could not be written", ""))?;
    Ok(bytes)
}

/// One page (from 1) of a document of ours as a document by itself.
///
/// # Errors
/// Exit 3 when the page is not there.
pub fn only_page(bytes: &[u8], page: u32) -> Result<Vec<u8>> {
    let lost = || Error::unchecked(Place::default().page(page), "the page is not in the file", "");
    let mut document = Document::load_mem(bytes).map_err(|_| lost())?;
    let own = *document.get_pages().get(&page).ok_or_else(lost)?;
    let root = document.catalog().and_then(|c| c.get(b"Pages")).and_then(Object::as_reference);
    let root = root.map_err(|_| lost())?;
    let tree = document.get_dictionary_mut(root).map_err(|_| lost())?;
    tree.set("Kids", vec![Object::Reference(own)]);
    tree.set("Count", 1);
    document.get_dictionary_mut(own).map_err(|_| lost())?.set("Parent", root);
    document.prune_objects();
    to_bytes(&mut document)
}

/// A stream holding `content` under `FlateDecode`, or as it is where that is shorter.
pub fn deflated(mut dict: Dictionary, content: Vec<u8>) -> Stream {
    match packed(&content) {
        Some(mut packed) => {
            // it stays until the file is written
            packed.shrink_to_fit();
            dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            Stream::new(dict, packed).with_compression(false)
        }
        _ => Stream::new(dict, content).with_compression(false),
    }
}

thread_local! {
    /// What packs, with its memory: made anew for each page, that costs more than a short page itself.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(4), true));
}

/// Bytes packed; none where that saves nothing.
fn packed(content: &[u8]) -> Option<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        let mut packed = Vec::with_capacity(content.len());
        let done = packer.compress_vec(content, &mut packed, FlushCompress::Finish);
        (matches!(done, Ok(Status::StreamEnd)) && packed.len() < content.len()).then_some(packed)
    })
}
