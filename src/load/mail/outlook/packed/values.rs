//! The values of a packed message, as they lie in its bytes (MS-OXTNEF, 2.1.3).
//!
//! Nothing is guessed: a value of a type that is not known, or that is longer than what is left, ends
//! the reading of the whole file.

/// Type of a value that is a file of another kind inside (MS-OXCDATA, 2.11.1).
pub(super) const OBJECT: u16 = 0x000d;

/// Flag of a type: several values of it.
const SEVERAL: u16 = 0x1000;

/// What is still to be read.
pub(super) struct Reader<'b>(pub(super) &'b [u8]);

impl<'b> Reader<'b> {
    pub(super) fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.first_chunk::<N>().copied()
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// Bytes that are filled up to a multiple of four.
    fn padded(&mut self, length: usize) -> Option<&'b [u8]> {
        let value = self.take(length)?;
        self.take(length.wrapping_neg() & 3)?;
        Some(value)
    }

    /// The name of a property that has no number of its own (2.1.3.4: `PropertyName`): its long number,
    /// none where it is a word; nothing where it is damaged.
    #[expect(clippy::option_option, reason = "damage is told from a name that is a word")]
    pub(super) fn name(&mut self) -> Option<Option<u32>> {
        self.take(16)?;
        let (kind, long) = (self.u32()?, self.u32()?);
        match kind {
            0 => Some(Some(long)),
            1 => self.padded(usize::try_from(long).ok()?).map(|_| None),
            _ => None,
        }
    }

    /// The values of a property of this type (2.1.3.4: `PropertyValue`); of several small ones none, which
    /// no reader of ours asks for.
    pub(super) fn values(&mut self, kind: u16) -> Option<Vec<&'b [u8]>> {
        let one = kind & !SEVERAL;
        let small = size(one);
        let count = if small.is_none() || kind != one { self.u32()? } else { 1 };
        let mut all = Vec::new();
        for _ in 0..count {
            let value = match small {
                Some(size) => self.padded(size)?,
                None => {
                    let length = self.u32()?;
                    is_long(one).then_some(())?;
                    self.padded(usize::try_from(length).ok()?)?
                }
            };
            all.extend((kind == one).then_some(value));
        }
        Some(all)
    }
}

/// Whether values of a type have a length of their own.
pub(super) fn is_long(kind: u16) -> bool {
    matches!(kind, 0x001e | 0x001f | OBJECT | 0x0102)
}

/// The length of a value of a small type.
fn size(kind: u16) -> Option<usize> {
    match kind {
        0x0000 | 0x0001 => Some(0),
        0x0002 | 0x0003 | 0x0004 | 0x000a | 0x000b => Some(4),
        0x0005 | 0x0006 | 0x0007 | 0x0014 | 0x0040 => Some(8),
        0x0048 => Some(16),
        _ => None,
    }
}

/// Name and address of an author in the old way (2.1.3.3.2: `TRPHeader`), the address without its kind.
pub(super) fn author(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut input = Reader(data);
    input.take(4)?;
    let (name, address) = (input.u16()?, input.u16()?);
    let (name, address) = (input.take(name.into())?, input.take(address.into())?);
    let smtp = |a: &&[u8]| a.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"SMTP:"));
    Some((name, Some(address).filter(smtp).and_then(|a| a.get(5..)).unwrap_or(address)))
}

/// A time in the old way (2.1.3.3.4: DTR), as tenths of a microsecond since 1601.
pub(super) fn ticks(data: &[u8]) -> Option<i64> {
    let mut input = Reader(data);
    let mut next = || input.u16().and_then(|number| i8::try_from(number).ok());
    let year = i16::try_from(u16::from_le_bytes(*data.first_chunk()?)).ok()?;
    // the year does not fit, and is read already
    let _ = next();
    let (month, day, hour, minute, second) = (next()?, next()?, next()?, next()?, next()?);
    let time = jiff::civil::DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    let unix = time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second();
    unix.checked_add(11_644_473_600)?.checked_mul(10_000_000)
}
