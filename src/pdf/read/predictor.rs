//! Predictors of Flate and LZW data (ISO 32000-2, 7.4.4.4): PNG's five and TIFF's.
//!
//! Refuses parameters that describe no picture row.

use super::filters::Undecodable;
use super::parms::Parms;

/// Undoes the predictor that `parms` names; a short last row is kept as far as it goes.
///
/// # Errors
/// Parameters outside the standard.
pub(super) fn undo(data: Vec<u8>, parms: &Parms<'_>) -> Result<Vec<u8>, Undecodable> {
    let kind = parms.count("Predictor", 1);
    if kind <= 1 {
        return Ok(data);
    }
    let (colors, bits) = (parms.count("Colors", 1), parms.count("BitsPerComponent", 8));
    let columns = parms.count("Columns", 1);
    if !(1..=64).contains(&colors) || ![1, 2, 4, 8, 16].contains(&bits) || columns == 0 {
        return Err(Undecodable::Damaged);
    }
    let (row, pixel) = ((colors * bits * columns).div_ceil(8), (colors * bits).div_ceil(8));
    if kind == 2 { tiff(data, row, colors, bits) } else { Ok(png(&data, row, pixel)) }
}

/// PNG rows: a filter byte, then the row (PNG specification, 9).
fn png(data: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0_u8; row];
    for coded in data.chunks(row + 1) {
        let Some((&filter, coded)) = coded.split_first() else { break };
        let mut line = coded.to_vec();
        for i in 0..line.len() {
            let left = if i >= pixel { line.get(i - pixel).copied().unwrap_or(0) } else { 0 };
            let corner = if i >= pixel { above.get(i - pixel).copied().unwrap_or(0) } else { 0 };
            let up = above.get(i).copied().unwrap_or(0);
            let guess = match filter {
                1 => left,
                2 => up,
                3 => u16::midpoint(u16::from(left), u16::from(up)) as u8,
                4 => paeth(left, up, corner),
                _ => 0,
            };
            if let Some(byte) = line.get_mut(i) {
                *byte = byte.wrapping_add(guess);
            }
        }
        out.extend_from_slice(&line);
        line.resize(row, 0);
        above = line;
    }
    out
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let (pa, pb, pc) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if pa <= pb && pa <= pc {
        left
    } else if pb <= pc {
        up
    } else {
        corner
    }
}

/// TIFF predictor 2: each component as the difference to the one to its left.
fn tiff(mut data: Vec<u8>, row: usize, colors: usize, bits: usize) -> Result<Vec<u8>, Undecodable> {
    for line in data.chunks_mut(row) {
        match bits {
            8 => {
                for i in colors..line.len() {
                    let left = line.get(i - colors).copied().unwrap_or(0);
                    if let Some(byte) = line.get_mut(i) {
                        *byte = byte.wrapping_add(left);
                    }
                }
            }
            16 => {
                for i in (2 * colors..line.len().saturating_sub(1)).step_by(2) {
                    let at = |i: usize| {
                        u16::from_be_bytes([
                            line.get(i).copied().unwrap_or(0),
                            line.get(i + 1).copied().unwrap_or(0),
                        ])
                    };
                    let sum = at(i).wrapping_add(at(i - 2 * colors)).to_be_bytes();
                    if let Some(pair) = line.get_mut(i..i + 2) {
                        pair.copy_from_slice(&sum);
                    }
                }
            }
            1 if colors == 1 => {
                let mut before = 0_u8;
                for byte in line {
                    for bit in (0..8).rev() {
                        before ^= *byte >> bit & 1;
                        *byte = *byte & !(1 << bit) | before << bit;
                    }
                }
            }
            _ => return Err(Undecodable::Damaged),
        }
    }
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_png_filter_is_undone() {
        let rows = [[0, 10, 20, 30], [1, 10, 10, 10], [2, 1, 1, 1], [3, 6, 10, 10], [4, 1, 2, 3]].concat();
        let want = [[10, 20, 30], [10, 20, 30], [11, 21, 31], [11, 26, 38], [12, 28, 41]].concat();
        assert_eq!(png(&rows, 3, 1), want);
    }

    #[test]
    fn tiff_differences_are_summed_by_component() {
        assert_eq!(tiff(vec![1, 2, 3, 1, 1, 1], 6, 3, 8).unwrap(), [1, 2, 3, 2, 3, 4]);
        assert_eq!(tiff(vec![0b1010_0000], 1, 1, 1).unwrap(), [0b1100_0000]);
    }
}
