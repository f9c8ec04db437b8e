//! The text layer of a page that became a picture: invisible, in a font of ours, every letter in its
//! own share of the box of the glyph it stands for.
//!
//! Only what may stay: no letter under a panel, none without trustworthy Unicode, none where the
//! picture shows nothing. A word that has one such letter goes whole.

use lopdf::Document;

use super::panel::Named;
use crate::error::Result;
use crate::geom::{Matrix, PageGeometry, Point, Quad, Rect};
use crate::pdf::content::{Emitter, Operator};
use crate::pdf::typeset::{Glyphs, StampFace, StampFont};
use crate::render::Picture;
use crate::text::{NO_GLYPH, PageText};

use super::raster::DPI;

/// A character and its box in display space: lower left, lower right, upper right, upper left as it is
/// written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    ch: char,
    quad: Quad,
}

/// The letters of a page's text that may stay, word by word.
pub(super) fn letters(text: &PageText, picture: &Picture, panels: &[Rect]) -> Vec<Vec<Letter>> {
    let display = text.geometry.to_display();
    let shares = shares(text);
    let (mut words, mut word, mut whole) = (Vec::new(), Vec::new(), true);
    let characters: Vec<(char, u32)> = text.text.chars().zip(text.origins.iter().copied()).collect();
    for (index, &(ch, origin)) in characters.iter().enumerate() {
        if ch.is_whitespace() || origin == NO_GLYPH {
            close(&mut words, &mut word, &mut whole);
            continue;
        }
        let (part, parts) = shares.get(index).copied().unwrap_or((0, 1));
        let seen = text.glyphs.get(origin as usize);
        let quad = seen.map(|g| share(Quad(g.quad.0.map(|p| display.apply(p))), part, parts));
        match quad.filter(|quad| ch != '\u{fffd}' && may_stay(quad, picture, panels)) {
            Some(quad) => word.push(Letter { ch, quad }),
            None => whole = false,
        }
    }
    close(&mut words, &mut word, &mut whole);
    words
}

fn close(words: &mut Vec<Vec<Letter>>, word: &mut Vec<Letter>, whole: &mut bool) {
    let letters = std::mem::take(word);
    if std::mem::replace(whole, true) && !letters.is_empty() {
        words.push(letters);
    }
}

/// For each character which part of its glyph it is, and of how many: a ligature stands for several.
fn shares(text: &PageText) -> Vec<(u32, u32)> {
    let mut shares: Vec<(u32, u32)> = Vec::with_capacity(text.origins.len());
    let mut start = 0;
    for (index, origin) in text.origins.iter().enumerate() {
        if index > 0 && text.origins.get(index - 1) != Some(origin) {
            start = index;
        }
        let part = (index - start) as u32;
        shares.push((part, part + 1));
        let parts = shares.get_mut(start..).unwrap_or_default();
        for share in parts {
            share.1 = part + 1;
        }
    }
    shares
}

/// One of some equal parts of a glyph's box along the line.
fn share(quad: Quad, part: u32, parts: u32) -> Quad {
    let [low_left, low_right, high_right, high_left] = quad.0;
    let along = |a: Point, b: Point, t: f64| Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t);
    let (from, to) =
        (f64::from(part) / f64::from(parts.max(1)), f64::from(part + 1) / f64::from(parts.max(1)));
    Quad([
        along(low_left, low_right, from),
        along(low_left, low_right, to),
        along(high_left, high_right, to),
        along(high_left, high_right, from),
    ])
}

fn may_stay(quad: &Quad, picture: &Picture, panels: &[Rect]) -> bool {
    let bounds = quad.bounds();
    let sane = bounds.width() > 0.0 && bounds.height() > 0.0;
    let touches = |rect: &Rect| bounds.intersection(rect).is_some_and(|s| s.area() > 0.0);
    // a slanted letter is measured in more than one way: none may touch
    let under = panels.iter().any(|rect| touches(rect) && (!is_upright(quad) || quad.is_under(rect)));
    sane && !under && !picture.is_plain(&bounds, DPI)
}

fn is_upright(quad: &Quad) -> bool {
    let [low_left, low_right, _, high_left] = quad.0;
    let same = |a: f64, b: f64| (a - b).abs() < 1e-3;
    (same(low_left.y, low_right.y) && same(low_left.x, high_left.x))
        || (same(low_left.x, low_right.x) && same(low_left.y, high_left.y))
}

/// A font for the words, and the letters of those that it can show.
pub(super) fn font(
    document: &mut Document,
    words: &[Vec<Letter>],
) -> Result<Option<(StampFont, Vec<Letter>)>> {
    let can = |word: &&Vec<Letter>| word.iter().all(|l| StampFont::shows(StampFace::Regular, l.ch));
    let letters: Vec<Letter> = words.iter().filter(can).flatten().copied().collect();
    if letters.is_empty() {
        return Ok(None);
    }
    let text: String = letters.iter().map(|l| l.ch).collect();
    Ok(Some((StampFont::embed(document, &text, StampFace::Regular, Glyphs::Blocks)?, letters)))
}

/// Writes the letters, render mode 3 (ISO 32000-2, 9.3.6): nothing of them shows.
pub(super) fn write(out: &mut Emitter, frame: &PageGeometry, letters: &[Letter], named: Named<'_>) {
    let Some(user) = frame.to_display().invert() else { return };
    let (ascent, descent) = named.font.reach();
    out.operator(Operator::Save);
    out.operator(Operator::BeginText);
    out.number(3.0);
    out.operator(Operator::RenderMode);
    out.name(named.name);
    out.number(1.0);
    out.operator(Operator::Font);
    for letter in letters {
        let [low_left, low_right, _, high_left] = letter.quad.0.map(|p| user.apply(p));
        let mut code = [0; 4];
        let code = letter.ch.encode_utf8(&mut code);
        let wide = named.font.width(code, 1.0).max(1e-3);
        let across = Point::new((low_right.x - low_left.x) / wide, (low_right.y - low_left.y) / wide);
        let high = ascent - descent;
        let up = Point::new((high_left.x - low_left.x) / high, (high_left.y - low_left.y) / high);
        let origin = Point::new(low_left.x - up.x * descent, low_left.y - up.y * descent);
        let Matrix(numbers) = Matrix([across.x, across.y, up.x, up.y, origin.x, origin.y]);
        out.numbers(Operator::TextMatrix, &numbers);
        out.string(&named.font.encode(code));
        out.operator(Operator::ShowText);
    }
    out.operator(Operator::EndText);
    out.operator(Operator::Restore);
}
