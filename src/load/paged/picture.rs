//! A picture inside a document: its bytes as a block of the page, or the reason why there is none.
//!
//! It goes the way of picture files (see [`super::super::image`]): camera data is left out, what does
//! not decode to the end is not shown, and that it is missing is said on the page and in the register.

use lopdf::{Document, Stream};

use crate::geom::{Point, Quad};
use crate::load::xml::Node;
use crate::load::{LeftOut, image};
use crate::pdf::image::paint_out;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::{Block, Picture};

/// Points per pixel where a document does not say how large a picture is (96 dots per inch).
const PIXEL: f64 = 0.75;

/// How a document shows a picture.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::load) struct Frame {
    /// Width and height in points, where the document says.
    pub(in crate::load) size: Option<(f64, f64)>,
    /// What it cuts off: left, top, right, bottom, as shares of the whole picture. Nobody sees it,
    /// so it is painted over.
    pub(in crate::load) cut: [f64; 4],
}

/// A picture as a block.
///
/// # Errors
/// What it is that is not shown, in plain words.
pub(in crate::load) fn block(
    bytes: &[u8],
    frame: Frame,
    limits: &Limits,
) -> Result<(Block, Vec<LeftOut>), &'static str> {
    let mut inside = image::inside(bytes, limits)?;
    let regions = cut_off(frame.cut);
    if !regions.is_empty() {
        let what = "picture cut to a part that cannot be painted over";
        inside.image = painted(&inside.image, &regions).ok_or(what)?;
        if let Some(mask) = inside.soft_mask.take() {
            inside.soft_mask = Some(painted(&mask, &regions).ok_or(what)?);
        }
        inside
            .left_out
            .push(LeftOut { what: "part of a picture that was cut off, painted over".to_owned(), count: 1 });
    }
    let size = frame.size;
    let natural = (f64::from(inside.size.0) * PIXEL, f64::from(inside.size.1) * PIXEL);
    let sensible = |(w, h): &(f64, f64)| (1.0..=5_000.0).contains(w) && (1.0..=5_000.0).contains(h);
    let (width, height) = size.filter(sensible).unwrap_or(natural);
    let (image, soft_mask, upright) = (inside.image, inside.soft_mask, inside.upright);
    let picture = Picture { image, soft_mask, width, height, upright };
    Ok((Block::Picture(Box::new(picture)), inside.left_out))
}

/// What the element around a picture cuts off (ECMA-376-1, 20.1.8.55: thousandths of a percent), where it says.
pub(in crate::load) fn cut(node: &Node) -> Option<[f64; 4]> {
    let rect = node.child("a:srcRect")?;
    Some(["l", "t", "r", "b"].map(|side| share(rect.get(side), 100_000.0)))
}

/// A share of a whole; less than nothing, where a frame is larger than its picture, is nothing.
pub(in crate::load) fn share(text: Option<&str>, whole: f64) -> f64 {
    let text = text.unwrap_or_default();
    let value = match text.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().map(|p| p / 100.0),
        None => text.parse::<f64>().map(|n| n / whole),
    };
    value.ok().filter(|v| v.is_finite()).map_or(0.0, |v| v.clamp(0.0, 1.0))
}

/// A length with its unit, in points.
pub(in crate::load) fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-'));
    let number: f64 = text.get(..text.len() - unit.len())?.parse().ok()?;
    Some(match unit {
        "in" => number * 72.0,
        "cm" => number * 72.0 / 2.54,
        "mm" => number * 7.2 / 2.54,
        "px" => number * 0.75,
        _ => number,
    })
}

/// The cut-off strips in the picture's unit square.
fn cut_off([left, top, right, bottom]: [f64; 4]) -> Vec<Quad> {
    let strips = [
        (left, [0.0, 0.0, left, 1.0]),
        (top, [0.0, 1.0 - top, 1.0, 1.0]),
        (right, [1.0 - right, 0.0, 1.0, 1.0]),
        (bottom, [0.0, 0.0, 1.0, bottom]),
    ];
    let cut = strips.into_iter().filter(|(share, _)| *share > 0.0);
    cut.map(|(_, sides)| {
        let [x0, y0, x1, y1] = sides.map(|v| v.clamp(0.0, 1.0));
        Quad([(x0, y0), (x1, y0), (x1, y1), (x0, y1)].map(|(x, y)| Point { x, y }))
    })
    .collect()
}

fn painted(image: &Stream, regions: &[Quad]) -> Option<Stream> {
    paint_out(&Document::new(), image, regions).ok().map(|painted| painted.image)
}
