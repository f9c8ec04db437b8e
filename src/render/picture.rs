//! Pixels of a page, and the two files they can become.

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::geom::Rect;

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

    /// Blackens a region of the page, in points from the upper left corner; the picture has `dpi` dots
    /// per inch. Pixels are rounded outwards.
    pub fn blacken(&mut self, region: &Rect, dpi: f64) {
        let pixel = |points: f64| points * dpi / 72.0;
        let within = |at: f64, most: u32| (at.max(0.0) as usize).min(most as usize);
        let columns =
            within(pixel(region.x0).floor(), self.width)..within(pixel(region.x1).ceil(), self.width);
        let rows =
            within(pixel(region.y0).floor(), self.height)..within(pixel(region.y1).ceil(), self.height);
        let lines = self.rgb.chunks_exact_mut(self.width.max(1) as usize * 3);
        for line in lines.take(rows.end).skip(rows.start) {
            line.get_mut(columns.start * 3..columns.end * 3).unwrap_or_default().fill(0);
        }
    }

    /// Makes nearly white white and nearly black black: what an eye cannot tell from the ground is not
    /// carried in the pixels.
    pub fn settle(&mut self) {
        for pixel in self.rgb.chunks_exact_mut(3) {
            if pixel.iter().all(|&v| v >= 0xFA) {
                pixel.fill(0xFF);
            } else if pixel.iter().all(|&v| v <= 0x05) {
                pixel.fill(0);
            }
        }
    }

    /// Whether a region (as in [`Self::blacken`]) shows one colour only: nothing is to be seen there.
    #[must_use]
    pub fn is_plain(&self, region: &Rect, dpi: f64) -> bool {
        let pixel = |points: f64, most: u32| ((points * dpi / 72.0).max(0.0) as u32).min(most);
        let (x0, x1) = (pixel(region.x0, self.width), pixel(region.x1, self.width));
        let (y0, y1) = (pixel(region.y0, self.height), pixel(region.y1, self.height));
        let first = self.pixel(x0, y0);
        (y0..y1).all(|y| (x0..x1).all(|x| self.pixel(x, y) == first))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_blackened_out_to_whole_pixels_and_nothing_else() {
        let mut picture = Picture { width: 10, height: 10, rgb: vec![200; 300] };
        picture.blacken(&Rect::new(2.5, 3.0, 4.1, 20.0), 72.0);
        for (x, y, black) in
            [(1, 5, false), (2, 5, true), (4, 3, true), (5, 5, false), (3, 2, false), (3, 9, true)]
        {
            assert_eq!(picture.pixel(x, y), Some([if black { 0 } else { 200 }; 3]), "{x}, {y}");
        }
        assert!(picture.is_plain(&Rect::new(2.0, 3.0, 5.0, 10.0), 72.0));
        assert!(!picture.is_plain(&Rect::new(1.0, 3.0, 5.0, 10.0), 72.0));
    }

    #[test]
    fn what_the_eye_cannot_tell_from_paper_or_ink_is_not_in_the_pixels() {
        let mut picture = Picture { width: 3, height: 1, rgb: vec![252, 253, 254, 3, 0, 5, 252, 0, 252] };
        picture.settle();
        assert_eq!(picture.rgb, [255, 255, 255, 0, 0, 0, 252, 0, 252]);
    }
}
