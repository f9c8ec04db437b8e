//! The glyphs of a page, kept small: a case of thousands of pages holds them all at once.
//!
//! Glyphs of a line share top, bottom, size and whether they are seen; of each there is left where it begins
//! and ends. Nothing is rounded: what comes out is what went in, to the bit. A box that stands askew is kept
//! as it is.

use crate::geom::{Point, Quad};

use super::GlyphBox;

/// The glyphs of a page by ordinal.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Glyphs {
    runs: Vec<Run>,
    /// Left and right side of upright boxes.
    sides: Vec<[f64; 2]>,
    askew: Vec<GlyphBox>,
}

/// Glyphs in a row that are kept alike.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Run {
    /// Ordinal of the first.
    first: u32,
    /// Where it lies in `sides` or in `askew`.
    at: u32,
    /// What they share; none where they stand askew.
    line: Option<Line>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Line {
    low: f64,
    high: f64,
    size: f64,
    invisible: bool,
}

impl Line {
    fn is(&self, other: &Self) -> bool {
        let same = |a: f64, b: f64| a.to_bits() == b.to_bits();
        let heights = same(self.low, other.low) && same(self.high, other.high);
        heights && same(self.size, other.size) && self.invisible == other.invisible
    }

    fn glyph(&self, [left, right]: [f64; 2]) -> GlyphBox {
        let corner = |x, y| Point { x, y };
        let (low, high) = (self.low, self.high);
        let quad = [corner(left, low), corner(right, low), corner(right, high), corner(left, high)];
        GlyphBox { quad: Quad(quad), size: self.size, invisible: self.invisible }
    }
}

impl Glyphs {
    /// The glyph of an ordinal.
    #[must_use]
    pub fn get(&self, ordinal: usize) -> Option<GlyphBox> {
        let ordinal = u32::try_from(ordinal).ok()?;
        let run = self.runs.get(self.runs.partition_point(|run| run.first <= ordinal).checked_sub(1)?)?;
        self.get_in(run, ordinal)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sides.len() + self.askew.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = GlyphBox> {
        let ends = self.runs.iter().skip(1).map(|run| run.first).chain([self.len() as u32]);
        self.runs
            .iter()
            .zip(ends)
            .flat_map(|(run, end)| (run.first..end).filter_map(|at| self.get_in(run, at)))
    }

    fn get_in(&self, run: &Run, ordinal: u32) -> Option<GlyphBox> {
        let at = (run.at + (ordinal - run.first)) as usize;
        match &run.line {
            Some(line) => self.sides.get(at).map(|sides| line.glyph(*sides)),
            None => self.askew.get(at).copied(),
        }
    }

    fn push(&mut self, glyph: GlyphBox) {
        let ordinal = self.len() as u32;
        let upright = upright(&glyph);
        let goes_on = self.runs.last().is_some_and(|run| match (&run.line, &upright) {
            (Some(line), Some((other, _))) => line.is(other),
            (None, None) => true,
            _ => false,
        });
        if !goes_on {
            let at = if upright.is_some() { self.sides.len() } else { self.askew.len() } as u32;
            self.runs.push(Run { first: ordinal, at, line: upright.map(|(line, _)| line) });
        }
        match upright {
            Some((_, sides)) => self.sides.push(sides),
            None => self.askew.push(glyph),
        }
    }
}

/// What an upright box shares with its line, and its sides; none when it would not come out to the bit.
fn upright(glyph: &GlyphBox) -> Option<(Line, [f64; 2])> {
    let [low_left, low_right, high_right, _] = glyph.quad.0;
    let line = Line { low: low_left.y, high: high_right.y, size: glyph.size, invisible: glyph.invisible };
    let sides = [low_left.x, low_right.x];
    let bits = |quad: &Quad| quad.0.map(|p| (p.x.to_bits(), p.y.to_bits()));
    (bits(&line.glyph(sides).quad) == bits(&glyph.quad)).then_some((line, sides))
}

impl FromIterator<GlyphBox> for Glyphs {
    fn from_iter<I: IntoIterator<Item = GlyphBox>>(glyphs: I) -> Self {
        let (mut out, glyphs) = (Self::default(), glyphs.into_iter());
        out.sides.reserve(glyphs.size_hint().0);
        glyphs.for_each(|glyph| out.push(glyph));
        out.runs.shrink_to_fit();
        out.sides.shrink_to_fit();
        out.askew.shrink_to_fit();
        out
    }
}

impl From<Vec<GlyphBox>> for Glyphs {
    fn from(glyphs: Vec<GlyphBox>) -> Self {
        glyphs.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Rect;

    #[test]
    fn what_comes_out_is_what_went_in_to_the_bit() {
        let upright = |x: f64, y: f64, size, invisible| GlyphBox {
            quad: Rect::new(x, y, x + 5.1, y + 10.0 / 3.0).to_quad(),
            size,
            invisible,
        };
        let mut leaning = upright(1.0, 2.0, 9.0, false);
        leaning.quad.0[2].x += 0.5;
        let mut flipped = upright(1.0, 2.0, 9.0, false);
        flipped.quad.0.swap(0, 2);
        let mut zero = upright(0.0, 0.0, 0.0, true);
        zero.quad.0[0].x = -0.0;
        let all = vec![
            upright(0.1, 0.2, 9.0, false),
            upright(5.2, 0.2, 9.0, false),
            upright(10.3, 0.2, 9.0, true),
            leaning,
            flipped,
            leaning,
            zero,
            upright(0.1, 0.2, 9.0, false),
            upright(0.1, -0.0, 9.0, false),
            upright(0.1, 0.0, 9.0, false),
        ];
        let kept: Glyphs = all.clone().into();
        let bits = |g: &GlyphBox| (g.quad.0.map(|p| (p.x.to_bits(), p.y.to_bits())), g.size, g.invisible);
        assert_eq!(
            kept.iter().map(|g| bits(&g)).collect::<Vec<_>>(),
            all.iter().map(bits).collect::<Vec<_>>()
        );
        for (ordinal, glyph) in all.iter().enumerate() {
            assert_eq!(kept.get(ordinal).as_ref().map(bits), Some(bits(glyph)), "{ordinal}");
        }
        assert_eq!((kept.len(), kept.get(all.len())), (all.len(), None));
        assert!(Glyphs::default().is_empty() && Glyphs::default().get(0).is_none());
    }
}
