//! Where lines break: a break that the panel does not make was made by the name.

use super::lines::{Piece, Segment};
use super::sheet::{Sheet, width};
use super::{BITS, Measured, Said};
use crate::geom::Rect;

/// Room that must be left for a break to be another's, points.
const ROOM: f64 = 1.0;
/// How exactly lines of a paragraph share their left edge, points.
const LEFT: f64 = 1.5;
/// Greatest distance of two lines of a paragraph, in units of the size.
const LEADING: f64 = 1.8;
/// Lines that make an edge by ending there.
const EDGE: usize = 3;
/// How far the first line of a paragraph may be indented, points.
const INDENT: f64 = 45.0;

impl Sheet<'_> {
    /// What the breaks before and after a panel's line say, when the panel does not make them.
    pub(super) fn broken(&self, at: usize, piece: usize) -> Option<Said> {
        const WHAT: &str = "a line breaks where its panel does not make it break";
        let (low, high) = self.between(at, piece)?;
        let (widths, size) = (self.widths(at, piece)?, self.size(at));
        match widths.fitting(low / size, high / size) {
            Some(fit) => Some(Said::of(fit, WHAT)),
            None if low > 0.9 * widths.widest() * size => None,
            None => Some(Said::Unexplained(WHAT)),
        }
    }

    /// What the breaks of all lines with panels say together, if one name is under all of these, and how many
    /// there are: each alone says too little to be told.
    pub(super) fn together(&self, panels: &[Measured]) -> Option<(f64, usize)> {
        let quiet = |area: Rect| panels.iter().any(|m| m.area == area && !m.accepted && !m.said.is_leak());
        let mut joint = (0.0_f64, f64::MAX);
        let (mut count, mut measured) = (0, None);
        for (at, segment) in self.segments.iter().enumerate() {
            for (piece, panel) in segment.pieces.iter().enumerate().filter_map(|(i, p)| Some((i, p.panel?))) {
                if !self.boxes.get(panel).is_some_and(|one| quiet(one.area)) {
                    continue;
                }
                let Some((low, high)) = self.between(at, piece) else { continue };
                let size = self.size(at);
                joint = (joint.0.max(low / size), joint.1.min(high / size));
                count += 1;
                measured = self.widths(at, piece);
            }
        }
        let fit = measured?.fitting(joint.0, joint.1)?;
        (count > 1 && fit.bits > BITS).then_some((fit.bits, count))
    }

    /// The least and greatest width of what a panel hides, points, by breaks that the panel does not make.
    fn between(&self, at: usize, piece: usize) -> Option<(f64, f64)> {
        let segment = self.segments.get(at)?;
        let chain = self.chain(at);
        let edge = chain.iter().filter(|s| !s.is_panelled()).map(|s| s.x1()).fold(f64::MIN, f64::max);
        let long = |s: &Segment| s.x1() - segment.x0() > 0.6 * (edge - segment.x0());
        if edge <= segment.x0() || !self.is_greedy(&chain, edge) {
            return None;
        }
        let gap = self.natural(segment, piece);
        let own = width(segment, piece);
        let widest = edge - segment.x1() + own;
        let after = self.below(segment).filter(|_| long(segment) && !self.ends(segment)).and_then(|next| {
            let first = next.pieces.first().filter(|p| p.panel.is_none() && self.goes_on(p))?;
            let word = first.x1 - first.x0;
            (edge - segment.x1() - gap - word > ROOM).then_some(widest - gap - word)
        });
        let before =
            self.above(segment).filter(|s| piece == 0 && !s.is_panelled() && long(s)).and_then(|last| {
                let touching = segment
                    .pieces
                    .get(1)
                    .filter(|p| segment.pieces.first().is_some_and(|f| p.x0 - f.x1 < 0.3));
                let suffix = touching.map_or(0.0, |p| p.x1 - p.x0);
                let room = edge - last.x1() - gap - suffix;
                (!self.ends(last) && room - own > ROOM).then_some(room)
            });
        let low = [after, before].into_iter().flatten().reduce(f64::max);
        // only where several lines end at the edge is it known that nothing went beyond it
        let ending = chain.iter().filter(|s| !s.is_panelled() && (s.x1() - edge).abs() < LEFT).count();
        let beyond = ending >= EDGE && segment.x1() - edge > ROOM;
        (low.is_some() || beyond).then_some((low.unwrap_or(0.0), widest))
    }

    /// The lines of the paragraph around a segment, as far as they are one under the other.
    fn chain(&self, at: usize) -> Vec<&Segment> {
        let Some(segment) = self.segments.get(at) else { return Vec::new() };
        let mut chain = vec![segment];
        let mut last = segment;
        while let Some(next) = self.below(last).filter(|_| chain.len() < 200) {
            chain.push(next);
            last = next;
        }
        let mut first = segment;
        while let Some(next) = self.above(first).filter(|_| chain.len() < 400) {
            chain.insert(0, next);
            first = next;
        }
        chain
    }

    /// Whether no visible word of the paragraph would have gone on the line before it.
    fn is_greedy(&self, chain: &[&Segment], edge: f64) -> bool {
        chain.iter().zip(chain.iter().skip(1)).all(|(line, next)| {
            let visible = !line.is_panelled() && next.pieces.first().is_some_and(|p| p.panel.is_none());
            let first = next.pieces.first().filter(|p| visible && self.goes_on(p) && !self.ends(line));
            first.is_none_or(|p| edge - line.x1() - 0.25 * line.size - (p.x1 - p.x0) <= 2.0 * ROOM)
        })
    }

    fn below(&self, segment: &Segment) -> Option<&Segment> {
        let near = self.between_heights(segment.base, segment.base + LEADING * segment.size);
        near.iter().filter(|s| is_under(segment, s)).min_by(|a, b| a.base.total_cmp(&b.base))
    }

    fn above(&self, segment: &Segment) -> Option<&Segment> {
        let near = self.between_heights(segment.base - LEADING * (segment.size + 1.0), segment.base);
        near.iter().filter(|s| is_under(s, segment)).max_by(|a, b| a.base.total_cmp(&b.base))
    }

    /// The segments between two heights.
    fn between_heights(&self, top: f64, bottom: f64) -> &[Segment] {
        let first = self.segments.partition_point(|s| s.base < top);
        let end = self.segments.partition_point(|s| s.base <= bottom);
        self.segments.get(first..end.max(first)).unwrap_or_default()
    }

    /// Whether a word goes on with a sentence.
    fn goes_on(&self, word: &Piece) -> bool {
        word.glyphs.first().and_then(|g| self.spelled(*g)).is_some_and(|t| t.chars().all(char::is_lowercase))
    }

    /// Whether a line ends a sentence.
    fn ends(&self, segment: &Segment) -> bool {
        let last = segment.pieces.last().and_then(|p| p.glyphs.last());
        last.and_then(|g| self.spelled(*g)).is_some_and(|t| t.ends_with(['.', ':', ';', '?', '!', ')']))
    }

    fn spelled(&self, glyph: usize) -> Option<&str> {
        let glyph = self.painted.glyphs.get(glyph)?;
        self.painted.fonts.get(usize::from(glyph.font))?.text(glyph.code)
    }
}

/// Whether a segment is the next line of another one's paragraph.
fn is_under(above: &Segment, below: &Segment) -> bool {
    let leading = below.base - above.base;
    let indent = above.x0() - below.x0();
    let left = indent.abs() < LEFT || (indent > 0.0 && indent < INDENT);
    let sized = (above.size - below.size).abs() < 0.3;
    left && sized && leading > 0.6 * above.size && leading < LEADING * above.size
}
