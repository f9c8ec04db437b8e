//! Breaking text into lines: by words, ragged right, long words broken where it hurts least.

use super::mark::Piece;
use super::spell::Inked;

/// One line as set.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Line {
    /// Its characters by face; a line that goes on ends with its space, so that the words of a
    /// paragraph stay apart when its lines are joined.
    pub(super) pieces: Vec<Piece>,
    /// Width in points without that space.
    pub(super) width: f64,
    /// Distance from the left edge in points.
    pub(super) indent: f64,
}

/// Breaks spelled text into lines of at most `measure` points; later lines of a broken one start
/// `hang` points to the right.
pub(super) fn break_lines(text: &[Inked], size: f64, measure: f64, hang: f64) -> Vec<Line> {
    let hang = hang.min(measure / 2.0);
    let mut lines: Vec<Line> = Vec::new();
    for hard in text.split(|i| i.ch == '\n') {
        if let Some(piece) = lines.last_mut().and_then(|line| line.pieces.last_mut()) {
            piece.text.push(' ');
        }
        break_one(hard, size, measure, hang, &mut lines);
    }
    lines
}

/// The widest word, in points: what a column needs so that no word is broken.
pub(super) fn widest_word(text: &[Inked], size: f64) -> f64 {
    text.split(|i| matches!(i.ch, ' ' | '\n')).map(|word| width_of(word, size)).fold(0.0, f64::max)
}

/// The widest line without any breaking, in points.
pub(super) fn natural_width(text: &[Inked], size: f64) -> f64 {
    text.split(|i| i.ch == '\n').map(|line| width_of(line, size)).fold(0.0, f64::max)
}

fn width_of(text: &[Inked], size: f64) -> f64 {
    text.iter().map(|i| i.advance(size)).sum()
}

fn break_one(text: &[Inked], size: f64, measure: f64, hang: f64, lines: &mut Vec<Line>) {
    let mut rest = text;
    let mut indent = 0.0;
    loop {
        let (taken, next) = fit(rest, size, measure - indent);
        let (now, later) = rest.split_at(taken);
        lines.push(to_line(now, size, indent));
        rest = later.get(next..).unwrap_or_default();
        if rest.is_empty() {
            return;
        }
        indent = hang;
    }
}

/// How many characters go on a line of `room` points, and how many spaces after them are swallowed.
/// Always at least one character, so that breaking ends.
fn fit(text: &[Inked], size: f64, room: f64) -> (usize, usize) {
    let mut width = 0.0;
    let mut last_space = None;
    let mut seen_word = false;
    for (at, inked) in text.iter().enumerate() {
        if inked.ch == ' ' {
            if seen_word {
                last_space = Some(at);
            }
            width += inked.advance(size);
            continue;
        }
        seen_word = true;
        width += inked.advance(size);
        if width > room + 1e-6 {
            return last_space.map_or_else(|| (break_word(text, at), 0), |space| after_space(text, space));
        }
    }
    (text.len(), 0)
}

/// A break at a space: the line keeps one of the spaces, the others are swallowed.
fn after_space(text: &[Inked], space: usize) -> (usize, usize) {
    let before = text.get(..space).unwrap_or_default();
    let first = before.iter().rposition(|i| i.ch != ' ').map_or(space, |last| last + 1);
    let end = text.iter().skip(space).position(|i| i.ch != ' ').map_or(text.len(), |n| space + n);
    (first + 1, end.saturating_sub(first + 1))
}

/// Where a word too long for the line breaks: after punctuation in its second half, else at its edge.
fn break_word(text: &[Inked], overflow: usize) -> usize {
    let from = overflow / 2;
    let seam = |i: &Inked| matches!(i.ch, '-' | '/' | '@' | '.' | '_' | '?' | '&' | '=' | ',' | ';');
    let best = text.get(from..overflow).and_then(|half| half.iter().rposition(seam));
    best.map_or(overflow, |at| from + at + 1).max(1)
}

fn to_line(text: &[Inked], size: f64, indent: f64) -> Line {
    let solid = text.iter().rposition(|i| i.ch != ' ').map_or(0, |last| last + 1);
    let mut pieces: Vec<Piece> = Vec::new();
    for inked in text {
        match pieces.last_mut() {
            Some(piece) if piece.face == inked.face => piece.text.push(inked.drawn()),
            _ => pieces.push(Piece { face: inked.face, text: inked.drawn().to_string() }),
        }
    }
    Line { pieces, width: width_of(text.get(..solid).unwrap_or_default(), size), indent }
}
