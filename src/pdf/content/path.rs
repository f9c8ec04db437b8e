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

    /// Whether it is one rectangle, by `re` or by upright lines.
    pub(super) fn is_rectangle(&self) -> bool {
        matches!(self.subpaths.as_slice(), [one] if self.segments.get(one.start..one.end).is_some_and(is_rectangle))
    }

    pub(super) fn clear(&mut self) {
        self.segments.clear();
        self.subpaths.clear();
        self.clip = None;
    }
}

/// Whether a subpath is a rectangle: `re`, or four upright lines round its bounds. The space of the
/// operands must be upright (`cm` without slant) for the bounds to be the rectangle.
#[must_use]
pub fn is_rectangle(segments: &[Segment]) -> bool {
    let [first, sides @ ..] = segments else { return false };
    if first.operator == Operator::Rectangle {
        return sides.is_empty();
    }
    let upright = |s: &Segment| s.bounds.width() < 0.01 || s.bounds.height() < 0.01;
    let lines = sides.iter().filter(|s| s.operator == Operator::LineTo);
    let corners: Vec<(f64, f64)> =
        std::iter::once(first).chain(lines).map(|s| (s.numbers[0], s.numbers[1])).collect();
    let plain =
        sides.iter().all(|s| matches!(s.operator, Operator::LineTo | Operator::ClosePath) && upright(s));
    let distinct = |values: Vec<f64>| {
        let mut sorted = values;
        sorted.sort_by(f64::total_cmp);
        sorted.dedup();
        sorted.len() == 2
    };
    plain
        && (4..=5).contains(&corners.len())
        && distinct(corners.iter().map(|c| c.0).collect())
        && distinct(corners.iter().map(|c| c.1).collect())
        && corners.get(1) != corners.get(3)
}

fn point_bounds(p: Point) -> Rect {
    Rect { x0: p.x, y0: p.y, x1: p.x, y1: p.y }
}
