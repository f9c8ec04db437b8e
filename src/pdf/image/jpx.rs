//! JPEG 2000 (ISO/IEC 15444-1) into samples; painted pictures are written as Flate, or as JPEG where
//! they were lossy before.
//!
//! It refuses pictures whose size is not that of the dictionary and premultiplied opacity.

use lopdf::{Document, Object, Stream, dictionary};

use crate::geom::Quad;
use crate::pdf::limits::Limits;

use super::cover::{Grid, Span};
use super::describe::Description;
use super::raster::{Raster, Shape};
use super::space::Space;
use super::{ImageError, encode};

/// Decodes, paints out, and encodes losslessly; the second stream is the opacity channel, when the
/// dictionary says that it counts (`SMaskInData` 1, ISO 32000-2, table 87).
pub(super) fn paint(
    _document: &Document,
    image: &Stream,
    about: &Description,
    data: &[u8],
    regions: &[Quad],
    limits: &Limits,
) -> Result<(Stream, Option<Stream>), ImageError> {
    let opacity = image.dict.get(b"SMaskInData").and_then(Object::as_i64).unwrap_or(0);
    if !(0..=1).contains(&opacity) || about.stencil {
        return Err(ImageError::Unsupported);
    }
    let indexed = matches!(about.space, Some(Space::Indexed { .. }));
    let planes = decode(data, about, indexed, limits)?;
    let (name, space) = space_of(about, planes.colours)?;
    let plain = raw_colours(&space) && planes.bits == 8 && about.width.max(about.height) <= 65_535;
    let lossy = plain && is_lossy(data) && image.dict.get(b"Mask").is_err();
    let (grid, size) = (Grid::pixels(about.width, about.height), (about.width, about.height));
    let spans = grid.spans(regions);
    // What is lossy loses whole blocks, as other lossy pictures do.
    let blocks = if lossy { widened(&Grid { size, cell: (8, 8) }.spans(regions)) } else { spans.clone() };
    let mut raster = planes.interleave(0, planes.colours, about, indexed)?;
    raster.fill(&blocks, &space.darkest(raster.shape.bits, &about.decode));
    let mut dict = encode::dictionary_like(&image.dict, raster.shape);
    if let Some(name) = name {
        dict.set("ColorSpace", name);
    }
    let picture = if lossy { encode::jpeg(dict, &raster)? } else { encode::flate(dict, &raster, !indexed)? };
    if opacity == 0 || planes.samples.len() == planes.colours {
        return Ok((picture, None));
    }
    let mut alpha = planes.interleave(planes.colours, planes.colours + 1, about, false)?;
    alpha.fill(&spans, &[0]);
    let dict = encode::dictionary_like(&dictionary! { "ColorSpace" => "DeviceGray" }, alpha.shape);
    Ok((picture, Some(encode::flate(dict, &alpha, true)?)))
}

/// The dictionary's colour space, or the device space for what the data holds, with its name.
fn space_of(about: &Description, colours: usize) -> Result<(Option<&'static str>, Space), ImageError> {
    match (&about.space, colours) {
        (Some(space), _) if space.components() as usize == colours => Ok((None, space.clone())),
        (Some(_), _) => Err(ImageError::SizeMismatch),
        (None, 1) => Ok((Some("DeviceGray"), Space::Light(1))),
        (None, 3) => Ok((Some("DeviceRGB"), Space::Light(3))),
        (None, 4) => Ok((Some("DeviceCMYK"), Space::Ink(4))),
        (None, _) => Err(ImageError::Unsupported),
    }
}

/// Whether the samples are grey or RGB, which JPEG can hold without asking what they mean.
fn raw_colours(space: &Space) -> bool {
    matches!(space, Space::Light(1 | 3))
}

/// Whether the codestream was coded with the irreversible transform (A.6.1): its picture is an
/// approximation already, and samples would take many times its room.
fn is_lossy(data: &[u8]) -> bool {
    let main = data.windows(4).position(|w| w == [0xff, 0x4f, 0xff, 0x51]);
    let Some(mut at) = main.map(|m| m + 2) else { return false };
    while let Some(&[0xff, marker, high, low]) = data.get(at..).and_then(<[u8]>::first_chunk) {
        match marker {
            0x52 => return data.get(at + 13) == Some(&0),
            0x90 => return false,
            _ => at += 2 + usize::from(u16::from_be_bytes([high, low])),
        }
    }
    false
}

/// Spans of blocks of 8 × 8 pixels as spans of pixels.
fn widened(blocks: &[Span]) -> Vec<Span> {
    let rows =
        |b: &Span| (b.row * 8..b.row * 8 + 8).map(|row| (row, b.start * 8, b.end * 8)).collect::<Vec<_>>();
    blocks.iter().flat_map(rows).map(|(row, start, end)| Span { row, start, end }).collect()
}

/// Samples of each channel, colours first.
struct Planes {
    samples: Vec<Vec<f32>>,
    bits: u8,
    colours: usize,
}

fn decode(data: &[u8], about: &Description, raw: bool, limits: &Limits) -> Result<Planes, ImageError> {
    let settings = hayro_jpeg2000::DecodeSettings {
        resolve_palette_indices: !raw,
        strict: false,
        target_resolution: None,
    };
    let image = hayro_jpeg2000::Image::new(data, &settings).map_err(|_| ImageError::Damaged)?;
    if (image.width(), image.height()) != (about.width, about.height) {
        return Err(ImageError::SizeMismatch);
    }
    let colours = usize::from(image.color_space().num_channels());
    let components = (colours + usize::from(image.has_alpha())) as u32;
    // Samples are floats while they are decoded.
    Shape { width: about.width, height: about.height, components, bits: 16 }.check(limits)?;
    let mut context = hayro_jpeg2000::DecoderContext::default();
    let decoded = image.decode(&mut context).map_err(|_| ImageError::Damaged)?;
    let bits = decoded.components().first().map_or(0, hayro_jpeg2000::ComponentData::bit_depth);
    if decoded.components().len() < colours || !(1..=16).contains(&bits) {
        return Err(ImageError::Unsupported);
    }
    if decoded.components().iter().any(|c| c.bit_depth() != bits) {
        return Err(ImageError::Unsupported);
    }
    Ok(Planes { samples: decoded.components().iter().map(|c| c.samples().to_vec()).collect(), bits, colours })
}

impl Planes {
    /// Channels `from..to` as packed samples: positions in a colour table as they are, others
    /// stretched to 8 or 16 bits.
    fn interleave(
        &self,
        from: usize,
        to: usize,
        about: &Description,
        raw: bool,
    ) -> Result<Raster, ImageError> {
        let channels = self.samples.get(from..to).ok_or(ImageError::SizeMismatch)?;
        let bits = if self.bits > 8 { 16 } else { 8 };
        let shape =
            Shape { width: about.width, height: about.height, components: channels.len() as u32, bits };
        let (top, full) = (((1u32 << bits) - 1) as f32, ((1u32 << self.bits) - 1) as f32);
        let stretch = if raw { 1.0 } else { top / full };
        let pixels = about.width as usize * about.height as usize;
        if channels.iter().any(|c| c.len() < pixels) {
            return Err(ImageError::SizeMismatch);
        }
        let mut data = Vec::with_capacity(shape.bytes());
        for pixel in 0..pixels {
            for channel in channels {
                let value = (channel.get(pixel).copied().unwrap_or(0.0) * stretch + 0.5).clamp(0.0, top);
                let bytes = (value as u16).to_be_bytes();
                data.extend_from_slice(if bits == 16 { &bytes } else { &bytes[1..] });
            }
        }
        Raster::new(shape, data)
    }
}
