//! The frame of a page as its dictionary gives it (ISO 32000-2, 7.7.3.3 and 14.11.2).

use hayro_syntax::object::{Array, Number};
use hayro_syntax::page::Page;

use crate::geom::{PageGeometry, Rect};

/// The frame of a page of a normal form: its boxes stand in the page itself.
#[must_use]
pub fn geometry(page: &Page<'_>) -> PageGeometry {
    let dict = page.raw();
    let rect = |key: &str| {
        let mut items = dict.get::<Array<'_>>(key)?.flex_iter();
        let mut next = || items.next::<Number>().map(|n| n.as_f64()).filter(|v| v.is_finite());
        let rect = Rect::new(next()?, next()?, next()?, next()?);
        (rect.width() > 0.0 && rect.height() > 0.0).then_some(rect)
    };
    let media_box = rect("MediaBox").unwrap_or(Rect::new(0.0, 0.0, 595.276, 841.89));
    let crop_box = rect("CropBox").and_then(|c| c.intersection(&media_box)).unwrap_or(media_box);
    let turns = dict.get::<i32>("Rotate").unwrap_or(0).rem_euclid(360);
    let rotate = if turns % 90 == 0 { u16::try_from(turns).unwrap_or(0) } else { 0 };
    let unit = dict.get::<Number>("UserUnit").map_or(1.0, |n| n.as_f64());
    let user_unit = if unit.is_finite() && unit > 0.0 { unit } else { 1.0 };
    PageGeometry { media_box, crop_box, rotate, user_unit }
}
