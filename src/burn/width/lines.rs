//! From signs to lines: words side by side on one baseline, up to a gap that parts columns or cells.

use super::facts::PIECE_GAP;
use super::gather::Sign;

/// Baselines nearer than this share of the size are one.
const SAME_BASE: f64 = 0.05;
/// A smaller glyph this near, as a share of the size, is raised or lowered.
const RAISED: f64 = 0.5;
/// A glyph smaller than this share of its line's size can be raised.
const SMALL: f64 = 0.85;
/// A gap of this share of the size parts two words.
const WORD_GAP: f64 = 0.17;
/// Letters for which a word has room from the start.
const LETTERS: usize = 8;
/// Glyphs for which a line has room from the start.
const GLYPHS: usize = 64;
/// Words for which a line has room from the start.
const WORDS: usize = 16;
/// Lines that are looked at for a glyph painted out of turn.
const MOST_BACK: usize = 400;

/// A word: its glyphs by index.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) signs: Vec<usize>,
    /// Spaces shown before it.
    pub(super) spaces: usize,
    pub(super) x0: f64,
    pub(super) x1: f64,
}

/// A piece of a line, line space.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// Its baseline.
    pub(super) y: f64,
    /// The size of most of what stays on it.
    pub(super) size: f64,
    pub(super) x0: f64,
    /// Of a touched line nothing may be computed from this.
    pub(super) x1: f64,
    pub(super) words: Vec<Word>,
    /// Whether something of it goes.
    pub(super) touched: bool,
    pub(super) signs: Vec<usize>,
}

impl Line {
    /// Whether nothing of it stays.
    pub(super) fn is_gone(&self, signs: &[Sign]) -> bool {
        let mut kept = self.signs.iter().filter_map(|s| signs.get(*s));
        self.touched && kept.all(|s| s.panel.is_some() || s.blank)
    }
}

/// The lines of a page from the top, each from the left.
pub(super) fn build(signs: &[Sign]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut last: Option<usize> = None;
    for (index, sign) in signs.iter().enumerate() {
        let at = last.filter(|at| lines.get(*at).is_some_and(|line| continues(line, sign)));
        let back = || (0..lines.len()).rev().take(MOST_BACK).find(|at| fits(lines.get(*at), sign));
        let at = at.or_else(back).unwrap_or_else(|| {
            let (size, signs) = (sign.size, Vec::with_capacity(GLYPHS));
            lines.push(Line { y: sign.at.y, size, x0: sign.at.x, x1: sign.at.x, signs, ..Line::default() });
            lines.len() - 1
        });
        if let Some(line) = lines.get_mut(at) {
            line.signs.push(index);
            if !sign.blank {
                line.x1 = line.x1.max(sign.end());
            }
        }
        last = Some(at);
    }
    let mut lines: Vec<Line> = lines.into_iter().filter_map(|line| finished(line, signs)).collect();
    lines.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x0.total_cmp(&b.x0)));
    joined(lines, signs)
}

/// Whether a glyph goes on with the line of the one before it.
fn continues(line: &Line, sign: &Sign) -> bool {
    let (gap, rise) = (sign.at.x - line.x1, (sign.at.y - line.y).abs());
    let level = rise < SAME_BASE * sign.size.max(line.size) && gap > -1.5 * sign.size;
    let raised = rise < RAISED * line.size && sign.size < SMALL * line.size && gap > -0.3 * sign.size;
    (level && gap < PIECE_GAP * sign.size) || (raised && gap < 0.6 * sign.size)
}

/// Whether a glyph goes on with a line that was left.
fn fits(line: Option<&Line>, sign: &Sign) -> bool {
    line.is_some_and(|line| {
        let gap = sign.at.x - line.x1;
        let level = (sign.at.y - line.y).abs() < SAME_BASE * sign.size.max(line.size);
        level && gap > -0.3 * sign.size && gap < PIECE_GAP * sign.size
    })
}

/// The line with its words; none of blanks alone.
fn finished(mut line: Line, signs: &[Sign]) -> Option<Line> {
    let sign = |index: &usize| signs.get(*index);
    line.signs.sort_by(|a, b| match (sign(a), sign(b)) {
        (Some(a), Some(b)) => a.at.x.total_cmp(&b.at.x),
        _ => std::cmp::Ordering::Equal,
    });
    line.words.reserve(WORDS);
    let (mut spaces, mut end) = (0, None);
    for &index in &line.signs {
        let Some(sign) = signs.get(index) else { continue };
        if sign.blank {
            spaces += 1;
            end = None;
            continue;
        }
        let apart = end.is_none_or(|end| sign.at.x - end > WORD_GAP * line.size);
        if apart {
            let (spaces, signs) = (spaces.max(1), Vec::with_capacity(LETTERS));
            line.words.push(Word { spaces, signs, x0: sign.at.x, x1: sign.at.x });
        }
        spaces = 0;
        end = Some(sign.end());
        let Some(word) = line.words.last_mut() else { continue };
        word.signs.push(index);
        word.x1 = sign.end();
    }
    line.x0 = line.words.first()?.x0;
    line.x1 = line.words.last()?.x1;
    line.touched = line.signs.iter().filter_map(|s| signs.get(*s)).any(|s| s.panel.is_some());
    line.size = modal(line.signs.iter().filter_map(|s| signs.get(*s)));
    Some(line)
}

/// Joins pieces of one line that were painted out of turn.
fn joined(lines: Vec<Line>, signs: &[Sign]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let near = |l: &&mut Line| {
            let gap = line.x0 - l.x1;
            (l.y - line.y).abs() < SAME_BASE * l.size
                && gap > -0.3 * l.size
                && gap < PIECE_GAP * l.size.min(line.size)
        };
        if let Some(before) = out.iter_mut().rev().take(16).find(near) {
            before.signs.extend(&line.signs);
            let whole = Line { words: Vec::new(), ..before.clone() };
            if let Some(whole) = finished(whole, signs) {
                *before = whole;
            }
        } else {
            out.push(line);
        }
    }
    out
}

/// The size of most of what stays, to a hundredth of a point; of what goes where nothing stays.
pub(super) fn modal<'s>(signs: impl Iterator<Item = &'s Sign> + Clone) -> f64 {
    let kept = signs.clone().filter(|s| s.panel.is_none() && !s.blank).map(|s| s.size);
    if kept.clone().next().is_some() { most(kept) } else { most(signs.filter(|s| !s.blank).map(|s| s.size)) }
}

/// The size that comes most often, the larger of two; neighbours are mostly of one size.
fn most(sizes: impl Iterator<Item = f64>) -> f64 {
    let mut counts: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    let mut run = (0.0, 0);
    for size in sizes.chain([f64::NAN]) {
        if size == run.0 {
            run.1 += 1;
            continue;
        }
        if run.1 > 0 {
            *counts.entry((run.0 * 100.0).round() as i64).or_default() += run.1;
        }
        run = (size, 1);
    }
    counts.iter().max_by_key(|(_, count)| **count).map_or(0.0, |(size, _)| *size as f64 / 100.0)
}
