//! Lines of a table parted between its cells, however near the words stand to one another: at the rules, and
//! where none are drawn at the places at which the cells of other rows begin.

use super::gather::{Shape, Sign};
use super::lines::{self, Line};

/// Parts lines where an upright rule stands between two words.
pub(super) fn part(lines: Vec<Line>, signs: &[Sign], shapes: &[Shape]) -> Vec<Line> {
    let rules: Vec<&Shape> = shapes.iter().filter(|s| s.plain && s.bounds.width() < 2.0).collect();
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let crosses = |s: &&&Shape| {
            let b = &s.bounds;
            let high = b.height() > 0.8 * line.size && b.y0 <= line.y && b.y1 >= line.y + 0.3 * line.size;
            high && b.x0 > line.x0 && b.x1 < line.x1
        };
        let mut places: Vec<f64> = rules.iter().filter(crosses).map(|s| s.bounds.x0).collect();
        places.sort_by(f64::total_cmp);
        split_at(line, &places, signs, &mut out);
    }
    out
}

/// Rows further apart than this many sizes are not of one table.
const REACH: f64 = 8.0;
/// Cells of a column begin this near to one another, points.
const LEVEL: f64 = 0.3;

/// Parts touched lines where the cells of other rows begin: a name that nearly fills its cell leaves less than a gap.
pub(super) fn part_at_columns(lines: Vec<Line>, signs: &[Sign]) -> Vec<Line> {
    let begins = |line: &Line| -> Vec<f64> {
        let starts = line.words.iter().skip(1).map(|w| w.x0).filter(|_| line.touched);
        starts.filter(|x| is_column(&lines, line, *x)).map(|x| x - LEVEL).collect()
    };
    let places: Vec<Vec<f64>> = lines.iter().map(begins).collect();
    let mut out = Vec::with_capacity(lines.len());
    for (line, places) in lines.into_iter().zip(places) {
        split_at(line, &places, signs, &mut out);
    }
    out
}

/// Adds a line to others, parted at places from left to right.
fn split_at(mut line: Line, places: &[f64], signs: &[Sign], out: &mut Vec<Line>) {
    for x in places {
        let Some((before, after)) = split(&line, *x, signs) else { continue };
        out.push(before);
        line = after;
    }
    out.push(line);
}

/// Whether two other rows have something that begins at `x`, of which one stands apart from what is before it.
fn is_column(lines: &[Line], line: &Line, x: f64) -> bool {
    let near = |l: &&Line| {
        let away = (l.y - line.y).abs();
        away > 0.5 * line.size && away < REACH * line.size
    };
    let level = |other: f64| (other - x).abs() < LEVEL;
    let row_before = |l: &Line| lines.iter().any(|o| (o.y - l.y).abs() < 0.1 * l.size && o.x1 < l.x0);
    let (mut apart, mut all) = (0, 0);
    for other in lines.iter().filter(near) {
        all += usize::from(other.words.iter().any(|w| level(w.x0)));
        apart += usize::from(level(other.x0) && row_before(other));
    }
    apart >= 1 && all >= 2
}

/// Both sides of a rule; none where a word stands on it, or nothing on one side.
fn split(line: &Line, x: f64, signs: &[Sign]) -> Option<(Line, Line)> {
    if line.words.iter().any(|w| w.x0 < x && w.x1 > x) {
        return None;
    }
    let left = |at: &usize| signs.get(*at).is_some_and(|s| s.at.x < x);
    let side = |keep: bool| {
        let words = line.words.iter().filter(|w| (w.x0 < x) == keep).cloned().collect::<Vec<_>>();
        let own: Vec<usize> = line.signs.iter().copied().filter(|s| left(s) == keep).collect();
        let of = || own.iter().filter_map(|s| signs.get(*s));
        let (x0, x1) = (words.first()?.x0, words.last()?.x1);
        let (touched, size) = (of().any(|s| s.panel.is_some()), lines::modal(of()));
        Some(Line { words, x0, x1, touched, size, signs: own, ..*line })
    };
    Some((side(true)?, side(false)?))
}
