//! Samples of pictures (ISO 32000-2, 8.9), for one question: is what lies under a panel constant?
//!
//! The codecs are crates: common mode with the writer. Colour is not needed, samples are compared as
//! they are. A picture that cannot be decoded is said to be so: R900.

mod codec;
pub(crate) mod extras;
pub(crate) mod region;
mod shade;

use crate::verify::limits;
use crate::verify::paint::Source;
use crate::verify::reader::filter::{self, Step};
use crate::verify::reader::{Dict, Document, Object};

/// Decoded samples: one byte each, interleaved.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Samples {
    /// Pixels in a row.
    pub(crate) width: usize,
    /// Rows.
    pub(crate) height: usize,
    /// Samples of a pixel.
    pub(crate) components: usize,
    /// The samples; what a truncated picture lacks is missing at the end.
    pub(crate) data: Vec<u8>,
    /// How far equal pixels may differ: a lossy codec does not keep them exactly.
    pub(crate) tolerance: u8,
    /// Whether bytes stand after the last row.
    pub(crate) excess: bool,
    /// What the samples mean, where that is known.
    pub(crate) shade: Option<shade::Shade>,
}

impl Samples {
    /// The pixel in column `x` of row `y`, the first row on top.
    pub(crate) fn pixel(&self, x: usize, y: usize) -> Option<&[u8]> {
        let start = (y * self.width + x).checked_mul(self.components)?;
        if x < self.width && y < self.height { self.data.get(start..start + self.components) } else { None }
    }
}

/// The samples of a placed picture.
pub(crate) fn samples(document: &Document<'_>, source: &Source) -> Option<Samples> {
    match source {
        Source::Object(number) => {
            let stream = document.find(*number)?;
            let decoded = document.decoded(stream);
            decode(document, stream.dict()?, decoded)
        }
        Source::Inline(inline) => {
            let (dict, data) = inline.as_ref();
            let steps: Vec<Step> = document.steps(dict);
            decode(document, dict, &filter::decode(data, &steps, limits::STREAM_BYTES))
        }
    }
}

fn decode(document: &Document<'_>, dict: &Dict, decoded: &filter::Decoded) -> Option<Samples> {
    let mut samples = unshaded(document, dict, decoded)?;
    samples.shade = shade::of(document, dict, &samples, decoded.codec.is_some());
    Some(samples)
}

fn unshaded(document: &Document<'_>, dict: &Dict, decoded: &filter::Decoded) -> Option<Samples> {
    if decoded.fault.is_some() {
        return None;
    }
    let value =
        |key: &str| document.get(dict, key).and_then(Object::int).and_then(|v| usize::try_from(v).ok());
    let (width, height) = (value("Width")?, value("Height")?);
    if width == 0 || height == 0 || (width as u64).checked_mul(height as u64)? > limits::PIXELS {
        return None;
    }
    if let Some((name, params)) = &decoded.codec {
        return codec::decode(document, name, params, &decoded.data, (width, height));
    }
    let mask = document.get(dict, "ImageMask") == Some(&Object::Bool(true));
    let bits = if mask { 1 } else { value("BitsPerComponent")? };
    let components = if mask { 1 } else { components(document, dict.get("ColorSpace")?)? };
    unpack(&decoded.data, (width, height), components, bits)
}

/// Samples of 1 to 16 bits to bytes; of 16 bits both bytes are kept.
fn unpack(data: &[u8], (width, height): (usize, usize), components: usize, bits: usize) -> Option<Samples> {
    if !matches!(bits, 1 | 2 | 4 | 8 | 16) || components == 0 || components > 64 {
        return None;
    }
    let row = (width * components * bits).div_ceil(8);
    let excess = data.len() > row * height + 2;
    let made = |data: Vec<u8>, components| {
        Some(Samples { width, height, components, data, tolerance: 0, excess, shade: None })
    };
    match bits {
        8 => made(data.get(..row * height).unwrap_or(data).to_vec(), components),
        16 => made(data.get(..row * height).unwrap_or(data).to_vec(), components * 2),
        _ => {
            let mask = (1_u8 << bits) - 1;
            let lines = data.chunks(row).take(height);
            let per_byte = 8 / bits;
            let sample = |line: &[u8], i: usize| {
                line.get(i / per_byte).map_or(0, |b| b >> (8 - bits - (i % per_byte) * bits) & mask)
            };
            made(lines.flat_map(|l| (0..width * components).map(move |i| sample(l, i))).collect(), components)
        }
    }
}

/// Whether a row or more of something stands after the last row that a picture shows.
pub(crate) fn has_further_rows(document: &Document<'_>, dict: &Dict, decoded: &filter::Decoded) -> bool {
    let value =
        |key: &str| document.get(dict, key).and_then(Object::int).and_then(|v| usize::try_from(v).ok());
    let mask = document.get(dict, "ImageMask") == Some(&Object::Bool(true));
    let rows = || {
        let bits =
            if mask { 1 } else { value("BitsPerComponent").filter(|b| matches!(b, 1 | 2 | 4 | 8 | 16))? };
        let components = if mask { 1 } else { components(document, dict.get("ColorSpace")?)? };
        let row = value("Width")?.checked_mul(components)?.checked_mul(bits)?.div_ceil(8);
        Some((row, row.checked_mul(value("Height")?)?))
    };
    let Some((row, shown)) = rows().filter(|_| dict.is("Subtype", "Image")) else { return false };
    let rest = decoded.data.get(shown..).unwrap_or_default();
    rest.len() >= row.max(16) && rest.iter().any(|b| Some(b) != rest.first())
}

/// Components of a colour space (8.6).
pub(crate) fn components(document: &Document<'_>, space: &Object) -> Option<usize> {
    let space = document.resolve(space);
    let (family, array) = match space {
        Object::Name(n) => (n.as_slice(), [].as_slice()),
        Object::Array(a) => (document.resolve(a.first()?).name()?, a.as_slice()),
        _ => return None,
    };
    let item = |i: usize| array.get(i).map(|o| document.resolve(o));
    match family {
        b"DeviceGray" | b"G" | b"CalGray" | b"Indexed" | b"I" | b"Separation" => Some(1),
        b"DeviceRGB" | b"RGB" | b"CalRGB" | b"Lab" => Some(3),
        b"DeviceCMYK" | b"CMYK" => Some(4),
        b"DeviceN" => item(1)?.array().map(<[Object]>::len),
        b"ICCBased" => {
            let profile = document.stream(array.get(1)?)?.dict()?;
            document.get(profile, "N").and_then(Object::int).and_then(|n| usize::try_from(n).ok())
        }
        _ => None,
    }
}
