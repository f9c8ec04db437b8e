//! From words to pieces of lines: words side by side on one baseline.

use super::letters;
use super::words::Word;

/// Baselines this far apart, as a share of the size, are of one line.
const SAME_LINE: f64 = 0.4;
/// A gap less than this share of the size, either way, parts no word.
const TOUCHING: f64 = 0.1;
/// A gap of this share of the size parts a line into pieces: columns, cells.
const PIECE_GAP: f64 = 1.4;

/// Words for which a row has room from the start.
const WORDS: usize = 16;

/// Directions this many degrees apart are of one frame …
const LEAN: f64 = 1.0;
/// … up to this many altogether.
const MOST_LEAN: f64 = 6.0;

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
    directions(words).into_iter().map(pieces).collect()
}

/// Words of like direction together, measured in one frame: a scan leans by a degree or two, and not
/// every line of it by the same.
fn directions(words: Vec<Word>) -> Vec<Vec<Word>> {
    // upright text lies in the middle of a range, not at its ends
    let unrolled = |angle: f64| if angle >= 315.0 { angle - 360.0 } else { angle };
    if words.iter().all(|w| w.angle == 0.0) {
        return vec![words];
    }
    let mut words: Vec<(f64, Word)> = words.into_iter().map(|w| (unrolled(w.angle), w)).collect();
    words.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut groups: Vec<Vec<(f64, Word)>> = Vec::new();
    for (angle, word) in words {
        match groups.last_mut() {
            Some(group) if belongs(group, angle) => group.push((angle, word)),
            _ => groups.push(vec![(angle, word)]),
        }
    }
    groups.sort_by_key(|g| usize::MAX - g.len());
    groups.into_iter().map(in_one_frame).collect()
}

fn belongs(group: &[(f64, Word)], angle: f64) -> bool {
    let near = |w: Option<&(f64, Word)>, reach: f64| w.is_some_and(|w| angle - w.0 <= reach);
    near(group.last(), LEAN) && near(group.first(), MOST_LEAN)
}

/// Turns words into the direction of most of their letters, in the order in which they were painted.
fn in_one_frame(mut group: Vec<(f64, Word)>) -> Vec<Word> {
    group.sort_by_key(|(_, w)| w.chars.first().map(|c| c.1));
    let letters = |w: &Word| w.chars.len() as f64;
    let all: f64 = group.iter().map(|(_, w)| letters(w)).sum();
    let straight: f64 = group.iter().filter(|(a, _)| a % 90.0 == 0.0).map(|(_, w)| letters(w)).sum();
    let upright = group.iter().map(|(a, _)| *a).find(|a| a % 90.0 == 0.0).filter(|_| straight * 2.0 >= all);
    let mean = group.iter().map(|(a, w)| a * letters(w)).sum::<f64>() / all.max(1.0);
    let angle = upright.unwrap_or(mean);
    let turned = group.into_iter().map(|(own, mut word)| {
        if own != angle {
            word.turn(angle);
        }
        word
    });
    turned.collect()
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
                // as many as the row before
                let mut row = Vec::with_capacity(rows.last().map_or(WORDS, Vec::len));
                row.push(word);
                rows.push(row);
            }
        }
    }
    let mut out = Vec::new();
    for (number, mut row) in rows.into_iter().enumerate() {
        row.sort_by(|a, b| a.start.total_cmp(&b.start));
        let row = letters::joined(abutting(without_shadows(row)));
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

/// Joins words that touch and were not painted one after the other: halves of one word.
fn abutting(row: Vec<Word>) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::with_capacity(row.len());
    for word in row {
        match kept.last_mut() {
            Some(last) if is_continued(last, &word) => {
                last.end = last.end.max(word.end);
                last.chars.extend(word.chars);
            }
            _ => kept.push(word),
        }
    }
    kept
}

fn is_continued(last: &Word, word: &Word) -> bool {
    let size = word.size.max(last.size);
    let gap = word.start - last.end;
    let touching = gap < TOUCHING * size && gap > -2.0 * TOUCHING * size;
    let ordinals = last.chars.last().zip(word.chars.first()).map(|(a, b)| (a.1, b.1));
    // a space shown between them stands between their ordinals
    let spaced = word.spaced && ordinals.is_some_and(|(a, b)| a < b && b - a <= 4);
    touching && !spaced && (last.base - word.base).abs() < 0.2 * size
}

fn same_text(a: &Word, b: &Word) -> bool {
    a.chars.len() == b.chars.len() && a.chars.iter().zip(&b.chars).all(|(x, y)| x.0 == y.0)
}

fn split(row: Vec<Word>, number: usize, out: &mut Vec<Piece>) {
    let first = out.len();
    let mut left = row.len();
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
            None => {
                let Word { start, end, base, size, .. } = word;
                let mut words = Vec::with_capacity(left);
                words.push(word);
                out.push(Piece { start, end, base, size, row: number, words });
            }
        }
        left -= 1;
    }
}
