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
//! **When it fails a file.** Text of letters or digits that no reader sees is an error. Pictures and shapes on a layer that is
//! off, and appearances for another state of a field, are a warning in a stranger's file.
//!
//! **How to mend it.** Remove hidden layers and invisible text, or let `blackpanel redact` drop them.

use std::cell::LazyCell;

use super::ground::Grounds;
use super::overlay;
use super::pictured::{self, contains, row};
use super::repainted::Repainted;
use crate::geom::Rect;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::paint::pages::Page;
use crate::verify::paint::{Glyph, Painted};

/// Share of a letter that lies over pictures when it is recognised from them.
const PICTURED: f64 = 0.25;
const BEYOND: &str = "the page holds text outside of what it shows";
pub(super) const HINT: &str = "remove it, or let redact make the file anew";

/// Everything is judged page by page.
pub(crate) fn file(_: &Evidence<'_>, _: &mut Findings<'_>) {}

/// Judges what a page holds and does not show.
pub(crate) fn page(evidence: &Evidence<'_>, page: &Page<'_>, painted: &Painted, findings: &mut Findings<'_>) {
    let mut spot = Spot { page: Some(page.number), ..Spot::default() };
    let letters: Vec<&Glyph> =
        painted.glyphs.iter().filter(|g| g.unseen.any() && painted.is_letter(g)).collect();
    let any = |unseen: &dyn Fn(&Glyph) -> bool| letters.iter().any(|g| unseen(g));
    // strips of one picture count together
    let unpictured = |g: &Glyph| {
        let seen = painted.images.iter().filter(|i| !i.unseen.any());
        let shared = seen.clone().filter_map(|i| i.bounds.intersection(&g.bounds)).map(|r| r.area());
        shared.sum::<f64>() < PICTURED * g.bounds.area() && !seen.into_iter().any(|i| contains(i, g))
    };
    let shows = |g: &Glyph| g.unseen.clips && is_painted_through(painted, g);
    let media = page.geometry.display_rect(&page.geometry.media_box);
    let outside = is_outside(painted);
    // what a crop box hides can be uncropped; marks of printers beside the medium are in every other proof
    let cropped = evidence.ours() || any(&|g| g.unseen.outside && g.bounds.intersection(&media).is_some());
    if outside && !cropped {
        findings.warning("R004", spot, BEYOND, HINT);
    }
    for (found, what) in [
        (any(&|g| g.unseen.layer), "the page holds text on a layer or annotation that does not show"),
        (
            any(&|g| g.unseen.mode && !g.unseen.layer && unpictured(g) && !shows(g)),
            "the page holds invisible text that is not over a picture",
        ),
        (outside && cropped, BEYOND),
        (any(&|g| g.unseen.tiny || g.unseen.clear), "the page holds text too small or too clear to be seen"),
    ] {
        if found {
            findings.error("R004", spot, what, HINT);
        }
    }
    if painted.images.iter().any(|i| i.unseen.layer) || painted.shapes.iter().any(|s| s.hidden && !s.loose) {
        let what = "the page holds content on a layer or in a state that does not show";
        findings.stranger(evidence.ours(), "R004", spot, what, HINT);
    }
    let grounds = Grounds::new(painted);
    let repainted = LazyCell::new(|| Repainted::of(painted));
    let swallowed = |g: &&Glyph| grounds.swallows(g) && painted.is_letter(g) && !repainted.after(g, g.order);
    let pale: Vec<&Glyph> = painted.glyphs.iter().filter(swallowed).collect();
    if row(&pale, 3, |_| true).is_some() {
        findings.error("R004", spot, "the page holds text in the colour of its ground", HINT);
    }
    if let Some(cover) = grounds.cover(|glyph, order| repainted.after(glyph, order)) {
        spot.area = Some(cover);
        findings.error("R004", spot, "text lies under an opaque shape", HINT);
    }
    pictured::page(evidence, page, painted, findings);
    overlay::page(evidence, page.number, painted, findings);
}

/// Whether a word lies outside of what the page shows, and not only the end of a line that it shows.
fn is_outside(painted: &Painted) -> bool {
    let mut last: Option<&Glyph> = None;
    let there = |g: &&Glyph| !g.copy && !g.unseen.layer && !g.unseen.state;
    let (mut shown, mut letters) = (false, 0);
    for glyph in painted.glyphs.iter().filter(there) {
        let near = |l: &Glyph| {
            let length = |x: f64, y: f64| if y == 0.0 { x.abs() } else { x.hypot(y) };
            let reach = 3.0 * glyph.size.max(1.0) + length(l.along.x, l.along.y);
            length(l.base.x - glyph.base.x, l.base.y - glyph.base.y) < reach
        };
        if !last.is_some_and(near) {
            if letters >= 2 && !shown {
                return true;
            }
            (shown, letters) = (false, 0);
        }
        shown |= !glyph.unseen.outside;
        letters += usize::from(glyph.unseen.outside && painted.is_letter(glyph));
        last = Some(glyph);
    }
    letters >= 2 && !shown
}

/// Whether something is painted after a glyph that clips, where it stands.
fn is_painted_through(painted: &Painted, glyph: &Glyph) -> bool {
    let later = |order: u32, b: &Rect| order > glyph.order && glyph.is_under(b);
    painted.images.iter().any(|i| later(i.order, &i.bounds))
        || painted.shapes.iter().any(|s| later(s.order, &s.bounds))
}
