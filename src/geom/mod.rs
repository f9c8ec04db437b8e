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

mod matrix;
mod page;
mod under;

pub use matrix::Matrix;
pub use page::PageGeometry;
#[cfg(test)]
pub(crate) use under::cases as under_cases;

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
        if x0 <= x1 && y0 <= y1 {
            return Self { x0, y0, x1, y1 };
        }
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
        // most things lie apart, which costs less to see than what they share
        if !self.may_touch(other) {
            return None;
        }
        let r = Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        };
        (r.x0 <= r.x1 && r.y0 <= r.y1).then_some(r)
    }

    /// Whether both may share something: what says no here has no [`Self::intersection`]. Cheaper than that,
    /// where most things lie apart.
    #[must_use]
    pub fn may_touch(&self, other: &Self) -> bool {
        let apart = self.x0 > other.x1 || other.x0 > self.x1 || self.y0 > other.y1 || other.y0 > self.y1;
        !apart
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

    /// Whether the other lies inside, borders included.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.contains(Point::new(other.x0, other.y0)) && self.contains(Point::new(other.x1, other.y1))
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
        // nearly all letters and pictures stand upright, which costs less to see than eight minima
        if a.x == d.x && b.x == c.x && a.y == b.y && c.y == d.y {
            let (x0, x1) = if a.x <= b.x { (a.x, b.x) } else { (b.x, a.x) };
            let (y0, y1) = if a.y <= d.y { (a.y, d.y) } else { (d.y, a.y) };
            return Rect { x0, y0, x1, y1 };
        }
        Rect {
            x0: a.x.min(b.x).min(c.x).min(d.x),
            y0: a.y.min(b.y).min(c.y).min(d.y),
            x1: a.x.max(b.x).max(c.x).max(d.x),
            y1: a.y.max(b.y).max(c.y).max(d.y),
        }
    }
}
