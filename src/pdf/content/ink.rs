//! Whether what is painted hides what lies below it, and in what colour: colour, alpha, blend mode and
//! clip as far as they are known for certain (ISO 32000-2, 8.6, 11.3.5, 11.6.4).
//!
//! It answers only when nothing speaks against it: patterns, tints of colourants, masks, groups that
//! fade and clips that are no upright rectangle never hide.

use hayro_syntax::object::{Dict, Name, Object};

use super::colour::{Colour, Space};
use super::lexer::Operation;
use super::operator::Operator;
use super::resources::Resources;

/// Alpha up to which nothing is seen.
const CLEAR: f32 = 0.004;
/// Alpha from which on nothing shines through.
const OPAQUE: f32 = 0.99;

/// The colour of fills, or that of lines.
#[derive(Debug, Clone, Copy)]
struct Pen {
    space: Option<Space>,
    colour: Option<Colour>,
    alpha: f32,
}

impl Pen {
    const BLACK: Self = Self { space: Some(Space::GRAY), colour: Some(Colour::BLACK), alpha: 1.0 };

    fn set(&mut self, space: Space, values: [f64; 4]) {
        self.space = Some(space);
        self.colour = Some(space.colour(values));
    }

    /// `sc` and `scn` and their like.
    fn value(&mut self, operation: &Operation<'_>) {
        let pattern = operation.operands.last().is_some_and(|o| o.name().is_some());
        self.colour = self.space.filter(|_| !pattern).map(|space| space.colour(operation.numbers()));
    }

    fn space(&mut self, space: Option<Space>) {
        self.space = space;
        self.colour = space.map(Space::initial);
    }
}

/// The part of the graphics state that decides whether something hides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    fill: Pen,
    line: Pen,
    /// Lines are drawn without gaps.
    pub(super) unbroken: bool,
    /// Blend mode, soft mask and transfer function let nothing through.
    blend: bool,
    /// The blend mode only darkens: white changes nothing.
    darkens: bool,
    /// Content around this: the page, and forms in it.
    depth: usize,
    unmasked: bool,
    direct: bool,
    /// An outer group changes what is painted here.
    faded: bool,
    /// What is painted knocks out what its group painted before.
    knockout: bool,
    /// The clip is exactly its bounds.
    pub(super) clip_is_exact: bool,
}

impl Default for Ink {
    fn default() -> Self {
        Self {
            fill: Pen::BLACK,
            line: Pen::BLACK,
            unbroken: true,
            blend: true,
            darkens: false,
            depth: 0,
            unmasked: true,
            direct: true,
            faded: false,
            knockout: false,
            clip_is_exact: true,
        }
    }
}

impl Ink {
    /// The colour of an opaque fill here; `None` when something may shine through.
    pub(super) fn fill(&self) -> Option<Colour> {
        self.solid(&self.fill)
    }

    /// The colour of an opaque line here; `None` when something may shine through.
    pub(super) fn line(&self) -> Option<Colour> {
        self.solid(&self.line).filter(|_| self.unbroken)
    }

    /// Whether an opaque image hides all below it.
    pub(super) fn covers(&self) -> bool {
        self.is_plain() && self.clip_is_exact && self.fill.alpha >= OPAQUE
    }

    fn solid(&self, pen: &Pen) -> Option<Colour> {
        pen.colour.filter(|_| pen.alpha >= OPAQUE && self.is_plain() && self.clip_is_exact)
    }

    fn is_plain(&self) -> bool {
        self.blend && self.unmasked && self.direct && !self.faded && !self.knockout
    }

    /// The one colour in which glyphs are painted in a rendering mode (ISO 32000-2, table 104), be it
    /// through a mask or thinly: on a ground of that colour it is that colour all the same.
    pub(super) fn lettering(&self, mode: u8) -> Option<Colour> {
        let certain = self.blend && self.direct && !self.faded && !self.knockout;
        self.pen_of(mode).filter(|_| certain)
    }

