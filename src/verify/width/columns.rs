//! Segments parted between the cells of a table, however near a panel stands to the next cell: at upright
//! rules, and where none are drawn at the places at which the cells of other rows begin.

use super::lines::{Segment, modal};
use crate::verify::paint::{Painted, Shape};

/// Rows further apart than this many sizes are not of one table.
const REACH: f64 = 8.0;
/// Cells of a column begin this near to one another, points.
const LEVEL: f64 = 0.3;

/// The segments, those with a panel parted.
pub(super) fn part(all: Vec<Segment>, painted: &Painted) -> Vec<Segment> {
    let rules: Vec<&Shape> = painted
        .shapes
        .iter()
        .filter(|s| s.plain && !s.hidden && s.bounds.width() < 2.0 && s.bounds.height() > 4.0)
        .collect();
    let begins = |at: usize, x: f64| {
        let Some(segment) = all.get(at) else { return false };
        segment.pieces.iter().any(|p| (p.x0 - x).abs() < 1e-6) && is_column(&all, at, x)
    };
    let mut out = Vec::with_capacity(all.len());
    for (at, segment) in all.iter().enumerate() {
        if !segment.is_panelled() {
            out.push(segment.clone());
            continue;
        }
        let mut rest = segment.clone();
        for (next, gap) in segment.gaps() {
            let Some(x) = segment.pieces.get(next).map(|p| p.x0) else { continue };
            let ruled = rules.iter().any(|s| crosses(s, segment, (x - gap, x)));
            if let Some(place) = rest.pieces.iter().position(|p| p.x0 >= x).filter(|_| ruled || begins(at, x))
            {
                let after = rest.pieces.split_off(place);
                out.push(sized(
                    Segment { pieces: std::mem::take(&mut rest.pieces), ..segment.clone() },
                    painted,
                ));
                rest.pieces = after;
            }
        }
        out.push(sized(rest, painted));
    }
    out.retain(|s| !s.pieces.is_empty());
    out
}

/// Whether an upright rule stands between two ends of a segment.
fn crosses(rule: &Shape, segment: &Segment, (from, to): (f64, f64)) -> bool {
    let b = &rule.bounds;
    let level = b.y0 < segment.base - 0.3 * segment.size && b.y1 >= segment.base;
    level && b.x0 > from - LEVEL && b.x1 < to + LEVEL
}

/// Whether two other rows have something that begins at `x`, of which one stands apart from what is before it.
fn is_column(all: &[Segment], at: usize, x: f64) -> bool {
    let Some(segment) = all.get(at) else { return false };
    let near = |s: &&Segment| {
        let away = (s.base - segment.base).abs();
        away > 0.5 * segment.size && away < REACH * segment.size
    };
    let level = |other: f64| (other - x).abs() < LEVEL;
    let row_before =
        |s: &Segment| all.iter().any(|o| (o.base - s.base).abs() < 0.1 * s.size && o.x1() < s.x0());
    let (mut apart, mut count) = (0, 0);
    for other in all.iter().filter(near) {
        count += usize::from(other.pieces.iter().any(|p| level(p.x0)));
        apart += usize::from(level(other.x0()) && row_before(other));
    }
    apart >= 1 && count >= 2
}

/// With the size of its own letters.
fn sized(mut segment: Segment, painted: &Painted) -> Segment {
    match modal(painted, segment.pieces.iter().flat_map(|p| &p.glyphs)) {
        Some(size) => segment.size = size,
        None => segment.lettered = false,
    }
    segment
}
