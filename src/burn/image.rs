//! Images under a panel: their samples are overwritten; one that cannot be decoded is not drawn.
//!
//! Pictures of single letters go whole, as glyphs do, and so does what lies wholly under a panel:
//! many small pictures can draw a word by their places alone. What no eye can see goes everywhere.

use lopdf::{Document, Object, ObjectId};

use super::region::repeated;
use super::shape;
use crate::geom::{Point, Quad, Rect};
use crate::pdf::content::device::PlacedImage;
use crate::pdf::image::{self, ImageError};

/// A picture with less area (square points) is not seen.
const SEEN: f64 = 1e-3;

/// What becomes of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// No region touches it.
    Stays,
    /// This object takes its place.
    Painted(ObjectId),
    /// It is not drawn: nothing of it would be seen.
    Gone,
    /// It cannot be decoded for this reason, so it is not drawn.
    Dropped(&'static str),
}

/// The parts of an image under regions, in its unit square; `None` when it goes whole.
pub(super) fn parts(placed: &PlacedImage<'_>, regions: &[Rect]) -> Option<Vec<Quad>> {
    let unit = Rect::new(0.0, 0.0, 1.0, 1.0);
    let bounds = placed.matrix.apply_rect(&unit).bounds();
    let back = placed.matrix.invert().filter(|_| !is_unseen(placed))?;
    let all: Vec<Rect> = regions.iter().flat_map(|region| repeated(region, &bounds, placed.tile)).collect();
    if all.iter().any(|region| goes_whole(&bounds, region)) {
        return None;
    }
    let parts = all.iter().map(|region| back.apply_rect(region));
    Some(parts.filter(|part| part.bounds().intersection(&unit).is_some_and(|r| r.area() > 0.0)).collect())
}

/// Whether nothing of the image shows: it has no area, or lies outside of the page or its clip.
pub(super) fn is_unseen(placed: &PlacedImage<'_>) -> bool {
    let bounds = placed.matrix.apply_rect(&Rect::new(0.0, 0.0, 1.0, 1.0)).bounds();
    let shown = placed.clip.intersection(&bounds).map_or(0.0, |seen| seen.area());
    placed.matrix.determinant().abs() < SEEN || (placed.tile.is_none() && shown <= 0.0)
}

fn goes_whole(bounds: &Rect, region: &Rect) -> bool {
    let inside = region.contains(Point::new(bounds.x0, bounds.y0))
        && region.contains(Point::new(bounds.x1, bounds.y1));
    inside || (shape::is_letter_sized(bounds, region) && shape::goes(bounds, false, region))
}

/// Paints the parts out in a copy of the image.
pub(super) fn burn(document: &mut Document, object: ObjectId, parts: Option<&[Quad]>) -> Fate {
    let Some(parts) = parts else { return Fate::Gone };
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
