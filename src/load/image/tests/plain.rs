//! Promises about GIF, BMP and WebP files.

use std::io::Cursor;

use ::image::{DynamicImage, Frame, ImageFormat, RgbImage, Rgba, RgbaImage, codecs::gif::GifEncoder};

use super::{convert_bytes, exif_segment, pixels};

fn coded(format: ImageFormat) -> Vec<u8> {
    let image = DynamicImage::ImageRgb8(RgbImage::from_raw(16, 8, pixels()).expect("pixels"));
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).expect("encoded");
    out.into_inner()
}

/// Samples, colour components and what was left out of a converted file of one page.
fn shown(bytes: &[u8]) -> (Vec<u8>, bool, String) {
    let converted = convert_bytes(bytes).expect("a picture");
    let document = lopdf::Document::load_mem(&converted.pdf).expect("a PDF");
    let image = super::placed(&converted.pdf).1;
    let left_out = converted.side.left_out.iter().map(|l| format!("{} {}", l.count, l.what));
    let samples = crate::pdf::image::recode(&document, &image).expect("decoded").0;
    let samples = samples.get_plain_content().expect("samples");
    (samples, image.dict.has(b"SMask"), left_out.collect::<Vec<_>>().join("; "))
}

#[test]
fn the_samples_of_gif_bmp_and_webp_are_those_of_the_file() {
    for format in [ImageFormat::Bmp, ImageFormat::WebP, ImageFormat::Gif] {
        let bytes = coded(format);
        let (samples, masked, left_out) = shown(&bytes);
        assert_eq!((masked, left_out.as_str()), (false, ""), "{format:?}");
        let png = shown(&coded(ImageFormat::Png)).0;
        assert_eq!(samples, png, "{format:?}");
        for end in (0..bytes.len()).step_by(3) {
            let _ = convert_bytes(&bytes[..end]);
        }
    }
}

#[test]
fn further_pictures_of_an_animation_and_remarks_are_named() {
    let mut gif = Vec::new();
    let mut encoder = GifEncoder::new(&mut gif);
    for colour in [[255, 0, 0, 255], [0, 255, 0, 0]] {
        encoder.encode_frame(Frame::new(RgbaImage::from_pixel(4, 4, Rgba(colour)))).expect("a frame");
    }
    drop(encoder);
    let comment = b"\x21\xfe\x06secret\0";
    let end = gif.len() - 1;
    gif.splice(end..end, comment.iter().copied());
    assert_eq!(shown(&gif).2, "1 further picture of an animation; 1 comment or camera data");

    let mut webp = coded(ImageFormat::WebP);
    let exif = &exif_segment(6)[4..];
    let chunk = [b"EXIF", (exif.len() as u32).to_le_bytes().as_slice(), exif].concat();
    webp.extend_from_slice(&chunk);
    let length = (webp.len() - 8) as u32;
    webp[4..8].copy_from_slice(&length.to_le_bytes());
    let converted = convert_bytes(&webp).expect("a picture");
    assert_eq!(converted.side.left_out.len(), 2);
    let (_, _, numbers) = super::placed(&converted.pdf);
    assert!(numbers[0].abs() < 1e-9 && numbers[1] < 0.0, "turned upright: {numbers:?}");
}

#[test]
fn a_picture_larger_than_the_limits_is_refused_by_its_header() {
    let mut bmp = coded(ImageFormat::Bmp);
    bmp[18..22].copy_from_slice(&60_000_u32.to_le_bytes());
    bmp[22..26].copy_from_slice(&60_000_u32.to_le_bytes());
    let refused = convert_bytes(&bmp).expect_err("too large");
    assert!(!refused.problem.what.is_empty());
}
