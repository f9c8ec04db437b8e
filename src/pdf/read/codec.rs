//! Pictures in a coding of their own (ISO 32000-2, 7.4.6 to 7.4.9): all are decoded once, here.
//!
//! The decoders of JBIG2 and JPX are large and read a stranger's bytes, so they run under the worker's
//! limits of time and memory; what is handed on is Group 4, Flate or DCT. Faxes and JPEGs are decoded
//! too: bytes that belong to no sample could hold anything. A picture that does not decode is left out
//! and counted; so is one whose mask does not, for the mask may have hidden something.

use std::collections::BTreeSet;

use lopdf::{Object as Made, ObjectId, Stream as MadeStream};
use rayon::prelude::*;

use super::rebuild::{Rebuild, name, number_array};
use crate::pdf::image;

const CODINGS: [&[u8]; 4] = [b"JBIG2Decode", b"JPXDecode", b"CCITTFaxDecode", b"DCTDecode"];
const UNREADABLE: &str = "picture that cannot be decoded";

impl Rebuild<'_> {
    /// Puts every picture of these codings into one that later stages may read.
    pub fn recode(&mut self) {
        let foreign: Vec<ObjectId> = self.pictures(|s| {
            s.dict.get(b"Filter").and_then(Made::as_name).is_ok_and(|filter| CODINGS.contains(&filter))
        });
        let document = &self.out;
        let recoded: Vec<_> = foreign
            .into_par_iter()
            .map(|id| {
                let stream = document.get_object(id).and_then(Made::as_stream);
                (id, stream.ok().and_then(|s| image::recode(document, s).ok()))
            })
            .collect();
        let mut lost: BTreeSet<ObjectId> = self.unclear().into_iter().collect();
        for (id, made) in recoded {
            match made {
                Some(painted) => self.replace(id, painted),
                None => {
                    lost.insert(id);
                }
            }
        }
        self.leave_out(lost);
        self.trim_palettes();
    }

    /// Colours that no sample names go from the tables of pictures.
    fn trim_palettes(&mut self) {
        let indexed = self.pictures(|s| !s.dict.has(b"Filter") && s.dict.has(b"ColorSpace"));
        for id in indexed {
            let Ok(Made::Stream(picture)) = self.out.get_object(id) else { continue };
            let Some(space) = image::used_palette(&self.out, picture) else { continue };
            if let Ok(Made::Stream(picture)) = self.out.get_object_mut(id) {
                picture.dict.set("ColorSpace", space);
            }
        }
    }

    /// Raw samples whose description makes no sense: no two viewers would draw the same.
    fn unclear(&self) -> Vec<ObjectId> {
        let raw = |s: &MadeStream| {
            s.dict.get(b"Subtype").and_then(Made::as_name).is_ok_and(|n| n == b"Image")
                && !s.dict.has(b"Filter")
        };
        self.pictures(|s| raw(s) && !image::is_clear(&self.out, s))
    }

    fn pictures(&self, wanted: impl Fn(&MadeStream) -> bool) -> Vec<ObjectId> {
        let streams = self.out.objects.iter().filter_map(|(id, o)| Some((*id, o.as_stream().ok()?)));
        streams.filter(|(_, s)| wanted(s)).map(|(id, _)| id).collect()
    }

    fn replace(&mut self, id: ObjectId, (mut picture, opacity): (MadeStream, Option<MadeStream>)) {
        if let Some(opacity) = opacity {
            picture.dict.set("SMask", Made::Reference(self.out.add_object(Made::Stream(opacity))));
        }
        self.out.objects.insert(id, Made::Stream(picture));
    }

    /// Draws nothing in place of these pictures and of those that they mask.
    fn leave_out(&mut self, lost: BTreeSet<ObjectId>) {
        let masked = |s: &MadeStream| {
            [&b"SMask"[..], b"Mask"]
                .iter()
                .any(|k| s.dict.get(k).and_then(Made::as_reference).is_ok_and(|id| lost.contains(&id)))
        };
        let masked = if lost.is_empty() { Vec::new() } else { self.pictures(masked) };
        for id in lost.iter().copied().chain(masked) {
            self.left.add(UNREADABLE);
            self.out.objects.insert(id, nothing());
        }
    }
}

/// A drawing of nothing.
pub(super) fn nothing() -> Made {
    let mut form = lopdf::Dictionary::new();
    form.set("Type", name("XObject"));
    form.set("Subtype", name("Form"));
    form.set("BBox", number_array(&[0.0, 0.0, 0.0, 0.0]));
    Made::Stream(MadeStream::new(form, Vec::new()))
}
