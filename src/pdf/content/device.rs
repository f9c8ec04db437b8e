//! What the interpreter tells: the few calls through which text is extracted and content burned.

use hayro_syntax::object::Object;
use lopdf::ObjectId;

use super::colour::Colour;
use super::lexer::Operation;
use super::operator::Operator;
use super::state::TextState;
use crate::geom::{Matrix, Point, Quad, Rect};
use crate::pdf::font::Meaning;

/// A glyph of a show operation.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// Its number on the page, counting every glyph in order of interpretation, nested content included.
    pub ordinal: u32,
    /// Character code in its font.
    pub code: u32,
    /// Which item of the `TJ` array holds it; 0 for the other operators.
    pub item: u32,
    /// First of its bytes in that string.
    pub start: u32,
    /// Number of its bytes.
    pub length: u32,
    /// Displacement of the text position by it, unscaled text space: spacing and scaling included.
    pub advance: f64,
    /// Advance box in user space, descent to ascent.
    pub quad: Quad,
    /// Font size in user space.
    pub size: f64,
    /// Leaves no mark: render mode 3 or 7, outside page or clip, wholly transparent.
    pub invisible: bool,
    /// What it stands for.
    pub meaning: Meaning,
}

/// A show operation with its glyphs.
#[derive(Debug)]
pub struct Show<'s> {
    /// `Tj TJ ' "` with operands.
    pub operation: &'s Operation<'s>,
    /// Its glyphs in order.
    pub glyphs: &'s [Glyph],
    /// The text state in which it is shown (for `"` with its spacing already set).
    pub text: &'s TextState<'s>,
    /// Whether the font is written downwards.
    pub vertical: bool,
    /// Whether its glyphs are drawn by procedures (Type 3), which may paint outside of their boxes.
    pub drawn: bool,
    /// The one colour in which the glyphs are painted, when it is known for certain.
    pub colour: Option<Colour>,
    /// Whether constant alpha, or white that only darkens, lets nothing of them be seen.
    pub clear: bool,
    /// The luminosity mask through which they are painted, where its backdrop is black: its number among
    /// the page's [`NestedKind::SoftMask`], from 0 in the order in which they are entered.
    pub mask: Option<usize>,
    /// `Tlm` (ISO 32000-2, 9.4.2), for `'` and `"` with their line already begun.
    pub line: Matrix,
    /// `Tm` before its first glyph.
    pub begin: Matrix,
    /// From the content's own space to user space.
    pub ctm: Matrix,
    /// Bounds of the clipping path, user space.
    pub window: Rect,
    /// Smaller extent of an em, user space: 0 when the text matrix flattens it.
    pub em: f64,
    /// Repetition of the content, inside tiling patterns.
    pub tile: Option<Tile>,
}

/// The steps of a tiling pattern in user space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tile {
    /// `XStep` as a vector.
    pub across: Point,
    /// `YStep` as a vector.
    pub up: Point,
}

/// One path construction operator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// `m l c v y h re`.
    pub operator: Operator,
    /// Its operands; unused ones are 0.
    pub numbers: [f64; 6],
    /// Bounds of the segment in user space, control points included.
    pub bounds: Rect,
}

/// A subpath of a painted path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Subpath {
    /// Its first segment.
    pub start: usize,
    /// Behind its last segment.
    pub end: usize,
    /// Bounds in user space, control points included.
    pub bounds: Rect,
    /// Whether it is a rectangle or straight lines of at most four corners.
    pub plain: bool,
}

/// A path at its painting operator.
#[derive(Debug)]
pub struct PaintedPath<'s> {
    /// All segments in order.
    pub segments: &'s [Segment],
    /// The subpaths.
    pub subpaths: &'s [Subpath],
    /// The painting operator, `n` included.
    pub paint: Operator,
    /// `W` or `W*` before it.
    pub clip: Option<Operator>,
    /// Line width in user space.
    pub line_width: f64,
    /// Entries of the dash array.
    pub dashes: usize,
    /// Colour of the filled inside, when it certainly hides what lies below.
    pub fill: Option<Colour>,
    /// Colour of the lines, when they certainly hide what lies below.
    pub line: Option<Colour>,
    /// From the path's own space to user space.
    pub matrix: Matrix,
    /// Bounds of the clipping path, user space.
    pub window: Rect,
    /// Repetition of the content, inside tiling patterns.
    pub tile: Option<Tile>,
}

