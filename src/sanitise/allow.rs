//! The allow-list: what a sanitised document may hold, asserted object by object from the trailer.
//!
//! Every dictionary is reached in a role; a role names its keys and the role of each value. Anything
//! else is an error. Strings occur in two places only, both short and of ours.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::table::Role::{Data, Function, Label, Word};
use super::table::{Keys, Role, STREAM, keys};
use crate::diag::Place;
use crate::error::{Error, Result};

/// Asserts the allow-list from the catalog down.
pub(super) fn check(document: &Document) -> Result<()> {
    let mut walk = Walk { seen: HashSet::new(), queue: Vec::new(), at: 0 };
    let root = document.trailer.get(b"Root").map_err(|_| not_allowed(0, "the document has no catalog"))?;
    walk.value(root, Role::Catalog)?;
    while let Some((id, role)) = walk.queue.pop() {
        walk.at = id.0;
        let object = document.get_object(id).map_err(|_| not_allowed(id.0, "an object is missing"))?;
        walk.value(object, role)?;
    }
    Ok(())
}

struct Walk {
    seen: HashSet<(ObjectId, Role)>,
    queue: Vec<(ObjectId, Role)>,
    at: u32,
}

impl Walk {
    fn value(&mut self, value: &Object, role: Role) -> Result<()> {
        match value {
            Object::Reference(id) => {
                if role != Role::Parent && self.seen.insert((*id, role)) {
                    self.queue.push((*id, role));
                }
                Ok(())
            }
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) => Ok(()),
            Object::Array(items) => items.iter().try_for_each(|item| self.value(item, role)),
            Object::Name(name) => self.name(name, role),
            Object::String(bytes, _) => self.string(bytes, role),
            Object::Dictionary(dict) => self.dictionary(dict, role),
            Object::Stream(stream) => self.stream(&stream.dict, role),
        }
    }

    fn name(&self, name: &[u8], role: Role) -> Result<()> {
        let named = matches!(
            role,
            Word | Data
                | Function
                | Role::ColorSpace
                | Role::Encoding
                | Role::Map
                | Role::SoftMask
                | Role::Font
        );
        let plain = name.len() <= 64 && name.iter().all(|b| (b' '..=b'~').contains(b));
        if named && plain {
            Ok(())
        } else {
            Err(not_allowed(self.at, &format!("a name stands where none is allowed ({role:?})")))
        }
    }

    fn string(&self, bytes: &[u8], role: Role) -> Result<()> {
        // the look-up table of an Indexed colour space is bytes
        let allowed = (role == Label && bytes.len() <= 64 && bytes.is_ascii()) || role == Role::ColorSpace;
        if allowed {
            Ok(())
        } else {
            Err(not_allowed(self.at, &format!("a string stands where none is allowed ({role:?})")))
        }
    }

    fn dictionary(&mut self, dict: &Dictionary, role: Role) -> Result<()> {
        if let Role::Entries(of) = role {
            return dict.iter().try_for_each(|(_, value)| self.value(value, *of));
        }
        self.entries(dict, role, &[])
    }

    fn stream(&mut self, dict: &Dictionary, role: Role) -> Result<()> {
        let allowed = matches!(
            role,
            Role::Content
                | Role::XObject
                | Role::Pattern
                | Role::Shading
                | Function
                | Role::ColorSpace
                | Role::Encoding
                | Role::Map
                | Data
        );
        if !allowed {
            return Err(not_allowed(self.at, &format!("a stream stands where none is allowed ({role:?})")));
        }
        self.entries(dict, role, STREAM)
    }

    fn entries(&mut self, dict: &Dictionary, reached: Role, more: Keys) -> Result<()> {
        for (key, value) in dict {
            let known = keys(reached).iter().chain(more).find(|(k, _)| k.as_bytes() == key.as_slice());
            let Some(&(_, role)) = known else {
                let what = format!("a key is not on the list of what may cross ({reached:?})");
                return Err(not_allowed(self.at, &what));
            };
            self.value(value, role)?;
        }
        Ok(())
    }
}

fn not_allowed(object: u32, what: &str) -> Error {
    let hint = "withhold the document in case.toml, and report its kind to the makers of Blackpanel";
    Error::unchecked(Place::default().object(object), what, hint)
}
