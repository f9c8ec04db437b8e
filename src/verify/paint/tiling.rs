//! Tiling patterns (ISO 32000-2, 8.7.3): the cell is walked once, in the space of the content that
//! uses it; what a fill repeats of its text and pictures is set down tile by tile.

use std::ops::Range;

use super::interpret::Interpreter;
use super::state::{Paint, colour};
use super::{Ink, state::Space};
use crate::geom::{Matrix, Point, Rect};
use crate::verify::reader::{Dict, Object};

/// Tiles with text or pictures of one fill.
const MOST_TILES: f64 = 20_000.0;

/// Share of black from which on a pattern hides: dots and wide hatching let text be read.
const DENSE: f64 = 0.3;

/// A pattern's cell, as walked.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Whether it paints in black.
    dark: bool,
    /// Pattern space to display space.
    frame: Matrix,
    ground: Matrix,
    bbox: Rect,
    step: (f64, f64),
    glyphs: Range<usize>,
    images: Range<usize>,
}

impl<'d> Interpreter<'d> {
    /// The ink of a pattern; walks its cell where that is new. Gives also its stream's number.
    pub(super) fn pattern(&mut self, resources: &'d Dict, name: &[u8], tint: &[f64]) -> (Ink, u32) {
        let document = self.document;
        let patterns = document.dict(resources, "Pattern");
        let found = patterns.and_then(|p| p.get_bytes(name)).and_then(|p| document.stream(p));
        let Some((stream, dict)) = found.and_then(|s| Some((s, s.dict()?))) else {
            return (self.shaded(patterns.and_then(|p| p.get_bytes(name))), 0);
        };
        let ink = |dark: bool| if dark { Ink::Hatching } else { Ink::Pattern };
        let ground = self.ground;
        if let Some(cell) = self.patterns.get(&stream.number).filter(|c| c.ground == ground) {
            return (ink(cell.dark), stream.number);
        }
        let m = document.numbers(dict, "Matrix").and_then(|m| <[f64; 6]>::try_from(m).ok());
        let own = Matrix(m.unwrap_or(Matrix::IDENTITY.0));
        let bbox = match document.numbers(dict, "BBox").as_deref() {
            Some([a, b, c, d]) => Rect::new(*a, *b, *c, *d),
            _ => Rect::default(),
        };
        let number = |key: &str| document.number(dict, key);
        let mut cell = Cell {
            dark: false,
            frame: own.then(&ground),
            ground,
            bbox,
            step: (number("XStep"), number("YStep")),
            glyphs: 0..0,
            images: 0..0,
        };
        // a pattern that leads to itself is no darker for it
        self.patterns.insert(stream.number, cell.clone());
        let first = (self.painted.shapes.len(), self.painted.glyphs.len(), self.painted.images.len());
        let (saved, hairs) = (self.state.clone(), self.painted.hairs.len());
        let colour = if tint.is_empty() { Ink::Plain([0; 3]) } else { colour(Space::Device, tint) };
        (self.state.fill.ink, self.state.stroke.ink) = (colour, colour);
        (self.state.fill.alpha, self.state.stroke.alpha) = (1.0, 1.0);
        // `form` applies the matrix
        self.state.ctm = ground;
        self.form(stream, resources);
        self.state = saved;
        cell.dark =
            self.ink(first.0, hairs) > DENSE * (cell.step.0 * cell.step.1 * cell.frame.determinant()).abs();
        cell.glyphs = first.1..self.painted.glyphs.len();
        cell.images = first.2..self.painted.images.len();
        let dark = cell.dark;
        self.patterns.insert(stream.number, cell);
        (ink(dark), stream.number)
    }

    /// The ink of a pattern that is no tile: a shading (8.7.4.1).
    fn shaded(&self, pattern: Option<&Object>) -> Ink {
        let document = self.document;
        let dict = pattern.and_then(|p| document.resolve(p).dict());
        let shading = dict.and_then(|d| d.get("Shading"));
        let inner = shading.and_then(|s| match document.stream(s) {
            Some(stream) => stream.dict(),
            None => document.resolve(s).dict(),
        });
        match inner.map(|s| document.number(s, "ShadingType") as i64) {
            Some(2 | 3) => Ink::Shading,
            _ => Ink::Pattern,
        }
    }

