//! Promises about picture files: upright, without camera data, refused when unsound.

use super::*;
use crate::pdf::limits::Limits;

fn convert_bytes(bytes: &[u8]) -> Conversion {
    convert(&Member::new("photo.jpg", bytes, &Limits::default()))
}

/// 16 × 8 pixels: left half red, right half blue, upper left quarter green.
fn pixels() -> Vec<u8> {
    let colour = |x: usize, y: usize| match (x < 8, y < 4) {
        (true, true) => [0, 255, 0],
        (true, false) => [255, 0, 0],
        (false, _) => [0, 0, 255],
    };
    (0..8).flat_map(|y| (0..16).flat_map(move |x| colour(x, y))).collect()
}

fn jpeg_with(segment: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut out, 95);
    encoder.encode(&pixels(), 16, 8, jpeg_encoder::ColorType::Rgb).expect("encoded");
    out.splice(2..2, segment.iter().copied());
    out
}

fn exif_segment(orientation: u8) -> Vec<u8> {
    let body = [b"Exif\0\0", exif::tests::exif(orientation).as_slice()].concat();
    [&[0xff, 0xe1], ((body.len() + 2) as u16).to_be_bytes().as_slice(), &body].concat()
}

fn png_of(kind: ::png::ColorType, depth: ::png::BitDepth, size: (u32, u32), data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut out, size.0, size.1);
    encoder.set_color(kind);
    encoder.set_depth(depth);
    if kind == ::png::ColorType::Indexed {
        encoder.set_palette(vec![255, 255, 255, 10, 20, 30]);
    }
    encoder.add_text_chunk("Comment".to_owned(), "secret".to_owned()).expect("a chunk");
    encoder.write_header().expect("header").write_image_data(data).expect("written");
    out
}

/// The page's image and its matrix's six numbers.
fn placed(pdf: &[u8]) -> (lopdf::Document, Stream, Vec<f64>) {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let (_, page) = document.get_pages().into_iter().next().expect("a page");
    let content = document.get_page_content(page);
    let text = String::from_utf8(content).expect("text");
    let numbers = text.split_whitespace().filter_map(|w| w.parse().ok()).collect();
    assert!(text.starts_with("q ") && text.trim_end().ends_with(" cm /X1 Do Q"), "{text}");
    let dict = document.get_dictionary(page).expect("a page");
    let resources = dict.get(b"Resources").and_then(lopdf::Object::as_dict).expect("resources");
    let images = resources.get(b"XObject").and_then(lopdf::Object::as_dict).expect("images");
    let id = images.get(b"X1").and_then(lopdf::Object::as_reference).expect("a reference");
    let image = document.get_object(id).and_then(lopdf::Object::as_stream).expect("a stream").clone();
    (document, image, numbers)
}

#[test]
fn every_orientation_of_a_photograph_stands_upright() {
    // Where the green corner (upper left as stored) must be seen: (right, bottom).
    let cases = [
        (1, false, false),
        (2, true, false),
        (3, true, true),
        (4, false, true),
        (5, false, false),
        (6, true, false),
        (7, true, true),
        (8, false, true),
    ];
    for (orientation, right, bottom) in cases {
        let made = convert_bytes(&jpeg_with(&exif_segment(orientation))).expect("a page");
        let (_, _, m) = placed(&made.pdf);
        let corner = (m[0] * 0.1 + m[2] * 0.9 + m[4], m[1] * 0.1 + m[3] * 0.9 + m[5]);
        let centre = (m[0] * 0.5 + m[2] * 0.5 + m[4], m[1] * 0.5 + m[3] * 0.5 + m[5]);
        assert_eq!((corner.0 > centre.0, corner.1 < centre.1), (right, bottom), "orientation {orientation}");
        let upright = m[0].abs() + m[2].abs() > m[1].abs() + m[3].abs();
        assert_eq!(upright, orientation < 5, "orientation {orientation}");
        let drawn = crate::render::page(&made.pdf, 1, 144.0).expect("drawn");
        let seen = drawn.pixel((corner.0 * 2.0) as u32, drawn.height - 1 - (corner.1 * 2.0) as u32);
        let [red, green, _] = seen.expect("on the page");
        assert!(green > 150 && red < 100, "orientation {orientation}: {seen:?}");
    }
}

#[test]
fn camera_data_is_counted_and_does_not_cross() {
    let mut file = jpeg_with(&[exif_segment(1), b"\xff\xfe\x00\x08secret".to_vec()].concat());
    file.extend_from_slice(b"secret film");
    let made = convert_bytes(&file).expect("a page");
    let counts: Vec<(&str, u32)> = made.side.left_out.iter().map(|l| (l.what.as_str(), l.count)).collect();
    assert_eq!(
        counts,
        [
            ("comment or camera data", 2),
            ("place of the photograph", 1),
            ("film or picture behind the picture", 1)
        ]
    );
    assert_eq!(made.side.date.as_deref(), Some("2026-09-28"));
    for gone in [b"secret".as_slice(), b"Exif", b"2026"] {
        assert!(!made.pdf.windows(gone.len()).any(|w| w == gone));
    }
}

