//! Images under a panel: their samples are overwritten; one that cannot be decoded is not drawn.

use lopdf::{Document, Object, ObjectId};

use super::region::repeated;
use crate::geom::{Quad, Rect};
use crate::pdf::content::device::PlacedImage;
use crate::pdf::image::{self, ImageError};

/// What becomes of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// No region touches it.
    Stays,
    /// This object takes its place.
    Painted(ObjectId),
    /// It cannot be decoded for this reason, so it is not drawn.
    Dropped(&'static str),
}

/// Whether an image can be decoded, so that it certainly hides what is below it.
pub(super) fn is_shown(document: &Document, object: ObjectId) -> bool {
    let stream = document.get_object(object).and_then(Object::as_stream);
    stream.is_ok_and(|stream| image::recode(document, stream).is_ok())
}

/// The parts of an image under regions, in its unit square.
pub(super) fn parts(placed: &PlacedImage<'_>, regions: &[Rect]) -> Vec<Quad> {
    let unit = Rect::new(0.0, 0.0, 1.0, 1.0);
    let bounds = placed.matrix.apply_rect(&unit).bounds();
    let Some(back) = placed.matrix.invert() else { return Vec::new() };
    let all = regions.iter().flat_map(|region| repeated(region, &bounds, placed.tile));
    all.map(|region| back.apply_rect(&region))
        .filter(|part| part.bounds().intersection(&unit).is_some_and(|r| r.area() > 0.0))
        .collect()
}

/// Paints the parts out in a copy of the image.
pub(super) fn burn(document: &mut Document, object: ObjectId, parts: &[Quad]) -> Fate {
    if parts.is_empty() {
        return Fate::Stays;
    }
    let painted = match document.get_object(object) {
        Ok(Object::Stream(stream)) => image::paint_out(document, stream, parts),
        _ => Err(ImageError::Dictionary),
    };
    match painted {
        Ok(painted) => Fate::Painted(image::insert(document, painted)),
        Err(error) => Fate::Dropped(error.what()),
    }
}
