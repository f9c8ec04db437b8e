//! Reading order: columns of running text one after the other, everything else row by row.

use super::lines::Piece;

/// Width of a step when looking for a gutter, points.
const STEP: f64 = 2.0;
/// A column of running text has at least this many lines …
const COLUMN_LINES: usize = 4;
/// … whose middle one fills this share of its width …
const COLUMN_FILL: f64 = 0.55;
/// … and which is this many sizes wide.
const COLUMN_WIDTH: f64 = 10.0;
/// Splitting goes no deeper; more columns than that are a table.
const DEEPEST: usize = 6;

/// A run of pieces that are read one after the other; a new run begins a new block.
pub(super) fn order(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut out = Vec::new();
    columns(pieces, 0, &mut out);
    out
}

fn columns(pieces: Vec<Piece>, depth: usize, out: &mut Vec<Vec<Piece>>) {
    let gutter = if depth < DEEPEST { gutter(&pieces) } else { None };
    let Some(gutter) = gutter else {
        out.push(pieces);
        return;
    };
    // what crosses the gutter (headings) parts the page into zones
    let (mut left, mut right, mut across) = (Vec::new(), Vec::new(), Vec::new());
    for piece in pieces {
        let crosses = piece.start < gutter && piece.end > gutter;
        if crosses {
            flush(&mut left, &mut right, depth, out);
            across.push(piece);
        } else {
            if !across.is_empty() {
                out.push(std::mem::take(&mut across));
            }
            if piece.end <= gutter { left.push(piece) } else { right.push(piece) }
        }
    }
    flush(&mut left, &mut right, depth, out);
    if !across.is_empty() {
        out.push(across);
    }
}

fn flush(left: &mut Vec<Piece>, right: &mut Vec<Piece>, depth: usize, out: &mut Vec<Vec<Piece>>) {
    for side in [left, right] {
        if !side.is_empty() {
            columns(std::mem::take(side), depth + 1, out);
        }
    }
}

/// Where a gutter between two columns of running text lies.
fn gutter(pieces: &[Piece]) -> Option<f64> {
    if pieces.len() < 2 * COLUMN_LINES {
        return None;
    }
    let low = pieces.iter().map(|p| p.start).fold(f64::INFINITY, f64::min);
    let high = pieces.iter().map(|p| p.end).fold(f64::NEG_INFINITY, f64::max);
    let steps = ((high - low) / STEP).clamp(0.0, 20_000.0) as usize;
    let mut cover = vec![0u32; steps + 1];
    for piece in pieces {
        let (from, to) = (((piece.start - low) / STEP) as usize, ((piece.end - low) / STEP) as usize);
        for slot in cover.iter_mut().take(to.saturating_add(1)).skip(from) {
            *slot += 1;
        }
    }
    let middle = steps / 8..steps - steps / 8;
    let least = cover.get(middle.clone())?.iter().min().copied()?;
    if least as usize * 4 > pieces.len() {
        return None;
    }
    let at = widest_run(&cover, middle, least)?;
    let gutter = low + at * STEP;
    let left: Vec<&Piece> = pieces.iter().filter(|p| p.end <= gutter).collect();
    let right: Vec<&Piece> = pieces.iter().filter(|p| p.start >= gutter).collect();
    (is_column(&left) && is_column(&right)).then_some(gutter)
}

/// Middle of the longest run of steps covered no more than `least`.
fn widest_run(cover: &[u32], within: std::ops::Range<usize>, least: u32) -> Option<f64> {
    let (mut best, mut run) = ((0, 0), None::<usize>);
    let end = within.end;
    for at in within {
        let open = cover.get(at).is_some_and(|&c| c <= least);
        if open {
            run.get_or_insert(at);
        }
        if let Some(from) = run
            && (!open || at + 1 == end)
        {
            let length = at + usize::from(open) - from;
            if length > best.1 {
                best = (from, length);
            }
            run = None;
        }
    }
    (best.1 > 0).then(|| best.0 as f64 + best.1 as f64 / 2.0)
}

/// Whether pieces are lines of running text: enough of them, and mostly full.
fn is_column(pieces: &[&Piece]) -> bool {
    if pieces.len() < COLUMN_LINES {
        return false;
    }
    let low = pieces.iter().map(|p| p.start).fold(f64::INFINITY, f64::min);
    let high = pieces.iter().map(|p| p.end).fold(f64::NEG_INFINITY, f64::max);
    let mut widths: Vec<f64> = pieces.iter().map(|p| p.end - p.start).collect();
    widths.sort_by(f64::total_cmp);
    let median = widths.get(widths.len() / 2).copied().unwrap_or(0.0);
    let size = pieces.iter().map(|p| p.size).sum::<f64>() / pieces.len() as f64;
    let wide = high - low;
    wide >= COLUMN_WIDTH * size && median >= COLUMN_FILL * wide
}