    /// How much of the plane the dark shapes and thin lines since then cover.
    fn ink(&self, shapes: usize, hairs: usize) -> f64 {
        let areas = self
            .painted
            .shapes
            .iter()
            .skip(shapes)
            .filter(|s| s.is_dark() && (s.solid || s.outline.is_some()));
        let thick = areas.filter(|s| s.bounds.width().min(s.bounds.height()) >= super::painting::THIN);
        let lines = self.painted.hairs.iter().skip(hairs);
        let length = |h: &super::Hair| (h.to.x - h.from.x).hypot(h.to.y - h.from.y);
        thick.map(|s| s.bounds.area()).sum::<f64>() + lines.map(|h| length(h) * h.width).sum::<f64>()
    }

    /// Sets down what a fill with a pattern repeats.
    pub(super) fn tiles(&mut self, area: Option<Rect>, paint: &Paint) {
        let cell = self.patterns.get(&paint.pattern).filter(|c| !c.glyphs.is_empty() || !c.images.is_empty());
        let shown = area.and_then(|a| a.intersection(&self.state.clip));
        let (Some(cell), Some(area)) = (cell.cloned(), shown) else { return };
        let Some(back) = cell.frame.invert() else { return };
        let local = back.apply_rect(&area).bounds();
        let span = |low: f64, high: f64, step: f64, from: f64, to: f64| {
            let step = step.abs().max(1e-3);
            (((low - to) / step).ceil(), ((high - from) / step).floor())
        };
        let (x0, x1) = span(local.x0, local.x1, cell.step.0, cell.bbox.x0, cell.bbox.x1);
        let (y0, y1) = span(local.y0, local.y1, cell.step.1, cell.bbox.y0, cell.bbox.y1);
        let each = (cell.glyphs.len() + cell.images.len()) as f64;
        if (x1 - x0 + 1.0) * (y1 - y0 + 1.0) * each > MOST_TILES {
            return self.fault("a pattern repeats text or pictures more often than the limit");
        }
        for j in y0 as i64..=y1 as i64 {
            for i in x0 as i64..=x1 as i64 {
                let at = Point::new(i as f64 * cell.step.0.abs(), j as f64 * cell.step.1.abs());
                if (i, j) != (0, 0) {
                    self.tile(&cell, at);
                }
            }
        }
    }

    fn tile(&mut self, cell: &Cell, at: Point) {
        let [a, b, c, d, ..] = cell.frame.0;
        let (dx, dy) = (at.x * a + at.y * c, at.x * b + at.y * d);
        let moved = |p: Point| Point::new(p.x + dx, p.y + dy);
        let shifted = |r: Rect| Rect { x0: r.x0 + dx, y0: r.y0 + dy, x1: r.x1 + dx, y1: r.y1 + dy };
        let (clip, order) = (self.state.clip, self.order);
        for index in cell.glyphs.clone() {
            let Some(mut glyph) = self.painted.glyphs.get(index).copied() else { continue };
            (glyph.origin, glyph.base) = (moved(glyph.origin), moved(glyph.base));
            glyph.bounds = shifted(glyph.bounds);
            glyph.unseen.outside = glyph.bounds.intersection(&clip).is_none();
            (glyph.order, glyph.copy) = (order, true);
            self.painted.glyphs.push(glyph);
        }
        for index in cell.images.clone() {
            let Some(mut image) = self.painted.images.get(index).cloned() else { continue };
            image.frame = image.frame.then(&Matrix::translate(dx, dy));
            image.bounds = shifted(image.bounds);
            image.unseen.outside = image.bounds.intersection(&clip).is_none();
            image.order = order;
            self.painted.images.push(image);
        }
        self.order += 1;
    }
}
