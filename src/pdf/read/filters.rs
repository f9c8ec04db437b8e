//! Decoding of stream filters (ISO 32000-2, 7.4): strict, and capped in what comes out.
//!
//! The foreign reader repairs what it cannot decode and has no limit on the result; content that is
//! only partly there must never look whole. So every stream is decoded here, and says whether its
//! coding came to its proper end. Unknown filters, external files and results above the limit are
//! refused. A missing or wrong checksum after a complete stream is not missing content.

use hayro_syntax::object::{Dict, Name, Object, Stream};

use super::lookup::array_items;
use super::parms::Parms;

/// A filter that this module undoes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// `FlateDecode`.
    Flate,
    /// `LZWDecode`.
    Lzw,
    /// `ASCII85Decode`.
    Ascii85,
    /// `ASCIIHexDecode`.
    AsciiHex,
    /// `RunLengthDecode`.
    RunLength,
    /// A picture's own coding; stays as it is.
    Picture(Picture),
}

/// The codings that only pictures have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picture {
    /// `DCTDecode`.
    Dct,
    /// `JPXDecode`.
    Jpx,
    /// `JBIG2Decode`.
    Jbig2,
    /// `CCITTFaxDecode`.
    Ccitt,
}

impl Picture {
    /// The filter's name.
    pub fn filter(self) -> &'static str {
        match self {
            Self::Dct => "DCTDecode",
            Self::Jpx => "JPXDecode",
            Self::Jbig2 => "JBIG2Decode",
            Self::Ccitt => "CCITTFaxDecode",
        }
    }
}

/// Why a stream cannot be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undecodable {
    /// A filter that no standard names.
    UnknownFilter,
    /// The data lies in another file.
    External,
    /// More comes out than the limit.
    TooLarge,
    /// The data is not what its filter says.
    Damaged,
}

/// What came out of a stream.
pub(super) struct Decoded<'a> {
    /// The bytes, up to a picture's own coding.
    pub bytes: Vec<u8>,
    /// Whether every coding came to its end.
    pub complete: bool,
    /// The picture coding that remains, with its `DecodeParms`.
    pub picture: Option<(Picture, Parms<'a>)>,
}

/// The filters of a stream in the order in which they are undone, each with its parameters.
///
/// # Errors
/// An unknown filter, a malformed list, or data in another file.
pub(super) fn codings<'a>(dict: &Dict<'a>) -> Result<Vec<(Coding, Parms<'a>)>, Undecodable> {
    if matches!(dict.get::<Object<'_>>(b"F"), Some(Object::String(_) | Object::Dict(_))) {
        return Err(Undecodable::External);
    }
    // hayro reads the abbreviations of inline images in streams too, so both spellings are seen here
    let either = |a: &[u8], b: &[u8]| dict.get::<Object<'a>>(a).or_else(|| dict.get::<Object<'a>>(b));
    let names = match either(b"F", b"Filter") {
        None | Some(Object::Null(_)) => return Ok(Vec::new()),
        Some(Object::Name(n)) => vec![n],
        Some(Object::Array(a)) => array_items::<Name<'a>>(&a)
            .into_iter()
            .collect::<Option<_>>()
            .ok_or(Undecodable::UnknownFilter)?,
        Some(_) => return Err(Undecodable::UnknownFilter),
    };
    let parms = match either(b"DP", b"DecodeParms") {
        Some(Object::Dict(d)) => vec![Some(d)],
        Some(Object::Array(a)) => array_items::<Dict<'a>>(&a),
        _ => Vec::new(),
    };
    let mut codings = Vec::with_capacity(names.len());
    for (i, name) in names.iter().enumerate() {
        let parms = parms.get(i).cloned().flatten().map(|d| Parms::of(&d)).unwrap_or_default();
        if name.as_ref() != b"Crypt" {
            codings.push((coding(name).ok_or(Undecodable::UnknownFilter)?, parms));
        }
    }
    Ok(codings)
}

/// The coding that a filter's name or abbreviation means.
pub(super) fn coding(name: &[u8]) -> Option<Coding> {
    Some(match name {
        b"FlateDecode" | b"Fl" => Coding::Flate,
        b"LZWDecode" | b"LZW" => Coding::Lzw,
        b"ASCII85Decode" | b"A85" => Coding::Ascii85,
        b"ASCIIHexDecode" | b"AHx" => Coding::AsciiHex,
        b"RunLengthDecode" | b"RL" => Coding::RunLength,
        b"DCTDecode" | b"DCT" => Coding::Picture(Picture::Dct),
        b"JPXDecode" => Coding::Picture(Picture::Jpx),
        b"JBIG2Decode" => Coding::Picture(Picture::Jbig2),
        b"CCITTFaxDecode" | b"CCF" => Coding::Picture(Picture::Ccitt),
        _ => return None,
    })
}

