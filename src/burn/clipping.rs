//! Text that only clips: it shows when something is painted through it, and goes when nothing is.

/// Text in rendering mode 7 (ISO 32000-2, 9.3.6) through which nothing was painted yet, by the depth
/// of saved states at which it began to clip.
#[derive(Debug, Default)]
pub(super) struct Clipping {
    pub(super) depth: usize,
    waiting: Vec<(usize, std::ops::Range<usize>)>,
}

impl Clipping {
    pub(super) fn add(&mut self, glyphs: std::ops::Range<usize>) {
        self.waiting.push((self.depth, glyphs));
    }

    /// Something was painted: the letters may show.
    pub(super) fn painted(&mut self) {
        self.waiting.clear();
    }

    pub(super) fn save(&mut self) {
        self.depth += 1;
    }

    /// The glyphs whose clip ends here.
    pub(super) fn restore(&mut self) -> Vec<std::ops::Range<usize>> {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let ended =
            self.waiting.iter().filter(|(d, _)| *d >= depth).map(|(_, glyphs)| glyphs.clone()).collect();
        self.waiting.retain(|(d, _)| *d < depth);
        ended
    }
}
