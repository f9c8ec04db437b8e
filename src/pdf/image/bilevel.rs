//! CCITT (ITU-T T.4, T.6) and JBIG2 (ITU-T T.88) into packed samples, and packed samples into Group 4.
//!
//! It refuses codestreams whose size is not that of the dictionary.

use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode};
use lopdf::{Dictionary, Document, Object, dictionary};

use crate::pdf::limits::Limits;

use super::describe::entry;
use super::raster::{Raster, Shape};
use super::{ImageError, clean, filters};

/// Bits of an image, row by row; `black` is the bit that a black pixel gets.
struct Rows {
    data: Vec<u8>,
    row_bytes: usize,
    height: usize,
    columns: usize,
    black: bool,
    at: (usize, usize),
}

impl Rows {
    fn new(shape: Shape, black: bool) -> Self {
        let data = vec![if black { 0 } else { 0xff }; shape.bytes()];
        let (row_bytes, height) = (shape.row_bytes(), shape.height as usize);
        Self { data, row_bytes, height, columns: shape.width as usize, black, at: (0, 0) }
    }

    /// Makes columns `from..to` of the current row black: whole bytes at once where it can.
    fn blacken(&mut self, from: usize, to: usize) {
        let (to, black) = (to.min(self.columns), self.black);
        let start = self.at.1 * self.row_bytes;
        let Some(row) = self.data.get_mut(start..start + self.row_bytes).filter(|_| from < to) else {
            return;
        };
        let (first, last) = (from / 8, (to - 1) / 8);
        for (i, byte) in row.iter_mut().enumerate().take(last + 1).skip(first) {
            let head = if i == first { 0xff >> (from % 8) } else { 0xff };
            let tail = if i == last { 0xffu8 << (7 - (to - 1) % 8) } else { 0xff };
            *byte = if black { *byte | head & tail } else { *byte & !(head & tail) };
        }
    }
}

impl Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        for pair in changes.chunks(2) {
            let from = pair.first().map_or(0, |&x| x as usize);
            self.blacken(from, pair.get(1).map_or(self.columns, |&x| x as usize));
        }
        self.at.1 += 1;
    }
}

impl hayro_jbig2::Decoder for Rows {
    fn push_pixel(&mut self, black: bool) {
        if black {
            self.blacken(self.at.0, self.at.0 + 1);
        }
        self.at.0 += 1;
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        let end = self.at.0 + chunk_count as usize * 8;
        if black {
            self.blacken(self.at.0, end);
        }
        self.at.0 = end;
    }

    fn next_line(&mut self) {
        self.at = (0, self.at.1 + 1);
    }
}

/// Undoes `CCITTFaxDecode` (ISO 32000-2, table 11).
pub(super) fn ccitt(data: &[u8], parameters: &Dictionary, shape: Shape) -> Result<Raster, ImageError> {
    let flag = |key: &[u8], default| match parameters.get(key) {
        Ok(Object::Boolean(b)) => *b,
        _ => default,
    };
    let k = parameters.get(b"K").and_then(Object::as_i64).unwrap_or(0);
    let columns = parameters.get(b"Columns").and_then(Object::as_i64).unwrap_or(1728);
    if columns != i64::from(shape.width) || shape.components != 1 || shape.bits != 1 {
        return Err(ImageError::SizeMismatch);
    }
    let settings = DecodeSettings {
        columns: shape.width,
        rows: shape.height,
        end_of_block: flag(b"EndOfBlock", true),
        end_of_line: flag(b"EndOfLine", false),
        rows_are_byte_aligned: flag(b"EncodedByteAlign", false),
        encoding: match k {
            ..0 => EncodingMode::Group4,
            0 => EncodingMode::Group3_1D,
            _ => EncodingMode::Group3_2D,
        },
        strict: false,
    };
    let mut rows = Rows::new(shape, flag(b"BlackIs1", false));
    let done = hayro_ccitt::decode(data, &mut rows, &mut DecoderContext::new(settings));
    if done.is_err() && rows.at.1 < rows.height {
        return Err(ImageError::Damaged);
    }
    Raster::new(shape, rows.data)
}

/// Undoes `JBIG2Decode` (ISO 32000-2, 7.4.7): black pixels become 0.
pub(super) fn jbig2(
    document: &Document,
    data: &[u8],
    parameters: &Dictionary,
    shape: Shape,
    cap: usize,
) -> Result<Raster, ImageError> {
    let settings = hayro_jbig2::DecodeSettings { strict: false };
    let globals = match entry(document, parameters, b"JBIG2Globals")? {
        Some(Object::Stream(stream)) => {
            let bytes = filters::decode_plain(document, stream, cap)?;
            Some(hayro_jbig2::Globals::new(&bytes, &settings).map_err(|_| ImageError::Damaged)?)
        }
        _ => None,
    };
    let page = hayro_jbig2::Page::new_embedded(data, globals.as_ref(), &settings)
        .map_err(|_| ImageError::Damaged)?;
    if (page.width(), page.height()) != (shape.width, shape.height) || shape.components * shape.bits != 1 {
        return Err(ImageError::SizeMismatch);
    }
    // Regions may overlap, but not so often that decoding them takes forever.
    let limit = 4 * Limits::default().image_pixels as u64;
    if clean::jbig2::region_pixels(data) > limit {
        return Err(ImageError::TooLarge);
    }
    let mut rows = Rows::new(shape, false);
    page.decode(&mut rows).map_err(|_| ImageError::Damaged)?;
    Raster::new(shape, rows.data)
}

/// A raster of one bit per pixel as Group 4 with its `DecodeParms`.
pub(super) fn group4(raster: &Raster) -> Result<(Vec<u8>, Dictionary), ImageError> {
    let width = raster.shape.width;
    let mut encoder = fax::encoder::Encoder::new(fax::VecWriter::new());
    for row in raster.data.chunks_exact(raster.shape.row_bytes()) {
        let pixel = |x: u32| row.get(x as usize / 8).is_some_and(|byte| byte & (0x80 >> (x % 8)) != 0);
        let line = (0..width).map(|x| if pixel(x) { fax::Color::White } else { fax::Color::Black });
        encoder.encode_line(line, width).map_err(|_| ImageError::Unsupported)?;
    }
    let data = encoder.finish().map_err(|_| ImageError::Unsupported)?.finish();
    let parameters = dictionary! {
        "K" => -1, "Columns" => i64::from(width), "Rows" => i64::from(raster.shape.height),
    };
    Ok((data, parameters))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(width: u32, height: u32) -> Raster {
        let shape = Shape { width, height, components: 1, bits: 1 };
        let data = (0..shape.bytes()).map(|i| (i * i % 253) as u8).collect();
        Raster::new(shape, data).expect("enough data")
    }

    #[test]
    fn group_4_comes_back_bit_for_bit() {
        for (width, height) in [(1, 1), (8, 3), (13, 7), (1728, 40)] {
            let raster = drawing(width, height);
            let (data, parameters) = group4(&raster).expect("written");
            let back = ccitt(&data, &parameters, raster.shape).expect("read");
            assert_eq!(back.data, raster.data, "{width} × {height}");
        }
    }

    #[test]
    fn a_codestream_of_another_size_is_refused() {
        let raster = drawing(16, 4);
        let (data, parameters) = group4(&raster).expect("written");
        let shape = Shape { width: 24, ..raster.shape };
        assert_eq!(ccitt(&data, &parameters, shape).err(), Some(ImageError::SizeMismatch));
    }
}
