//! R010: panel not opaque
//!
//! **What.** A known panel is not covered by opaque black, a dark area over text lets it through, or
//! the black is only an annotation.
//!
//! **Why it is dangerous.** Half-transparent bars, highlighters in black and thin hatching can be read
//! through by raising the contrast of a picture of the page.
//!
//! **A well-known case.** Letters blackened with a marker tool on a tablet, read again by changing the
//! brightness.
//!
//! **When it fails a file.** Always: an error, exit 1.
//!
//! **How to mend it.** Draw panels in opaque black and remove what lies below.

use super::marker;
use super::{panel, whitened};
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::image::{self, region};
use crate::verify::paint::pages::Page;
use crate::verify::paint::{Painted, Shape};

/// Everything is judged page by page.
pub(crate) fn file(_: &Evidence<'_>, _: &mut Findings<'_>) {}

/// Judges the panels of a page.
pub(crate) fn page(evidence: &Evidence<'_>, page: &Page<'_>, painted: &Painted, findings: &mut Findings<'_>) {
    for known in panel::known(evidence, page.number, painted) {
        let visible = painted.visible.intersection(&known.area).is_some_and(|s| s.area() > 0.5);
        if known.order.is_none() && visible && !is_painted_into_a_picture(evidence, painted, &known.area) {
            let what = "a panel is not covered by opaque black";
            findings.error(
                "R010",
                Spot::page(page.number, known.area),
                what,
                "draw the panel in opaque black",
            );
        }
    }
    if let Some(area) = marker::loose(painted) {
        let what = "a black area is only an annotation, which anybody can take off";
        findings.error("R010", Spot::page(page.number, area), what, "remove what lies below it");
    }
    for shape in painted.shapes.iter().filter(|s| is_veil(s)) {
        let veiled = painted.glyphs.iter().any(|g| {
            let (w, h) = g.overlap(&shape.bounds);
            g.order < shape.order && w > 0.5 && h > 0.5 && !g.blank
        });
        if !veiled && veils_scan(painted, shape) {
            let what = "a dark area over the scanned page lets it through";
            findings.error(
                "R010",
                Spot::page(page.number, shape.bounds),
                what,
                "overwrite the pixels below it",
            );
        }
        if veiled {
            let what = "a dark area over text lets it through";
            findings.error("R010", Spot::page(page.number, shape.bounds), what, "remove the text below it");
        }
    }
}

/// Whether a veil lies on the page's own picture and shows nothing itself: a caption stands on its own.
fn veils_scan(painted: &Painted, shape: &Shape) -> bool {
    let panel = panel::Panel { area: shape.bounds, order: Some(shape.order), known: false };
    let below = |i: &crate::verify::paint::Image| {
        let shared = i.bounds.intersection(&shape.bounds).map_or(0.0, |s| s.area());
        let part = shape.bounds.area() < 0.3 * i.bounds.area();
        i.order < shape.order && whitened::is_scan(i, painted) && part && shared > 0.5 * shape.bounds.area()
    };
    painted.images.iter().any(below) && panel::is_bare(&panel, painted)
}

fn is_veil(shape: &Shape) -> bool {
    let (w, h) = (shape.bounds.width(), shape.bounds.height());
    shape.solid && shape.is_dark() && !shape.opaque && !shape.hidden && w >= 4.0 && h >= 4.0
}

/// Whether a picture covers the area and is black there, as on pages that were replaced by a picture.
fn is_painted_into_a_picture(evidence: &Evidence<'_>, painted: &Painted, area: &crate::geom::Rect) -> bool {
    painted.images.iter().filter(|i| i.opaque && !i.unseen.any()).any(|i| {
        let covers = i.bounds.intersection(area).is_some_and(|s| s.area() > 0.98 * area.area());
        covers && image::samples(evidence.document, &i.source).is_some_and(|s| region::is_black(&s, i, area))
    })
}
