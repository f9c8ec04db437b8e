//! Bits of entropy-coded segments (ISO/IEC 10918-1, F.1.2.3 and B.1.1.5): stuffing, restart markers.

use super::ImageError;

/// Reads bits up to the next marker; behind it there is nothing to read.
pub(super) struct BitReader<'a> {
    data: &'a [u8],
    at: usize,
    window: u64,
    bits: u32,
    /// How many of the window's bits stand for data that is not there.
    missing: u32,
}

impl<'a> BitReader<'a> {
    pub(super) fn new(data: &'a [u8], at: usize) -> Self {
        Self { data, at, window: 0, bits: 0, missing: 0 }
    }

    fn fill(&mut self) {
        while self.bits <= 48 {
            let byte = match (self.data.get(self.at), self.data.get(self.at + 1)) {
                (Some(0xff), Some(0)) => {
                    self.at += 2;
                    0xff
                }
                (Some(0xff) | None, _) => {
                    self.missing += 8;
                    0
                }
                (Some(&byte), _) => {
                    self.at += 1;
                    byte
                }
            };
            self.window = self.window << 8 | u64::from(byte);
            self.bits += 8;
        }
    }

    /// The next `count` bits (at most 16) without taking them; zeros where the data has ended.
    pub(super) fn peek(&mut self, count: u32) -> u32 {
        if self.bits < count {
            self.fill();
        }
        (self.window >> (self.bits - count)) as u32 & ((1 << count) - 1)
    }

    /// Takes bits that were looked at.
    pub(super) fn skip(&mut self, count: u32) -> Result<(), ImageError> {
        self.bits = self.bits.checked_sub(count).ok_or(ImageError::Damaged)?;
        if self.bits < self.missing { Err(ImageError::Damaged) } else { Ok(()) }
    }

    /// The next `count` bits (at most 16).
    pub(super) fn take(&mut self, count: u32) -> Result<u32, ImageError> {
        let value = self.peek(count);
        self.skip(count)?;
        Ok(value)
    }

    /// A signed value of `size` bits (F.2.2.1, EXTEND).
    pub(super) fn signed(&mut self, size: u32) -> Result<i32, ImageError> {
        if size == 0 {
            return Ok(0);
        }
        let value = self.take(size)? as i32;
        Ok(if value < 1 << (size - 1) { value - (1 << size) + 1 } else { value })
    }

    /// Whether whole bytes follow that are no marker: they belong to no block.
    pub(super) fn has_more(&self) -> bool {
        let marker = match (self.data.get(self.at), self.data.get(self.at + 1)) {
            (Some(0xff), Some(&next)) => next != 0,
            (Some(0xff) | None, _) => true,
            _ => false,
        };
        self.bits - self.missing >= 8 || !marker
    }

    /// Passes a restart marker (E.2.4).
    pub(super) fn restart(&mut self) -> Result<(), ImageError> {
        if self.bits - self.missing >= 8 {
            return Err(ImageError::Damaged);
        }
        while self.data.get(self.at) == Some(&0xff) && self.data.get(self.at + 1) == Some(&0xff) {
            self.at += 1;
        }
        match (self.data.get(self.at), self.data.get(self.at + 1)) {
            (Some(0xff), Some(0xd0..=0xd7)) => self.at += 2,
            _ => return Err(ImageError::Damaged),
        }
        (self.window, self.bits, self.missing) = (0, 0, 0);
        Ok(())
    }
}

/// Writes bits with stuffing.
#[derive(Default)]
pub(super) struct BitWriter {
    out: Vec<u8>,
    window: u64,
    bits: u32,
}

impl BitWriter {
    /// Appends the low `count` bits (at most 32) of `value`.
    pub(super) fn put(&mut self, value: u32, count: u32) {
        self.window = self.window << count | u64::from(value) & ((1u64 << count) - 1);
        self.bits += count;
        while self.bits >= 8 {
            self.bits -= 8;
            let byte = (self.window >> self.bits) as u8;
            self.out.push(byte);
            if byte == 0xff {
                self.out.push(0);
            }
        }
    }

    /// The bytes, the last one filled up with ones.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let spare = (8 - self.bits % 8) % 8;
        self.put((1 << spare) - 1, spare);
        self.out
    }
}
