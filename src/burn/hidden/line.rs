//! The strips that the lines of a stroked path fill (ISO 32000-2, 8.5.3.2).

use super::sheet::{Shape, convex};
use crate::geom::{Matrix, Point, Rect};
use crate::pdf::content::Operator;
use crate::pdf::content::device::{PaintedPath, Segment};

/// Segments of one path that are looked at one by one.
const MOST_SEGMENTS: usize = 400;

/// For each segment where it lies and what it certainly fills. Caps and joins are left out, so what
/// is filled is a little more.
pub(super) fn strokes(path: &PaintedPath<'_>) -> Vec<(Rect, Shape)> {
    let reach = path.line_width / 2.0;
    if path.segments.len() > MOST_SEGMENTS || !is_even(&path.matrix) {
        let whole = path.subpaths.iter().map(|s| s.bounds).reduce(|a, b| a.union(&b));
        return whole.into_iter().map(|bounds| (bounds.inflate(reach), Shape::Unknown)).collect();
    }
    let (mut out, mut from, mut start) = (Vec::new(), Point::default(), Point::default());
    for segment in path.segments {
        let [a, b, c, d, ..] = segment.numbers;
        let to = |x, y| path.matrix.apply(Point::new(x, y));
        match segment.operator {
            Operator::MoveTo => (from, start) = (to(a, b), to(a, b)),
            Operator::LineTo => {
                out.extend(strip(from, to(a, b), reach));
                from = to(a, b);
            }
            Operator::Rectangle => {
                let corners = [to(a, b), to(a + c, b), to(a + c, b + d), to(a, b + d)];
                let sides = corners.iter().zip(corners.iter().cycle().skip(1));
                out.extend(sides.filter_map(|(p, q)| strip(*p, *q, reach)));
                (from, start) = (to(a, b), to(a, b));
            }
            Operator::ClosePath => {
                out.extend(strip(from, start, reach));
                from = start;
            }
            _ => {
                out.push((segment.bounds.inflate(reach), Shape::Unknown));
                from = path.matrix.apply(end(segment));
            }
        }
    }
    out
}

/// Whether lines are as thick in all directions.
fn is_even(matrix: &Matrix) -> bool {
    let [a, b, c, d, ..] = matrix.0;
    let (u, v) = (a.hypot(b), c.hypot(d));
    (u - v).abs() <= 0.01 * u.max(v) && (a * c + b * d).abs() <= 0.01 * u * v
}

fn end(segment: &Segment) -> Point {
    let [_, _, c, d, e, f] = segment.numbers;
    if segment.operator == Operator::CurveTo { Point::new(e, f) } else { Point::new(c, d) }
}

fn strip(a: Point, b: Point, reach: f64) -> Option<(Rect, Shape)> {
    let (x, y) = (b.x - a.x, b.y - a.y);
    let long = x.hypot(y);
    if long <= 0.0 || !long.is_finite() || !reach.is_finite() {
        return None;
    }
    let (nx, ny) = (-y / long * reach, x / long * reach);
    let corners = vec![
        Point::new(a.x + nx, a.y + ny),
        Point::new(a.x - nx, a.y - ny),
        Point::new(b.x - nx, b.y - ny),
        Point::new(b.x + nx, b.y + ny),
    ];
    let bounds = corners.iter().fold(Rect { x0: a.x, y0: a.y, x1: a.x, y1: a.y }, |r, p| {
        r.union(&Rect { x0: p.x, y0: p.y, x1: p.x, y1: p.y })
    });
    let straight = x.abs() < 1e-6 || y.abs() < 1e-6;
    let shape = if straight { Some(Shape::Rect) } else { convex(corners) };
    Some((bounds, shape.unwrap_or(Shape::Unknown)))
}
