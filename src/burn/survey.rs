//! The first walk over a page: which glyphs go, how far each panel reaches, and what nobody can see.

use super::hidden::Covers;
use super::region::is_under_any;
use crate::decide::Panel;
use crate::geom::{PageGeometry, Quad, Rect};
use crate::pdf::content::device::{Device, Nested, NestedKind, PaintedPath, PlacedImage, Show, Tile};
use crate::pdf::content::ink::Shade;
use crate::pdf::content::{Operation, Operator};

/// Sides from which on a light rectangle below all text is the page's ground.
const PAPER: f64 = 400.0;
/// Beyond every page.
const EVERYWHERE: f64 = 1e6;

/// A glyph of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) ordinal: u32,
    pub(super) quad: Quad,
    pub(super) bounds: Rect,
    pub(super) tile: Option<Tile>,
    /// The Type 3 glyph in whose procedure it stands.
    pub(super) outer: Option<u32>,
    /// Drawn by a procedure, or inside a pattern or mask: it need not show where its box is.
    pub(super) elsewhere: bool,
}

/// Collects the glyphs of a page.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) glyphs: Vec<Seen>,
    /// What is painted over glyphs.
    pub(super) covers: Covers,
    /// Where something other than glyphs is painted, user space; only gathered for labels.
    pub(super) ink: Option<Vec<Rect>>,
    procedures: Vec<u32>,
    /// Patterns, masks and procedures around what is met.
    aside: usize,
}

impl Device for Survey {
    fn show(&mut self, show: &Show<'_>) {
        let outer = self.procedures.last().copied();
        let elsewhere = self.aside > 0 || show.drawn || show.text.mode > 3;
        self.glyphs.extend(show.glyphs.iter().map(|g| Seen {
            ordinal: g.ordinal,
            quad: g.quad,
            bounds: g.quad.bounds(),
            tile: show.tile,
            outer,
            elsewhere,
        }));
    }

    fn paint(&mut self, path: &PaintedPath<'_>) {
        if self.aside == 0 {
            self.covers.add(path, self.glyphs.len());
        }
        let ground = path.hides == Some(Shade::Light) && !path.strokes() && self.glyphs.is_empty();
        if let Some(ink) = self.ink.as_mut().filter(|_| path.paint != Operator::EndPath) {
            let reach = if path.strokes() { path.line_width / 2.0 } else { 0.0 };
            let painted =
                path.subpaths.iter().filter_map(|s| s.bounds.inflate(reach).intersection(&path.window));
            // a light ground under the whole page is paper
            ink.extend(painted.filter(|r| !(ground && r.width() > PAPER && r.height() > PAPER)));
        }
    }

    fn image(&mut self, image: &PlacedImage<'_>) {
        if let Some(ink) = &mut self.ink {
            let bounds = image.matrix.apply_rect(&Rect::new(0.0, 0.0, 1.0, 1.0)).bounds();
            ink.extend(bounds.intersection(&image.clip));
        }
    }

    fn other(&mut self, operation: &Operation<'_>) {
        // a shading paints all of the clip, which is not told here
        if let Some(ink) = self.ink.as_mut().filter(|_| operation.operator == Operator::Shading) {
            ink.push(Rect::new(-EVERYWHERE, -EVERYWHERE, EVERYWHERE, EVERYWHERE));
        }
    }

    fn enter(&mut self, nested: &Nested<'_>) {
        self.aside += usize::from(nested.kind != NestedKind::Form);
        if let NestedKind::Procedure(ordinal) = nested.kind {
            self.procedures.push(ordinal);
        }
    }

    fn leave(&mut self, nested: &Nested<'_>) {
        self.aside -= usize::from(nested.kind != NestedKind::Form);
        if matches!(nested.kind, NestedKind::Procedure(_)) {
            self.procedures.pop();
        }
    }
}

/// What is decided for a page before it is rewritten.
#[derive(Debug)]
pub(super) struct Verdicts {
    /// By ordinal: whether the glyph goes.
    pub(super) going: Vec<bool>,
    /// The panels' regions in user space, in the order given.
    pub(super) regions: Vec<Rect>,
    /// Glyphs that go because nobody can see them.
    pub(super) hidden: u64,
}

