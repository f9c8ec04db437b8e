//! Integers as charstrings and DICTs of all formats write them (Adobe technical notes 5176, clause 4,
//! and 5177, clause 3.2; Adobe Type 1 Font Format, 6.2).

/// The integer that begins with a byte from 32 to 254, and how many bytes follow the first; `None` for
/// other bytes, which each format reads its own way.
pub(super) fn integer(byte: u8, rest: &[u8]) -> Option<(i32, usize)> {
    let (first, next) = (i32::from(byte), || rest.first().copied().map(i32::from));
    Some(match byte {
        32..=246 => (first - 139, 0),
        247..=250 => ((first - 247) * 256 + next()? + 108, 1),
        251..=254 => (-(first - 251) * 256 - next()? - 108, 1),
        _ => return None,
    })
}
