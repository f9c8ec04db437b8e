//! Where a page is painted by something other than glyphs, so that labels find a free place.

use super::settle::Verdicts;
use super::survey::Survey;
use super::width::Setting;
use crate::geom::{PageGeometry, Rect};
use crate::pdf::content::Operator;
use crate::pdf::content::device::{PaintedPath, PlacedImage};

/// Sides from which on a white rectangle below all text is the page's ground.
const PAPER: f64 = 400.0;
/// Beyond every page.
const EVERYWHERE: f64 = 1e6;

/// The painted areas of a page in user space.
#[derive(Debug, Default)]
pub(super) struct Ink(Vec<Rect>);

impl Ink {
    /// A painted path; `bare` before any glyph, where a white sheet is paper.
    pub(super) fn path(&mut self, path: &PaintedPath<'_>, bare: bool) {
        if path.paint == Operator::EndPath {
            return;
        }
        let ground = bare && !path.strokes() && path.fill.is_some_and(|colour| colour.is_white());
        let reach = path.reach();
        let painted = path.subpaths.iter().filter_map(|s| s.bounds.inflate(reach).intersection(&path.window));
        self.0.extend(painted.filter(|r| !(ground && r.width() > PAPER && r.height() > PAPER)));
    }

    /// A placed image.
    pub(super) fn image(&mut self, image: &PlacedImage<'_>) {
        let bounds = image.bounds();
        self.0.extend(bounds.intersection(&image.clip));
    }

    /// A shading paints all of the clip, which is not told here.
    pub(super) fn shading(&mut self) {
        self.0.push(Rect::new(-EVERYWHERE, -EVERYWHERE, EVERYWHERE, EVERYWHERE));
    }
}

/// What covers the page once it is burned, display space: glyphs that stay and everything painted.
pub(super) fn taken(
    survey: &Survey,
    (verdicts, setting): (&Verdicts, &Setting),
    frame: &PageGeometry,
) -> Vec<Rect> {
    let stay = survey.glyphs.iter().filter(|g| !verdicts.goes(g.ordinal)).map(|g| g.bounds);
    let ink = survey.ink.iter().flat_map(|ink| ink.0.iter().copied());
    let anew = setting.areas().chain(setting.bars.iter().copied());
    stay.chain(ink).chain(anew).map(|r| frame.display_rect(&r)).collect()
}
