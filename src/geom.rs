//! Points, rectangles, quadrilaterals, matrices and the frame of a page.
//!
//! A leaf: it imports nothing of the crate, so that every stage and the verifier measure with the
//! same ruler. Two frames exist and each function says which it takes:
//!
//! * **user space**: PDF user space (ISO 32000-2, 8.3.2), points before `UserUnit` and `Rotate`,
//!   origin bottom-left;
//! * **display space**: what a person sees: points of 1/72 inch after `UserUnit`, from the top-left
//!   corner of the `CropBox` with the page's rotation applied, y downwards.
//!
//! It refuses nothing; a degenerate matrix has no inverse and says so with `None`.

use serde::{Deserialize, Serialize};

/// A position; its frame is that of the value it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Point {
    /// Horizontal coordinate in points.
    pub x: f64,
    /// Vertical coordinate in points.
    pub y: f64,
}

impl Point {
    /// The point (`x`, `y`).
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// A closed, axis-parallel rectangle with `x0 <= x1` and `y0 <= y1`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Rect {
    /// Smaller horizontal coordinate.
    pub x0: f64,
    /// Smaller vertical coordinate.
    pub y0: f64,
    /// Larger horizontal coordinate.
    pub x1: f64,
    /// Larger vertical coordinate.
    pub y1: f64,
}

impl Rect {
    /// The rectangle spanned by two opposite corners, in any order.
    #[must_use]
    pub fn new(x0: f64, y0: f64, x1: f64, y1: f64) -> Self {
        Self { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) }
    }

    /// Width in points.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// Height in points.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// Area in square points.
    #[must_use]
    pub fn area(&self) -> f64 {
        self.width() * self.height()
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// What both share, or `None` when they do not even touch.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let r = Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        };
        (r.x0 <= r.x1 && r.y0 <= r.y1).then_some(r)
    }

    /// Grown by `by` points on every side (shrunk when negative, never inside out).
    #[must_use]
    pub fn inflate(&self, by: f64) -> Self {
        let (dx, dy) = (by.max(-self.width() / 2.0), by.max(-self.height() / 2.0));
        Self { x0: self.x0 - dx, y0: self.y0 - dy, x1: self.x1 + dx, y1: self.y1 + dy }
    }

    /// Whether the point lies inside or on the border.
    #[must_use]
    pub fn contains(&self, p: Point) -> bool {
        p.x >= self.x0 && p.x <= self.x1 && p.y >= self.y0 && p.y <= self.y1
    }

    /// The corners as a quadrilateral: lower left, lower right, upper right, upper left.
    #[must_use]
    pub fn to_quad(self) -> Quad {
        Quad([
            Point::new(self.x0, self.y0),
            Point::new(self.x1, self.y0),
            Point::new(self.x1, self.y1),
            Point::new(self.x0, self.y1),
        ])
    }

    /// Coordinates with two decimals, as every file and flag a person reads has them.
    #[must_use]
    pub fn rounded(&self) -> [f64; 4] {
        [self.x0, self.y0, self.x1, self.y1].map(|v| (v * 100.0).round() / 100.0)
    }
}

/// Four corners in the order lower left, lower right, upper right, upper left of the upright shape.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Quad(pub [Point; 4]);

impl Quad {
    /// The smallest upright rectangle around the corners.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let [a, b, c, d] = self.0;
        Rect {
            x0: a.x.min(b.x).min(c.x).min(d.x),
            y0: a.y.min(b.y).min(c.y).min(d.y),
            x1: a.x.max(b.x).max(c.x).max(d.x),
            y1: a.y.max(b.y).max(c.y).max(d.y),
        }
    }
}

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
        self.bounds().intersection(region)?;
        let [corner, right, _, top] = self.0;
        if right.y == corner.y && top.x == corner.x && right.x != corner.x && top.y != corner.y {
            return upright_overlap(&self.bounds(), region);
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

/// An affine map `[a b c d e f]` as ISO 32000-2, 8.3.3 writes it: `x' = a·x + c·y + e`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// The map that changes nothing.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// A shift by (`x`, `y`).
    #[must_use]
    pub const fn translate(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First `self`, then `next`: the product `self × next` of the standard's row vectors, so that
    /// `cm` is `matrix.then(&ctm)`.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, next.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Where the map takes a point.
    #[must_use]
    pub fn apply(&self, p: Point) -> Point {
        let [a, b, c, d, e, f] = self.0;
        Point::new(a * p.x + c * p.y + e, b * p.x + d * p.y + f)
    }

    /// Where the map takes a rectangle's corners.
    #[must_use]
    pub fn apply_rect(&self, r: &Rect) -> Quad {
        Quad(r.to_quad().0.map(|p| self.apply(p)))
    }

    /// The determinant: the factor by which areas grow.
    #[must_use]
    pub fn determinant(&self) -> f64 {
        self.0[0] * self.0[3] - self.0[1] * self.0[2]
    }

    /// The map back, or `None` when the map flattens the plane.
    #[must_use]
    pub fn invert(&self) -> Option<Self> {
        let det = self.determinant();
        if !det.is_finite() || det.abs() < 1e-12 {
            return None;
        }
        let [a, b, c, d, e, f] = self.0;
        Some(Self([d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det]))
    }
}

impl Default for Matrix {
    fn default() -> Self {
        Self::IDENTITY
    }
}

/// The frame of a page: what turns user space into display space (ISO 32000-2, 14.11.2 and 7.7.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PageGeometry {
    /// `MediaBox` in user space.
    pub media_box: Rect,
    /// `CropBox` in user space, already clipped to the `MediaBox`.
    pub crop_box: Rect,
    /// `Rotate`: clockwise degrees, one of 0, 90, 180, 270.
    pub rotate: u16,
    /// `UserUnit`: display points per user-space unit.
    pub user_unit: f64,
}

