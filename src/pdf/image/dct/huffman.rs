//! Huffman tables (ISO/IEC 10918-1, annexes C, F.2.2.3 and K.2): read, and made to measure.

use super::ImageError;
use super::bits::BitReader;

/// Bits that the first look-up sees; most codes are no longer.
const LOOK: u32 = 9;

/// A table for reading.
#[derive(Clone)]
pub(super) struct Decoder {
    /// For each `LOOK` bits: length and symbol, or length 0 for longer codes.
    quick: Vec<(u8, u8)>,
    /// For each length: the first code beyond it, left-aligned to 16 bits, and what to add to a code
    /// of that length to get its place among the symbols.
    limits: [(u32, i32); 17],
    symbols: Vec<u8>,
}

impl Decoder {
    /// Builds the table from the numbers of codes of each length (1 to 16) and the symbols in order.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Result<Self, ImageError> {
        let mut table =
            Self { quick: vec![(0, 0); 1 << LOOK], limits: [(0, 0); 17], symbols: symbols.to_vec() };
        let (mut code, mut place) = (0u32, 0usize);
        for (length, &count) in (1u32..).zip(counts) {
            let first = code;
            for _ in 0..count {
                let &symbol = symbols.get(place).ok_or(ImageError::Damaged)?;
                if code >= 1 << length {
                    return Err(ImageError::Damaged);
                }
                if length <= LOOK {
                    let start = (code << (LOOK - length)) as usize;
                    for slot in table.quick.iter_mut().skip(start).take(1 << (LOOK - length)) {
                        *slot = (length as u8, symbol);
                    }
                }
                code += 1;
                place += 1;
            }
            let before = place as i32 - i32::from(count) - first as i32;
            table.limits[length as usize] = (code << (16 - length), before);
            code <<= 1;
        }
        Ok(table)
    }

    /// The next symbol.
    pub(super) fn next(&self, reader: &mut BitReader<'_>) -> Result<u8, ImageError> {
        let bits = reader.peek(16);
        if let Some(&(length @ 1.., symbol)) = self.quick.get((bits >> (16 - LOOK)) as usize) {
            reader.skip(u32::from(length))?;
            return Ok(symbol);
        }
        for length in LOOK + 1..=16 {
            let (limit, before) = self.limits[length as usize];
            if bits < limit {
                reader.skip(length)?;
                let place = (bits >> (16 - length)) as i32 + before;
                return self.symbols.get(place as usize).copied().ok_or(ImageError::Damaged);
            }
        }
        Err(ImageError::Damaged)
    }
}

/// A table for writing.
pub(super) struct Encoder {
    /// Numbers of codes of each length, from 1.
    pub(super) counts: [u8; 16],
    /// Symbols in the order of their codes.
    pub(super) symbols: Vec<u8>,
    /// Code and length for each symbol.
    pub(super) codes: [(u32, u32); 256],
}

impl Encoder {
    /// The best table for these frequencies (K.2). One code of each table stays unused, so that no
    /// code is all ones.
    pub(super) fn new(frequencies: &[u64; 256]) -> Self {
        let lengths = limited(code_lengths(frequencies));
        let mut by_length: Vec<u8> = (0..=255).filter(|&s| frequencies[s as usize] > 0).collect();
        by_length.sort_by_key(|&s| (std::cmp::Reverse(frequencies[s as usize]), s));
        let (mut counts, mut codes) = ([0u8; 16], [(0, 0); 256]);
        let (mut code, mut place) = (0u32, 0usize);
        for length in 1..=16u32 {
            let count = lengths[length as usize];
            counts[length as usize - 1] = count as u8;
            for &symbol in by_length.iter().skip(place).take(count) {
                codes[symbol as usize] = (code, length);
                code += 1;
            }
            place += count;
            code <<= 1;
        }
        Self { counts, symbols: by_length, codes }
    }
}

/// How many codes have each length in the optimal code, the reserved one included.
fn code_lengths(frequencies: &[u64; 256]) -> [usize; 258] {
    // Position 256 is the reserved symbol: the rarest, so it gets a longest code.
    let mut weight: Vec<u64> = frequencies.iter().copied().chain([1]).collect();
    let mut length = [0usize; 257];
    let mut next: Vec<Option<usize>> = vec![None; 257];
    loop {
        let smallest = |not: Option<usize>, weight: &[u64]| {
            (0..257).filter(|&i| weight[i] > 0 && Some(i) != not).min_by_key(|&i| (weight[i], 256 - i))
        };
        let Some(a) = smallest(None, &weight) else { break };
        let Some(b) = smallest(Some(a), &weight) else { break };
        weight[a] += weight[b];
        weight[b] = 0;
        let mut last = a;
        length[last] += 1;
        while let Some(following) = next[last] {
            last = following;
            length[last] += 1;
        }
        next[last] = Some(b);
        let mut member = Some(b);
        while let Some(i) = member {
            length[i] += 1;
            member = next[i];
        }
    }
    let mut counts = [0usize; 258];
    for l in length.into_iter().filter(|&l| l > 0) {
        counts[l] += 1;
    }
    counts
}

/// Shortens codes of more than 16 bits (figure K.3) and takes the reserved code away.
fn limited(mut counts: [usize; 258]) -> [usize; 258] {
    for i in (17..258).rev() {
        while counts[i] > 0 {
            let j = (1..i - 1).rev().find(|&j| counts[j] > 0).unwrap_or(1);
            counts[i] = counts[i].saturating_sub(2);
            counts[i - 1] += 1;
            counts[j + 1] += 2;
            counts[j] = counts[j].saturating_sub(1);
        }
    }
    if let Some(longest) = (1..=16).rev().find(|&i| counts[i] > 0) {
        counts[longest] -= 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::image::dct::bits::BitWriter;

    #[test]
    fn what_is_written_with_a_made_table_is_read_back_with_it() {
        let cases: [fn(usize) -> u64; 4] =
            [|i| u64::from(i == 7), |i| i as u64, |i| 1 << (i % 50), |i| u64::from(i < 2)];
        for frequency in cases {
            let frequencies: [u64; 256] = std::array::from_fn(frequency);
            let encoder = Encoder::new(&frequencies);
            let symbols: Vec<u8> = (0..=255u8).filter(|&s| frequencies[s as usize] > 0).collect();
            let mut writer = BitWriter::default();
            for &s in &symbols {
                let (code, length) = encoder.codes[s as usize];
                assert!((1..=16).contains(&length));
                writer.put(code, length);
            }
            let data = writer.finish();
            let decoder = Decoder::new(&encoder.counts, &encoder.symbols).expect("a valid table");
            let mut reader = BitReader::new(&data, 0);
            let read: Vec<u8> =
                symbols.iter().map(|_| decoder.next(&mut reader).expect("in the table")).collect();
            assert_eq!(read, symbols);
        }
    }

    #[test]
    fn a_table_with_too_many_codes_is_refused() {
        let mut counts = [0; 16];
        counts[0] = 3;
        assert!(Decoder::new(&counts, &[1, 2, 3]).is_err());
        counts[0] = 2;
        assert!(Decoder::new(&counts, &[1]).is_err());
    }
}
