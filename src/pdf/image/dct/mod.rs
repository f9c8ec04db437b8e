//! JPEG data (ISO/IEC 10918-1) painted out without a second lossy step: coefficients of the blocks
//! under a region are replaced, all others are written as they were read.
//!
//! Decoding to pixels and encoding again would change the whole picture; here nothing outside the
//! touched blocks changes, in any colour space and at any quality. It exists because no library
//! offers it. It refuses arithmetic and lossless coding, 12 bits, and data that breaks the rules.

mod bits;
mod decode;
mod encode;
mod frame;
mod huffman;
mod scan;

use crate::geom::Quad;

use super::ImageError;
use super::cover::Grid;
use super::raster::Shape;
pub(super) use decode::{Picture, read};
use frame::{Coefficients, Frame};

/// Replaces the blocks under the regions by a constant and encodes the picture as baseline JPEG.
///
/// `samples` is the constant before the transform of the colours, which `transform` names when the
/// dictionary does (`ColorTransform`, ISO 32000-2, table 13). Blocks go out to the edge of the
/// minimum coded unit, so that no component keeps what another loses.
pub(super) fn paint(
    data: &[u8],
    shape: Shape,
    transform: Option<i64>,
    samples: &[u8],
    regions: &[Quad],
) -> Result<Vec<u8>, ImageError> {
    let mut picture = decode::read(data)?;
    let frame = &picture.frame;
    let size = frame.size();
    if size != (shape.width, shape.height) || frame.components.len() != shape.components as usize {
        return Err(ImageError::SizeMismatch);
    }
    let samples = transformed(frame, transform, samples);
    let (unit_x, unit_y) = frame.unit();
    let grid = Grid { size, cell: (unit_x * 8, unit_y * 8) };
    for span in grid.spans(regions) {
        for unit in span.start..span.end {
            blacken(&mut picture.coefficients, frame, (unit, span.row), &samples);
        }
    }
    encode::write(&picture)
}

/// Whether every block under the regions holds one value: its other coefficients are 0, and its own is
/// that of its neighbours under the same region.
pub(super) fn is_painted(data: &[u8], size: (u32, u32), regions: &[Quad]) -> Result<bool, ImageError> {
    let picture = decode::read(data)?;
    if size != picture.frame.size() {
        return Err(ImageError::SizeMismatch);
    }
    Ok(is_one_value(&picture, regions))
}

/// The same of a picture that was read.
pub(super) fn is_one_value(picture: &Picture, regions: &[Quad]) -> bool {
    let (frame, size) = (&picture.frame, picture.frame.size());
    let (unit_x, unit_y) = frame.unit();
    let grid = Grid { size, cell: (unit_x * 8, unit_y * 8) };
    let mut levels: Vec<Option<i16>> = vec![None; frame.components.len()];
    for span in grid.spans(regions) {
        for unit in span.start..span.end {
            for (index, x, y) in frame.unit_blocks((unit, span.row)) {
                let block = picture.coefficients.get(index).and_then(|plane| plane.block(x, y));
                let (Some(&[level, ref rest @ ..]), Some(known)) = (block, levels.get_mut(index)) else {
                    continue;
                };
                if rest.iter().any(|&c| c != 0) || *known.get_or_insert(level) != level {
                    return false;
                }
            }
        }
    }
    true
}

/// The picture without bytes that belong to no block: as it is where there are none, else with the
/// same coefficients written anew.
pub(super) fn tidy(data: &[u8]) -> Result<Option<Vec<u8>>, ImageError> {
    let picture = decode::read(data)?;
    picture.surplus.then(|| encode::write(&picture)).transpose()
}

/// What a JPEG says about itself.
pub(super) struct About {
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) components: u32,
    /// Whether an Adobe marker is there.
    pub(super) adobe: bool,
}

/// Reads the whole JPEG and tells its size: whoever gets an answer can also [`paint`] it.
pub(super) fn describe(data: &[u8]) -> Result<About, ImageError> {
    let frame = decode::read(data)?.frame;
    Ok(About {
        width: frame.width,
        height: frame.height,
        components: frame.components.len() as u32,
        adobe: frame.adobe_transform.is_some(),
    })
}

/// Sets every block of a minimum coded unit to one value per component.
fn blacken(coefficients: &mut [Coefficients], frame: &Frame, unit: (u32, u32), samples: &[u8]) {
    for (index, x, y) in frame.unit_blocks(unit) {
        let (Some(component), Some(&sample)) = (frame.components.get(index), samples.get(index)) else {
            continue;
        };
        if let Some(block) = coefficients.get_mut(index).and_then(|plane| plane.block_mut(x, y)) {
            block.fill(0);
            block[0] = constant_dc(sample, component.quantum);
        }
    }
}

/// The quantised DC coefficient of a block of one value; the extremes overshoot so that they are met
/// exactly after clamping.
fn constant_dc(sample: u8, quantum: u16) -> i16 {
    let (level, q) = ((i32::from(sample) - 128) * 8, i32::from(quantum.max(1)));
    let dc = match sample {
        0 => -((1024 + q - 1) / q),
        255 => (1016 + q - 1) / q,
        _ => (level + level.signum() * q / 2) / q,
    };
    dc as i16
}

/// The samples as the file's components have them: YCbCr or YCCK where the file is so encoded.
fn transformed(frame: &Frame, transform: Option<i64>, samples: &[u8]) -> Vec<u8> {
    let mixed = match (frame.adobe_transform, samples.len()) {
        (Some(t), _) => t != 0,
        (None, 3) => transform.is_none_or(|t| t != 0),
        (None, _) => transform.is_some_and(|t| t != 0),
    };
    match *samples {
        [r, g, b] if mixed => luma_chroma([r, g, b]).to_vec(),
        [c, m, y, k] if mixed => {
            let [l, cb, cr] = luma_chroma([255 - c, 255 - m, 255 - y]);
            vec![l, cb, cr, k]
        }
        _ => samples.to_vec(),
    }
}

/// RGB to YCbCr (ISO/IEC 10918-5, clause 7).
fn luma_chroma(rgb: [u8; 3]) -> [u8; 3] {
    let [r, g, b] = rgb.map(f64::from);
    let to_byte = |v: f64| v.round().clamp(0.0, 255.0) as u8;
    [
        to_byte(0.299 * r + 0.587 * g + 0.114 * b),
        to_byte(128.0 - 0.168_736 * r - 0.331_264 * g + 0.5 * b),
        to_byte(128.0 + 0.5 * r - 0.418_688 * g - 0.081_312 * b),
    ]
}

#[cfg(test)]
mod tests;