#[test]
fn a_scan_keeps_its_size_and_a_photograph_fits_on_a4() {
    let picture = |dpi| Picture {
        image: Stream::new(lopdf::Dictionary::new(), Vec::new()),
        soft_mask: None,
        size: (2480, 3508),
        dpi,
        camera: Camera::default(),
        left_out: Vec::new(),
    };
    let media_box = |dpi| {
        let pdf = page::build(vec![picture(dpi)]).expect("a page");
        let document = lopdf::Document::load_mem(&pdf).expect("a PDF");
        let (_, page) = document.get_pages().into_iter().next().expect("a page");
        let array = document.get_dictionary(page).and_then(|p| p.get(b"MediaBox")).and_then(|b| b.as_array());
        array
            .expect("a box")
            .iter()
            .map(|n| (n.as_float().expect("a number") * 100.0).round())
            .collect::<Vec<_>>()
    };
    assert_eq!(media_box(Some((300.0, 300.0))), [0.0, 0.0, 59520.0, 84192.0]);
    assert_eq!(media_box(Some((72.0, 72.0))), [0.0, 0.0, 59528.0, 84189.0]);
    assert_eq!(media_box(None), [0.0, 0.0, 59528.0, 84189.0]);
}

#[test]
fn png_of_every_kind_keeps_its_pixels() {
    use ::png::{BitDepth, ColorType};
    let bytes: Vec<u8> = (0..=255).collect();
    for (kind, depth, length, bits, masked) in [
        (ColorType::Grayscale, BitDepth::One, 8, 1, false),
        (ColorType::Grayscale, BitDepth::Sixteen, 128, 8, false),
        (ColorType::Indexed, BitDepth::One, 8, 1, false),
        (ColorType::Rgb, BitDepth::Eight, 192, 8, false),
        (ColorType::Rgba, BitDepth::Eight, 256, 8, true),
        (ColorType::GrayscaleAlpha, BitDepth::Eight, 128, 8, true),
    ] {
        let data: Vec<u8> = match kind {
            ColorType::Indexed => vec![0b0101_0101; 8],
            _ => bytes[..length].to_vec(),
        };
        let made = convert_bytes(&png_of(kind, depth, (8, 8), &data)).expect("a page");
        let (_, image, _) = placed(&made.pdf);
        let depth = image.dict.get(b"BitsPerComponent").and_then(lopdf::Object::as_i64);
        assert_eq!(depth.ok(), Some(bits), "{kind:?}");
        assert_eq!(image.dict.get(b"SMask").is_ok(), masked, "{kind:?}");
        assert_eq!(made.side.left_out[0].count, 1, "the comment is counted");
        assert!(!made.pdf.windows(6).any(|w| w == b"secret"));
    }
}

#[test]
#[ignore = "needs the corpus"]
fn every_foreign_picture_becomes_a_page_or_is_refused_by_name() {
    let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = option_env!("BLACKPANEL_CORPUS").map_or(own, std::path::PathBuf::from);
    let (mut pages, mut refused) = (0, Vec::new());
    for entry in crate::sys::fs::walk(&folder).expect("the corpus") {
        if !entry.path.extension().is_some_and(|e| e == "jpg" || e == "png") {
            continue;
        }
        let bytes = crate::sys::fs::read(&entry.path, 1 << 30, crate::error::Exit::Unchecked).expect("read");
        match convert_bytes(&bytes) {
            Ok(made) => {
                crate::render::page(&made.pdf, 1, 72.0).expect("drawn");
                println!("{}: {:?} {:?}", entry.name, made.side.date, made.side.left_out);
                pages += 1;
            }
            Err(error) => refused.push(format!("{}: {}", entry.name, error.problem.what)),
        }
    }
    println!("{pages} pages, refused: {refused:?}");
    assert!(pages > 5 && refused.is_empty());
}

#[test]
fn what_is_no_sound_picture_is_refused_by_name() {
    let jpeg = jpeg_with(&[]);
    let png = png_of(::png::ColorType::Rgb, ::png::BitDepth::Eight, (8, 8), &[7; 192]);
    let mut bomb = png.clone();
    bomb[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
    for bytes in [&jpeg[..jpeg.len() - 40], &png[..png.len() - 40], &bomb, b"GIF89a", b""] {
        let refused = convert_bytes(bytes).expect_err("refused");
        assert_eq!(refused.problem.place.file.raw(), "photo.jpg");
        assert!(!refused.problem.what.is_empty() && !refused.problem.hint.is_empty());
    }
}

mod plain;
mod tiff;
