//! The samples of a placed picture inside an area of the page.

use super::Samples;
use crate::geom::{Matrix, Point, Rect};
use crate::verify::paint::Image;

/// Most pixels looked at in one area.
const MOST: usize = 8_000_000;

/// Whether all pixels well inside the area are the same, within what the codec blurs.
pub(crate) fn is_constant(samples: &Samples, image: &Image, area: &Rect) -> bool {
    let mut first: Option<&[u8]> = None;
    !any(samples, image, area, |pixel| {
        let reference = *first.get_or_insert(pixel);
        reference.iter().zip(pixel).any(|(a, b)| a.abs_diff(*b) > samples.tolerance)
    })
}

/// Share of opacity, in 255ths, from which on a mask lets nothing through that could be read.
const OPAQUE: u8 = 230;

/// Whether a mask is opaque all over the area; what it means must be known.
pub(crate) fn is_full(mask: &Samples, image: &Image, area: &Rect) -> bool {
    let Some(shade) = &mask.shade else { return false };
    let mut seen = false;
    let clear = any(mask, image, area, |pixel| {
        seen = true;
        shade.lets_through(pixel, OPAQUE)
    });
    seen && !clear
}

/// How far light and dark are apart where something is written.
const WRITTEN: u8 = 96;

/// Whether the area holds light pixels and dark ones, as writing on paper does; grain does not.
pub(crate) fn contrasts(samples: &Samples, image: &Image, area: &Rect) -> bool {
    let (mut low, mut high) = (u8::MAX, 0);
    any(samples, image, area, |pixel| {
        let level = match &samples.shade {
            Some(shade) => shade.level(pixel),
            None => pixel.first().copied().unwrap_or(0),
        };
        (low, high) = (low.min(level), high.max(level));
        // samples of one bit are either
        high.saturating_sub(low) > WRITTEN || (samples.shade.is_none() && (low, high) == (0, 1))
    })
}

/// Whether all pixels well inside the area are the same and black, as far as samples tell: all
/// components low (gray, RGB), or all that matters high (CMYK, one bit of ink).
pub(crate) fn is_black(samples: &Samples, image: &Image, area: &Rect) -> bool {
    let mut seen = 0_usize;
    if let Some(shade) = &samples.shade {
        let light = any(samples, image, area, |pixel| {
            seen += 1;
            shade.level(pixel) > 64
        });
        return seen > 0 && !light;
    }
    let light = any(samples, image, area, |pixel| {
        seen += 1;
        match pixel {
            // one bit: both polarities exist
            [bit] if *bit <= 1 => false,
            [c, m, y, k] => *k < 200 && (*c).min(*m).min(*y) < 200,
            other => other.iter().any(|&v| v > 64),
        }
    });
    let ambiguous = samples.components == 4 || samples.data.iter().take(100_000).all(|&b| b <= 1);
    seen > 0 && !light && is_constant(samples, image, area) && !(ambiguous && is_paper(samples, image, area))
}

/// Where both polarities exist (one bit, CMYK): whether the area has the colour of most of the
/// picture, which is the paper's.
fn is_paper(samples: &Samples, image: &Image, area: &Rect) -> bool {
    let mut here: Option<&[u8]> = None;
    any(samples, image, area, |pixel| {
        here = Some(pixel);
        true
    });
    let Some(here) = here else { return true };
    let step = (samples.data.len() / samples.components.max(1) / 10_000).max(1);
    let looked = samples.data.chunks_exact(samples.components.max(1)).step_by(step);
    let total = looked.clone().count();
    let alike = |p: &&[u8]| p.iter().zip(here).all(|(a, b)| a.abs_diff(*b) <= samples.tolerance);
    looked.filter(alike).count() * 2 > total
}

/// Pixels of one picture that are looked at for ink.
const PROBES: usize = 1_000_000;
/// Rows of pixels that a letter needs to be read.
const ROWS: f64 = 4.0;

