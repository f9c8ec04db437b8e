//! One structure tree over the pack (ISO 32000-2, 14.7), so that a screen reader finds all of it.
//!
//! Our own pages bring their headings, paragraphs, lists and tables; each document is a section with
//! what `reading` made of its pages.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::error::Result;
use crate::pdf::typeset::{Tag, write_struct_elements};

/// Writes the structure tree and returns its root. `front` are the pages of ours with their structure,
/// `sections` the pages of each document with theirs.
///
/// # Errors
/// When a page is not a dictionary of the document.
pub(super) fn structure(
    document: &mut Document,
    (front, tags): (&[ObjectId], &[Tag]),
    sections: &[(&[ObjectId], &[Tag])],
) -> Result<ObjectId> {
    let (root, top) = (document.new_object_id(), document.new_object_id());
    let elements = write_struct_elements(document, tags, front, top, 0)?;
    let (mut kids, mut nums) = (elements.kids, elements.nums);
    for (pages, tags) in sections {
        let section = document.new_object_id();
        let elements = write_struct_elements(document, tags, pages, section, nums.len() as i64)?;
        document.objects.insert(section, element("Sect", top, elements.kids).into());
        kids.push(section.into());
        nums.extend(elements.nums);
    }
    let next = nums.len() as i64;
    let nums: Vec<Object> = nums.into_iter().flat_map(|(key, array)| [Object::Integer(key), array]).collect();
    let parents = document.add_object(dictionary! { "Nums" => nums });
    document.objects.insert(top, element("Document", root, kids).into());
    let tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => top, "ParentTree" => parents, "ParentTreeNextKey" => next,
    };
    document.objects.insert(root, tree.into());
    Ok(root)
}

fn element(role: &str, parent: ObjectId, kids: Vec<Object>) -> Dictionary {
    let role = Object::Name(role.as_bytes().to_vec());
    dictionary! { "Type" => "StructElem", "S" => role, "P" => parent, "K" => kids }
}
