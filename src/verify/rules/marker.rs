//! Text hidden by something else than one upright box: polygons, slanted and round boxes, strokes of a
//! marker side by side, hatching by many thin lines.
//!
//! What hides is looked up by bands of the page, so that a page of many lines and letters stays cheap.

use super::bands::Bands;
use super::panel;
use crate::geom::{Point, Rect};
use crate::verify::paint::{Glyph, Hair, Painted, Shape};

/// Share of a glyph's points that must be covered, as for one box: more than half.
const COVERED: f64 = 0.5;
/// Lines through one glyph that make it hatched: underlines, strike-outs and table rules are fewer.
const LINES: usize = 3;
/// Share of a glyph's box that these lines cover with their ink: graph paper covers less.
const INKED: f64 = 0.4;
/// Hatched letters that make a hatched word: a diagram's lines cross one or two.
const LETTERS: usize = 3;

/// Areas, in the order of the text, in which glyphs are hidden in such a way.
pub(super) fn hidden(painted: &Painted, shown_again: impl Fn(&Glyph, u32) -> bool) -> Vec<Rect> {
    let mut areas = Areas::default();
    let dark = painted.shapes.iter().filter(|s| s.is_dark() && s.opaque && !s.hidden);
    let outlined = dark.clone().any(|s| s.outline.is_some());
    let covers = if outlined { Bands::new(dark, |s| s.bounds) } else { Bands::empty() };
    let hairs = if painted.hairs.len() >= LINES {
        Bands::new(painted.hairs.iter(), |h| Rect::new(h.from.x, h.from.y, h.to.x, h.to.y))
    } else {
        Bands::empty()
    };
    if covers.is_empty() && hairs.is_empty() {
        return Vec::new();
    }
    let letters = painted.glyphs.iter().filter(|g| !g.blank && !g.unseen.any());
    for glyph in letters {
        let cover = covered(painted, glyph, covers.near(glyph));
        if cover.is_some_and(|order| !shown_again(glyph, order)) {
            areas.add(glyph, LETTERS);
        } else if hatched(glyph, hairs.near(glyph)).is_some_and(|order| !shown_again(glyph, order)) {
            areas.add(glyph, 1);
        }
    }
    areas.found.into_iter().filter(|(_, letters)| *letters >= LETTERS).map(|(area, _)| area).collect()
}

/// Areas that grow letter by letter, with how many letters each counts for.
#[derive(Default)]
struct Areas {
    found: Vec<(Rect, usize)>,
}

impl Areas {
    fn add(&mut self, glyph: &Glyph, weight: usize) {
        match self.found.last_mut() {
            Some((area, letters)) if area.inflate(glyph.size).intersection(&glyph.bounds).is_some() => {
                *area = area.union(&glyph.bounds);
                *letters += weight;
            }
            _ => self.found.push((glyph.bounds, weight)),
        }
    }
}

/// The first cover that hides most of a glyph together with the others painted after it.
fn covered(painted: &Painted, glyph: &Glyph, near: &[&Shape]) -> Option<u32> {
    let later = |s: &&&Shape| s.order > glyph.order && s.bounds.intersection(&glyph.bounds).is_some();
    let over: Vec<&Shape> = near.iter().filter(later).copied().collect();
    // upright boxes alone are judged one by one elsewhere
    if !over.iter().any(|s| s.outline.is_some()) {
        return None;
    }
    let points = points(glyph);
    let hit = |p: &&Point| over.iter().any(|s| covers(painted, s, **p));
    let share = points.iter().filter(hit).count() as f64 / points.len() as f64;
    if share > COVERED { over.iter().map(|s| s.order).min() } else { None }
}

/// Points spread over a glyph's box, inset by a tenth above and below.
fn points(glyph: &Glyph) -> [Point; 16] {
    let (o, a, u) = (glyph.origin, glyph.along, glyph.up);
    std::array::from_fn(|i| {
        let (s, t) = ((i % 4) as f64 / 4.0 + 0.125, (i / 4) as f64 / 4.0 * 0.8 + 0.2);
        Point::new(o.x + s * a.x + t * u.x, o.y + s * a.y + t * u.y)
    })
}

fn covers(painted: &Painted, shape: &Shape, p: Point) -> bool {
    if !shape.bounds.contains(p) {
        return false;
    }
    let outline = shape.outline.and_then(|i| painted.outlines.get(i as usize));
    outline.map_or(shape.solid, |corners| inside(corners, p))
}

/// Even-odd rule (8.5.3.3.3).
fn inside(corners: &[Point], p: Point) -> bool {
    let sides = corners.iter().zip(corners.iter().cycle().skip(1));
    let crosses = |(a, b): &(&Point, &Point)| {
        (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x
    };
    sides.filter(crosses).count() % 2 == 1
}

/// When the last of many lines through a glyph was painted.
fn hatched(glyph: &Glyph, near: &[&Hair]) -> Option<u32> {
    let inner = inset(&glyph.bounds);
    let through = near.iter().filter(|h| h.order > glyph.order);
    let inside = through.filter_map(|h| Some((h, length_inside(h, &inner)? * h.width)));
    let (count, last, ink) =
        inside.fold((0, 0, 0.0), |(n, last, ink), (h, area)| (n + 1, h.order.max(last), ink + area));
    (count >= LINES && ink > INKED * inner.area()).then_some(last)
}

fn inset(b: &Rect) -> Rect {
    b.inflate(-0.1 * b.width().min(b.height()))
}

/// How much of a line lies in a box, if it passes through (Liang and Barsky's way of cutting it).
fn length_inside(hair: &Hair, b: &Rect) -> Option<f64> {
    let (dx, dy) = (hair.to.x - hair.from.x, hair.to.y - hair.from.y);
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    let edges = [
        (-dx, hair.from.x - b.x0),
        (dx, b.x1 - hair.from.x),
        (-dy, hair.from.y - b.y0),
        (dy, b.y1 - hair.from.y),
    ];
    for (p, q) in edges {
        if p.abs() < 1e-9 {
            if q < 0.0 {
                return None;
            }
        } else if p < 0.0 {
            from = from.max(q / p);
        } else {
            to = to.min(q / p);
        }
    }
    (from <= to).then(|| (to - from) * dx.hypot(dy))
}

/// Whether an annotation's shape hides text or part of a picture: anybody can take it off.
pub(super) fn loose(painted: &Painted) -> Option<Rect> {
    let covers = painted.shapes.iter().filter(|s| s.loose && panel::is_cover(s) && s.is_dark());
    let hides = |s: &Shape| {
        let text = painted.glyphs.iter().any(|g| g.order < s.order && !g.blank && g.is_under(&s.bounds));
        let shares = |b: &Rect| b.intersection(&s.bounds).is_some_and(|c| c.area() > 4.0);
        text || painted.images.iter().any(|i| i.order < s.order && shares(&i.bounds))
    };
    covers.filter(|s| hides(s)).map(|s| s.bounds).next()
}
