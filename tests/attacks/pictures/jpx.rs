//! A JPEG 2000 file with what is found beside its samples.

use super::super::build::SECRET;
use super::{Coded, coded};

/// 16 × 8 grey pixels, `(13 x + 29 y) mod 256`, coded without loss.
const CODESTREAM: &str = "ff4fff510029000000000010000000080000000000000000000000100000000800000000000000000001070101\
    ff52000c00000001000304040001ff5c000d4040484850484850484850ff90000a00000000007f0001ff93c7d40605762fc0f9014fc0\
    0e7e6060032f04551d0c5778c1f3879f80543ed080121e0597b25cbf1429063eff82a76e3d7f14bc92b726cc92f6c7da233f0148fc02\
    8024c1e077ec434f8d59e7376551d734fcdf24c1cec0fdfd90dc857889e3d01131def1ed61581f88c34513f3a455984bffd9";

/// The picture with the secret in a comment of the codestream and in boxes round it.
pub fn jpx() -> Coded {
    let mut stream = bytes(CODESTREAM);
    let comment = [&[0xff, 0x64, 0, SECRET.len() as u8 + 4, 0, 1], SECRET.as_bytes()].concat();
    let tables = stream.windows(2).position(|w| w == [0xff, 0x52]).expect("its coding style");
    stream.splice(tables..tables, comment);
    let header = bytes("000000166968647200000008000000100001070700000000000f636f6c7201000000000011");
    let header = [&header[..], &boxed(b"xml ", SECRET.as_bytes())].concat();
    let data = [
        boxed(b"jP  ", &[0x0d, 0x0a, 0x87, 0x0a]),
        boxed(b"ftyp", b"jp2 \0\0\0\0jp2 "),
        boxed(b"uuid", format!("0123456789abcdef{SECRET}").as_bytes()),
        boxed(b"jp2h", &header),
        boxed(b"jp2c", &stream),
        boxed(b"xml ", format!("<x>{SECRET}</x>").as_bytes()),
    ];
    let entries = "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /JPXDecode";
    let mut one = coded("JPEG 2000", entries, data.concat());
    one.entries = format!("/Width 16 /Height 8 {entries}");
    one
}

/// A box (ISO/IEC 15444-1, I.4).
fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes()[..], kind, body].concat()
}

fn bytes(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.bytes().filter(u8::is_ascii_hexdigit).collect();
    let digit = |b: u8| char::from(b).to_digit(16).expect("a digit") as u8;
    digits.chunks(2).map(|p| digit(p[0]) << 4 | digit(p[1])).collect()
}