impl PageGeometry {
    /// An unrotated page of `width` × `height` points with its origin at the lower left.
    #[must_use]
    pub fn upright(width: f64, height: f64) -> Self {
        let media_box = Rect::new(0.0, 0.0, width, height);
        Self { media_box, crop_box: media_box, rotate: 0, user_unit: 1.0 }
    }

    /// The map from user space to display space.
    #[must_use]
    pub fn to_display(&self) -> Matrix {
        let (c, u) = (&self.crop_box, self.user_unit);
        let m = match self.rotate {
            90 => [0.0, u, u, 0.0, -c.y0 * u, -c.x0 * u],
            180 => [-u, 0.0, 0.0, u, c.x1 * u, -c.y0 * u],
            270 => [0.0, -u, -u, 0.0, c.y1 * u, c.x1 * u],
            _ => [u, 0.0, 0.0, -u, -c.x0 * u, c.y1 * u],
        };
        Matrix(m)
    }

    /// A user-space rectangle as a person sees it, in display space.
    #[must_use]
    pub fn display_rect(&self, user: &Rect) -> Rect {
        self.to_display().apply_rect(user).bounds()
    }

    /// A display-space rectangle in user space; the inverse of [`Self::display_rect`].
    #[must_use]
    pub fn user_rect(&self, display: &Rect) -> Rect {
        let inverse = self.to_display().invert().unwrap_or_default();
        inverse.apply_rect(display).bounds()
    }

    /// Width and height of the page as displayed, in points.
    #[must_use]
    pub fn display_size(&self) -> (f64, f64) {
        let r = self.display_rect(&self.crop_box);
        (r.width(), r.height())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_space_starts_at_the_top_left_corner_in_every_rotation() {
        let crop_box = Rect::new(10.0, 20.0, 110.0, 220.0);
        for (rotate, corner) in
            [(0, (10.0, 220.0)), (90, (10.0, 20.0)), (180, (110.0, 20.0)), (270, (110.0, 220.0))]
        {
            let page = PageGeometry { media_box: crop_box, crop_box, rotate, user_unit: 2.0 };
            let p = page.to_display().apply(Point::new(corner.0, corner.1));
            assert_eq!((p.x, p.y), (0.0, 0.0), "rotate {rotate}");
            let size = if rotate % 180 == 0 { (200.0, 400.0) } else { (400.0, 200.0) };
            assert_eq!(page.display_size(), size, "rotate {rotate}");
            let r = Rect::new(30.0, 40.0, 50.0, 60.0);
            assert_eq!(page.user_rect(&page.display_rect(&r)), r, "rotate {rotate}");
        }
    }

    #[test]
    fn a_matrix_and_its_inverse_cancel() {
        let m = Matrix([2.0, 1.0, -1.0, 3.0, 5.0, 7.0]);
        let back = m.then(&m.invert().expect("not flat"));
        for (got, want) in back.0.iter().zip(Matrix::IDENTITY.0) {
            assert!((got - want).abs() < 1e-12);
        }
        assert_eq!(Matrix([1.0, 2.0, 2.0, 4.0, 0.0, 0.0]).invert(), None);
    }

    /// The rule of design section 4 as a table; `verify` has a table of the same cases.
    #[test]
    fn a_glyph_is_under_a_region_from_a_tenth_of_its_width_and_a_fifth_of_its_inset_height() {
        // the inset box reaches from 102 to 118: 16 high, a fifth is 3.2
        let upright = Rect::new(100.0, 100.0, 110.0, 120.0).to_quad();
        let point = |x, y| Point::new(x, y);
        let turned =
            Quad([point(120.0, 100.0), point(120.0, 110.0), point(100.0, 110.0), point(100.0, 100.0)]);
        let leaning = Quad([point(0.0, 0.0), point(7.0, 7.0), point(-7.0, 21.0), point(-14.0, 14.0)]);
        let slanted = Quad([point(0.0, 0.0), point(10.0, 0.0), point(16.0, 20.0), point(6.0, 20.0)]);
        let flat = Quad([point(5.0, 5.0); 4]);
        for (glyph, region, under) in [
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
        ] {
            let [x0, y0, x1, y1] = region;
            assert_eq!(glyph.is_under(&Rect::new(x0, y0, x1, y1)), under, "{glyph:?} {region:?}");
        }
    }
}
