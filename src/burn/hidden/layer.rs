//! The pictures of a page, and which invisible text belongs to them.
//!
//! The words that were recognised in a scan are invisible text over it, or text painted before it and
//! hidden by it. They are how a scan is searched, so they stay and are redacted with it. Invisible text
//! elsewhere is nobody's.

use lopdf::ObjectId;

use super::super::survey::Seen;
use crate::geom::Rect;
use crate::pdf::content::device::PlacedImage;

/// Share of a glyph that pictures must cover for it to be theirs.
const HELD: f64 = 0.3;
/// Share of the page from which on a picture is a scan of a page.
const SCAN: f64 = 0.5;
/// Pictures of one page that are looked at.
const MOST: usize = 4_000;

/// The pictures of a page.
#[derive(Debug, Default)]
pub(in crate::burn) struct Pictures {
    placed: Vec<Rect>,
    scans: Vec<ObjectId>,
}

impl Pictures {
    /// Notes a picture on a page.
    pub(in crate::burn) fn add(&mut self, image: &PlacedImage<'_>, page: &Rect) {
        let bounds = image.bounds();
        let Some(seen) = bounds.intersection(&image.clip).filter(|_| self.placed.len() < MOST) else {
            return;
        };
        self.placed.push(seen);
        if seen.area() >= SCAN * page.area() && !self.scans.contains(&image.object) {
            self.scans.push(image.object);
        }
    }

    /// Whether invisible text lies over pictures: strips of one, perhaps.
    pub(super) fn hold(&self, glyph: &Seen) -> bool {
        // a glyph without width or height still lies somewhere
        let area = glyph.bounds.inflate(0.1);
        let shared = self.placed.iter().filter_map(|p| p.intersection(&area)).map(|r| r.area());
        shared.sum::<f64>() > HELD * area.area() || self.placed.len() >= MOST
    }

    /// Whether an image is the picture of a page.
    pub(super) fn is_scan(&self, image: ObjectId) -> bool {
        self.scans.contains(&image)
    }
}
