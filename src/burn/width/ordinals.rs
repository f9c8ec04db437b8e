//! Glyphs by their numbers on the page: a page has thousands, and most are asked about several times.

/// A set of the numbers of glyphs.
#[derive(Debug, Clone, Default)]
pub(in crate::burn) struct Ordinals(Vec<bool>);

impl Ordinals {
    /// Adds one.
    pub(super) fn insert(&mut self, ordinal: u32) {
        // of no glyph
        if ordinal == u32::MAX {
            return;
        }
        let at = ordinal as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, false);
        }
        if let Some(slot) = self.0.get_mut(at) {
            *slot = true;
        }
    }

    /// Whether it is there.
    pub(in crate::burn) fn contains(&self, ordinal: u32) -> bool {
        self.0.get(ordinal as usize).copied().unwrap_or(false)
    }

    /// All of them, ascending.
    pub(in crate::burn) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().filter(|(_, is)| **is).map(|(at, _)| at)
    }
}
