//! Text in the colour of what lies beneath it: white on white paper, black on a black bar.
//!
//! A glyph is swallowed when everything that can be seen under it has its colour for certain. What is
//! painted later paints over ground and glyph alike and changes nothing.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::super::survey::{Seen, Survey};
use super::{Bands, THIN, at, band};
use crate::geom::Rect;
use crate::pdf::content::colour::Colour;

/// Share of a glyph's longer side by which letters reach out of their boxes.
const REACH: f64 = 0.05;
/// Share of a glyph's width that another glyph must share to be its ground.
const BESIDE: f64 = 0.15;
/// Colours of grounds that are told apart.
const MOST_COLOURS: usize = 64;

/// The grounds of a page.
pub(super) struct Grounds<'s, 'b> {
    survey: &'s Survey,
    bands: &'b Bands<'s>,
    /// Colours that sheets large enough for a glyph have.
    colours: Vec<Colour>,
    known: bool,
    /// The last colour asked for, and whether some ground has it: neighbours are mostly of one.
    last: Option<(Colour, bool)>,
    letters: OnceCell<HashMap<i64, Vec<usize>>>,
}

impl<'s, 'b> Grounds<'s, 'b> {
    pub(super) fn new(survey: &'s Survey, bands: &'b Bands<'s>) -> Self {
        let mut colours = vec![Colour::PAPER];
        let sheets = survey.sheets.all().iter();
        let thick = sheets.filter(|s| s.is_cover() && s.bounds.width().min(s.bounds.height()) >= THIN);
        for colour in thick.filter_map(|s| s.colour) {
            if colours.len() < MOST_COLOURS && !colours.contains(&colour) {
                colours.push(colour);
            }
        }
        let (known, letters) = (survey.sheets.is_complete(), OnceCell::new());
        Self { survey, bands, colours, known, last: None, letters }
    }

    /// Whether the glyph cannot be told from its ground.
    pub(super) fn swallow(&mut self, index: usize, glyph: &Seen) -> bool {
        let Some(colour) = glyph.colour.filter(|_| self.known) else { return false };
        if !self.has(colour) || glyph.bounds.area() <= 0.0 {
            return false;
        }
        let Some(above) = self.ground(index, glyph, &colour) else { return false };
        !self.is_over_letters(above..index, glyph, &colour)
    }

    /// Whether some ground has a colour.
    fn has(&mut self, colour: Colour) -> bool {
        if let Some((_, has)) = self.last.filter(|(last, _)| *last == colour) {
            return has;
        }
        let has = self.colours.iter().any(|c| c.is_like(&colour));
        self.last = Some((colour, has));
        has
    }

    /// When the ground of a glyph was painted that has its colour; `None` when it has another or is
    /// not known.
    fn ground(&self, index: usize, glyph: &Seen, colour: &Colour) -> Option<usize> {
        let reach = REACH * glyph.bounds.width().max(glyph.bounds.height());
        let area = glyph.bounds.inflate(reach);
        let mut below: Vec<_> = self.bands.near(&area).filter(|s| s.above <= index).collect();
        // in order of painting, as they lie in memory; one in several bands comes several times
        below.sort_by_key(|s| std::ptr::from_ref(*s));
        below.dedup_by(|a, b| std::ptr::eq(*a, *b));
        for sheet in below.into_iter().rev() {
            let like = sheet.colour.is_some_and(|c| c.is_like(colour));
            let whole = sheet.is_cover() && sheet.image.is_none();
            let around = [(-REACH, 0.0), (1.0 + REACH, 0.0), (1.0 + REACH, 1.0), (-REACH, 1.0)];
            if like && whole && around.iter().all(|&(u, v)| sheet.holds(at(glyph, u, v))) {
                return Some(sheet.above);
            }
            if !like {
                return None;
            }
        }
        colour.is_white().then_some(0)
    }

    /// Whether letters of another colour, painted between ground and glyph, lie under the glyph.
    fn is_over_letters(&self, between: std::ops::Range<usize>, glyph: &Seen, colour: &Colour) -> bool {
        let letters = self.letters.get_or_init(|| by_band(&self.survey.glyphs));
        let (from, to) = (band(glyph.bounds.y0), band(glyph.bounds.y1).min(band(glyph.bounds.y0) + 200));
        let near = (from..=to).filter_map(|b| letters.get(&b)).flatten().filter(|i| between.contains(i));
        near.filter_map(|i| self.survey.glyphs.get(*i)).any(|other| {
            let seen = other.unseen.is_none() && other.colour.is_none_or(|c| !c.is_like(colour));
            seen && overlaps(&glyph.bounds, &other.bounds)
        })
    }
}

fn overlaps(glyph: &Rect, other: &Rect) -> bool {
    let shared = glyph.intersection(other);
    shared.is_some_and(|s| s.width() > BESIDE * glyph.width() && s.height() > BESIDE * glyph.height())
}

fn by_band(glyphs: &[Seen]) -> HashMap<i64, Vec<usize>> {
    let mut out: HashMap<i64, Vec<usize>> = HashMap::new();
    for (index, glyph) in glyphs.iter().enumerate() {
        for band in band(glyph.bounds.y0)..=band(glyph.bounds.y1).min(band(glyph.bounds.y0) + 200) {
            out.entry(band).or_default().push(index);
        }
    }
    out
}
