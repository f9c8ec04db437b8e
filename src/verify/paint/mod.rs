//! The verifier's own position interpreter: what each page paints, where and in which order.
//!
//! It needs no Unicode to say where a glyph lies. Content streams, forms, patterns, soft masks,
//! glyph procedures and appearances of annotations are all walked. Everything is in display space.
//! What is not understood is counted in [`Painted::faults`], never passed over.

mod annotations;
mod bare;
pub(crate) mod font;
mod inline;
pub(crate) mod interpret;
pub(crate) mod lines;
mod marks;
pub(crate) mod pages;
mod painting;
mod path;
mod resources;
mod shared;
mod show;
pub(crate) mod standard14;
mod state;
mod tiling;
pub(crate) mod tounicode;

use std::collections::HashSet;
use std::sync::Arc;

use crate::geom::{Matrix, Point, Rect};
use font::Font;
pub(crate) use marks::Alternate;

/// Everything that a page paints, in order.
#[derive(Debug, Default)]
pub(crate) struct Painted {
    /// What the page shows of its plane: the crop box in display space.
    pub(crate) visible: Rect,
    /// Glyphs.
    pub(crate) glyphs: Vec<Glyph>,
    /// The fonts that glyphs name by index.
    pub(crate) fonts: Vec<Arc<Font>>,
    /// Where the dictionaries of the fonts lie in memory, which tells fonts apart.
    pub(crate) font_keys: Vec<usize>,
    /// Filled and stroked shapes, one for each subpath.
    pub(crate) shapes: Vec<Shape>,
    /// Corners of the shapes that are no upright boxes and may hide something.
    pub(crate) outlines: Vec<Box<[Point]>>,
    /// Thin dark lines painted after text.
    pub(crate) hairs: Vec<Hair>,
    /// Places at which the pen was left without having shown anything: what stood there may be gone.
    pub(crate) pauses: Vec<Point>,
    /// Pictures.
    pub(crate) images: Vec<Image>,
    /// Texts of marked content beside what it paints.
    pub(crate) alternates: Vec<Alternate>,
    /// Numbers of the streams that were walked.
    pub(crate) streams: HashSet<u32>,
    /// What could not be followed, in our own words, once each.
    pub(crate) faults: Vec<&'static str>,
}

/// Why a glyph or picture leaves no mark.
#[allow(clippy::struct_excessive_bools, reason = "one for each cause")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Unseen {
    /// Text render mode 3 or 7 (clip).
    pub(crate) mode: bool,
    /// Mode 7: what is painted later through the clip shows the letters.
    pub(crate) clips: bool,
    /// On a layer that is off, or on a hidden annotation.
    pub(crate) layer: bool,
    /// In an appearance of an annotation for another state than the present one.
    pub(crate) state: bool,
    /// Outside the clip or the page.
    pub(crate) outside: bool,
    /// Too small to be seen.
    pub(crate) tiny: bool,
    /// Fully transparent.
    pub(crate) clear: bool,
}

impl Unseen {
    /// Whether it leaves no mark for any reason.
    pub(crate) fn any(self) -> bool {
        self.mode || self.layer || self.state || self.outside || self.tiny || self.clear
    }

    /// Whether only the rendering mode hides it, as that of the words recognised in a picture.
    pub(crate) fn only_mode(self) -> bool {
        self == Self { mode: true, ..Self::default() }
    }
}

impl Painted {
    /// Whether a glyph may be a letter or digit: what spells nothing may be anything.
    pub(crate) fn is_letter(&self, glyph: &Glyph) -> bool {
        let text = self.fonts.get(usize::from(glyph.font)).and_then(|f| f.text(glyph.code));
        !glyph.blank && text.is_none_or(|t| t.chars().any(char::is_alphanumeric))
    }
}

/// A glyph: its advance box as an origin and two edges.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    /// Corner at the start of the advance, at the descent.
    pub(crate) origin: Point,
    /// Along the advance.
    pub(crate) along: Point,
    /// From descent to ascent.
    pub(crate) up: Point,
    /// Where the baseline starts.
    pub(crate) base: Point,
    /// The upright box around it.
    pub(crate) bounds: Rect,
    /// Font size in display points.
    pub(crate) size: f64,
    /// Character code.
    pub(crate) code: u32,
    /// Index in [`Painted::fonts`].
    pub(crate) font: u16,
    /// Position in the order of painting.
    pub(crate) order: u32,
    /// Whether it spells nothing but white space, which tells nobody anything.
    pub(crate) blank: bool,
    /// Whether a tile repeats it: it is text once.
    pub(crate) copy: bool,
    /// Fill colour.
    pub(crate) colour: [u8; 3],
    /// Whether what lies below turns that colour into another: by a blend mode, or in a knockout group.
    pub(crate) mixed: bool,
    /// Why it leaves no mark.
    pub(crate) unseen: Unseen,
}

