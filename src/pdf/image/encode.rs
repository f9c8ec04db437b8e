//! Rasters back into image `XObject`s: Flate with a predictor, or Group 4; only keys of our choosing.

use std::io::Write;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use lopdf::{Dictionary, Object, Stream, dictionary};

use super::raster::{Raster, Shape};
use super::{ImageError, bilevel, predictor};

/// Entries that say how samples look and that painting out does not change (ISO 32000-2, table 87).
const KEPT: [&[u8]; 7] =
    [b"ColorSpace", b"Decode", b"ImageMask", b"Interpolate", b"Intent", b"Mask", b"Matte"];

/// A new image dictionary of `shape` with what `old` says about looks. References to other images
/// (`SMask`, a `Mask` that is a stencil, `Alternates`) do not cross.
pub(super) fn dictionary_like(old: &Dictionary, shape: Shape) -> Dictionary {
    let mut dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(shape.width),
        "Height" => i64::from(shape.height),
        "BitsPerComponent" => i64::from(shape.bits),
    };
    for key in KEPT {
        match old.get(key) {
            Ok(Object::Reference(_) | Object::Stream(_)) if key == b"Mask" => {}
            Ok(value) => dict.set(key, value.clone()),
            Err(_) => {}
        }
    }
    dict
}

/// The raster as Flate data; `smooth` says that neighbouring samples resemble each other.
pub(super) fn flate(mut dict: Dictionary, raster: &Raster, smooth: bool) -> Result<Stream, ImageError> {
    let shape = raster.shape;
    dict.set("Filter", "FlateDecode");
    let data = if smooth && shape.bits >= 8 {
        dict.set(
            "DecodeParms",
            dictionary! {
                "Predictor" => 15,
                "Colors" => i64::from(shape.components),
                "BitsPerComponent" => i64::from(shape.bits),
                "Columns" => i64::from(shape.width),
            },
        );
        let step = (shape.components * shape.bits / 8) as usize;
        deflate(&predictor::apply_png(&raster.data, shape.row_bytes(), step))?
    } else {
        deflate(&raster.data)?
    };
    Ok(stream(dict, data))
}

/// A raster of one bit per pixel as Group 4 data.
pub(super) fn group4(mut dict: Dictionary, raster: &Raster) -> Result<Stream, ImageError> {
    let (data, parameters) = bilevel::group4(raster)?;
    dict.set("Filter", "CCITTFaxDecode");
    dict.set("DecodeParms", parameters);
    Ok(stream(dict, data))
}

/// Grey or RGB samples of 8 bits as JPEG of a quality at which the eye sees no difference.
pub(super) fn jpeg(mut dict: Dictionary, raster: &Raster) -> Result<Stream, ImageError> {
    let kind = if raster.shape.components == 1 { ColorType::Luma } else { ColorType::Rgb };
    let side = |n: u32| u16::try_from(n).map_err(|_| ImageError::TooLarge);
    let (width, height) = (side(raster.shape.width)?, side(raster.shape.height)?);
    let mut data = Vec::new();
    let mut encoder = Encoder::new(&mut data, 95);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    encoder.encode(&raster.data, width, height, kind).map_err(|_| ImageError::Unsupported)?;
    dict.set("Filter", "DCTDecode");
    Ok(stream(dict, data))
}

/// A stream whose data is encoded already.
pub(super) fn stream(dict: Dictionary, data: Vec<u8>) -> Stream {
    Stream::new(dict, data).with_compression(false)
}

/// From this many bytes on, time counts for more than the last percent of room.
const LARGE: usize = 32 << 20;

/// zlib data (RFC 1950).
pub(super) fn deflate(data: &[u8]) -> Result<Vec<u8>, ImageError> {
    let effort =
        if data.len() < LARGE { flate2::Compression::default() } else { flate2::Compression::fast() };
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), effort);
    encoder.write_all(data).map_err(|_| ImageError::Damaged)?;
    encoder.finish().map_err(|_| ImageError::Damaged)
}
