//! How dark a pixel is (ISO 32000-2, 8.6 and 8.9.5.2), as far as can be told without colour management.

use super::Samples;
use crate::verify::reader::{Dict, Document, Object};

/// What the samples of a picture mean.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shade {
    /// One sample from 0 to `most`; `inverted`: the highest is black.
    Gray { most: u8, inverted: bool },
    /// Three samples of light.
    Rgb { inverted: bool },
    /// Four samples of ink.
    Cmyk { inverted: bool },
    /// The level of each entry of an Indexed space.
    Palette(Vec<u8>),
    /// A stencil: the sample that paints.
    Stencil { paints: u8 },
}

impl Shade {
    /// From 0, black, to 255; what a stencil leaves out is 255.
    pub(crate) fn level(&self, pixel: &[u8]) -> u8 {
        let turned = |v: u8, inverted: bool| if inverted { 255 - v } else { v };
        match (self, pixel) {
            (Self::Gray { most, inverted }, [v, ..]) => {
                let scaled = u32::from((*v).min(*most)) * 255 / u32::from(*most).max(1);
                turned(scaled as u8, *inverted)
            }
            (Self::Rgb { inverted }, rgb) => rgb.iter().map(|v| turned(*v, *inverted)).max().unwrap_or(255),
            (Self::Cmyk { inverted }, [inks @ .., k]) => {
                let ink = |v: u8| u32::from(turned(v, *inverted));
                let light = |c: &u8| (255 - ink(*c)) * (255 - ink(*k)) / 255;
                inks.iter().map(light).max().unwrap_or(255) as u8
            }
            (Self::Palette(levels), [v, ..]) => levels.get(usize::from(*v)).copied().unwrap_or(0),
            (Self::Stencil { paints }, [v, ..]) if v == paints => 0,
            _ => 255,
        }
    }

    /// Whether a pixel of a mask is less opaque than this: of a soft mask white is opaque, of a stencil
    /// what it paints.
    pub(crate) fn lets_through(&self, pixel: &[u8], opaque: u8) -> bool {
        let level = self.level(pixel);
        if matches!(self, Self::Stencil { .. }) { level != 0 } else { level < opaque }
    }
}

/// The meaning of a picture's samples; none where polarity or space is not known.
pub(super) fn of(document: &Document<'_>, dict: &Dict, samples: &Samples, coded: bool) -> Option<Shade> {
    let decode = document.numbers(dict, "Decode");
    let inverted = decode.as_deref().is_some_and(|d| matches!(d, [a, b, ..] if a > b));
    if document.get(dict, "ImageMask") == Some(&Object::Bool(true)) {
        return (!coded).then_some(Shade::Stencil { paints: u8::from(inverted) });
    }
    if coded {
        // the codecs of one bit have polarities of their own, and JPEG of four inks has two
        let eight = samples.tolerance > 0;
        return match samples.components {
            1 if eight => Some(Shade::Gray { most: 255, inverted }),
            3 => Some(Shade::Rgb { inverted }),
            _ => None,
        };
    }
    let space = document.resolve(dict.get("ColorSpace")?);
    let array = space.array().unwrap_or_default();
    let family = space.name().or_else(|| array.first().and_then(|f| document.resolve(f).name()))?;
    let bits = document.get(dict, "BitsPerComponent").and_then(Object::int).unwrap_or(8);
    // of 16 bits both bytes are kept: the first is the higher
    let most = if bits >= 8 { 255 } else { ((1_u16 << bits.clamp(1, 7)) - 1) as u8 };
    match (family, samples.components / if bits == 16 { 2 } else { 1 }) {
        (b"Indexed" | b"I", _) => palette(document, array).map(Shade::Palette),
        (b"Separation", _) => Some(Shade::Gray { most, inverted: !inverted }),
        (b"DeviceGray" | b"G" | b"CalGray", _) | (b"ICCBased", 1) => Some(Shade::Gray { most, inverted }),
        (b"DeviceRGB" | b"RGB" | b"CalRGB", _) | (b"ICCBased", 3) if bits == 8 => {
            Some(Shade::Rgb { inverted })
        }
        (b"DeviceCMYK" | b"CMYK", _) | (b"ICCBased", 4) if bits == 8 => Some(Shade::Cmyk { inverted }),
        _ => None,
    }
}

fn palette(document: &Document<'_>, array: &[Object]) -> Option<Vec<u8>> {
    let base = array.get(1)?;
    let components = super::components(document, base)?;
    let stream = array.get(3).and_then(|t| document.stream(t)).map(|s| document.decoded(s).data.as_slice());
    let table = stream.or_else(|| array.get(3).and_then(|t| document.resolve(t).string()))?;
    let shade = match components {
        1 => Shade::Gray { most: 255, inverted: false },
        3 => Shade::Rgb { inverted: false },
        4 => Shade::Cmyk { inverted: false },
        _ => return None,
    };
    Some(table.chunks_exact(components).map(|entry| shade.level(entry)).collect())
}
