//! Pages of text for tests of the stages behind: every character has a glyph of its own.

use super::{GlyphBox, NO_GLYPH, PageText};
use crate::geom::{PageGeometry, Rect};

/// An A4 page of `text`, its first character at `start`; `step` is from character to character and from
/// line to line, in points.
pub fn typed(number: u32, text: &str, start: (f64, f64), step: (f64, f64)) -> PageText {
    let (mut origins, mut glyphs) = (Vec::new(), Vec::new());
    let (mut x, mut y) = start;
    for c in text.chars() {
        if c == '\n' {
            (x, y) = (start.0, y - step.1);
            origins.push(NO_GLYPH);
            continue;
        }
        origins.push(glyphs.len() as u32);
        let quad = Rect::new(x, y, x + step.0, y + 10.0).to_quad();
        glyphs.push(GlyphBox { quad, size: 10.0, invisible: false });
        x += step.0;
    }
    PageText {
        page: number,
        geometry: PageGeometry::upright(595.0, 842.0),
        text: text.to_owned(),
        origins,
        glyphs: glyphs.into(),
        unreadable: vec![],
        pictures: vec![],
        shapes: 0,
        recognised: None,
    }
}
