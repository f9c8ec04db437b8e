//! What the pictures of a document show, looked at once: whether one can be decoded, and where it is blank.

use std::collections::HashMap;

use lopdf::{Document, Object, ObjectId};

use crate::geom::Quad;
use crate::pdf::image::{Samples, recode};

/// What is known of pictures so far.
#[derive(Default)]
pub(super) struct Known {
    shown: HashMap<ObjectId, bool>,
}

/// Pictures of one page whose samples are looked at; those of a scan take much room.
const MOST: usize = 4;

/// Looks at the pictures of a document.
pub(super) struct Looks<'d> {
    document: &'d Document,
    known: &'d mut Known,
    samples: Vec<(ObjectId, Option<Samples>)>,
}

impl<'d> Looks<'d> {
    /// For one page.
    pub(super) fn new(document: &'d Document, known: &'d mut Known) -> Self {
        Self { document, known, samples: Vec::new() }
    }

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
        let known = self.samples.iter().any(|(known, _)| *known == image);
        if !known && self.samples.len() < MOST {
            let stream = self.document.get_object(image).and_then(Object::as_stream).ok();
            let samples = stream.and_then(|stream| Samples::read(self.document, stream).ok());
            self.samples.push((image, samples));
        }
        let samples = self.samples.iter().find(|(known, _)| *known == image);
        samples.and_then(|(_, samples)| samples.as_ref()).is_some_and(|samples| samples.are_alike(part))
    }
}
