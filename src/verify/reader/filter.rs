//! Undoes the filters of a stream (ISO 32000-2, 7.4) up to the codec of a picture, with a cap.
//!
//! Inflating is `flate2` and LZW is `weezl`: common mode with the writer. Bytes after the end of the
//! compressed data are kept as `tail`, since readers drop them and secrets survive there. What cannot
//! be decoded is said to be so; the part that was decoded stays to be searched.

use std::io::Read;

use super::lexer::{hex, is_space};
use super::object::{Dict, Object};

/// What the filters gave.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decoded {
    /// The decoded bytes, or the codec's bytes when `codec` is set.
    pub(crate) data: Vec<u8>,
    /// Bytes that stood after the end of the encoded data.
    pub(crate) tail: Vec<u8>,
    /// The codec of a picture that remains: `DCTDecode` and its like, with its parameters.
    pub(crate) codec: Option<(Vec<u8>, Dict)>,
    /// Why decoding stopped early.
    pub(crate) fault: Option<Fault>,
}

/// Why a stream could not be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The data do not follow the filter's format.
    Damaged,
    /// More bytes than the limit came out.
    TooLarge,
    /// A filter that this reader does not know.
    Unknown,
}

/// One filter with its parameters.
pub(crate) type Step = (Vec<u8>, Dict);

/// Undoes `steps` one after the other; at most `limit` bytes at each.
pub(crate) fn decode(raw: &[u8], steps: &[Step], limit: usize) -> Decoded {
    let mut out = Decoded::default();
    let mut current: Option<Vec<u8>> = None;
    for (name, params) in steps.iter().take(16) {
        let data = current.as_deref().unwrap_or(raw);
        let result = match name.as_slice() {
            b"FlateDecode" | b"Fl" => inflate(data, limit, &mut out.tail),
            b"LZWDecode" | b"LZW" => lzw(data, params, limit),
            b"ASCIIHexDecode" | b"AHx" => Ok(ascii_hex(data, &mut out.tail)),
            b"ASCII85Decode" | b"A85" => ascii_85(data, &mut out.tail),
            b"RunLengthDecode" | b"RL" => run_length(data, limit, &mut out.tail),
            b"Crypt" => Ok(data.to_vec()),
            b"DCTDecode" | b"DCT" | b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode" | b"CCF" => {
                out.codec = Some((name.clone(), params.clone()));
                break;
            }
            _ => Err((Vec::new(), Fault::Unknown)),
        };
        match result.and_then(|bytes| unpredict(name, params, bytes)) {
            Ok(bytes) => current = Some(bytes),
            Err((partial, fault)) => {
                out.fault = Some(fault);
                current = Some(partial);
                break;
            }
        }
    }
    out.data = current.unwrap_or_else(|| raw.to_vec());
    out
}

/// Bytes, or the part that came out and why not more.
type Outcome = Result<Vec<u8>, (Vec<u8>, Fault)>;

fn inflate(data: &[u8], limit: usize, tail: &mut Vec<u8>) -> Outcome {
    let mut reader = flate2::bufread::ZlibDecoder::new(data);
    let mut out = Vec::with_capacity((data.len() * 4).min(1 << 20).min(limit));
    let result = (&mut reader).take(limit as u64 + 1).read_to_end(&mut out);
    if out.len() > limit {
        out.truncate(limit);
        return Err((out, Fault::TooLarge));
    }
    let used = usize::try_from(reader.total_in()).unwrap_or(usize::MAX);
    match result {
        Ok(_) => {
            keep_tail(data.get(used..).unwrap_or_default(), tail);
            Ok(out)
        }
        Err(_) => Err((out, Fault::Damaged)),
    }
}

/// Keeps what stands after the end, but for a line end.
fn keep_tail(rest: &[u8], tail: &mut Vec<u8>) {
    if rest.iter().any(|&b| !is_space(b)) {
        tail.extend_from_slice(rest);
    }
}

