//! Pictures of 64 × 48 samples in every coding, with the secret's letters in the bytes under the box.

use super::build::{Maker, SECRET};

pub const WIDTH: usize = 64;
pub const HEIGHT: usize = 48;

/// A picture as the file holds it.
#[derive(Clone)]
pub struct Coded {
    pub name: String,
    /// Entries of its dictionary; keys of `parts` in it become references.
    pub entries: String,
    pub data: Vec<u8>,
    /// Further streams: the word in `entries`, their entries, their data.
    pub parts: Vec<(&'static str, String, Vec<u8>)>,
    pub lossy: bool,
}

pub fn coded(name: impl Into<String>, entries: impl Into<String>, data: Vec<u8>) -> Coded {
    let entries = format!("/Width {WIDTH} /Height {HEIGHT} {}", entries.into());
    Coded { name: name.into(), entries, data, parts: vec![], lossy: false }
}

impl Coded {
    pub fn with(mut self, key: &'static str, entries: impl Into<String>, data: impl Into<Vec<u8>>) -> Self {
        self.parts.push((key, entries.into(), data.into()));
        self
    }
}

/// One page that paints `X` by these operators.
pub fn page(coded: &Coded, operators: &str) -> Vec<u8> {
    let mut maker = Maker::new();
    maker.page = "/MediaBox [0 0 200 200]".into();
    let mut entries = coded.entries.clone();
    for (key, more, data) in &coded.parts {
        let part = maker.stream(more, data);
        entries = entries.replace(key, &format!("{part} 0 R"));
    }
    let picture = maker.stream(&format!("/Type /XObject /Subtype /Image {entries}"), &coded.data);
    maker.resources = format!("/XObject << /X {picture} 0 R >>");
    maker.content(operators).finish()
}

/// Packed samples that differ everywhere, with the secret in row 20 from column 16 on.
pub fn samples(components: usize, bits: usize) -> Vec<u8> {
    let row = WIDTH * components * bits / 8;
    let mut data: Vec<u8> = (0..row * HEIGHT).map(|i| (i * 37 % 251 + i / 97) as u8).collect();
    let (start, room) = (20 * row + 16 * components * bits / 8, 16 * components * bits / 8);
    for (to, letter) in data[start..start + room].iter_mut().zip(SECRET.bytes()) {
        *to = letter;
    }
    data
}

const TINT: &str = "<< /FunctionType 2 /Domain [0 1] /N 1 /C0 [1 1 1] /C1 [0.1 0.2 0.3] >>";

pub fn spaces() -> Vec<Coded> {
    let lab = "[/Lab << /WhitePoint [0.95 1 1.09] /Range [-100 100 -100 100] >>]";
    let table = |n: usize| (0..16 * n).map(|i| format!("{:02X}", (i * 53 + 11) % 256)).collect::<String>();
    let spaces: Vec<(String, usize)> = vec![
        ("/DeviceGray".into(), 1),
        ("/DeviceRGB".into(), 3),
        ("/DeviceCMYK".into(), 4),
        ("[/CalGray << /WhitePoint [0.95 1 1.09] >>]".into(), 1),
        ("[/CalRGB << /WhitePoint [0.95 1 1.09] >>]".into(), 3),
        (lab.into(), 3),
        ("[/ICCBased PROFILE]".into(), 3),
        (format!("[/Separation /Quillfeather /DeviceRGB {TINT}]"), 1),
        ("[/DeviceN [/Quillfeather /Other] /DeviceRGB FUNCTION]".into(), 2),
        (format!("[/Indexed /DeviceRGB 15 <{}>]", table(3)), 1),
        (format!("[/Indexed {lab} 15 <{}>]", table(3)), 1),
        (format!("[/Indexed [/ICCBased PROFILE] 15 <{}>]", table(3)), 1),
        (format!("[/Indexed [/Separation /Quillfeather /DeviceRGB {TINT}] 15 <{}>]", table(1)), 1),
    ];
    let mut all = Vec::new();
    for (space, components) in spaces {
        for bits in [1, 2, 4, 8, 16] {
            if space.starts_with("[/Indexed") && bits > 4 {
                continue;
            }
            let entries = format!("/ColorSpace {space} /BitsPerComponent {bits}");
            let name = format!("{bits} bits of {}", &space[..space.len().min(40)]);
            let mut one = coded(name, entries, samples(components, bits));
            if space.contains("PROFILE") {
                one = one.with("PROFILE", "/N 3 /Alternate /DeviceRGB", SECRET);
            }
            if space.contains("FUNCTION") {
                let function = "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1 0 1 0 1]";
                one = one.with("FUNCTION", function, "{ 2 copy add 2 div }");
            }
            all.push(one);
        }
    }
    for (bits, inverted) in [(1, "[1 0]"), (8, "[1 0]"), (4, "[0.8 0.1]")] {
        let entries =
            format!("/ColorSpace /DeviceGray /BitsPerComponent {bits} /Decode {inverted} /Interpolate false");
        all.push(coded(format!("{bits} bits decoded as {inverted}"), entries, samples(1, bits)));
    }
    all
}

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

/// Bits, first to last, padded to a byte.
#[derive(Default)]
struct Bits(Vec<bool>);

impl Bits {
    fn put(&mut self, code: &str) {
        self.0.extend(code.chars().filter(|c| !c.is_whitespace()).map(|c| c == '1'));
    }

