//! What is made for one page, before it belongs to the document: pages are burned beside each other, and
//! their objects get their numbers when the pages are put together in order, whatever page was first.
//!
//! Until then an object is numbered from one past the document's last. Nothing made for one page is ever
//! named by another.

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Objects made beside a document that others read.
pub(super) struct Fresh<'d> {
    pub(super) document: &'d Document,
    made: Made,
}

/// Objects with the numbers that they have among themselves.
#[derive(Default)]
pub(super) struct Made {
    /// The number of the first.
    first: u32,
    objects: Vec<Object>,
}

impl<'d> Fresh<'d> {
    pub(super) fn beside(document: &'d Document) -> Self {
        Self { document, made: Made { first: document.max_id.saturating_add(1), objects: Vec::new() } }
    }

    /// Keeps an object; gives the number by which others made for this page name it.
    pub(super) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = (self.made.first.saturating_add(self.made.objects.len() as u32), 0);
        self.made.objects.push(object.into());
        id
    }

    pub(super) fn into_made(self) -> Made {
        self.made
    }
}

impl Made {
    /// Puts the objects into the document; `resources`, which name them, name them by their last numbers then.
    pub(super) fn settle(self, document: &mut Document, resources: &mut Dictionary) {
        let shift = document.max_id.saturating_add(1).saturating_sub(self.first);
        if shift > 0 && !self.objects.is_empty() {
            self.renumber(resources, shift);
        }
        let Self { first, objects } = self;
        let only = Self { first, objects: Vec::new() };
        for mut object in objects {
            if shift > 0 {
                only.within(&mut object, shift);
            }
            document.add_object(object);
        }
    }

    fn renumber(&self, dict: &mut Dictionary, shift: u32) {
        dict.iter_mut().for_each(|(_, value)| self.within(value, shift));
    }

    fn within(&self, object: &mut Object, shift: u32) {
        match object {
            Object::Reference((number, _)) if *number >= self.first => *number = number.saturating_add(shift),
            Object::Dictionary(dict) => self.renumber(dict, shift),
            Object::Stream(stream) => self.renumber(&mut stream.dict, shift),
            Object::Array(items) => items.iter_mut().for_each(|item| self.within(item, shift)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use lopdf::{Document, Object, Stream, dictionary};

    use super::Fresh;

    /// Two pages burned beside each other: each names its own copies when they are put together.
    #[test]
    fn what_is_made_for_two_pages_at_once_keeps_apart() {
        let mut document = Document::new();
        let old = document.add_object(dictionary! { "Old" => true });
        let pages: Vec<_> = [b"one", b"two"]
            .map(|content| {
                let mut fresh = Fresh::beside(&document);
                let inner = fresh.add(Stream::new(dictionary! {}, content.to_vec()));
                let names = dictionary! { "In" => vec![Object::Reference(inner), Object::Reference(old)] };
                let outer = fresh.add(Stream::new(names, Vec::new()));
                (dictionary! { "XObject" => dictionary! { "B0" => outer, "Old" => old } }, fresh.into_made())
            })
            .into();
        for (mut resources, made) in pages {
            let want = if document.max_id == 1 { b"one" } else { b"two" };
            made.settle(&mut document, &mut resources);
            let names = resources.get(b"XObject").and_then(Object::as_dict).expect("names");
            assert_eq!(names.get(b"Old").and_then(Object::as_reference).ok(), Some(old));
            let outer = names.get(b"B0").and_then(Object::as_reference).expect("a copy");
            let outer = document.get_object(outer).and_then(Object::as_stream).expect("a stream");
            let within = outer.dict.get(b"In").and_then(Object::as_array).expect("its own names");
            let inner = within[0].as_reference().expect("a copy");
            assert_eq!(within[1].as_reference().ok(), Some(old));
            let inner = document.get_object(inner).and_then(Object::as_stream).expect("a stream");
            assert_eq!(inner.content, want);
        }
        assert_eq!(document.max_id, 5);
    }
}
