//! When a shape is *under* a region (design, "Geometry and text").
//!
//! A glyph is under a region when the overlap with its advance box, inset by a tenth at top and
//! bottom, is more than a tenth of its width and a fifth of its height.

use crate::geom::{Matrix, Point, Quad, Rect};
use crate::pdf::content::device::Tile;

/// Share of the height cut off at top and at bottom.
const INSET: f64 = 0.1;
/// Share of the width from which on a glyph is under a region.
const WIDTH_SHARE: f64 = 0.1;
/// Share of the height from which on a glyph is under a region.
const HEIGHT_SHARE: f64 = 0.2;
/// Repetitions of a tiling pattern that are looked at, each way.
const MOST_TILES: i64 = 64;

/// How much of a glyph lies in a region, as shares of its inset box: width and height.
pub(super) fn overlap(quad: &Quad, region: &Rect) -> Option<(f64, f64)> {
    let bounds = quad.bounds();
    let touching = bounds.intersection(region)?;
    let [corner, right, _, top] = quad.0;
    let frame = Matrix([
        right.x - corner.x,
        right.y - corner.y,
        top.x - corner.x,
        top.y - corner.y,
        corner.x,
        corner.y,
    ]);
    let Some(back) = frame.invert() else {
        // no area: a mark of no width or no size lies in the region when it touches it
        let inside = touching.x0 <= touching.x1 && touching.y0 <= touching.y1;
        return inside.then_some((1.0, 1.0));
    };
    let cut = clip(back.apply_rect(region).0.to_vec());
    let low = cut.iter().fold((f64::INFINITY, f64::INFINITY), |l, p| (l.0.min(p.x), l.1.min(p.y)));
    let high = cut.iter().fold((f64::NEG_INFINITY, f64::NEG_INFINITY), |h, p| (h.0.max(p.x), h.1.max(p.y)));
    (high.0 > low.0 && high.1 > low.1).then(|| (high.0 - low.0, (high.1 - low.1) / (1.0 - 2.0 * INSET)))
}

/// Whether a glyph with this advance box is under the region.
pub(super) fn is_under(quad: &Quad, region: &Rect) -> bool {
    overlap(quad, region).is_some_and(|(wide, high)| wide > WIDTH_SHARE && high > HEIGHT_SHARE)
}

/// Cuts a polygon to the unit square, inset at top and bottom (Sutherland–Hodgman).
fn clip(mut polygon: Vec<Point>) -> Vec<Point> {
    let inside: [fn(Point) -> f64; 4] = [|p| p.x, |p| 1.0 - p.x, |p| p.y - INSET, |p| 1.0 - INSET - p.y];
    for distance in inside {
        let Some(&last) = polygon.last() else { break };
        let mut out = Vec::with_capacity(polygon.len() + 2);
        let mut before = last;
        for &point in &polygon {
            let (a, b) = (distance(before), distance(point));
            if (a < 0.0) != (b < 0.0) {
                let share = a / (a - b);
                out.push(Point::new(
                    before.x + (point.x - before.x) * share,
                    before.y + (point.y - before.y) * share,
                ));
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

/// The places a region takes relative to content that a tiling pattern repeats: shifted so that it
/// lies over the pattern's own cell. Without a pattern: the region itself.
pub(super) fn repeated(region: &Rect, content: &Rect, tile: Option<Tile>) -> Vec<Rect> {
    let Some(tile) = tile else { return vec![*region] };
    let steps = Matrix([tile.across.x, tile.across.y, tile.up.x, tile.up.y, 0.0, 0.0]);
    let Some(back) = steps.invert() else { return vec![*region] };
    // repetition (i, j) of the content touches the region when its shift lies in this range
    let reach = Rect::new(
        region.x0 - content.x1,
        region.y0 - content.y1,
        region.x1 - content.x0,
        region.y1 - content.y0,
    );
    let range = back.apply_rect(&reach).bounds();
    let clamp = |v: f64| (v.clamp(-1e9, 1e9)) as i64;
    let (i0, j0) = (clamp(range.x0.ceil()), clamp(range.y0.ceil()));
    let (i1, j1) = (clamp(range.x1.floor()), clamp(range.y1.floor()));
    if i1 - i0 > MOST_TILES || j1 - j0 > MOST_TILES {
        // so many fit under the region that every part of the cell is under it
        return vec![*content];
    }
    let mut out = Vec::new();
    for i in i0..=i1 {
        for j in j0..=j1 {
            let shift = steps.apply(Point::new(i as f64, j as f64));
            let (x, y) = (shift.x, shift.y);
            out.push(Rect::new(region.x0 - x, region.y0 - y, region.x1 - x, region.y1 - y));
        }
    }
    out
}

/// [`is_under`], repetitions of tiling patterns included.
pub(super) fn is_under_any(quad: &Quad, regions: &[Rect], tile: Option<Tile>) -> bool {
    let bounds = quad.bounds();
    if tile.is_none() {
        return regions.iter().any(|region| bounds.intersection(region).is_some() && is_under(quad, region));
    }
    regions.iter().flat_map(|region| repeated(region, &bounds, tile)).any(|region| is_under(quad, &region))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph() -> Quad {
        Rect::new(100.0, 100.0, 110.0, 120.0).to_quad()
    }

    #[test]
    fn a_tenth_of_the_width_and_a_fifth_of_the_inset_height_is_the_limit() {
        // the inset box reaches from 102 to 118: 16 high, a fifth is 3.2
        for (region, under) in [
            (Rect::new(90.0, 90.0, 101.2, 130.0), true),
            (Rect::new(90.0, 90.0, 100.8, 130.0), false),
            (Rect::new(90.0, 90.0, 130.0, 105.4), true),
            (Rect::new(90.0, 90.0, 130.0, 105.0), false),
            (Rect::new(90.0, 114.6, 130.0, 130.0), true),
            (Rect::new(90.0, 115.0, 130.0, 130.0), false),
            (Rect::new(104.0, 108.0, 106.0, 112.0), true),
            (Rect::new(111.0, 100.0, 120.0, 120.0), false),
        ] {
            assert_eq!(is_under(&glyph(), &region), under, "{region:?}");
        }
    }

    #[test]
    fn leaning_glyphs_are_measured_in_their_own_frame() {
        let turned = Quad([
            Point::new(0.0, 0.0),
            Point::new(7.0, 7.0),
            Point::new(-7.0, 21.0),
            Point::new(-14.0, 14.0),
        ]);
        assert!(is_under(&turned, &Rect::new(-5.0, 8.0, -3.0, 12.0)));
        assert!(!is_under(&turned, &Rect::new(4.0, 12.0, 8.0, 20.0)), "only the bounds touch");
    }

    #[test]
    fn every_repetition_of_a_pattern_counts() {
        let tile = Some(Tile { across: Point::new(50.0, 0.0), up: Point::new(0.0, 50.0) });
        let third = Rect::new(251.0, 100.0, 259.0, 120.0);
        assert!(is_under_any(&glyph(), &[third], tile));
        assert!(!is_under_any(&glyph(), &[third], None));
        let between = Rect::new(262.0, 100.0, 290.0, 120.0);
        assert!(!is_under_any(&glyph(), &[between], tile));
    }

    #[test]
    fn a_glyph_without_size_goes_when_it_is_touched() {
        let flat = Quad([Point::new(5.0, 5.0); 4]);
        assert!(is_under(&flat, &Rect::new(0.0, 0.0, 10.0, 10.0)));
        assert!(!is_under(&flat, &Rect::new(6.0, 0.0, 10.0, 10.0)));
    }
}
