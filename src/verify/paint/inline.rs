//! Inline images (ISO 32000-2, 8.9.7): their dictionary with full names, and where their data end.

use crate::verify::reader::lexer::{Lexer, Token, is_space};
use crate::verify::reader::{Dict, Document, Object};

/// Abbreviations of tables 91 and 92.
const FULL: [(&[u8], &str); 19] = [
    (b"BPC", "BitsPerComponent"),
    (b"CS", "ColorSpace"),
    (b"D", "Decode"),
    (b"DP", "DecodeParms"),
    (b"F", "Filter"),
    (b"H", "Height"),
    (b"IM", "ImageMask"),
    (b"I", "Interpolate"),
    (b"W", "Width"),
    (b"G", "DeviceGray"),
    (b"RGB", "DeviceRGB"),
    (b"CMYK", "DeviceCMYK"),
    (b"AHx", "ASCIIHexDecode"),
    (b"A85", "ASCII85Decode"),
    (b"LZW", "LZWDecode"),
    (b"Fl", "FlateDecode"),
    (b"RL", "RunLengthDecode"),
    (b"CCF", "CCITTFaxDecode"),
    (b"DCT", "DCTDecode"),
];

fn full(name: &[u8], key: bool) -> Vec<u8> {
    let found = FULL.iter().enumerate().find(|(i, (short, _))| *short == name && (*i < 9) == key);
    found.map_or_else(|| name.to_vec(), |(_, (_, long))| long.as_bytes().to_vec())
}

/// The entries between `BI` and `ID`.
pub(super) fn dictionary(operands: &[Token<'_>]) -> Dict {
    let mut tokens = operands.iter();
    let mut entries = Vec::new();
    while let Some(token) = tokens.next() {
        let Token::Name(key) = token else { continue };
        let value = match tokens.next() {
            Some(Token::ArrayOpen) => Object::Array(tokens.by_ref().map_while(item).collect()),
            Some(Token::DictOpen) => {
                let mut inner = Vec::new();
                while let Some(Token::Name(key)) = tokens.next() {
                    inner.push((key.to_vec(), tokens.next().and_then(item).unwrap_or_default()));
                }
                Object::Dict(Dict(inner))
            }
            Some(other) => item(other).unwrap_or_default(),
            None => Object::Null,
        };
        entries.push((full(key, true), value));
    }
    Dict(entries)
}

fn item(token: &Token<'_>) -> Option<Object> {
    Some(match token {
        Token::Int(i) => Object::Int(*i),
        Token::Real(r) => Object::Real(*r),
        Token::Str(s) => Object::Str(s.to_vec()),
        Token::Name(n) => Object::Name(full(n, false)),
        Token::Word(b"true") => Object::Bool(true),
        Token::Word(b"false") => Object::Bool(false),
        _ => return None,
    })
}

/// The data after `ID`, and the lexer after `EI`.
pub(super) fn data(document: &Document<'_>, dict: &Dict, resources: &Dict, lexer: &mut Lexer<'_>) -> Vec<u8> {
    let start = lexer.pos() + usize::from(lexer.data().get(lexer.pos()).is_some_and(|&b| is_space(b)));
    let rest = lexer.data().get(start..).unwrap_or_default();
    let exact = if dict.has("Filter") { None } else { raw_length(document, dict, resources) };
    let length = exact.filter(|&l| ends(rest, l)).or_else(|| (0..rest.len()).find(|&l| ends(rest, l)));
    let length = length.unwrap_or(rest.len());
    let tail = rest.get(length..).unwrap_or_default();
    let mark = tail.windows(2).position(|w| w == b"EI").map_or(tail.len(), |p| p + 2);
    lexer.seek(start + length + mark);
    rest.get(..length).unwrap_or_default().to_vec()
}

/// Whether `EI` stands alone at `at`, followed by something that is no binary.
fn ends(data: &[u8], at: usize) -> bool {
    let rest = data.get(at..).unwrap_or_default();
    let spaces = rest.iter().take(2).take_while(|&&b| is_space(b)).count();
    let Some(after) = rest.get(spaces..).and_then(|r| r.strip_prefix(b"EI")) else { return false };
    let text = |b: &u8| matches!(*b, 9 | 10 | 13 | 32..=126);
    after.first().is_none_or(|&b| is_space(b)) && after.iter().take(12).all(text)
}

/// Bytes of unfiltered data.
fn raw_length(document: &Document<'_>, dict: &Dict, resources: &Dict) -> Option<usize> {
    let value = |key: &str| dict.get(key).and_then(Object::int).and_then(|v| usize::try_from(v).ok());
    let (width, height) = (value("Width")?, value("Height")?);
    let mask = dict.get("ImageMask") == Some(&Object::Bool(true));
    let bits = if mask { 1 } else { value("BitsPerComponent").unwrap_or(8) };
    let components = match dict.get("ColorSpace") {
        Some(Object::Name(n)) => match n.as_slice() {
            b"DeviceGray" => 1,
            b"DeviceRGB" => 3,
            b"DeviceCMYK" => 4,
            other => {
                let spaces = document.dict(resources, "ColorSpace")?;
                crate::verify::image::components(document, spaces.get_bytes(other)?)?
            }
        },
        _ => 1,
    };
    let row = width.checked_mul(components)?.checked_mul(bits)?.div_ceil(8);
    row.checked_mul(height)
}
