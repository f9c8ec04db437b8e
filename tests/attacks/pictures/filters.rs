//! The same samples behind every filter and predictor.

use super::super::build::SECRET;
use super::{Coded, WIDTH, coded, samples};

pub fn zlib(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).expect("memory");
    encoder.finish().expect("memory")
}

fn lzw(data: &[u8], early: bool) -> Vec<u8> {
    use weezl::{BitOrder, encode::Encoder};
    let mut encoder =
        if early { Encoder::with_tiff_size_switch(BitOrder::Msb, 8) } else { Encoder::new(BitOrder::Msb, 8) };
    encoder.encode(data).expect("memory")
}

pub fn hexadecimal(data: &[u8]) -> Vec<u8> {
    data.iter().flat_map(|b| format!("{b:02x}").into_bytes()).chain(*b">").collect()
}

fn base85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in data.chunks(4) {
        let word = u32::from_be_bytes([chunk[0], chunk[1], chunk[2], chunk[3]]);
        out.extend((0..5).rev().map(|i| b'!' + (word / 85u32.pow(i) % 85) as u8));
    }
    out.extend(b"~>");
    out
}

fn runs(data: &[u8]) -> Vec<u8> {
    data.chunks(128).flat_map(|c| [&[(c.len() - 1) as u8], c].concat()).chain([128]).collect()
}

/// Rows of `row` bytes under PNG filter `kind` (ISO/IEC 15948, 9.2), pixels of `step` bytes.
fn png_rows(data: &[u8], row: usize, step: usize, kind: u8) -> Vec<u8> {
    let mut out = Vec::new();
    for (y, line) in data.chunks(row).enumerate() {
        let kind = if kind == 5 { (y % 5) as u8 } else { kind };
        out.push(kind);
        for (x, &byte) in line.iter().enumerate() {
            let left = if x >= step { line[x - step] } else { 0 };
            let up = if y > 0 { data[(y - 1) * row + x] } else { 0 };
            let corner = if y > 0 && x >= step { data[(y - 1) * row + x - step] } else { 0 };
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                _ => paeth(left, up, corner),
            };
            out.push(byte.wrapping_sub(guess));
        }
    }
    out
}

fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let p = i16::from(a) + i16::from(b) - i16::from(c);
    let distance = |v: u8| (p - i16::from(v)).abs();
    if distance(a) <= distance(b) && distance(a) <= distance(c) {
        a
    } else if distance(b) <= distance(c) {
        b
    } else {
        c
    }
}

/// Differences to the left (TIFF predictor 2), samples of 8 bits.
fn tiff_rows(data: &[u8], row: usize, step: usize) -> Vec<u8> {
    let line = |line: &[u8]| -> Vec<u8> {
        (0..line.len()).map(|x| line[x].wrapping_sub(if x >= step { line[x - step] } else { 0 })).collect()
    };
    data.chunks(row).flat_map(line).collect()
}

pub fn filters() -> Vec<Coded> {
    let data = samples(3, 8);
    let row = WIDTH * 3;
    let rgb = "/ColorSpace /DeviceRGB /BitsPerComponent 8";
    let parms = |predictor: u32| {
        format!("/DecodeParms << /Predictor {predictor} /Colors 3 /BitsPerComponent 8 /Columns {WIDTH} >>")
    };
    let one = |name: &str, filter: &str, data: Vec<u8>| coded(name, format!("{rgb} /Filter {filter}"), data);
    let mut all = vec![
        one("Flate", "/FlateDecode", zlib(&data)),
        one("LZW", "/LZWDecode", lzw(&data, true)),
        one("late LZW", "/LZWDecode /DecodeParms << /EarlyChange 0 >>", lzw(&data, false)),
        one("run lengths", "/RunLengthDecode", runs(&data)),
        one("hexadecimal", "/ASCIIHexDecode", hexadecimal(&data)),
        one("base 85", "/ASCII85Decode", base85(&data)),
        one("three deep", "[/ASCII85Decode /LZWDecode /FlateDecode]", {
            let mut inner = lzw(&zlib(&data), true);
            inner.resize(inner.len().next_multiple_of(4), 0);
            base85(&inner)
        }),
        one("abbreviated", "[/AHx /Fl]", hexadecimal(&zlib(&data))),
        one("TIFF predictor", &format!("/FlateDecode {}", parms(2)), zlib(&tiff_rows(&data, row, 3))),
        one(
            "TIFF predictor in LZW",
            &format!("/LZWDecode {}", parms(2)),
            lzw(&tiff_rows(&data, row, 3), true),
        ),
        one("bytes after the last row", "/FlateDecode", zlib(&[&data[..], SECRET.as_bytes()].concat())),
        one("bytes after the end of Flate", "/FlateDecode", [&zlib(&data)[..], SECRET.as_bytes()].concat()),
    ];
    for kind in 0..=5 {
        let coding = zlib(&png_rows(&data, row, 3, kind));
        all.push(one(
            &format!("PNG filter {kind}"),
            &format!("/FlateDecode {}", parms(10 + u32::from(kind))),
            coding,
        ));
    }
    let deep = samples(1, 16);
    let entries = format!(
        "/ColorSpace /DeviceGray /BitsPerComponent 16 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent 16 /Columns {WIDTH} >>"
    );
    all.push(coded("PNG filters on 16 bits", entries, zlib(&png_rows(&deep, WIDTH * 2, 2, 5))));
    let flat = samples(1, 4);
    let entries = format!(
        "/ColorSpace /DeviceGray /BitsPerComponent 4 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent 4 /Columns {WIDTH} >>"
    );
    all.push(coded("PNG filters on 4 bits", entries, zlib(&png_rows(&flat, WIDTH / 2, 1, 5))));
    all
}
