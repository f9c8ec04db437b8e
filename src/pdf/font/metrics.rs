//! How high a glyph's advance box reaches: ascent and descent of a font.
//!
//! Strangers' descriptors are often 0 or absurd; values outside what text faces have are replaced,
//! so that a panel's height never depends on a wrong entry.

use hayro_syntax::object::{Array, Dict};

/// Ascent and descent in text space units of a font size of 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// Above the baseline, positive.
    pub ascent: f64,
    /// Below the baseline, negative.
    pub descent: f64,
}

impl Default for Extent {
    fn default() -> Self {
        Self { ascent: 0.9, descent: -0.22 }
    }
}

impl Extent {
    /// From `Ascent` and `Descent` of the `FontDescriptor` (ISO 32000-2, table 120).
    pub(super) fn of_font(dict: &Dict<'_>) -> Self {
        let descendant =
            || dict.get::<Array<'_>>("DescendantFonts").and_then(|a| a.iter::<Dict<'_>>().next());
        let descriptor = dict
            .get::<Dict<'_>>("FontDescriptor")
            .or_else(|| descendant().and_then(|d| d.get::<Dict<'_>>("FontDescriptor")));
        let Some(descriptor) = descriptor else { return Self::default() };
        let entry = |key: &str| descriptor.get::<f32>(key).map(|v| f64::from(v) / 1000.0);
        let fallback = Self::default();
        Self {
            ascent: entry("Ascent").filter(|a| (0.6..=1.1).contains(a)).unwrap_or(fallback.ascent),
            // some writers give the descent without its sign
            descent: entry("Descent")
                .map(|d| -d.abs())
                .filter(|d| (-0.35..=-0.12).contains(d))
                .unwrap_or(fallback.descent),
        }
    }

    /// From the `FontBBox` of a Type 3 font, through its `FontMatrix`.
    pub(super) fn of_type3(dict: &Dict<'_>) -> Self {
        let fallback = Self::default();
        let Some([_, low, _, high]) = dict.get::<[f32; 4]>("FontBBox") else { return fallback };
        let scale = dict.get::<[f32; 6]>("FontMatrix").map_or(0.001, |m| m[3]);
        let (a, b) = (f64::from(low * scale), f64::from(high * scale));
        let (descent, ascent) = (a.min(b), a.max(b));
        let sane = ascent - descent > 0.1 && ascent - descent < 4.0;
        if sane { Self { ascent, descent } } else { fallback }
    }
}
