//! Which shapes go with a panel: what could be a letter goes whole, what merely passes stays.
//!
//! One rule for subpaths, for small pictures and for the parts of meshes. Rules, borders and
//! backgrounds identify nothing; a letter can be an outline, a bar, a dot or many of them.

use crate::geom::Rect;

/// A plain shape goes when this share of it is under a region; less is a background or a rule.
const PLAIN_SHARE: f64 = 0.75;
/// Any other shape goes when this share of it is.
const SHARE: f64 = 0.5;
/// Small shapes, up to this many text heights along the text …
const SMALL_LONG: f64 = 4.0;
/// … and across, go like glyphs.
const SMALL_SHORT: f64 = 2.5;
/// The text height that a region stands for lies between these, in points: a box drawn over many
/// lines does not make a border a letter.
const TEXT: (f64, f64) = (9.0, 24.0);
/// Shares of width and height from which on a small shape is under a region, as glyphs are.
const TOUCHED: (f64, f64) = (0.1, 0.2);
/// A bar thinner than this (points) is under a region only when half of its thickness is.
const THIN: f64 = 1.0;

/// Whether a shape goes. `plain`: a straight bar, box or line, which can be a rule or border.
pub(super) fn goes(bounds: &Rect, plain: bool, region: &Rect) -> bool {
    let Some(under) = bounds.intersection(region) else { return false };
    let share = share(under.area(), bounds.area());
    if share >= if plain { PLAIN_SHARE } else { SHARE } {
        return true;
    }
    let small = if plain { is_letter_sized(bounds, region) } else { is_small(bounds, region) };
    small && is_touched(bounds, &under, plain)
}

/// Whether a bar or box is no longer than letters are high, both ways.
pub(super) fn is_letter_sized(bounds: &Rect, region: &Rect) -> bool {
    bounds.width().max(bounds.height()) <= text_height(region)
}

/// Whether a shape could be a letter or a short word.
pub(super) fn is_small(bounds: &Rect, region: &Rect) -> bool {
    let text = text_height(region).max(region.width().min(region.height()));
    let (wide, high) = (bounds.width(), bounds.height());
    wide.max(high) <= SMALL_LONG * text && wide.min(high) <= SMALL_SHORT * text
}

fn text_height(region: &Rect) -> f64 {
    region.width().min(region.height()).clamp(TEXT.0, TEXT.1)
}

fn is_touched(bounds: &Rect, under: &Rect, plain: bool) -> bool {
    let (wide, high) = (share(under.width(), bounds.width()), share(under.height(), bounds.height()));
    let thin = plain && bounds.width().min(bounds.height()) < THIN;
    let across = if bounds.width() < bounds.height() { wide } else { high };
    wide > TOUCHED.0 && high > TOUCHED.1 && (!thin || across >= 0.5)
}

/// A part of a whole; what has no extent lies in what it touches.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_and_rules_borders_and_backgrounds_stay() {
        let region = Rect::new(100.0, 100.0, 160.0, 112.0);
        let cases = [
            ("an outline inside", (110.0, 102.0, 116.0, 110.0), false, true),
            ("an outline half inside", (97.0, 102.0, 103.0, 110.0), false, true),
            ("an outline that grazes", (94.3, 102.0, 100.3, 110.0), false, false),
            ("a signature", (40.0, 80.0, 300.0, 140.0), false, false),
            ("the bar of an I half inside", (99.0, 102.0, 101.0, 110.0), true, true),
            ("the crossbar of a T", (98.0, 109.0, 104.0, 110.0), true, true),
            ("an underline of the word", (100.0, 101.0, 160.0, 101.5), true, true),
            ("a rule through the line", (50.0, 101.0, 400.0, 101.5), true, false),
            ("the border beside a cell", (99.8, 98.0, 100.2, 114.0), true, false),
            ("a border that grazes", (99.6, 102.0, 100.1, 111.0), true, false),
            ("the shade of a row", (50.0, 98.0, 400.0, 114.0), true, false),
            ("a full stop", (101.0, 101.0, 102.0, 102.0), true, true),
        ];
        for (name, (x0, y0, x1, y1), plain, expected) in cases {
            assert_eq!(goes(&Rect::new(x0, y0, x1, y1), plain, &region), expected, "{name}");
        }
    }
}
