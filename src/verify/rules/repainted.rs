//! Whether text that was covered is painted again above the cover, as layouts in layers do.

use std::collections::HashMap;

use super::panel::Panel;
use crate::verify::paint::{Glyph, Painted};

/// Points within which a letter is painted in the same place: halos and bold looks are a little off.
const NEAR: f64 = 1.5;

/// Glyphs that are painted more than once in a place, with the last time.
pub(super) struct Repainted(HashMap<(u32, u16, i64, i64), u32>);

impl Repainted {
    /// Of a page.
    pub(super) fn of(painted: &Painted) -> Self {
        Self(painted.glyphs.iter().map(|g| (Self::key(g), g.order)).collect())
    }

    fn key(glyph: &Glyph) -> (u32, u16, i64, i64) {
        (glyph.code, glyph.font, (glyph.base.x / NEAR).round() as i64, (glyph.base.y / NEAR).round() as i64)
    }

    /// Whether the glyph is shown again above the cover.
    pub(super) fn later(&self, glyph: &Glyph, panel: &Panel) -> bool {
        panel.order.is_some_and(|order| glyph.order < order && self.after(glyph, order))
    }

    /// Whether the glyph is shown again after a point in the order of painting.
    pub(super) fn after(&self, glyph: &Glyph, order: u32) -> bool {
        let (code, font, x, y) = Self::key(glyph);
        let near = (-1..=1).flat_map(|i| (-1..=1).map(move |j| (code, font, x + i, y + j)));
        near.filter_map(|key| self.0.get(&key)).any(|last| *last > order)
    }
}
