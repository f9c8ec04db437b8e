//! Segments parted between the cells of a table, however near a panel stands to the next cell: at upright
//! rules, and where none are drawn at the places at which the cells of other rows begin.

use super::lines::Segment;
use crate::verify::paint::{Painted, Shape};

/// Rows further apart than this many sizes are not of one table.
pub(super) const REACH: f64 = 8.0;
/// Cells of a column begin this near to one another, points.
pub(super) const LEVEL: f64 = 0.3;

/// The segments, those with a panel parted.
pub(super) fn part(all: Vec<Segment>, painted: &Painted) -> Vec<Segment> {
    let rules: Vec<&Shape> = painted
        .shapes
        .iter()
        .filter(|s| s.plain && !s.hidden && s.bounds.width() < 2.0 && s.bounds.height() > 4.0)
        .collect();
    let cuts: Vec<Vec<usize>> = all.iter().map(|segment| cuts(&all, segment, &rules)).collect();
    let mut out = Vec::with_capacity(all.len());
    for (mut segment, cuts) in all.into_iter().zip(cuts) {
        let whole = out.len();
        for cut in cuts.into_iter().rev() {
            out.push(segment.split_off(cut).sized(painted));
        }
        out.push(if out.len() == whole { segment } else { segment.sized(painted) });
    }
    out
}

/// Where a segment with a panel is to be parted, by the indices of the pieces that begin a cell, in their order.
fn cuts(all: &[Segment], segment: &Segment, rules: &[&Shape]) -> Vec<usize> {
    if !segment.is_panelled() {
        return Vec::new();
    }
    let begins = |(next, gap): (usize, f64)| {
        let x = segment.pieces.get(next)?.x0;
        let ruled = rules.iter().any(|s| crosses(s, segment, (x - gap, x)));
        // of two pieces that begin at one place none is parted from the other
        let first = segment.pieces.partition_point(|p| p.x0 < x);
        (first > 0 && (ruled || is_column(all, segment, x))).then_some(first)
    };
    let mut cuts: Vec<usize> = segment.gaps().filter_map(begins).collect();
    cuts.dedup();
    cuts
}

/// Whether something stands before a segment on its row.
pub(super) fn stands_behind(all: &[Segment], segment: &Segment) -> bool {
    let level = |s: &&Segment| (s.base - segment.base).abs() < 0.1 * segment.size;
    all.iter().filter(level).any(|s| s.x1() < segment.x0())
}

/// Whether an upright rule stands between two ends of a segment.
fn crosses(rule: &Shape, segment: &Segment, (from, to): (f64, f64)) -> bool {
    let b = &rule.bounds;
    let level = b.y0 < segment.base - 0.3 * segment.size && b.y1 >= segment.base;
    level && b.x0 > from - LEVEL && b.x1 < to + LEVEL
}

/// Whether two other rows have something that begins at `x`, of which one stands apart from what is before it.
fn is_column(all: &[Segment], segment: &Segment, x: f64) -> bool {
    let near = |s: &&Segment| {
        let away = (s.base - segment.base).abs();
        away > 0.5 * segment.size && away < REACH * segment.size
    };
    let level = |other: f64| (other - x).abs() < LEVEL;
    let (mut apart, mut count) = (0, 0);
    for other in all.iter().filter(near) {
        count += usize::from(other.pieces.iter().any(|p| level(p.x0)));
        apart += usize::from(level(other.x0()) && stands_behind(all, other));
    }
    apart >= 1 && count >= 2
}
