//! One promise per way of storing samples: gone under the region, the same everywhere else.

use lopdf::{Document, Object, Stream, StringFormat, dictionary};

use super::super::{ImageError, bilevel, encode, paint_out, predictor};
use super::{SECRET, check, cut, image, mutations, raster};
use crate::geom::Rect;

/// Bytes of `length` with the secret at `at`.
fn planted(length: usize, at: usize) -> Vec<u8> {
    let mut data: Vec<u8> = (0..length).map(|i| (i * 37 % 251) as u8).collect();
    data[at..at + SECRET.len()].copy_from_slice(SECRET);
    data
}

fn holds_secret(data: &[u8]) -> bool {
    data.windows(5).any(|w| SECRET.windows(5).any(|s| s == w))
}

fn name(space: &str) -> Object {
    Object::Name(space.as_bytes().to_vec())
}

/// A colour space, its samples per pixel, and the darkest sample for the largest one.
type Case = (Object, u32, fn(u32) -> u32);

#[test]
fn samples_of_every_depth_and_colour_space_are_overwritten() {
    let mut document = Document::new();
    let icc = document.add_object(Stream::new(dictionary! { "N" => 4 }, Vec::new()));
    let table = Object::String([[200; 3], [9; 3], [255; 3]].concat().repeat(6), StringFormat::Literal);
    let names = Object::Array(vec![name("A"), name("B")]);
    let spaces: Vec<Case> = vec![
        (name("DeviceGray"), 1, |_| 0),
        (name("DeviceRGB"), 3, |_| 0),
        (name("DeviceCMYK"), 4, |top| top),
        (vec![name("ICCBased"), icc.into()].into(), 4, |top| top),
        (vec![name("Separation"), name("Ink"), name("DeviceRGB"), Object::Null].into(), 1, |top| top),
        (vec![name("DeviceN"), names, name("DeviceRGB"), Object::Null].into(), 2, |top| top),
        (vec![name("Indexed"), name("DeviceRGB"), 17.into(), table].into(), 1, |_| 1),
    ];
    for (space, components, dark) in spaces {
        for bits in [1u32, 2, 4, 8, 16] {
            if bits == 16 && dark(2) == 1 {
                continue; // Indexed has at most 8 bits
            }
            let row = (40 * components * bits).div_ceil(8) as usize;
            let source = image(40, 9, i64::from(bits), space.clone(), planted(row * 9, row * 3));
            check(&document, &source, (0, 40), (3, 6), &vec![dark((1 << bits) - 1); components as usize]);
            check(&document, &source, (5, 13), (0, 2), &vec![dark((1 << bits) - 1); components as usize]);
        }
    }
}

#[test]
fn decode_arrays_and_lab_decide_what_is_dark() {
    let document = Document::new();
    let mut inverted = image(30, 4, 8, name("DeviceGray"), planted(120, 35));
    inverted.dict.set("Decode", vec![1.into(), 0.into()]);
    check(&document, &inverted, (0, 30), (1, 3), &[255]);
    let lab = vec![
        name("Lab"),
        dictionary! { "Range" => vec![(-100).into(), 100.into(), (-100).into(), 100.into()] }.into(),
    ];
    let source = image(20, 4, 8, lab.into(), planted(240, 70));
    check(&document, &source, (0, 20), (1, 3), &[0, 128, 128]);
}

#[test]
fn no_byte_of_the_secret_is_left_anywhere_in_the_stream() {
    let document = Document::new();
    let source = image(30, 30, 8, name("DeviceGray"), planted(900, 303));
    let painted = check(&document, &source, (3, 28), (10, 11), &[0]);
    assert!(holds_secret(&raster(&document, &source).data), "the test's own secret is there");
    assert!(!holds_secret(&painted.content) && !holds_secret(&raster(&document, &painted).data));
    let mut tail = source.clone();
    tail.content.extend_from_slice(SECRET);
    tail.dict.set("Metadata", Object::string_literal("Margaret"));
    let painted = paint_out(&document, &tail, &[cut(&tail, (3, 28), (10, 11))]).expect("painted");
    assert!(!holds_secret(&raster(&document, &painted.image).data));
    assert!(painted.image.dict.get(b"Metadata").is_err(), "unknown keys do not cross");
}

