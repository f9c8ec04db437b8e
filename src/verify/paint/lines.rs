//! Glyphs to folded text: in the order of painting, and line by line as they lie on the page.

use super::{Glyph, Image, Painted};
use crate::verify::evidence::PageText;
use crate::verify::terms::fold::Folded;

/// A gap of more than this share of the font size parts words.
const GAP: f64 = 0.15;

/// The text of a page by every reading.
pub(crate) fn text(painted: &Painted) -> PageText {
    let mut text = PageText::default();
    let (mut seen, mut layer, mut unseen) =
        (Vec::with_capacity(painted.glyphs.len()), Vec::new(), Vec::new());
    for glyph in painted.glyphs.iter().filter(|g| !g.copy) {
        match glyph.unseen {
            u if !u.any() => seen.push(glyph),
            u if u.only_mode() && is_pictured(painted, glyph) => layer.push(glyph),
            _ => unseen.push(glyph),
        }
    }
    fill(painted, &seen, &mut text.visible);
    fill(painted, &layer, &mut text.layer);
    fill(painted, &unseen, &mut text.invisible);
    let placed = by_place(&seen);
    let moved = placed.iter().zip(&seen).any(|(a, b)| a.order != b.order);
    if moved {
        fill(painted, &placed, &mut text.by_place);
    }
    others(painted, &mut text.other);
    text
}

/// Whether the picture of an invisible glyph shows it.
fn is_pictured(painted: &Painted, glyph: &Glyph) -> bool {
    let holds = |i: &Image| {
        let (wide, high) = glyph.overlap(&i.bounds);
        !i.unseen.any() && wide > 0.3 && high > 0.3
    };
    painted.images.iter().any(holds)
}

/// Adds glyphs to a text, with gaps and line ends where the geometry has them.
fn fill(painted: &Painted, glyphs: &[&Glyph], text: &mut Folded) {
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs {
        if let Some(last) = last {
            if repeats(last, glyph) {
                continue;
            }
            join(last, glyph, text);
        }
        let spelled = painted.fonts.get(usize::from(glyph.font)).and_then(|f| f.text(glyph.code));
        match spelled {
            Some(s) => s.chars().for_each(|c| text.push(c)),
            None => text.gap(),
        }
        last = Some(glyph);
    }
}

/// The same glyph painted again nearly in place, as for a bold look.
fn repeats(last: &Glyph, glyph: &Glyph) -> bool {
    let (dx, dy, reach) = (last.base.x - glyph.base.x, last.base.y - glyph.base.y, 0.08 * glyph.size);
    dx.abs() < reach
        && dx.hypot(dy) < reach
        && last.code == glyph.code
        && last.font == glyph.font
        && glyph.size > 0.0
}

/// Marks what lies between two glyphs.
fn join(last: &Glyph, glyph: &Glyph, text: &mut Folded) {
    let size = glyph.size.max(last.size).max(1e-6);
    let (ux, uy) = (last.along.x, last.along.y);
    let length = if uy == 0.0 { ux.abs() } else { ux.hypot(uy) };
    let (dx, dy) = if length > 1e-9 { (ux / length, uy / length) } else { (1.0, 0.0) };
    let (ex, ey) = (last.base.x + ux, last.base.y + uy);
    let (gx, gy) = (glyph.base.x - ex, glyph.base.y - ey);
    let (along, across) = (gx * dx + gy * dy, gx * dy - gy * dx);
    if across.abs() > 0.4 * size {
        text.line_end();
    } else if along > GAP * size || along < -0.8 * size {
        text.gap();
    }
}

/// Glyphs line by line: by direction, then across, then along.
fn by_place<'g>(glyphs: &[&'g Glyph]) -> Vec<&'g Glyph> {
    let mut keyed: Vec<(u8, f64, f64, &Glyph)> = glyphs.iter().map(|g| place(g)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut out = Vec::with_capacity(keyed.len());
    let mut start = 0;
    while let Some(&(direction, across, _, first)) = keyed.get(start) {
        let reach = across + 0.35 * first.size.max(1.0);
        let same = |k: &(u8, f64, f64, &Glyph)| k.0 == direction && k.1 <= reach;
        let length = keyed.get(start..).map_or(1, |rest| rest.iter().take_while(|k| same(k)).count()).max(1);
        if let Some(line) = keyed.get_mut(start..start + length) {
            line.sort_by(|a, b| a.2.total_cmp(&b.2));
            out.extend(line.iter().map(|k| k.3));
        }
        start += length;
    }
    out
}

/// Direction (quarter turns), position across and along it.
fn place(glyph: &Glyph) -> (u8, f64, f64, &Glyph) {
    let (x, y, b) = (glyph.along.x, glyph.along.y, glyph.base);
    if x.abs() >= y.abs() {
        if x >= 0.0 { (0, b.y, b.x, glyph) } else { (2, -b.y, -b.x, glyph) }
    } else if y >= 0.0 {
        (1, -b.x, b.y, glyph)
    } else {
        (3, b.x, -b.y, glyph)
    }
}

/// The other reading of every glyph, where it differs from the first anywhere on the page.
fn others(painted: &Painted, text: &mut Folded) {
    let font = |g: &Glyph| painted.fonts.get(usize::from(g.font));
    let differs = |g: &Glyph| {
        font(g).is_some_and(|f| f.text(g.code).is_none_or(|t| f.other_text(g.code).is_some_and(|o| o != t)))
    };
    let mut known = vec![0_u64; painted.fonts.len() * 4];
    let any = painted.glyphs.iter().any(|g| {
        let bit = g.code as usize;
        let word = if bit < 256 { known.get_mut(usize::from(g.font) * 4 + bit / 64) } else { None };
        let first = match word {
            Some(word) => {
                let first = *word >> (bit % 64) & 1 == 0;
                *word |= 1 << (bit % 64);
                first
            }
            None => true,
        };
        first && differs(g)
    });
    let mut last: Option<&Glyph> = None;
    for glyph in painted.glyphs.iter().filter(|_| any) {
        if let Some(last) = last {
            join(last, glyph, text);
        }
        let spelled = font(glyph).and_then(|f| f.other_text(glyph.code)).unwrap_or_default();
        spelled.chars().for_each(|c| text.push(c));
        last = Some(glyph);
    }
}
