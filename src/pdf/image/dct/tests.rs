//! Promises about JPEG: the touched blocks and nothing else.

use jpeg_encoder::{ColorType, Encoder as Writer, SamplingFactor};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::*;
use crate::geom::Rect;

const WIDTH: u16 = 61;
const HEIGHT: u16 = 45;

/// A picture with edges and gradients; components repeat the pattern shifted.
fn samples(components: usize) -> Vec<u8> {
    let pixel = |i: usize, c: usize| {
        let (x, y) = (i % WIDTH as usize, i / WIDTH as usize);
        if (x / 7 + y / 5 + c).is_multiple_of(3) { 30 } else { (x * 3 + y * 2 + c * 40) as u8 }
    };
    (0..WIDTH as usize * HEIGHT as usize).flat_map(|i| (0..components).map(move |c| pixel(i, c))).collect()
}

fn jpeg(kind: ColorType, sampling: SamplingFactor, progressive: bool, restart: u16) -> Vec<u8> {
    let components = match kind {
        ColorType::Luma => 1,
        ColorType::Rgb => 3,
        _ => 4,
    };
    let mut out = Vec::new();
    let mut writer = Writer::new(&mut out, 90);
    writer.set_sampling_factor(sampling);
    writer.set_progressive(progressive);
    if restart > 0 {
        writer.set_restart_interval(restart);
    }
    writer.encode(&samples(components), WIDTH, HEIGHT, kind).expect("encoded");
    out
}

/// Samples as the file has them, without any transform of colours.
fn decode(data: &[u8], components: usize) -> Vec<u8> {
    let mut decoder = JpegDecoder::new(ZCursor::new(data));
    decoder.decode_headers().expect("headers");
    let space = match (components, decoder.input_colorspace()) {
        (1, _) => ColorSpace::Luma,
        (3, _) => ColorSpace::RGB,
        (_, own) => own.expect("a colour space"),
    };
    let mut decoder = JpegDecoder::new_with_options(
        ZCursor::new(data),
        DecoderOptions::default().jpeg_set_out_colorspace(space),
    );
    decoder.decode().expect("decoded")
}

fn shape(components: u32) -> Shape {
    Shape { width: u32::from(WIDTH), height: u32::from(HEIGHT), components, bits: 8 }
}

#[test]
fn blocks_under_a_region_are_black_and_all_others_as_they_were() {
    use SamplingFactor::{F_1_1, F_2_1, F_2_2};
    for (kind, components, dark) in [
        (ColorType::Luma, 1, 0u8),
        (ColorType::Rgb, 3, 0),
        (ColorType::Cmyk, 4, 255),
        (ColorType::CmykAsYcck, 4, 255),
    ] {
        for (sampling, unit) in [(F_1_1, (8, 8)), (F_2_1, (16, 8)), (F_2_2, (16, 16))] {
            if components == 4 && sampling != F_1_1 {
                continue; // the decoder that compares cannot do these
            }
            for (progressive, restart) in [(false, 0), (false, 3), (true, 0), (true, 2)] {
                let name = format!("{kind:?} {sampling:?} progressive {progressive} restart {restart}");
                let unit = if components == 1 { (8, 8) } else { unit };
                let source = jpeg(kind, sampling, progressive, restart);
                let region = Rect::new(0.5, 0.4, 0.7, 0.6).to_quad();
                let painted =
                    paint(&source, shape(components), None, &vec![dark; components as usize], &[region])
                        .unwrap_or_else(|e| panic!("{name}: {e}"));
                compare(&source, &painted, components as usize, unit, &name);
            }
        }
    }
}

