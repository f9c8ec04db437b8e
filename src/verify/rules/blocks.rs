//! Letters that are boxes (R001): a row of full blocks set over text hides it as a black shape does, and is
//! taken away as easily.

use crate::geom::Rect;
use crate::verify::paint::{Glyph, Painted};

/// Blocks side by side that hide on purpose.
const RUN: usize = 2;

/// The areas of rows of blocks that were set over letters.
pub(super) fn hiding(painted: &Painted, shown_again: impl Fn(&Glyph, u32) -> bool) -> Vec<Rect> {
    let hides = |row: &Row| {
        painted.glyphs.iter().take_while(|g| g.order < row.first).any(|g| {
            let (wide, high) = g.overlap(&row.area);
            wide > 0.5 && high > 0.5 && painted.is_letter(g) && !shown_again(g, row.first)
        })
    };
    rows(painted).into_iter().filter(|row| row.count >= RUN).filter(hides).map(|row| row.area).collect()
}

/// Blocks side by side.
struct Row {
    area: Rect,
    /// When the first of them was painted.
    first: u32,
    count: usize,
}

fn rows(painted: &Painted) -> Vec<Row> {
    let mut found: Vec<Row> = Vec::new();
    for glyph in painted.glyphs.iter().filter(|g| !g.unseen.any() && is_block(painted, g)) {
        match found.last_mut().filter(|row| is_beside(&row.area, glyph)) {
            Some(row) => {
                row.area = row.area.union(&glyph.bounds);
                row.count += 1;
            }
            None => found.push(Row { area: glyph.bounds, first: glyph.order, count: 1 }),
        }
    }
    found
}

/// Whether a block goes on with a row.
fn is_beside(area: &Rect, glyph: &Glyph) -> bool {
    let same = |a: f64, b: f64| (a - b).abs() < 0.2 * glyph.size;
    same(area.y0, glyph.bounds.y0)
        && same(area.y1, glyph.bounds.y1)
        && area.inflate(0.5 * glyph.size).intersection(&glyph.bounds).is_some()
}

/// Whether a glyph spells a full block or a black square.
fn is_block(painted: &Painted, glyph: &Glyph) -> bool {
    let text = painted.fonts.get(usize::from(glyph.font)).and_then(|font| font.text(glyph.code));
    matches!(text, Some("\u{2588}" | "\u{25A0}" | "\u{25AC}" | "\u{25AE}" | "\u{2B1B}"))
}
