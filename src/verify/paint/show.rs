//! Text operators (ISO 32000-2, 9.4): strings to glyphs with boxes in display space.

use super::font::Kind;
use super::interpret::Interpreter;
use super::state::State;
use super::{Glyph, Ink, Unseen};
use crate::geom::{Matrix, Point, Rect};
use crate::verify::limits;

/// Opacity below which nobody sees a letter.
const FAINT: f64 = 0.04;
/// Places of the pen that are kept of one page.
const MOST_PAUSES: usize = 100_000;

/// Text matrix and text line matrix (9.4.2).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TextMatrices {
    /// `Tm`, without the advance within the line.
    pub(crate) text: Matrix,
    /// `Tlm`.
    pub(crate) line: Matrix,
}

impl TextMatrices {
    /// `Td`
    pub(crate) fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::translate(x, y).then(&self.line);
        self.text = self.line;
    }

    fn advance(&mut self, vertical: bool, by: f64) {
        let shift = if vertical { Matrix::translate(0.0, by) } else { Matrix::translate(by, 0.0) };
        self.text = shift.then(&self.text);
    }
}

impl Interpreter<'_> {
    /// The number of a `TJ` array: moves back by thousandths of the size.
    pub(crate) fn kern(&mut self, number: f64) {
        self.leave();
        let vertical = self.state.font.as_ref().is_some_and(|(_, f)| f.vertical);
        let scale = if vertical { 1.0 } else { self.state.scale };
        self.text.advance(vertical, -number / 1000.0 * self.state.size * scale);
    }

    /// Before the pen is moved: notes the place that it leaves without having shown anything there.
    pub(super) fn leave(&mut self) {
        if std::mem::replace(&mut self.idle, true) && self.painted.pauses.len() < MOST_PAUSES {
            let whole = self.text.text.then(&self.state.ctm);
            let at = whole.apply(Point::new(0.0, self.state.rise));
            self.painted.pauses.push(at);
        }
    }

    /// Shows a string.
    pub(crate) fn show(&mut self, string: &[u8]) {
        self.idle &= string.is_empty();
        let Some((index, font)) = self.state.font.clone() else {
            return self.fault("text is shown without a font that could be read");
        };
        let state = &self.state;
        let whole = self.text.text.then(&state.ctm);
        let unseen = self.unseen_text(state);
        // stroked letters show the colour of lines (9.3.6)
        let outlined = matches!(state.mode, 2 | 6) && state.stroke.alpha >= FAINT;
        let paint = if matches!(state.mode, 1 | 5) || outlined { state.stroke } else { state.fill };
        let colour = if let Ink::Plain(c) = paint.ink { c } else { [128; 3] };
        let (up, down) = font.extent;
        let vertical_scale = state.size.abs() * whole.0[2].hypot(whole.0[3]);
        let (mut rest, mut pen, mut procedures) = (string, 0.0, Vec::new());
        while !rest.is_empty() {
            let (code, length) = font.code(rest);
            let width = font.advance(code, length);
            rest = rest.get(length..).unwrap_or_default();
            let from = pen;
            let spacing = state.char_space + if code == 32 && length == 1 { state.word_space } else { 0.0 };
            let column = if font.vertical { font.column(code, length) } else { Default::default() };
            let frame = if font.vertical {
                Frame::vertical(&whole, pen, width, column, state)
            } else {
                Frame::horizontal(&whole, pen, width, (up, down), state)
            };
            pen += if font.vertical {
                spacing + column.0 * state.size
            } else {
                (width * state.size + spacing) * state.scale
            };
            let bounds = frame.bounds();
            let mut unseen = unseen;
            unseen.outside = !state.clip.holds(&bounds) && bounds.intersection(&state.clip).is_none();
            unseen.tiny = vertical_scale < 0.5
                || state.scale.abs() < 0.01
                || !bounds.x0.is_finite()
                || !bounds.y0.is_finite();
            self.painted.glyphs.push(Glyph {
                origin: frame.origin,
                along: frame.along,
                up: frame.up,
                base: frame.base,
                bounds,
                size: vertical_scale,
                code,
                font: index,
                order: self.order,
                blank: font.is_blank(code),
                copy: false,
                colour,
                mixed: state.blends || state.knockout,
                unseen,
            });
            self.order += 1;
            if matches!(font.kind, Kind::Drawn(_)) {
                procedures.push((code as u8, from, bounds));
            }
        }
        if let Kind::Drawn(drawn) = &font.kind {
            for place in procedures {
                self.procedure(index, drawn, place);
            }
        }
        self.text.advance(font.vertical, pen);
        if self.painted.glyphs.len() > limits::PAINTED {
            self.stop("a page paints more than the limit");
        }
    }

    fn unseen_text(&self, state: &State) -> Unseen {
        Unseen {
            mode: matches!(state.mode, 3 | 7),
            clips: state.mode == 7,
            layer: self.hidden > 0,
            state: self.other_state,
            // a clear letter knocks a hole of its form into what its group painted before (11.4.6)
            clear: match state.mode {
                0 | 4 => state.fill.alpha < FAINT,
                1 | 5 => state.stroke.alpha < FAINT,
                2 | 6 => state.fill.alpha < FAINT && state.stroke.alpha < FAINT,
                _ => false,
            } && !state.knockout,
            ..Unseen::default()
        }
    }
}

/// A glyph's box.
struct Frame {
    origin: Point,
    along: Point,
    up: Point,
    base: Point,
}

impl Frame {
    fn horizontal(whole: &Matrix, pen: f64, width: f64, (up, down): (f64, f64), state: &State) -> Self {
        let [a, b, c, d, ..] = whole.0;
        let base = whole.apply(Point::new(pen, state.rise));
        let w = width * state.size * state.scale;
        let (low, high) = (down * state.size, (up - down) * state.size);
        Self {
            origin: Point::new(base.x + low * c, base.y + low * d),
            along: Point::new(w * a, w * b),
            up: Point::new(high * c, high * d),
            base,
        }
    }

    /// Vertical text: the box of one em hangs from the pen by the position vector (9.7.4.3).
    fn vertical(whole: &Matrix, pen: f64, width: f64, column: (f64, f64, f64), state: &State) -> Self {
        let [a, b, c, d, ..] = whole.0;
        let w = width * state.size;
        let (_, left, height) = column;
        let (x, y) = (-left * state.size * state.scale, pen - (height + 0.12) * state.size + state.rise);
        let base = whole.apply(Point::new(x, y));
        Self {
            origin: base,
            along: Point::new(w * a, w * b),
            up: Point::new(state.size * c, state.size * d),
            base,
        }
    }

    fn bounds(&self) -> Rect {
        let (o, a, u) = (self.origin, self.along, self.up);
        let (x, y) = (o.x + a.x.min(0.0) + u.x.min(0.0), o.y + a.y.min(0.0) + u.y.min(0.0));
        Rect { x0: x, y0: y, x1: x + a.x.abs() + u.x.abs(), y1: y + a.y.abs() + u.y.abs() }
    }
}
