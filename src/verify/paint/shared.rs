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
    use crate::geom::{Point, Rect};
    use crate::verify::paint::{Glyph, Unseen};

    fn glyph(origin: (f64, f64), along: (f64, f64), up: (f64, f64)) -> Glyph {
        let point = |(x, y)| Point::new(x, y);
        let (x, y) =
            (origin.0 + along.0.min(0.0) + up.0.min(0.0), origin.1 + along.1.min(0.0) + up.1.min(0.0));
        let (wide, high) = (along.0.abs() + up.0.abs(), along.1.abs() + up.1.abs());
        Glyph {
            origin: point(origin),
            along: point(along),
            up: point(up),
            base: point(origin),
            bounds: Rect { x0: x, y0: y, x1: x + wide, y1: y + high },
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

    /// The same cases stand in the table of the measure that burning uses: the two never share code.
    #[test]
    fn a_glyph_is_under_a_region_by_what_they_share_in_its_own_frame() {
        let upright = glyph((100.0, 100.0), (10.0, 0.0), (0.0, 20.0));
        let turned = glyph((120.0, 100.0), (0.0, 10.0), (-20.0, 0.0));
        let leaning = glyph((0.0, 0.0), (7.0, 7.0), (-14.0, 14.0));
        let slanted = glyph((0.0, 0.0), (10.0, 0.0), (6.0, 20.0));
        let flat = glyph((5.0, 5.0), (0.0, 0.0), (0.0, 0.0));
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
            (leaning, [4.0, 12.0, 8.0, 20.0], false),
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