impl Glyph {
    /// How much of the glyph's box, inset by a tenth above and below, a region covers: as shares of
    /// its width and its height.
    #[inline]
    pub(crate) fn overlap(&self, region: &Rect) -> (f64, f64) {
        // most letters lie nowhere near
        if self.bounds.may_touch(region) { self.shared(region) } else { (0.0, 0.0) }
    }

    fn shared(&self, region: &Rect) -> (f64, f64) {
        if self.bounds.intersection(region).is_none() {
            return (0.0, 0.0);
        }
        // the region in the glyph's own frame, where the box is the unit square
        let frame = Matrix([self.along.x, self.along.y, self.up.x, self.up.y, self.origin.x, self.origin.y]);
        let Some(back) = frame.invert() else { return self.flat_overlap(region) };
        let inner = Rect { x0: 0.0, y0: 0.1, x1: 1.0, y1: 0.9 };
        let upright = (frame.0[1] == 0.0 && frame.0[2] == 0.0) || (frame.0[0] == 0.0 && frame.0[3] == 0.0);
        let shared = if upright {
            back.apply_rect(region).bounds().intersection(&inner)
        } else {
            shared::bounds(&inner, &back.apply_rect(region).0)
        };
        shared.map_or((0.0, 0.0), |s| (s.width() / inner.width(), s.height() / inner.height()))
    }

    /// A box without area is under a region when its middle is.
    fn flat_overlap(&self, region: &Rect) -> (f64, f64) {
        let b = self.bounds;
        let middle = Point::new(f64::midpoint(b.x0, b.x1), f64::midpoint(b.y0, b.y1));
        if region.contains(middle) { (1.0, 1.0) } else { (0.0, 0.0) }
    }

    /// Whether the glyph is under a region: more than a tenth of its width and a fifth of its height.
    pub(crate) fn is_under(&self, region: &Rect) -> bool {
        let (width, height) = self.overlap(region);
        width > 0.1 && height > 0.2
    }
}

/// How a shape is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// One colour.
    Plain([u8; 3]),
    /// A tiling pattern.
    Pattern,
    /// Stripes or rings of colours that are not followed.
    Shading,
    /// A tiling pattern that paints in black: hatching.
    Hatching,
    /// A shading that can draw anything: by a function of two variables, or a mesh.
    Mesh,
}

/// A painted subpath.
#[allow(clippy::struct_excessive_bools, reason = "independent properties")]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Its bounds, clipped.
    pub(crate) bounds: Rect,
    /// Its bounds before clipping.
    pub(crate) whole: Rect,
    /// Whether it covers all of its bounds.
    pub(crate) solid: bool,
    /// Whether it is a straight line or upright rectangle, filled or stroked.
    pub(crate) plain: bool,
    /// Its polygon, an index in [`Painted::outlines`].
    pub(crate) outline: Option<u32>,
    /// Colour.
    pub(crate) ink: Ink,
    /// Whether nothing below shows through.
    pub(crate) opaque: bool,
    /// Whether it is on a layer that is off.
    pub(crate) hidden: bool,
    /// Whether an annotation paints it: anybody can take it off.
    pub(crate) loose: bool,
    /// Position in the order of painting.
    pub(crate) order: u32,
}

impl Shape {
    /// Whether it is black or nearly so.
    pub(crate) fn is_dark(&self) -> bool {
        matches!(self.ink, Ink::Plain(colour) if is_dark(colour))
    }
}

/// Whether a colour is black or nearly so.
pub(crate) fn is_dark([r, g, b]: [u8; 3]) -> bool {
    r.max(g).max(b) < 80
}

/// A thin dark line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hair {
    /// One end.
    pub(crate) from: Point,
    /// The other.
    pub(crate) to: Point,
    /// Its width.
    pub(crate) width: f64,
    /// Position in the order of painting.
    pub(crate) order: u32,
}

/// Where the samples of a picture are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Source {
    /// An image `XObject`.
    Object(u32),
    /// An inline image: its dictionary with full names, and its data.
    Inline(Box<(crate::verify::reader::Dict, Vec<u8>)>),
}

/// A placed picture.
#[derive(Debug, Clone)]
pub(crate) struct Image {
    /// The unit square to display space.
    pub(crate) frame: Matrix,
    /// The upright box around it, clipped.
    pub(crate) bounds: Rect,
    /// Its samples.
    pub(crate) source: Source,
    /// Whether nothing below shows through.
    pub(crate) opaque: bool,
    /// The colour that a stencil (`ImageMask`) is painted in.
    pub(crate) stencil: Option<[u8; 3]>,
    /// Why it leaves no mark.
    pub(crate) unseen: Unseen,
    /// Position in the order of painting.
    pub(crate) order: u32,
}