/// Region x 30.5..42.7, y 18..27 in pixels, out to the units; next to it chroma may be interpolated.
fn compare(source: &[u8], painted: &[u8], components: usize, unit: (usize, usize), name: &str) {
    let (before, after) = (decode(source, components), decode(painted, components));
    let (x0, x1) = (30 / unit.0 * unit.0, 43usize.div_ceil(unit.0) * unit.0);
    let (y0, y1) = (18 / unit.1 * unit.1, 27usize.div_ceil(unit.1) * unit.1);
    let (margin_x, margin_y) = (if unit.0 > 8 { 2 } else { 0 }, if unit.1 > 8 { 2 } else { 0 });
    let stride = WIDTH as usize * components;
    let mut inside: Vec<&[u8]> = Vec::new();
    for (i, (a, b)) in before.chunks(components).zip(after.chunks(components)).enumerate() {
        let (x, y) = (i * components % stride / components, i * components / stride);
        let within = |margin_x: usize, margin_y: usize| {
            (x0 - margin_x..x1 + margin_x).contains(&x) && (y0 - margin_y..y1 + margin_y).contains(&y)
        };
        if within(0, 0) {
            inside.push(b);
        } else if !within(margin_x, margin_y) {
            assert_eq!(a, b, "{name} at {x}, {y}");
        }
    }
    assert!(inside.len() > 12 * 9, "{name}: nothing was painted");
    let chroma_meets_neighbours = margin_x + margin_y > 0;
    assert!(chroma_meets_neighbours || inside.iter().all(|p| *p == inside[0]), "{name}: something is left");
}

#[test]
fn black_is_black_in_every_colour_model() {
    for (kind, components, dark) in [
        (ColorType::Luma, 1, 0u8),
        (ColorType::Rgb, 3, 0),
        (ColorType::Cmyk, 4, 255),
        (ColorType::CmykAsYcck, 4, 255),
    ] {
        let source = jpeg(kind, SamplingFactor::F_1_1, false, 0);
        let everything = Rect::new(0.0, 0.0, 1.0, 1.0).to_quad();
        let painted =
            paint(&source, shape(components), None, &vec![dark; components as usize], &[everything])
                .expect("painted");
        let expected: &[u8] = match kind {
            ColorType::CmykAsYcck => &[0, 128, 128, 255],
            _ => &vec![dark; components as usize],
        };
        let pixels = decode(&painted, components as usize);
        assert!(pixels.chunks(components as usize).all(|p| p == expected), "{kind:?}");
        assert!(painted.len() < 1000, "{kind:?}: {} bytes are too many for a black picture", painted.len());
    }
}

#[test]
fn nothing_but_needed_markers_crosses() {
    let mut source = jpeg(ColorType::Rgb, SamplingFactor::F_1_1, false, 0);
    source.splice(2..2, *b"\xff\xfe\x00\x08secret");
    source.extend_from_slice(b"secret");
    let painted = paint(&source, shape(3), None, &[0; 3], &[]).expect("painted");
    assert!(!painted.windows(6).any(|w| w == b"secret"));
    assert_eq!(decode(&source, 3), decode(&painted, 3));
}

#[test]
fn a_size_that_differs_from_the_dictionary_is_refused() {
    let source = jpeg(ColorType::Rgb, SamplingFactor::F_1_1, false, 0);
    let other = Shape { width: 60, ..shape(3) };
    assert_eq!(paint(&source, other, None, &[0; 3], &[]), Err(ImageError::SizeMismatch));
    assert_eq!(paint(&source, shape(1), None, &[0], &[]), Err(ImageError::SizeMismatch));
}

#[test]
fn damaged_data_is_an_error_and_no_panic() {
    for (kind, progressive) in [(ColorType::Rgb, false), (ColorType::Cmyk, true)] {
        let source = jpeg(kind, SamplingFactor::F_2_2, progressive, 4);
        let components = if kind == ColorType::Rgb { 3 } else { 4 };
        assert!(paint(&source[..source.len() / 2], shape(components), None, &[0; 4], &[]).is_err());
        crate::pdf::image::tests::mutations(&source, 500, |data| {
            let _ = paint(data, shape(components), None, &vec![0; components as usize], &[]);
        });
    }
}
