//! Which glyph bears which name, identifier and code in a CFF (Adobe technical note 5176, clauses 12
//! and 13), and which of its dictionaries it belongs to (clause 19).

use std::collections::BTreeMap;

use skrifa::raw::ps::{PredefinedEncoding, Sid};

use super::bytes::word;

/// Strings that every CFF has without writing them.
pub(super) const STANDARD_STRINGS: u16 = 391;

/// The string or character identifier of each glyph.
pub(super) fn charset(data: &[u8], offset: i64, glyphs: u16, by_identifier: bool) -> Option<Vec<u16>> {
    if offset <= 2 && by_identifier {
        return Some((0..glyphs).collect());
    }
    match offset {
        0 => return Some((0..glyphs).map(|glyph| if glyph <= 228 { glyph } else { 0 }).collect()),
        1 | 2 => return predefined(offset == 2, glyphs),
        _ => {}
    }
    let at = usize::try_from(offset).ok()?;
    let format = *data.get(at)?;
    let (mut found, mut at) = (vec![0], at + 1);
    while found.len() < usize::from(glyphs) {
        let first = word(data, at)?;
        let (left, size) = match format {
            0 => (0, 2),
            1 => (u16::from(*data.get(at + 2)?), 3),
            2 => (word(data, at + 2)?, 4),
            _ => return None,
        };
        at += size;
        found.extend((0..=left).map(|i| first.wrapping_add(i)));
    }
    found.truncate(usize::from(glyphs));
    Some(found)
}

/// The Expert and `ExpertSubset` charsets, as the library lists them.
fn predefined(subset: bool, glyphs: u16) -> Option<Vec<u16>> {
    let charset = skrifa::raw::ps::cff::charset::Charset::new(
        skrifa::raw::FontData::new(&[]),
        if subset { 2 } else { 1 },
        u32::from(glyphs),
    )?;
    let sid = |glyph: u16| charset.string_id(skrifa::raw::types::GlyphId::from(glyph)).map_or(0, Sid::to_u16);
    Some((0..glyphs).map(sid).collect())
}

/// Codes of a built-in encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Codes {
    /// One of the standard's, by its offset 0 or 1.
    Predefined(bool),
    /// Written in the program: code → glyph.
    Own(BTreeMap<u8, u16>),
}

impl Codes {
    /// Reads the encoding at an offset.
    pub(super) fn read(data: &[u8], offset: i64, charset: &[u16]) -> Option<Self> {
        if let 0 | 1 = offset {
            return Some(Self::Predefined(offset == 1));
        }
        let mut at = usize::try_from(offset).ok()?;
        let (format, count) = (*data.get(at)?, *data.get(at + 1)?);
        let (mut codes, mut glyph) = (BTreeMap::new(), 1_u16);
        at += 2;
        for _ in 0..count {
            let (first, left) = match format & 0x7F {
                0 => (*data.get(at)?, 0),
                1 => (*data.get(at)?, *data.get(at + 1)?),
                _ => return None,
            };
            at += usize::from(1 + (format & 1));
            for step in 0..=left {
                codes.insert(first.wrapping_add(step), glyph);
                glyph += 1;
            }
        }
        if format & 0x80 != 0 {
            for supplement in data.get(at + 1..)?.chunks_exact(3).take(usize::from(*data.get(at)?)) {
                let sid = word(supplement, 1)?;
                let glyph = charset.iter().position(|s| *s == sid).and_then(|g| u16::try_from(g).ok());
                codes.extend(glyph.map(|glyph| (supplement.first().copied().unwrap_or(0), glyph)));
            }
        }
        Some(Self::Own(codes))
    }

    /// The glyph of a code.
    pub(super) fn glyph(&self, code: u8, charset: &[u16]) -> Option<u16> {
        match self {
            Self::Own(codes) => codes.get(&code).copied(),
            Self::Predefined(expert) => {
                let encoding =
                    if *expert { PredefinedEncoding::Expert } else { PredefinedEncoding::Standard };
                let sid = encoding.sid(code)?.to_u16();
                charset.iter().position(|s| *s == sid && sid != 0).and_then(|g| u16::try_from(g).ok())
            }
        }
    }
}

/// The font dictionary of each glyph (`FDSelect`).
pub(super) fn dictionaries(data: &[u8], at: usize, glyphs: u16) -> Option<Vec<u8>> {
    match *data.get(at)? {
        0 => Some(data.get(at + 1..at + 1 + usize::from(glyphs))?.to_vec()),
        3 => {
            let mut found = vec![0; usize::from(glyphs)];
            for range in 0..usize::from(word(data, at + 1)?) {
                let at = at + 3 + 3 * range;
                let (first, next) = (usize::from(word(data, at)?), usize::from(word(data, at + 3)?));
                found.get_mut(first..next.min(usize::from(glyphs)))?.fill(*data.get(at + 2)?);
            }
            Some(found)
        }
        _ => None,
    }
}

/// A string that every CFF has.
pub(super) fn standard(sid: u16) -> Option<&'static str> {
    Sid::new(sid).resolve_standard().ok().and_then(|bytes| std::str::from_utf8(bytes).ok())
}