impl Survey {
    /// A survey that also notes what is painted, when labels may have to be placed.
    pub(super) fn new(ink: bool) -> Self {
        Self { ink: ink.then(Vec::new), ..Self::default() }
    }

    /// What covers the page once it is burned, display space: glyphs that stay and everything painted.
    pub(super) fn taken(&self, verdicts: &Verdicts, frame: &PageGeometry) -> Vec<Rect> {
        let stay = self.glyphs.iter().filter(|g| !verdicts.goes(g.ordinal)).map(|g| g.bounds);
        stay.chain(self.ink.iter().flatten().copied()).map(|r| frame.display_rect(&r)).collect()
    }
}

impl Verdicts {
    /// Whether the glyph goes; one that was not surveyed does.
    pub(super) fn goes(&self, ordinal: u32) -> bool {
        self.going.get(ordinal as usize).copied().unwrap_or(true)
    }
}

/// Settles what goes: the glyphs each panel lists, then every glyph under its region. The region of
/// a panel with listed glyphs is first drawn back from neighbours that merely reach into it.
pub(super) fn settle(survey: &Survey, panels: &[&Panel], geometry: &PageGeometry, count: u32) -> Verdicts {
    let mut going = vec![false; count as usize];
    for range in panels.iter().flat_map(|p| &p.glyphs) {
        let (start, end) = (range.start as usize, (range.end as usize).min(going.len()));
        if let Some(listed) = going.get_mut(start.min(end)..end) {
            listed.fill(true);
        }
    }
    let regions: Vec<Rect> = panels
        .iter()
        .map(|panel| {
            let region = geometry.user_rect(&panel.rect);
            if panel.glyphs.is_empty() { region } else { drawn_back(region, survey, &going) }
        })
        .collect();
    for glyph in &survey.glyphs {
        let listed = going.get(glyph.ordinal as usize).copied().unwrap_or(true);
        if listed || is_under_any(&glyph.quad, &regions, glyph.tile) {
            for ordinal in [Some(glyph.ordinal), glyph.outer].into_iter().flatten() {
                if let Some(slot) = going.get_mut(ordinal as usize) {
                    *slot = true;
                }
            }
        }
    }
    let mut hidden = 0;
    for ordinal in super::hidden::glyphs(survey, geometry) {
        if let Some(slot) = going.get_mut(ordinal as usize).filter(|slot| !**slot) {
            *slot = true;
            hidden += 1;
        }
    }
    Verdicts { going, regions, hidden }
}

/// Trims a region so that neighbours whose middle lies outside it are not under it.
fn drawn_back(mut region: Rect, survey: &Survey, going: &[bool]) -> Rect {
    for glyph in &survey.glyphs {
        let goes = going.get(glyph.ordinal as usize).copied().unwrap_or(true);
        let bounds = glyph.bounds;
        let apart = goes || glyph.tile.is_some() || bounds.intersection(&region).is_none();
        if apart || !glyph.quad.is_under(&region) {
            continue;
        }
        let middle = (f64::midpoint(bounds.x0, bounds.x1), f64::midpoint(bounds.y0, bounds.y1));
        let high = glyph.quad.overlap(&region).is_some_and(|(_, high)| high > 0.5);
        let cut = if !high && middle.1 < region.y0 {
            Rect { y0: region.y0.max(bounds.y1 - 0.1 * bounds.height()).min(region.y1), ..region }
        } else if !high && middle.1 > region.y1 {
            Rect { y1: region.y1.min(bounds.y0 + 0.1 * bounds.height()).max(region.y0), ..region }
        } else if middle.0 < region.x0 {
            Rect { x0: region.x0.max(bounds.x1).min(region.x1), ..region }
        } else if middle.0 > region.x1 {
            Rect { x1: region.x1.min(bounds.x0).max(region.x0), ..region }
        } else {
            continue;
        };
        region = cut;
    }
    region
}
