//! Emitting paths without the subpaths under a panel.
//!
//! What goes and what stays is the rule of [`shape`]; a hole goes with its letter. Of larger shapes
//! the detail inside a panel is straightened, so that nothing of a signature or curve is left under
//! it. The outline of a clip can be read like a fill's, so it loses the same; only plain frames that
//! are larger than letters stay, for they hold what is beside the panel.

use super::region::repeated;
use super::shape;
use crate::geom::{Point, Rect};
use crate::pdf::content::device::{PaintedPath, Segment, Subpath};
use crate::pdf::content::{Emitter, Operator};

/// Pairs of subpaths that are compared to find holes.
const MOST_PAIRS: usize = 4_000_000;
/// Entries of the dash array of a rule; a line with more can draw a row of a picture, and goes whole.
const MOST_DASHES: usize = 8;
/// Share of a letter-sized frame of a clip that is under a region when it goes.
const CLIP_SHARE: f64 = 0.5;

/// Emits a path at its painting operator; gives the number of subpaths that went or were straightened.
pub(super) fn emit(out: &mut Emitter, path: &PaintedPath<'_>, regions: &[Rect]) -> u64 {
    let left = without(path, regions);
    let Some(Left { painted, clipping, changed }) = left.filter(|left| left.changed > 0) else {
        out.segments(path.segments);
        path.clip.into_iter().for_each(|clip| out.operator(clip));
        out.operator(path.paint);
        return 0;
    };
    if !painted.is_empty() && path.paint != Operator::EndPath {
        out.segments(&painted);
        out.operator(path.paint);
    }
    if let Some(clip) = path.clip {
        if clipping.is_empty() {
            out.numbers(Operator::Rectangle, &[0.0; 4]);
        }
        out.segments(&clipping);
        out.operator(clip);
        out.operator(Operator::EndPath);
    }
    changed
}

/// A rule in pieces elsewhere, user space: filled as bars, or stroked along their middles.
pub(super) fn instead(path: &PaintedPath<'_>, pieces: &[Rect]) -> Emitter {
    let mut out = Emitter::new();
    let Some(back) = path.matrix.invert() else { return out };
    for piece in pieces {
        if path.fills() {
            let local = back.apply_rect(piece).bounds();
            out.numbers(Operator::Rectangle, &[local.x0, local.y0, local.width(), local.height()]);
        } else {
            let line = piece.inflate(-path.reach());
            let middle = f64::midpoint(line.y0, line.y1);
            let lies = line.width() >= line.height();
            let across = f64::midpoint(line.x0, line.x1);
            let [from, to] = if lies {
                [(line.x0, middle), (line.x1, middle)]
            } else {
                [(across, line.y0), (across, line.y1)]
            };
            for (operator, (x, y)) in [(Operator::MoveTo, from), (Operator::LineTo, to)] {
                let at = back.apply(Point::new(x, y));
                out.numbers(operator, &[at.x, at.y]);
            }
        }
    }
    if !pieces.is_empty() {
        out.operator(path.paint);
    }
    out
}

/// Whether something of the path would have to go.
pub(super) fn is_under(path: &PaintedPath<'_>, regions: &[Rect]) -> bool {
    without(path, regions).is_some_and(|left| left.changed > 0)
}

/// What is left of a path.
struct Left {
    painted: Vec<Segment>,
    clipping: Vec<Segment>,
    /// Subpaths that went or were straightened.
    changed: u64,
}

/// `None` when no region is near.
fn without(path: &PaintedPath<'_>, regions: &[Rect]) -> Option<Left> {
    let near: Vec<Vec<Rect>> = if regions.is_empty() {
        return None;
    } else {
        path.subpaths.iter().map(|subpath| near(path, subpath, regions)).collect()
    };
    near.iter().any(|n| !n.is_empty()).then_some(())?;
    let gone = gone(path, &near);
    let mut left =
        Left { painted: Vec::with_capacity(path.segments.len()), clipping: Vec::new(), changed: 0 };
    for ((subpath, near), gone) in path.subpaths.iter().zip(&near).zip(gone) {
        let segments = path.segments.get(subpath.start..subpath.end).unwrap_or_default();
        let before = left.painted.len();
        if !gone {
            straighten(segments, near, &mut left.painted);
        }
        let kept = left.painted.get(before..).unwrap_or_default();
        let (frames, filled) = (path.clip.is_some(), path.paint != Operator::EndPath);
        let framed = frames && gone && subpath.plain && !near.iter().any(|r| clips_letters(path, subpath, r));
        left.changed += u64::from(kept.len() != segments.len() && (filled || !framed));
        if framed {
            left.clipping.extend_from_slice(segments);
        } else if frames {
            left.clipping.extend_from_slice(kept);
        }
    }
    Some(left)
}

/// Whether a plain subpath of a clip could be part of a letter under the region.
fn clips_letters(path: &PaintedPath<'_>, subpath: &Subpath, region: &Rect) -> bool {
    let bounds = outer_bounds(path, subpath);
    let under = bounds.intersection(region).map_or(0.0, |u| u.area());
    shape::is_letter_sized(&bounds, region) && under >= CLIP_SHARE * bounds.area()
}

/// Which subpaths go: those under a region, and what lies inside of such a letter.
fn gone(path: &PaintedPath<'_>, near: &[Vec<Rect>]) -> Vec<bool> {
    let bounds: Vec<Rect> = path.subpaths.iter().map(|s| outer_bounds(path, s)).collect();
    let mut gone = Vec::with_capacity(bounds.len());
    let mut letters: Vec<Rect> = Vec::new();
    let coded = path.strokes() && path.dashes > MOST_DASHES;
    for ((subpath, bounds), near) in path.subpaths.iter().zip(&bounds).zip(near) {
        let under = near.iter().find(|region| coded || shape::goes(bounds, subpath.plain, region));
        gone.push(under.is_some());
        letters.extend(under.filter(|region| shape::is_small(bounds, region)).map(|_| *bounds));
    }
    if letters.len().saturating_mul(bounds.len()) > MOST_PAIRS {
        let all = letters.iter().copied().reduce(|a, b| a.union(&b));
        letters = all.into_iter().collect();
    }
    for (gone, bounds) in gone.iter_mut().zip(&bounds) {
        *gone |= letters.iter().any(|letter| letter.holds(bounds));
    }
    gone
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
    subpath.bounds.inflate(path.reach().max(0.005))
}

/// Replaces runs of segments inside a region by one straight line.
fn straighten(segments: &[Segment], regions: &[Rect], out: &mut Vec<Segment>) {
    let inside = |s: &Segment| {
        let line = !matches!(s.operator, Operator::MoveTo | Operator::Rectangle | Operator::ClosePath);
        line && regions.iter().any(|r| r.holds(&s.bounds))
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

fn straight(segment: Segment) -> Segment {
    let [a, b, c, d, e, f] = segment.numbers;
    let (x, y) = match segment.operator {
        Operator::CurveTo => (e, f),
        Operator::CurveToV | Operator::CurveToY => (c, d),
        _ => (a, b),
    };
    Segment { operator: Operator::LineTo, numbers: [x, y, 0.0, 0.0, 0.0, 0.0], bounds: segment.bounds }
}
