//! DICT and INDEX of CFF programs (Adobe technical note 5176, clauses 4 and 5).

use std::ops::Range;

use super::operand::integer;

/// An entry of a DICT: operator (`12 x` as `0x0C00 | x`), operands as numbers and as they are written.
#[derive(Debug, Clone)]
pub(super) struct Entry<'p> {
    pub(super) operator: u16,
    pub(super) operands: Vec<i64>,
    pub(super) written: &'p [u8],
}

/// The entries of a DICT in their order.
pub(super) fn entries(data: &[u8]) -> Option<Vec<Entry<'_>>> {
    let (mut found, mut operands, mut start, mut at) = (Vec::new(), Vec::new(), 0, 0);
    while let Some(&byte) = data.get(at) {
        at += 1;
        match byte {
            0..=21 => {
                let written = data.get(start..at - 1)?;
                let operator = if byte == 12 {
                    at += 1;
                    0x0C00 | u16::from(*data.get(at - 1)?)
                } else {
                    u16::from(byte)
                };
                found.push(Entry { operator, operands: std::mem::take(&mut operands), written });
                start = at;
            }
            30 => {
                // a real number: nibbles up to 15
                let length = data.get(at..)?.iter().position(|b| b & 15 == 15 || b >> 4 == 15)?;
                at += length + 1;
                operands.push(0);
            }
            _ => {
                let (number, length) = operand(byte, data.get(at..)?)?;
                operands.push(i64::from(number));
                at += length;
            }
        }
    }
    Some(found)
}

/// An integer operand that begins with a byte, and how many bytes follow that.
fn operand(byte: u8, rest: &[u8]) -> Option<(i32, usize)> {
    match byte {
        28 => Some((i32::from(i16::from_be_bytes(rest.get(..2)?.try_into().ok()?)), 2)),
        29 => Some((i32::from_be_bytes(rest.get(..4)?.try_into().ok()?), 4)),
        _ => integer(byte, rest),
    }
}

/// An entry as bytes, its operands as written.
pub(super) fn put(made: &mut Vec<u8>, operator: u16, written: &[u8]) {
    made.extend(written);
    if operator >> 8 == 12 {
        made.push(12);
    }
    made.push(operator as u8);
}

/// Operands of a fixed length, so that a DICT is as long before its offsets are known.
pub(super) fn fixed(numbers: &[usize]) -> Vec<u8> {
    let number = |n: &usize| [&[29][..], &(*n as u32).to_be_bytes()].concat();
    numbers.iter().flat_map(number).collect()
}

/// The objects of an INDEX and where it ends.
pub(super) fn index(data: &[u8], at: usize) -> Option<(Vec<&[u8]>, usize)> {
    let count = usize::from(super::bytes::word(data, at)?);
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    if !(1..=4).contains(&size) {
        return None;
    }
    let offsets = data.get(at + 3..at + 3 + size * (count + 1))?;
    let base = at + 2 + size * (count + 1);
    let read = |o: &[u8]| base + o.iter().fold(0_usize, |n, b| n << 8 | usize::from(*b));
    let ends: Vec<usize> = offsets.chunks_exact(size).map(read).collect();
    let object = |w: &[usize]| data.get(Range { start: *w.first()?, end: *w.last()? });
    let objects = ends.windows(2).map(object).collect::<Option<Vec<_>>>()?;
    Some((objects, *ends.last()?))
}

/// An INDEX of these objects.
pub(super) fn put_index(made: &mut Vec<u8>, objects: &[&[u8]]) {
    made.extend((objects.len() as u16).to_be_bytes());
    if objects.is_empty() {
        return;
    }
    let total: usize = objects.iter().map(|o| o.len()).sum::<usize>() + 1;
    let size = (1..4).find(|size| total >> (8 * size) == 0).unwrap_or(4);
    made.push(size as u8);
    let mut end = 1_usize;
    let put = |made: &mut Vec<u8>, end: usize| {
        made.extend(end.to_be_bytes().iter().skip(size_of::<usize>() - size));
    };
    put(made, end);
    for object in objects {
        end += object.len();
        put(made, end);
    }
    made.extend(objects.concat());
}
