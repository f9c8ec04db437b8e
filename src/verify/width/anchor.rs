//! Lines set to the right or to the middle: there the place of what stands before a panel tells how wide
//! the line was.

use super::lines::Segment;
use super::sheet::{Sheet, width};
use super::{EXACT, Said};

/// How exactly lines share an edge, points.
const SHARED: f64 = 0.75;
/// Furthest that a line may be off an edge it was set to, points.
const FAR: f64 = 60.0;

impl Sheet<'_> {
    /// A line that keeps to no left edge and no longer to the right edge or axis of those around it.
    pub(super) fn off_axis(&self, at: usize, piece: usize) -> Option<Said> {
        const WHAT: &str = "a line with a panel no longer stands at the edge or axis of the lines around it";
        let segment = self.segments.get(at)?;
        let near = |s: &&Segment| {
            !s.is_panelled() && s.lettered && (s.base - segment.base).abs() < 9.0 * segment.size
        };
        let differs = |s: &&Segment| (s.x0() - segment.x0()).abs() > 2.0 * SHARED;
        if self.segments.iter().filter(|s| !s.is_panelled()).any(|s| !differs(&s)) {
            return None;
        }
        let others: Vec<&Segment> = self.segments.iter().filter(near).filter(differs).collect();
        let shared = |value: fn(&Segment) -> f64, one: &&Segment| {
            let alike = others.iter().filter(|s| (value(s) - value(one)).abs() < SHARED);
            let starts: Vec<f64> = alike.map(|s| s.x0()).collect();
            starts.iter().any(|x| (x - one.x0()).abs() > 2.0 * SHARED)
        };
        let right = others.iter().filter(|s| shared(Segment::x1, s)).map(|s| s.x1());
        let page = self.painted.visible;
        let middle = |s: &Segment| f64::midpoint(s.x0(), s.x1());
        let axes = others
            .iter()
            .filter(|s| shared(middle, s) || (middle(s) - middle_of(page.x0, page.x1)).abs() < SHARED);
        let off = |by: f64| by.abs() > 2.0 * EXACT && by.abs() < FAR;
        let by_edge: Vec<f64> = right.map(|x| x - segment.x1()).collect();
        let by_axis: Vec<f64> = axes.map(|s| 2.0 * (middle(s) - middle(segment))).collect();
        let stands = |moves: &[f64]| moves.iter().any(|by| by.abs() <= SHARED);
        if stands(&by_edge) || stands(&by_axis) {
            return None;
        }
        let (widths, size) = (self.widths(at, piece)?, self.size(at));
        let mut moves = by_edge.into_iter().chain(by_axis).filter(|by| off(*by)).peekable();
        moves.peek()?;
        let own = width(segment, piece);
        let fit = moves.find_map(|by| {
            widths.fitting((own + by - 2.0 * EXACT) / size, (own + by + 2.0 * EXACT) / size)
        })?;
        Some(Said::of(fit, WHAT))
    }
}

fn middle_of(a: f64, b: f64) -> f64 {
    f64::midpoint(a, b)
}
