//! Text that only clips: a letter shows when something is painted through it, and goes when nothing is.

use std::ops::Range;

use super::survey::Seen;
use crate::geom::Rect;

/// Letters in rendering mode 7 (ISO 32000-2, 9.3.6) through which nothing was painted yet, by the depth
/// of saved states at which they began to clip.
#[derive(Debug, Default)]
pub(super) struct Clipping {
    pub(super) depth: usize,
    waiting: Vec<(usize, Vec<usize>)>,
}

impl Clipping {
    pub(super) fn add(&mut self, glyphs: Range<usize>) {
        self.waiting.push((self.depth, glyphs.collect()));
    }

    /// Whether it matters where something is painted.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Something was painted, and it is not known where: all letters may show.
    pub(super) fn painted(&mut self) {
        self.waiting.clear();
    }

    /// Something was painted in an area: the letters under it may show.
    pub(super) fn painted_in(&mut self, area: &Rect, glyphs: &[Seen]) {
        for (_, letters) in &mut self.waiting {
            letters.retain(|letter| glyphs.get(*letter).is_none_or(|g| !g.quad.is_under(area)));
        }
    }

    pub(super) fn save(&mut self) {
        self.depth += 1;
    }

    /// The letters whose clip ends here.
    pub(super) fn restore(&mut self) -> Vec<usize> {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        let (ended, open) = std::mem::take(&mut self.waiting).into_iter().partition(|(d, _)| *d >= depth);
        self.waiting = open;
        let ended: Vec<(usize, Vec<usize>)> = ended;
        ended.into_iter().flat_map(|(_, letters)| letters).collect()
    }
}
