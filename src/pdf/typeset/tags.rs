//! The structure tree of tagged pages (ISO 32000-2, 14.7): elements, parent tree, reading order.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::diag::Place;
use crate::error::{Error, Result};

use super::mark::{Tag, TaggedContent};

/// A heading and where it stands, for bookmarks.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Level, 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Page of the typeset document, from 0.
    pub page: usize,
    /// Its top in user space.
    pub y: f64,
}

/// The structure elements of one part of a document, written into it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StructElements {
    /// References for the `K` of the element above.
    pub kids: Vec<Object>,
    /// For the parent tree's `Nums`: key and array of each page with content, in order of key
    /// (ISO 32000-2, 14.7.5.4).
    pub nums: Vec<(i64, Object)>,
}

/// Writes the elements of `tags` below `parent` and sets `StructParents` of the pages that hold
/// their content. `pages` are the objects of the typeset's pages in `document`; `first_key` is the
/// next free key of the parent tree.
///
/// # Errors
/// When a page of `pages` is not a dictionary of the document.
pub fn write_struct_elements(
    document: &mut Document,
    tags: &[Tag],
    pages: &[ObjectId],
    parent: ObjectId,
    first_key: i64,
) -> Result<StructElements> {
    let (mut written, mut parents) = (StructElements::default(), BTreeMap::new());
    for tag in tags {
        let id = write_element(document, tag, pages, parent, &mut parents);
        written.kids.push(id.into());
    }
    for (index, page) in pages.iter().enumerate() {
        let own = parents.range((index, 0)..=(index, u32::MAX));
        let array: Vec<Object> = own.map(|(_, id)| Object::Reference(*id)).collect();
        if array.is_empty() {
            continue;
        }
        let key = first_key + written.nums.len() as i64;
        let dictionary = document.get_dictionary_mut(*page).map_err(|_| lost())?;
        dictionary.set("StructParents", key);
        dictionary.set("Tabs", Object::Name(b"S".to_vec()));
        written.nums.push((key, Object::Array(array)));
    }
    Ok(written)
}

/// Gives a document of ours a structure tree, its language and a title that readers show.
pub(super) fn tag_document(document: &mut Document, tags: &[Tag], title: &str, language: &str) -> Result<()> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let root = document.new_object_id();
    let element = document.new_object_id();
    let StructElements { kids, nums } = write_struct_elements(document, tags, &pages, element, 0)?;
    document.objects.insert(element, element_dictionary("Document", root, Some(Object::Array(kids))).into());
    let next = nums.len() as i64;
    let nums: Vec<Object> = nums.into_iter().flat_map(|(key, array)| [Object::Integer(key), array]).collect();
    let parent_tree = document.add_object(dictionary! { "Nums" => nums });
    let tree = dictionary! {
        "Type" => "StructTreeRoot", "K" => element, "ParentTree" => parent_tree, "ParentTreeNextKey" => next,
    };
    document.objects.insert(root, tree.into());
    let info = document.add_object(dictionary! { "Title" => lopdf::text_string(title) });
    document.trailer.set("Info", info);
    let catalog = document.catalog_mut().map_err(|_| lost())?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Lang", lopdf::text_string(language));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(())
}

fn write_element(
    document: &mut Document,
    tag: &Tag,
    pages: &[ObjectId],
    parent: ObjectId,
    parents: &mut BTreeMap<(usize, u32), ObjectId>,
) -> ObjectId {
    let id = document.new_object_id();
    let own = Own::of(tag, pages);
    let mut kids = Vec::new();
    own.add(&tag.content, id, parents, &mut kids);
    for kid in &tag.kids {
        if is_plain(kid) {
            own.add(&kid.content, id, parents, &mut kids);
        } else {
            kids.push(write_element(document, kid, pages, id, parents).into());
        }
    }
    let kids = (!kids.is_empty()).then_some(Object::Array(kids));
    let mut element = element_dictionary(tag.role, parent, kids);
    if let Some(page) = own.page {
        element.set("Pg", page);
    }
    if let Some(alt) = &tag.alt {
        element.set("Alt", lopdf::text_string(alt));
    }
    document.objects.insert(id, element.into());
    id
}

/// Whether an element says nothing of its own of its words: they hang in the one above, between whatever else is
/// there. A pack of thousands of pages has hundreds of thousands of these.
fn is_plain(tag: &Tag) -> bool {
    tag.role == "Span" && tag.alt.is_none() && tag.kids.is_empty()
}

/// Where the content lies that an element holds itself.
struct Own<'p> {
    pages: &'p [ObjectId],
    /// The page of all of it: then its identifiers are enough (ISO 32000-2, 14.7.5.2).
    page: Option<ObjectId>,
}

impl<'p> Own<'p> {
    fn of(tag: &Tag, pages: &'p [ObjectId]) -> Self {
        let plain = tag.kids.iter().filter(|kid| is_plain(kid)).flat_map(|kid| &kid.content);
        let mut all = tag.content.iter().chain(plain).map(|content| content.page);
        let first = all.next().filter(|first| all.all(|page| page == *first));
        Self { pages, page: first.and_then(|page| pages.get(page)).copied() }
    }

    /// Adds content to the kids of the element `id`.
    fn add(
        &self,
        content: &[TaggedContent],
        id: ObjectId,
        parents: &mut BTreeMap<(usize, u32), ObjectId>,
        kids: &mut Vec<Object>,
    ) {
        for content in content {
            let Some(page) = self.pages.get(content.page) else { continue };
            parents.insert((content.page, content.mcid), id);
            let mcid = i64::from(content.mcid);
            kids.push(match self.page {
                Some(_) => Object::Integer(mcid),
                None => dictionary! { "Type" => "MCR", "Pg" => *page, "MCID" => mcid }.into(),
            });
        }
    }
}

fn element_dictionary(role: &str, parent: ObjectId, kids: Option<Object>) -> Dictionary {
    let mut dictionary =
        dictionary! { "Type" => "StructElem", "S" => Object::Name(role.as_bytes().to_vec()), "P" => parent };
    if let Some(kids) = kids {
        dictionary.set("K", kids);
    }
    if role == "TH" {
        dictionary.set("A", dictionary! { "O" => "Table", "Scope" => "Column" });
    }
    dictionary
}

fn lost() -> Error {
    Error::problem(Place::default(), "the pages could not be tagged", "")
}
