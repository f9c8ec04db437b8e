//! Looking up by height: what lies in the same band of a page as a glyph.

use std::collections::HashMap;

use crate::geom::Rect;
use crate::verify::paint::Glyph;

/// Height of a band.
const HEIGHT: f64 = 16.0;
/// Bands of one thing: a taller one is no page.
const MOST: i64 = 10_000;

/// Bands of a page: those beyond hold nothing that is seen.
const PAGE: i64 = 1024;

/// Things by the bands they reach into.
#[derive(Debug)]
pub(super) struct Bands<'t, T> {
    page: Vec<Vec<&'t T>>,
    beyond: HashMap<i64, Vec<&'t T>>,
}

impl<'t, T> Bands<'t, T> {
    /// Sorts things by their boxes.
    pub(super) fn new(things: impl Iterator<Item = &'t T>, bounds: impl Fn(&T) -> Rect) -> Self {
        let mut bands = Self::empty();
        for thing in things {
            let b = bounds(thing);
            let first = band(b.y0);
            for band in first..=band(b.y1).min(first + MOST) {
                bands.at(band).push(thing);
            }
        }
        bands
    }

    /// Without anything in it.
    pub(super) fn empty() -> Self {
        Self { page: Vec::new(), beyond: HashMap::new() }
    }

    /// Whether there is nothing to find.
    pub(super) fn is_empty(&self) -> bool {
        self.page.is_empty() && self.beyond.is_empty()
    }

    /// What reaches into the band of a glyph's middle.
    pub(super) fn near(&self, glyph: &Glyph) -> &[&'t T] {
        let band = band(f64::midpoint(glyph.bounds.y0, glyph.bounds.y1));
        let things = on_page(band).map_or_else(|| self.beyond.get(&band), |at| self.page.get(at));
        things.map(Vec::as_slice).unwrap_or_default()
    }

    fn at(&mut self, band: i64) -> &mut Vec<&'t T> {
        let at = on_page(band);
        if let Some(at) = at
            && self.page.len() <= at
        {
            self.page.resize_with(at + 1, Vec::new);
        }
        match at.and_then(|at| self.page.get_mut(at)) {
            Some(things) => things,
            None => self.beyond.entry(band).or_default(),
        }
    }
}

/// The place of a band of the page.
fn on_page(band: i64) -> Option<usize> {
    usize::try_from(band).ok().filter(|_| band < PAGE)
}

fn band(y: f64) -> i64 {
    (y / HEIGHT).clamp(-1e6, 1e6) as i64
}
