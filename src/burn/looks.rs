//! What the pictures of a document show, looked at once: whether one can be decoded, and where it is blank.

use std::collections::HashMap;

use lopdf::{Document, Object, ObjectId};

use crate::geom::Quad;
use crate::pdf::image::{Samples, recode};

/// What is known of pictures so far.
#[derive(Default)]
pub(super) struct Known {
    shown: HashMap<ObjectId, bool>,
    /// The samples of one picture only: those of a page of a scan take much room.
    samples: Option<(ObjectId, Option<Samples>)>,
}

/// Looks at the pictures of a document.
pub(super) struct Looks<'d> {
    pub(super) document: &'d Document,
    pub(super) known: &'d mut Known,
}

impl Looks<'_> {
    /// Whether an image can be decoded, so that it certainly hides what is below it.
    pub(super) fn show(&mut self, image: ObjectId) -> bool {
        let document = self.document;
        let decodes = || {
            let stream = document.get_object(image).and_then(Object::as_stream);
            stream.is_ok_and(|stream| recode(document, stream).is_ok())
        };
        *self.known.shown.entry(image).or_insert_with(decodes)
    }

    /// Whether an image is of one colour in a part of its unit square.
    pub(super) fn are_blank(&mut self, image: ObjectId, part: &Quad) -> bool {
        if self.known.samples.as_ref().is_none_or(|(known, _)| *known != image) {
            let stream = self.document.get_object(image).and_then(Object::as_stream).ok();
            let samples = stream.and_then(|stream| Samples::read(self.document, stream).ok());
            self.known.samples = Some((image, samples));
        }
        let samples = self.known.samples.as_ref().and_then(|(_, samples)| samples.as_ref());
        samples.is_some_and(|samples| samples.are_alike(part))
    }
}
