//! PNG (ISO/IEC 15948) into samples: depth and palette are kept where PDF has the same, transparency
//! becomes a soft mask.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Reader, Transformations};

use crate::pdf::image::{ImageError, file};
use crate::pdf::limits::Limits;

use super::super::LeftOut;
use super::{Picture, exif};

/// Reads the first picture of the file.
pub(super) fn read(data: &[u8], limits: &Limits) -> Result<Picture, ImageError> {
    let mut reader = open(data, limits)?;
    let size = reader.info().size();
    let bytes =
        reader.output_buffer_size().filter(|&n| n <= limits.stream_bytes).ok_or(ImageError::TooLarge)?;
    let mut samples = vec![0; bytes];
    let frame = reader.next_frame(&mut samples).map_err(|_| ImageError::Damaged)?;
    samples.truncate(frame.buffer_size());
    let further = reader.info().animation_control.map_or(0, |a| a.num_frames.saturating_sub(1));
    reader.finish().map_err(|_| ImageError::Damaged)?;
    let info = reader.info();
    let camera = info.exif_metadata.as_deref().map(exif::read).unwrap_or_default();
    let palette = (frame.color_type == ColorType::Indexed)
        .then(|| info.palette.as_deref().unwrap_or_default().to_vec());
    let texts =
        info.uncompressed_latin1_text.len() + info.compressed_latin1_text.len() + info.utf8_text.len();
    let left_out = left_out(texts as u32, camera.place, further, info.exif_metadata.is_some());
    let dpi = info.pixel_dims.filter(|d| d.unit == png::Unit::Meter);
    let dpi = dpi.map(|d| (f64::from(d.xppu) * 0.0254, f64::from(d.yppu) * 0.0254));
    let (samples, alpha) = split(frame.color_type, samples);
    let components = if matches!(frame.color_type, ColorType::Rgb | ColorType::Rgba) { 3 } else { 1 };
    let image = file::from_samples(size, (components, frame.bit_depth as u32), samples, palette, limits)?;
    let soft_mask = match alpha {
        Some(alpha) => Some(file::from_samples(size, (1, 8), alpha, None, limits)?),
        None => None,
    };
    Ok(Picture { image, soft_mask, size, dpi, camera, left_out })
}

/// The file behind its header: depth and palette kept where PDF has the same, else 8 bits.
fn open<'a>(data: &'a [u8], limits: &Limits) -> Result<Reader<Cursor<&'a [u8]>>, ImageError> {
    let limited = || Decoder::new_with_limits(Cursor::new(data), png::Limits { bytes: limits.stream_bytes });
    let mut plain = limited();
    let header = plain.read_header_info().map_err(|_| ImageError::Damaged)?;
    if u64::from(header.width) * u64::from(header.height) > limits.image_pixels as u64 {
        return Err(ImageError::TooLarge);
    }
    plain.set_transformations(Transformations::IDENTITY);
    let plain = plain.read_info().map_err(|_| ImageError::Damaged)?;
    let info = plain.info();
    let simple = matches!(info.color_type, ColorType::Grayscale | ColorType::Indexed);
    if simple && info.trns.is_none() && info.bit_depth != BitDepth::Sixteen {
        return Ok(plain);
    }
    let mut expanded = limited();
    expanded.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    expanded.read_info().map_err(|_| ImageError::Damaged)
}

fn left_out(texts: u32, place: bool, frames: u32, exif: bool) -> Vec<LeftOut> {
    let mut all = vec![
        LeftOut { what: "comment or camera data".to_owned(), count: texts + u32::from(exif) },
        LeftOut { what: "place of the photograph".to_owned(), count: u32::from(place) },
        LeftOut { what: "further picture of an animation".to_owned(), count: frames },
    ];
    all.retain(|l| l.count > 0);
    all
}

/// Colour and opacity apart; opacity that hides nothing is none.
fn split(kind: ColorType, samples: Vec<u8>) -> (Vec<u8>, Option<Vec<u8>>) {
    let colours = match kind {
        ColorType::GrayscaleAlpha => 1,
        ColorType::Rgba => 3,
        _ => return (samples, None),
    };
    let pixels = samples.chunks_exact(colours + 1);
    let alpha: Vec<u8> = pixels.clone().filter_map(|p| p.last().copied()).collect();
    let colour = pixels.flat_map(|p| p.iter().take(colours).copied()).collect();
    (colour, alpha.iter().any(|&a| a != 255).then_some(alpha))
}
