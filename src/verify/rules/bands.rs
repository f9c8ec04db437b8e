//! Looking up by height: what lies in the same band of a page as a glyph.

use std::collections::HashMap;

use crate::geom::Rect;
use crate::verify::paint::Glyph;

/// Height of a band.
const HEIGHT: f64 = 16.0;
/// Bands of one thing: a taller one is no page.
const MOST: i64 = 10_000;

/// Things by the bands they reach into.
#[derive(Debug)]
pub(super) struct Bands<'t, T>(HashMap<i64, Vec<&'t T>>);

impl<'t, T> Bands<'t, T> {
    /// Sorts things by their boxes.
    pub(super) fn new(things: impl Iterator<Item = &'t T>, bounds: impl Fn(&T) -> Rect) -> Self {
        let mut bands: HashMap<i64, Vec<&T>> = HashMap::new();
        for thing in things {
            let b = bounds(thing);
            let first = band(b.y0);
            for band in first..=band(b.y1).min(first + MOST) {
                bands.entry(band).or_default().push(thing);
            }
        }
        Self(bands)
    }

    /// Without anything in it.
    pub(super) fn empty() -> Self {
        Self(HashMap::new())
    }

    /// Whether there is nothing to find.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What reaches into the band of a glyph's middle.
    pub(super) fn near(&self, glyph: &Glyph) -> &[&'t T] {
        let middle = f64::midpoint(glyph.bounds.y0, glyph.bounds.y1);
        self.0.get(&band(middle)).map(Vec::as_slice).unwrap_or_default()
    }
}

fn band(y: f64) -> i64 {
    (y / HEIGHT).clamp(-1e6, 1e6) as i64
}
