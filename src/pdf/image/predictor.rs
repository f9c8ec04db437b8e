//! Predictors of Flate and LZW (ISO 32000-2, 7.4.4.4): undone for every depth, written for ours.
//!
//! It refuses parameters that describe no row and tags that are no PNG filter.

use lopdf::{Dictionary, Object};

use super::ImageError;

/// Undoes the predictor that the parameters name; none is 1.
pub(super) fn undo(data: Vec<u8>, parameters: &Dictionary) -> Result<Vec<u8>, ImageError> {
    let number = |key: &[u8], default| match parameters.get(key) {
        Ok(Object::Integer(n)) => u32::try_from(*n).map_err(|_| ImageError::Dictionary),
        Ok(_) => Err(ImageError::Dictionary),
        Err(_) => Ok(default),
    };
    let predictor = number(b"Predictor", 1)?;
    let (colors, bits, columns) =
        (number(b"Colors", 1)?, number(b"BitsPerComponent", 8)?, number(b"Columns", 1)?);
    if predictor <= 1 {
        return Ok(data);
    }
    if colors == 0 || colors > 32 || !matches!(bits, 1 | 2 | 4 | 8 | 16) || columns == 0 {
        return Err(ImageError::Dictionary);
    }
    let row = (columns as usize * colors as usize * bits as usize).div_ceil(8);
    match predictor {
        2 => Ok(undo_tiff(data, row, colors as usize, bits)),
        10..=15 => undo_png(&data, row, (colors as usize * bits as usize).div_ceil(8)),
        _ => Err(ImageError::Dictionary),
    }
}

/// PNG prediction: each row has a tag byte in front. A last row cut short is kept as far as it goes.
fn undo_png(data: &[u8], row: usize, step: usize) -> Result<Vec<u8>, ImageError> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let nothing = vec![0u8; row];
    for line in data.chunks(row + 1) {
        let Some((&tag, coded)) = line.split_first() else { break };
        let start = out.len();
        out.extend_from_slice(coded);
        let (done, current) = out.split_at_mut(start);
        let above = done.len().checked_sub(row).and_then(|at| done.get(at..)).unwrap_or(&nothing);
        match tag {
            0 => {}
            2 => current.iter_mut().zip(above).for_each(|(a, b)| *a = a.wrapping_add(*b)),
            _ => {
                for i in 0..current.len() {
                    let (left, corner) = i.checked_sub(step).map_or((0, 0), |j| (current[j], above[j]));
                    current[i] = current[i].wrapping_add(predict(tag, left, above[i], corner)?);
                }
            }
        }
    }
    Ok(out)
}

/// What filter `tag` of PNG (ISO/IEC 15948, 9) expects from the neighbours.
fn predict(tag: u8, left: u8, up: u8, corner: u8) -> Result<u8, ImageError> {
    Ok(match tag {
        1 => left,
        3 => u16::midpoint(u16::from(left), u16::from(up)) as u8,
        4 => {
            let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
            let p = a + b - c;
            let (pa, pb, pc) = ((p - a).abs(), (p - b).abs(), (p - c).abs());
            if pa <= pb && pa <= pc {
                left
            } else if pb <= pc {
                up
            } else {
                corner
            }
        }
        _ => return Err(ImageError::Damaged),
    })
}

/// TIFF prediction: each sample is the difference to the one of its component on the left.
fn undo_tiff(mut data: Vec<u8>, row: usize, colors: usize, bits: u32) -> Vec<u8> {
    for line in data.chunks_mut(row) {
        match bits {
            8 => {
                for i in colors..line.len() {
                    line[i] = line[i].wrapping_add(line[i - colors]);
                }
            }
            16 => {
                for i in (2 * colors..line.len().saturating_sub(1)).step_by(2) {
                    let before = u16::from_be_bytes([line[i - 2 * colors], line[i - 2 * colors + 1]]);
                    let sum = u16::from_be_bytes([line[i], line[i + 1]]).wrapping_add(before);
                    line[i..i + 2].copy_from_slice(&sum.to_be_bytes());
                }
            }
            _ => undo_tiff_packed(line, colors, bits as usize),
        }
    }
    data
}

