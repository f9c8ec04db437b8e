//! GIF (89a), BMP and WebP (RFC 9649) into samples: the first picture of the file, transparency as a soft mask.
//!
//! Further pictures of an animation, comments and camera data are counted and left out. Refused: what is
//! damaged or larger than the limits.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader};

use crate::pdf::image::{ImageError, file};
use crate::pdf::limits::Limits;

use super::super::paged::left_out;
use super::{Camera, Picture, exif};

/// What a file holds beside its first picture.
#[derive(Debug, Default, PartialEq)]
struct Beside {
    /// Pictures.
    frames: usize,
    /// Comments, camera data.
    remarks: usize,
    /// What a camera wrote.
    camera: Camera,
}

/// Reads a GIF, BMP or WebP file; none where it is of another kind.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Option<Result<Picture, ImageError>> {
    let (format, beside) = match bytes {
        [b'G', b'I', b'F', b'8', ..] => (ImageFormat::Gif, gif(bytes)),
        [b'B', b'M', ..] => (ImageFormat::Bmp, Beside::default()),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => (ImageFormat::WebP, webp(bytes)),
        _ => return None,
    };
    Some(picture(bytes, format, beside, limits))
}

fn picture(
    bytes: &[u8],
    format: ImageFormat,
    beside: Beside,
    limits: &Limits,
) -> Result<Picture, ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut most = image::Limits::default();
    most.max_alloc = Some(limits.stream_bytes as u64);
    reader.limits(most);
    let decoder = reader.into_decoder().map_err(|_| ImageError::Damaged)?;
    let size = decoder.dimensions();
    if u64::from(size.0) * u64::from(size.1) > limits.image_pixels as u64 {
        return Err(ImageError::TooLarge);
    }
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| ImageError::Damaged)?;
    let alpha =
        decoded.color().has_alpha().then(|| decoded.to_rgba8().pixels().map(|p| p.0[3]).collect::<Vec<_>>());
    let alpha = alpha.filter(|alpha| alpha.iter().any(|&a| a != 255));
    let image = file::from_samples(size, (3, 8), decoded.to_rgb8().into_raw(), None, limits)?;
    let soft_mask = match alpha {
        Some(alpha) => Some(file::from_samples(size, (1, 8), alpha, None, limits)?),
        None => None,
    };
    let told = [
        left_out("further picture of an animation", beside.frames.saturating_sub(1)),
        left_out("comment or camera data", beside.remarks),
        left_out("place of the photograph", usize::from(beside.camera.place)),
    ];
    let left_out = told.into_iter().flatten().collect();
    Ok(Picture { image, soft_mask, size, dpi: beside.camera.dpi, camera: beside.camera, left_out })
}

/// Goes through the blocks of a GIF without decoding them.
fn gif(bytes: &[u8]) -> Beside {
    let mut beside = Beside::default();
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + bytes.get(10).map_or(0, |flags| colours(*flags));
    while let Some(kind) = bytes.get(at) {
        match kind {
            0x21 => {
                beside.remarks += usize::from(matches!(bytes.get(at + 1), Some(0xfe | 0x01)));
                at += 2;
            }
            0x2c => {
                beside.frames += 1;
                at += 11 + bytes.get(at + 9).map_or(0, |flags| colours(*flags));
            }
            _ => break,
        }
        while let Some(length) = bytes.get(at).filter(|length| **length > 0) {
            at += 1 + usize::from(*length);
        }
        at += 1;
    }
    beside
}

/// Goes through the chunks of a WebP file.
fn webp(bytes: &[u8]) -> Beside {
    let mut beside = Beside::default();
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let Some((kind, tail)) = rest.split_first_chunk::<4>() {
        let Some((length, tail)) = tail.split_first_chunk::<4>() else { break };
        let length = u32::from_le_bytes(*length) as usize;
        let body = tail.get(..length).unwrap_or(tail);
        match kind {
            b"ANMF" => beside.frames += 1,
            b"EXIF" => {
                beside.remarks += 1;
                beside.camera = exif::read(body.strip_prefix(b"Exif\0\0").unwrap_or(body));
            }
            b"XMP " => beside.remarks += 1,
            _ => {}
        }
        rest = tail.get(length.saturating_add(length & 1)..).unwrap_or_default();
    }
    beside
}
