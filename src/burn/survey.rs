//! The first walk over a page: which glyphs go, how far each panel reaches, and what nobody can see.

use super::clipping::Clipping;
use super::drawn::Drawn;
use super::hidden::{Laid, Masks, Pictures, Sheets, Unseen, is_speck};
use super::image;
use super::ink::Ink;
use crate::geom::{PageGeometry, Quad, Rect};
use crate::pdf::content::colour::Colour;
use crate::pdf::content::device::{Device, Glyph, Nested, NestedKind, PaintedPath, PlacedImage, Show, Tile};
use crate::pdf::content::{Operation, Operator};

/// Share of a glyph's longer side by which letters may reach out of their boxes …
const REACH: f64 = 0.25;
/// … and those that procedures draw.
const DRAWN_REACH: f64 = 3.0;

/// Half the width of the thinnest line.
const HAIRLINE: f64 = 0.3;

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
    masks: Masks,
    /// Every picture in order of painting; none for what repeats or stands in patterns and masks.
    pub(super) laid: Vec<Option<Laid>>,
    /// Images that show nothing.
    pub(super) empty_images: u64,
    /// Images of which something that a clip hides must go.
    pub(super) cropped: u64,
    /// What glyph procedures paint.
    pub(super) drawn: Drawn,
    /// What is painted beside glyphs; only gathered for labels.
    pub(super) ink: Option<Ink>,
    page: Rect,
    unit: f64,
    clipping: Clipping,
    procedures: Vec<u32>,
    /// Patterns, masks and procedures around what is met.
    aside: usize,
}

