//! Whether a page consists of pictures: then a search of its text says nothing of what it shows.
//!
//! It judges by area alone and decodes nothing. The rule of `text` is stated again, not shared.

use crate::verify::paint::{Image, Painted, Source};
use crate::verify::reader::{Dict, Document};

/// Share of a page from which on its pictures may hold the words that matter.
const PICTURED: f64 = 0.25;

/// Share of a page from which on it is a scan.
const SCAN: f64 = 0.5;

/// Whether pictures cover a good part of a page, and no layer of recognised words lies over them.
pub(super) fn is_pictured(painted: &Painted) -> bool {
    let layer = || painted.glyphs.iter().any(|g| g.unseen.only_mode() && !g.blank);
    covers(painted, PICTURED) && !layer()
}

/// Dots per inch of the largest picture of a page that is a scan, whole or in strips.
pub(super) fn resolution(document: &Document<'_>, painted: &Painted) -> Option<u32> {
    let largest = seen(painted).max_by(|a, b| a.bounds.area().total_cmp(&b.bounds.area()))?;
    let dict: &Dict = match &largest.source {
        Source::Object(number) => document.find(*number)?.dict()?,
        Source::Inline(inline) => &inline.0,
    };
    let pixels = document.number(dict, "Width") * document.number(dict, "Height");
    let dpi = 72.0 * (pixels / largest.frame.determinant().abs()).sqrt();
    (covers(painted, SCAN) && dpi.is_finite()).then_some(dpi.round() as u32)
}

fn covers(painted: &Painted, share: f64) -> bool {
    let covered: f64 = seen(painted).map(|i| i.bounds.area()).sum();
    covered > 0.0 && covered >= share * painted.visible.area()
}

fn seen(painted: &Painted) -> impl Iterator<Item = &Image> {
    painted.images.iter().filter(|i| !i.unseen.any())
}
