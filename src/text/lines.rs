//! From words to pieces of lines: words side by side on one baseline.

use super::letters;
use super::words::Word;

/// Baselines this far apart, as a share of the size, are of one line.
const SAME_LINE: f64 = 0.4;
/// A gap of this share of the size parts a line into pieces: columns, cells.
const PIECE_GAP: f64 = 1.4;

/// Words of one line without a wide gap.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) words: Vec<Word>,
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) base: f64,
    pub(super) size: f64,
    /// Number of the line in its direction, from the top.
    pub(super) row: usize,
}

/// Lines of all directions, each direction for itself, most words first.
pub(super) fn build(words: Vec<Word>) -> Vec<Vec<Piece>> {
    let mut angles: Vec<(i32, usize)> = Vec::new();
    for word in &words {
        match angles.iter_mut().find(|(angle, _)| *angle == word.angle) {
            Some((_, count)) => *count += 1,
            None => angles.push((word.angle, 1)),
        }
    }
    angles.sort_by_key(|&(angle, count)| (usize::MAX - count, angle));
    let one = angles.len() == 1;
    let mut rest = words;
    let mut out = Vec::new();
    for (angle, _) in angles {
        let (here, others) = if one {
            (std::mem::take(&mut rest), Vec::new())
        } else {
            rest.into_iter().partition(|w| w.angle == angle)
        };
        rest = others;
        out.push(pieces(here));
    }
    out
}

fn pieces(mut words: Vec<Word>) -> Vec<Piece> {
    words.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<Vec<Word>> = Vec::new();
    let mut base = f64::NEG_INFINITY;
    for word in words {
        match rows.last_mut() {
            Some(row) if word.base - base <= SAME_LINE * row_size(row, &word) => row.push(word),
            _ => {
                base = word.base;
                rows.push(vec![word]);
            }
        }
    }
    let mut out = Vec::new();
    for (number, mut row) in rows.into_iter().enumerate() {
        row.sort_by(|a, b| a.start.total_cmp(&b.start));
        let row = letters::joined(without_shadows(row));
        split(row, number, &mut out);
    }
    out
}

fn row_size(row: &[Word], word: &Word) -> f64 {
    row.first().map_or(word.size, |first| first.size.min(word.size)).max(1.0)
}

/// Drops words that repeat a neighbour at nearly the same place.
fn without_shadows(row: Vec<Word>) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::with_capacity(row.len());
    for word in row {
        let repeats = kept.iter().rev().take(4).any(|before| {
            let shift = (before.start - word.start).abs().max((before.end - word.end).abs());
            shift < 0.15 * word.size && same_text(before, &word)
        });
        if !repeats {
            kept.push(word);
        }
    }
    kept
}

fn same_text(a: &Word, b: &Word) -> bool {
    a.chars.len() == b.chars.len() && a.chars.iter().zip(&b.chars).all(|(x, y)| x.0 == y.0)
}

fn split(row: Vec<Word>, number: usize, out: &mut Vec<Piece>) {
    let first = out.len();
    for word in row {
        let joins = out
            .get(first..)
            .and_then(<[Piece]>::last)
            .is_some_and(|piece| word.start - piece.end <= PIECE_GAP * piece.size.max(word.size));
        match out.last_mut().filter(|_| joins) {
            Some(piece) => {
                piece.end = piece.end.max(word.end);
                piece.size = piece.size.max(word.size);
                piece.words.push(word);
            }
            None => out.push(Piece {
                start: word.start,
                end: word.end,
                base: word.base,
                size: word.size,
                row: number,
                words: vec![word],
            }),
        }
    }
}
