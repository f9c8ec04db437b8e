//! Which panels of a page are measured: those that the caller names, and dark boxes of the height of a line.

use crate::geom::Rect;
use crate::verify::VerifyRequest;
use crate::verify::paint::{Painted, Shape};

/// Boxes that are measured of one page: a page with more is a drawing.
const MOST: usize = 2_000;
/// Heights of a line of text, points.
const HEIGHTS: (f64, f64) = (4.5, 60.0);
/// Least width as a share of the height: what is narrower is a bullet.
const NARROW: f64 = 1.0;

/// A panel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boxed {
    /// Display space.
    pub(super) area: Rect,
    /// Whether the caller named it.
    pub(super) known: bool,
    /// Whether somebody accepted its width.
    pub(super) accepted: bool,
}

impl Boxed {
    /// Where the baseline of what it hides lies, as it is usually drawn.
    pub(super) fn baseline(&self) -> f64 {
        self.area.y0 + 0.77 * self.area.height()
    }
}

/// The panels of a page.
pub(super) fn boxes(request: &VerifyRequest, page: u32, painted: &Painted) -> Vec<Boxed> {
    let same =
        |a: &Rect, b: &Rect| a.intersection(b).is_some_and(|s| s.area() > 0.9 * a.area().max(b.area()));
    let of_page = |all: &'_ [(u32, Rect)]| -> Vec<Rect> {
        all.iter().filter(|(p, _)| *p == page).map(|(_, area)| *area).collect()
    };
    let (known, accepted) = (of_page(&request.panels), of_page(&request.accepted));
    let mut found: Vec<Boxed> = known
        .iter()
        .filter(|area| area.intersection(&painted.visible).is_some())
        .map(|area| Boxed { area: *area, known: true, accepted: accepted.iter().any(|a| same(a, area)) })
        .collect();
    let near = |a: &Rect| known.iter().any(|k| k.intersection(a).is_some_and(|s| s.area() > 0.2 * a.area()));
    let alleged = painted.shapes.iter().filter(|s| is_box(s) && !near(&s.bounds));
    let mut drawn: Vec<Rect> = Vec::new();
    for shape in alleged.take(MOST) {
        if !drawn.iter().rev().take(20).any(|d| same(d, &shape.bounds)) {
            drawn.push(shape.bounds);
        }
    }
    found.extend(drawn.into_iter().map(|area| Boxed { area, known: false, accepted: false }));
    found
}

fn is_box(shape: &Shape) -> bool {
    let (wide, high) = (shape.bounds.width(), shape.bounds.height());
    let line = high >= HEIGHTS.0 && high <= HEIGHTS.1 && wide > NARROW * high;
    line && shape.solid && shape.opaque && !shape.hidden && shape.is_dark()
}
