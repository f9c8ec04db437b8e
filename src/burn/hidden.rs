//! What a page holds and nobody can see: text outside the page, and text that was painted over.
//!
//! It goes from every output, redacted or not: it is what somebody else's bad redaction leaves, and
//! no reader misses it. Nothing is taken for hidden that may show: a cover must be an upright
//! rectangle in one opaque colour, clipped by upright rectangles only; text drawn by procedures or
//! inside patterns and masks stays.

use std::collections::HashMap;

use super::survey::{Seen, Survey};
use crate::geom::{PageGeometry, Rect};
use crate::pdf::content::device::{PaintedPath, Subpath};
use crate::pdf::content::ink::Shade;
use crate::pdf::content::path::is_rectangle;

/// Smallest side of a cover: thinner ones are rules.
const THIN: f64 = 4.0;
/// Share of a glyph from which on a dark cover makes it unreadable, as `verify` judges it.
const BLACKENED: f64 = 0.5;
/// Share of a glyph that a cover of another colour must hide.
const COVERED: f64 = 0.97;
/// Subpaths of one path that are compared with one another.
const MOST_SUBPATHS: usize = 200;
/// Covers of one page.
const MOST_COVERS: usize = 20_000;
/// Height of the bands by which covers are looked up.
const BAND: f64 = 24.0;

/// An opaque rectangle and how many glyphs were painted before it.
#[derive(Debug, Clone, Copy)]
struct Cover {
    area: Rect,
    above: usize,
    share: f64,
}

/// The opaque rectangles of a page in order of painting.
#[derive(Debug, Default)]
pub(super) struct Covers(Vec<Cover>);

impl Covers {
    /// Notes the rectangles of a painted path; `glyphs` were painted before it.
    pub(super) fn add(&mut self, path: &PaintedPath<'_>, glyphs: usize) {
        let Some(shade) = path.hides.filter(|_| path.fills() && path.upright && glyphs > 0) else { return };
        if path.subpaths.len() > MOST_SUBPATHS || self.0.len() > MOST_COVERS {
            return;
        }
        let share = if shade == Shade::Dark { BLACKENED } else { COVERED };
        let solid = path.subpaths.iter().enumerate().filter(|(i, s)| is_solid(path, *i, s));
        let areas = solid.filter_map(|(_, s)| s.bounds.intersection(&path.window));
        let thick = areas.filter(|a| a.width() >= THIN && a.height() >= THIN);
        self.0.extend(thick.map(|area| Cover { area, above: glyphs, share }));
    }
}

/// A rectangle that no other subpath of its path touches, so that no winding makes a hole in it.
fn is_solid(path: &PaintedPath<'_>, index: usize, subpath: &Subpath) -> bool {
    let segments = path.segments.get(subpath.start..subpath.end).unwrap_or_default();
    let others = path.subpaths.iter().enumerate().filter(|(i, _)| *i != index);
    is_rectangle(segments)
        && others
            .filter_map(|(_, other)| other.bounds.intersection(&subpath.bounds))
            .all(|common| common.area() <= 0.0)
}

/// Ordinals of the glyphs that nobody can see.
pub(super) fn glyphs(survey: &Survey, page: &PageGeometry) -> Vec<u32> {
    let mut bands: HashMap<i64, Vec<&Cover>> = HashMap::new();
    for cover in &survey.covers.0 {
        let Some(area) = cover.area.intersection(&page.crop_box) else { continue };
        for band in band(area.y0)..=band(area.y1) {
            bands.entry(band).or_default().push(cover);
        }
    }
    let placed = survey.glyphs.iter().enumerate().filter(|(_, g)| !g.elsewhere && g.tile.is_none());
    placed
        .filter(|(index, glyph)| {
            is_outside(glyph, page) || {
                let middle = f64::midpoint(glyph.bounds.y0, glyph.bounds.y1);
                let near = bands.get(&band(middle)).into_iter().flatten();
                near.filter(|cover| *index < cover.above).any(|cover| is_hidden(glyph, cover))
            }
        })
        .map(|(_, glyph)| glyph.ordinal)
        .collect()
}

fn band(y: f64) -> i64 {
    (y / BAND).clamp(-1e6, 1e6) as i64
}

/// Further from the page than letters reach out of their boxes.
fn is_outside(glyph: &Seen, page: &PageGeometry) -> bool {
    let reach = 0.1 * glyph.bounds.width().max(glyph.bounds.height());
    let near = glyph.bounds.inflate(reach).intersection(&page.crop_box);
    near.is_none()
}

fn is_hidden(glyph: &Seen, cover: &Cover) -> bool {
    let overlap = glyph.quad.overlap(&cover.area).filter(|_| glyph.bounds.area() > 0.0);
    overlap.is_some_and(|(wide, high)| wide > cover.share && high > cover.share)
}
