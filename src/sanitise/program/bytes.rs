//! Numbers in a font program, most significant byte first. What lies outside is `None`, never a panic.

/// The 16 bits at a place.
pub(super) fn word(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_be_bytes)
}

/// The 32 bits at a place.
pub(super) fn long(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}

/// Writes 16 bits at a place that is there.
pub(super) fn put_word(data: &mut [u8], at: usize, value: u16) {
    if let Some(slot) = at.checked_add(2).and_then(|end| data.get_mut(at..end)) {
        slot.copy_from_slice(&value.to_be_bytes());
    }
}
