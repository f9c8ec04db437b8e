//! The first walk over a page: which glyphs go, how far each panel reaches, and what nobody can see.

use lopdf::ObjectId;

use super::hidden::{Pictures, Sheets, Unseen, is_speck};
use super::region::is_under_any;
use crate::decide::Panel;
use crate::geom::{Matrix, PageGeometry, Quad, Rect};
use crate::pdf::content::colour::Colour;
use crate::pdf::content::device::{Device, Glyph, Nested, NestedKind, PaintedPath, PlacedImage, Show, Tile};
use crate::pdf::content::{Operation, Operator};

/// Share of a glyph's longer side by which letters may reach out of their boxes …
const REACH: f64 = 0.25;
/// … and those that procedures draw.
const DRAWN_REACH: f64 = 3.0;

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
    /// Its one colour, when known.
    pub(super) colour: Option<Colour>,
    /// Why it leaves no mark.
    pub(super) unseen: Option<Unseen>,
}

/// Collects the glyphs of a page.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) glyphs: Vec<Seen>,
    /// What is painted over and under glyphs.
    pub(super) sheets: Sheets,
    pub(super) pictures: Pictures,
    /// Images that show nothing.
    pub(super) empty_images: u64,
    page: Rect,
    unit: f64,
    clipping: Clipping,
    procedures: Vec<u32>,
    /// Patterns, masks and procedures around what is met.
    aside: usize,
}

impl Survey {
    pub(super) fn new(page: &PageGeometry) -> Self {
        Self { page: page.crop_box, unit: page.user_unit, ..Self::default() }
    }

    /// Why the glyphs of a show operation leave no mark, all of them.
    fn unseen(&self, show: &Show<'_>) -> Option<Unseen> {
        if self.procedures.last().is_some() {
            return None;
        }
        let speck = if show.drawn { show.em <= 0.0 } else { is_speck(show.em, self.unit) };
        match show.text.mode {
            _ if speck => Some(Unseen::Nowhere),
            3 => Some(Unseen::Invisible),
            _ if show.clear => Some(Unseen::Invisible),
            _ => None,
        }
    }
}

/// Further outside of the clip than letters reach out of their boxes.
fn is_outside(glyph: &Glyph, show: &Show<'_>) -> bool {
    let bounds = glyph.quad.bounds();
    let share = if show.drawn { DRAWN_REACH } else { REACH };
    let reach = share * bounds.width().max(bounds.height());
    glyph.invisible && bounds.inflate(reach).intersection(&show.window).is_none()
}

impl Device for Survey {
    fn show(&mut self, show: &Show<'_>) {
        let outer = self.procedures.last().copied();
        let elsewhere = self.aside > 0 || show.drawn || show.text.mode > 3;
        let unseen = self.unseen(show);
        let first = self.glyphs.len();
        let aside = self.aside > 0;
        self.glyphs.extend(show.glyphs.iter().map(|g| Seen {
            ordinal: g.ordinal,
            quad: g.quad,
            bounds: g.quad.bounds(),
            tile: show.tile,
            outer,
            elsewhere,
            colour: show.colour,
            unseen: unseen.or_else(|| (!aside && is_outside(g, show)).then_some(Unseen::Nowhere)),
        }));
        match show.text.mode {
            3 => {}
            7 if !aside => self.clipping.add(first..self.glyphs.len()),
            _ => self.clipping.painted(),
        }
    }

    fn paint(&mut self, path: &PaintedPath<'_>) {
        if path.paint != Operator::EndPath {
            self.clipping.painted();
            if self.aside == 0 {
                self.sheets.path(path, self.glyphs.len());
            }
        }
    }

    fn image(&mut self, image: &PlacedImage<'_>) {
        self.clipping.painted();
        self.empty_images += u64::from(super::hidden::is_empty(image));
        if self.aside == 0 {
            self.sheets.image(image, self.glyphs.len());
            self.pictures.add(image, &self.page);
        }
    }

    fn enter(&mut self, nested: &Nested<'_>) {
        self.clipping.save();
        self.aside += usize::from(nested.kind != NestedKind::Form);
        if let NestedKind::Procedure(ordinal) = nested.kind {
            self.procedures.push(ordinal);
        }
    }

    fn leave(&mut self, nested: &Nested<'_>) {
        self.restore();
        self.aside -= usize::from(nested.kind != NestedKind::Form);
        if matches!(nested.kind, NestedKind::Procedure(_)) {
            self.procedures.pop();
        }
    }

