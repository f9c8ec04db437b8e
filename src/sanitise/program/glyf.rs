//! Outlines of TrueType glyphs (ISO/IEC 14496-22, 5.3.3 and 5.3.4): `glyf` and `loca`.

use std::collections::BTreeSet;

use super::bytes::{long, word};

/// The outlines of a program.
pub(super) struct Outlines<'p> {
    places: Vec<usize>,
    glyf: &'p [u8],
}

impl<'p> Outlines<'p> {
    /// Reads the places of outlines.
    pub(super) fn read(loca: &[u8], glyf: &'p [u8], long_offsets: bool) -> Self {
        let places = if long_offsets {
            (0..loca.len() / 4).filter_map(|i| long(loca, 4 * i)).map(|place| place as usize).collect()
        } else {
            (0..loca.len() / 2).filter_map(|i| word(loca, 2 * i)).map(|half| 2 * usize::from(half)).collect()
        };
        Self { places, glyf }
    }

    /// The outline of a glyph; what reaches past the table's end ends there, as viewers read it.
    fn outline(&self, glyph: u16) -> &'p [u8] {
        let index = usize::from(glyph);
        let Some(&start) = self.places.get(index) else { return &[] };
        let end = self.places.get(index + 1).copied().unwrap_or(self.glyf.len());
        // a place past the next one is read to the end of the table
        let end = if end < start { self.glyf.len() } else { end.min(self.glyf.len()) };
        self.glyf.get(start..end).unwrap_or_default()
    }

    /// The glyphs with those that they are composed of.
    pub(super) fn closed(&self, wanted: BTreeSet<u16>) -> Option<BTreeSet<u16>> {
        let mut open: Vec<u16> = wanted.iter().copied().collect();
        let mut closed = wanted;
        while let Some(glyph) = open.pop() {
            for part in components(self.outline(glyph))? {
                if closed.insert(part) {
                    open.push(part);
                }
            }
        }
        Some(closed)
    }

    /// `loca` and `glyf` of `count` glyphs with the outlines of these only.
    pub(super) fn write(
        &self,
        keep: &BTreeSet<u16>,
        count: u16,
        long_offsets: bool,
    ) -> Option<(Vec<u8>, Vec<u8>)> {
        let (mut loca, mut glyf) = (Vec::new(), Vec::new());
        for glyph in 0..=count {
            if long_offsets {
                loca.extend(u32::try_from(glyf.len()).ok()?.to_be_bytes());
            } else {
                loca.extend(u16::try_from(glyf.len() / 2).ok()?.to_be_bytes());
            }
            if glyph < count && keep.contains(&glyph) {
                glyf.extend(self.outline(glyph));
                let unit: usize = if long_offsets { 4 } else { 2 };
                glyf.resize(glyf.len().next_multiple_of(unit), 0);
            }
        }
        Some((loca, glyf))
    }
}

/// The glyphs that an outline is composed of; `None` when it ends too early.
fn components(outline: &[u8]) -> Option<Vec<u16>> {
    const WORDS: u16 = 1;
    const SCALE: u16 = 1 << 3;
    const MORE: u16 = 1 << 5;
    const TWO_SCALES: u16 = 1 << 6;
    const MATRIX: u16 = 1 << 7;
    let (mut parts, mut at) = (Vec::new(), 10);
    if outline.first().is_none_or(|sign| sign & 0x80 == 0) {
        return Some(parts);
    }
    loop {
        let (flags, glyph) = (word(outline, at)?, word(outline, at + 2)?);
        parts.push(glyph);
        if flags & MORE == 0 {
            return Some(parts);
        }
        at += if flags & WORDS == 0 { 6 } else { 8 };
        at += match flags & (SCALE | TWO_SCALES | MATRIX) {
            0 => 0,
            f if f & SCALE != 0 => 2,
            f if f & TWO_SCALES != 0 => 4,
            _ => 8,
        };
    }
}
