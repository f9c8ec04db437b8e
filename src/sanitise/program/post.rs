//! Glyph names of a TrueType program: the `post` table (ISO/IEC 14496-22, 5.2.9).

use std::collections::BTreeSet;

use super::bytes::word;

const LISTED: u32 = 0x0002_0000;
/// Names of the standard order, which a table of version 2 names by number.
const STANDARD: u16 = 258;

/// Names by glyph, where the table lists them.
#[derive(Debug, Default)]
pub(super) struct Names {
    indices: Vec<u16>,
    strings: Vec<Vec<u8>>,
    listed: bool,
}

impl Names {
    /// Reads a table; one that lists no names gives none.
    pub(super) fn read(table: &[u8]) -> Option<Self> {
        if super::bytes::long(table, 0)? != LISTED {
            return Some(Self::default());
        }
        let count = usize::from(word(table, 32)?);
        let indices = (0..count).map(|i| word(table, 34 + 2 * i)).collect::<Option<Vec<_>>>()?;
        let (mut strings, mut rest) = (Vec::new(), table.get(34 + 2 * count..)?);
        while let [length, tail @ ..] = rest {
            let end = usize::from(*length).min(tail.len());
            strings.push(tail.get(..end)?.to_vec());
            rest = tail.get(end..)?;
        }
        Some(Self { indices, strings, listed: true })
    }

    /// The glyph of a name.
    pub(super) fn glyph(&self, name: &str) -> Option<u16> {
        let known = |index: &u16| match index.checked_sub(STANDARD) {
            Some(own) => self.strings.get(usize::from(own)).is_some_and(|s| s == name.as_bytes()),
            None => standard(*index) == Some(name),
        };
        self.indices.iter().position(known).and_then(|glyph| u16::try_from(glyph).ok())
    }
}

/// The table with the names of these glyphs only.
pub(super) fn write(table: &[u8], names: &Names, keep: &BTreeSet<u16>, count: u16) -> Option<Vec<u8>> {
    let mut made = table.get(..32)?.to_vec();
    if !names.listed {
        // the standard order tells nothing; every other version lists names in a way of its own
        let version: u32 =
            if super::bytes::long(table, 0)? == 0x0001_0000 { 0x0001_0000 } else { 0x0003_0000 };
        made.get_mut(..4)?.copy_from_slice(&version.to_be_bytes());
        return Some(made);
    }
    made.extend(count.to_be_bytes());
    let mut strings = Vec::new();
    let mut next = STANDARD;
    for glyph in 0..count {
        let kept = names.indices.get(usize::from(glyph)).filter(|_| keep.contains(&glyph));
        let own = kept.and_then(|index| index.checked_sub(STANDARD));
        let string = own.and_then(|own| names.strings.get(usize::from(own)));
        let index = match (kept, string) {
            (Some(index), None) if *index < STANDARD => *index,
            (Some(_), Some(string)) => {
                strings.push(string.len() as u8);
                strings.extend(string);
                next = next.checked_add(1)?;
                next - 1
            }
            _ => 0,
        };
        made.extend(index.to_be_bytes());
    }
    made.extend(strings);
    Some(made)
}

/// A name of the standard order.
fn standard(index: u16) -> Option<&'static str> {
    skrifa::raw::tables::post::DEFAULT_GLYPH_NAMES.get(usize::from(index)).copied()
}
