//! Looking at an image that was painted out: every sample under the regions must be the constant.

use lopdf::{Document, Object, Stream};

use crate::geom::Quad;
use crate::pdf::limits::Limits;

use super::cover::Grid;
use super::describe::{Description, entry};
use super::filters::{Codec, unwrap};
use super::paint::{constant, samples_of};
use super::{ImageError, dct};

/// The image and its masks.
pub(super) fn all(document: &Document, image: &Stream, regions: &[Quad]) -> Result<bool, ImageError> {
    let mut clean = one(document, image, regions)?;
    for key in [&b"SMask"[..], b"Mask"] {
        if let Some(Object::Stream(mask)) = entry(document, &image.dict, key)? {
            clean &= one(document, mask, regions)?;
        }
    }
    Ok(clean)
}

fn one(document: &Document, image: &Stream, regions: &[Quad]) -> Result<bool, ImageError> {
    let limits = Limits::default();
    let about = Description::read(document, image)?;
    let unwrapped = unwrap(document, image, limits.stream_bytes)?;
    if unwrapped.codec == Some(Codec::Dct) {
        let data = unwrapped.data;
        return dct::is_painted(&data, (about.width, about.height), regions);
    }
    let shape = about.shape(&limits)?;
    if (shape.width, shape.height) == (1, 1) {
        return Ok(true);
    }
    let raster = samples_of(document, unwrapped, shape, &limits)?;
    let mut filled = raster.clone();
    filled.fill(&Grid::pixels(shape.width, shape.height).spans(regions), &constant(&about, shape.bits));
    Ok(filled.data == raster.data)
}
