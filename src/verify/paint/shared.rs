//! What a slanted region and an upright box share: neither's bounds tell, only where their sides cross.
//!
//! It takes convex quadrilaterals and refuses nothing; what only touches shares nothing.

use crate::geom::{Point, Rect};

/// The bounds of what a box and a parallelogram share: of the corners of each that lie in the other, and
/// of the points where their sides cross.
pub(super) fn bounds(inner: &Rect, quad: &[Point; 4]) -> Option<Rect> {
    let mut found: Option<Rect> = None;
    let mut add = |p: Point| {
        let here = Rect { x0: p.x, y0: p.y, x1: p.x, y1: p.y };
        found = Some(found.map_or(here, |f| f.union(&here)));
    };
    let own = inner.to_quad().0;
    quad.iter().filter(|p| inner.contains(**p)).for_each(|p| add(*p));
    own.iter().filter(|p| holds(quad, **p)).for_each(|p| add(*p));
    for (a, b) in sides(quad) {
        sides(&own).filter_map(|(c, d)| crossing((a, b), (c, d))).for_each(&mut add);
    }
    found.filter(|f| f.area() > 0.0)
}

fn sides(quad: &[Point; 4]) -> impl Iterator<Item = (Point, Point)> + '_ {
    quad.iter().copied().zip(quad.iter().copied().cycle().skip(1))
}

/// On which side of a line a point lies.
fn side((a, b): (Point, Point), p: Point) -> f64 {
    (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)
}

fn holds(quad: &[Point; 4], p: Point) -> bool {
    sides(quad).all(|s| side(s, p) >= 0.0) || sides(quad).all(|s| side(s, p) <= 0.0)
}

fn crossing((a, b): (Point, Point), other: (Point, Point)) -> Option<Point> {
    let (from, to) = (side(other, a), side(other, b));
    let (first, last) = (side((a, b), other.0), side((a, b), other.1));
    if from * to >= 0.0 || first * last > 0.0 {
        return None;
    }
    let share = from / (from - to);
    Some(Point::new(a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)))
}

#[cfg(test)]
mod tests {
    use crate::geom::{Point, Quad, under_cases};
    use crate::verify::paint::{Glyph, Unseen};

    fn glyph(quad: Quad) -> Glyph {
        let [origin, right, _, top] = quad.0;
        let from_origin = |p: Point| Point::new(p.x - origin.x, p.y - origin.y);
        Glyph {
            origin,
            along: from_origin(right),
            up: from_origin(top),
            base: origin,
            bounds: quad.bounds(),
            size: 10.0,
            code: 0,
            font: 0,
            order: 0,
            blank: false,
            copy: false,
            colour: [0; 3],
            mixed: false,
            unseen: Unseen::default(),
        }
    }

    /// By the same cases as the measure that burning uses: the two share no code, only these.
    #[test]
    fn a_glyph_is_under_a_region_by_what_they_share_in_its_own_frame() {
        for (quad, region, under) in under_cases() {
            assert_eq!(glyph(quad).is_under(&region), under, "{quad:?} {region:?}");
        }
    }
}
