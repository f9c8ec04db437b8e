//! Emitting paths without the subpaths under a panel.
//!
//! Small outlines (letters drawn as paths) go whole. Rules, borders and backgrounds that merely pass
//! stay: they identify nothing. Of larger shapes the detail inside a panel is straightened, so that
//! nothing of a signature or curve is left under it.

use super::region::repeated;
use crate::geom::{Point, Rect};
use crate::pdf::content::device::{PaintedPath, Segment, Subpath};
use crate::pdf::content::{Emitter, Operator};

/// A plain shape goes when this share of it is under a region; less is a background or a rule.
const PLAIN_SHARE: f64 = 0.75;
/// Any other shape goes when this share of it is.
const SHARE: f64 = 0.5;
/// Small shapes, up to this many region heights wide …
const SMALL_WIDTH: f64 = 4.0;
/// … and high, go like glyphs.
const SMALL_HEIGHT: f64 = 2.5;

/// Emits a path at its painting operator; gives the number of subpaths that went or were straightened.
pub(super) fn emit(out: &mut Emitter, path: &PaintedPath<'_>, regions: &[Rect]) -> u64 {
    let mut kept = Vec::with_capacity(path.segments.len());
    let mut clipping = Vec::new();
    let mut changed = 0;
    for subpath in path.subpaths {
        let segments = path.segments.get(subpath.start..subpath.end).unwrap_or_default();
        let near = near(path, subpath, regions);
        let goes = near.iter().any(|region| goes(path, subpath, region));
        let before = kept.len();
        if !goes {
            straighten(segments, &near, &mut kept);
        }
        if path.clip.is_some() && !(goes && !subpath.plain) {
            clipping.extend_from_slice(segments);
        }
        let whole = kept.get(before..).is_some_and(|k| k.len() == segments.len());
        changed += u64::from(!whole);
    }
    if changed == 0 {
        write(out, path.segments);
        path.clip.into_iter().for_each(|clip| out.operator(clip));
        out.operator(path.paint);
        return 0;
    }
    if !kept.is_empty() && path.paint != Operator::EndPath {
        write(out, &kept);
        out.operator(path.paint);
    }
    if let Some(clip) = path.clip {
        if clipping.is_empty() {
            out.numbers(Operator::Rectangle, &[0.0; 4]);
        }
        write(out, &clipping);
        out.operator(clip);
        out.operator(Operator::EndPath);
    }
    changed
}

/// The regions that touch a subpath, repetitions of tiling patterns included.
fn near(path: &PaintedPath<'_>, subpath: &Subpath, regions: &[Rect]) -> Vec<Rect> {
    let bounds = outer_bounds(path, subpath);
    let touching = |region: &Rect| region.intersection(&bounds).is_some();
    if path.tile.is_none() {
        return regions.iter().copied().filter(touching).collect();
    }
    regions.iter().flat_map(|r| repeated(r, &bounds, path.tile)).filter(touching).collect()
}

fn outer_bounds(path: &PaintedPath<'_>, subpath: &Subpath) -> Rect {
    let half = if path.strokes() { path.line_width / 2.0 } else { 0.0 };
    subpath.bounds.inflate(half.max(0.005))
}

fn goes(path: &PaintedPath<'_>, subpath: &Subpath, region: &Rect) -> bool {
    let bounds = outer_bounds(path, subpath);
    let Some(under) = bounds.intersection(region) else { return false };
    let share = under.area() / bounds.area();
    if share >= if subpath.plain { PLAIN_SHARE } else { SHARE } {
        return true;
    }
    let small =
        bounds.width() <= SMALL_WIDTH * region.height() && bounds.height() <= SMALL_HEIGHT * region.height();
    small && !subpath.plain && under.width() > 0.1 * bounds.width() && under.height() > 0.2 * bounds.height()
}

/// Replaces runs of segments inside a region by one straight line.
fn straighten(segments: &[Segment], regions: &[Rect], out: &mut Vec<Segment>) {
    let inside = |s: &Segment| {
        let line = !matches!(s.operator, Operator::MoveTo | Operator::Rectangle | Operator::ClosePath);
        line && regions.iter().any(|r| holds(r, &s.bounds))
    };
    let mut run: Option<Segment> = None;
    for segment in segments {
        if inside(segment) {
            run = Some(*segment);
            continue;
        }
        out.extend(run.take().map(straight));
        out.push(*segment);
    }
    out.extend(run.take().map(straight));
}

fn holds(region: &Rect, inner: &Rect) -> bool {
    region.contains(Point::new(inner.x0, inner.y0)) && region.contains(Point::new(inner.x1, inner.y1))
}

fn straight(segment: Segment) -> Segment {
    let [a, b, c, d, e, f] = segment.numbers;
    let (x, y) = match segment.operator {
        Operator::CurveTo => (e, f),
        Operator::CurveToV | Operator::CurveToY => (c, d),
        _ => (a, b),
    };
    Segment { operator: Operator::LineTo, numbers: [x, y, 0.0, 0.0, 0.0, 0.0], bounds: segment.bounds }
}

fn write(out: &mut Emitter, segments: &[Segment]) {
    for segment in segments {
        let count = match segment.operator {
            Operator::ClosePath => 0,
            Operator::MoveTo | Operator::LineTo => 2,
            Operator::CurveTo => 6,
            _ => 4,
        };
        out.numbers(segment.operator, segment.numbers.get(..count).unwrap_or_default());
    }
}