impl PaintedPath<'_> {
    /// Whether the path's lines are drawn.
    #[must_use]
    pub fn strokes(&self) -> bool {
        !matches!(
            self.paint,
            Operator::Fill | Operator::FillObsolete | Operator::FillEvenOdd | Operator::EndPath
        )
    }

    /// Whether the path's inside is painted.
    #[must_use]
    pub fn fills(&self) -> bool {
        !matches!(self.paint, Operator::Stroke | Operator::CloseStroke | Operator::EndPath)
    }

    /// How far its lines reach out of its outline: user space, 0 when none are drawn.
    #[must_use]
    pub fn reach(&self) -> f64 {
        if self.strokes() { self.line_width / 2.0 } else { 0.0 }
    }
}

/// An image `XObject` where it is painted.
#[derive(Debug)]
pub struct PlacedImage<'s> {
    /// The image's object.
    pub object: ObjectId,
    /// Resource name in the content that paints it.
    pub name: &'s [u8],
    /// From its unit square to user space.
    pub matrix: Matrix,
    /// What is seen of it, user space.
    pub clip: Rect,
    /// Whether it paints all of its square, opaque, up to the bounds in `clip`; what it shows it must
    /// still be decoded to show.
    pub hides: bool,
    /// Repetition of the content, inside tiling patterns.
    pub tile: Option<Tile>,
}

impl PlacedImage<'_> {
    /// Where it stands: its unit square (ISO 32000-2, 8.9.5.1) in user space.
    #[must_use]
    pub fn quad(&self) -> Quad {
        self.matrix.apply_rect(&Rect { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 })
    }

    /// Bounds of where it stands, user space, whatever a clip hides of it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        self.quad().bounds()
    }
}

/// A shading where it is painted by `sh`, or a shading pattern where it becomes the colour.
pub struct PlacedShading<'s> {
    /// The shading as the document holds it.
    pub(super) object: &'s Object<'s>,
    /// From its space to user space.
    pub(super) matrix: Matrix,
    /// Repetition of the content, inside tiling patterns.
    pub tile: Option<Tile>,
}

impl PlacedShading<'_> {
    /// Bounds in user space of each part that draws something of its own: triangles, cells and patches
    /// of a mesh. Axial and radial shadings have none; `None` when it cannot be read.
    #[must_use]
    pub fn parts(&self) -> Option<Vec<Rect>> {
        super::shading::parts(self.object, &self.matrix)
    }
}

/// What nested content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NestedKind {
    /// A form `XObject`, by `Do`.
    Form,
    /// A tiling pattern, by `scn` or `SCN`.
    Pattern,
    /// The group of a soft mask, by `gs`.
    SoftMask,
    /// The procedure of a Type 3 glyph with this ordinal.
    Procedure(u32),
}

/// Content inside content.
#[derive(Debug)]
pub struct Nested<'s> {
    /// What it is.
    pub kind: NestedKind,
    /// Its stream.
    pub object: ObjectId,
    /// Resource name by which the outer content reaches it.
    pub name: &'s [u8],
    /// From its space to user space.
    pub matrix: Matrix,
}

/// Takes what the interpreter meets, in order of painting.
#[allow(unused_variables)]
pub trait Device {
    /// Glyphs are shown. Nested content of Type 3 glyphs was entered and left before.
    fn show(&mut self, show: &Show<'_>) {}
    /// A path is painted or becomes the clip.
    fn paint(&mut self, path: &PaintedPath<'_>) {}
    /// An image is painted by `Do`.
    fn image(&mut self, image: &PlacedImage<'_>) {}
    /// A shading is about to be painted, or to become a colour, by the operation that follows as
    /// [`Self::other`].
    fn shading(&mut self, shading: &PlacedShading<'_>) {}
    /// Nested content begins. For patterns and masks the operation that names it follows as [`Self::other`]
    /// after [`Self::leave`]; for forms `leave` stands for the `Do`.
    fn enter(&mut self, nested: &Nested<'_>) {}
    /// Nested content ends.
    fn leave(&mut self, nested: &Nested<'_>) {}
    /// Any other operation.
    fn other(&mut self, operation: &Operation<'_>) {}
}
