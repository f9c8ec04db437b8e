//! The picture codecs (ISO 32000-2, 7.4.6 to 7.4.9): DCT, JPX, JBIG2, CCITT, by crates.

use super::Samples;
use crate::verify::reader::{Dict, Document, Object};

/// Decodes one picture; `None` when it cannot be.
pub(super) fn decode(
    document: &Document<'_>,
    name: &[u8],
    params: &Dict,
    data: &[u8],
    size: (usize, usize),
) -> Option<Samples> {
    match name {
        b"DCTDecode" | b"DCT" => jpeg(data),
        b"JPXDecode" => jpeg2000(data),
        b"JBIG2Decode" => jbig2(document, params, data),
        b"CCITTFaxDecode" | b"CCF" => fax(document, params, data, size),
        _ => None,
    }
}

fn jpeg(data: &[u8]) -> Option<Samples> {
    use zune_jpeg::JpegDecoder;
    use zune_jpeg::zune_core::bytestream::ZCursor;
    let mut decoder = JpegDecoder::new(ZCursor::new(data));
    let data = decoder.decode().ok()?;
    let (width, height) = decoder.dimensions()?;
    let components = data.len() / (width * height).max(1);
    Some(Samples { width, height, components, data, tolerance: 24, excess: false, shade: None })
}

fn jpeg2000(data: &[u8]) -> Option<Samples> {
    let settings = hayro_jpeg2000::DecodeSettings { resolve_palette_indices: false, ..Default::default() };
    let image = hayro_jpeg2000::Image::new(data, &settings).ok()?;
    let (width, height) = (image.width() as usize, image.height() as usize);
    if (width as u64) * (height as u64) > crate::verify::limits::PIXELS {
        return None;
    }
    let mut context = hayro_jpeg2000::DecoderContext::default();
    let decoded = image.decode(&mut context).ok()?;
    let data = decoded.data_u8();
    let components = data.len() / (width * height).max(1);
    Some(Samples { width, height, components, data, tolerance: 24, excess: false, shade: None })
}

/// Rows of a picture of two colours.
#[derive(Default)]
struct Rows {
    width: usize,
    data: Vec<u8>,
}

impl hayro_jbig2::Decoder for Rows {
    fn push_pixel(&mut self, black: bool) {
        self.data.push(u8::from(black));
    }

    fn push_pixel_chunk(&mut self, black: bool, chunk_count: u32) {
        let length = self.data.len() + chunk_count as usize * 8;
        self.data.resize(length, u8::from(black));
    }

    fn next_line(&mut self) {
        let width = self.width;
        if width > 0 {
            self.data.truncate(self.data.len().div_ceil(width) * width);
        }
    }
}

impl hayro_ccitt::Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        let (start, mut black) = (self.data.len(), false);
        for &change in changes {
            let end = start + (change as usize).min(self.width);
            self.data.resize(end.max(self.data.len()), u8::from(black));
            black = !black;
        }
        self.data.resize(start + self.width, u8::from(black));
    }
}

fn jbig2(document: &Document<'_>, params: &Dict, data: &[u8]) -> Option<Samples> {
    let settings = hayro_jbig2::DecodeSettings::default();
    let globals = params.get("JBIG2Globals").and_then(|g| document.stream(g));
    let globals = match globals {
        Some(g) => Some(hayro_jbig2::Globals::new(&document.decoded(g).data, &settings).ok()?),
        None => None,
    };
    let page = hayro_jbig2::Page::new_embedded(data, globals.as_ref(), &settings).ok()?;
    let (width, height) = (page.width() as usize, page.height() as usize);
    if (width as u64) * (height as u64) > crate::verify::limits::PIXELS {
        return None;
    }
    let mut rows = Rows { width, data: Vec::new() };
    page.decode(&mut rows).ok()?;
    Some(Samples { width, height, components: 1, data: rows.data, tolerance: 0, excess: false, shade: None })
}

fn fax(
    document: &Document<'_>,
    params: &Dict,
    data: &[u8],
    (width, height): (usize, usize),
) -> Option<Samples> {
    use hayro_ccitt::{DecodeSettings, DecoderContext, EncodingMode};
    let integer =
        |key: &str, default: i64| document.get(params, key).and_then(Object::int).unwrap_or(default);
    let flag =
        |key: &str, default: bool| document.get(params, key).map_or(default, |v| *v == Object::Bool(true));
    let columns = u32::try_from(integer("Columns", 1728)).ok()?;
    let encoding = match integer("K", 0) {
        k if k < 0 => EncodingMode::Group4,
        0 => EncodingMode::Group3_1D,
        _ => EncodingMode::Group3_2D,
    };
    let settings = DecodeSettings {
        columns,
        rows: height as u32,
        end_of_block: flag("EndOfBlock", true),
        end_of_line: flag("EndOfLine", false),
        rows_are_byte_aligned: flag("EncodedByteAlign", false),
        encoding,
        strict: false,
    };
    let mut rows = Rows { width: columns as usize, data: Vec::new() };
    let used = hayro_ccitt::decode(data, &mut rows, &mut DecoderContext::new(settings)).ok()?;
    let excess = data.get(used..).is_some_and(|rest| rest.iter().filter(|&&b| b != 0).count() > 8);
    (columns as usize == width).then_some(Samples {
        width,
        height,
        components: 1,
        data: rows.data,
        tolerance: 0,
        excess,
        shade: None,
    })
}
