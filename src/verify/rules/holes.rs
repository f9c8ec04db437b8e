//! Holes in a scan (R008): a mask that takes a small part out of the page's own picture, whose samples still
//! hold what was written there. Letters are no holes: only what is wider than they are counts.

use super::{overlay, whitened};
use crate::geom::Rect;
use crate::verify::image::{self, Samples, region};
use crate::verify::paint::{Image, Painted};
use crate::verify::reader::Document;

/// Side of the cells in which a mask is looked at, in pixels.
const CELL: usize = 8;
/// Cells side by side that make a hole.
const WIDE: usize = 3;
/// Share of the cells that may be clear: a mask that is mostly clear cuts something out.
const CLEAR: f64 = 0.3;
/// Opacity below which nobody sees a pixel.
const FAINT: u8 = 26;

/// The first hole of a scan with writing in it.
pub(super) fn written(document: &Document<'_>, painted: &Painted, image: &Image) -> Option<Rect> {
    if image.opaque || image.stencil.is_some() || !whitened::is_scan(image, painted) {
        return None;
    }
    let mask = overlay::mask(document, image)?;
    let holes = holes(&mask, image)?;
    let samples = image::samples(document, &image.source)?;
    holes.into_iter().find(|area| region::contrasts(&samples, image, area))
}

/// The rows of clear cells of a mask, in display space; none where most of it is clear.
fn holes(mask: &Samples, image: &Image) -> Option<Vec<Rect>> {
    let (columns, rows) = (mask.width / CELL, mask.height / CELL);
    let (mut found, mut clear) = (Vec::new(), 0_usize);
    for row in 0..rows {
        let mut start = 0;
        for column in 0..=columns {
            if column < columns && is_clear(mask, column, row)? {
                clear += 1;
                continue;
            }
            if column - start >= WIDE {
                found.push(area(mask, image, (start, column), row));
            }
            start = column + 1;
        }
    }
    (clear as f64 <= CLEAR * (columns * rows) as f64).then_some(found)
}

/// Whether all pixels of a cell are clear; `None` when the meaning of the mask is not known.
fn is_clear(mask: &Samples, column: usize, row: usize) -> Option<bool> {
    let shade = mask.shade.as_ref()?;
    let pixels = (0..CELL * CELL).map(|i| (column * CELL + i % CELL, row * CELL + i / CELL));
    let clear = |(x, y)| mask.pixel(x, y).is_some_and(|pixel| shade.lets_through(pixel, FAINT));
    Some(pixels.into_iter().all(clear))
}

fn area(mask: &Samples, image: &Image, (from, to): (usize, usize), row: usize) -> Rect {
    let x = |column: usize| (column * CELL) as f64 / mask.width as f64;
    let y = |row: usize| 1.0 - (row * CELL) as f64 / mask.height as f64;
    image.frame.apply_rect(&Rect::new(x(from), y(row + 1), x(to), y(row))).bounds()
}
