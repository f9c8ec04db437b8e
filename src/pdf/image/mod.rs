//! Images (ISO 32000-2, 8.9): decode, paint out, encode, strip metadata.
//!
//! It exists because a panel over an image must not merely cover it: the samples under a region are
//! overwritten in the decoded raster and the raster is encoded anew. It refuses, with an
//! [`ImageError`], whatever it cannot decode or whatever two viewers could read differently.

use lopdf::{Document, Object, ObjectId, Stream};

use crate::geom::Quad;
use crate::pdf::limits::Limits;

mod alike;
mod ascii;
mod bilevel;
pub mod clean;
mod cover;
mod dct;
mod describe;
mod drawn;
mod encode;
mod error;
pub(crate) mod file;
mod filters;
mod jpx;
mod paint;
mod palette;
mod predictor;
mod proof;
mod raster;
mod space;

pub use alike::Samples;
pub use drawn::drawn;
pub use error::ImageError;

/// An image whose samples under the regions are gone, not yet part of a document. The dictionaries
/// are complete but for the references between the parts, which [`insert`] sets.
#[derive(Debug, Clone)]
pub struct Painted {
    /// The image `XObject`.
    pub image: Stream,
    /// Its `SMask`, painted out too.
    pub soft_mask: Option<Stream>,
    /// Its explicit `Mask` (a stencil), painted out too.
    pub mask: Option<Stream>,
}

/// Destroys the samples of `image` under `regions`, in the image itself and in its masks.
///
/// `regions` lie in the image's unit square (x to the right, y up, 0 to 1; ISO 32000-2, 8.9.3);
/// pixels are rounded outwards, and out to the block edge where the codec is lossy. The place
/// becomes as dark as the colour space allows; in masks it becomes "paints nothing", so that no
/// pixel appears that was hidden before. Samples elsewhere stay as they were.
///
/// # Errors
/// When the image or one of its masks cannot be decoded; nothing is half done.
pub fn paint_out(document: &Document, image: &Stream, regions: &[Quad]) -> Result<Painted, ImageError> {
    paint::all(document, image, regions)
}

/// Whether nothing is left of the samples of `image` and its masks under `regions`: what [`paint_out`]
/// made is decoded again and compared. What cannot be decoded is not painted out.
pub fn is_painted_out(document: &Document, image: &Stream, regions: &[Quad]) -> bool {
    proof::all(document, image, regions).unwrap_or(false)
}

/// An image in a coding of ours (Group 4, Flate or DCT), nothing painted out, its references to masks
/// kept; the second stream is an opacity channel that was inside its data and is to be its `SMask`.
/// A JPEG keeps its coefficients, and its bytes where each of them belongs to the picture.
///
/// # Errors
/// When the image cannot be decoded.
pub fn recode(document: &Document, image: &Stream) -> Result<(Stream, Option<Stream>), ImageError> {
    if image.dict.get(b"Filter").and_then(Object::as_name).is_ok_and(|f| f == b"DCTDecode") {
        let mut tidy = image.clone();
        if let Some(data) = dct::tidy(&image.content)? {
            tidy.content = data;
        }
        return Ok((tidy, None));
    }
    let (mut made, opacity) = paint::one(document, image, &[])?;
    for key in [&b"SMask"[..], b"Mask"] {
        if let Ok(mask @ Object::Reference(_)) = image.dict.get(key) {
            made.dict.set(key, mask.clone());
        }
    }
    Ok((made, opacity))
}

/// Whether an image dictionary says how its samples are read: their number, depth and colours.
pub fn is_clear(document: &Document, image: &Stream) -> bool {
    describe::Description::read(document, image).and_then(|about| about.shape(&Limits::default())).is_ok()
}

/// The colour space of an image of raw samples without colours that no sample names; `None` when there
/// is nothing to change.
pub fn used_palette(document: &Document, image: &Stream) -> Option<Object> {
    palette::used(document, image).ok().flatten()
}

/// Adds the parts to `document`, sets the references between them and gives the image's number.
pub fn insert(document: &mut Document, painted: Painted) -> ObjectId {
    insert_by(painted, |part| document.add_object(part))
}

/// The same where a document is still in the making: `add` keeps a part and gives its number.
pub fn insert_by(painted: Painted, mut add: impl FnMut(Stream) -> ObjectId) -> ObjectId {
    let Painted { mut image, soft_mask, mask } = painted;
    for (key, part) in [("SMask", soft_mask), ("Mask", mask)] {
        if let Some(part) = part {
            image.dict.set(key, Object::Reference(add(part)));
        }
    }
    add(image)
}

#[cfg(test)]
pub(crate) mod tests;