#[test]
fn chains_of_filters_and_predictors_are_undone() {
    let document = Document::new();
    let data = planted(12 * 3 * 10, 100);
    let plain = image(12, 10, 8, name("DeviceRGB"), data.clone());
    let hex: Vec<u8> = data.iter().flat_map(|b| format!("{b:02x}").into_bytes()).chain(*b">").collect();
    let lzw =
        weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(&data).expect("lzw");
    let runs: Vec<u8> =
        data.chunks(100).flat_map(|c| [&[(c.len() - 1) as u8], c].concat()).chain([128]).collect();
    let zipped = encode::deflate(&data).expect("deflated");
    let predicted = encode::deflate(&predictor::apply_png(&data, 36, 3)).expect("deflated");
    let colours = dictionary! { "Predictor" => 15, "Colors" => 3, "Columns" => 12 };
    let zipped_hex: Vec<u8> = zipped.iter().flat_map(|b| format!("{b:02X}").into_bytes()).collect();
    let cases: [(Vec<&str>, Vec<u8>, Object); 6] = [
        (vec!["ASCIIHexDecode"], hex, Object::Null),
        (vec!["LZWDecode"], lzw, Object::Null),
        (vec!["RunLengthDecode"], runs, Object::Null),
        (vec!["FlateDecode"], zipped, Object::Null),
        (vec!["FlateDecode"], predicted, vec![Object::Dictionary(colours)].into()),
        (vec!["ASCIIHexDecode", "FlateDecode"], zipped_hex, Object::Null),
    ];
    for (filters, content, parameters) in cases {
        let mut source = plain.clone();
        source.content = content;
        source.dict.set("Filter", Object::Array(filters.iter().map(|f| name(f)).collect()));
        source.dict.set("DecodeParms", parameters);
        assert_eq!(raster(&document, &source).data, data, "{filters:?}");
        check(&document, &source, (2, 7), (1, 4), &[0, 0, 0]);
    }
}

#[test]
fn faxes_of_every_polarity_stay_faxes() {
    let document = Document::new();
    let plain = image(100, 20, 1, name("DeviceGray"), planted(13 * 20, 60));
    let (data, parameters) = bilevel::group4(&raster(&document, &plain)).expect("fax");
    for black_is_1 in [false, true] {
        let mut source = plain.clone();
        source.content = data.clone();
        let mut parameters = parameters.clone();
        parameters.set("BlackIs1", black_is_1);
        source.dict.set("Filter", "CCITTFaxDecode");
        source.dict.set("DecodeParms", parameters);
        let painted = check(&document, &source, (10, 90), (4, 8), &[0]);
        assert_eq!(
            painted.dict.get(b"Filter").and_then(Object::as_name).ok(),
            Some(b"CCITTFaxDecode".as_slice())
        );
    }
}

/// A JBIG2 page of 16 × 4 pixels: one immediate generic region, coded as MMR, two black columns.
pub(crate) fn jbig2() -> Vec<u8> {
    let (fax, _) = {
        let source = image(16, 4, 1, name("DeviceGray"), [0x3f, 0xfc].repeat(4));
        bilevel::group4(&raster(&Document::new(), &source)).expect("fax")
    };
    let size = [0, 0, 0, 16, 0, 0, 0, 4];
    let mut data = [&[0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19], size.as_slice(), &[0; 8], &[0, 0, 0]].concat();
    let region = [size.as_slice(), &[0; 8], &[0], &[1], &fax].concat();
    data.extend_from_slice(&[0, 0, 0, 1, 38, 0, 1]);
    data.extend_from_slice(&(region.len() as u32).to_be_bytes());
    data.extend_from_slice(&region);
    data
}

