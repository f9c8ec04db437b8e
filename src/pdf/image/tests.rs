//! Promises about painting out, for every way in which a PDF can hold an image.

use lopdf::{Dictionary, Document, Object, Stream};

use super::describe::Description;
use super::filters::{Codec, unwrap};
use super::raster::Raster;
use super::{bilevel, paint_out};
use crate::geom::{Quad, Rect};
use crate::pdf::limits::Limits;

/// The secret's bytes, planted as samples under the region.
pub(super) const SECRET: &[u8] = b"Margaret Thistlewood-Osei";

/// An image dictionary from Rust's `dictionary!`, with the obligatory size.
pub(super) fn image(width: i64, height: i64, bits: i64, space: Object, data: Vec<u8>) -> Stream {
    let mut dict = Dictionary::new();
    dict.set("Width", width);
    dict.set("Height", height);
    dict.set("BitsPerComponent", bits);
    dict.set("ColorSpace", space);
    Stream::new(dict, data)
}

/// The rectangle of columns `x0..x1` and rows `y0..y1` (from the top) of an image, as a region.
pub(super) fn cut(image: &Stream, (x0, x1): (u32, u32), (y0, y1): (u32, u32)) -> Quad {
    let side = |key: &[u8]| image.dict.get(key).and_then(Object::as_i64).expect("a size") as f64;
    let (w, h) = (side(b"Width"), side(b"Height"));
    Rect::new(x0 as f64 / w, 1.0 - y1 as f64 / h, x1 as f64 / w, 1.0 - y0 as f64 / h).to_quad()
}

/// Decodes an image of a lossless codec.
pub(super) fn raster(document: &Document, image: &Stream) -> Raster {
    let limits = Limits::default();
    let about = Description::read(document, image).expect("a dictionary");
    let shape = about.shape(&limits).expect("a shape");
    let unwrapped = unwrap(document, image, limits.stream_bytes).expect("filters");
    let (data, parameters) = (unwrapped.data, &unwrapped.parameters);
    match unwrapped.codec {
        None => Raster::new(shape, data.into_owned()).expect("samples"),
        Some(Codec::Ccitt) => bilevel::ccitt(&data, parameters, shape).expect("fax"),
        Some(Codec::Jbig2) => bilevel::jbig2(document, &data, parameters, shape, 1 << 20).expect("jbig2"),
        Some(other) => panic!("{other:?} is not lossless"),
    }
}

/// Sample `c` of the pixel in column `x` and row `y`.
pub(super) fn sample(raster: &Raster, x: u32, y: u32, c: u32) -> u32 {
    let shape = raster.shape;
    let row = &raster.data[y as usize * shape.row_bytes()..];
    let bit = ((x * shape.components + c) * shape.bits) as usize;
    let wide = u32::from(row[bit / 8]) << 8 | row.get(bit / 8 + 1).map_or(0, |&b| u32::from(b));
    wide >> (16 - shape.bits as usize - bit % 8) & ((1 << shape.bits) - 1)
}

/// Paints out columns and rows and checks: constant inside, identical outside.
pub(super) fn check(
    document: &Document,
    source: &Stream,
    x: (u32, u32),
    y: (u32, u32),
    dark: &[u32],
) -> Stream {
    let painted = paint_out(document, source, &[cut(source, x, y)]).expect("painted");
    let (before, after) = (raster(document, source), raster(document, &painted.image));
    assert_eq!(before.shape, after.shape);
    for row in 0..before.shape.height {
        for column in 0..before.shape.width {
            let within = (x.0..x.1).contains(&column) && (y.0..y.1).contains(&row);
            for c in 0..before.shape.components {
                let expected = if within { dark[c as usize] } else { sample(&before, column, row, c) };
                assert_eq!(sample(&after, column, row, c), expected, "{column}, {row}, component {c}");
            }
        }
    }
    painted.image
}

/// A small generator with a fixed seed (xorshift), so that a failing case comes back.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub(super) fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

/// Calls `check` with `count` damaged copies of `data`: bytes changed, cut out, doubled, cut short.
pub(super) fn mutations(data: &[u8], count: usize, mut check: impl FnMut(&[u8])) {
    let mut dice = Dice::new(0x5eed);
    for _ in 0..count {
        let mut damaged = data.to_vec();
        for _ in 0..=dice.roll(4) {
            let at = dice.roll(damaged.len());
            match dice.roll(6) {
                0 => damaged.truncate(at),
                1 => drop(damaged.drain(at..(at + dice.roll(9)).min(damaged.len()))),
                2 => damaged.insert(at, dice.roll(256) as u8),
                3 if at < damaged.len() => damaged[at] = 0xff,
                _ if at < damaged.len() => damaged[at] = dice.roll(256) as u8,
                _ => {}
            }
            if damaged.is_empty() {
                break;
            }
        }
        check(&damaged);
    }
}

pub(crate) mod codecs;
mod corpus;
mod masks;
