//! Picture files become image `XObject`s: a JPEG as it is without its metadata, samples as Flate.
//!
//! It refuses a JPEG whose data does not decode to the end, so that what is on the page can also be
//! painted out later.

use lopdf::{Document, Object, Stream, dictionary};

use crate::pdf::limits::Limits;

use super::clean::jpeg;
use super::describe::Description;
use super::filters::unwrap;
use super::paint::samples_of;
use super::raster::{Raster, Shape};
use super::{ImageError, dct, encode};

/// A JPEG file as an image `XObject`.
pub(crate) struct JpegFile {
    /// The image.
    pub(crate) image: Stream,
    /// Pixels across.
    pub(crate) width: u32,
    /// Pixels down.
    pub(crate) height: u32,
    /// Metadata segments left out.
    pub(crate) dropped: u32,
    /// Whether something followed the picture (a film, a second picture).
    pub(crate) tail: bool,
}

/// Reads a JPEG file.
pub(crate) fn from_jpeg(data: &[u8], limits: &Limits) -> Result<JpegFile, ImageError> {
    let cleaned = jpeg::clean(data).ok_or(ImageError::Damaged)?;
    let about = dct::describe(&cleaned.data)?;
    let (width, height) = (u32::from(about.width), u32::from(about.height));
    let shape = Shape { width, height, components: about.components, bits: 8 };
    shape.check(limits)?;
    let mut dict = encode::dictionary_like(&dictionary! {}, shape);
    dict.set("ColorSpace", device_space(about.components)?);
    dict.set("Filter", "DCTDecode");
    if about.components == 4 && about.adobe {
        // Files that Adobe's programs wrote hold ink the other way round.
        let upside_down: Vec<Object> = [1, 0].repeat(4).into_iter().map(Object::Integer).collect();
        dict.set("Decode", upside_down);
    }
    let image = encode::stream(dict, cleaned.data);
    Ok(JpegFile { image, width, height, dropped: cleaned.dropped, tail: cleaned.tail })
}

/// Packed samples (rows padded to bytes) as an image `XObject`; `palette` are RGB entries for samples
/// that are positions in it.
pub(crate) fn from_samples(
    (width, height): (u32, u32),
    (components, bits): (u32, u32),
    data: Vec<u8>,
    palette: Option<Vec<u8>>,
    limits: &Limits,
) -> Result<Stream, ImageError> {
    let shape = Shape { width, height, components, bits };
    shape.check(limits)?;
    let raster = Raster::new(shape, data)?;
    let mut dict = encode::dictionary_like(&dictionary! {}, shape);
    let smooth = palette.is_none();
    match palette {
        Some(rgb) => {
            let last = (rgb.len() / 3).saturating_sub(1) as i64;
            let table = Object::String(rgb, lopdf::StringFormat::Hexadecimal);
            dict.set("ColorSpace", vec!["Indexed".into(), "DeviceRGB".into(), last.into(), table]);
        }
        None => dict.set("ColorSpace", device_space(components)?),
    }
    encode::flate(dict, &raster, smooth)
}

/// The samples of a part of a picture file (a strip or a tile), which `part` stores and describes as an
/// image `XObject` would be.
pub(crate) fn samples(part: &Stream, limits: &Limits) -> Result<Vec<u8>, ImageError> {
    let nothing = Document::new();
    let shape = Description::read(&nothing, part)?.shape(limits)?;
    let unwrapped = unwrap(&nothing, part, limits.stream_bytes)?;
    Ok(samples_of(&nothing, unwrapped, shape, limits)?.data)
}

fn device_space(components: u32) -> Result<&'static str, ImageError> {
    match components {
        1 => Ok("DeviceGray"),
        3 => Ok("DeviceRGB"),
        4 => Ok("DeviceCMYK"),
        _ => Err(ImageError::Unsupported),
    }
}