impl Survey {
    /// A survey of a page with room for so many glyphs, which also notes what is painted when labels may have
    /// to be placed.
    pub(super) fn new(page: &PageGeometry, ink: bool, room: usize) -> Self {
        let ink = ink.then(Ink::default);
        Self {
            glyphs: Vec::with_capacity(room),
            page: page.crop_box,
            unit: page.user_unit,
            ink,
            ..Self::default()
        }
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

/// Whether a path paints nothing but black.
fn is_black(path: &PaintedPath<'_>) -> bool {
    let black = |colour: Option<Colour>| colour.is_some_and(|colour| colour.is_black());
    (!path.fills() || black(path.fill)) && (!path.strokes() || black(path.line))
}

/// Further outside of the clip than letters reach out of their boxes.
fn is_outside(glyph: &Glyph, show: &Show<'_>) -> bool {
    glyph.invisible && reached(glyph, show).intersection(&show.window).is_none()
}

/// Where a letter may paint.
fn reached(glyph: &Glyph, show: &Show<'_>) -> Rect {
    let bounds = glyph.quad.bounds();
    let share = if show.drawn { DRAWN_REACH } else { REACH };
    bounds.inflate(share * bounds.width().max(bounds.height()))
}

impl Device for Survey {
    fn show(&mut self, show: &Show<'_>) {
        let outer = self.procedures.last().copied();
        let elsewhere = self.aside > 0 || show.drawn || show.text.mode > 3;
        let unseen = self.unseen(show);
        let first = self.glyphs.len();
        let aside = self.aside > 0;
        let masked = |g: &Glyph| show.mask.is_some_and(|mask| self.masks.hides(mask, &reached(g, show)));
        self.glyphs.extend(show.glyphs.iter().map(|g| Seen {
            ordinal: g.ordinal,
            quad: g.quad,
            bounds: g.quad.bounds(),
            tile: show.tile,
            outer,
            elsewhere,
            colour: show.colour,
            unseen:
                unseen.or_else(|| (!aside && (is_outside(g, show) || masked(g))).then_some(Unseen::Nowhere)),
        }));
        self.light(show);
        // letters painted through letters show as themselves
        if show.text.mode == 7 && !aside {
            self.clipping.add(first..self.glyphs.len());
        }
    }

    fn paint(&mut self, path: &PaintedPath<'_>) {
        if let Some(&glyph) = self.procedures.last() {
            self.drawn.path(glyph, path);
        }
        if let Some(ink) = &mut self.ink {
            ink.path(path, self.glyphs.is_empty());
        }
        if path.paint != Operator::EndPath {
            if self.clipping.is_waiting() {
                self.shows_through(
                    path.subpaths.iter().map(|s| s.bounds.inflate(path.reach())),
                    &path.window,
                );
            }
            if self.aside == 0 {
                self.sheets.path(path, self.glyphs.len());
            } else if !is_black(path) {
                let areas = path.subpaths.iter().map(|s| s.bounds.inflate(path.reach() + HAIRLINE));
                areas
                    .filter_map(|area| area.intersection(&path.window))
                    .for_each(|area| self.masks.lit(area));
            }
        }
    }

    fn image(&mut self, placed: &PlacedImage<'_>) {
        if self.clipping.is_waiting() {
            self.shows_through(std::iter::once(placed.bounds()), &placed.clip);
        }
        if let Some(ink) = &mut self.ink {
            ink.image(placed);
        }
        if let Some(&glyph) = self.procedures.last() {
            self.drawn.image(glyph, placed);
        } else {
            self.empty_images += u64::from(image::is_unseen(placed));
            self.cropped += u64::from(image::is_cropped(placed));
        }
        let plain = self.aside == 0 && placed.tile.is_none();
        let bounds = placed.bounds().intersection(&placed.clip).filter(|_| plain);
        self.laid.push(bounds.map(|bounds| Laid { bounds, sheets: self.sheets.count() }));
        if self.aside == 0 {
            self.sheets.image(placed, self.glyphs.len());
            self.pictures.add(placed, &self.page);
        } else if let Some(area) = placed.bounds().intersection(&placed.clip) {
            self.masks.lit(area);
        }
    }

    fn enter(&mut self, nested: &Nested<'_>) {
        self.clipping.save();
        self.aside += usize::from(nested.kind != NestedKind::Form);
        match nested.kind {
            NestedKind::SoftMask => self.masks.begin(),
            // where and in which colour these paint is not known here
            NestedKind::Pattern | NestedKind::Procedure(_) => self.masks.lit_everywhere(),
            NestedKind::Form => {}
        }
        if let NestedKind::Procedure(ordinal) = nested.kind {
            self.procedures.push(ordinal);
        }
    }

    fn leave(&mut self, nested: &Nested<'_>) {
        self.restore();
        self.aside -= usize::from(nested.kind != NestedKind::Form);
        if nested.kind == NestedKind::SoftMask {
            self.masks.end();
        }
        if matches!(nested.kind, NestedKind::Procedure(_)) {
            self.procedures.pop();
        }
    }

    fn other(&mut self, operation: &Operation<'_>) {
        match operation.operator {
            Operator::Save => self.clipping.save(),
            Operator::Restore => self.restore(),
            Operator::InlineImage => self.masks.lit_everywhere(),
            Operator::Shading => {
                self.clipping.painted();
                self.ink.as_mut().into_iter().for_each(Ink::shading);
                if self.aside == 0 {
                    self.sheets.unknown(self.glyphs.len());
                }
                self.masks.lit_everywhere();
            }
            _ => {}
        }
    }
}

impl Survey {
    /// What letters let through a mask that they are painted into.
    fn light(&mut self, show: &Show<'_>) {
        if self.aside > 0 && !show.colour.is_some_and(|colour| colour.is_black()) {
            show.glyphs.iter().for_each(|glyph| self.masks.lit(reached(glyph, show)));
        }
    }

    /// Something was painted in these areas, as far as a window shows them.
    fn shows_through(&mut self, areas: impl Iterator<Item = Rect>, window: &Rect) {
        for seen in areas.filter_map(|area| area.intersection(window)) {
            self.clipping.painted_in(&seen, &self.glyphs);
        }
    }

    /// Text that only clipped, and nothing was painted through it.
    fn restore(&mut self) {
        for letter in self.clipping.restore() {
            if let Some(glyph) = self.glyphs.get_mut(letter) {
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
