//! What an image dictionary (ISO 32000-2, table 87) says, read once and checked.

use lopdf::{Dictionary, Document, Object, Stream};

use crate::pdf::limits::Limits;

use super::ImageError;
use super::raster::Shape;
use super::space::{Space, resolve};

/// The entries of an image dictionary that matter for its samples.
#[derive(Debug, Clone)]
pub(super) struct Description {
    pub(super) width: u32,
    pub(super) height: u32,
    /// `BitsPerComponent`; 1 for stencils; `None` where only JPX data can tell.
    pub(super) bits: Option<u32>,
    /// `None` for stencils and where only JPX data can tell.
    pub(super) space: Option<Space>,
    /// Empty when the default holds.
    pub(super) decode: Vec<f64>,
    /// True for a stencil (`ImageMask`).
    pub(super) stencil: bool,
}

impl Description {
    /// Reads the dictionary of an image `XObject`.
    pub(super) fn read(document: &Document, image: &Stream) -> Result<Self, ImageError> {
        let dict = &image.dict;
        let stencil = matches!(entry(document, dict, b"ImageMask")?, Some(Object::Boolean(true)));
        let space = match dict.get(b"ColorSpace") {
            Ok(object) if !stencil => Some(Space::read(document, object)?),
            _ => None,
        };
        let bits = if stencil { Some(1) } else { size(document, dict, b"BitsPerComponent")? };
        let decode = match dict.get(b"Decode") {
            Ok(object) => numbers(document, object)?,
            Err(_) => Vec::new(),
        };
        let required = |value: Option<u32>| value.ok_or(ImageError::Dictionary);
        Ok(Self {
            width: required(size(document, dict, b"Width")?)?,
            height: required(size(document, dict, b"Height")?)?,
            bits,
            space,
            decode,
            stencil,
        })
    }

    /// The shape of the samples behind the filters, within the limits.
    pub(super) fn shape(&self, limits: &Limits) -> Result<Shape, ImageError> {
        let components = match &self.space {
            Some(space) => space.components(),
            None if self.stencil => 1,
            None => return Err(ImageError::Dictionary),
        };
        let bits = self.bits.ok_or(ImageError::Dictionary)?;
        let shape = Shape { width: self.width, height: self.height, components, bits };
        shape.check(limits)?;
        Ok(shape)
    }
}

/// An entry behind its reference; `None` when it is absent or null.
pub(super) fn entry<'a>(
    document: &'a Document,
    dict: &'a Dictionary,
    key: &[u8],
) -> Result<Option<&'a Object>, ImageError> {
    match dict.get(key) {
        Ok(object) => Ok(Some(resolve(document, object)?).filter(|o| !o.is_null())),
        Err(_) => Ok(None),
    }
}

/// An array of numbers.
pub(super) fn numbers(document: &Document, object: &Object) -> Result<Vec<f64>, ImageError> {
    let array = resolve(document, object)?.as_array().map_err(|_| ImageError::Dictionary)?;
    array
        .iter()
        .map(|n| Ok(f64::from(resolve(document, n)?.as_float().map_err(|_| ImageError::Dictionary)?)))
        .collect()
}

fn size(document: &Document, dict: &Dictionary, key: &[u8]) -> Result<Option<u32>, ImageError> {
    match entry(document, dict, key)? {
        Some(Object::Integer(n)) => Ok(Some(u32::try_from(*n).map_err(|_| ImageError::Dictionary)?)),
        Some(_) => Err(ImageError::Dictionary),
        None => Ok(None),
    }
}
