//! Affine maps, in the standard's own order of multiplication.
//!
//! A map that flattens the plane has no inverse, and says so.

use serde::{Deserialize, Serialize};

use super::{Point, Quad, Rect};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_and_its_inverse_cancel() {
        let m = Matrix([2.0, 1.0, -1.0, 3.0, 5.0, 7.0]);
        let back = m.then(&m.invert().expect("not flat"));
        for (got, want) in back.0.iter().zip(Matrix::IDENTITY.0) {
            assert!((got - want).abs() < 1e-12);
        }
        assert_eq!(Matrix([1.0, 2.0, 2.0, 4.0, 0.0, 0.0]).invert(), None);
    }
}
