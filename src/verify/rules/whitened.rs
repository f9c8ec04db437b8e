//! Whitening out a scan (R008): a light box, or a picture of one colour, over a part of the page's own
//! picture that is written on there.
//!
//! Only the picture that is the page counts: light boxes over photographs are layout. So are those that
//! text or another picture stands on, and the fields of a form.

use super::panel::{self, Panel};
use crate::geom::Rect;
use crate::verify::image::{self, region};
use crate::verify::paint::{Image, Painted};
use crate::verify::reader::Document;

/// Share of the page from which on a picture is the page.
const SCAN: f64 = 0.5;
/// Share of the picture up to which a light area is taken for whitening out.
const PART: f64 = 0.3;

/// Whether a picture is the scanned page.
pub(super) fn is_scan(image: &Image, painted: &Painted) -> bool {
    !image.unseen.any() && image.bounds.area() > SCAN * painted.visible.area()
}

/// The light boxes and pictures of one colour of a page that has a scan.
pub(super) fn covers(document: &Document<'_>, painted: &Painted) -> Vec<Panel> {
    let Some(first) = painted.images.iter().filter(|i| is_scan(i, painted)).map(|i| i.order).min() else {
        return Vec::new();
    };
    let shapes = painted.shapes.iter().filter(|s| panel::is_cover(s) && !s.is_dark() && !s.loose);
    let boxes = shapes.filter(|s| s.order > first).map(|s| (s.bounds, s.order));
    let flat = |i: &&Image| {
        let samples = || image::samples(document, &i.source);
        let small = !is_scan(i, painted) && i.bounds.width() >= 4.0 && i.bounds.height() >= 4.0;
        let whole = i.bounds.inflate(1.0);
        small && i.opaque && !i.unseen.any() && samples().is_some_and(|s| region::is_constant(&s, i, &whole))
    };
    let pictures = painted.images.iter().filter(|i| i.order > first).filter(flat);
    let all = boxes.chain(pictures.map(|i| (i.bounds, i.order)));
    all.map(|(area, order)| Panel { area, order: Some(order), known: false }).collect()
}

/// The first of these that hides what a scan shows there.
pub(super) fn hidden_part(
    document: &Document<'_>,
    painted: &Painted,
    image: &Image,
    covers: &[Panel],
) -> Option<Rect> {
    let over = |p: &&Panel| {
        let inside = p.area.intersection(&image.bounds).is_some_and(|s| s.area() > 0.5 * p.area.area());
        let later = p.order.is_some_and(|order| order > image.order);
        later && inside && p.area.area() < PART * image.bounds.area() && panel::is_bare(p, painted)
    };
    let mut over = covers.iter().filter(over).peekable();
    over.peek()?;
    let samples = image::samples(document, &image.source)?;
    over.find(|p| region::contrasts(&samples, image, &p.area)).map(|p| p.area)
}
