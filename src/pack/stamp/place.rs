//! Where a stamp fits on a page, and how large it is there.

use crate::geom::{PageGeometry, Rect};
use crate::pdf::typeset::StampFace;
use crate::text::PageText;

/// Height of the foot that a stamp needs on A4, display points.
pub(super) const FOOT: f64 = 18.0;
/// Type sizes of the foot and of the state on top, on A4.
pub(super) const SIZES: (f64, f64) = (7.5, 12.0);

/// Whether nothing that the finder knows of stands at the foot of a page, where the stamp goes.
#[must_use]
pub fn foot_is_free(page: &PageText) -> bool {
    let (width, height) = page.geometry.display_size();
    let foot = Rect::new(0.0, height - FOOT * scale(&page.geometry), width, height);
    let visible = page.glyphs.iter().filter(|g| !g.invisible).map(|g| g.quad);
    let mut boxes = visible.chain(page.pictures.iter().map(|p| p.quad));
    !boxes.any(|q| page.geometry.display_rect(&q.bounds()).intersection(&foot).is_some())
}

/// How much larger a stamp is than on A4, so that it can be read on a plan or a large photograph.
pub(super) fn scale(geometry: &PageGeometry) -> f64 {
    let (width, height) = geometry.display_size();
    (width.min(height) / 595.0).max(1.0)
}

/// Type size and length of a text: a page narrower than it gets smaller type, never a cut-off number.
pub(super) fn fitting(face: StampFace, text: &str, size: f64, width: f64) -> (f64, f64) {
    let length = face.width(text, size);
    let factor = ((width - 8.0) / length).clamp(0.2, 1.0);
    (size * factor, length * factor)
}

pub(super) fn touches(area: &Rect, panels: &[Rect]) -> bool {
    panels.iter().any(|p| p.intersection(area).is_some())
}

/// The page with a strip more at its foot as displayed; its top left corner stays, and so does every
/// place in display space.
pub(super) fn longer(geometry: &PageGeometry) -> PageGeometry {
    let (width, height) = geometry.display_size();
    let strip = geometry.user_rect(&Rect::new(0.0, height, width, height + FOOT * scale(geometry)));
    PageGeometry {
        crop_box: geometry.crop_box.union(&strip),
        media_box: geometry.media_box.union(&strip),
        ..*geometry
    }
}