    fn align(&mut self) {
        self.0.resize(self.0.len().next_multiple_of(8), false);
    }

    fn bytes(mut self) -> Vec<u8> {
        self.align();
        self.0.chunks(8).map(|c| c.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit))).collect()
    }
}

/// A row of bars: 8 white, 8 black, four times (T.4, table 2).
const BARS: &str = "10011 000101 10011 000101 10011 000101 10011 000101";
const EOL: &str = "000000000001";

fn group3(line: impl Fn(&mut Bits, usize)) -> Vec<u8> {
    let mut bits = Bits::default();
    (0..HEIGHT).for_each(|row| line(&mut bits, row));
    bits.bytes()
}

/// The bars as rows of bits, black 0.
fn bars() -> Vec<u8> {
    [0xff, 0x00].repeat(HEIGHT * 4)
}

pub fn group4(data: &[u8], width: usize) -> Vec<u8> {
    let mut encoder = fax::encoder::Encoder::new(fax::VecWriter::new());
    for row in data.chunks(width / 8) {
        let pixel = |x: usize| row[x / 8] & (0x80 >> (x % 8)) != 0;
        let line = (0..width).map(|x| if pixel(x) { fax::Color::White } else { fax::Color::Black });
        encoder.encode_line(line, width as u32).expect("a line");
    }
    encoder.finish().expect("a fax").finish()
}

/// A JBIG2 page (T.88): extension segments with the secret round a generic region coded as MMR.
pub fn jbig2(with_page: bool) -> Vec<u8> {
    let segment = |number: u8, kind: u8, body: &[u8]| {
        let mut out = vec![0, 0, 0, number, kind, 0, 1];
        out.extend((body.len() as u32).to_be_bytes());
        out.extend(body);
        out
    };
    let size = [(WIDTH as u32).to_be_bytes(), (HEIGHT as u32).to_be_bytes()].concat();
    let page = segment(0, 48, &[&size[..], &[0; 11]].concat());
    let region = [&size[..], &[0; 8], &[0], &[1], &group4(&bars(), WIDTH)].concat();
    let extension = segment(9, 62, &[&[0x20, 0, 0, 0], SECRET.as_bytes()].concat());
    let page = if with_page { page } else { vec![] };
    [page, extension, segment(1, 38, &region), SECRET.as_bytes().to_vec()].concat()
}

