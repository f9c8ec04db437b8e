//! Copies of resource dictionaries with entries of ours (ISO 32000-2, 7.8.3).

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Entries to add to a content stream's resources.
#[derive(Debug, Default)]
pub(super) struct Additions {
    entries: Vec<(&'static str, Vec<u8>, Object)>,
}

impl Additions {
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// A name for `object` in `category` that `present` does not have yet.
    pub(super) fn name(&mut self, present: &Dictionary, category: &'static str, object: Object) -> Vec<u8> {
        let known = self.entries.iter().find(|(c, _, o)| *c == category && *o == object);
        if let Some((_, name, _)) = known {
            return name.clone();
        }
        let taken = present.get(category.as_bytes()).and_then(Object::as_dict).ok();
        let mut number = self.entries.len();
        let name = loop {
            let name = format!("B{number}").into_bytes();
            let used = taken.is_some_and(|d| d.has(&name)) || self.entries.iter().any(|e| e.1 == name);
            if !used {
                break name;
            }
            number += 1;
        };
        self.entries.push((category, name.clone(), object));
        name
    }

    /// `present` with the entries added.
    pub(super) fn add_to(self, mut present: Dictionary) -> Dictionary {
        for (category, name, object) in self.entries {
            let mut within =
                present.get(category.as_bytes()).and_then(Object::as_dict).cloned().unwrap_or_default();
            within.set(name, object);
            present.set(category, within);
        }
        present
    }
}

/// The `Resources` of a page or stream with every category in place, or `None` when it has none.
pub(super) fn of(document: &Document, object: ObjectId) -> Option<Dictionary> {
    let dict = match document.get_object(object).ok()? {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &stream.dict,
        _ => return None,
    };
    let resources = document.dereference(dict.get(b"Resources").ok()?).ok()?.1.as_dict().ok()?;
    let mut out = Dictionary::new();
    for (category, value) in resources {
        let value = document.dereference(value).map_or(value, |(_, value)| value);
        out.set(category.clone(), value.clone());
    }
    Some(out)
}
