//! When a glyph is under a region: the one rule by which a panel takes glyphs and leaves others.
//!
//! It refuses nothing; a mark without area is under what it touches.

use super::{Matrix, Point, Quad, Rect};

/// Share of a glyph's height cut off at top and at bottom before it is measured.
const INSET: f64 = 0.1;
/// Share of the width from which on a glyph is under a region.
const WIDTH_SHARE: f64 = 0.1;
/// Share of the height from which on a glyph is under a region.
const HEIGHT_SHARE: f64 = 0.2;

impl Quad {
    /// Whether a glyph with this advance box is *under* a region (design, section 4): with the box
    /// inset by a tenth at top and bottom, the overlap is more than a tenth of its width and a fifth
    /// of its height, both measured in the glyph's own frame. Glyph and region in the same frame; a
    /// box without area is under the region that it touches.
    #[must_use]
    pub fn is_under(&self, region: &Rect) -> bool {
        self.overlap(region).is_some_and(|(wide, high)| wide > WIDTH_SHARE && high > HEIGHT_SHARE)
    }

    /// How much of the glyph lies in a region, as shares of its inset box: width and height.
    #[must_use]
    pub fn overlap(&self, region: &Rect) -> Option<(f64, f64)> {
        let bounds = self.bounds();
        bounds.intersection(region)?;
        let [corner, right, _, top] = self.0;
        if right.y == corner.y && top.x == corner.x && right.x != corner.x && top.y != corner.y {
            return upright_overlap(&bounds, region);
        }
        let frame = Matrix([
            right.x - corner.x,
            right.y - corner.y,
            top.x - corner.x,
            top.y - corner.y,
            corner.x,
            corner.y,
        ]);
        // a mark of no width or no size lies in the region when it touches it
        let Some(back) = frame.invert() else { return Some((1.0, 1.0)) };
        let cut = cut_to_glyph(back.apply_rect(region).0.to_vec());
        let first = *cut.first()?;
        let around = cut.iter().fold(Rect::new(first.x, first.y, first.x, first.y), |r, p| {
            r.union(&Rect::new(p.x, p.y, p.x, p.y))
        });
        (around.area() > 0.0).then(|| (around.width(), around.height() / (1.0 - 2.0 * INSET)))
    }
}

/// [`Quad::overlap`] of an upright box, as nearly all are: no polygon has to be cut.
fn upright_overlap(b: &Rect, region: &Rect) -> Option<(f64, f64)> {
    let inset = INSET * b.height();
    let inner = Rect { x0: b.x0, y0: b.y0 + inset, x1: b.x1, y1: b.y1 - inset };
    let shared = inner.intersection(region).filter(|s| s.area() > 0.0)?;
    Some((shared.width() / inner.width(), shared.height() / inner.height()))
}

/// Cuts a polygon to the unit square, inset at top and bottom (Sutherland–Hodgman).
fn cut_to_glyph(mut polygon: Vec<Point>) -> Vec<Point> {
    let inside: [fn(Point) -> f64; 4] = [|p| p.x, |p| 1.0 - p.x, |p| p.y - INSET, |p| 1.0 - INSET - p.y];
    for distance in inside {
        let Some(&last) = polygon.last() else { break };
        let mut out = Vec::with_capacity(polygon.len() + 2);
        let mut before = last;
        for &point in &polygon {
            let (a, b) = (distance(before), distance(point));
            if (a < 0.0) != (b < 0.0) {
                let share = a / (a - b);
                let (dx, dy) = (point.x - before.x, point.y - before.y);
                out.push(Point::new(before.x + dx * share, before.y + dy * share));
            }
            if b >= 0.0 {
                out.push(point);
            }
            before = point;
        }
        polygon = out;
    }
    polygon
}

/// A glyph's box, a region, and whether the one is under the other.
#[cfg(test)]
type Case = (Quad, Rect, bool);

/// The rule as a table, for this measure and for that of `verify`: the two share no code, only these.
#[cfg(test)]
pub(crate) fn cases() -> Vec<Case> {
    let quad = |corners: [(f64, f64); 4]| Quad(corners.map(|(x, y)| Point::new(x, y)));
    // the inset box reaches from 102 to 118: 16 high, a fifth is 3.2
    let upright = Rect::new(100.0, 100.0, 110.0, 120.0).to_quad();
    let turned = quad([(120.0, 100.0), (120.0, 110.0), (100.0, 110.0), (100.0, 100.0)]);
    let leaning = quad([(0.0, 0.0), (7.0, 7.0), (-7.0, 21.0), (-14.0, 14.0)]);
    let slanted = quad([(0.0, 0.0), (10.0, 0.0), (16.0, 20.0), (6.0, 20.0)]);
    let flat = quad([(5.0, 5.0); 4]);
    let case =
        |(glyph, [x0, y0, x1, y1], under): (Quad, [f64; 4], bool)| (glyph, Rect::new(x0, y0, x1, y1), under);
    let all = [
        (upright, [90.0, 90.0, 101.2, 130.0], true),
        (upright, [90.0, 90.0, 100.8, 130.0], false),
        (upright, [90.0, 90.0, 130.0, 105.4], true),
        (upright, [90.0, 90.0, 130.0, 105.0], false),
        (upright, [90.0, 114.6, 130.0, 130.0], true),
        (upright, [90.0, 115.0, 130.0, 130.0], false),
        (upright, [104.0, 108.0, 106.0, 112.0], true),
        (upright, [111.0, 100.0, 120.0, 120.0], false),
        (turned, [90.0, 90.0, 130.0, 101.2], true),
        (turned, [90.0, 90.0, 130.0, 100.8], false),
        (turned, [90.0, 90.0, 105.4, 130.0], true),
        (turned, [90.0, 90.0, 105.0, 130.0], false),
        (leaning, [-5.0, 8.0, -3.0, 12.0], true),
        // only the bounds touch
        (leaning, [4.0, 12.0, 8.0, 20.0], false),
        // the bounds share more than the letter
        (slanted, [0.0, 10.0, 2.0, 20.0], false),
        (slanted, [0.0, 10.0, 4.9, 20.0], true),
        (flat, [0.0, 0.0, 10.0, 10.0], true),
        (flat, [6.0, 0.0, 10.0, 10.0], false),
    ];
    all.into_iter().map(case).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_glyph_is_under_a_region_from_a_tenth_of_its_width_and_a_fifth_of_its_inset_height() {
        for (glyph, region, under) in super::cases() {
            assert_eq!(glyph.is_under(&region), under, "{glyph:?} {region:?}");
        }
    }
}
