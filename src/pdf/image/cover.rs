//! Which cells of a grid (pixels, or blocks of a lossy codec) regions touch, rounded outwards.
//!
//! A region that cannot be measured (a coordinate that is no number) covers everything: too much is
//! removed rather than too little.

use crate::geom::{Point, Quad};

/// How far inside a cell a region must reach, in cells, before the cell counts as touched: what is
/// less than that is the noise of the calculation, not the region.
const NOISE: f64 = 1e-6;

/// Cells `start..end` of one row of the grid, rows counted from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) row: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A grid laid over an image's unit square: cells of `cell` pixels over an image of `size` pixels,
/// starting at the upper left corner (ISO 32000-2, 8.9.3).
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    pub(super) size: (u32, u32),
    pub(super) cell: (u32, u32),
}

impl Grid {
    /// One cell per pixel.
    pub(super) fn pixels(width: u32, height: u32) -> Self {
        Self { size: (width, height), cell: (1, 1) }
    }

    fn columns(&self) -> u32 {
        self.size.0.div_ceil(self.cell.0.max(1))
    }

    fn rows(&self) -> u32 {
        self.size.1.div_ceil(self.cell.1.max(1))
    }

    /// The touched cells; rows may come more than once when regions overlap.
    pub(super) fn spans(&self, regions: &[Quad]) -> Vec<Span> {
        regions.iter().flat_map(|quad| self.quad_spans(quad)).collect()
    }

    fn quad_spans(&self, quad: &Quad) -> Vec<Span> {
        if quad.0.iter().any(|p| !p.x.is_finite() || !p.y.is_finite()) {
            return (0..self.rows()).map(|row| Span { row, start: 0, end: self.columns() }).collect();
        }
        let corners = quad.0.map(|p| self.to_cells(p));
        let bounds = Quad(corners).bounds();
        let Some((first, last)) = outward(bounds.y0, bounds.y1, self.rows()) else { return Vec::new() };
        (first..last)
            .filter_map(|row| {
                let (x0, x1) = extent(&corners, f64::from(row), f64::from(row) + 1.0)?;
                let (start, end) = outward(x0, x1, self.columns())?;
                Some(Span { row, start, end })
            })
            .collect()
    }

    /// Unit square (y up) to cells (y down).
    fn to_cells(self, p: Point) -> Point {
        let (w, h) = (f64::from(self.size.0), f64::from(self.size.1));
        Point::new(p.x * w / f64::from(self.cell.0), (1.0 - p.y) * h / f64::from(self.cell.1))
    }
}

/// The cells that the closed interval touches, at least one, or `None` when it lies off the grid.
fn outward(low: f64, high: f64, count: u32) -> Option<(u32, u32)> {
    if high < 0.0 || low > f64::from(count) || count == 0 {
        return None;
    }
    let start = (low + NOISE).floor().clamp(0.0, f64::from(count - 1)) as u32;
    let end = (high - NOISE).ceil().clamp(0.0, f64::from(count)) as u32;
    Some((start, end.max(start + 1)))
}

/// How far the hull of the corners reaches horizontally between two heights. All six connections of
/// the corners are measured, so that their order does not matter.
fn extent(corners: &[Point; 4], top: f64, bottom: f64) -> Option<(f64, f64)> {
    let mut found: Option<(f64, f64)> = None;
    let mut meet = |x: f64| {
        found = Some(found.map_or((x, x), |(a, b)| (a.min(x), b.max(x))));
    };
    for (i, a) in corners.iter().enumerate() {
        for b in corners.iter().skip(i + 1) {
            let (y0, y1) = (a.y.min(b.y).max(top), a.y.max(b.y).min(bottom));
            if y0 > y1 {
                continue;
            }
            for y in [y0, y1] {
                if a.y == b.y {
                    meet(a.x);
                    meet(b.x);
                } else {
                    let t = ((y - a.y) / (b.y - a.y)).clamp(0.0, 1.0);
                    meet(a.x + t * (b.x - a.x));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Rect;

    fn cells(grid: Grid, quad: Quad) -> Vec<(u32, u32, u32)> {
        grid.spans(&[quad]).iter().map(|s| (s.row, s.start, s.end)).collect()
    }

    #[test]
    fn pixels_are_rounded_outwards_and_counted_from_the_top() {
        let grid = Grid::pixels(10, 10);
        assert_eq!(cells(grid, Rect::new(0.11, 0.85, 0.39, 1.0).to_quad()), [(0, 1, 4), (1, 1, 4)]);
        assert_eq!(cells(grid, Rect::new(0.1, 0.9, 0.3, 1.0).to_quad()), [(0, 1, 3)], "no extra pixel");
        assert_eq!(
            cells(grid, Rect::new(0.55, 0.0, 0.55, 0.0).to_quad()),
            [(9, 5, 6)],
            "a point has a pixel"
        );
        assert_eq!(cells(grid, Rect::new(1.2, 0.0, 1.5, 1.0).to_quad()), [], "off the image");
    }

    #[test]
    fn blocks_of_a_lossy_codec_go_whole() {
        let grid = Grid { size: (20, 20), cell: (8, 8) };
        assert_eq!(cells(grid, Rect::new(0.35, 0.5, 0.45, 0.55).to_quad()), [(1, 0, 2)]);
    }

    #[test]
    fn a_skewed_region_covers_its_hull_only_in_any_order_of_its_corners() {
        let p = Point::new;
        let diamond = Quad([p(0.5, 0.0), p(1.0, 0.5), p(0.5, 1.0), p(0.0, 0.5)]);
        let expected = [(0, 1, 3), (1, 0, 4), (2, 0, 4), (3, 1, 3)];
        assert_eq!(cells(Grid::pixels(4, 4), diamond), expected);
        let [a, b, c, d] = diamond.0;
        assert_eq!(cells(Grid::pixels(4, 4), Quad([a, c, b, d])), expected);
    }

    #[test]
    fn what_cannot_be_measured_covers_everything() {
        let quad = Quad([Point::new(f64::NAN, 0.0); 4]);
        assert_eq!(cells(Grid::pixels(2, 2), quad), [(0, 0, 2), (1, 0, 2)]);
    }
}
