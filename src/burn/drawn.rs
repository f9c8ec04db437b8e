//! What the procedures of Type 3 glyphs paint outside of the glyphs' own boxes (ISO 32000-2, 9.6.4).
//!
//! A procedure can draw a whole line of letters and call it one narrow glyph, so its paths and
//! pictures are measured too: the glyph goes when one of them lies under a panel.

use std::collections::HashMap;

use super::region::repeated;
use super::shape;
use super::survey::Seen;
use crate::geom::Rect;
use crate::pdf::content::device::{PaintedPath, PlacedImage, Tile};

/// How far, in its own height, what a glyph paints may reach out of its box and still be measured
/// with it.
const REACH: f64 = 0.25;
/// Marks that are kept for one page.
const MOST: usize = 2_000_000;

#[derive(Debug, Clone, Copy)]
struct Mark {
    glyph: u32,
    bounds: Rect,
    plain: bool,
    tile: Option<Tile>,
}

/// The paths and pictures of a page's glyph procedures.
#[derive(Debug, Default)]
pub(super) struct Drawn(Vec<Mark>);

impl Drawn {
    /// Notes a path that the procedure of `glyph` paints.
    pub(super) fn path(&mut self, glyph: u32, path: &PaintedPath<'_>) {
        let half = path.reach();
        for subpath in path.subpaths {
            let bounds = subpath.bounds.inflate(half.max(0.005));
            self.add(Mark { glyph, bounds, plain: subpath.plain, tile: path.tile });
        }
    }

    /// Notes a picture that the procedure of `glyph` paints.
    pub(super) fn image(&mut self, glyph: u32, placed: &PlacedImage<'_>) {
        let bounds = placed.bounds();
        self.add(Mark { glyph, bounds, plain: false, tile: placed.tile });
    }

    fn add(&mut self, mark: Mark) {
        if self.0.len() < MOST {
            self.0.push(mark);
        }
    }

    /// Ordinals of the glyphs that paint under a region, outside of their boxes.
    pub(super) fn strays(&self, glyphs: &[Seen], regions: &[Rect]) -> Vec<u32> {
        if self.0.is_empty() || regions.is_empty() {
            return Vec::new();
        }
        let under = |mark: &&Mark| {
            let near = regions.iter().flat_map(|r| repeated(r, &mark.bounds, mark.tile));
            near.into_iter().any(|region| shape::goes(&mark.bounds, mark.plain, &region))
        };
        let boxes: HashMap<u32, Rect> = glyphs.iter().map(|g| (g.ordinal, g.bounds)).collect();
        let stray = |mark: &&Mark| boxes.get(&mark.glyph).is_none_or(|own| !is_within(&mark.bounds, own));
        self.0.iter().filter(stray).filter(under).map(|mark| mark.glyph).collect()
    }
}

fn is_within(mark: &Rect, own: &Rect) -> bool {
    own.inflate(REACH * own.height()).holds(mark)
}
