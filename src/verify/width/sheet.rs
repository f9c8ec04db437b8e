//! One page with its panels in their lines: what each says, by the checks that the other files of this
//! folder hold, and which dark boxes are panels at all.

use std::sync::Arc;

use super::boxes::Boxed;
use super::columns;
use super::lines::{Piece, Segment};
use super::names::{Measures, Widths};
use super::{BLOCK, BLOCK_ALONE, BY_EYE, EXACT, Measured, Said, gaps, steps};
use crate::geom::Rect;
use crate::verify::paint::{Glyph, Painted};

/// A page with its panels in their lines.
pub(super) struct Sheet<'s> {
    pub(super) painted: &'s Painted,
    pub(super) boxes: &'s [Boxed],
    pub(super) segments: &'s [Segment],
    pub(super) measures: &'s Measures,
}

impl Sheet<'_> {
    /// What a panel says, the piece of a segment.
    pub(super) fn said(&self, at: usize, piece: usize, one: &Boxed) -> Said {
        let Some(segment) = self.segments.get(at) else { return Said::NotJudged };
        let lettered = segment.pieces.iter().any(|p| p.panel.is_none());
        let lines = one.area.height() / if lettered { segment.size } else { self.text_size(segment) };
        if lines > if lettered { BLOCK } else { BLOCK_ALONE } {
            return Said::Nothing;
        }
        if !lettered && (self.is_on_a_picture(one) || self.is_beside_slanted_text(one)) {
            let public = steps::is_step_by_height(one.area.width(), one.area.height());
            return if public { Said::Nothing } else { Said::NotJudged };
        }
        if !self.is_public(at, piece, one) {
            return self.hidden(at, piece);
        }
        let leaks = [
            self.odd_gap(at, piece),
            self.residue(at, piece),
            self.off_axis(at, piece),
            self.broken(at, piece),
        ];
        leaks.into_iter().flatten().next().unwrap_or(Said::Nothing)
    }

    /// A panel by what it hides: the gap between its neighbours without their spaces, else its own width.
    fn hidden(&self, at: usize, piece: usize) -> Said {
        const WHAT: &str = "a panel is as wide as what it hides";
        let (Some(segment), Some(widths)) = (self.segments.get(at), self.widths(at, piece)) else {
            return Said::NotJudged;
        };
        let width = self.gap(segment, piece).unwrap_or_else(|| width(segment, piece));
        let size = self.size(at);
        let fitting = |off: f64| widths.fitting((width - off) / size, (width + off) / size);
        match fitting(EXACT).or_else(|| fitting(BY_EYE)) {
            Some(fit) => Said::of(fit, WHAT),
            None if width > 0.9 * widths.widest() * size => Said::Nothing,
            None => Said::Unexplained("a panel has neither a public width nor that of a name"),
        }
    }

    /// The width between the words beside a panel, without the spaces that stand there.
    fn gap(&self, segment: &Segment, piece: usize) -> Option<f64> {
        let left = segment.pieces.get(piece.checked_sub(1)?).filter(|p| p.panel.is_none())?;
        let own = segment.pieces.get(piece)?;
        let right = segment.pieces.get(piece + 1).filter(|p| p.panel.is_none())?;
        let space = gaps::common(segment).unwrap_or_else(|| self.natural(segment, piece));
        let spaces = |slack: f64| if slack > 0.5 * space { space } else { 0.0 };
        Some(right.x0 - left.x1 - spaces(own.x0 - left.x1) - spaces(right.x0 - own.x1))
    }

    /// The widths of names in the font beside a panel, else of the nearest text above or below.
    pub(super) fn widths(&self, at: usize, piece: usize) -> Option<Arc<Widths>> {
        let segment = self.segments.get(at)?;
        let beside = [piece.checked_sub(1), Some(piece + 1)].into_iter().flatten();
        let near = beside.filter_map(|i| segment.pieces.get(i));
        let word = |p: &Piece| p.panel.is_none();
        let glyph = near
            .chain(&segment.pieces)
            .find(|p| word(p))
            .or_else(|| self.nearest(segment)?.pieces.iter().find(|p| word(p)))?
            .glyphs
            .first()?;
        self.measures.of(self.painted, self.painted.glyphs.get(*glyph)?.font)
    }

    /// The segment of letters whose baseline is nearest.
    fn nearest(&self, segment: &Segment) -> Option<&Segment> {
        let lettered = self.segments.iter().filter(|s| s.lettered);
        lettered.min_by(|a, b| (a.base - segment.base).abs().total_cmp(&(b.base - segment.base).abs()))
    }

    /// The size of the nearest text; of the panel where there is none.
    fn text_size(&self, segment: &Segment) -> f64 {
        self.nearest(segment).map_or(segment.size, |s| s.size)
    }

    /// The size of the text that a panel stands in.
    pub(super) fn size(&self, at: usize) -> f64 {
        let Some(segment) = self.segments.get(at) else { return 1.0 };
        if segment.lettered {
            return segment.size;
        }
        let near = self.text_size(segment);
        if near < 1.6 * segment.size && near > 0.6 * segment.size { near } else { segment.size }
    }

    /// Whether a dark box that nobody named stands where a word would.
    pub(super) fn looks_like_a_panel(&self, at: usize, piece: usize, one: &Boxed) -> bool {
        let Some(segment) = self.segments.get(at) else { return false };
        let high = one.area.height();
        let of_a_line = |size: f64| high > 0.6 * size && high < 1.9 * size;
        let space = |gap: f64| gap < 0.6 * segment.size && gap > -0.4 * segment.size;
        let word = |i: usize| segment.pieces.get(i).is_some_and(|p| p.panel.is_none());
        let beside = segment.gaps().any(|(next, gap)| {
            let other = if next == piece { piece.checked_sub(1) } else { Some(next) };
            (next == piece || next == piece + 1) && space(gap) && other.is_some_and(word)
        });
        let aligned = || {
            self.segments.iter().any(|s| {
                let near = (s.base - segment.base).abs();
                let off = (s.x0() - one.area.x0).abs();
                let above = near < 2.2 * s.size && off < 2.0;
                // a column of a table: cells that begin at one place, with another before them
                let of_column = || {
                    near < columns::REACH * s.size
                        && off < columns::LEVEL
                        && columns::stands_behind(self.segments, s)
                };
                s.lettered && near > 0.5 * s.size && of_a_line(s.size) && (above || of_column())
            })
        };
        let alone = segment.pieces.len() == 1 && aligned();
        (beside && of_a_line(segment.size) || alone) && self.is_bare(one)
    }

    /// Whether nothing but a label stands on a box.
    fn is_bare(&self, one: &Boxed) -> bool {
        let level = |g: &Glyph| g.bounds.y0 < one.area.y1 && g.bounds.y1 > one.area.y0;
        let on = |g: &&Glyph| level(g) && !g.blank && !g.unseen.any() && g.is_under(&one.area);
        let high = one.area.height();
        self.painted
            .glyphs
            .iter()
            .filter(on)
            .all(|g| g.size < 0.95 * high && g.colour == [255; 3] && g.size <= 10.0)
    }

    fn is_on_a_picture(&self, one: &Boxed) -> bool {
        let shares = |b: &Rect| b.intersection(&one.area).is_some_and(|s| s.area() > 0.5 * one.area.area());
        self.painted.images.iter().any(|i| !i.unseen.any() && shares(&i.bounds))
    }

    fn is_beside_slanted_text(&self, one: &Boxed) -> bool {
        let near = one.area.inflate(one.area.height().min(one.area.width()));
        let slanted = |g: &Glyph| g.along.y.abs() > 1e-3 * g.along.x.abs() || g.along.x < 0.0;
        self.painted.glyphs.iter().any(|g| !g.blank && slanted(g) && g.bounds.intersection(&near).is_some())
    }

    /// A box of somebody else's may have a public width by luck: where most are none, none is believed.
    pub(super) fn distrust_luck(&self, found: &mut [Measured]) {
        let of_others = || found.iter().filter(|m| !m.known && m.said != Said::NotJudged);
        let leaks = of_others().filter(|m| m.said.is_leak()).count();
        if 2 * leaks <= of_others().count() {
            return;
        }
        for one in found.iter_mut().filter(|m| !m.known && m.said == Said::Nothing) {
            let place = self.segments.iter().enumerate().find_map(|(at, segment)| {
                let is_it =
                    |p: &Piece| p.panel.and_then(|i| self.boxes.get(i)).is_some_and(|b| b.area == one.area);
                Some((at, segment.pieces.iter().position(is_it)?))
            });
            if let Some((at, piece)) = place {
                one.said = self.hidden(at, piece);
            }
        }
    }
}

/// The width of a piece.
pub(super) fn width(segment: &Segment, piece: usize) -> f64 {
    segment.pieces.get(piece).map_or(0.0, |p| p.x1 - p.x0)
}
