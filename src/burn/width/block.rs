//! The paragraph around a line, by public geometry alone, and how it is aligned.

use super::facts::OVER;
use super::gather::Sign;
use super::labels;
use super::lines::{Line, Word};
use super::sheet::{Edge, INDENT, SAME_EDGE, Sheet};

/// Leadings this near are one, points.
const SAME_LEADING: f64 = 0.7;
/// Room that a word must leave for a break before it to be wanted, points.
const FITS: f64 = 4.0;
/// Sizes of a panel and of spaces, where a line is laid out loosely …
const WIDEST: (f64, f64) = (5.5, 0.25);
/// … and as tightly as can be.
const NARROWEST: (f64, f64) = (2.2, 0.17);
/// A column narrower than this many sizes holds addresses and lists, not running text.
const NARROW: f64 = 16.0;

/// On which side the lines of a block stand firm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Align {
    Left,
    /// Every line ends here.
    Right(f64),
    /// About this axis.
    Centre(f64),
}

/// Lines that are set together.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// From the top.
    pub(super) lines: Vec<usize>,
    /// What may not be crossed on the left and on the right.
    pub(super) left: f64,
    pub(super) edge: Edge,
    pub(super) align: Align,
    /// Whether the paragraph may be broken anew.
    pub(super) running: bool,
}

/// The block of a touched line. `indented` is what a line's text is parted by from its label.
pub(super) fn around(sheet: &Sheet<'_>, at: usize) -> Option<Block> {
    let line = sheet.line(at)?;
    let (left, right) = sheet.cell(line);
    if let Some(block) = single(sheet, at, line, (left, right)) {
        return Some(block);
    }
    let (up, down) = (chain(sheet, at, true), chain(sheet, at, false));
    let x0 = std::iter::once(&at).chain(&up).chain(&down).filter_map(|l| sheet.line(*l)).map(|l| l.x0);
    let x0 = x0.min_by(f64::total_cmp).unwrap_or(line.x0);
    let moving: Vec<usize> = std::iter::once(at).chain(down.iter().copied()).collect();
    let chained: Vec<usize> = up.iter().rev().chain(&moving).copied().collect();
    let mut edge = sheet.flush(&chained).unwrap_or_else(|| sheet.edge(line, x0, &moving));
    let narrowest = chained.iter().filter_map(|l| sheet.line(*l)).filter(|l| l.touched);
    if narrowest.map(|l| public_end(sheet.signs, l, NARROWEST)).any(|end| end > edge.x + OVER) {
        // what stays does not fit between the edges of the lines around
        edge.x = edge.x.max(sheet.far(x0));
    }
    let mut lines: Vec<usize> = up.into_iter().rev().chain(moving).collect();
    cut(sheet, &mut lines, at, &edge);
    let quoted = lines.iter().filter_map(|l| sheet.line(*l)).any(|l| labels::is_quoted(l, sheet.signs));
    let running = !quoted && !edge.is_narrow(x0, line.size) && lines.len() > 1;
    if !running {
        // a line alone may be as long as the page's lines, or as its cell is wide
        lines = vec![at];
        edge.justified = false;
        edge.x = edge.x.max(sheet.far(x0));
    }
    edge.x = right.map_or(edge.x, |r| edge.x.min(r - 2.0));
    edge.x = beside(sheet, &lines, edge.x);
    Some(Block { left: x0, lines, edge, align: Align::Left, running })
}

impl Edge {
    fn is_narrow(&self, x0: f64, size: f64) -> bool {
        !self.justified && self.x - x0 < NARROW * size
    }
}

/// The edge drawn in before the next piece on any row.
fn beside(sheet: &Sheet<'_>, lines: &[usize], edge: f64) -> f64 {
    let rows = lines.iter().filter_map(|l| sheet.line(*l));
    rows.filter_map(|l| sheet.beside(l).map(|x| x - 0.5 * l.size)).fold(edge, f64::min)
}

/// The lines that follow one another upwards or downwards at one leading.
fn chain(sheet: &Sheet<'_>, at: usize, up: bool) -> Vec<usize> {
    let (mut out, mut current, mut leading) = (Vec::new(), at, None::<f64>);
    while let Some(next) = sheet.next(current, up).filter(|n| !out.contains(n)) {
        let (Some(a), Some(b)) = (sheet.line(current), sheet.line(next)) else { break };
        let step = (a.y - b.y).abs();
        if leading.is_some_and(|l| (l - step).abs() > SAME_LEADING) {
            break;
        }
        leading = Some(step);
        out.push(next);
        current = next;
    }
    out
}

/// Leaves the lines of one paragraph around `at`.
fn cut(sheet: &Sheet<'_>, lines: &mut Vec<usize>, at: usize, edge: &Edge) {
    let place = lines.iter().position(|l| *l == at).unwrap_or(0);
    let pair = |a: usize| {
        let (a, b) = (lines.get(a)?, lines.get(a + 1)?);
        Some((sheet.line(*a)?, sheet.line(*b)?))
    };
    let goes_on = |a: usize, first: bool| {
        pair(a).is_some_and(|(a, b)| {
            let level = (a.x0 - b.x0).abs() < SAME_EDGE;
            let indented = first && a.x0 - b.x0 > 3.0 && a.x0 - b.x0 < INDENT;
            (level || indented) && !ends(sheet.signs, a, b, edge)
        })
    };
    let mut start = place;
    while start > 0 && goes_on(start - 1, true) {
        start -= 1;
        let indented = pair(start).is_some_and(|(a, b)| a.x0 - b.x0 > SAME_EDGE);
        if indented {
            break;
        }
    }
    let mut end = place;
    while end + 1 < lines.len() && goes_on(end, end == start) {
        end += 1;
    }
    *lines = lines.get(start..=end).unwrap_or_default().to_vec();
}

