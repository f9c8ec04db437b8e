//! Decode one image, overwrite what lies under the regions, encode it anew: by codec.

use lopdf::{Document, Object, Stream};

use crate::geom::Quad;
use crate::pdf::limits::Limits;

use super::cover::Grid;
use super::describe::{Description, entry};
use super::filters::{Codec, Unwrapped, unwrap};
use super::raster::{Raster, Shape};
use super::space::Space;
use super::{ImageError, Painted, bilevel, dct, encode, jpx};

/// The image and its masks without the samples under the regions.
pub(super) fn all(document: &Document, image: &Stream, regions: &[Quad]) -> Result<Painted, ImageError> {
    let (picture, alpha) = one(document, image, regions)?;
    let part = |key: &[u8]| match entry(document, &image.dict, key)? {
        Some(Object::Stream(mask)) => one(document, mask, regions).map(|(stream, _)| Some(stream)),
        _ => Ok(None),
    };
    let soft_mask = if alpha.is_some() { alpha } else { part(b"SMask")? };
    Ok(Painted { image: picture, soft_mask, mask: part(b"Mask")? })
}

/// One image; the second stream is an alpha channel that was inside JPX data (`SMaskInData`).
pub(super) fn one(
    doc: &Document,
    image: &Stream,
    regions: &[Quad],
) -> Result<(Stream, Option<Stream>), ImageError> {
    let limits = Limits::default();
    let about = Description::read(doc, image)?;
    let unwrapped = unwrap(doc, image, limits.stream_bytes)?;
    match unwrapped.codec {
        Some(Codec::Jpx) => jpx::paint(doc, image, &about, &unwrapped.data, regions, &limits),
        Some(Codec::Dct) => Ok((paint_dct(image, &about, &unwrapped, regions, &limits)?, None)),
        codec => {
            let shape = about.shape(&limits)?;
            let mut raster = samples_of(doc, unwrapped, shape, &limits)?;
            // a single sample tells nothing; what draws is its mask, which is painted out
            if (shape.width, shape.height) != (1, 1) {
                let spans = Grid::pixels(shape.width, shape.height).spans(regions);
                raster.fill(&spans, &constant(&about, shape.bits));
            }
            let dict = encode::dictionary_like(&image.dict, shape);
            let stream = match codec {
                Some(_) => encode::group4(dict, &raster)?,
                None => encode::flate(dict, &raster, !matches!(about.space, Some(Space::Indexed { .. })))?,
            };
            Ok((stream, None))
        }
    }
}

/// The samples of an image that is neither JPEG nor JPEG 2000.
pub(super) fn samples_of(
    doc: &Document,
    unwrapped: Unwrapped<'_>,
    shape: Shape,
    limits: &Limits,
) -> Result<Raster, ImageError> {
    let Unwrapped { data, codec, parameters } = unwrapped;
    match codec {
        None => Raster::new(shape, data.into_owned()),
        Some(Codec::Ccitt) => bilevel::ccitt(&data, &parameters, shape),
        Some(Codec::Jbig2) => bilevel::jbig2(doc, &data, &parameters, shape, limits.stream_bytes),
        Some(Codec::Dct | Codec::Jpx) => Err(ImageError::Unsupported),
    }
}

/// The samples that take the place of what is removed: for stencils the bit that paints nothing,
/// otherwise the darkest colour, which in a soft mask means transparent.
pub(super) fn constant(about: &Description, bits: u32) -> Vec<u32> {
    match &about.space {
        Some(space) => space.darkest(bits, &about.decode),
        None => vec![u32::from(about.decode.first().is_none_or(|&low| low < 0.5))],
    }
}

fn paint_dct(
    image: &Stream,
    about: &Description,
    unwrapped: &Unwrapped<'_>,
    regions: &[Quad],
    limits: &Limits,
) -> Result<Stream, ImageError> {
    let components = about.space.as_ref().ok_or(ImageError::Dictionary)?.components();
    let shape = Shape { width: about.width, height: about.height, components, bits: 8 };
    shape.check(limits)?;
    let transform = unwrapped.parameters.get(b"ColorTransform").and_then(Object::as_i64).ok();
    let samples: Vec<u8> = constant(about, 8).iter().map(|&s| s as u8).collect();
    let painted = dct::paint(&unwrapped.data, shape, transform, &samples, regions)?;
    let mut dict = encode::dictionary_like(&image.dict, shape);
    dict.set("Filter", "DCTDecode");
    if let Some(transform) = transform {
        dict.set("DecodeParms", lopdf::dictionary! { "ColorTransform" => transform });
    }
    Ok(encode::stream(dict, painted))
}