/// Undoes a stream's filters up to a picture's own coding; at most `cap` bytes at every step.
///
/// # Errors
/// See [`Undecodable`]; data that ends early is no error but `complete == false`.
pub(super) fn decode<'a>(stream: &Stream<'a>, cap: usize) -> Result<Decoded<'a>, Undecodable> {
    decode_bytes(stream.raw_data().into_owned(), codings(stream.dict())?, cap)
}

/// [`decode`] for bytes whose filters are known, as an inline image's are.
pub(super) fn decode_bytes(
    raw: Vec<u8>,
    codings: Vec<(Coding, Parms<'_>)>,
    cap: usize,
) -> Result<Decoded<'_>, Undecodable> {
    let (mut bytes, mut complete) = (raw, true);
    let last = codings.len().saturating_sub(1);
    for (i, (coding, parms)) in codings.into_iter().enumerate() {
        let (out, whole) = match coding {
            Coding::Picture(p) if i == last => {
                return Ok(Decoded { bytes, complete, picture: Some((p, parms)) });
            }
            Coding::Picture(_) => return Err(Undecodable::UnknownFilter),
            Coding::Flate => inflate(&bytes, cap)?,
            Coding::Lzw => unlzw(&bytes, parms.count("EarlyChange", 1) != 0, cap)?,
            Coding::Ascii85 => unascii85(&bytes)?,
            Coding::AsciiHex => (unhex(&bytes)?, true),
            Coding::RunLength => unrun(&bytes, cap)?,
        };
        complete &= whole;
        bytes = match coding {
            Coding::Flate | Coding::Lzw => super::predictor::undo(out, &parms)?,
            _ => out,
        };
    }
    if bytes.len() > cap {
        Err(Undecodable::TooLarge)
    } else {
        Ok(Decoded { bytes, complete, picture: None })
    }
}

/// Inflates zlib data (RFC 1950), or bare deflate data where the header is missing. The second value
/// says whether the last block ended.
fn inflate(data: &[u8], cap: usize) -> Result<(Vec<u8>, bool), Undecodable> {
    let data = data.trim_ascii_start();
    let header = match data {
        [] => return Ok((Vec::new(), true)),
        [cmf, flg, ..] => cmf & 0x0f == 8 && (u16::from(*cmf) << 8 | u16::from(*flg)) % 31 == 0,
        _ => false,
    };
    let mut state = flate2::Decompress::new(false);
    let input = data.get(if header { 2 } else { 0 }..).unwrap_or_default();
    let mut out = Vec::with_capacity((input.len() * 4).min(cap).clamp(1024, 64 << 20));
    loop {
        if out.len() == out.capacity() {
            if out.len() > cap {
                return Err(Undecodable::TooLarge);
            }
            out.reserve(out.len().clamp(1024, 64 << 20));
        }
        let (read, wrote) = (state.total_in(), state.total_out());
        let rest = input.get(usize::try_from(read).unwrap_or(usize::MAX)..).unwrap_or_default();
        let status = state.decompress_vec(rest, &mut out, flate2::FlushDecompress::None);
        match status {
            Ok(flate2::Status::StreamEnd) => break,
            Ok(_) if state.total_in() == read && state.total_out() == wrote && out.len() < out.capacity() => {
                return if out.is_empty() && !header { Err(Undecodable::Damaged) } else { Ok((out, false)) };
            }
            Ok(_) => {}
            Err(_) if out.is_empty() => return Err(Undecodable::Damaged),
            Err(_) => return Ok((out, false)),
        }
    }
    if out.len() > cap { Err(Undecodable::TooLarge) } else { Ok((out, true)) }
}

/// Undoes LZW (7.4.4); many writers leave out the end-of-data code, so the end of the data is one.
fn unlzw(data: &[u8], early: bool, cap: usize) -> Result<(Vec<u8>, bool), Undecodable> {
    use weezl::{BitOrder, LzwStatus, decode::Decoder};
    let mut decoder =
        if early { Decoder::with_tiff_size_switch(BitOrder::Msb, 8) } else { Decoder::new(BitOrder::Msb, 8) };
    let (mut input, mut out) = (data, Vec::new());
    let mut chunk = vec![0; 64 << 10];
    loop {
        let step = decoder.decode_bytes(input, &mut chunk);
        out.extend_from_slice(chunk.get(..step.consumed_out).unwrap_or_default());
        input = input.get(step.consumed_in..).unwrap_or_default();
        if out.len() > cap {
            return Err(Undecodable::TooLarge);
        }
        match step.status {
            Ok(LzwStatus::Done | LzwStatus::NoProgress) => return Ok((out, true)),
            Ok(LzwStatus::Ok) => {}
            Err(_) => return Ok((out, false)),
        }
    }
}