#[test]
fn a_jbig2_region_of_endless_pixels_is_refused_before_it_is_decoded() {
    let mut data = jbig2();
    let region = 30 + 11; // behind the page's segment and the region's header
    data[region..region + 8].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let mut source = image(16, 4, 1, name("DeviceGray"), data);
    source.dict.set("Filter", "JBIG2Decode");
    assert_eq!(paint_out(&Document::new(), &source, &[]).err(), Some(ImageError::TooLarge));
}

#[test]
fn jbig2_becomes_a_fax_without_what_was_under_the_region() {
    let document = Document::new();
    let mut source = image(16, 4, 1, name("DeviceGray"), jbig2());
    source.dict.set("Filter", "JBIG2Decode");
    assert_eq!(raster(&document, &source).data, [0x3f, 0xfc].repeat(4));
    check(&document, &source, (0, 8), (1, 3), &[0]);
}

/// 16 × 8 grey pixels, `(13 x + 29 y) mod 256`, coded without loss.
const JPX: &[u8] = b"0000000c6a5020200d0a870a00000014667479706a703220000000006a7032200000002d6a703268
    000000166968647200000008000000100001070700000000000f636f6c7201000000000011000000fa6a703263ff4fff51
    0029000000000010000000080000000000000000000000100000000800000000000000000001070101ff52000c00000001
    000304040001ff5c000d4040484850484850484850ff640025000143726561746564206279204f70656e4a504547207665
    7273696f6e20322e352e34ff90000a00000000007f0001ff93c7d40605762fc0f9014fc00e7e6060032f04551d0c5778c1
    f3879f80543ed080121e0597b25cbf1429063eff82a76e3d7f14bc92b726cc92f6c7da233f0148fc028024c1e077ec434f
    8d59e7376551d734fcdf24c1cec0fdfd90dc857889e3d01131def1ed61581f88c34513f3a455984bffd9";

/// 16 × 8 RGB pixels, coded with loss.
const JPX_LOSSY: &[u8] = b"0000000c6a5020200d0a870a00000014667479706a703220000000006a7032200000002d6a70
    3268000000166968647200000008000000100003070700000000000f636f6c7201000000000010000000b66a703263ff4f
    ff51002f000000000010000000080000000000000000000000100000000800000000000000000003070101070101070101
    ff52000c00000001000304040000ff5c001742673867506750676850055005504757d357d35762ff640025000143726561
    746564206279204f70656e4a5045472076657273696f6e20322e352e34ff90000a00000000002b0001ff9380c70405bfc7
    0408fda1f00403f180a1f0040264a44014d98080808080ffd9";

fn jpx(hex: &[u8], space: &str) -> Stream {
    let mut source = image(16, 8, 8, name(space), super::super::ascii::hex(hex).expect("hexadecimal"));
    source.dict.set("Filter", "JPXDecode");
    source
}

#[test]
fn jpx_without_loss_stays_without_loss() {
    let document = Document::new();
    let source = jpx(JPX, "DeviceGray");
    let painted = paint_out(&document, &source, &[cut(&source, (3, 9), (2, 5))]).expect("painted");
    let after = raster(&document, &painted.image);
    for (y, x) in (0..8).flat_map(|y| (0..16).map(move |x| (y, x))) {
        let within = (3..9).contains(&x) && (2..5).contains(&y);
        let expected = if within { 0 } else { (x * 13 + y * 29) % 256 };
        assert_eq!(super::sample(&after, x, y, 0), expected, "{x}, {y}");
    }
}

