//! What surrounds a line: the lines above and below, cell borders, and the edges that are public.
//!
//! Nothing here may depend on where a redacted line ends: that end is the width of what was removed.

use super::gather::{Shape, Sign};
use super::lines::Line;
use crate::geom::Rect;

/// Baselines further apart than this many sizes are of different paragraphs.
const LEADING: f64 = 1.75;
/// An indent reaches no further than this, points.
pub(super) const INDENT: f64 = 45.0;
/// Left edges this near are one, points.
pub(super) const SAME_EDGE: f64 = 1.5;

/// A page's lines and shapes, line space.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'s> {
    pub(super) lines: &'s [Line],
    pub(super) signs: &'s [Sign],
    pub(super) shapes: &'s [Shape],
    pub(super) page: Rect,
}

/// The right edge of a column, and whether its lines are justified to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) x: f64,
    pub(super) justified: bool,
}

impl<'s> Sheet<'s> {
    pub(super) fn line(&self, at: usize) -> Option<&'s Line> {
        self.lines.get(at)
    }

    /// The line of the same column above (`up`) or below, when nothing parts them.
    pub(super) fn next(&self, at: usize, up: bool) -> Option<usize> {
        let line = self.line(at)?;
        let far = |l: &Line| if up { l.y - line.y } else { line.y - l.y };
        let near = |l: &&(usize, &Line)| {
            let away = far(l.1);
            away > 0.2 * line.size
                && away < LEADING * line.size
                && (l.1.size - line.size).abs() < 0.3
                && (l.1.x0 - line.x0).abs() < INDENT
        };
        let all: Vec<(usize, &Line)> = self.lines.iter().enumerate().collect();
        let next = all.iter().filter(near).min_by(|a, b| far(a.1).total_cmp(&far(b.1)))?;
        let reach = if next.1.touched { line.x0 + line.size } else { next.1.x1 };
        let beside = |l: &Line| {
            (l.y - next.1.y).abs() < 1.0 && l.x1 > line.x0.min(next.1.x0) - 1.0 && l.x0 < reach + 1.0
        };
        let alone = self.lines.iter().filter(|l| beside(l)).count() == 1;
        (alone && !self.is_parted(line, next.1)).then_some(next.0)
    }

    /// Whether a rule or the side of a box runs between two lines.
    fn is_parted(&self, a: &Line, b: &Line) -> bool {
        let (low, high) = if a.y < b.y { (a, b) } else { (b, a) };
        let (from, to) = (low.y + 0.8 * low.size, high.y - 0.2 * high.size);
        let between = |y: f64| y > from && y < to;
        let x = a.x0 + 5.0;
        self.shapes.iter().any(|s| {
            let wide = s.plain && s.bounds.width() > 20.0 && s.bounds.x0 < x && x < s.bounds.x1;
            wide && (between(s.bounds.y0) || between(s.bounds.y1))
        })
    }

    /// Left and right border of the cell in which a line stands.
    pub(super) fn cell(&self, line: &Line) -> (Option<f64>, Option<f64>) {
        let (mut left, mut right) = (None::<f64>, None::<f64>);
        let middle = line.y + 0.3 * line.size;
        let page = self.page.width();
        for shape in self.shapes.iter().filter(|s| s.plain) {
            let b = &shape.bounds;
            if b.y0 > line.y || b.y1 < middle || b.height() < 0.8 * line.size {
                continue;
            }
            let upright = b.width() < 2.0;
            let boxed = b.width() >= 20.0 && b.height() > 1.6 * line.size && b.width() < 0.95 * page;
            let around = boxed && b.x0 <= line.x0 + 0.5 && b.x1 > line.x0 + line.size;
            if upright && b.x1 <= line.x0 + 0.5 || around {
                let x = if upright { b.x1 } else { b.x0 };
                left = Some(left.map_or(x, |l| l.max(x)));
            }
            // a box to be ticked is a border to what ends before it
            let ticked = b.width() < 3.0 * line.size && b.x0 >= line.x1 - 0.5;
            if (upright || ticked) && b.x0 > line.x0 + 0.5 || around {
                let x = if around { b.x1 } else { b.x0 };
                right = Some(right.map_or(x, |r| r.min(x)));
            }
        }
        (left, right)
    }

    /// The left edge of the page's text.
    pub(super) fn margin(&self) -> Option<f64> {
        let long = self.lines.iter().filter(|l| !l.touched && l.x1 - l.x0 > 120.0);
        long.map(|l| l.x0).min_by(f64::total_cmp)
    }

    /// How far a line that stands alone may reach: as far as the page's text does.
    pub(super) fn far(&self, x0: f64) -> f64 {
        let margin = self.margin().unwrap_or(x0).min(x0);
        let lines = self.lines.iter().filter(|l| !l.touched && l.x1 - l.x0 > 120.0);
        let longest = lines.map(|l| l.x1).max_by(f64::total_cmp);
        let mirrored = self.page.x0 + self.page.x1 - margin.max(self.page.x0 + 18.0);
        longest.map_or(mirrored, |l| l.max(mirrored)).min(self.page.x1 - 18.0)
    }

    /// The right edge of the column in which a block stands that begins at `x0`. `moving` are lines
    /// whose breaks can follow from what was removed.
    pub(super) fn edge(&self, line: &Line, x0: f64, moving: &[usize]) -> Edge {
        let column: Vec<(usize, &Line)> = self.column(line, x0);
        let widest = column.iter().map(|(_, l)| l.x1).max_by(f64::total_cmp).unwrap_or(x0);
        let long: Vec<f64> =
            column.iter().map(|(_, l)| l.x1).filter(|x1| x1 - x0 > 0.75 * (widest - x0)).collect();
        if let Some(x) = aligned(&long) {
            return Edge { x, justified: true };
        }
        let public: Vec<f64> =
            column.iter().filter(|(at, _)| !moving.contains(at)).map(|(_, l)| l.x1).collect();
        let longest = (!column.is_empty()).then_some(widest);
        Edge { x: self.ragged(line, x0, (&public, longest)), justified: false }
    }

    /// The edge of lines that follow one another and, but for a last one, end there: also where the ones
    /// that are touched end, for what they hold does not change it.
    pub(super) fn flush(&self, chain: &[usize]) -> Option<Edge> {
        let ends: Vec<f64> = chain.iter().filter_map(|l| self.line(*l)).map(|l| l.x1).collect();
        let far = ends.iter().copied().max_by(f64::total_cmp)?;
        let full = ends.iter().filter(|e| far - *e < 0.8).count();
        let enough = full >= 3 || full == 2 && ends.len() == 3;
        let x = ends.iter().copied().filter(|e| far - e < 0.8).min_by(f64::total_cmp)?;
        (enough && full * 2 >= ends.len()).then_some(Edge { x, justified: true })
    }

    /// Lines of a column, as large as `line`, of which nothing goes. A heading may run over several columns.
    fn column(&self, line: &Line, x0: f64) -> Vec<(usize, &'s Line)> {
        let all = self.lines.iter().enumerate();
        let like = |l: &Line| (l.size - line.size).abs() < ALIKE * line.size;
        all.filter(|(_, l)| !l.touched && like(l) && (l.x0 - x0).abs() < 50.0).collect()
    }

    /// The edge of ragged text: the left margin mirrored, else what the other lines reach. `longest` is
    /// the end of the longest line, those that move included: it says whether the mirrored edge can be
    /// the true one, and stands in where too few others are left to tell.
    fn ragged(&self, line: &Line, x0: f64, (public, longest): (&[f64], Option<f64>)) -> f64 {
        let own = public.iter().copied().max_by(f64::total_cmp).filter(|_| public.len() >= FEW);
        let margin = self.margin().unwrap_or(x0);
        let mirrored = self.page.x0 + self.page.x1 - margin;
        let room = longest.map(|l| mirrored - l);
        let all = self.lines.iter().filter(|l| !l.touched).map(|l| l.x1).max_by(f64::total_cmp);
        let beside = longest.zip(all).is_some_and(|(l, a)| a - l > 60.0);
        let far = if public.len() < 8 { 60.0 } else { 20.0 };
        if (x0 - margin).abs() < INDENT && !beside && room.is_none_or(|r| (-0.6..=far).contains(&r)) {
            return mirrored;
        }
        match own.or(longest) {
            Some(longest) => x0 + ((longest - x0 - OVER_EDGE) / 6.0).ceil() * 6.0,
            None => mirrored.max(x0 + 8.0 * line.size).min(self.page.x1 - 18.0),
        }
    }

    /// Where the piece before on the same row ends, as far as nothing goes of it.
    pub(super) fn before(&self, line: &Line) -> Option<f64> {
        let left = self
            .lines
            .iter()
            .filter(|l| !l.touched && (l.y - line.y).abs() < 0.5 * line.size && l.x0 < line.x0 - 0.1);
        left.map(|l| l.x1).max_by(f64::total_cmp)
    }

    /// Where the next piece of the same row begins.
    pub(super) fn beside(&self, line: &Line) -> Option<f64> {
        let right = self.lines.iter().filter(|l| {
            (l.y - line.y).abs() < 0.5 * line.size && l.x0 > line.x0 + 0.1 && !std::ptr::eq(*l, line)
        });
        right.map(|l| l.x0).min_by(f64::total_cmp)
    }
}

/// Text of one kind differs in size by less than this share.
const ALIKE: f64 = 0.12;
/// Fewer lines than this do not show where a column ends.
const FEW: usize = 3;
/// A line may end this far behind a step of the grid.
const OVER_EDGE: f64 = 0.3;

/// The edge at which two fifths of the long lines, at least three, end.
fn aligned(ends: &[f64]) -> Option<f64> {
    let near = |x: f64| ends.iter().filter(|e| (*e - x).abs() < 0.8).count();
    let best = ends.iter().copied().max_by_key(|x| near(*x))?;
    let count = near(best);
    let mut same: Vec<f64> = ends.iter().copied().filter(|e| (e - best).abs() < 0.8).collect();
    same.sort_by(f64::total_cmp);
    (count >= 3 && count * 5 >= ends.len() * 2).then(|| same.get(same.len() / 2).copied()).flatten()
}
