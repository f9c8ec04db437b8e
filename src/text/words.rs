//! From glyphs to words: spaces are shown, or seen as gaps.

use super::collect::{Collector, Mark};
use crate::geom::Point;
use crate::pdf::font::Meaning;

/// A gap of this share of the size parts two words.
const WORD_GAP: f64 = 0.1;
/// A step back of this share of the size begins a new word.
const STEP_BACK: f64 = 0.45;
/// Baselines this far apart, as a share of the size, are not of one word.
const BASE_SHIFT: f64 = 0.3;

/// A word in the frame of its writing direction.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Characters with their glyphs' ordinals.
    pub(super) chars: Vec<(char, u32)>,
    /// Direction of its line, degrees clockwise on the displayed page, in steps of 15.
    pub(super) angle: i32,
    /// Along the line, from …
    pub(super) start: f64,
    /// … to.
    pub(super) end: f64,
    /// Its baseline's place across the line, growing downwards.
    pub(super) base: f64,
    /// Font size.
    pub(super) size: f64,
    /// Whether it follows a space that was shown, or the start of the text.
    pub(super) spaced: bool,
    /// Character spacing behind its last glyph.
    spacing: f64,
}

/// A mark in the frame of its direction.
struct Placed {
    angle: i32,
    start: f64,
    end: f64,
    base: f64,
    size: f64,
}

/// Joins the page's marks into words, in order of painting.
pub(super) fn build(collector: &mut Collector) -> Vec<Word> {
    let mut marks = std::mem::take(&mut collector.marks);
    if !marks.is_sorted_by_key(|m| m.ordinal) {
        marks.sort_by_key(|m| m.ordinal);
    }
    let mut builder = Builder { words: Vec::new(), open: None, angle: 0, spaced: true };
    for mark in &marks {
        builder.add(mark);
    }
    builder.close();
    builder.words
}

struct Builder {
    words: Vec<Word>,
    open: Option<Word>,
    angle: i32,
    /// A space was shown since the last glyph.
    spaced: bool,
}

impl Builder {
    fn add(&mut self, mark: &Mark) {
        match &mark.meaning {
            Meaning::Char(c) if c.is_whitespace() => self.space(),
            Meaning::Char(c) => self.text(mark, std::iter::once(*c)),
            Meaning::Unreadable => self.text(mark, std::iter::once('\u{FFFD}')),
            Meaning::Many(text) if text.chars().all(char::is_whitespace) => self.space(),
            Meaning::Many(text) => self.text(mark, text.chars()),
        }
    }

    fn text(&mut self, mark: &Mark, chars: impl Iterator<Item = char>) {
        let placed = self.place(mark);
        let mut chars = chars.peekable();
        if let Some(word) = &self.open {
            let gap = placed.start - word.end - word.spacing;
            let size = word.size.max(placed.size).max(0.01);
            let apart = placed.angle != word.angle
                || (placed.base - word.base).abs() > BASE_SHIFT * size
                || gap > WORD_GAP * size
                || gap < -STEP_BACK * size;
            if is_shadow(word, &placed, chars.peek().copied()) {
                return;
            }
            if apart {
                self.close();
            }
        }
        let spaced = std::mem::take(&mut self.spaced);
        let word = self.open.get_or_insert_with(|| Word {
            chars: Vec::with_capacity(8),
            angle: placed.angle,
            start: placed.start,
            end: placed.end,
            base: placed.base,
            size: placed.size,
            spaced,
            spacing: 0.0,
        });
        word.spacing = mark.spacing;
        word.end = word.end.max(placed.end);
        word.start = word.start.min(placed.start);
        for c in chars.filter(|c| !c.is_whitespace()) {
            match spelt_out(c) {
                "" => word.chars.push((c, mark.ordinal)),
                letters => word.chars.extend(letters.chars().map(|c| (c, mark.ordinal))),
            }
        }
    }

    fn space(&mut self) {
        self.close();
        self.spaced = true;
    }

    fn close(&mut self) {
        self.words.extend(self.open.take().filter(|w| !w.chars.is_empty()));
    }

    fn place(&mut self, mark: &Mark) -> Placed {
        let along = Point::new(mark.end.x - mark.start.x, mark.end.y - mark.start.y);
        let long = along.x.hypot(along.y);
        if long > 1e-6 {
            self.angle = direction(along);
        }
        let (sin, cos) = f64::from(self.angle).to_radians().sin_cos();
        let (sin, cos) = if self.angle % 90 == 0 { (sin.round(), cos.round()) } else { (sin, cos) };
        let s = |p: Point| p.x * cos + p.y * sin;
        let t = |p: Point| p.y * cos - p.x * sin;
        let (a, b) = (s(mark.start), s(mark.end));
        // the baseline lies a fifth above the descent line
        let base = t(mark.start) + 0.2 * t(mark.up);
        Placed { angle: self.angle, start: a.min(b), end: a.max(b), base, size: mark.size }
    }
}

/// The letters of a Latin ligature, so that a search for them finds it.
fn spelt_out(c: char) -> &'static str {
    match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => "",
    }
}

/// Degrees in steps of 15; what leans less than 8 degrees from an axis lies on it.
fn direction(along: Point) -> i32 {
    let degrees = along.y.atan2(along.x).to_degrees();
    let upright = (degrees / 90.0).round() * 90.0;
    let angle = if (degrees - upright).abs() < 8.0 { upright } else { (degrees / 15.0).round() * 15.0 };
    (angle as i32).rem_euclid(360)
}

/// Whether the glyph repeats the one before at nearly the same place: bold by drawing twice.
fn is_shadow(word: &Word, placed: &Placed, first: Option<char>) -> bool {
    let same = word.chars.last().map(|&(c, _)| c) == first && placed.angle == word.angle;
    let shift = (placed.end - word.end).abs().max((placed.base - word.base).abs());
    same && placed.end > placed.start
        && shift < 0.12 * placed.size
        && shift < 0.4 * (placed.end - placed.start)
}
