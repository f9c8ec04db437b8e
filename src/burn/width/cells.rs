//! Lines of a table parted at the rules between its cells, however near the words stand to them.

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
        let mut rest = line;
        for x in places {
            let Some((before, after)) = split(&rest, x, signs) else { continue };
            out.push(before);
            rest = after;
        }
        out.push(rest);
    }
    out
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
