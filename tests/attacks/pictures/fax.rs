//! Pages as fax machines and scanners code them: T.4, T.6 and JBIG2 (T.88).

use super::super::build::SECRET;
use super::{Coded, HEIGHT, WIDTH, coded};

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
