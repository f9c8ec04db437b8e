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

/// Degrees by which a glyph may turn against the one before it: text on a curve.
const CURVE: f64 = 30.0;
/// Degrees between glyphs of one straight word, by the noise of the calculation.
const SAME_ANGLE: f64 = 0.1;
/// Degrees from an axis that are the noise of the calculation.
const UPRIGHT: f64 = 0.05;

/// A word in the frame of its writing direction.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Characters with their glyphs' ordinals.
    pub(super) chars: Vec<(char, u32)>,
    /// Direction of its line, degrees clockwise on the displayed page, from 0 up to 360.
    pub(super) angle: f64,
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
    /// Where its last glyph ends, and in which direction that one runs: text can follow a curve.
    tip: (Point, f64),
}

impl Word {
    /// Measures it in the frame of another direction.
    pub(super) fn turn(&mut self, angle: f64) {
        let (from, to) = (Frame::new(self.angle), Frame::new(angle));
        let (start, end) = (from.point(self.start, self.base), from.point(self.end, self.base));
        let (a, b) = (to.along(start), to.along(end));
        (self.start, self.end) = (a.min(b), a.max(b));
        self.base = f64::midpoint(to.across(start), to.across(end));
        self.angle = angle;
    }
}

/// Axes along and across a direction.
#[derive(Debug, Clone, Copy)]
struct Frame {
    sin: f64,
    cos: f64,
}

impl Frame {
    fn new(angle: f64) -> Self {
        if angle == 0.0 {
            // nearly all of a page: no sine is worked out for a letter
            return Self { sin: 0.0, cos: 1.0 };
        }
        let (sin, cos) = angle.to_radians().sin_cos();
        if angle % 90.0 == 0.0 { Self { sin: sin.round(), cos: cos.round() } } else { Self { sin, cos } }
    }

    fn along(&self, p: Point) -> f64 {
        p.x * self.cos + p.y * self.sin
    }

    fn across(&self, p: Point) -> f64 {
        p.y * self.cos - p.x * self.sin
    }

    fn point(&self, along: f64, across: f64) -> Point {
        Point::new(along * self.cos - across * self.sin, along * self.sin + across * self.cos)
    }
}

/// A mark in the frame of a direction.
struct Placed {
    angle: f64,
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
    let mut builder = Builder { words: Vec::new(), open: None, angle: 0.0, spaced: true };
    for mark in &marks {
        builder.add(mark);
    }
    builder.close();
    builder.words
}

struct Builder {
    words: Vec<Word>,
    open: Option<Word>,
    angle: f64,
    /// A space was shown since the last glyph.
    spaced: bool,
}

impl Builder {
    fn add(&mut self, mark: &Mark) {
        match &mark.meaning {
            Meaning::Char(c) if c.is_whitespace() => self.space(),
            Meaning::Char(c) | Meaning::Two(c, _) => self.text(mark, std::iter::once(*c)),
            Meaning::Unreadable => self.text(mark, std::iter::once('\u{FFFD}')),
            // where nothing is drawn the gap tells whether a word ends
            Meaning::Many(text) if text.is_empty() => {}
            Meaning::Many(text) if text.chars().all(char::is_whitespace) => self.space(),
            Meaning::Many(text) => self.text(mark, text.chars()),
        }
    }

    fn text(&mut self, mark: &Mark, chars: impl Iterator<Item = char>) {
        let mut placed = self.place(mark);
        let mut chars = chars.peekable();
        if let Some(word) = &self.open {
            if placed.angle != word.angle && turn(placed.angle, word.angle) < SAME_ANGLE {
                placed = measured(mark, word.angle);
            }
            if is_shadow(word, &placed, chars.peek().copied()) {
                return;
            }
            if is_apart(word, mark, &placed) {
                self.close();
            } else if placed.angle != word.angle {
                // on a curve: measured where its word begins
                placed = measured(mark, word.angle);
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
            tip: (mark.end, self.angle),
        });
        word.spacing = mark.spacing;
        word.tip = (mark.end, self.angle);
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
        let level = along.y == 0.0 && along.x > 1e-6;
        if level || along.x.hypot(along.y) > 1e-6 {
            self.angle = direction(along);
        }
        measured(mark, self.angle)
    }
}

fn measured(mark: &Mark, angle: f64) -> Placed {
    let frame = Frame::new(angle);
    let (a, b) = (frame.along(mark.start), frame.along(mark.end));
    // the baseline lies a fifth above the descent line
    let base = frame.across(mark.start) + 0.2 * frame.across(mark.up);
    Placed { angle, start: a.min(b), end: a.max(b), base, size: mark.size }
}

/// Whether a glyph begins a new word: by its gap, its baseline or its direction.
fn is_apart(word: &Word, mark: &Mark, placed: &Placed) -> bool {
    let size = word.size.max(placed.size).max(0.01);
    let (tip, angle) = word.tip;
    let (gap, shift) = if placed.angle == word.angle {
        (placed.start - word.end, placed.base - word.base)
    } else {
        let frame = Frame::new(angle);
        let step = Point::new(mark.start.x - tip.x, mark.start.y - tip.y);
        (frame.along(step), frame.across(step))
    };
    let gap = gap - word.spacing;
    turn(placed.angle, angle) > CURVE
        || shift.abs() > BASE_SHIFT * size
        || gap > WORD_GAP * size
        || gap < -STEP_BACK * size
}

/// Degrees between two directions.
fn turn(a: f64, b: f64) -> f64 {
    if a == b { 0.0 } else { ((a - b + 540.0).rem_euclid(360.0) - 180.0).abs() }
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

/// Degrees from 0 up to 360; what leans less than a hair from an axis lies on it.
fn direction(along: Point) -> f64 {
    if along.y == 0.0 && along.x > 0.0 {
        return 0.0;
    }
    let degrees = along.y.atan2(along.x).to_degrees();
    let upright = (degrees / 90.0).round() * 90.0;
    let angle = if (degrees - upright).abs() < UPRIGHT { upright } else { degrees };
    angle.rem_euclid(360.0)
}

/// Whether the glyph repeats the one before at nearly the same place: bold by drawing twice.
fn is_shadow(word: &Word, placed: &Placed, first: Option<char>) -> bool {
    let same = word.chars.last().map(|&(c, _)| c) == first && placed.angle == word.angle;
    let shift = (placed.end - word.end).abs().max((placed.base - word.base).abs());
    same && placed.end > placed.start
        && shift < 0.12 * placed.size
        && shift < 0.4 * (placed.end - placed.start)
}
