//! What a content stream still holds of the old places: stops of the pen where nothing is shown, and
//! letters of a word that are not set by their widths.

use super::lines::{Piece, Segment};
use super::sheet::Sheet;
use super::{EXACT, Said};

/// How far a letter may stand from where the widths put it, points.
const SET: f64 = 0.1;

impl Sheet<'_> {
    /// What is left in the line of a panel of public width.
    pub(super) fn residue(&self, at: usize, piece: usize) -> Option<Said> {
        self.stop(at, piece).or_else(|| self.kern(at))
    }

    /// A stop of the pen that no visible thing of the line explains.
    fn stop(&self, at: usize, piece: usize) -> Option<Said> {
        const WHAT: &str = "the pen stops in the line of a panel where nothing is shown";
        let segment = self.segments.get(at)?;
        let size = self.size(at);
        let space = self.natural(segment, piece);
        let ends = |p: &Piece| [p.x0, p.x1, p.x0 - space, p.x1 + space];
        let shown: Vec<f64> = segment.pieces.iter().flat_map(ends).collect();
        let inside = |x: f64| x > segment.x0() + EXACT && x < segment.x1() + 5.0 * size;
        let known = |x: f64| {
            shown.iter().any(|end| (end - x).abs() <= 2.0 * EXACT) || self.is_under_a_glyph(segment, x)
        };
        let stops = self.painted.pauses.iter().filter(|p| (p.y - segment.base).abs() < 0.4 * size);
        let odd: Vec<f64> = stops.map(|p| p.x).filter(|x| inside(*x) && !known(*x)).collect();
        odd.first()?;
        let widths = self.widths(at, piece)?;
        let fit = |hidden: f64| widths.fitting((hidden - EXACT) / size, (hidden + EXACT) / size);
        let start = segment.pieces.get(piece)?.x0;
        let mut hidden = odd.iter().flat_map(|x| [x - start, x - start - space]);
        Some(hidden.find_map(fit).map_or(Said::Unexplained(WHAT), |fit| Said::of(fit, WHAT)))
    }

    /// Whether a place is the start of a visible letter of the line.
    fn is_under_a_glyph(&self, segment: &Segment, x: f64) -> bool {
        let glyphs =
            segment.pieces.iter().flat_map(|p| &p.glyphs).filter_map(|g| self.painted.glyphs.get(*g));
        glyphs.into_iter().any(|g| (g.base.x - x).abs() <= EXACT)
    }

    /// A letter moved as no other pair of the same letters on the page is.
    fn kern(&self, at: usize) -> Option<Said> {
        const WHAT: &str = "letters in the line of a panel are not set by the widths of their font";
        let segment = self.segments.get(at)?;
        let own: Vec<(f64, usize, usize)> = moves(self, segment).collect();
        let usual = usual(&own)?;
        let odd = own.iter().filter(|(by, ..)| (by - usual).abs() > SET);
        let learnt = |&(by, a, b): &(f64, usize, usize)| {
            let others = self
                .segments
                .iter()
                .filter(|s| !s.is_panelled())
                .flat_map(|s| moves(self, s).collect::<Vec<_>>());
            others.into_iter().any(|(other, c, d)| (other - by).abs() <= SET && self.is_pair((a, b), (c, d)))
        };
        odd.into_iter().find(|pair| !learnt(pair)).map(|_| Said::Unexplained(WHAT))
    }

    /// Whether two pairs of glyphs are the same letters.
    fn is_pair(&self, one: (usize, usize), other: (usize, usize)) -> bool {
        let like = |a: usize, b: usize| match (self.painted.glyphs.get(a), self.painted.glyphs.get(b)) {
            (Some(a), Some(b)) => a.font == b.font && a.code == b.code && (a.size - b.size).abs() < 0.02,
            _ => false,
        };
        like(one.0, other.0) && like(one.1, other.1)
    }
}

/// By how much each letter of a word is off the end of the one before, with both.
fn moves<'s>(sheet: &'s Sheet<'_>, segment: &'s Segment) -> impl Iterator<Item = (f64, usize, usize)> + 's {
    let pairs = segment.pieces.iter().flat_map(|p| p.glyphs.iter().zip(p.glyphs.iter().skip(1)));
    pairs.filter_map(|(a, b)| {
        let (one, next) = (sheet.painted.glyphs.get(*a)?, sheet.painted.glyphs.get(*b)?);
        let level = (one.base.y - next.base.y).abs() < 0.02 * next.size;
        level.then_some((next.base.x - one.base.x - one.along.x, *a, *b))
    })
}

/// The move that most letters have: none, or the spacing of a spaced line.
fn usual(moves: &[(f64, usize, usize)]) -> Option<f64> {
    let mut sorted: Vec<f64> = moves.iter().map(|m| m.0).collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}
