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

/// Whether all pixels well inside the area are the same and black, as far as samples tell: all
/// components low (gray, RGB), or all that matters high (CMYK, one bit of ink).
pub(crate) fn is_black(samples: &Samples, image: &Image, area: &Rect) -> bool {
    let mut seen = 0_usize;
    let light = any(samples, image, area, |pixel| {
        seen += 1;
        match pixel {
            // one bit: both polarities exist
            [bit] if *bit <= 1 => false,
            [c, m, y, k] => *k < 200 && (*c).min(*m).min(*y) < 200,
            other => other.iter().any(|&v| v > 64),
        }
    });
    let blank = samples.components == 1 && samples.data.iter().take(100_000).all(|&b| b <= 1);
    seen > 0 && !light && is_constant(samples, image, area) && !(blank && is_common(samples, image, area))
}

/// For pictures of two colours: whether the area has the colour of most of the picture, the paper.
fn is_common(samples: &Samples, image: &Image, area: &Rect) -> bool {
    let mut here = None;
    any(samples, image, area, |pixel| {
        here = pixel.first().copied();
        true
    });
    let step = (samples.data.len() / 10_000).max(1);
    let looked = samples.data.iter().step_by(step);
    let ones = looked.clone().filter(|&&b| b == 1).count();
    let paper = u8::from(ones * 2 > looked.count());
    here == Some(paper)
}

/// Whether a pixel whose whole cell lies in the area meets a condition.
fn any<'s>(
    samples: &'s Samples,
    image: &Image,
    area: &Rect,
    mut meets: impl FnMut(&'s [u8]) -> bool,
) -> bool {
    let (w, h) = (samples.width as f64, samples.height as f64);
    // pixel space, first row on top, to display space
    let frame = Matrix([1.0 / w, 0.0, 0.0, -1.0 / h, 0.0, 1.0]).then(&image.frame);
    let Some(back) = frame.invert() else { return false };
    let cell = frame.apply_rect(&Rect::new(0.0, 0.0, 1.0, 1.0)).bounds();
    let inner = area.inflate(-cell.width().max(cell.height()));
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
