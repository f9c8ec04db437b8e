//! What the pictures of a document show, looked at once: whether one can be decoded, and where it is blank.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use lopdf::{Document, Object, ObjectId};

use crate::geom::Quad;
use crate::pdf::image::{Samples, recode};

/// What is known of a document's pictures so far, by all threads.
#[derive(Default)]
pub(super) struct Known {
    shown: Mutex<HashMap<ObjectId, bool>>,
}

/// Pictures of one page whose samples are looked at; those of a scan take much room.
const MOST: usize = 4;

/// Looks at the pictures of a document.
pub(super) struct Looks<'d> {
    document: &'d Document,
    known: &'d Known,
    samples: Vec<(ObjectId, Option<Samples>)>,
}

impl<'d> Looks<'d> {
    /// For one page.
    pub(super) fn new(document: &'d Document, known: &'d Known) -> Self {
        Self { document, known, samples: Vec::new() }
    }

    /// Whether an image can be decoded, so that it certainly hides what is below it.
    pub(super) fn show(&mut self, image: ObjectId) -> bool {
        let known = || self.known.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known().get(&image).copied();
        before.unwrap_or_else(|| {
            let stream = self.document.get_object(image).and_then(Object::as_stream);
            let decodes = stream.is_ok_and(|stream| recode(self.document, stream).is_ok());
            known().insert(image, decodes);
            decodes
        })
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
