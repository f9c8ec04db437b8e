//! Where an image shows nothing: its samples are all alike there.
//!
//! It exists because text under a picture is either what was recognised in it or what it was laid over
//! to hide. What cannot be decoded answers nothing.

use lopdf::{Document, Stream};

use crate::geom::Quad;
use crate::pdf::limits::Limits;

use super::cover::{Grid, Span};
use super::describe::Description;
use super::filters::{Codec, unwrap};
use super::raster::Raster;
use super::{ImageError, dct, paint};

/// By how much samples of 8 bits may differ and still be alike: the noise of a scanner.
const NOISE: u16 = 8;

/// The samples of an image without its masks, decoded once.
pub struct Samples(Kind);

enum Kind {
    Raster(Raster),
    Blocks(Box<dct::Picture>),
}

impl Samples {
    /// Decodes an image.
    ///
    /// # Errors
    /// When it cannot be decoded.
    pub fn read(document: &Document, image: &Stream) -> Result<Self, ImageError> {
        let limits = Limits::default();
        let about = Description::read(document, image)?;
        let unwrapped = unwrap(document, image, limits.stream_bytes)?;
        match unwrapped.codec {
            // what becomes of it is a JPEG or plain samples
            Some(Codec::Jpx) => Self::plain(document, &paint::one(document, image, &[])?.0),
            Some(Codec::Dct) => Ok(Self(Kind::Blocks(Box::new(dct::read(&unwrapped.data)?)))),
            _ => {
                let shape = about.shape(&limits)?;
                Ok(Self(Kind::Raster(paint::samples_of(document, unwrapped, shape, &limits)?)))
            }
        }
    }

    fn plain(document: &Document, image: &Stream) -> Result<Self, ImageError> {
        let unwrapped = unwrap(document, image, Limits::default().stream_bytes)?;
        if unwrapped.codec == Some(Codec::Jpx) {
            Err(ImageError::Unsupported)
        } else {
            Self::read(document, image)
        }
    }

    /// Whether all samples under a region of the image's unit square (8.9.3) are alike; a JPEG answers
    /// for whole blocks.
    pub fn are_alike(&self, region: &Quad) -> bool {
        let regions = [*region];
        match &self.0 {
            Kind::Blocks(picture) => dct::is_one_value(picture, &regions),
            Kind::Raster(raster) => {
                let grid = Grid::pixels(raster.shape.width, raster.shape.height);
                is_one_value(raster, &grid.spans(&regions))
            }
        }
    }
}

fn is_one_value(raster: &Raster, spans: &[Span]) -> bool {
    let noise = if raster.shape.bits == 8 { NOISE } else { 0 };
    let (mut low, mut high) = ([u16::MAX; 4], [0; 4]);
    for (component, sample) in spans.iter().flat_map(|span| raster.samples(*span)) {
        let (Some(low), Some(high)) = (low.get_mut(component), high.get_mut(component)) else { return false };
        (*low, *high) = (sample.min(*low), sample.max(*high));
        if *high - *low > noise {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;
    use crate::geom::{Matrix, Rect};

    fn at(x0: f64, y0: f64, x1: f64, y1: f64) -> Quad {
        Matrix::IDENTITY.apply_rect(&Rect { x0, y0, x1, y1 })
    }

    #[test]
    fn a_picture_shows_nothing_where_its_samples_are_alike() {
        let document = Document::new();
        for (bits, ink) in [(1, 0x80), (8, 0x80)] {
            // white, with one dark sample in the upper left corner
            let mut data = vec![0xff_u8; 8 * 8 * bits / 8];
            data[0] ^= ink;
            let image = Stream::new(
                dictionary! {
                    "Width" => 8, "Height" => 8, "BitsPerComponent" => bits as i64, "ColorSpace" => "DeviceGray",
                },
                data,
            );
            let samples = Samples::read(&document, &image).expect("plain samples");
            assert!(samples.are_alike(&at(0.0, 0.0, 1.0, 0.8)), "{bits} bits, below the sample");
            assert!(samples.are_alike(&at(0.2, 0.0, 1.0, 1.0)), "{bits} bits, beside the sample");
            assert!(!samples.are_alike(&at(0.0, 0.0, 1.0, 1.0)), "{bits} bits, all of it");
        }
    }
}