fn undo_tiff_packed(line: &mut [u8], colors: usize, bits: usize) {
    let mask = (1u8 << bits) - 1;
    let shift = |i: usize| 8 - bits - (i * bits) % 8;
    for i in colors..line.len() * 8 / bits {
        let before = line[(i - colors) * bits / 8] >> shift(i - colors);
        let byte = &mut line[i * bits / 8];
        let sum = (*byte >> shift(i)).wrapping_add(before) & mask;
        *byte = (*byte & !(mask << shift(i))) | sum << shift(i);
    }
}

/// Rows of `row` bytes, each with the PNG filter in front that leaves the smallest sum (the usual rule
/// of thumb, ISO/IEC 15948, 12.8); `step` is the number of bytes of a pixel. Only the filters that
/// are quick on large scans are tried.
pub(super) fn apply_png(data: &[u8], row: usize, step: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len() + data.len() / row.max(1) + 1);
    let nothing = vec![0u8; row];
    let (mut left, mut up) = (vec![0u8; row], vec![0u8; row]);
    let mut above = nothing.as_slice();
    for line in data.chunks_exact(row) {
        left.copy_from_slice(line);
        subtract(left.get_mut(step..).unwrap_or_default(), line);
        up.copy_from_slice(line);
        subtract(&mut up, above);
        let (tag, coded) = [(0, line), (1, left.as_slice()), (2, up.as_slice())]
            .into_iter()
            .min_by_key(|(_, coded)| effort(coded))
            .unwrap_or((0, line));
        out.push(tag);
        out.extend_from_slice(coded);
        above = line;
    }
    out
}

fn subtract(from: &mut [u8], other: &[u8]) {
    for (a, b) in from.iter_mut().zip(other) {
        *a = a.wrapping_sub(*b);
    }
}

/// The sum of the distances from zero.
fn effort(coded: &[u8]) -> u64 {
    let part = |c: &[u8]| u64::from(c.iter().map(|&b| u32::from((b as i8).unsigned_abs())).sum::<u32>());
    coded.chunks(1 << 16).map(part).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn png_rows_come_back_as_they_were() {
        let data: Vec<u8> = (0..60u32).map(|i| (i * i * 7 % 251) as u8).collect();
        let coded = apply_png(&data, 12, 3);
        let parameters = dictionary! { "Predictor" => 15, "Colors" => 3, "Columns" => 4 };
        assert_eq!(undo(coded, &parameters), Ok(data));
    }

    #[test]
    fn tiff_differences_are_summed_in_every_depth() {
        let cases: [(i64, i64, &[u8], &[u8]); 4] = [
            (1, 1, &[0b1010_0001], &[0b1100_0001]),
            (4, 1, &[0x12, 0x3f], &[0x13, 0x65]),
            (8, 3, &[1, 2, 3, 1, 1, 1], &[1, 2, 3, 2, 3, 4]),
            (16, 1, &[0, 255, 0, 1], &[0, 255, 1, 0]),
        ];
        for (bits, colors, coded, plain) in cases {
            let columns = coded.len() as i64 * 8 / bits / colors;
            let p = dictionary! {
                "Predictor" => 2, "Colors" => colors, "BitsPerComponent" => bits, "Columns" => columns
            };
            assert_eq!(undo(coded.to_vec(), &p), Ok(plain.to_vec()), "{bits} bits");
        }
    }

    #[test]
    fn parameters_that_describe_no_row_are_refused() {
        for p in [dictionary! { "Predictor" => 15, "Columns" => 0 }, dictionary! { "Predictor" => 7 }] {
            assert_eq!(undo(vec![0; 9], &p), Err(ImageError::Dictionary));
        }
        let tag = dictionary! { "Predictor" => 15, "Columns" => 2 };
        assert_eq!(undo(vec![9, 0, 0], &tag), Err(ImageError::Damaged));
    }
}
