//! Colour spaces (ISO 32000-2, 8.6) as far as painting out needs them: how many samples a pixel has
//! and which of them look darkest.

use lopdf::{Dictionary, Document, Object};

use super::ImageError;

/// A colour space by what its samples mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Space {
    /// More is brighter: grey, RGB, and their calibrated and ICC-based kin.
    Light(u32),
    /// More is darker: CMYK, Separation, `DeviceN`.
    Ink(u32),
    /// L* and the ranges of a* and b*.
    Lab([f64; 4]),
    /// Samples are positions in a table of colours of `base`.
    Indexed { base: Box<Space>, table: Vec<u8> },
}

impl Space {
    /// Reads a colour space; names of the page's resources do not occur in image `XObject`s of a
    /// normal form.
    pub(super) fn read(document: &Document, object: &Object) -> Result<Self, ImageError> {
        Self::read_nested(document, object, 0)
    }

    fn read_nested(document: &Document, object: &Object, depth: u32) -> Result<Self, ImageError> {
        if depth > 2 {
            return Err(ImageError::Dictionary);
        }
        match resolve(document, object)? {
            Object::Name(name) => Self::named(name),
            Object::Array(parts) => {
                let part = |i: usize| parts.get(i).ok_or(ImageError::Dictionary);
                let name = resolve(document, part(0)?)?.as_name().map_err(|_| ImageError::Dictionary)?;
                match name {
                    b"CalGray" => Ok(Self::Light(1)),
                    b"CalRGB" => Ok(Self::Light(3)),
                    b"ICCBased" => icc(document, part(1)?),
                    b"Lab" => Ok(Self::Lab(lab_ranges(document, part(1)?)?)),
                    b"Separation" => Ok(Self::Ink(1)),
                    b"DeviceN" => match resolve(document, part(1)?)? {
                        Object::Array(names) => Ok(Self::Ink(names.len() as u32)),
                        _ => Err(ImageError::Dictionary),
                    },
                    b"Indexed" | b"I" => {
                        let base = Self::read_nested(document, part(1)?, depth + 1)?;
                        Self::indexed(document, base, part(2)?, part(3)?)
                    }
                    name => Self::named(name),
                }
            }
            _ => Err(ImageError::Dictionary),
        }
    }

    fn named(name: &[u8]) -> Result<Self, ImageError> {
        match name {
            b"DeviceGray" | b"G" | b"CalGray" => Ok(Self::Light(1)),
            b"DeviceRGB" | b"RGB" | b"CalRGB" => Ok(Self::Light(3)),
            b"DeviceCMYK" | b"CMYK" => Ok(Self::Ink(4)),
            _ => Err(ImageError::Unsupported),
        }
    }

    fn indexed(doc: &Document, base: Self, hival: &Object, table: &Object) -> Result<Self, ImageError> {
        if matches!(base, Self::Indexed { .. }) {
            return Err(ImageError::Dictionary);
        }
        let hival = resolve(doc, hival)?.as_i64().map_err(|_| ImageError::Dictionary)?;
        let mut bytes = match resolve(doc, table)? {
            Object::String(bytes, _) => bytes.clone(),
            Object::Stream(stream) => super::filters::decode_plain(doc, stream, 1 << 16)?,
            _ => return Err(ImageError::Dictionary),
        };
        bytes.truncate((hival.clamp(0, 255) as usize + 1) * base.components() as usize);
        Ok(Self::Indexed { base: Box::new(base), table: bytes })
    }

    /// Samples per pixel.
    pub(super) fn components(&self) -> u32 {
        match self {
            Self::Light(n) | Self::Ink(n) => *n,
            Self::Lab(_) => 3,
            Self::Indexed { .. } => 1,
        }
    }