/// Whether a paragraph ends between two lines: the next word would have found room, and the line looks
/// like a last one. Of a touched line only what stays is measured, with a panel of the first size.
fn ends(signs: &[Sign], a: &Line, b: &Line, edge: &Edge) -> bool {
    let end = if a.touched { public_end(signs, a, WIDEST) } else { a.x1 };
    let Some(word) = b.words.first() else { return true };
    let wide = if is_touched(signs, word) { 3.0 * b.size } else { word.x1 - word.x0 };
    let room = end + 0.25 * a.size + wide < edge.x - FITS;
    let last = a.words.last().and_then(|w| w.signs.last()).and_then(|s| signs.get(*s));
    let stop = last.and_then(|s| s.last).is_some_and(|c| ".:;?!)\"”’".contains(c));
    let short = end - a.x0 < 0.75 * (edge.x - a.x0);
    // a word without a capital goes on with a sentence, however short a name made the line before it
    let next = word.signs.first().and_then(|s| signs.get(*s)).filter(|s| s.panel.is_none());
    let goes_on = next.and_then(|s| s.last).is_some_and(char::is_lowercase);
    room && (stop || short && !goes_on)
}

fn is_touched(signs: &[Sign], word: &Word) -> bool {
    word.signs.iter().filter_map(|s| signs.get(*s)).any(|s| s.panel.is_some())
}

/// Where a touched line would end with panels of a size, and spaces of another.
fn public_end(signs: &[Sign], line: &Line, (panel_size, space): (f64, f64)) -> f64 {
    let (mut x, mut panel) = (line.x0, None);
    for word in &line.words {
        let mut fresh = false;
        for sign in word.signs.iter().filter_map(|s| signs.get(*s)) {
            if sign.panel.is_none() {
                x += sign.step();
                fresh = true;
            } else if panel != sign.panel {
                (panel, fresh) = (sign.panel, true);
                x += panel_size * line.size;
            }
        }
        x += if fresh { space * line.size } else { 0.0 };
    }
    x
}

/// A line that stands alone: right-aligned, centred.
fn single(sheet: &Sheet<'_>, at: usize, line: &Line, cell: (Option<f64>, Option<f64>)) -> Option<Block> {
    let align = alignment(sheet, line, cell)?;
    let margin = sheet.margin().unwrap_or(line.x0);
    let left = cell.0.map_or(margin, |l| l + 2.0);
    let left = sheet.before(line).map_or(left, |x| left.max(x + 0.5 * line.size));
    let right = match (align, cell.1) {
        (Align::Right(x), _) => x,
        (_, Some(right)) => right - 2.0,
        _ => sheet.page.x0 + sheet.page.x1 - margin,
    };
    let edge = Edge { x: right, justified: false };
    Some(Block { lines: vec![at], left, edge, align, running: false })
}

/// Right or centred, where a line is not left-aligned for certain.
fn alignment(sheet: &Sheet<'_>, line: &Line, (left, right): (Option<f64>, Option<f64>)) -> Option<Align> {
    let margin = sheet.margin().unwrap_or(line.x0);
    let others = || sheet.lines.iter().filter(|l| !l.touched && (l.y - line.y).abs() < 9.0 * line.size);
    let at_left = left.is_some_and(|l| line.x0 - l < 8.0) || (line.x0 - margin).abs() < SAME_EDGE;
    if at_left {
        return None;
    }
    let flush = |side: fn(&Line) -> f64| others().filter(|l| (side(l) - side(line)).abs() < 0.7).count();
    let (at_left, at_right) = (flush(|l| l.x0), flush(|l| l.x1));
    let middle = f64::midpoint(line.x0, line.x1);
    let near = |x: f64| (x - middle).abs() < 1.0;
    let own = left.zip(right).map(|(l, r)| f64::midpoint(l, r));
    let page = f64::midpoint(sheet.page.x0, sheet.page.x1);
    let lines = || others().filter(|l| (l.x0 - line.x0).abs() > SAME_EDGE);
    let axes = || lines().map(|l| f64::midpoint(l.x0, l.x1));
    if at_left == 0
        && at_right == 0
        && let Some(axis) = own.or(Some(page)).filter(|x| near(*x)).or_else(|| axes().find(|x| near(*x)))
    {
        return Some(Align::Centre(axis));
    }
    let mirrored = sheet.page.x0 + sheet.page.x1 - margin;
    let ends = lines().filter(|l| (l.y - line.y).abs() < 4.0 * line.size).map(|l| l.x1);
    let walls = right.map(|r| r - 2.0).into_iter().chain([mirrored]);
    let edge = ends.chain(walls).find(|x| (x - line.x1).abs() < 0.7)?;
    // a justified column ends alike too; of its lines only those that begin a paragraph begin elsewhere
    (at_left == 0 || 3 * at_left < at_right).then_some(Align::Right(edge))
}
