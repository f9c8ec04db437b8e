//! What a page holds and nobody can see: text outside of what is shown, clipped away, flattened,
//! transparent, invisible, painted over, or in the colour of its ground; images without area.
//!
//! It goes from every output, redacted or not: it is what somebody else's bad redaction leaves, and
//! no reader misses it. Nothing is taken for hidden that may show: wherever a colour, a shape or a
//! blend mode is not known for certain the text stays; so does text drawn by procedures or inside
//! patterns and masks, and the recognised words of a scan.

use std::collections::HashMap;

use super::looks::Looks;
use super::survey::{Seen, Survey};
use crate::geom::{PageGeometry, Rect};

mod boxes;
mod ground;
mod layer;
mod line;
mod masks;
mod sheet;

pub(super) use boxes::{Laid, over_pictures};
pub(super) use layer::Pictures;
pub(super) use masks::Masks;
pub(super) use sheet::Sheets;

use ground::Grounds;
use sheet::{Picture, Shape, Sheet};

/// Smallest side of a cover that hides by itself: thinner ones are rules.
const THIN: f64 = 4.0;
/// Share of a glyph from which on a dark cover makes it unreadable, as `verify` judges it.
const BLACKENED: f64 = 0.5;
/// Share of a glyph that a cover of another colour must hide.
const COVERED: f64 = 0.97;
/// Share of a glyph's points that dark strips must hide together.
const HATCHED: f64 = 0.75;
/// How far around a glyph, in its longer sides, a scan must be blank for the glyph not to be its.
const BESIDE: f64 = 0.4;
/// Points of a glyph that are looked at.
const POINTS: usize = 96;
/// Height of the bands by which covers are looked up.
const BAND: f64 = 24.0;
/// Smaller extent of an em, or of an image, in display points, that leaves no mark.
const SPECK: f64 = 0.1;

/// Why a glyph leaves no mark, whatever is painted around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unseen {
    /// Flattened or too small, outside of the page or clipped away.
    Nowhere,
    /// Invisible by its rendering mode or wholly transparent: the words of a scan are so, too.
    Invisible,
}

/// Ordinals of the glyphs that nobody can see; `looks` tells whether an image can be decoded, so that
/// it is certain to hide what is below it, and where it is of one colour.
pub(super) fn glyphs(survey: &Survey, page: &PageGeometry, looks: &mut Looks<'_>) -> Vec<u32> {
    let bands = Bands::of(&survey.sheets, &page.crop_box);
    let mut grounds = Grounds::new(survey, &bands);
    let mut out = Vec::new();
    for (index, glyph) in survey.glyphs.iter().enumerate() {
        let gone = match glyph.unseen {
            Some(Unseen::Nowhere) => true,
            Some(Unseen::Invisible) => !survey.pictures.hold(glyph),
            None if glyph.elsewhere || glyph.tile.is_some() => false,
            None => {
                let over = !bands.0.is_empty() && is_painted_over(index, glyph, &bands, survey, looks);
                over || grounds.swallow(index, glyph)
            }
        };
        if gone {
            out.push(glyph.ordinal);
        }
    }
    out
}

/// Whether a text whose em is `em` in user space is too flat or small to be seen.
pub(super) fn is_speck(em: f64, unit: f64) -> bool {
    em * unit < SPECK
}

/// Sheets by the bands of the page that they touch.
struct Bands<'s>(HashMap<i64, Vec<&'s Sheet>>);

impl<'s> Bands<'s> {
    fn of(sheets: &'s Sheets, page: &Rect) -> Self {
        let mut bands: HashMap<i64, Vec<&Sheet>> = HashMap::new();
        for sheet in sheets.all() {
            let Some(area) = sheet.bounds.intersection(page) else { continue };
            for band in band(area.y0)..=band(area.y1) {
                bands.entry(band).or_default().push(sheet);
            }
        }
        Self(bands)
    }

    /// Sheets that may touch an area, those over several bands more than once.
    fn near<'b>(&'b self, area: &Rect) -> impl Iterator<Item = &'s Sheet> + 'b {
        let area = *area;
        let (from, to) = (band(area.y0), band(area.y1).min(band(area.y0) + 200));
        let within = (from..=to).filter_map(|band| self.0.get(&band));
        within.flatten().copied().filter(move |sheet| sheet.bounds.intersection(&area).is_some())
    }
}

