//! Where everything stands that a file shows, for comparing files: two outputs made of one page with
//! different names under the panels must be the same to whoever measures them.
//!
//! It judges nothing, and tells places, never letters: fonts are cut to what is shown, so codes differ.

use std::collections::HashSet;

use super::VerifyRequest;
use super::check;
use super::paint::interpret::{self, Fonts};
use super::paint::{self, Painted};
use crate::error::Result;
use crate::geom::Rect;

/// What stands in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A glyph, seen or not: its advance box.
    Glyph,
    /// A filled or stroked shape.
    Shape,
    /// A picture.
    Picture,
    /// A place at which the pen was left without having shown anything there.
    Pause,
}

/// Something in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placed {
    /// Page, from 1.
    pub page: u32,
    /// What it is.
    pub kind: PlaceKind,
    /// Left, top, right, bottom in display space, hundredths of a point.
    pub edges: [i64; 4],
}

/// Everything that the pages of an unencrypted file show, in the order of painting.
///
/// # Errors
/// As [`super::verify`].
pub fn places(file: &[u8]) -> Result<Vec<Placed>> {
    let request = VerifyRequest { pack: file.to_vec().into(), ..VerifyRequest::default() };
    let document = check::open(&request)?;
    let (fonts, off) = (Fonts::default(), HashSet::new());
    let mut found = Vec::new();
    for page in paint::pages::pages(&document) {
        add(page.number, &interpret::page(&document, &page, &fonts, &off), &mut found);
    }
    Ok(found)
}

fn add(page: u32, painted: &Painted, found: &mut Vec<Placed>) {
    let hundredths = |v: f64| (v * 100.0).round() as i64;
    let placed =
        |kind: PlaceKind, b: Rect| Placed { page, kind, edges: [b.x0, b.y0, b.x1, b.y1].map(hundredths) };
    found.extend(painted.glyphs.iter().map(|g| placed(PlaceKind::Glyph, g.bounds)));
    found.extend(painted.shapes.iter().map(|s| placed(PlaceKind::Shape, s.bounds)));
    found.extend(painted.images.iter().map(|i| placed(PlaceKind::Picture, i.bounds)));
    found.extend(painted.pauses.iter().map(|p| placed(PlaceKind::Pause, Rect::new(p.x, p.y, p.x, p.y))));
}
