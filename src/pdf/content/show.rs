//! Showing text (ISO 32000-2, 9.4.3 and 9.4.4): from the codes of a string to placed glyphs.

use std::rc::Rc;

use super::device::{Glyph, Show};
use super::interpret::{Level, Trouble, Walk};
use super::lexer::{Operand, Operation};
use super::operator::Operator;
use super::state::TextState;
use crate::geom::{Matrix, Point, Quad, Rect};
use crate::pdf::font::{Code, Font};

/// A run of glyphs along one line: text space to user space, and how far it has come.
struct Run<'r, 'a> {
    font: &'r Font<'a>,
    text: &'r TextState<'a>,
    /// `Tm × CTM` at the start of the operation.
    matrix: Matrix,
    /// Distance from there along the writing direction, unscaled text space.
    distance: f64,
    /// Font size in user space.
    size: f64,
    hidden: bool,
    /// What is seen of the page here.
    window: Rect,
}

impl<'a> Walk<'_, 'a> {
    pub(super) fn show(&mut self, operation: &Operation<'_>, level: &mut Level<'a>) -> Result<(), Trouble> {
        match operation.operator {
            Operator::NextLineShow => level.next_line(0.0, -level.state.text.leading),
            Operator::SpacingNextLineShow => {
                level.state.text.word_spacing = operation.number(0);
                level.state.text.char_spacing = operation.number(1);
                level.next_line(0.0, -level.state.text.leading);
            }
            _ => {}
        }
        // text that clips: of what shape is not known here
        level.state.ink.clip_is_exact &= level.state.text.mode < 4;
        let text = level.state.text.clone();
        let font = text.font.clone().unwrap_or_else(|| self.keep.fonts.font(None));
        let mut glyphs = std::mem::take(&mut self.spare);
        glyphs.clear();
        let mut run = Run::new(&font, &text, level);
        let result = self.strings(operation, &mut run, &mut glyphs, level);
        let (distance, vertical, em) = (run.distance, font.vertical, run.em());
        let (x, y) = if vertical { (0.0, distance) } else { (distance, 0.0) };
        let begin = level.text_matrix;
        level.text_matrix = Matrix::translate(x, y).then(&level.text_matrix);
        if result.is_ok() {
            let ink = &level.state.ink;
            self.device.show(&Show {
                operation,
                glyphs: &glyphs,
                text: &text,
                vertical,
                drawn: font.type3.is_some(),
                colour: ink.lettering(text.mode),
                clear: ink.is_clear(text.mode) || font.type3.is_none() && ink.vanishes(text.mode),
                mask: ink.mask,
                line: level.line_matrix,
                begin,
                ctm: level.state.ctm,
                window: level.state.window(),
                em,
                tile: self.tile,
            });
        }
        if text.mode > 3 {
            let all = glyphs.iter().map(|g| g.quad.bounds());
            let gathered = all.chain(level.state.letters[0]).reduce(|a, b| a.union(&b));
            level.state.letters[0] = gathered;
        }
        self.spare = glyphs;
        result
    }

    fn strings(
        &mut self,
        operation: &Operation<'_>,
        run: &mut Run<'_, 'a>,
        glyphs: &mut Vec<Glyph>,
        level: &Level<'a>,
    ) -> Result<(), Trouble> {
        let Some(last) = operation.operands.last() else { return Ok(()) };
        let items =
            if let Operand::Array(items) = last { items.as_slice() } else { std::slice::from_ref(last) };
        for (item, operand) in (0u32..).zip(items) {
            match operand {
                Operand::Number(adjustment) => run.adjust(*adjustment),
                Operand::String(bytes) => self.string(bytes, item, run, glyphs, level)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn string(
        &mut self,
        bytes: &[u8],
        item: u32,
        run: &mut Run<'_, 'a>,
        glyphs: &mut Vec<Glyph>,
        level: &Level<'a>,
    ) -> Result<(), Trouble> {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let (font, from) = (run.font, run.distance);
            let read;
            let code = match font.simple(rest) {
                Some(code) => code,
                None => {
                    read = font.read(rest);
                    &read
                }
            };
            let (number, length) = (code.code, code.length.max(1));
            let ordinal = self.ordinal;
            self.ordinal += 1;
            let mut glyph = run.place(code);
            (glyph.ordinal, glyph.item) = (ordinal, item);
            (glyph.start, glyph.length) = (at as u32, length as u32);
            glyphs.push(glyph);
            at += length;
            if run.font.type3.is_some() {
                self.type3(ordinal, number, from, run, level)?;
            }
        }
        Ok(())
    }

    fn type3(
        &mut self,
        ordinal: u32,
        code: u32,
        from: f64,
        run: &Run<'_, 'a>,
        level: &Level<'a>,
    ) -> Result<(), Trouble> {
        let Some(stream) = run.font.procedure(code) else { return Ok(()) };
        let Some(type3) = &run.font.type3 else { return Ok(()) };
        let text = run.text;
        let place = Matrix([text.size * text.scale, 0.0, 0.0, text.size, from, text.rise]);
        let matrix = Matrix(type3.matrix).then(&place).then(&run.matrix);
        self.procedure(ordinal, &stream, type3.resources.clone(), matrix, level)
    }
}

impl<'r, 'a> Run<'r, 'a> {
    fn new(font: &'r Rc<Font<'a>>, text: &'r TextState<'a>, level: &Level<'a>) -> Self {
        let matrix = level.text_matrix.then(&level.state.ctm);
        let [_, _, c, d, ..] = matrix.0;
        let hidden = matches!(text.mode, 3 | 7) || level.state.ink.is_clear(text.mode);
        let size = text.size.abs() * c.hypot(d);
        Self { font, text, matrix, distance: 0.0, size, hidden, window: level.state.window() }
    }

    /// Smaller extent of an em in user space.
    fn em(&self) -> f64 {
        let size = self.text.size;
        let [a, b, c, d, ..] =
            Matrix([size * self.text.scale, 0.0, 0.0, size, 0.0, 0.0]).then(&self.matrix).0;
        let longer = a.hypot(b).max(c.hypot(d));
        if longer > 0.0 { (a * d - b * c).abs() / longer } else { 0.0 }
    }

    /// A number of a `TJ` array.
    fn adjust(&mut self, thousandths: f64) {
        let scale = if self.font.vertical { 1.0 } else { self.text.scale };
        self.distance -= thousandths / 1000.0 * self.text.size * scale;
    }

    /// Places the glyph of a code and moves on (ISO 32000-2, 9.4.4).
    fn place(&mut self, code: &Code) -> Glyph {
        let text = self.text;
        let word = if code.length == 1 && code.code == 32 { text.word_spacing } else { 0.0 };
        let plain = code.advance * text.size + text.char_spacing + word;
        let advance = if self.font.vertical { plain } else { plain * text.scale };
        let quad = self.quad(code);
        self.distance += advance;
        let bounds = quad.bounds();
        let seen = || self.window.intersection(&bounds);
        let outside = !self.window.holds(&bounds)
            && seen().is_none_or(|seen| seen.area() <= 0.0 && bounds.area() > 0.0);
        Glyph {
            ordinal: 0,
            code: code.code,
            item: 0,
            start: 0,
            length: 0,
            advance,
            quad,
            size: self.size,
            invisible: self.hidden || outside,
            meaning: code.meaning.clone(),
        }
    }

    fn quad(&self, code: &Code) -> Quad {
        let text = self.text;
        let (wide, extent) = (text.size * text.scale, self.font.extent);
        let (x, y) = if self.font.vertical { (0.0, self.distance) } else { (self.distance, 0.0) };
        let (left, right) = (x + code.left * wide, x + code.right * wide);
        let (low, high) = if self.font.vertical {
            (y + code.advance.min(0.0) * text.size, y + code.advance.max(0.0) * text.size)
        } else {
            (extent.descent * text.size, extent.ascent * text.size)
        };
        let (low, high) = (low + text.rise, high + text.rise);
        let corner = |x, y| self.matrix.apply(Point::new(x, y));
        Quad([corner(left, low), corner(right, low), corner(right, high), corner(left, high)])
    }
}
