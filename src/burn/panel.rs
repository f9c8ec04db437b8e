//! Drawing panels: a black rectangle, and the mark in white where it fits.

use lopdf::{Dictionary, Object};

use crate::geom::{Matrix, PageGeometry, Point, Rect};
use crate::pdf::content::{Emitter, Operator};

/// Smallest size of a mark, points as displayed.
const SMALLEST_MARK: f64 = 6.0;
/// Largest size of a mark.
const LARGEST_MARK: f64 = 10.0;
/// Height of a capital of the mark's font as a share of its size.
const CAPITAL: f64 = 0.72;
/// Width of its widest letters.
const LETTER: f64 = 0.78;

/// Name of the mark's font among a page's resources; chosen by the caller, unused elsewhere.
pub(super) fn font() -> Object {
    let mut dict = Dictionary::new();
    for (key, value) in [
        ("Type", "Font"),
        ("Subtype", "Type1"),
        ("BaseFont", "Helvetica-Bold"),
        ("Encoding", "WinAnsiEncoding"),
    ] {
        dict.set(key, Object::Name(value.as_bytes().to_vec()));
    }
    Object::Dictionary(dict)
}

/// Draws one panel. `region` lies in user space. Gives the number of glyphs of its mark.
pub(super) fn draw(
    out: &mut Emitter,
    geometry: &PageGeometry,
    region: &Rect,
    mark: &str,
    font: &[u8],
) -> u32 {
    out.operator(Operator::Save);
    out.numbers(Operator::FillGray, &[0.0]);
    out.numbers(Operator::Rectangle, &[region.x0, region.y0, region.width(), region.height()]);
    out.operator(Operator::Fill);
    let drawn = draw_mark(out, geometry, region, mark, font);
    out.operator(Operator::Restore);
    drawn
}

fn draw_mark(out: &mut Emitter, geometry: &PageGeometry, region: &Rect, mark: &str, font: &[u8]) -> u32 {
    let shown = geometry.display_rect(region);
    let letters = mark.chars().count() as f64;
    let fits = (shown.height() / 1.1).min((shown.width() - 2.0) / (letters * LETTER)).min(LARGEST_MARK);
    if mark.is_empty() || !mark.is_ascii() || fits < SMALLEST_MARK {
        return 0;
    }
    let wide = letters * LETTER * fits;
    let left = (shown.x0 + shown.x1 - wide) / 2.0;
    let baseline = f64::midpoint(shown.y0, shown.y1) + CAPITAL * fits / 2.0;
    out.numbers(Operator::FillGray, &[1.0]);
    write(out, geometry, font, mark.as_bytes(), (left, baseline, fits));
    mark.len() as u32
}

/// Shows a line of text at a display position, upright as displayed.
fn write(out: &mut Emitter, geometry: &PageGeometry, font: &[u8], text: &[u8], place: (f64, f64, f64)) {
    let (x, y, size) = place;
    let Some(Matrix([a, b, c, d, e, f])) = geometry.to_display().invert() else { return };
    let at = Matrix([a, b, c, d, e, f]).apply(Point::new(x, y));
    out.operator(Operator::BeginText);
    out.name(font);
    out.number(size);
    out.operator(Operator::Font);
    // display space grows downwards, text upwards
    out.numbers(Operator::TextMatrix, &[a, b, -c, -d, at.x, at.y]);
    out.string(text);
    out.operator(Operator::ShowText);
    out.operator(Operator::EndText);
}

/// The content of a page withheld whole: a frame and a notice of ours.
pub(super) fn withheld(geometry: &PageGeometry, mark: &str, font: &[u8]) -> Vec<u8> {
    let mut out = Emitter::new();
    let (wide, high) = geometry.display_size();
    let size = (wide / 30.0).clamp(4.0, 14.0);
    out.numbers(Operator::FillGray, &[0.0]);
    for (line, text) in (0u32..).zip(["This page is withheld", mark]) {
        if !text.is_ascii() {
            continue;
        }
        let left = (wide - text.len() as f64 * size * 0.55) / 2.0;
        let place = (left.max(2.0), high / 2.0 + f64::from(line) * size * 1.5, size);
        write(&mut out, geometry, font, text.as_bytes(), place);
    }
    out.into_bytes()
}