/// Whether a picture has enough pixels for a letter in this area to be read.
pub(crate) fn resolves(samples: &Samples, image: &Image, area: &Rect) -> bool {
    let cell = cells(samples, image).apply_rect(&Rect::new(0.0, 0.0, 1.0, 1.0)).bounds();
    cell.height().max(cell.width()) * ROWS <= area.height()
}

/// Whether all of the picture looks as it does in the area, but for what lies under panels.
pub(crate) fn is_blank(samples: &Samples, image: &Image, area: &Rect, panels: &[Rect]) -> bool {
    let mut ground: Option<&[u8]> = None;
    any(samples, image, area, |pixel| {
        ground = Some(pixel);
        true
    });
    let Some(ground) = ground else { return true };
    let frame = cells(samples, image);
    let cell = frame.apply_rect(&Rect::new(0.0, 0.0, 1.0, 1.0)).bounds();
    let reach = 1.5 * cell.width().max(cell.height());
    let panels: Vec<Rect> = panels.iter().map(|p| p.inflate(reach)).collect();
    let step = (samples.width * samples.height / PROBES).max(1);
    (0..samples.width * samples.height).step_by(step).all(|i| {
        let (x, y) = (i % samples.width, i / samples.width);
        let Some(pixel) = samples.pixel(x, y) else { return true };
        let alike = ground.iter().zip(pixel).all(|(a, b)| a.abs_diff(*b) <= samples.tolerance);
        let middle = || frame.apply(Point::new(x as f64 + 0.5, y as f64 + 0.5));
        alike || panels.iter().any(|p| p.contains(middle()))
    })
}

/// Pixel space, first row on top, to display space.
fn cells(samples: &Samples, image: &Image) -> Matrix {
    Matrix([1.0 / samples.width as f64, 0.0, 0.0, -1.0 / samples.height as f64, 0.0, 1.0]).then(&image.frame)
}

/// Whether a pixel whose whole cell lies in the area meets a condition.
fn any<'s>(
    samples: &'s Samples,
    image: &Image,
    area: &Rect,
    mut meets: impl FnMut(&'s [u8]) -> bool,
) -> bool {
    let frame = cells(samples, image);
    let Some(back) = frame.invert() else { return false };
    let cell = frame.apply_rect(&Rect::new(0.0, 0.0, 1.0, 1.0)).bounds();
    // a pixel counts when its whole cell lies in the area: its middle is half a cell from the edge;
    // of a lossy picture in colours one cell more, into which decoders blend its neighbour's colour
    let reach = if samples.tolerance > 0 && samples.components > 1 { 1.5 } else { 0.5 };
    let (dx, dy) = (cell.width() * reach - 0.02, cell.height() * reach - 0.02);
    if area.width() <= 2.0 * dx || area.height() <= 2.0 * dy {
        // the picture is coarser than the area: whatever pixel lies in its middle is all there is
        let middle = back.apply(Point::new(f64::midpoint(area.x0, area.x1), f64::midpoint(area.y0, area.y1)));
        if middle.x < 0.0 || middle.y < 0.0 {
            return false;
        }
        return samples.pixel(middle.x as usize, middle.y as usize).is_some_and(meets);
    }
    let inner = Rect { x0: area.x0 + dx, y0: area.y0 + dy, x1: area.x1 - dx, y1: area.y1 - dy };
    let range = back.apply_rect(&inner).bounds();
    let clamp = |v: f64, most: usize| (v.max(0.0) as usize).min(most);
    let (x0, x1) = (clamp(range.x0.floor(), samples.width), clamp(range.x1.ceil(), samples.width));
    let (y0, y1) = (clamp(range.y0.floor(), samples.height), clamp(range.y1.ceil(), samples.height));
    let step = ((x1 - x0) * (y1 - y0) / MOST + 1).max(1);
    for y in (y0..y1).step_by(step) {
        for x in x0..x1 {
            let middle = frame.apply(Point::new(x as f64 + 0.5, y as f64 + 0.5));
            if inner.contains(middle) && samples.pixel(x, y).is_some_and(&mut meets) {
                return true;
            }
        }
    }
    false
}
