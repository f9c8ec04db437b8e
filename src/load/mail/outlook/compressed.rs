//! Compressed RTF (MS-OXRTFCP): the formatted text of a message.
//!
//! Refused: data that is not whole, whose sum does not fit, or that unpacks to more than allowed.

/// What the dictionary holds at first (2.1.2.1).
const START: &[u8] =
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// Size of the dictionary.
const DICTIONARY: usize = 4_096;

/// The text, of at most `limit` bytes; none where it is damaged.
pub(super) fn unpacked(packed: &[u8], limit: usize) -> Option<Vec<u8>> {
    let (header, body) = packed.split_first_chunk::<16>()?;
    let [_, size, kind, sum] = four(header);
    let size = usize::try_from(size).ok().filter(|size| *size <= limit)?;
    match &kind.to_le_bytes() {
        b"MELA" => body.get(..size).map(<[u8]>::to_vec),
        b"LZFu" if crc(body) == sum => {
            let text = decompressed(body, size)?;
            (text.len() >= size).then_some(text)
        }
        _ => None,
    }
}

fn four(header: &[u8; 16]) -> [u32; 4] {
    let mut numbers = [0; 4];
    for (number, bytes) in numbers.iter_mut().zip(header.as_chunks::<4>().0) {
        *number = u32::from_le_bytes(*bytes);
    }
    numbers
}

/// Runs of eight tokens, each a byte or a place in the dictionary, with a byte before that tells which.
fn decompressed(body: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut dictionary = [b' '; DICTIONARY];
    dictionary.get_mut(..START.len())?.copy_from_slice(START);
    let (mut at, mut text, mut input) = (START.len(), Vec::new(), body.iter().copied());
    while let Some(control) = input.next() {
        for bit in 0..8 {
            let Some(first) = input.next() else { return Some(text) };
            if control & (1 << bit) == 0 {
                put(&mut dictionary, &mut at, &mut text, first);
                continue;
            }
            let pair = u16::from_be_bytes([first, input.next()?]);
            let (from, length) = (usize::from(pair >> 4), usize::from(pair & 15) + 2);
            if from == at {
                return Some(text);
            }
            for step in 0..length {
                let byte = *dictionary.get((from + step) % DICTIONARY)?;
                put(&mut dictionary, &mut at, &mut text, byte);
            }
            if text.len() > size + 32 {
                return None;
            }
        }
    }
    Some(text)
}

fn put(dictionary: &mut [u8; DICTIONARY], at: &mut usize, text: &mut Vec<u8>, byte: u8) {
    if let Some(slot) = dictionary.get_mut(*at) {
        *slot = byte;
    }
    *at = (*at + 1) % DICTIONARY;
    text.push(byte);
}

/// The sum of the specification (2.2): CRC-32 that starts at 0 and is not inverted.
fn crc(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |crc, byte| {
        let low = (crc ^ u32::from(*byte)) & 0xff;
        let table = (0..8).fold(low, |v, _| if v & 1 == 1 { 0xedb8_8320 ^ (v >> 1) } else { v >> 1 });
        table ^ (crc >> 8)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification (3.1.1).
    const EXAMPLE: [u8; 49] = [
        0x2d, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03,
        0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65,
        0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
    ];

    #[test]
    fn the_example_of_the_specification_unpacks() {
        let text = unpacked(&EXAMPLE, 1_000).expect("unpacked");
        assert_eq!(String::from_utf8_lossy(&text), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
    }

    #[test]
    fn what_is_cut_or_changed_or_too_large_is_no_text() {
        for end in 0..EXAMPLE.len() {
            assert_eq!(unpacked(&EXAMPLE[..end], 1_000), None, "cut at {end}");
            let mut changed = EXAMPLE;
            changed[end] ^= 0x55;
            let _ = unpacked(&changed, 1_000);
        }
        assert_eq!(unpacked(&EXAMPLE, 10), None);
    }
}
