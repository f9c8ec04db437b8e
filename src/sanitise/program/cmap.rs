//! From codes to glyphs in a TrueType program: the `cmap` table (ISO/IEC 14496-22, 5.2.1) and the ways
//! in which viewers use it (ISO 32000-2, 9.6.5.4).

use std::collections::{BTreeMap, BTreeSet};

use super::Shown;
use super::bytes::{long, word};
use super::post::Names;
use crate::pdf::font::names::unicode_of;
use crate::sanitise::encoding::mac_code;

/// Places at which a symbolic font may hold a code.
const SYMBOL_PAGES: [u32; 4] = [0, 0xF000, 0xF100, 0xF200];
/// Entries of one table that are read.
const MOST: usize = 200_000;

/// The subtables that were understood.
#[derive(Debug, Default)]
pub(super) struct Cmap {
    subtables: Vec<Subtable>,
}

#[derive(Debug)]
struct Subtable {
    platform: u16,
    encoding: u16,
    glyphs: BTreeMap<u32, u16>,
}

impl Subtable {
    fn is_unicode(&self) -> bool {
        matches!((self.platform, self.encoding), (3, 1 | 10) | (0, _))
    }

    fn get(&self, code: u32) -> Option<u16> {
        self.glyphs.get(&code).copied().filter(|glyph| *glyph != 0)
    }
}

impl Cmap {
    /// Reads a table. A subtable of a kind that is not known here leads to no glyph.
    pub(super) fn read(table: &[u8]) -> Option<Self> {
        let mut subtables = Vec::new();
        for index in 0..usize::from(word(table, 2)?).min(64) {
            let entry = table.get(4 + 8 * index..)?;
            let (platform, encoding) = (word(entry, 0)?, word(entry, 2)?);
            let data = table.get(long(entry, 4)? as usize..).unwrap_or_default();
            if word(data, 0) == Some(14) {
                continue;
            }
            let glyphs = mapping(data).unwrap_or_default();
            subtables.push(Subtable { platform, encoding, glyphs });
        }
        Some(Self { subtables })
    }

    /// Every glyph that a viewer may show for a code.
    pub(super) fn glyphs(&self, shown: &Shown, names: &Names) -> BTreeSet<u16> {
        let mut found: BTreeSet<u16> =
            shown.names.iter().filter_map(|name| self.by_name(name, names)).collect();
        if shown.by_code || found.is_empty() {
            found.extend(self.by_code(shown.code));
        }
        if found.is_empty() && self.subtables.iter().all(|s| s.glyphs.is_empty()) {
            found.insert(u16::from(shown.code));
        }
        found
    }

    fn by_name(&self, name: &str, names: &Names) -> Option<u16> {
        let unicode = unicode_of(name);
        let of = |wanted: &dyn Fn(&Subtable) -> bool, code: u32| {
            self.subtables.iter().filter(|s| wanted(s)).find_map(|s| s.get(code))
        };
        let by_unicode = unicode.and_then(|c| of(&Subtable::is_unicode, u32::from(c)));
        let by_mac = || {
            let code = unicode.and_then(mac_code)?;
            of(&|s| (s.platform, s.encoding) == (1, 0), u32::from(code))
        };
        let by_number = || {
            let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
            digits.parse().ok().filter(|_| unicode.is_none())
        };
        by_unicode.or_else(by_mac).or_else(|| names.glyph(name)).or_else(by_number)
    }

    fn by_code(&self, code: u8) -> impl Iterator<Item = u16> {
        let code = u32::from(code);
        self.subtables.iter().filter_map(move |table| {
            let pages = if table.platform == 3 { &SYMBOL_PAGES[..] } else { &SYMBOL_PAGES[..1] };
            pages.iter().find_map(|page| table.get(page + code))
        })
    }

    /// The table with the entries that lead to these glyphs; each subtable stays, be it empty, since
    /// viewers choose by what is there.
    pub(super) fn write(&self, keep: &BTreeSet<u16>) -> Vec<u8> {
        let (mut made, mut data) = (vec![0, 0], Vec::new());
        made.extend((self.subtables.len() as u16).to_be_bytes());
        let start = 4 + 8 * self.subtables.len();
        for table in &self.subtables {
            let kept: BTreeMap<u32, u16> =
                table.glyphs.iter().filter(|(_, g)| keep.contains(g)).map(|(c, g)| (*c, *g)).collect();
            made.extend(table.platform.to_be_bytes());
            made.extend(table.encoding.to_be_bytes());
            made.extend(((start + data.len()) as u32).to_be_bytes());
            data.extend(written(&kept));
        }
        made.extend(data);
        made
    }
}

