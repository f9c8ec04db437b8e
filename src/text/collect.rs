//! Gathering glyphs and pictures of a page from the interpreter.

use std::collections::HashMap;

use super::{GlyphBox, PictureBox};
use crate::geom::{Matrix, PageGeometry, Point, Quad};
use crate::pdf::content::device::{Device, Glyph, PaintedPath, PlacedImage, Show};
use crate::pdf::font::Meaning;

/// A glyph on the way to a word, measured in display space.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) ordinal: u32,
    pub(super) meaning: Meaning,
    /// Where the advance box begins on its descent line.
    pub(super) start: Point,
    /// Where it ends there.
    pub(super) end: Point,
    /// From descent to ascent.
    pub(super) up: Point,
    /// Size in display units.
    pub(super) size: f64,
    /// Character spacing behind it, display units; letters spaced out are still one word.
    pub(super) spacing: f64,
}

/// Takes what text extraction needs.
pub(super) struct Collector {
    pub(super) geometry: PageGeometry,
    pub(super) glyphs: Vec<GlyphBox>,
    pub(super) marks: Vec<Mark>,
    pub(super) pictures: Vec<PictureBox>,
    /// Letters that glyphs draw, where `ToUnicode` says something else.
    pub(super) drawn: HashMap<u32, char>,
    pub(super) shapes: Shapes,
    display: Matrix,
}

impl Collector {
    pub(super) fn new(geometry: PageGeometry) -> Self {
        let display = geometry.to_display();
        Self {
            geometry,
            glyphs: Vec::new(),
            marks: Vec::new(),
            pictures: Vec::new(),
            shapes: Shapes::default(),
            drawn: HashMap::new(),
            display,
        }
    }

    /// Takes out the marks of glyphs from an ordinal on.
    pub(super) fn split_off(&mut self, from: u32) -> Vec<Mark> {
        let (before, after) = std::mem::take(&mut self.marks).into_iter().partition(|m| m.ordinal < from);
        self.marks = before;
        after
    }

    /// Puts a glyph where its ordinal says: those of Type 3 procedures come before the one that draws them.
    fn put(&mut self, glyph: &Glyph) {
        let at = glyph.ordinal as usize;
        let put = GlyphBox { quad: glyph.quad, size: glyph.size, invisible: glyph.invisible };
        if self.glyphs.len() == at {
            return self.glyphs.push(put);
        }
        if self.glyphs.len() < at {
            let empty = GlyphBox { quad: Quad::default(), size: 0.0, invisible: true };
            self.glyphs.resize(at + 1, empty);
        }
        if let Some(slot) = self.glyphs.get_mut(at) {
            *slot = put;
        }
    }

    fn mark(&mut self, glyph: &Glyph, spacing: f64, vertical: bool) {
        // a line of vertical writing runs down the left side of its boxes
        let [low_left, low_right, high_right, high_left] = glyph.quad.0;
        let axes =
            if vertical { [high_left, low_left, high_right] } else { [low_left, low_right, high_left] };
        let [start, end, top] = axes.map(|p| self.display.apply(p));
        let up = Point::new(top.x - start.x, top.y - start.y);
        let size = glyph.size * self.geometry.user_unit;
        let (ordinal, meaning) = (glyph.ordinal, glyph.meaning.clone());
        if let Meaning::Two(_, drawn) = meaning {
            self.drawn.insert(ordinal, drawn);
        }
        self.marks.push(Mark { ordinal, meaning, start, end, up, size, spacing: spacing * size });
    }
}

/// Heights of letters on the displayed page, points.
const LETTER: std::ops::Range<f64> = 2.5..72.0;

/// Paths that could be letters: filled, of a letter's size, and not all alike, as the marks of a chart
/// are.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    all: u32,
    /// Numbers of segments met, as bits.
    kinds: u64,
}

impl Shapes {
    fn add(&mut self, segments: usize) {
        self.all = self.all.saturating_add(1);
        self.kinds |= 1 << segments.min(63);
    }

    /// How many there are; none where they are of few kinds.
    pub(super) fn count(&self) -> u32 {
        if self.kinds.count_ones() < 4 { 0 } else { self.all }
    }
}

impl Device for Collector {
    fn paint(&mut self, path: &PaintedPath<'_>) {
        if !path.fills() {
            return;
        }
        let unit = self.geometry.user_unit;
        for part in path.subpaths.iter().filter(|part| !part.plain) {
            let (width, height) = (part.bounds.width() * unit, part.bounds.height() * unit);
            let seen = part.bounds.intersection(&path.window).is_some();
            if seen && LETTER.contains(&width.max(height)) && width.min(height) > 0.5 {
                self.shapes.add(part.end - part.start);
            }
        }
    }

    fn show(&mut self, show: &Show<'_>) {
        let text = show.text;
        let spacing =
            if text.size == 0.0 { 0.0 } else { (text.char_spacing / text.size * text.scale).clamp(0.0, 1.0) };
        for glyph in show.glyphs {
            self.put(glyph);
            self.mark(glyph, spacing, show.vertical);
        }
    }

    fn image(&mut self, image: &PlacedImage<'_>) {
        let quad = image.quad();
        let page = self.geometry.crop_box.area();
        let seen =
            quad.bounds().intersection(&image.clip).and_then(|r| r.intersection(&self.geometry.crop_box));
        let share = seen.map_or(0.0, |r| (r.area() / page).clamp(0.0, 1.0));
        self.pictures.push(PictureBox { quad, share });
    }
}