fn lzw(data: &[u8], params: &Dict, limit: usize) -> Outcome {
    let early = params.get("EarlyChange").and_then(Object::int) != Some(0);
    let order = weezl::BitOrder::Msb;
    let mut decoder = if early {
        weezl::decode::Decoder::with_tiff_size_switch(order, 8)
    } else {
        weezl::decode::Decoder::new(order, 8)
    };
    let (mut out, mut rest, mut buffer) = (Vec::new(), data, vec![0; 64 << 10]);
    loop {
        let step = decoder.decode_bytes(rest, &mut buffer);
        out.extend_from_slice(buffer.get(..step.consumed_out).unwrap_or_default());
        rest = rest.get(step.consumed_in..).unwrap_or_default();
        match step.status {
            _ if out.len() > limit => return Err((out, Fault::TooLarge)),
            Ok(weezl::LzwStatus::Done | weezl::LzwStatus::NoProgress) => return Ok(out),
            Ok(weezl::LzwStatus::Ok) => {}
            Err(_) => return Err((out, Fault::Damaged)),
        }
    }
}

fn ascii_hex(data: &[u8], tail: &mut Vec<u8>) -> Vec<u8> {
    let end = data.iter().position(|&b| b == b'>').unwrap_or(data.len());
    keep_tail(data.get(end + 1..).unwrap_or_default(), tail);
    let mut digits = data.iter().take(end).filter_map(|&b| hex(b));
    let mut out = Vec::with_capacity(end / 2 + 1);
    while let Some(high) = digits.next() {
        out.push(high << 4 | digits.next().unwrap_or(0));
    }
    out
}

fn ascii_85(data: &[u8], tail: &mut Vec<u8>) -> Outcome {
    let end = data.iter().position(|&b| b == b'~').unwrap_or(data.len());
    keep_tail(data.get(end + 2..).unwrap_or_default(), tail);
    let data = data.get(..end).unwrap_or_default();
    let data = data.strip_prefix(b"<~").unwrap_or(data);
    let (mut out, mut group, mut count) = (Vec::with_capacity(end), 0_u32, 0_usize);
    for &b in data {
        match b {
            b'z' if count == 0 => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(b - b'!'));
                count += 1;
                if count == 5 {
                    out.extend_from_slice(&group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b if is_space(b) => {}
            _ => return Err((out, Fault::Damaged)),
        }
    }
    if count > 1 {
        let filled = (count..5).fold(group, |g, _| g.wrapping_mul(85).wrapping_add(84));
        out.extend(filled.to_be_bytes().into_iter().take(count - 1));
    }
    Ok(out)
}

fn run_length(data: &[u8], limit: usize, tail: &mut Vec<u8>) -> Outcome {
    let (mut out, mut rest) = (Vec::new(), data);
    while let Some((&length, after)) = rest.split_first() {
        let length = usize::from(length);
        rest = match length {
            128 => {
                keep_tail(after, tail);
                break;
            }
            0..128 => {
                let copied = after.get(..=length).unwrap_or(after);
                out.extend_from_slice(copied);
                after.get(copied.len()..).unwrap_or_default()
            }
            _ => {
                let Some((&b, after)) = after.split_first() else { break };
                out.resize(out.len() + 257 - length, b);
                after
            }
        };
        if out.len() > limit {
            return Err((out, Fault::TooLarge));
        }
    }
    Ok(out)
}

/// Undoes the predictor of Flate and LZW data (7.4.4.4).
fn unpredict(filter: &[u8], params: &Dict, data: Vec<u8>) -> Outcome {
    let value = |key: &str, default: i64| params.get(key).and_then(Object::int).unwrap_or(default);
    let predictor = value("Predictor", 1);
    if predictor < 2 || !matches!(filter, b"FlateDecode" | b"Fl" | b"LZWDecode" | b"LZW") {
        return Ok(data);
    }
    let (colors, bits, columns) = (value("Colors", 1), value("BitsPerComponent", 8), value("Columns", 1));
    if !(1..=64).contains(&colors) || ![1, 2, 4, 8, 16].contains(&bits) || !(1..=1 << 24).contains(&columns) {
        return Err((data, Fault::Damaged));
    }
    let pixel = ((colors * bits + 7) / 8) as usize;
    let row = ((colors * bits * columns + 7) / 8) as usize;
    Ok(if predictor == 2 { tiff(data, bits, colors as usize, row) } else { png(&data, pixel, row) })
}

/// TIFF predictor 2; for samples of less than eight bits the rows are left as differences unpacked.
fn tiff(mut data: Vec<u8>, bits: i64, colors: usize, row: usize) -> Vec<u8> {
    for line in data.chunks_mut(row) {
        match bits {
            8 => {
                for i in colors..line.len() {
                    let left = line.get(i - colors).copied().unwrap_or(0);
                    if let Some(b) = line.get_mut(i) {
                        *b = b.wrapping_add(left);
                    }
                }
            }
            16 => tiff_wide(line, colors),
            _ => tiff_narrow(line, bits as usize, colors),
        }
    }
    data
}

fn tiff_wide(line: &mut [u8], colors: usize) {
    let at = |line: &[u8], i: usize| line.get(i..i + 2).map_or(0, |b| u16::from_be_bytes([b[0], b[1]]));
    for i in (2 * colors..line.len().saturating_sub(1)).step_by(2) {
        let sum = at(line, i).wrapping_add(at(line, i - 2 * colors));
        if let Some(target) = line.get_mut(i..i + 2) {
            target.copy_from_slice(&sum.to_be_bytes());
        }
    }
}

fn tiff_narrow(line: &mut [u8], bits: usize, colors: usize) {
    let mask = (1_u8 << bits) - 1;
    let per_byte = 8 / bits;
    let mut left = vec![0_u8; colors];
    for index in 0..line.len() * per_byte {
        let shift = 8 - bits - (index % per_byte) * bits;
        let Some((byte, sum)) = line.get_mut(index / per_byte).zip(left.get_mut(index % colors)) else {
            return;
        };
        *sum = sum.wrapping_add(*byte >> shift) & mask;
        *byte = (*byte & !(mask << shift)) | (*sum << shift);
    }
}

/// PNG predictors: each row begins with the tag of its filter.
fn png(data: &[u8], pixel: usize, row: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0_u8; row];
    for line in data.chunks(row + 1) {
        let Some((&tag, coded)) = line.split_first() else { break };
        let mut current = coded.to_vec();
        current.resize(row, 0);
        for i in 0..coded.len() {
            let at = |line: &[u8], i: Option<usize>| i.and_then(|i| line.get(i).copied()).unwrap_or(0);
            let (a, b, c) =
                (at(&current, i.checked_sub(pixel)), at(&above, Some(i)), at(&above, i.checked_sub(pixel)));
            let predicted = match tag {
                1 => a,
                2 => b,
                3 => u8::midpoint(a, b),
                4 => paeth(a, b, c),
                _ => 0,
            };
            if let Some(x) = current.get_mut(i) {
                *x = x.wrapping_add(predicted);
            }
        }
        out.extend_from_slice(current.get(..coded.len()).unwrap_or_default());
        above = current;
    }
    out
}

