//! Emitting a show operation without the glyphs that go; the others keep their places.
//!
//! A glyph that goes leaves its displacement as an adjustment before the next glyph shown. Where no
//! glyph follows before the text position is set anew, nothing is left of it at all.

use crate::geom::{Matrix, Point};
use crate::pdf::content::device::{Glyph, Show};
use crate::pdf::content::state::TextState;
use crate::pdf::content::{Emitter, Operand, Operator};

/// What stands in a `TJ` array.
#[derive(Debug, PartialEq)]
enum Piece {
    /// Displacement in unscaled text space.
    Move(f64),
    /// Codes.
    Codes(Vec<u8>),
}

/// Emits `show` without the glyphs for which `goes` holds. `owed` is the displacement, in unscaled
/// text space, that earlier glyphs left; it is spent here and holds afterwards what these leave.
/// `placed` when the line's begin was already written. Gives the number of glyphs that went.
pub(super) fn emit(
    out: &mut Emitter,
    show: &Show<'_>,
    owed: &mut f64,
    placed: bool,
    goes: impl Fn(u32) -> bool,
) -> u64 {
    let operation = show.operation;
    let moves = moves(show);
    if moves {
        *owed = 0.0;
    }
    let gone = show.glyphs.iter().filter(|g| goes(g.ordinal)).count() as u64;
    if gone == 0 && *owed == 0.0 && !(placed && moves) {
        out.operation(operation);
        return 0;
    }
    if operation.operator == Operator::SpacingNextLineShow {
        out.numbers(Operator::WordSpacing, &[operation.number(0)]);
        out.numbers(Operator::CharSpacing, &[operation.number(1)]);
    }
    if moves && !placed {
        out.operator(Operator::NextLine);
    }
    let mut pieces = vec![Piece::Move(*owed)];
    collect(show, goes, &mut pieces);
    *owed = if let Some(Piece::Move(rest)) = pieces.last() { *rest } else { 0.0 };
    if matches!(pieces.last(), Some(Piece::Move(_))) {
        pieces.pop();
    }
    if !pieces.is_empty() {
        write(out, &pieces, unit(show.text, show.vertical));
    }
    gone
}

/// Emits what stays of a show operation beside text that was set anew: every run at its own place,
/// absolute and rounded, so that no distance tells what stood between. Gives the number of runs.
pub(super) fn emit_alone(out: &mut Emitter, show: &Show<'_>, stays: impl Fn(u32) -> bool) -> usize {
    let mut pieces = Vec::new();
    collect(show, |ordinal| !stays(ordinal), &mut pieces);
    let (mut distance, mut runs) = (0.0, 0);
    let mut glyphs = show.glyphs.iter().filter(|g| stays(g.ordinal));
    for piece in pieces {
        match piece {
            Piece::Move(by) => distance += by,
            Piece::Codes(codes) => {
                out.numbers(Operator::TextMatrix, &rounded(&along(show, distance), &show.ctm).0);
                out.string(&codes);
                out.operator(Operator::ShowText);
                runs += 1;
                let mut length = 0;
                while length < codes.len() {
                    let Some(glyph) = glyphs.next() else { break };
                    length += glyph.length as usize;
                    distance += glyph.advance;
                }
            }
        }
    }
    runs
}

/// The text matrix after a distance along a show operation.
fn along(show: &Show<'_>, distance: f64) -> Matrix {
    let (x, y) = if show.vertical { (0.0, distance) } else { (distance, 0.0) };
    Matrix::translate(x, y).then(&show.begin)
}

/// A text matrix whose origin lies on a twentieth of a point of user space.
pub(super) fn rounded(text: &Matrix, ctm: &Matrix) -> Matrix {
    let round = |v: f64| (v * 20.0).round() / 20.0;
    let Some(back) = ctm.invert() else { return *text };
    let [a, b, c, d, e, f] = text.0;
    let at = ctm.apply(Point::new(e, f));
    let at = back.apply(Point::new(round(at.x), round(at.y)));
    Matrix([a, b, c, d, at.x, at.y])
}

/// Whether a show operation begins a line before it shows.
pub(super) fn moves(show: &Show<'_>) -> bool {
    matches!(show.operation.operator, Operator::NextLineShow | Operator::SpacingNextLineShow)
}

/// How far a show operation moves the text position, unscaled text space.
pub(super) fn displacement(show: &Show<'_>) -> f64 {
    let mut pieces = Vec::new();
    collect(show, |_| true, &mut pieces);
    match pieces.as_slice() {
        [Piece::Move(by)] => *by,
        _ => 0.0,
    }
}

/// Unscaled text space units to which an adjustment of -1000 amounts.
fn unit(text: &TextState<'_>, vertical: bool) -> f64 {
    if vertical { text.size } else { text.size * text.scale }
}

fn collect(show: &Show<'_>, goes: impl Fn(u32) -> bool, pieces: &mut Vec<Piece>) {
    let Some(last) = show.operation.operands.last() else { return };
    let items = last.array().unwrap_or(std::slice::from_ref(last));
    let mut glyphs = show.glyphs;
    let unit = unit(show.text, show.vertical);
    for (number, item) in (0u32..).zip(items) {
        match item {
            Operand::Number(thousandths) => shift(pieces, -thousandths / 1000.0 * unit),
            Operand::String(bytes) => {
                let (shown, rest) = glyphs.split_at(glyphs.iter().take_while(|g| g.item == number).count());
                glyphs = rest;
                for glyph in shown {
                    piece(pieces, glyph, bytes, goes(glyph.ordinal));
                }
            }
            _ => {}
        }
    }
}

/// A glyph of the string `bytes`: its displacement when it `goes`, else its code.
fn piece(pieces: &mut Vec<Piece>, glyph: &Glyph, bytes: &[u8], goes: bool) {
    if goes {
        shift(pieces, glyph.advance);
    } else {
        keep(pieces, codes(bytes, glyph));
    }
}

fn codes<'b>(bytes: &'b [u8], glyph: &Glyph) -> &'b [u8] {
    let start = glyph.start as usize;
    let end = (start + glyph.length as usize).min(bytes.len());
    bytes.get(start..end).unwrap_or_default()
}

fn shift(pieces: &mut Vec<Piece>, by: f64) {
    match pieces.last_mut() {
        Some(Piece::Move(so_far)) => *so_far += by,
        _ => pieces.push(Piece::Move(by)),
    }
}

fn keep(pieces: &mut Vec<Piece>, codes: &[u8]) {
    match pieces.last_mut() {
        Some(Piece::Codes(so_far)) => so_far.extend_from_slice(codes),
        _ => pieces.push(Piece::Codes(codes.to_vec())),
    }
}

fn write(out: &mut Emitter, pieces: &[Piece], unit: f64) {
    if let [Piece::Move(0.0), Piece::Codes(codes)] = pieces {
        out.string(codes);
        out.operator(Operator::ShowText);
        return;
    }
    out.begin_array();
    for piece in pieces {
        match piece {
            // a font of size 0 moves nothing, with or without an adjustment
            Piece::Move(by) if *by != 0.0 && unit != 0.0 => out.number(-1000.0 * by / unit),
            Piece::Move(_) => {}
            Piece::Codes(codes) => out.string(codes),
        }
    }
    out.end_array();
    out.operator(Operator::ShowArray);
}