    fn other(&mut self, operation: &Operation<'_>) {
        match operation.operator {
            Operator::Save => self.clipping.save(),
            Operator::Restore => self.restore(),
            Operator::Shading => {
                self.clipping.painted();
                if self.aside == 0 {
                    self.sheets.unknown(self.glyphs.len());
                }
            }
            _ => {}
        }
    }
}

impl Survey {
    /// Text that only clipped, and nothing was painted through it.
    fn restore(&mut self) {
        for range in self.clipping.restore() {
            for glyph in self.glyphs.get_mut(range).unwrap_or_default() {
                glyph.unseen = glyph.unseen.or(Some(Unseen::Invisible));
            }
        }
    }

    /// Ends the walk.
    pub(super) fn finish(&mut self) {
        self.clipping.depth = 0;
        self.restore();
    }
}

/// Text in rendering mode 7 (ISO 32000-2, 9.3.6) through which nothing was painted yet, by the depth
/// of saved states at which it began to clip.
#[derive(Debug, Default)]
struct Clipping {
    depth: usize,
    waiting: Vec<(usize, std::ops::Range<usize>)>,
}

impl Clipping {
    fn add(&mut self, glyphs: std::ops::Range<usize>) {
        self.waiting.push((self.depth, glyphs));
    }

    /// Something was painted: the letters may show.
    fn painted(&mut self) {
        self.waiting.clear();
    }

    fn save(&mut self) {
        self.depth += 1;
    }

    /// The glyphs whose clip ends here.
    fn restore(&mut self) -> Vec<std::ops::Range<usize>> {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let ended =
            self.waiting.iter().filter(|(d, _)| *d >= depth).map(|(_, glyphs)| glyphs.clone()).collect();
        self.waiting.retain(|(d, _)| *d < depth);
        ended
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
    /// Images that go for the same reason.
    pub(super) empty_images: u64,
}

impl Verdicts {
    /// Whether the glyph goes; one that was not surveyed does.
    pub(super) fn goes(&self, ordinal: u32) -> bool {
        self.going.get(ordinal as usize).copied().unwrap_or(true)
    }
}

/// Settles what goes: the glyphs each panel lists, then every glyph under its region. The region of
/// a panel with listed glyphs is first drawn back from neighbours that merely reach into it.
/// `shows` tells whether an image can be decoded.
pub(super) fn settle(
    survey: &Survey,
    panels: &[&Panel],
    geometry: &PageGeometry,
    count: u32,
    shows: &mut dyn FnMut(ObjectId) -> bool,
) -> Verdicts {
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
    for ordinal in super::hidden::glyphs(survey, geometry, shows) {
        if let Some(slot) = going.get_mut(ordinal as usize).filter(|slot| !**slot) {
            *slot = true;
            hidden += 1;
        }
    }
    Verdicts { going, regions, hidden, empty_images: survey.empty_images }
}

/// Whether a slanted or turned glyph is under a region by what its upright box shares with it: in
/// faked italics that is more than the letter does, and the verifier measures so.
fn leans_under(glyph: &Seen, region: &Rect) -> bool {
    let [corner, right, _, top] = glyph.quad.0;
    let (along, up) = ((right.x - corner.x, right.y - corner.y), (top.x - corner.x, top.y - corner.y));
    let upright = (along.1 == 0.0 && up.0 == 0.0) || (along.0 == 0.0 && up.1 == 0.0);
    let Some(near) = glyph.bounds.intersection(region).filter(|_| !upright) else { return false };
    let Some(back) = Matrix([along.0, along.1, up.0, up.1, corner.x, corner.y]).invert() else {
        return false;
    };
    let shared = back.apply_rect(&near).bounds();
    let share = |low: f64, high: f64, from: f64, to: f64| (high.min(to) - low.max(from)) / (to - from);
    share(shared.x0, shared.x1, 0.0, 1.0) > 0.1 && share(shared.y0, shared.y1, 0.1, 0.9) > 0.2
}

/// Trims a region so that neighbours whose middle lies outside it are not under it.
fn drawn_back(mut region: Rect, survey: &Survey, going: &[bool]) -> Rect {
    for glyph in &survey.glyphs {
        let goes = going.get(glyph.ordinal as usize).copied().unwrap_or(true);
        let bounds = glyph.bounds;
        let apart = goes || glyph.tile.is_some() || bounds.intersection(&region).is_none();
        if apart || !(glyph.quad.is_under(&region) || leans_under(glyph, &region)) {
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