/// A subtable as code → glyph.
fn mapping(data: &[u8]) -> Option<BTreeMap<u32, u16>> {
    match word(data, 0)? {
        0 => Some((0..256).filter_map(|c| Some((c as u32, u16::from(*data.get(6 + c)?)))).collect()),
        4 => segments(data),
        6 => {
            let (first, count) = (u32::from(word(data, 6)?), usize::from(word(data, 8)?));
            Some((0..count).filter_map(|i| Some((first + i as u32, word(data, 10 + 2 * i)?))).collect())
        }
        10 => {
            let (first, count) = (long(data, 12)?, (long(data, 16)? as usize).min(MOST));
            let entry = |i: usize| Some((first.checked_add(i as u32)?, word(data, 20 + 2 * i)?));
            Some((0..count).map_while(entry).collect())
        }
        format @ (12 | 13) => groups(data, format == 12),
        _ => None,
    }
}

/// Format 4.
fn segments(data: &[u8]) -> Option<BTreeMap<u32, u16>> {
    let count = usize::from(word(data, 6)? / 2);
    let mut glyphs = BTreeMap::new();
    for segment in 0..count {
        let end = word(data, 14 + 2 * segment)?;
        let at = 16 + 2 * (count + segment);
        let (start, delta) = (word(data, at)?, word(data, at + 2 * count)?);
        let place = at + 4 * count;
        let offset = usize::from(word(data, place)?);
        for code in start..=end {
            let glyph = if offset == 0 || offset == 0xFFFF {
                code.wrapping_add(delta)
            } else {
                match word(data, place + offset + 2 * usize::from(code - start)) {
                    None | Some(0) => 0,
                    Some(glyph) => glyph.wrapping_add(delta),
                }
            };
            if glyph != 0 {
                glyphs.entry(u32::from(code)).or_insert(glyph);
            }
        }
    }
    Some(glyphs)
}

/// Formats 12 and 13.
fn groups(data: &[u8], counts_up: bool) -> Option<BTreeMap<u32, u16>> {
    let mut glyphs = BTreeMap::new();
    for group in 0..long(data, 12)? as usize {
        let at = 16 + 12 * group;
        let (start, end, first) = (long(data, at)?, long(data, at + 4)?, long(data, at + 8)?);
        for code in start..=end.min(start.saturating_add(0xFFFF)) {
            let glyph = if counts_up { first.checked_add(code - start)? } else { first };
            glyphs.insert(code, u16::try_from(glyph).unwrap_or(0));
        }
        if glyphs.len() > MOST {
            return None;
        }
    }
    Some(glyphs)
}

/// A subtable in the plainest format that holds it.
fn written(glyphs: &BTreeMap<u32, u16>) -> Vec<u8> {
    let small = glyphs.iter().all(|(code, glyph)| *code < 256 && *glyph < 256);
    let mut made = Vec::new();
    if small {
        for field in [0_u16, 262, 0] {
            made.extend(field.to_be_bytes());
        }
        made.extend((0..256).map(|code| glyphs.get(&code).map_or(0, |glyph| *glyph as u8)));
        return made;
    }
    let runs = runs(glyphs);
    if glyphs.keys().all(|code| *code < 0xFFFF) && runs.len() < 8000 {
        return segmented(&runs);
    }
    made.extend([0, 12, 0, 0]);
    made.extend((16 + 12 * runs.len() as u32).to_be_bytes());
    made.extend(0_u32.to_be_bytes());
    made.extend((runs.len() as u32).to_be_bytes());
    for (start, end, glyph) in runs {
        for field in [start, end, u32::from(glyph)] {
            made.extend(field.to_be_bytes());
        }
    }
    made
}

/// Runs in which code and glyph count up together.
fn runs(glyphs: &BTreeMap<u32, u16>) -> Vec<(u32, u32, u16)> {
    let mut runs: Vec<(u32, u32, u16)> = Vec::new();
    for (code, glyph) in glyphs {
        match runs.last_mut() {
            Some((start, end, first))
                if *end + 1 == *code && u32::from(*first) + (code - *start) == u32::from(*glyph) =>
            {
                *end = *code;
            }
            _ => runs.push((*code, *code, *glyph)),
        }
    }
    runs
}

/// Format 4 without an array of glyphs.
fn segmented(runs: &[(u32, u32, u16)]) -> Vec<u8> {
    let mut runs = runs.to_vec();
    runs.push((0xFFFF, 0xFFFF, 0));
    let count = runs.len() as u16;
    let power = count.ilog2() as u16;
    let range = 2_u16 << power;
    let length = 16 + 8 * count;
    let mut made = Vec::new();
    for field in [4, length, 0, 2 * count, range, power, 2 * count - range] {
        made.extend(field.to_be_bytes());
    }
    made.extend(runs.iter().flat_map(|(_, end, _)| (*end as u16).to_be_bytes()));
    made.extend([0, 0]);
    made.extend(runs.iter().flat_map(|(start, ..)| (*start as u16).to_be_bytes()));
    for (start, _, glyph) in &runs {
        made.extend(glyph.wrapping_sub(*start as u16).to_be_bytes());
    }
    made.resize(usize::from(length), 0);
    made
}
