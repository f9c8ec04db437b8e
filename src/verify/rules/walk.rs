//! Walks every dictionary of a file, however deep it lies in an object.

use crate::verify::reader::{Dict, Document, Indirect, Object};

/// Calls `see` with each object's number and each of its dictionaries, the encryption dictionary
/// and cross-reference streams left out.
pub(crate) fn dictionaries<'d>(document: &'d Document<'_>, mut see: impl FnMut(u32, &'d Dict)) {
    for object in &document.objects {
        if !is_plumbing(document, object) {
            inner(&object.value, &mut |dict| see(object.number, dict));
        }
    }
}

/// Whether an object holds only the file's own bookkeeping.
pub(crate) fn is_plumbing(document: &Document<'_>, object: &Indirect) -> bool {
    let encryption = document.encrypt_object == Some(object.number);
    encryption || crate::verify::reader::document::is_xref(object)
}

fn inner<'d>(object: &'d Object, see: &mut impl FnMut(&'d Dict)) {
    match object {
        Object::Dict(dict) => {
            see(dict);
            dict.0.iter().for_each(|(_, value)| inner(value, see));
        }
        Object::Array(items) => items.iter().for_each(|item| inner(item, see)),
        _ => {}
    }
}
