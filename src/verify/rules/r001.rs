//! R001: text, path or image sample painted under a panel
//!
//! **What.** A glyph or a drawn shape lies under a black box, whatever it spells: it was painted before
//! the box, or after it in the box's own colour.
//!
//! **Why it is dangerous.** The box only hides it from the eye. Copy and paste, a search, or a program
//! that lists the text of a page brings it out.
//!
//! **A well-known case.** Court filings and government reports whose black bars were drawn in a word
//! processor: journalists copied the text from under them within minutes.
//!
//! **When it fails a file.** Always: an error, exit 1; but drawings under a black area that nobody named as a panel
//! are a warning.
//!
//! **How to mend it.** Remove the text itself: `blackpanel redact` emits the page anew without it.

use std::cell::LazyCell;

use super::blocks;
use super::marker;
use super::panel::{self, Panel};
use super::repainted::Repainted;
use crate::geom::Rect;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::paint::{Glyph, Ink, Painted, Shape};

const HINT: &str = "remove what lies below, instead of covering it";

/// Share of a drawing from which on it lies under a panel.
const MOST: f64 = 0.55;

/// Black areas of a page under which drawings are looked for: a drawing of more is made of them.
const PANELS: usize = 50;

/// Everything is judged page by page.
pub(crate) fn file(_: &Evidence<'_>, _: &mut Findings<'_>) {}

/// Judges the glyphs and shapes of a page against its panels.
pub(crate) fn page(evidence: &Evidence<'_>, page: u32, painted: &Painted, findings: &mut Findings<'_>) {
    for panel in panel::known(evidence, page, painted) {
        let spot = Spot::page(page, panel.area);
        if painted.glyphs.iter().any(|g| is_hidden_by(&panel, g)) {
            findings.error("R001", spot, "text lies under a panel", HINT);
        }
        if hides_drawing(painted, &panel) {
            findings.error("R001", spot, "a drawing lies under a panel", HINT);
        }
    }
    let repainted = LazyCell::new(|| Repainted::of(painted));
    let mut said: Vec<Rect> = Vec::new();
    let mut covers = panel::alleged(painted);
    let hatched = painted.shapes.iter().filter(|s| panel::is_hatched(s));
    covers.extend(hatched.map(|s| Panel { area: s.bounds, order: Some(s.order), known: false }));
    let again = |glyph: &Glyph, order: u32| repainted.after(glyph, order);
    for area in blocks::hiding(painted, again) {
        findings.error("R001", Spot::page(page, area), "text lies under letters that are boxes", HINT);
    }
    for area in marker::hidden(painted, again) {
        let what = "text lies under slanted, round or hatched black";
        findings.error("R001", Spot::page(page, area), what, HINT);
    }
    let bare = covers.iter().take(PANELS).filter(|p| panel::is_bare(p, painted));
    if let Some(panel) = bare.into_iter().find(|p| hides_drawing(painted, p)) {
        let what = "a drawing lies under a black or hatched area";
        findings.warning("R001", Spot::page(page, panel.area), what, HINT);
    }
    for panel in covers {
        let under =
            painted.glyphs.iter().any(|g| is_lost_in(painted, &panel, g) && !repainted.later(g, &panel));
        if under && !said.contains(&panel.area) {
            said.push(panel.area);
            findings.error(
                "R001",
                Spot::page(page, panel.area),
                "text lies under a black or hatched area",
                HINT,
            );
        }
    }
}

/// Under a known panel: painted before it, or after it but not to be seen on it. What the file calls a
/// space is no exception: only the file says so.
fn is_hidden_by(panel: &Panel, glyph: &Glyph) -> bool {
    if !glyph.is_under(&panel.area) {
        return false;
    }
    let before = panel.order.is_none_or(|order| glyph.order < order);
    before || glyph.unseen.any() || panel::alike(glyph.colour, [0; 3])
}

/// Under something that looks like a panel: more than half covered by it, and not to be seen.
fn is_lost_in(painted: &Painted, panel: &Panel, glyph: &Glyph) -> bool {
    let (width, height) = glyph.overlap(&panel.area);
    if width <= 0.5 || height <= 0.5 || glyph.blank {
        return false;
    }
    let Some(order) = panel.order else { return false };
    if glyph.order < order {
        return true;
    }
    let dark = panel::alike(glyph.colour, [0; 3]) && !glyph.unseen.mode;
    dark && !is_lit(painted, glyph, order)
}

/// Whether something light was painted between a dark area and the glyph on it.
fn is_lit(painted: &Painted, glyph: &Glyph, from: u32) -> bool {
    let between = |order: u32| order > from && order < glyph.order;
    let covers = |b: &Rect| {
        let (w, h) = glyph.overlap(b);
        w > 0.5 && h > 0.5
    };
    let lit = |s: &Shape| !s.is_dark() && s.opaque && between(s.order) && covers(&s.bounds);
    painted.shapes.iter().any(lit) || painted.images.iter().any(|i| between(i.order) && covers(&i.bounds))
        // text painted on hatching can be read between the lines
        || painted.shapes.iter().any(|s| s.order == from && s.ink == Ink::Hatching)
}

/// A shape of more than lines, such as an outlined letter or a curl, most of which lies under the panel.
fn is_half_under(shape: &Shape, panel: &Panel) -> bool {
    let shared = shape.whole.intersection(&panel.area).map_or(0.0, |c| c.area());
    !shape.plain && shape.whole.area() > 0.0 && shared > MOST * shape.whole.area()
}

/// Shapes that draw something of their own under the panel: curves, slanted lines, many small boxes.
/// Rules and borders that pass through, and plain boxes, tell nothing.
fn hides_drawing(painted: &Painted, panel: &Panel) -> bool {
    let area = panel.area.inflate(0.5);
    let inside = |b: &Rect| b.x0 >= area.x0 && b.x1 <= area.x1 && b.y0 >= area.y0 && b.y1 <= area.y1;
    let before = |s: &&Shape| panel.order.is_none_or(|order| s.order < order) && !s.hidden;
    let within = || painted.shapes.iter().filter(before).filter(|s| inside(&s.whole));
    let is_panel = |s: &Shape| s.solid && s.is_dark() && s.bounds.area() > 0.5 * panel.area.area();
    let mesh = |s: &Shape| {
        let shared = s.bounds.intersection(&panel.area);
        s.ink == Ink::Mesh && shared.is_some_and(|c| c.width() > 1.0 && c.height() > 1.0)
    };
    painted.shapes.iter().filter(before).any(|s| mesh(s) || is_half_under(s, panel))
        || within().any(|s| !s.plain && s.whole.area() > 0.0)
        || within().filter(|s| s.plain && !is_panel(s)).count() > 12
}