    /// The samples of `bits` bits that give the darkest colour under a `Decode` array (ISO 32000-2,
    /// 8.9.5.2; empty when the default holds).
    pub(super) fn darkest(&self, bits: u32, decode: &[f64]) -> Vec<u32> {
        let top = (1u32 << bits) - 1;
        if let Self::Indexed { base, table } = self {
            return vec![darkest_entry(base, table, top, decode)];
        }
        let defaults = match self {
            Self::Lab([a0, a1, b0, b1]) => vec![0.0, 100.0, *a0, *a1, *b0, *b1],
            other => [0.0, 1.0].repeat(other.components() as usize),
        };
        let ranges = if decode.len() == defaults.len() { decode } else { &defaults };
        let wanted = if matches!(self, Self::Ink(_)) { 1.0 } else { 0.0 };
        ranges.chunks_exact(2).map(|r| sample_for(wanted, r[0], r[1], top)).collect()
    }
}

/// The object behind a reference, or the object itself.
pub(super) fn resolve<'a>(document: &'a Document, object: &'a Object) -> Result<&'a Object, ImageError> {
    document.dereference(object).map(|(_, object)| object).map_err(|_| ImageError::Dictionary)
}

/// The sample that decodes nearest to `value` when 0 means `low` and `top` means `high`.
fn sample_for(value: f64, low: f64, high: f64, top: u32) -> u32 {
    if !(high - low).is_normal() {
        return 0;
    }
    ((value - low) / (high - low) * f64::from(top)).round().clamp(0.0, f64::from(top)) as u32
}

/// The sample whose table entry is darkest.
fn darkest_entry(base: &Space, table: &[u8], top: u32, decode: &[f64]) -> u32 {
    let n = base.components().max(1) as usize;
    let entry = |sample: u32| match decode {
        [low, high] => (low + f64::from(sample) * (high - low) / f64::from(top)).round().max(0.0) as usize,
        _ => sample as usize,
    };
    let light = |sample: &u32| -> u32 {
        let Some(colour) = table.get(entry(*sample) * n..entry(*sample) * n + n) else { return u32::MAX };
        match base {
            Space::Ink(_) => colour.iter().map(|&c| 255 - u32::from(c)).sum(),
            Space::Lab(_) => colour.first().map_or(0, |&l| u32::from(l)),
            _ => colour.iter().map(|&c| u32::from(c)).sum(),
        }
    };
    (0..=top.min(255)).min_by_key(light).unwrap_or(0)
}

fn icc(document: &Document, profile: &Object) -> Result<Space, ImageError> {
    let Object::Stream(stream) = resolve(document, profile)? else { return Err(ImageError::Dictionary) };
    match stream.dict.get(b"N").and_then(Object::as_i64) {
        Ok(1) => Ok(Space::Light(1)),
        Ok(3) => Ok(Space::Light(3)),
        Ok(4) => Ok(Space::Ink(4)),
        _ => Err(ImageError::Dictionary),
    }
}

fn lab_ranges(document: &Document, parameters: &Object) -> Result<[f64; 4], ImageError> {
    let dict: &Dictionary = resolve(document, parameters)?.as_dict().map_err(|_| ImageError::Dictionary)?;
    let default = [-100.0, 100.0, -100.0, 100.0];
    let Ok(range) = dict.get(b"Range") else { return Ok(default) };
    let numbers = super::describe::numbers(document, range)?;
    Ok(numbers.try_into().unwrap_or(default))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_darkest_samples_follow_space_decode_and_depth() {
        let indexed = Space::Indexed {
            base: Box::new(Space::Light(3)),
            table: vec![255, 255, 255, 9, 9, 9, 200, 0, 0],
        };
        let cases: [(Space, u32, &[f64], &[u32]); 9] = [
            (Space::Light(1), 1, &[], &[0]),
            (Space::Light(1), 1, &[1.0, 0.0], &[1]),
            (Space::Light(3), 16, &[], &[0, 0, 0]),
            (Space::Ink(4), 8, &[], &[255; 4]),
            (Space::Ink(4), 8, &[1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0], &[0; 4]),
            (Space::Ink(2), 4, &[], &[15, 15]),
            (Space::Lab([-100.0, 100.0, -128.0, 127.0]), 8, &[], &[0, 128, 128]),
            (indexed.clone(), 2, &[], &[1]),
            (indexed, 2, &[2.0, 0.0], &[1]),
        ];
        for (space, bits, decode, expected) in cases {
            assert_eq!(space.darkest(bits, decode), expected, "{space:?} {decode:?}");
        }
    }
}
