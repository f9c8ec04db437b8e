//! Images under a panel: their samples are overwritten; one that cannot be decoded is not drawn.
//!
//! Pictures of single letters go whole, as glyphs do, and so does what lies wholly under a panel:
//! many small pictures can draw a word by their places alone. What no eye can see goes everywhere.

use lopdf::{Document, Object, ObjectId};

use super::fresh::Fresh;
use super::region::repeated;
use super::shape;
use crate::geom::{Matrix, Quad, Rect};
use crate::pdf::content::device::PlacedImage;
use crate::pdf::image::{self, ImageError};

/// A picture thinner than this (points) is not seen.
const SEEN: f64 = 1e-2;

/// A strip of a picture that is hidden is looked at from this depth on, in points.
const CROPPED: f64 = 2.0;
/// Samples that a hidden part keeps away from what shows: the blocks of a JPEG are up to this large.
const BLOCK: f64 = 33.0;
/// The same for samples that stand alone.
const SINGLE: f64 = 2.0;

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
    let bounds = placed.bounds();
    let back = placed.matrix.invert().filter(|_| !is_unseen(placed))?;
    let all: Vec<Rect> = regions.iter().flat_map(|region| repeated(region, &bounds, placed.tile)).collect();
    if all.iter().any(|region| goes_whole(&bounds, region)) {
        return None;
    }
    let parts = all.iter().map(|region| back.apply_rect(region));
    Some(parts.filter(|part| part.bounds().intersection(&unit).is_some_and(|r| r.area() > 0.0)).collect())
}

/// The parts of an image that a clip or the page's edge hides, in its unit square: they go too, for a
/// picture that was cropped still holds what was cut off. What shows is not touched: the parts keep
/// `grain` samples away from it.
fn cropped(placed: &PlacedImage<'_>, (width, height): (f64, f64), grain: f64) -> Vec<Quad> {
    let Some(strips) = hidden_strips(placed) else { return Vec::new() };
    let Matrix([a, b, c, d, ..]) = placed.matrix;
    let sample = (a.hypot(b) / width.max(1.0)).max(c.hypot(d) / height.max(1.0));
    let Some(back) = placed.matrix.invert() else { return Vec::new() };
    let away = grain * sample;
    let shrunk = strips.iter().filter(|s| s.width().min(s.height()) > away).map(|s| {
        // the outer edge lies outside of the picture and may move as well
        s.inflate(-away.min(s.width() / 2.0).min(s.height() / 2.0))
    });
    shrunk.map(|strip| back.apply_rect(&strip)).collect()
}

/// Whether enough of the image is hidden by a clip or the page's edge to hold anything.
pub(super) fn is_cropped(placed: &PlacedImage<'_>) -> bool {
    hidden_strips(placed).is_some()
}

/// What of the image lies outside of its clip, in user space, each strip reaching beyond the picture.
fn hidden_strips(placed: &PlacedImage<'_>) -> Option<Vec<Rect>> {
    let seen = placed.clip;
    let b = placed.bounds();
    if placed.tile.is_some() || is_unseen(placed) {
        return None;
    }
    let (wide, high) = (b.width(), b.height());
    let strips = [
        (seen.x0 - b.x0, Rect { x0: b.x0 - wide, y0: b.y0 - high, x1: seen.x0, y1: b.y1 + high }),
        (b.x1 - seen.x1, Rect { x0: seen.x1, y0: b.y0 - high, x1: b.x1 + wide, y1: b.y1 + high }),
        (seen.y0 - b.y0, Rect { x0: b.x0 - wide, y0: b.y0 - high, x1: b.x1 + wide, y1: seen.y0 }),
        (b.y1 - seen.y1, Rect { x0: b.x0 - wide, y0: seen.y1, x1: b.x1 + wide, y1: b.y1 + high }),
    ];
    let hidden: Vec<Rect> =
        strips.into_iter().filter(|(depth, _)| *depth > CROPPED).map(|(_, s)| s).collect();
    (!hidden.is_empty()).then_some(hidden)
}

/// Whether nothing of the image shows: it has no area, or lies outside of the page or its clip.
pub(super) fn is_unseen(placed: &PlacedImage<'_>) -> bool {
    let bounds = placed.bounds();
    let shown = placed.clip.intersection(&bounds).map_or(0.0, |seen| seen.area());
    let [a, b, c, d, ..] = placed.matrix.0;
    let longer = a.hypot(b).max(c.hypot(d));
    let thin = placed.matrix.determinant().abs() <= longer * SEEN;
    thin || (placed.tile.is_none() && shown <= 0.0)
}

fn goes_whole(bounds: &Rect, region: &Rect) -> bool {
    region.holds(bounds) || (shape::is_letter_sized(bounds, region) && shape::goes(bounds, false, region))
}

/// [`cropped`] for an image of the document.
pub(super) fn cropped_parts(document: &Document, placed: &PlacedImage<'_>) -> Vec<Quad> {
    if !is_cropped(placed) {
        return Vec::new();
    }
    let Ok(Object::Stream(stream)) = document.get_object(placed.object) else { return Vec::new() };
    let side = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).unwrap_or(1) as f64;
    let lossy = stream.dict.get(b"Filter").and_then(Object::as_name).is_ok_and(|f| f == b"DCTDecode");
    cropped(placed, (side(b"Width"), side(b"Height")), if lossy { BLOCK } else { SINGLE })
}

/// Paints the parts out in a copy of the image.
pub(super) fn burn(fresh: &mut Fresh<'_>, object: ObjectId, parts: Option<&[Quad]>) -> Fate {
    let Some(parts) = parts else { return Fate::Gone };
    if parts.is_empty() {
        return Fate::Stays;
    }
    let document = fresh.document;
    let painted = match document.get_object(object) {
        Ok(Object::Stream(stream)) => image::paint_out(document, stream, parts),
        _ => Err(ImageError::Dictionary),
    };
    match painted {
        Ok(painted) => Fate::Painted(image::insert_by(painted, |part| fresh.add(part))),
        Err(error) => Fate::Dropped(error.what()),
    }
}
