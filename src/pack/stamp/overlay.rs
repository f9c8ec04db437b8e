//! Something of ours drawn over a page that is there: its own content between what stands before and after.
//!
//! Refused: a page whose resources cannot be resolved, or that has a font of the same name already.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::unstamped;
use crate::error::Result;

/// Draws `operations` over a page. `before` opens what `operations` close; `fonts` are added to the page's
/// resources under their names.
///
/// # Errors
/// Exit 3 when the page cannot be drawn on.
pub(in crate::pack) fn overlay(
    document: &mut Document,
    page: ObjectId,
    before: Stream,
    operations: Vec<Operation>,
    fonts: &[(&[u8], ObjectId)],
) -> Result<()> {
    let content = Content { operations }.encode().map_err(|_| unstamped())?;
    let mut stream = Stream::new(Dictionary::new(), [b"\n".to_vec(), content].concat());
    stream.compress().map_err(|_| unstamped())?;
    let resources = resources_with(document, page, fonts)?;
    let (after, before) = (document.add_object(stream), document.add_object(before));
    let page = document.get_dictionary_mut(page).map_err(|_| unstamped())?;
    let own = page.remove(b"Contents");
    page.set("Contents", [vec![before.into()], as_list(own), vec![after.into()]].concat());
    page.set("Resources", resources);
    Ok(())
}

/// The page's resources with more fonts, as a dictionary of its own.
fn resources_with(document: &Document, page: ObjectId, more: &[(&[u8], ObjectId)]) -> Result<Dictionary> {
    let page = document.get_dictionary(page).map_err(|_| unstamped())?;
    let resolved = |d: &Dictionary, key: &[u8]| match d.get_deref(key, document) {
        Ok(Object::Dictionary(found)) => Ok(found.clone()),
        Ok(_) => Err(unstamped()),
        Err(_) if d.has(key) => Err(unstamped()),
        Err(_) => Ok(Dictionary::new()),
    };
    let mut resources = resolved(page, b"Resources")?;
    let mut fonts = resolved(&resources, b"Font")?;
    if more.iter().any(|(name, _)| fonts.has(name)) {
        return Err(unstamped());
    }
    for (name, id) in more {
        fonts.set(*name, *id);
    }
    resources.set("Font", fonts);
    Ok(resources)
}

fn as_list(contents: Option<Object>) -> Vec<Object> {
    match contents {
        Some(Object::Array(parts)) => parts,
        Some(one) => vec![one],
        None => vec![],
    }
}
