//! R004: hidden layer or invisible text
//!
//! **What.** Text and pictures on layers that are off, text in render mode 3, outside the page, too
//! small to see, transparent, white on white, or under an opaque shape or picture.
//!
//! **Why it is dangerous.** A reader does not see it and so cannot judge it; every program that takes
//! text from the page does.
//!
//! **A well-known case.** Scans whose recognised text still held every word that had been blackened in
//! the picture above it.
//!
//! **How to mend it.** Remove hidden layers and invisible text, or let `blackpanel redact` drop them.

use std::cell::LazyCell;

use super::ground::Grounds;
use super::repainted::Repainted;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::image::{self, region};
use crate::verify::paint::pages::Page;
use crate::verify::paint::{self, Glyph, Image, Painted};

const HINT: &str = "remove it, or let redact make the file anew";

/// Everything is judged page by page.
pub(crate) fn file(_: &Evidence<'_>, _: &mut Findings<'_>) {}

/// Judges what a page holds and does not show.
pub(crate) fn page(evidence: &Evidence<'_>, page: &Page<'_>, painted: &Painted, findings: &mut Findings<'_>) {
    let mut spot = Spot { page: Some(page.number), ..Spot::default() };
    let marks: Vec<&Glyph> = painted.glyphs.iter().filter(|g| !g.blank && g.unseen.any()).collect();
    let glyphs = || marks.iter().copied();
    let layered = glyphs().any(|g| g.unseen.layer) || painted.images.iter().any(|i| i.unseen.layer);
    if layered || painted.shapes.iter().any(|s| s.hidden) {
        let what = "the page holds content on a layer or annotation that does not show";
        findings.stranger(evidence.ours(), "R004", spot, what, HINT);
    }
    let unpictured = |g: &&Glyph| !painted.images.iter().any(|i| !i.unseen.any() && contains(i, g));
    if glyphs().filter(|g| g.unseen.mode && !g.unseen.layer).any(|g| unpictured(&g)) {
        findings.warning("R004", spot, "the page holds invisible text that is not over a picture", HINT);
    }
    if glyphs().any(|g| g.unseen.outside) {
        findings.warning("R004", spot, "the page holds text outside of what it shows", HINT);
    }
    if glyphs().any(|g| g.unseen.tiny || g.unseen.clear) {
        findings.warning("R004", spot, "the page holds text too small or too clear to be seen", HINT);
    }
    let grounds = Grounds::new(painted);
    if painted.glyphs.iter().any(|g| grounds.swallows(g)) {
        findings.warning("R004", spot, "the page holds text in the colour of its ground", HINT);
    }
    let repainted = LazyCell::new(|| Repainted::of(painted));
    if let Some(cover) = grounds.cover(|glyph, order| repainted.after(glyph, order)) {
        spot.area = Some(cover);
        findings.error("R004", spot, "text lies under an opaque shape", HINT);
    }
    blackened(evidence, page, painted, findings);
}

fn contains(image: &Image, glyph: &Glyph) -> bool {
    let (width, height) = glyph.overlap(&image.bounds);
    width > 0.3 && height > 0.3
}

/// Text over or under a picture whose samples there are all black: blackened in the picture only.
fn blackened(evidence: &Evidence<'_>, page: &Page<'_>, painted: &Painted, findings: &mut Findings<'_>) {
    let inky = |i: &&Image| i.opaque || i.stencil.is_some_and(paint::is_dark);
    for image in painted.images.iter().filter(inky).filter(|i| !i.unseen.any()) {
        let above = |g: &Glyph| painted.images.iter().any(|i| i.order > image.order && contains(i, g));
        let over = |g: &&Glyph| {
            let hidden = g.unseen.mode || (g.order < image.order && !g.unseen.any());
            hidden && contains(image, g) && !g.blank && !above(g)
        };
        let mut under = painted.glyphs.iter().filter(over).peekable();
        if under.peek().is_none() {
            continue;
        }
        let Some(samples) = image::samples(evidence.document, &image.source) else { continue };
        let inked = |g: &Glyph| region::is_black(&samples, image, &g.bounds);
        if let Some(glyph) = under.find(|g| inked(g)) {
            let what = "text lies over a part of a picture that is blackened";
            findings.error("R004", Spot::page(page.number, glyph.bounds), what, HINT);
        }
    }
}
