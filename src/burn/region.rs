//! Regions where tiling patterns repeat content: what is under any repetition is under the region
//! (the rule itself is [`Quad::is_under`]).

use crate::geom::{Matrix, Point, Quad, Rect};
use crate::pdf::content::device::Tile;

/// Repetitions of a tiling pattern that are looked at, each way.
const MOST_TILES: i64 = 64;

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

/// Regions that are asked about for glyph after glyph: the letters of a line lie beside the same few of them.
pub(super) struct Beside<'r> {
    regions: &'r [Rect],
    /// Bottom and top of the last glyph.
    line: (f64, f64),
    /// What reaches into its height.
    near: Vec<Rect>,
}

impl<'r> Beside<'r> {
    pub(super) fn new(regions: &'r [Rect]) -> Self {
        Self { regions, line: (f64::NAN, f64::NAN), near: Vec::new() }
    }

    /// [`Quad::is_under`] any of the regions, repetitions of tiling patterns included. `bounds` are those of
    /// `quad`.
    pub(super) fn take(&mut self, quad: &Quad, bounds: &Rect, tile: Option<Tile>) -> bool {
        if tile.is_some() {
            let repeated = self.regions.iter().flat_map(|region| repeated(region, bounds, tile));
            return repeated.into_iter().any(|region| quad.is_under(&region));
        }
        if self.line != (bounds.y0, bounds.y1) {
            let reach = |r: &&Rect| !(bounds.y0 > r.y1 || r.y0 > bounds.y1);
            self.near.clear();
            self.near.extend(self.regions.iter().filter(reach));
            self.line = (bounds.y0, bounds.y1);
        }
        self.near.iter().any(|region| bounds.may_touch(region) && quad.is_under(region))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph() -> Quad {
        Rect::new(100.0, 100.0, 110.0, 120.0).to_quad()
    }

    #[test]
    fn every_repetition_of_a_pattern_counts() {
        let take = |region, tile| Beside::new(&[region]).take(&glyph(), &glyph().bounds(), tile);
        let tile = Some(Tile { across: Point::new(50.0, 0.0), up: Point::new(0.0, 50.0) });
        let third = Rect::new(251.0, 100.0, 259.0, 120.0);
        assert!(take(third, tile));
        assert!(!take(third, None));
        let between = Rect::new(262.0, 100.0, 290.0, 120.0);
        assert!(!take(between, tile));
    }

    #[test]
    fn a_line_is_asked_anew_what_lies_beside_it() {
        let at = |x: f64, y: f64| Rect::new(x, y, x + 10.0, y + 20.0).to_quad();
        let regions = [Rect::new(0.0, 100.0, 50.0, 120.0), Rect::new(100.0, 300.0, 150.0, 320.0)];
        let mut beside = Beside::new(&regions);
        let places = [(20.0, 100.0), (120.0, 100.0), (20.0, 300.0), (120.0, 300.0), (20.0, 100.0)];
        let taken = places.map(|(x, y)| beside.take(&at(x, y), &at(x, y).bounds(), None));
        assert_eq!(taken, [true, false, false, true, true]);
    }
}
