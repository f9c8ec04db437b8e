//! Pixels of a page, and the two files they can become.

use crate::diag::Place;
use crate::error::{Error, Result};

/// Pixels in rows from the top, three bytes (red, green, blue) each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// `width × height × 3` bytes.
    pub rgb: Vec<u8>,
}

impl Picture {
    /// The picture as a PNG file without any text chunk.
    ///
    /// # Errors
    /// When the pixels do not fit the size.
    pub fn png(&self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().map_err(|_| unwritten())?;
        writer.write_image_data(&self.rgb).map_err(|_| unwritten())?;
        writer.finish().map_err(|_| unwritten())?;
        Ok(out)
    }

    /// The pixel in column `x` and row `y`, from the upper left.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> Option<[u8; 3]> {
        let at = (y as usize * self.width as usize + x as usize) * 3;
        (x < self.width).then_some(())?;
        self.rgb.get(at..at + 3)?.try_into().ok()
    }
}

/// The picture as a JPEG file without metadata; `quality` from 1 to 100.
///
/// # Errors
/// When the picture is larger than JPEG allows.
pub fn to_jpeg(picture: &Picture, quality: u8) -> Result<Vec<u8>> {
    let side = |n: u32| u16::try_from(n).map_err(|_| unwritten());
    let mut out = Vec::new();
    jpeg_encoder::Encoder::new(&mut out, quality)
        .encode(&picture.rgb, side(picture.width)?, side(picture.height)?, jpeg_encoder::ColorType::Rgb)
        .map_err(|_| unwritten())?;
    Ok(out)
}

fn unwritten() -> Error {
    Error::problem(Place::default(), "the picture could not be written", "")
}
