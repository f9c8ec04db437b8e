//! A drawn page as an image `XObject`: lossless, gray where it has no colour.

use lopdf::{Stream, dictionary};

use super::ImageError;
use super::encode;
use super::raster::{Raster, Shape};
use crate::pdf::limits::Limits;

/// An image of rows from the top with three bytes (red, green, blue) a pixel.
///
/// # Errors
/// When the bytes do not fit the size, or the image is above the limits.
pub fn drawn(width: u32, height: u32, rgb: &[u8]) -> Result<Stream, ImageError> {
    let coloured = rgb.chunks_exact(3).any(|p| p.windows(2).any(|w| w.first() != w.last()));
    let components = if coloured { 3 } else { 1 };
    let shape = Shape { width, height, components, bits: 8 };
    shape.check(&Limits::default())?;
    if rgb.len() as u64 != u64::from(width) * u64::from(height) * 3 {
        return Err(ImageError::Damaged);
    }
    let data = if coloured { rgb.to_vec() } else { rgb.iter().step_by(3).copied().collect() };
    let dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "BitsPerComponent" => 8,
        "ColorSpace" => if coloured { "DeviceRGB" } else { "DeviceGray" },
    };
    encode::flate(dict, &Raster { shape, data }, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_colour_becomes_gray_and_one_that_is_cut_off_is_refused() {
        let space = |rgb: &[u8]| {
            let image = drawn(2, 1, rgb).expect("an image");
            image.dict.get(b"ColorSpace").and_then(|s| s.as_name()).expect("a name").to_vec()
        };
        assert_eq!(space(&[7, 7, 7, 200, 200, 200]), b"DeviceGray");
        assert_eq!(space(&[7, 7, 7, 200, 200, 201]), b"DeviceRGB");
        assert!(drawn(2, 1, &[7, 7, 7]).is_err());
    }
}
