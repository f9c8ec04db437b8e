//! JPEG pictures of every kind, laden with what cameras and programs put beside the samples.

use super::super::build::SECRET;
use super::{Coded, HEIGHT, WIDTH, coded, hexadecimal, zlib};

type Tune = fn(&mut jpeg_encoder::Encoder<&mut Vec<u8>>);

/// A JPEG of soft colours, so that the codec has something to keep.
pub fn jpeg(kind: jpeg_encoder::ColorType, (width, height): (usize, usize), tune: Tune) -> Vec<u8> {
    let bytes = match kind {
        jpeg_encoder::ColorType::Luma => 1,
        jpeg_encoder::ColorType::Rgb => 3,
        _ => 4,
    };
    let pixels: Vec<u8> =
        (0..width * height * bytes).map(|i| (i * 7 % 256) as u8 ^ (i / 300) as u8).collect();
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, 90);
    tune(&mut encoder);
    encoder.encode(&pixels, width as u16, height as u16, kind).expect("a JPEG");
    out
}

/// Everything that can stand in a JPEG beside the picture, each with the secret.
pub fn laden(jpeg: &[u8]) -> Vec<u8> {
    let segment = |marker: u8, head: &str| {
        let body = format!("{head}{SECRET}");
        let mut out = vec![0xff, marker];
        out.extend(((body.len() + 2) as u16).to_be_bytes());
        out.extend(body.bytes());
        out
    };
    let beside = [
        segment(0xe1, "Exif\0\0II*\0"),
        segment(0xe1, "http://ns.adobe.com/xap/1.0/\0<x>"),
        segment(0xe2, "ICC_PROFILE\0\u{1}\u{1}"),
        segment(0xed, "Photoshop 3.0\0"),
        segment(0xfe, ""),
        segment(0xe0, "JFXX\0\u{10}"),
    ];
    [&jpeg[..2], &beside.concat(), &jpeg[2..], SECRET.as_bytes()].concat()
}

pub fn jpegs() -> Vec<Coded> {
    use jpeg_encoder::{ColorType, SamplingFactor};
    let plain: Tune = |_| {};
    let cases: [(&str, ColorType, &str, Tune); 10] = [
        ("gray", ColorType::Luma, "/DeviceGray", plain),
        ("colour", ColorType::Rgb, "/DeviceRGB", plain),
        ("CMYK", ColorType::Cmyk, "/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]", plain),
        ("YCCK", ColorType::CmykAsYcck, "/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]", plain),
        ("progressive", ColorType::Rgb, "/DeviceRGB", |e| e.set_progressive(true)),
        ("progressive gray", ColorType::Luma, "/DeviceGray", |e| e.set_progressive(true)),
        ("restart markers", ColorType::Rgb, "/DeviceRGB", |e| e.set_restart_interval(2)),
        ("full chroma", ColorType::Rgb, "/DeviceRGB", |e| e.set_sampling_factor(SamplingFactor::F_1_1)),
        ("quarter chroma", ColorType::Rgb, "/DeviceRGB", |e| e.set_sampling_factor(SamplingFactor::F_2_2)),
        ("lying chroma", ColorType::Rgb, "/DeviceRGB", |e| e.set_sampling_factor(SamplingFactor::F_2_1)),
    ];
    let mut all: Vec<Coded> = cases
        .into_iter()
        .map(|(name, kind, space, tune)| {
            let entries = format!("/ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode");
            coded(name, entries, laden(&jpeg(kind, (WIDTH, HEIGHT), tune)))
        })
        .collect();
    let odd = jpeg(ColorType::Rgb, (61, 45), plain);
    let mut one = coded("odd size", "", laden(&odd));
    one.entries = "/Width 61 /Height 45 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode".into();
    all.push(one);
    let mut stuffed = jpeg(ColorType::Rgb, (WIDTH, HEIGHT), plain);
    stuffed.truncate(stuffed.len() - 2);
    stuffed.extend(SECRET.bytes().chain([0xff, 0xd9]));
    all.push(coded(
        "bytes behind the last block",
        "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
        stuffed,
    ));
    let hex = "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter [/ASCIIHexDecode /FlateDecode /DCTDecode]";
    all.push(coded("wrapped twice", hex, hexadecimal(&zlib(&jpeg(ColorType::Rgb, (WIDTH, HEIGHT), plain)))));
    all.iter_mut().for_each(|c| c.lossy = true);
    all
}
