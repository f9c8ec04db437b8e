//! One structure tree over the pack (ISO 32000-2, 14.7), so that a screen reader finds all of it.
//!
//! Our own pages bring their headings, paragraphs, lists and tables. Each document is a section; what
//! stands on one of its pages is one paragraph, in the order in which it is drawn: a page without any
//! structure element would not be read at all in a tagged file.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::pdf::typeset::{Tag, write_struct_elements};

/// The marked-content identifier of all content of a document's page; `stamp` writes it.
pub(super) const WHOLE_PAGE: i64 = 0;

/// Writes the structure tree and returns its root. `front` are the pages of ours, `tags` their structure.
///
/// # Errors
/// When a page is not a dictionary of the document.
pub(super) fn structure(
    document: &mut Document,
    (front, tags): (&[ObjectId], &[Tag]),
    sections: &[&[ObjectId]],
) -> Result<ObjectId> {
    let (root, top) = (document.new_object_id(), document.new_object_id());
    let elements = write_struct_elements(document, tags, front, top, 0)?;
    let mut kids = elements.kids;
    let mut nums: Vec<Object> =
        elements.nums.into_iter().flat_map(|(k, array)| [Object::Integer(k), array]).collect();
    for pages in sections {
        kids.push(write_section(document, pages, top, &mut nums)?.into());
    }
    let next = nums.len() as i64 / 2;
    let parents = document.add_object(dictionary! { "Nums" => nums });
    document.objects.insert(top, element("Document", root, kids).into());
    let tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => top, "ParentTree" => parents, "ParentTreeNextKey" => next,
    };
    document.objects.insert(root, tree.into());
    Ok(root)
}

fn write_section(
    document: &mut Document,
    pages: &[ObjectId],
    top: ObjectId,
    nums: &mut Vec<Object>,
) -> Result<ObjectId> {
    let id = document.new_object_id();
    let mut kids = Vec::new();
    for page in pages {
        let content = dictionary! { "Type" => "MCR", "Pg" => *page, "MCID" => WHOLE_PAGE };
        let paragraph = document.add_object(element("P", id, vec![content.into()]));
        let key = nums.len() as i64 / 2;
        let dictionary = document.get_dictionary_mut(*page).map_err(|_| lost())?;
        dictionary.set("StructParents", key);
        nums.extend([Object::Integer(key), vec![paragraph.into()].into()]);
        kids.push(paragraph.into());
    }
    document.objects.insert(id, element("Sect", top, kids).into());
    Ok(id)
}

fn element(role: &str, parent: ObjectId, kids: Vec<Object>) -> Dictionary {
    let role = Object::Name(role.as_bytes().to_vec());
    dictionary! { "Type" => "StructElem", "S" => role, "P" => parent, "K" => kids }
}

fn lost() -> Error {
    Error::unchecked(Place::default(), "a page of the pack could not be tagged", "report this")
}