fn band(y: f64) -> i64 {
    (y / BAND).clamp(-1e6, 1e6) as i64
}

fn is_painted_over(
    index: usize,
    glyph: &Seen,
    bands: &Bands<'_>,
    survey: &Survey,
    looks: &mut Looks<'_>,
) -> bool {
    if glyph.bounds.area() <= 0.0 {
        return false;
    }
    let (mut strips, mut dark) = (0, true);
    for sheet in bands.near(&glyph.bounds).filter(|s| s.above > index && s.is_cover()) {
        if hides(glyph, sheet) && sheet.image.is_none_or(|p| picture_hides(glyph, &p, survey, looks)) {
            return true;
        }
        if sheet.image.is_none() {
            strips += 1;
            dark &= sheet.colour.is_some_and(|c| c.is_dark());
        }
    }
    let share = if dark { HATCHED } else { COVERED };
    strips > 1 && covered_share(index, glyph, bands) >= share
}

/// Whether a picture over a glyph hides it: any that can be decoded, a scan of the page only where it is
/// blank, since the words recognised in it lie below it.
fn picture_hides(glyph: &Seen, picture: &Picture, survey: &Survey, looks: &mut Looks<'_>) -> bool {
    if survey.pictures.is_scan(picture.object) {
        return is_over_nothing(glyph, picture, looks);
    }
    looks.show(picture.object)
}

/// Whether a scan shows nothing where a glyph lies below it, nor beside it: the words that were recognised
/// in a scan lie where it shows them, their spaces beside letters.
fn is_over_nothing(glyph: &Seen, scan: &Picture, looks: &mut Looks<'_>) -> bool {
    let Some(back) = scan.matrix.invert() else { return false };
    let around = glyph.bounds.inflate(BESIDE * glyph.bounds.height().max(glyph.bounds.width()));
    looks.are_blank(scan.object, &back.apply_rect(&around))
}

fn hides(glyph: &Seen, sheet: &Sheet) -> bool {
    match &sheet.shape {
        Shape::Unknown => false,
        Shape::Rect => {
            let dark = sheet.colour.is_some_and(|c| c.is_dark());
            let share = if dark && sheet.image.is_none() { BLACKENED } else { COVERED };
            let thick = sheet.bounds.width() >= THIN && sheet.bounds.height() >= THIN;
            let overlap = glyph.quad.overlap(&sheet.bounds).filter(|_| thick);
            overlap.is_some_and(|(wide, high)| wide > share && high > share)
        }
        Shape::Convex(_) => corners(glyph).into_iter().all(|p| sheet.holds(p)),
    }
}

/// Corners of the box, drawn in a little: letters do not reach into them.
fn corners(glyph: &Seen) -> [crate::geom::Point; 4] {
    [(0.02, 0.12), (0.98, 0.12), (0.98, 0.88), (0.02, 0.88)].map(|(u, v)| at(glyph, u, v))
}

/// A point of a glyph's box: `u` along the line, `v` up, 0 to 1.
fn at(glyph: &Seen, u: f64, v: f64) -> crate::geom::Point {
    let [origin, right, _, top] = glyph.quad.0;
    crate::geom::Point::new(
        origin.x + u * (right.x - origin.x) + v * (top.x - origin.x),
        origin.y + u * (right.y - origin.y) + v * (top.y - origin.y),
    )
}

/// Share of a glyph's points that lie under any cover; the points follow no pattern that a hatching
/// could have.
fn covered_share(index: usize, glyph: &Seen, bands: &Bands<'_>) -> f64 {
    let covers: Vec<&Sheet> =
        bands.near(&glyph.bounds).filter(|s| s.above > index && s.is_cover() && s.image.is_none()).collect();
    let hidden = (1..=POINTS).filter(|&n| {
        // the plastic number's sequence fills a square evenly
        let (u, v) = (n as f64 * 0.754_877_666, n as f64 * 0.569_840_291);
        let point = at(glyph, u.fract(), 0.1 + 0.8 * v.fract());
        covers.iter().any(|c| c.holds(point))
    });
    hidden.count() as f64 / POINTS as f64
}