#[test]
fn jpx_with_loss_becomes_a_jpeg_that_lacks_whole_blocks() {
    let document = Document::new();
    let mut source = jpx(JPX_LOSSY, "DeviceRGB");
    source.dict.remove(b"ColorSpace");
    source.dict.remove(b"BitsPerComponent");
    let region = [cut(&source, (9, 10), (2, 3))];
    let painted = paint_out(&document, &source, &region).expect("painted").image;
    assert_eq!(painted.dict.get(b"Filter").and_then(Object::as_name).ok(), Some(b"DCTDecode".as_slice()));
    let pixels =
        zune_jpeg::JpegDecoder::new(zune_jpeg::zune_core::bytestream::ZCursor::new(&painted.content))
            .decode()
            .expect("a JPEG");
    for (i, pixel) in pixels.chunks(3).enumerate() {
        assert_eq!(pixel == [0, 0, 0], i % 16 >= 8, "pixel {i}");
    }
}

#[test]
fn cleaned_jpx_draws_the_same() {
    let document = Document::new();
    let source = jpx(JPX, "DeviceGray");
    let mut cleaned = source.clone();
    cleaned.content = super::super::clean::clean(b"JPXDecode", &source.content).expect("sound").into_owned();
    assert!(cleaned.content.len() < source.content.len(), "the comment goes");
    let samples = |s: &Stream| raster(&document, &paint_out(&document, s, &[]).expect("painted").image).data;
    assert_eq!(samples(&source), samples(&cleaned));
}

#[test]
fn what_cannot_be_decoded_is_an_error_with_a_name() {
    let document = Document::new();
    let everything = [Rect::new(0.0, 0.0, 1.0, 1.0).to_quad()];
    let plain = image(8, 8, 8, name("DeviceGray"), vec![7; 64]);
    let with = |key: &str, value: Object| {
        let mut source = plain.clone();
        source.dict.set(key, value);
        source
    };
    for (source, expected) in [
        (with("Filter", name("MadeUpDecode")), ImageError::Filter),
        (with("Filter", vec![name("DCTDecode"), name("FlateDecode")].into()), ImageError::Filter),
        (with("Filter", name("FlateDecode")), ImageError::Damaged),
        (with("Filter", name("DCTDecode")), ImageError::Damaged),
        (with("Filter", name("JPXDecode")), ImageError::Damaged),
        (with("Filter", name("JBIG2Decode")), ImageError::Damaged),
        (with("Width", Object::Null), ImageError::Dictionary),
        (with("Width", (-8).into()), ImageError::Dictionary),
        (with("Width", 4_000_000_000i64.into()), ImageError::TooLarge),
        (with("BitsPerComponent", 7.into()), ImageError::Dictionary),
        (with("ColorSpace", name("Pattern")), ImageError::Unsupported),
    ] {
        assert_eq!(paint_out(&document, &source, &everything).err(), Some(expected));
    }
}

#[test]
fn damaged_data_of_every_codec_is_no_panic() {
    let document = Document::new();
    let fax = bilevel::group4(&raster(&document, &image(16, 4, 1, name("DeviceGray"), planted(64, 0))))
        .expect("fax");
    let cases: [(&str, Vec<u8>); 4] = [
        ("CCITTFaxDecode", fax.0),
        ("JBIG2Decode", jbig2()),
        ("FlateDecode", encode::deflate(&[9; 8]).expect("deflated")),
        ("LZWDecode", weezl::encode::Encoder::new(weezl::BitOrder::Msb, 8).encode(&[9; 8]).expect("lzw")),
    ];
    for hex in [JPX, JPX_LOSSY] {
        let mut source = jpx(hex, if hex == JPX { "DeviceGray" } else { "DeviceRGB" });
        let data = source.content.clone();
        mutations(&data, 1000, |damaged| {
            source.content = damaged.to_vec();
            let _ = paint_out(&document, &source, &[]);
        });
    }
    for (filter, data) in cases {
        for k in [-1i64, 0, 1] {
            let mut source = image(16, 4, 1, name("DeviceGray"), Vec::new());
            source.dict.set("Filter", filter);
            source.dict.set("DecodeParms", dictionary! { "K" => k, "Columns" => 16 });
            mutations(&data, 350, |damaged| {
                source.content = damaged.to_vec();
                let _ = paint_out(&document, &source, &[]);
            });
        }
    }
}
