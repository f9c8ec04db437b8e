//! What a glyph stands on and what was painted over it: whether a reader can tell it from its ground.

use std::cell::OnceCell;

use super::bands::Bands;
use super::panel;
use crate::geom::Rect;
use crate::verify::paint::{Glyph, Image, Ink, Painted, Shape};

/// Colours that differ by less in every channel are one to the eye.
const SAME: u8 = 6;
/// Share of a glyph that a light cover must hide, in width and height.
const HIDDEN: f64 = 0.9;
/// Letters in one place that are hidden on purpose: fewer are the edge of a letter under a box.
const LETTERS: usize = 3;

/// The opaque boxes of a page, by height.
#[derive(Debug)]
pub(super) struct Grounds<'p> {
    painted: &'p Painted,
    boxes: Bands<'p, Shape>,
    /// All other shapes, sorted when the first glyph asks.
    others: OnceCell<Bands<'p, Shape>>,
}

impl<'p> Grounds<'p> {
    /// Of a page.
    pub(super) fn new(painted: &'p Painted) -> Self {
        let boxes = painted.shapes.iter().filter(|s| panel::is_cover(s));
        Self { painted, boxes: Bands::new(boxes, |s| s.bounds), others: OnceCell::new() }
    }

    /// Whether a glyph has the colour of what it stands on: the page is white.
    pub(super) fn swallows(&self, glyph: &Glyph) -> bool {
        if glyph.unseen.any() || glyph.blank || glyph.copy || glyph.mixed {
            return false;
        }
        let below = |s: &&&Shape| s.order < glyph.order && over(glyph, &s.bounds, 0.5);
        let ground = self.boxes.near(glyph).iter().filter(below).max_by_key(|s| s.order);
        let from = ground.map_or(0, |s| s.order);
        let white = || glyph.colour.iter().all(|c| *c > 250);
        let same = match ground.map(|s| s.ink) {
            None => white(),
            Some(Ink::Plain(ink)) => ink.iter().zip(glyph.colour).all(|(a, b)| a.abs_diff(b) < SAME),
            Some(_) => false,
        };
        same && !self.is_between(glyph, from)
    }

    /// Whether something that is no opaque box, letters of another colour among it, lies between the ground and the glyph.
    fn is_between(&self, glyph: &Glyph, from: u32) -> bool {
        let between = |order: u32| order >= from && order < glyph.order;
        let near = |b: &Rect| over(glyph, b, 0.02);
        let image = |i: &Image| between(i.order) && near(&i.bounds);
        let others = self.others.get_or_init(|| {
            let shapes = self.painted.shapes.iter();
            let inked = shapes.filter(|s| !panel::is_cover(s) && s.ink != Ink::Plain([255; 3]));
            Bands::new(inked, |s| s.bounds)
        });
        let shape = |s: &&&Shape| between(s.order) && near(&s.bounds);
        let letter = |g: &Glyph| {
            let other = g.colour.iter().zip(glyph.colour).any(|(a, b)| a.abs_diff(b) >= SAME);
            between(g.order) && other && !g.blank && !g.unseen.any() && near(&g.bounds)
        };
        self.painted.images.iter().any(image)
            || others.near(glyph).iter().any(|s| shape(&s))
            || self.painted.glyphs.iter().any(letter)
    }

    /// The box of a light area of one colour that was painted over several letters.
    pub(super) fn cover(&self, shown_again: impl Fn(&Glyph, u32) -> bool) -> Option<Rect> {
        let mut counts: Vec<(u32, usize)> = Vec::new();
        let letters = self.painted.glyphs.iter();
        for glyph in letters.filter(|g| !g.blank && !g.copy && !g.unseen.any()) {
            let hides = |s: &&&Shape| {
                let light = !s.is_dark() && matches!(s.ink, Ink::Plain(_) | Ink::Shading);
                light && glyph.order < s.order && over(glyph, &s.bounds, HIDDEN)
            };
            let Some(cover) = self.boxes.near(glyph).iter().find(hides) else { continue };
            if shown_again(glyph, cover.order) || self.swallows(glyph) {
                continue;
            }
            match counts.iter_mut().find(|(order, _)| *order == cover.order) {
                Some((_, count)) => *count += 1,
                None => counts.push((cover.order, 1)),
            }
        }
        let (order, _) = counts.into_iter().find(|(_, count)| *count >= LETTERS)?;
        self.painted.shapes.iter().find(|s| s.order == order).map(|s| s.bounds)
    }
}

/// Whether a box covers more than a share of a glyph's width and height.
pub(super) fn over(glyph: &Glyph, b: &Rect, share: f64) -> bool {
    let (wide, high) = glyph.overlap(b);
    wide > share && high > share
}
