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
        let (widths, size, own) = (self.widths(at, piece)?, self.size(at), width(segment, piece));
        let hidden =
            |by: f64| widths.fitting((own + by - 2.0 * EXACT) / size, (own + by + 2.0 * EXACT) / size);
        let off = |by: &f64| by.abs() > 2.0 * EXACT && by.abs() < FAR;
        let fit = self.growths(segment).into_iter().filter(off).find_map(hidden)?;
        Some(Said::of(fit, WHAT))
    }

    /// By how much a line would have to be wider to stand as one of those around it that share a right edge or
    /// an axis; none when it keeps to a left edge, stands already, or stands in the middle of the page.
    fn growths(&self, segment: &Segment) -> Vec<f64> {
        let visible = || self.segments.iter().filter(|s| !s.is_panelled() && s.lettered);
        let page = f64::midpoint(self.painted.visible.x0, self.painted.visible.x1);
        let at_left = visible().any(|s| (s.x0() - segment.x0()).abs() <= 2.0 * SHARED);
        if at_left || (middle(segment) - page).abs() <= SHARED {
            return Vec::new();
        }
        let near = |s: &&Segment| (s.base - segment.base).abs() < 9.0 * segment.size;
        let others: Vec<&Segment> = visible().filter(near).collect();
        let shared = |value: fn(&Segment) -> f64, one: &Segment| {
            let mut alike = others.iter().filter(|s| (value(s) - value(one)).abs() < SHARED);
            alike.any(|s| (s.x0() - one.x0()).abs() > 2.0 * SHARED)
        };
        let is_axis = |s: &Segment| shared(middle, s) || (middle(s) - page).abs() < SHARED;
        let edges = others.iter().filter(|s| shared(Segment::x1, s)).map(|s| s.x1() - segment.x1());
        let axes = others.iter().filter(|s| is_axis(s)).map(|s| 2.0 * (middle(s) - middle(segment)));
        let all: Vec<f64> = edges.chain(axes).collect();
        if all.iter().any(|by| by.abs() <= SHARED) { Vec::new() } else { all }
    }
}

/// The middle of a segment.
fn middle(segment: &Segment) -> f64 {
    f64::midpoint(segment.x0(), segment.x1())
}