fn paeth(a: u8, b: u8, c: u8) -> u8 {
    let (x, y, z) = (i16::from(a), i16::from(b), i16::from(c));
    let p = x + y - z;
    let (pa, pb, pc) = ((p - x).abs(), (p - y).abs(), (p - z).abs());
    if pa <= pb && pa <= pc {
        a
    } else if pb <= pc {
        b
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn step(name: &str) -> Step {
        (name.as_bytes().to_vec(), Dict::default())
    }

    fn deflate(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(data).expect("memory");
        encoder.finish().expect("memory")
    }

    #[test]
    fn filters_are_undone_in_their_order() {
        let hex: String = deflate(b"secret").iter().map(|b| format!("{b:02x}")).collect();
        let out = decode(hex.as_bytes(), &[step("ASCIIHexDecode"), step("FlateDecode")], 1000);
        assert_eq!((out.data.as_slice(), out.fault), (b"secret".as_slice(), None));
        assert_eq!(decode(b"F*2M7/c~>", &[step("A85")], 99).data, b"sure.");
        assert_eq!(decode(&[1, b'a', b'b', 254, b'c', 128], &[step("RL")], 99).data, b"abccc");
    }

    #[test]
    fn bytes_after_the_compressed_data_are_kept() {
        let mut data = deflate(b"page");
        data.extend_from_slice(b"hidden");
        assert_eq!(decode(&data, &[step("FlateDecode")], 99).tail, b"hidden");
    }

    #[test]
    fn a_bomb_stops_at_the_limit_and_says_so() {
        let out = decode(&deflate(&vec![0; 100_000]), &[step("FlateDecode")], 1000);
        assert_eq!((out.data.len(), out.fault), (1000, Some(Fault::TooLarge)));
    }

    #[test]
    fn an_unknown_filter_is_a_fault_and_a_codec_is_left_to_the_picture() {
        assert_eq!(decode(b"x", &[step("Rot13")], 9).fault, Some(Fault::Unknown));
        let out = decode(b"jpeg", &[step("DCTDecode")], 9);
        assert!(out.codec.is_some() && out.data == b"jpeg");
    }
}
