//! Luminosity masks of a page (ISO 32000-2, 11.5.3), and where they let something through.
//!
//! Where nothing but black was painted into a mask on a black backdrop, what is painted through it leaves
//! no mark. Whatever is not black for certain is taken to let everything through.

use crate::geom::Rect;

/// Areas of one mask that are told apart.
const MOST: usize = 500;

/// The masks in the order in which they were set.
#[derive(Debug, Default)]
pub(in crate::burn) struct Masks {
    all: Vec<Mask>,
    /// Those that are being painted, innermost last.
    open: Vec<usize>,
}

#[derive(Debug, Default)]
struct Mask {
    light: Vec<Rect>,
    /// Nothing is known of it.
    everywhere: bool,
}

impl Masks {
    /// A mask begins.
    pub(in crate::burn) fn begin(&mut self) {
        self.open.push(self.all.len());
        self.all.push(Mask::default());
    }

    /// The innermost mask ends.
    pub(in crate::burn) fn end(&mut self) {
        self.open.pop();
    }

    /// Something that may not be black was painted in an area, if a mask is being painted.
    pub(in crate::burn) fn lit(&mut self, area: Rect) {
        let open = self.open.last().and_then(|&open| self.all.get_mut(open));
        let Some(mask) = open.filter(|mask| !mask.everywhere) else { return };
        if mask.light.len() < MOST {
            mask.light.push(area);
        } else {
            mask.everywhere = true;
        }
    }

    /// Something was painted nobody knows where.
    pub(in crate::burn) fn lit_everywhere(&mut self) {
        if let Some(mask) = self.open.last().and_then(|&open| self.all.get_mut(open)) {
            mask.everywhere = true;
        }
    }

    /// Whether the mask of this number lets nothing through in an area.
    pub(in crate::burn) fn hides(&self, number: usize, area: &Rect) -> bool {
        let dark =
            |mask: &Mask| !mask.everywhere && mask.light.iter().all(|l| l.intersection(area).is_none());
        self.all.get(number).is_some_and(dark)
    }
}