/// Undoes ASCII base-85 (7.4.3).
fn unascii85(data: &[u8]) -> Result<(Vec<u8>, bool), Undecodable> {
    let mut out = Vec::with_capacity(data.len() / 5 * 4);
    let (mut group, mut count) = (0_u64, 0_usize);
    let data = data.trim_ascii_start();
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let mut ended = false;
    for &byte in data {
        match byte {
            b'~' => {
                ended = true;
                break;
            }
            b'z' if count == 0 => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group = group * 85 + u64::from(byte - b'!');
                count += 1;
                if count == 5 {
                    out.extend_from_slice(&u32::try_from(group).unwrap_or(u32::MAX).to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b if b.is_ascii_whitespace() || b == 0 => {}
            _ => return Err(Undecodable::Damaged),
        }
    }
    if count > 1 {
        let padded = (count..5).fold(group, |g, _| g * 85 + 84);
        let bytes = u32::try_from(padded).unwrap_or(u32::MAX).to_be_bytes();
        out.extend_from_slice(bytes.get(..count - 1).unwrap_or_default());
    }
    Ok((out, ended || count == 0))
}

/// Undoes ASCII hexadecimal (7.4.2).
fn unhex(data: &[u8]) -> Result<Vec<u8>, Undecodable> {
    let mut digits = Vec::with_capacity(data.len());
    for &byte in data {
        match byte {
            b'>' => break,
            b if b.is_ascii_whitespace() || b == 0 => {}
            b => digits.push((b as char).to_digit(16).ok_or(Undecodable::Damaged)? as u8),
        }
    }
    Ok(digits.chunks(2).map(|p| p.first().unwrap_or(&0) << 4 | p.get(1).unwrap_or(&0)).collect())
}

/// Undoes run lengths (7.4.5).
fn unrun(data: &[u8], cap: usize) -> Result<(Vec<u8>, bool), Undecodable> {
    let (mut out, mut at) = (Vec::new(), 0_usize);
    while let Some(&length) = data.get(at) {
        match length {
            128 => return Ok((out, true)),
            0..=127 => {
                let end = at + 2 + usize::from(length);
                let Some(run) = data.get(at + 1..end) else { return Ok((out, false)) };
                out.extend_from_slice(run);
                at = end;
            }
            _ => {
                let Some(&byte) = data.get(at + 1) else { return Ok((out, false)) };
                out.resize(out.len() + 257 - usize::from(length), byte);
                at += 2;
            }
        }
        if out.len() > cap {
            return Err(Undecodable::TooLarge);
        }
    }
    Ok((out, true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn zlib(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_stream_cut_short_is_never_called_complete() {
        let whole = zlib(&b"0123456789 abcdefgh ".repeat(200));
        for cut in [3, whole.len() / 2, whole.len() - 6] {
            let ended = inflate(&whole[..cut], 1 << 20).is_ok_and(|(_, complete)| complete);
            assert!(!ended, "cut at {cut}");
        }
    }

    #[test]
    fn a_missing_checksum_is_not_missing_content() {
        let whole = zlib(b"all of it");
        assert_eq!(inflate(&whole[..whole.len() - 4], 100).unwrap(), (b"all of it".to_vec(), true));
    }

    #[test]
    fn what_inflates_above_the_limit_is_refused() {
        assert_eq!(inflate(&zlib(&vec![0; 1 << 20]), 1000), Err(Undecodable::TooLarge));
        assert_eq!(unrun(&[129, 0].repeat(100), 1000), Err(Undecodable::TooLarge));
    }

    #[test]
    fn the_text_codings_are_undone() {
        assert_eq!(unascii85(b"87cURD]i,\"Ebo80~>").unwrap(), (b"Hello World!".to_vec(), true));
        assert_eq!(unhex(b"48 65 6C6c 6f7>").unwrap(), b"Hellop");
        assert_eq!(unrun(&[1, b'a', b'b', 254, b'c', 128], 99).unwrap(), (b"abccc".to_vec(), true));
    }
}
