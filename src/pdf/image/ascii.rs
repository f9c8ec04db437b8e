//! `RunLengthDecode`, `ASCII85Decode` and `ASCIIHexDecode` (ISO 32000-2, 7.4.2, 7.4.3, 7.4.5).
//!
//! Each refuses bytes that its alphabet does not have.

use super::ImageError;

/// Undoes run-length encoding; data may end without its mark.
pub(super) fn run_length(data: &[u8], cap: usize) -> Result<Vec<u8>, ImageError> {
    let (mut out, mut rest) = (Vec::new(), data);
    while let Some((&length, tail)) = rest.split_first() {
        let length = usize::from(length);
        if length == 128 {
            break;
        }
        let taken = if length < 128 {
            out.extend_from_slice(tail.get(..=length).ok_or(ImageError::Damaged)?);
            length + 1
        } else {
            let &byte = tail.first().ok_or(ImageError::Damaged)?;
            out.extend(std::iter::repeat_n(byte, 257 - length));
            1
        };
        if out.len() > cap {
            return Err(ImageError::TooLarge);
        }
        rest = tail.get(taken..).unwrap_or_default();
    }
    Ok(out)
}

/// Undoes base 85; `~` ends the data.
pub(super) fn base85(data: &[u8], cap: usize) -> Result<Vec<u8>, ImageError> {
    let (mut out, mut group, mut count) = (Vec::new(), 0u64, 0u32);
    for &byte in data.iter().take_while(|&&b| b != b'~') {
        match byte {
            b if is_white(b) => {}
            b'z' if count == 0 => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group = group * 85 + u64::from(byte - b'!');
                count += 1;
                if count == 5 {
                    out.extend_from_slice(&word(group)?);
                    (group, count) = (0, 0);
                }
            }
            _ => return Err(ImageError::Damaged),
        }
        if out.len() > cap {
            return Err(ImageError::TooLarge);
        }
    }
    if count > 0 {
        let filled = (count..5).fold(group, |g, _| g * 85 + 84);
        out.extend(word(filled)?.into_iter().take(count as usize - 1));
    }
    Ok(out)
}

/// Undoes hexadecimal; `>` ends the data.
pub(super) fn hex(data: &[u8]) -> Result<Vec<u8>, ImageError> {
    let mut digits = Vec::new();
    for &byte in data.iter().take_while(|&&b| b != b'>') {
        match (byte as char).to_digit(16) {
            Some(digit) => digits.push(digit as u8),
            None if is_white(byte) => {}
            None => return Err(ImageError::Damaged),
        }
    }
    Ok(digits.chunks(2).map(|p| p[0] << 4 | p.get(1).copied().unwrap_or(0)).collect())
}

fn word(group: u64) -> Result<[u8; 4], ImageError> {
    u32::try_from(group).map(u32::to_be_bytes).map_err(|_| ImageError::Damaged)
}

fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_examples_come_back() {
        assert_eq!(run_length(&[2, 1, 2, 3, 254, 9, 128, 7], 100), Ok(vec![1, 2, 3, 9, 9, 9]));
        assert_eq!(base85(b"87cUR\nD]i,\"~>", 100), Ok(b"Hello Wo".to_vec()));
        assert_eq!(base85(b"z~>", 100), Ok(vec![0; 4]));
        assert_eq!(hex(b"90 1f 7>"), Ok(vec![0x90, 0x1f, 0x70]));
    }

    #[test]
    fn foreign_bytes_and_floods_are_refused() {
        assert_eq!(hex(b"9g"), Err(ImageError::Damaged));
        assert_eq!(base85(b"uuuuu", 100), Err(ImageError::Damaged));
        assert_eq!(run_length(&[5, 1], 100), Err(ImageError::Damaged));
        assert_eq!(run_length(&[129, 0].repeat(100), 200), Err(ImageError::TooLarge));
    }
}
