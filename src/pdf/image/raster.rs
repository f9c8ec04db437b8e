//! Packed samples as ISO 32000-2, 8.9.5.2 lays them out: rows from the top, each padded to a byte.

use crate::pdf::limits::Limits;

use super::ImageError;
use super::cover::Span;

/// The size of an image and of its samples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Samples per pixel.
    pub(super) components: u32,
    /// Bits per sample: 1, 2, 4, 8 or 16.
    pub(super) bits: u32,
}

impl Shape {
    /// Bytes of a row with its padding.
    pub(super) fn row_bytes(&self) -> usize {
        (self.width as usize * self.components as usize * self.bits as usize).div_ceil(8)
    }

    /// Bytes of all rows.
    pub(super) fn bytes(&self) -> usize {
        self.row_bytes().saturating_mul(self.height as usize)
    }

    /// Refuses what no image has and what the limits forbid, before anything is allocated.
    pub(super) fn check(&self, limits: &Limits) -> Result<(), ImageError> {
        if self.width == 0 || self.height == 0 || !matches!(self.bits, 1 | 2 | 4 | 8 | 16) {
            return Err(ImageError::Dictionary);
        }
        if self.components == 0 || self.components > 32 {
            return Err(ImageError::Dictionary);
        }
        let pixels = u64::from(self.width) * u64::from(self.height);
        if pixels > limits.image_pixels as u64 || self.bytes() > limits.stream_bytes {
            return Err(ImageError::TooLarge);
        }
        Ok(())
    }
}

/// Samples of an image.
#[derive(Debug, Clone)]
pub(super) struct Raster {
    pub(super) shape: Shape,
    pub(super) data: Vec<u8>,
}

impl Raster {
    /// Takes decoded bytes for an image: surplus bytes are cut off, missing ones are zero as viewers
    /// have it, but at least one whole row must be there.
    pub(super) fn new(shape: Shape, mut data: Vec<u8>) -> Result<Self, ImageError> {
        if data.len() < shape.row_bytes() {
            return Err(ImageError::Damaged);
        }
        data.resize(shape.bytes(), 0);
        let mut raster = Self { shape, data };
        raster.clear_padding();
        Ok(raster)
    }

    /// Sets every pixel of the spans to the same samples, one value per component.
    pub(super) fn fill(&mut self, spans: &[Span], samples: &[u32]) {
        for span in spans {
            self.fill_span(*span, samples);
        }
    }

    /// The samples of the pixels of a span, each with the number of its component.
    pub(super) fn samples(&self, span: Span) -> impl Iterator<Item = (usize, u16)> {
        let (shape, components) = (self.shape, self.shape.components as usize);
        let row = self.data.chunks_exact(shape.row_bytes().max(1)).nth(span.row as usize).unwrap_or_default();
        let places = span.start as usize * components..span.end.min(shape.width) as usize * components;
        places.filter_map(move |at| Some((at % components.max(1), sample(row, at, shape.bits)?)))
    }

    fn fill_span(&mut self, span: Span, samples: &[u32]) {
        let (shape, stride) = (self.shape, self.shape.row_bytes());
        let Some(row) = self.data.chunks_exact_mut(stride).nth(span.row as usize) else { return };
        let columns = span.start..span.end.min(shape.width);
        if shape.bits == 8 && samples.len() == shape.components as usize {
            let pixel: Vec<u8> = samples.iter().map(|&s| s as u8).collect();
            let pixels = row.chunks_exact_mut(pixel.len()).skip(columns.start as usize).take(columns.len());
            pixels.for_each(|p| p.copy_from_slice(&pixel));
            return;
        }
        for x in columns {
            for (c, &sample) in samples.iter().enumerate() {
                put(row, x as usize * shape.components as usize + c, shape.bits, sample);
            }
        }
    }

    /// Bits after the last sample of a row belong to no pixel and may hold anything: they go.
    fn clear_padding(&mut self) {
        let used = self.shape.width as usize * self.shape.components as usize * self.shape.bits as usize;
        let spare = self.shape.row_bytes() * 8 - used;
        if spare == 0 {
            return;
        }
        for row in self.data.chunks_exact_mut(self.shape.row_bytes()) {
            if let Some(last) = row.last_mut() {
                *last &= 0xff << spare;
            }
        }
    }
}

/// Sample number `index` of a row.
fn sample(row: &[u8], index: usize, bits: u32) -> Option<u16> {
    let bit = index * bits as usize;
    let byte = u16::from(*row.get(bit / 8)?);
    match bits {
        16 => Some(byte << 8 | u16::from(*row.get(bit / 8 + 1)?)),
        bits => Some(byte >> (8 - bits as usize - bit % 8) & ((1 << bits) - 1)),
    }
}

/// Writes sample number `index` of a row.
fn put(row: &mut [u8], index: usize, bits: u32, sample: u32) {
    let bit = index * bits as usize;
    let at = bit / 8;
    if bits == 16 {
        if let Some(two) = row.get_mut(at..at + 2) {
            two.copy_from_slice(&(sample as u16).to_be_bytes());
        }
        return;
    }
    if let Some(byte) = row.get_mut(at) {
        let shift = 8 - bits as usize - bit % 8;
        let mask = (((1u16 << bits) - 1) << shift) as u8;
        *byte = (*byte & !mask) | (((sample as u16) << shift) as u8 & mask);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_every_width_are_overwritten_and_their_neighbours_kept() {
        for bits in [1, 2, 4, 8, 16] {
            let shape = Shape { width: 5, height: 2, components: 3, bits };
            let mut raster = Raster::new(shape, vec![0xff; shape.bytes()]).expect("enough data");
            raster.fill(&[Span { row: 1, start: 1, end: 3 }], &[0, 0, 0]);
            let stride = shape.row_bytes();
            let ones: u32 = raster.data.iter().map(|b| b.count_ones()).sum();
            assert_eq!(ones, (2 * 5 * 3 - 2 * 3) * bits, "{bits} bits");
            assert!(raster.data[..stride].iter().take(stride - 1).all(|&b| b == 0xff), "{bits} bits");
        }
    }

    #[test]
    fn nothing_is_left_behind_the_last_row_or_in_the_padding() {
        let shape = Shape { width: 3, height: 2, components: 1, bits: 1 };
        let raster = Raster::new(shape, b"\xff\xffsecret".to_vec()).expect("enough data");
        assert_eq!(raster.data, [0b1110_0000, 0b1110_0000]);
    }

    #[test]
    fn an_image_of_no_or_too_many_pixels_is_refused() {
        let limits = Limits::default();
        let shape = |width, height| Shape { width, height, components: 3, bits: 8 };
        assert_eq!(shape(0, 5).check(&limits), Err(ImageError::Dictionary));
        assert_eq!(shape(u32::MAX, u32::MAX).check(&limits), Err(ImageError::TooLarge));
        assert_eq!(shape(20_000, 20_000).check(&limits), Err(ImageError::TooLarge));
    }
}
