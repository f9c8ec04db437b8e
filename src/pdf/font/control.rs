//! Codes that draw nothing: control codes of a font whose program is not embedded.
//!
//! No encoding has a glyph for a control code (ISO 32000-2, annex D), so a viewer with a font of its own
//! has none to draw. Refused: codes that `Differences` names, and fonts that bring a program, in which a
//! control code can be any letter.

use hayro_syntax::object::{Array, Dict, Object};

use super::names::foreign_differences;
use super::{Code, Meaning};

/// Takes the codes of a simple font, its dictionary and whether it embeds its glyphs.
pub(super) fn silence(codes: &mut [Code], font: &Dict<'_>, embedded: bool) {
    if embedded {
        return;
    }
    let named = named(font);
    let is_control = |code: &u32| matches!(code, 0..32 | 127) && !named.contains(code);
    for code in codes.iter_mut().filter(|c| c.meaning == Meaning::Unreadable && is_control(&c.code)) {
        code.meaning = Meaning::Many("".into());
    }
}

/// The codes that `Differences` names (9.6.5.1).
fn named(font: &Dict<'_>) -> Vec<u32> {
    let differences = font.get::<Dict<'_>>("Encoding").and_then(|e| e.get::<Array<'_>>("Differences"));
    let items = differences.iter().flat_map(Array::iter::<Object<'_>>);
    foreign_differences(items).map(|(code, _)| u32::from(code)).collect()
}