    /// Whether glyphs in a rendering mode change nothing on any ground: white that only darkens
    /// (11.3.5.2). In a group of its own white would show over what lies below the group.
    pub(super) fn vanishes(&self, mode: u8) -> bool {
        let alone = self.darkens && self.direct && !self.knockout && self.depth <= 1;
        alone && self.pen_of(mode).is_some_and(|colour| colour.is_white())
    }

    fn pen_of(&self, mode: u8) -> Option<Colour> {
        let (fill, line) = (self.fill.colour, self.line.colour);
        match mode {
            0 | 4 => fill,
            1 | 5 => line,
            2 | 6 => fill.zip(line).filter(|(a, b)| a.is_like(b)).map(|(a, _)| a),
            _ => None,
        }
    }

    /// Whether glyphs in a rendering mode are wholly transparent.
    pub(super) fn is_clear(&self, mode: u8) -> bool {
        let (fill, line) = (self.fill.alpha <= CLEAR, self.line.alpha <= CLEAR);
        let clear = match mode {
            0 | 4 => fill,
            1 | 5 => line,
            2 | 6 => fill && line,
            _ => false,
        };
        clear && !self.knockout
    }

    /// Inside a form that is painted with the present state.
    pub(super) fn within_form(&mut self, upright: bool, knockout: bool) {
        self.depth += 1;
        self.faded |= !self.is_plain() || self.fill.alpha < OPAQUE;
        self.knockout |= knockout;
        self.clip_is_exact &= upright;
    }

    /// An operator of the colour group.
    pub(super) fn colour(&mut self, operation: &Operation<'_>, resources: &Resources<'_>) {
        let values = operation.numbers();
        let space = || Space::named(operation.name(0).unwrap_or_default(), resources);
        match operation.operator {
            Operator::FillGray => self.fill.set(Space::GRAY, values),
            Operator::FillRgb => self.fill.set(Space::RGB, values),
            Operator::FillCmyk => self.fill.set(Space::CMYK, values),
            Operator::FillSpace => self.fill.space(space()),
            Operator::FillColour | Operator::FillColourN => self.fill.value(operation),
            Operator::StrokeGray => self.line.set(Space::GRAY, values),
            Operator::StrokeRgb => self.line.set(Space::RGB, values),
            Operator::StrokeCmyk => self.line.set(Space::CMYK, values),
            Operator::StrokeSpace => self.line.space(space()),
            Operator::StrokeColour | Operator::StrokeColourN => self.line.value(operation),
            _ => {}
        }
    }

    /// The entries of a graphics state dictionary (ISO 32000-2, table 57).
    pub(super) fn parameters(&mut self, dict: &Dict<'_>) {
        if let Some(alpha) = dict.get::<f32>("ca") {
            self.fill.alpha = alpha;
        }
        if let Some(alpha) = dict.get::<f32>("CA") {
            self.line.alpha = alpha;
        }
        if let Some(mode) = dict.get::<Object<'_>>("BM") {
            self.darkens = matches!(&mode, Object::Name(n) if matches!(n.as_ref(), b"Multiply" | b"Darken" | b"ColorBurn"));
            self.blend = matches!(&mode, Object::Name(n) if matches!(n.as_ref(), b"Normal" | b"Compatible"));
        }
        if dict.contains_key("SMask") {
            self.unmasked = dict.get::<Name<'_>>("SMask").is_some_and(|n| n.as_ref() == b"None");
        }
        if dict.contains_key("D") {
            self.unbroken = false;
        }
        for key in ["TR", "TR2"].into_iter().filter(|key| dict.contains_key(*key)) {
            let plain = |n: Name<'_>| matches!(n.as_ref(), b"Identity" | b"Default");
            self.direct = dict.get::<Name<'_>>(key).is_some_and(plain);
        }
    }
}
