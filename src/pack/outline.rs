//! Bookmarks of ours (ISO 32000-2, 12.3.3): letter, schedule, key, and each document by its number.
//!
//! The titles were redacted by the caller; a source's own bookmarks never come here.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

/// Writes one level of bookmarks, each a title and its page, and returns the outline dictionary.
pub(super) fn outline(document: &mut Document, marks: &[(String, ObjectId)]) -> Option<ObjectId> {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = marks.iter().map(|_| document.new_object_id()).collect();
    let (first, last) = (*ids.first()?, *ids.last()?);
    for (index, (title, page)) in marks.iter().enumerate() {
        let target = vec![Object::Reference(*page), Object::Name(b"Fit".to_vec())];
        let mut item = dictionary! {
            "Title" => lopdf::text_string(title), "Parent" => root, "Dest" => target,
        };
        link(&mut item, "Prev", index.checked_sub(1).and_then(|i| ids.get(i)));
        link(&mut item, "Next", ids.get(index + 1));
        if let Some(id) = ids.get(index) {
            document.objects.insert(*id, item.into());
        }
    }
    let count = ids.len() as i64;
    let dictionary = dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count };
    document.objects.insert(root, dictionary.into());
    Some(root)
}

fn link(item: &mut Dictionary, key: &str, to: Option<&ObjectId>) {
    if let Some(id) = to {
        item.set(key, *id);
    }
}
