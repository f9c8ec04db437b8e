//! What counts as a panel: regions that the caller knows, and in strangers' files what looks like one.

use crate::geom::{Point, Rect};
use crate::verify::evidence::Evidence;
use crate::verify::paint::{Ink, Painted, Shape};

/// Smallest height and width of a shape that is taken for a panel: thinner ones are rules.
const THIN: f64 = 4.0;

/// A region that hides.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Panel {
    /// Display space.
    pub(crate) area: Rect,
    /// Position of its painting; `None` when nothing opaque covers a known region.
    pub(crate) order: Option<u32>,
    /// Whether the caller named it.
    pub(crate) known: bool,
}

/// The regions that the request names on a page.
pub(crate) fn known(evidence: &Evidence<'_>, page: u32, painted: &Painted) -> Vec<Panel> {
    let named = evidence.request.panels.iter().filter(|(p, _)| *p == page).map(|(_, area)| *area);
    // what the page cuts off cannot be seen to be black, and need not be
    let seen = |area: &Rect| area.intersection(&painted.visible);
    let order = |area: Rect| seen(&area).and_then(|seen| cover(painted, &seen));
    named.map(|area| Panel { area, order: order(area), known: true }).collect()
}

/// Dark opaque shapes that look like panels.
pub(crate) fn alleged(painted: &Painted) -> Vec<Panel> {
    let shapes = painted.shapes.iter().filter(|s| is_cover(s) && s.is_dark());
    shapes.map(|s| Panel { area: s.bounds, order: Some(s.order), known: false }).collect()
}

/// Whether a shape hides all below it and is no mere rule.
pub(crate) fn is_cover(shape: &Shape) -> bool {
    let b = shape.bounds;
    shape.solid && shape.opaque && !shape.hidden && b.width() >= THIN && b.height() >= THIN
}

/// Whether nothing was painted on a panel that makes it a ground: no text and no other picture.
pub(crate) fn is_bare(panel: &Panel, painted: &Painted) -> bool {
    let later = |order: u32| panel.order.is_some_and(|own| order > own);
    let shared = |b: &Rect| b.intersection(&panel.area).is_some_and(|s| s.width() > 0.5 && s.height() > 0.5);
    !painted.glyphs.iter().any(|g| later(g.order) && !g.blank && !g.unseen.any() && g.is_under(&panel.area))
        && !painted.images.iter().any(|i| later(i.order) && !i.unseen.any() && shared(&i.bounds))
}

/// When the last dark opaque shape was painted without which a point of the area would be bare.
fn cover(painted: &Painted, area: &Rect) -> Option<u32> {
    let dark: Vec<&Shape> = painted
        .shapes
        .iter()
        .filter(|s| s.solid && s.opaque && !s.hidden && s.is_dark() && s.bounds.intersection(area).is_some())
        .collect();
    let covering = |p: Point| dark.iter().filter(|s| s.bounds.contains(p)).map(|s| s.order).min();
    points(area).map(covering).try_fold(0, |latest, order| Some(latest.max(order?)))
}

/// A grid of points of an area, its very edge left out.
pub(crate) fn points(area: &Rect) -> impl Iterator<Item = Point> + '_ {
    let inner = area.inflate(-0.3);
    let columns = ((inner.width() / 3.0).ceil() as usize).clamp(8, 200);
    let rows = 5;
    (0..=columns).flat_map(move |i| {
        (0..=rows).map(move |j| {
            let x = inner.x0 + inner.width() * i as f64 / columns as f64;
            Point::new(x, inner.y0 + inner.height() * f64::from(j) / f64::from(rows))
        })
    })
}

/// Whether two colours can hardly be told apart.
pub(crate) fn alike(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(x, y)| x.abs_diff(y) < 48)
}

/// Whether a shape is filled with black hatching.
pub(crate) fn is_hatched(shape: &Shape) -> bool {
    let b = shape.bounds;
    shape.ink == Ink::Hatching && shape.solid && !shape.hidden && b.width() >= THIN && b.height() >= THIN
}
