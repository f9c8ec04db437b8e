//! The chain of filters in front of an image's samples (ISO 32000-2, 7.4): everything but the image
//! codecs is undone here, within a cap on the bytes that may come out.

use std::borrow::Cow;
use std::io::Read;

use lopdf::{Dictionary, Document, Object, Stream};
use weezl::{BitOrder, LzwStatus, decode::Decoder};

use super::describe::entry;
use super::space::resolve;
use super::{ImageError, ascii, predictor};

/// The last filter, when it is an image codec, with its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    Dct,
    Jpx,
    Jbig2,
    Ccitt,
}

/// What is left when the general filters are undone.
pub(super) struct Unwrapped<'a> {
    pub(super) data: Cow<'a, [u8]>,
    /// `None`: `data` is samples.
    pub(super) codec: Option<Codec>,
    pub(super) parameters: Dictionary,
}

/// Undoes every filter up to an image codec, which must be the last.
pub(super) fn unwrap<'a>(
    doc: &Document,
    stream: &'a Stream,
    cap: usize,
) -> Result<Unwrapped<'a>, ImageError> {
    let mut data = Cow::Borrowed(stream.content.as_slice());
    let chain = chain(doc, &stream.dict)?;
    let last = chain.len().saturating_sub(1);
    for (i, (name, parameters)) in chain.into_iter().enumerate() {
        if let Some(codec) = codec(&name) {
            if i != last {
                return Err(ImageError::Filter);
            }
            return Ok(Unwrapped { data, codec: Some(codec), parameters });
        }
        data = Cow::Owned(undo(&name, &data, &parameters, cap)?);
    }
    Ok(Unwrapped { data, codec: None, parameters: Dictionary::new() })
}

/// The bytes of a stream that has no image codec (colour tables, `JBIG2Globals`).
pub(super) fn decode_plain(doc: &Document, stream: &Stream, cap: usize) -> Result<Vec<u8>, ImageError> {
    let unwrapped = unwrap(doc, stream, cap)?;
    if unwrapped.codec.is_some() { Err(ImageError::Filter) } else { Ok(unwrapped.data.into_owned()) }
}

fn chain(doc: &Document, dict: &Dictionary) -> Result<Vec<(Vec<u8>, Dictionary)>, ImageError> {
    let name = |o: &Object| resolve(doc, o)?.as_name().map(<[u8]>::to_vec).map_err(|_| ImageError::Filter);
    let names = match entry(doc, dict, b"Filter")? {
        None => Vec::new(),
        Some(Object::Array(list)) => list.iter().map(name).collect::<Result<_, _>>()?,
        Some(one) => vec![name(one)?],
    };
    if names.len() > 8 {
        return Err(ImageError::Filter);
    }
    let parameters = match entry(doc, dict, b"DecodeParms")? {
        Some(Object::Array(list)) => list.iter().map(|o| resolve(doc, o)).collect::<Result<Vec<_>, _>>()?,
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let dict_at = |i: usize| match parameters.get(i) {
        Some(Object::Dictionary(d)) => d.clone(),
        _ => Dictionary::new(),
    };
    Ok(names.into_iter().enumerate().map(|(i, n)| (n, dict_at(i))).collect())
}

fn codec(name: &[u8]) -> Option<Codec> {
    match name {
        b"DCTDecode" | b"DCT" => Some(Codec::Dct),
        b"JPXDecode" => Some(Codec::Jpx),
        b"JBIG2Decode" => Some(Codec::Jbig2),
        b"CCITTFaxDecode" | b"CCF" => Some(Codec::Ccitt),
        _ => None,
    }
}

fn undo(name: &[u8], data: &[u8], parameters: &Dictionary, cap: usize) -> Result<Vec<u8>, ImageError> {
    match name {
        b"FlateDecode" | b"Fl" => predictor::undo(inflate(data, cap)?, parameters),
        b"LZWDecode" | b"LZW" => {
            let early = parameters.get(b"EarlyChange").and_then(Object::as_i64).unwrap_or(1) != 0;
            predictor::undo(unpack_lzw(data, early, cap)?, parameters)
        }
        b"RunLengthDecode" | b"RL" => ascii::run_length(data, cap),
        b"ASCII85Decode" | b"A85" => ascii::base85(data, cap),
        b"ASCIIHexDecode" | b"AHx" => ascii::hex(data),
        _ => Err(ImageError::Filter),
    }
}

fn inflate(data: &[u8], cap: usize) -> Result<Vec<u8>, ImageError> {
    let mut out = Vec::new();
    let read = flate2::read::ZlibDecoder::new(data).take(cap as u64 + 1).read_to_end(&mut out);
    if out.len() > cap {
        return Err(ImageError::TooLarge);
    }
    read.map(|_| out).map_err(|_| ImageError::Damaged)
}

fn unpack_lzw(data: &[u8], early_change: bool, cap: usize) -> Result<Vec<u8>, ImageError> {
    let mut decoder = if early_change {
        Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
    } else {
        Decoder::new(BitOrder::Msb, 8)
    };
    let (mut out, mut input, mut buffer) = (Vec::new(), data, vec![0; 1 << 16]);
    loop {
        let step = decoder.decode_bytes(input, &mut buffer);
        out.extend_from_slice(buffer.get(..step.consumed_out).unwrap_or_default());
        input = input.get(step.consumed_in..).unwrap_or_default();
        if out.len() > cap {
            return Err(ImageError::TooLarge);
        }
        match step.status {
            Ok(LzwStatus::Ok) => {}
            // The end mark is often missing; the data's length is checked by whoever needs it.
            Ok(LzwStatus::Done | LzwStatus::NoProgress) => return Ok(out),
            Err(_) => return Err(ImageError::Damaged),
        }
    }
}
