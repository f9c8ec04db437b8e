//! The path under construction (ISO 32000-2, 8.5.2): subpaths with their bounds in user space.

use super::device::{Segment, Subpath};
use super::operator::Operator;
use crate::geom::{Matrix, Point, Rect};

/// Collects path construction operators until a painting operator takes them.
#[derive(Debug, Default)]
pub(super) struct PathBuilder {
    pub(super) segments: Vec<Segment>,
    pub(super) subpaths: Vec<Subpath>,
    pub(super) clip: Option<Operator>,
    current: Point,
    start: Point,
}

impl PathBuilder {
    pub(super) fn add(&mut self, operator: Operator, numbers: [f64; 6], ctm: &Matrix) {
        let [a, b, c, d, e, f] = numbers;
        let from = ctm.apply(self.current);
        let (points, end): (&[Point], Point) = match operator {
            Operator::MoveTo | Operator::LineTo => (&[Point::new(a, b)], Point::new(a, b)),
            Operator::CurveTo => (&[Point::new(a, b), Point::new(c, d), Point::new(e, f)], Point::new(e, f)),
            Operator::CurveToV | Operator::CurveToY => {
                (&[Point::new(a, b), Point::new(c, d)], Point::new(c, d))
            }
            Operator::Rectangle => (
                &[Point::new(a, b), Point::new(a + c, b), Point::new(a + c, b + d), Point::new(a, b + d)],
                Point::new(a, b),
            ),
            _ => (&[self.start], self.start),
        };
        let begins = matches!(operator, Operator::MoveTo | Operator::Rectangle);
        let first = points.first().map_or(from, |&p| ctm.apply(p));
        let mut bounds = point_bounds(if begins { first } else { from });
        for &point in points {
            bounds = bounds.union(&point_bounds(ctm.apply(point)));
        }
        self.current = end;
        if begins {
            self.start = end;
        }
        self.push(Segment { operator, numbers, bounds }, begins);
    }

    fn push(&mut self, segment: Segment, begins: bool) {
        let at = self.segments.len();
        self.segments.push(segment);
        let curved = matches!(segment.operator, Operator::CurveTo | Operator::CurveToV | Operator::CurveToY);
        match self.subpaths.last_mut() {
            Some(subpath) if !begins => {
                subpath.end = at + 1;
                subpath.bounds = subpath.bounds.union(&segment.bounds);
                subpath.plain &= !curved && subpath.end - subpath.start <= 6;
            }
            _ => {
                let bounds = segment.bounds;
                self.subpaths.push(Subpath { start: at, end: at + 1, bounds, plain: !curved });
            }
        }
    }

    /// Bounds of the whole path in user space.
    pub(super) fn bounds(&self) -> Option<Rect> {
        self.subpaths.iter().map(|s| s.bounds).reduce(|a, b| a.union(&b))
    }

    pub(super) fn clear(&mut self) {
        self.segments.clear();
        self.subpaths.clear();
        self.clip = None;
    }
}

fn point_bounds(p: Point) -> Rect {
    Rect { x0: p.x, y0: p.y, x1: p.x, y1: p.y }
}
