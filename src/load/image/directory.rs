//! The directories of a TIFF structure (TIFF 6.0, section 2), which TIFF files and camera data share.
//!
//! It believes no count and no offset: what lies outside of the data is absent.

/// An entry of a directory: tag, type, count, and where its value field is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) tag: u16,
    kind: u16,
    count: u32,
    at: usize,
}

/// A TIFF structure: byte order and offsets from its first byte.
pub(super) struct Tiff<'a> {
    data: &'a [u8],
    /// Whether numbers begin with their least byte.
    pub(super) little: bool,
}

impl<'a> Tiff<'a> {
    pub(super) fn new(data: &'a [u8]) -> Option<Self> {
        match data.first_chunk()? {
            b"II*\0" => Some(Self { data, little: true }),
            b"MM\0*" => Some(Self { data, little: false }),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<u16> {
        let bytes = *self.data.get(at..)?.first_chunk()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    pub(super) fn long(&self, at: usize) -> Option<usize> {
        let bytes = *self.data.get(at..)?.first_chunk()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) } as usize)
    }

    pub(super) fn entries(&self, at: Option<usize>) -> Vec<Entry> {
        let Some(at) = at else { return Vec::new() };
        let count = self.word(at).unwrap_or(0).min(512);
        let entry = |i: u16| {
            let at = at + 2 + usize::from(i) * 12;
            let (tag, kind) = (self.word(at)?, self.word(at + 2)?);
            Some(Entry { tag, kind, count: self.long(at + 4)? as u32, at: at + 8 })
        };
        (0..count).map_while(entry).collect()
    }

    pub(super) fn number(&self, entry: Entry) -> Option<f64> {
        match entry.kind {
            3 => self.word(entry.at).map(f64::from),
            4 => self.long(entry.at).map(|v| v as f64),
            5 => {
                let at = self.long(entry.at)?;
                let (above, below) = (self.long(at)? as f64, self.long(at.checked_add(4)?)? as f64);
                (below > 0.0).then(|| above / below)
            }
            _ => None,
        }
    }

    /// The directory after the one at an offset (TIFF 6.0, section 2); none where the chain ends.
    pub(super) fn next(&self, at: usize) -> Option<usize> {
        let count = usize::from(self.word(at)?);
        self.long(at.checked_add(2 + count * 12)?).filter(|next| *next > 0)
    }

    /// All numbers of an entry of whole numbers; none when one of them lies outside of the data.
    pub(super) fn numbers(&self, entry: Entry) -> Option<Vec<usize>> {
        let size = match entry.kind {
            1 => 1,
            3 => 2,
            4 => 4,
            _ => return None,
        };
        let count = entry.count as usize;
        let long = count.checked_mul(size)?;
        let at = if long <= 4 { entry.at } else { self.long(entry.at)? };
        let bytes = self.data.get(at..at.checked_add(long)?)?;
        let one = |i: usize| match size {
            1 => bytes.get(i).map(|b| usize::from(*b)),
            2 => self.word(at + 2 * i).map(usize::from),
            _ => self.long(at + 4 * i),
        };
        (0..count).map(one).collect()
    }

    /// A part of the data.
    pub(super) fn bytes(&self, at: usize, length: usize) -> Option<&'a [u8]> {
        self.data.get(at..at.checked_add(length)?)
    }

    /// The bytes of an entry that is a text or opaque; none for short ones, which nobody needs.
    pub(super) fn text(&self, entry: Entry) -> Option<&'a [u8]> {
        let known = matches!(entry.kind, 2 | 7) && entry.count > 4;
        self.bytes(self.long(entry.at).filter(|_| known)?, entry.count as usize)
    }
}
