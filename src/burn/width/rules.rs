//! Underlines, strikes and highlights: they travel with the words they belong to.
//!
//! What is longer than the text of its line belongs to the page and stays. A curve, a picture or one of
//! several shapes of a path cannot travel: then the line does not either.

use super::facts::rounded;
use super::gather::{Shape, Sign};
use super::lines::Line;
use super::set::{Anew, Placed, Work};
use crate::geom::Rect;

/// A rule is lower than this share of the size …
const THIN: f64 = 0.16;
/// … and a highlight has a height between these.
const HIGHLIGHT: std::ops::Range<f64> = 0.6..1.6;
/// Ends of a rule may stand this far outside of its words, points.
const REACH: f64 = 2.0;

/// What is painted instead of each rule of the lines, by the number of its path.
///
/// # Errors
/// When one of them cannot travel.
pub(super) fn moved(work: &Work<'_>, anew: &Anew) -> Result<Vec<(usize, Vec<Rect>)>, &'static str> {
    let mut rules = Vec::new();
    for line in anew.lines.iter().filter_map(|l| work.sheet.line(*l)) {
        for shape in work.sheet.shapes.iter().filter(|s| is_of(line, s)) {
            let path = shape.path.filter(|_| shape.alone).ok_or("a drawing goes with its line")?;
            rules.push((path, pieces(work, anew, line, &shape.bounds)));
        }
    }
    Ok(rules)
}

/// Whether a shape is a rule or a highlight of words of a line.
pub(super) fn is_of(line: &Line, shape: &Shape) -> bool {
    let b = &shape.bounds;
    let (size, high) = (line.size, b.height());
    let within = b.x0 >= line.x0 - REACH && b.x1 <= line.x1 + REACH && b.width() >= REACH;
    let middle = f64::midpoint(b.y0, b.y1) - line.y;
    let rule = high < THIN * size && middle > -0.35 * size && middle < 0.6 * size;
    let lit = HIGHLIGHT.contains(&(high / size)) && b.y0 < line.y && b.y1 > line.y + 0.3 * size;
    shape.plain && within && (rule || lit)
}

/// The parts of a rule under the words it was under, where they are set.
fn pieces(work: &Work<'_>, anew: &Anew, line: &Line, rule: &Rect) -> Vec<Rect> {
    let (low, high) = (rule.y0 - line.y, rule.y1 - line.y);
    let mut pieces: Vec<(Rect, usize)> = Vec::new();
    for (place, placed) in anew.placed.iter().enumerate() {
        let Some(sign) = work.gathered.signs.get(placed.sign).filter(|s| covers(line, placed, s, rule))
        else {
            continue;
        };
        let (x0, x1) = (placed.at.x, placed.at.x + sign.wide);
        let base = placed.at.y - (sign.at.y - line.y);
        let piece = Rect::new(rounded(x0), rounded(base) + low, rounded(x1), rounded(base) + high);
        let joins = |last: &(Rect, usize)| {
            let level = (last.0.y0 - piece.y0).abs() < 0.01 && last.1 + 1 == place;
            level
                && !anew
                    .panels
                    .iter()
                    .any(|(_, p)| p.x0 < x0 && p.x0 >= last.0.x1 - 0.1 && p.y0 < base && p.y1 > base)
        };
        match pieces.last_mut().filter(|last| joins(last)) {
            Some(last) => *last = (last.0.union(&piece), place),
            None => pieces.push((piece, place)),
        }
    }
    pieces.into_iter().map(|(piece, _)| piece).collect()
}

fn covers(line: &Line, placed: &Placed, sign: &Sign, rule: &Rect) -> bool {
    let middle = sign.at.x + sign.wide / 2.0;
    line.signs.contains(&placed.sign) && middle > rule.x0 - 0.5 && middle < rule.x1 + 0.5
}
