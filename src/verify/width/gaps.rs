//! Whether a panel's width and the gaps of its line follow from what is visible: a step of the sizes, or
//! the room up to a public edge, with spaces that are the font's or all alike.

use super::boxes::Boxed;
use super::lines::{self, Piece, Segment};
use super::sheet::{Sheet, width};
use super::{EXACT, Said, steps};

/// How exactly a set gap is the one that was computed: places are rounded to a twentieth of a point.
const SET: f64 = 0.12;
/// Spaces that may stand in a row.
const SPACES: u32 = 4;

/// The gap that most words of a segment have, where there are some.
pub(super) fn common(segment: &Segment) -> Option<f64> {
    let word = |i: usize| segment.pieces.get(i).is_some_and(|p| p.panel.is_none());
    let mut gaps: Vec<f64> =
        segment.gaps().filter(|(next, _)| word(*next) && word(next - 1)).map(|(_, gap)| gap).collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 2).copied()
}

impl Sheet<'_> {
    /// Whether the width of a panel is public: a step, or the room up to a public edge.
    pub(super) fn is_public(&self, at: usize, piece: usize, one: &Boxed) -> bool {
        let Some(segment) = self.segments.get(at) else { return false };
        let step = !steps::squeezes(one.area.width(), self.size(at)).is_empty()
            || !segment.lettered && steps::is_step_by_height(one.area.width(), one.area.height());
        (step && self.stands_at_spaces(at, piece)) || self.fills_room(at, piece, one)
    }

    /// Whether what lies between a panel and its neighbours is nothing or whole spaces.
    fn stands_at_spaces(&self, at: usize, piece: usize) -> bool {
        let Some(segment) = self.segments.get(at) else { return false };
        let squeezes = self.squeezes(at);
        let beside = |next: usize| next == piece || next == piece + 1;
        let gaps: Vec<(usize, f64)> = segment.gaps().filter(|(next, _)| beside(*next)).collect();
        // between two gaps that are alike the visible words and the panel say all
        let alike = matches!(gaps[..], [(_, one), (_, other)] if (one - other).abs() <= SET && one > 0.0);
        let usual = common(segment);
        let whole = |squeeze: &f64| {
            gaps.iter().all(|(next, gap)| self.is_space((segment, usual), *next, *gap, *squeeze))
        };
        (alike && usual.is_none()) || squeezes.iter().any(whole)
    }

    /// A gap between words of a panel's line that differs from all others: what it was before tells the name.
    pub(super) fn odd_gap(&self, at: usize, piece: usize) -> Option<Said> {
        const WHAT: &str = "a gap in the line of a panel is not like the others";
        let segment = self.segments.get(at)?;
        let usual = common(segment);
        let odd = |squeeze: f64| {
            segment.gaps().find(|(n, gap)| {
                !self.is_space((segment, usual), *n, *gap, squeeze) && !is_label(segment, *n)
            })
        };
        let squeezes = self.squeezes(at);
        if squeezes.iter().any(|squeeze| odd(*squeeze).is_none()) {
            return None;
        }
        let (_, gap) = odd(1.0)?;
        // the line as it was: the edge less all that is visible and as many gaps
        let mut edge = self.edges(at).into_iter().map(|edge| edge - segment.x0());
        let gaps = segment.gaps().filter(|(_, gap)| *gap > SET);
        let (count, all) = gaps.fold((0_u32, 0.0), |(n, sum), (_, gap)| (n + 1, sum + gap));
        let visible = segment.x1() - segment.x0() - all - width(segment, piece);
        let widths = self.widths(at, piece)?;
        let size = self.size(at);
        let fit = |hidden: f64| widths.fitting((hidden - 3.0 * EXACT) / size, (hidden + 3.0 * EXACT) / size);
        let fit = edge.find_map(|edge| fit(edge - visible - f64::from(count) * gap));
        Some(fit.map_or(Said::Unexplained(WHAT), |fit| Said::of(fit, WHAT)))
    }

    /// Whether a gap is a number of spaces: of a font beside it, or of the line, whose words `usual`ly have one.
    fn is_space(
        &self,
        (segment, usual): (&Segment, Option<f64>),
        next: usize,
        gap: f64,
        squeeze: f64,
    ) -> bool {
        let panelled = |i: usize| segment.pieces.get(i).is_some_and(|p| p.panel.is_some());
        if gap.abs() <= SET && (panelled(next) || panelled(next - 1)) {
            return true;
        }
        let whole = |space: f64| (1..=SPACES).any(|n| (gap - f64::from(n) * space).abs() <= SET);
        let mut beside = [next - 1, next].into_iter().flat_map(|i| self.naturals(segment, i));
        usual.is_some_and(whole) || beside.any(|space| whole(squeeze * space))
    }

    /// The space of the font at the end of a piece and at its start; of the whole segment for a panel.
    fn naturals(&self, segment: &Segment, piece: usize) -> Vec<f64> {
        let own = segment.pieces.get(piece).filter(|p| p.panel.is_none());
        let of = |p: &Piece| [p.glyphs.first().copied(), p.glyphs.last().copied()];
        let glyphs: Vec<usize> = own.map_or_else(
            || segment.pieces.iter().flat_map(of).flatten().collect(),
            |p| of(p).into_iter().flatten().collect(),
        );
        let space = |glyph: usize| {
            let glyph = self.painted.glyphs.get(glyph)?;
            let font = self.painted.fonts.get(usize::from(glyph.font))?;
            let scale = if glyph.size > 0.0 { self.stretch(glyph) } else { 1.0 };
            Some(lines::natural(font) * glyph.size * scale)
        };
        let mut found: Vec<f64> = glyphs.into_iter().filter_map(space).collect();
        found.dedup_by(|a, b| (*a - *b).abs() < 1e-6);
        found
    }

    /// How far a glyph is stretched along the line (`Tz`).
    fn stretch(&self, glyph: &crate::verify::paint::Glyph) -> f64 {
        let font = self.painted.fonts.get(usize::from(glyph.font));
        let length = font.map_or(1, |f| {
            if matches!(f.kind, crate::verify::paint::font::Kind::Composite(_)) { 2 } else { 1 }
        });
        let own = font.map_or(0.0, |f| f.advance(glyph.code, length)) * glyph.size;
        if own > 0.0 { (glyph.along.x / own).clamp(0.2, 5.0) } else { 1.0 }
    }

    /// The space beside a panel.
    pub(super) fn natural(&self, segment: &Segment, piece: usize) -> f64 {
        self.naturals(segment, piece).first().copied().unwrap_or(0.25 * segment.size)
    }

    /// By how much the spaces of a segment may be squeezed, by the widths of its panels.
    fn squeezes(&self, at: usize) -> Vec<f64> {
        let size = self.size(at);
        let panels = self.segments.get(at).into_iter().flat_map(|s| &s.pieces).filter(|p| p.panel.is_some());
        let mut found: Vec<f64> = panels.flat_map(|p| steps::squeezes(p.x1 - p.x0, size)).collect();
        found.push(1.0);
        found
    }

    /// Whether a panel reaches up to a public edge from where natural spaces put it.
    fn fills_room(&self, at: usize, piece: usize, one: &Boxed) -> bool {
        let Some(segment) = self.segments.get(at) else { return false };
        if piece + 1 != segment.pieces.len() {
            return false;
        }
        let usual = common(segment);
        let (beside, size) = (
            usual.is_none_or(|gap| self.naturals(segment, piece).iter().any(|n| (gap - n).abs() <= SET)),
            self.size(at),
        );
        let mut left = segment.gaps().filter(|(n, _)| *n <= piece);
        let from_left = left.all(|(n, gap)| self.is_space((segment, usual), n, gap, 1.0));
        let rules = || self.rules(segment).into_iter();
        let next =
            self.segments.iter().filter(|s| (s.base - segment.base).abs() < 0.5 * size).map(Segment::x0);
        let next = next.filter(|x| *x > one.area.x1).fold(f64::MAX, f64::min) - 0.5 * size;
        let edge = |x: f64| (x - one.area.x1).abs() <= 3.0 * SET;
        beside
            && from_left
            && (edge(next)
                || rules().any(|x| edge(x) || edge(x - 2.0))
                || self.edges(at).into_iter().any(edge))
    }

    /// Right edges of the text around: where lines without panels end, and the mirror of the left margin.
    pub(super) fn edges(&self, at: usize) -> Vec<f64> {
        let Some(segment) = self.segments.get(at) else { return Vec::new() };
        let column = self
            .segments
            .iter()
            .filter(|s| !s.is_panelled() && s.lettered && (s.x0() - segment.x0()).abs() < 45.0);
        let furthest = column.map(Segment::x1).fold(f64::MIN, f64::max);
        let left = self.segments.iter().map(Segment::x0).fold(f64::MAX, f64::min);
        let page = self.painted.visible;
        [furthest, page.x1 - (left - page.x0)].into_iter().filter(|x| *x > segment.x0()).collect()
    }

    /// Upright rules and edges of boxes that a segment's line crosses.
    fn rules(&self, segment: &Segment) -> Vec<f64> {
        let high = segment.size;
        let shapes = self.painted.shapes.iter().filter(|s| s.plain && !s.hidden);
        let crossing =
            shapes.filter(|s| s.bounds.y0 < segment.base - 0.3 * high && s.bounds.y1 > segment.base);
        let own = |s: &&crate::verify::paint::Shape| !self.boxes.iter().any(|b| b.area == s.bounds);
        crossing.filter(own).flat_map(|s| [s.bounds.x0, s.bounds.x1]).collect()
    }
}

/// Whether a gap follows the number or sign of a list, which ends at a tab.
fn is_label(segment: &Segment, next: usize) -> bool {
    next == 1 && segment.pieces.first().is_some_and(|p| p.panel.is_none() && p.glyphs.len() <= 4)
}
