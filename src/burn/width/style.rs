//! The settings under which text is shown, so that it can be shown under the same elsewhere in its stream.

use std::rc::Rc;

use super::facts::SPACED_OUT;
use crate::geom::{Matrix, Rect};
use crate::pdf::content::device::Show;
use crate::pdf::content::{Category, Emitter, Operand, Operation, Operator};

/// How a run of glyphs is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Style {
    /// Resource name of its font …
    pub(super) font: Rc<[u8]>,
    /// … and the operand of `Tf`.
    pub(super) size: f64,
    /// `Tz` as a factor.
    pub(super) scale: f64,
    /// `Tc` where it is a style of its own, else 0.
    pub(super) spacing: f64,
    /// `Tm × CTM` without its shift.
    pub(super) shape: [f64; 4],
    /// Points in line space to which a unit along the line amounts.
    pub(super) unit: f64,
    /// What sets its colour.
    pub(super) colour: Rc<[u8]>,
}

impl Style {
    /// `turned` leads from text space to line space. None where the settings are not all known.
    pub(super) fn of(settings: &Settings, show: &Show<'_>, turned: &Matrix) -> Option<Self> {
        let (font, size) = settings.font.clone()?;
        let text = show.text;
        let [a, b, c, d, ..] = show.begin.then(&show.ctm).0;
        let [along, ..] = turned.0;
        let known = size == text.size && !settings.patterned;
        known.then(|| Self {
            font,
            size,
            scale: text.scale,
            spacing: if text.char_spacing.abs() < SPACED_OUT * size.abs() { 0.0 } else { text.char_spacing },
            shape: [a, b, c, d],
            unit: along,
            colour: settings.colour.clone(),
        })
    }

    /// Whether the same font in the same size is stretched differently: lines made to fit.
    pub(super) fn is_stretched_from(&self, other: &Self) -> bool {
        let same = self.font == other.font && self.size == other.size;
        same && (self.scale - other.scale).abs() > 1e-3
    }

    /// Character spacing behind every glyph, points.
    pub(super) fn spaced(&self) -> f64 {
        self.spacing * self.scale * self.unit
    }
}

/// A show operation: where text of its paragraph can be written.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// Number of its first glyph.
    pub(super) first: u32,
    /// The content stream it stands in.
    pub(super) stream: usize,
    /// The marked content around it (ISO 32000-2, 14.6).
    pub(super) marked: Option<usize>,
    /// The graphics state parameters in force.
    pub(super) state: Rc<[u8]>,
    /// Its own style, for what follows in the stream.
    pub(super) style: usize,
    /// Its own `Tc`, `Tw`, `Ts`.
    pub(super) spacing: [f64; 3],
    pub(super) ctm: Matrix,
    /// Bounds of the clipping path, user space.
    pub(super) window: Rect,
}

impl Spot {
    pub(super) fn of(settings: &Settings, show: &Show<'_>, style: usize) -> Self {
        let text = show.text;
        Self {
            first: show.glyphs.first().map_or(u32::MAX, |g| g.ordinal),
            stream: settings.stream,
            marked: settings.marked.last().copied(),
            state: settings.state.clone(),
            style,
            spacing: [text.char_spacing, text.word_spacing, text.rise],
            ctm: show.ctm,
            window: show.window,
        }
    }
}

/// The settings of one content stream as they are met.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    stream: usize,
    font: Option<(Rc<[u8]>, f64)>,
    colour: Rc<[u8]>,
    patterned: bool,
    state: Rc<[u8]>,
    marked: Vec<usize>,
    saved: Vec<Saved>,
}

/// What `q` saves.
#[derive(Debug, Clone)]
struct Saved {
    font: Option<(Rc<[u8]>, f64)>,
    colour: Rc<[u8]>,
    patterned: bool,
    state: Rc<[u8]>,
}

impl Settings {
    /// Of a page: black (ISO 32000-2, 8.4.1).
    pub(super) fn page() -> Self {
        Self { colour: b"0 g\n".as_slice().into(), ..Self::default() }
    }

    /// Of nested content: its colour is that of the content around it, which is not known by name there.
    pub(super) fn nested(stream: usize) -> Self {
        Self { stream, ..Self::default() }
    }

    /// Takes an operation; `number` is its own.
    pub(super) fn take(&mut self, operation: &Operation<'_>, number: usize) {
        use Operator as O;
        match operation.operator {
            O::Save => self.saved.push(Saved {
                font: self.font.clone(),
                colour: self.colour.clone(),
                patterned: self.patterned,
                state: self.state.clone(),
            }),
            O::Restore => {
                if let Some(saved) = self.saved.pop() {
                    (self.font, self.colour) = (saved.font, saved.colour);
                    (self.patterned, self.state) = (saved.patterned, saved.state);
                }
            }
            O::Font => {
                let name = operation.name(0).unwrap_or_default();
                self.font = Some((name.into(), operation.number(1)));
            }
            O::ExtGState => self.state = operation.name(0).unwrap_or_default().into(),
            O::BeginMarked | O::BeginMarkedProperties => self.marked.push(number),
            O::EndMarked => drop(self.marked.pop()),
            _ if operation.operator.category() == Category::Colour => self.coloured(operation),
            _ => {}
        }
    }

    fn coloured(&mut self, operation: &Operation<'_>) {
        use Operator as O;
        let mut out = Emitter::new();
        match operation.operator {
            O::FillGray | O::FillRgb | O::FillCmyk | O::FillSpace => self.patterned = false,
            O::FillColour | O::FillColourN => {
                // the space before it counts too
                let before: &[u8] = &self.colour;
                let space = before.split_inclusive(|b| *b == b'\n').next().unwrap_or_default();
                if space.ends_with(b"cs\n") {
                    out.stream(space);
                }
                self.patterned = matches!(operation.operands.last(), Some(Operand::Name(_)));
            }
            _ => return,
        }
        out.operation(operation);
        self.colour = out.into_bytes().into();
    }
}
