//! From a plan to pages without what the plan removes: every content stream is emitted anew.
//!
//! Nothing is edited in place and nothing is merely covered. What cannot be burned (an image that
//! cannot be decoded, an unknown font) is dropped and named, or refused; there is no fallback that
//! draws a box over what is still there.
//!
//! # The way of a page
//!
//! | step | what it does |
//! |---|---|
//! | [`document`] | opens the normal form, has its pages burned beside each other and puts them together |
//! | [`page`] | one page through all that follows; what is made for it waits in [`fresh`] |
//! | [`survey`] | first walk, [`both`] with that of [`width`]: where every glyph stands, with [`drawn`] (procedures of glyphs) and [`ink`] |
//! | [`settle`] | decides: which glyphs go ([`region`], and [`hidden`]: what nobody can see), how far each panel reaches |
//! | [`width`] | sets the text beside panels anew, so that no width tells what was removed |
//! | [`spread`] | over pictures, where nothing can move: panels of a public size, as far as there is white |
//! | [`rewrite`] | second walk by the same interpreter: [`writing`] emits [`show`], [`path`], [`image`], [`shading`] and [`clipping`] without what goes; which shapes go is one rule, [`shape`] |
//! | [`panel`], [`label`] | black rectangles over the places, and what stands on them |
//! | [`cut`] | of an extract, only its pages and its box are left |
//! | [`check`], [`check_shapes`] | third walk, over what was written: nothing may be under a panel |
//!
//! A page on which that proof fails can be replaced by its picture ([`Attempt`], [`raster`]): drawn,
//! blackened in the pixels, and the text that may stay put over it again ([`layer`]).

use crate::diag::Problem;
use crate::geom::{PageGeometry, Rect};
use crate::render::Opinion;

mod attempt;
mod both;
mod check;
mod check_shapes;
mod clipping;
mod cut;
mod document;
mod drawn;
mod fresh;
mod hidden;
mod image;
mod ink;
mod label;
mod layer;
mod looks;
mod page;
mod panel;
mod path;
mod raster;
mod region;
mod resources;
mod rewrite;
mod settle;
mod shading;
mod shape;
mod show;
mod spread;
mod survey;
mod width;
mod writing;

#[cfg(test)]
mod tests;

pub use attempt::{Attempt, attempt, burn};
pub use raster::{DPI, Drawn};
pub use width::Reached;

/// How many things of each sort went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BurnCounts {
    /// Glyphs not emitted, those that nobody could see included.
    pub glyphs: u64,
    /// Glyphs not emitted because no reader could see them: outside the page, painted over, transparent,
    /// flattened, or in the colour of their ground.
    pub hidden: u64,
    /// Images not emitted because they showed nothing: without area, or outside the page.
    pub images_hidden: u64,
    /// Images whose pixels were overwritten.
    pub images: u64,
    /// Images dropped because they could not be decoded.
    pub images_dropped: u64,
    /// Subpaths not emitted.
    pub paths: u64,
    /// Panels drawn.
    pub panels: u64,
    /// Pages replaced by their pictures.
    pub pages_pictured: u64,
    /// Panels too small for their mark on pages without room for a key.
    pub panels_untold: u64,
}

/// A page that was replaced by its picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictured {
    /// Page of the document, from 1.
    pub page: u32,
    /// Why: what could not be proved of the page as it was.
    pub why: String,
    /// What a second engine said of the picture.
    pub opinion: Opinion,
}

/// A panel as it was drawn: the final geometry, which can be smaller than planned (no kept glyph is
/// under it).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DrawnPanel {
    /// Page of the document, from 1.
    pub page: u32,
    /// Index of the panel in its `DocumentPlan`.
    pub index: usize,
    /// Display space.
    pub rect: Rect,
    /// How far its width is hidden.
    pub reached: Reached,
}

/// A document without what its plan removed. Only `burn` makes one.
#[derive(Debug, Clone)]
pub struct Burned {
    /// The document in our object model.
    pub(crate) document: lopdf::Document,
    /// Geometry of each page.
    pub geometry: Vec<PageGeometry>,
    /// The panels as drawn.
    pub panels: Vec<DrawnPanel>,
    /// What went.
    pub counts: BurnCounts,
    /// What was dropped because it could not be burned, named.
    pub dropped: Vec<Problem>,
    /// Pages that were replaced by their pictures.
    pub pictured: Vec<Pictured>,
}