pub fn faxes() -> Vec<Coded> {
    let bilevel = |name: &str, parms: &str, data: Vec<u8>| {
        let entries = format!(
            "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /Columns {WIDTH} /Rows {HEIGHT} {parms} >>"
        );
        coded(name, entries, data)
    };
    let one = group3(|bits, _| bits.put(BARS));
    let ended = group3(|bits, _| {
        bits.put(EOL);
        bits.put(BARS);
    });
    let aligned = group3(|bits, _| {
        bits.put(BARS);
        bits.align();
    });
    // every other line repeats the one above: eight changes, each straight below its reference
    let two = group3(|bits, row| {
        bits.put(EOL);
        bits.put(if row % 2 == 0 { "1" } else { "0" });
        bits.put(if row % 2 == 0 { BARS } else { "11111111" });
    });
    let four = group4(&bars(), WIDTH);
    let jbig2_entries = "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode";
    vec![
        bilevel("Group 4", "/K -1", four.clone()),
        bilevel("Group 4, black is 1", "/K -1 /BlackIs1 true", four.clone()),
        bilevel("Group 4 without an end", "/K -1 /EndOfBlock false", four.clone()),
        bilevel("Group 4 with a tail", "/K -1", [&four[..], SECRET.as_bytes()].concat()),
        bilevel("Group 3", "/K 0 /EndOfBlock false", one),
        bilevel("Group 3 with ends of lines", "/K 0 /EndOfLine true /EndOfBlock false", ended),
        bilevel("Group 3 byte by byte", "/K 0 /EncodedByteAlign true /EndOfBlock false", aligned),
        bilevel("Group 3 in two dimensions", "/K 4 /EndOfLine true /EndOfBlock false", two),
        coded("JBIG2", jbig2_entries, jbig2(true)),
        coded(
            "JBIG2 with globals",
            format!("{jbig2_entries} /DecodeParms << /JBIG2Globals GLOBALS >>"),
            jbig2(true),
        )
        .with("GLOBALS", "", {
            let mut extension = vec![0, 0, 0, 9, 62, 0, 1, 0, 0, 0, 16, 0x20, 0, 0, 0];
            extension.extend(SECRET.bytes());
            extension
        }),
    ]
}

pub fn masks() -> Vec<Coded> {
    let gray = "/ColorSpace /DeviceGray /BitsPerComponent 8";
    let rgb = "/ColorSpace /DeviceRGB /BitsPerComponent 8";
    let size = format!("/Type /XObject /Subtype /Image /Width {WIDTH} /Height {HEIGHT}");
    let dot = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8";
    let mut pixel =
        coded("one pixel with a mask", "", vec![9]).with("MASK", format!("{size} {gray}"), samples(1, 8));
    pixel.entries = format!("{dot} /SMask MASK");
    let mut stencilled = coded("one pixel with a stencil", "", vec![9]).with(
        "MASK",
        format!("{size} /ImageMask true"),
        samples(1, 1),
    );
    stencilled.entries = format!("{dot} /Mask MASK");
    vec![
        coded("stencil", "/ImageMask true", samples(1, 1)),
        coded("inverted stencil", "/ImageMask true /Decode [1 0]", samples(1, 1)),
        coded("soft mask", format!("{rgb} /SMask MASK"), samples(3, 8)).with(
            "MASK",
            format!("{size} {gray}"),
            samples(1, 8),
        ),
        coded("soft mask with a matte", format!("{rgb} /SMask MASK"), samples(3, 8)).with(
            "MASK",
            format!("{size} {gray} /Matte [0.1 0.2 0.3]"),
            samples(1, 8),
        ),
        coded("stencil mask", format!("{rgb} /Mask MASK"), samples(3, 8)).with(
            "MASK",
            format!("{size} /ImageMask true"),
            samples(1, 1),
        ),
        coded("colour key", format!("{rgb} /Mask [0 40 0 255 0 255]"), samples(3, 8)),
        coded(
            "alternates",
            format!("{rgb} /Alternates [<< /Image OTHER /DefaultForPrinting true >>]"),
            samples(3, 8),
        )
        .with("OTHER", format!("{size} {rgb}"), samples(3, 8)),
        pixel,
        stencilled,
    ]
}
