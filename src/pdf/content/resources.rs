//! Looking up named resources (ISO 32000-2, 7.8.3).

use hayro_syntax::object::{Dict, MaybeRef, Object, ObjectIdentifier};
use hayro_syntax::xref::XRef;
use lopdf::ObjectId;

/// The resource dictionary of a content stream.
#[derive(Clone)]
pub(super) struct Resources<'a> {
    dict: Dict<'a>,
    xref: &'a XRef,
}

impl<'a> Resources<'a> {
    pub(super) fn new(dict: Dict<'a>, xref: &'a XRef) -> Self {
        Self { dict, xref }
    }

    /// The resource and the object it lies in, if it is an object of its own.
    pub(super) fn get(&self, category: &str, name: &[u8]) -> Option<(Option<ObjectIdentifier>, Object<'a>)> {
        let within = self.dict.get::<Dict<'a>>(category)?;
        match within.get_raw::<Object<'a>>(name)? {
            MaybeRef::Ref(reference) => {
                let id = reference.into();
                Some((Some(id), self.xref.get::<Object<'a>>(id)?))
            }
            MaybeRef::NotRef(object) => Some((None, object)),
        }
    }

    pub(super) fn with(&self, dict: Option<Dict<'a>>) -> Self {
        dict.map_or_else(|| self.clone(), |dict| Self::new(dict, self.xref))
    }
}

/// The same object in the other model.
pub(super) fn object_id(id: ObjectIdentifier) -> ObjectId {
    (u32::try_from(id.obj_number).unwrap_or(0), u16::try_from(id.gen_number).unwrap_or(0))
}
