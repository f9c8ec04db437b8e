//! The table directory of TrueType and OpenType programs (ISO/IEC 14496-22, 4.5), written anew.
//!
//! Only tables that draw cross. Sums of the original and its dates would name it, so they are made
//! anew or zero.

use std::collections::{BTreeMap, BTreeSet};

use super::bytes::{long, put_word, word};
use super::cmap::Cmap;
use super::post::Names;
use super::{Wanted, cff, cff_write, glyf, post};

type Tables<'p> = BTreeMap<[u8; 4], &'p [u8]>;
type Made = BTreeMap<[u8; 4], Vec<u8>>;

/// See [`super::cut`].
pub(super) fn cut(program: &[u8], wanted: &Wanted) -> Option<Vec<u8>> {
    let tables = directory(program)?;
    let count = word(tables.get(b"maxp")?, 4)?;
    let cmap = tables.get(b"cmap").and_then(|t| Cmap::read(t)).unwrap_or_default();
    let names = tables.get(b"post").and_then(|t| Names::read(t)).unwrap_or_default();
    let mut keep: BTreeSet<u16> = wanted.glyphs.clone();
    for shown in &wanted.codes {
        keep.extend(cmap.glyphs(shown, &names));
    }
    keep.insert(0);
    let mut made = Made::new();
    if let Some(table) = tables.get(b"CFF ") {
        let cff = cff::Cff::read(table)?;
        keep.extend(cff.wanted(wanted));
        keep = cff.closed(keep)?;
        made.insert(*b"CFF ", cff_write::write(&cff, &keep, wanted)?);
    } else {
        let long_offsets = word(tables.get(b"head")?, 50)? != 0;
        let outlines = glyf::Outlines::read(tables.get(b"loca")?, tables.get(b"glyf")?, long_offsets);
        keep = outlines.closed(keep)?;
        let (loca, glyf) = outlines.write(&keep, count, long_offsets)?;
        made.insert(*b"loca", loca);
        made.insert(*b"glyf", glyf);
    }
    keep.retain(|glyph| *glyph < count.max(1));
    metrics(&tables, &keep, count, &mut made)?;
    if tables.contains_key(b"cmap") {
        made.insert(*b"cmap", cmap.write(&keep));
    }
    if let Some(table) = tables.get(b"post") {
        made.insert(*b"post", post::write(table, &names, &keep, count)?);
    }
    for tag in [b"cvt ", b"fpgm", b"prep", b"maxp", b"hhea"] {
        if let Some(table) = tables.get(tag) {
            made.insert(*tag, table.to_vec());
        }
    }
    if let Some(table) = tables.get(b"head") {
        made.insert(*b"head", head(table)?);
    }
    Some(assemble(program.get(..4)?, &made))
}

/// The tables by tag; a table that reaches past the end ends there, as viewers read it.
fn directory(program: &[u8]) -> Option<Tables<'_>> {
    let count = usize::from(word(program, 4)?);
    let mut tables = Tables::new();
    for entry in program.get(12..12 + 16 * count)?.chunks_exact(16) {
        let (offset, length) = (long(entry, 8)? as usize, long(entry, 12)? as usize);
        let end = offset.saturating_add(length).min(program.len());
        let tag: [u8; 4] = entry.get(..4)?.try_into().ok()?;
        tables.entry(tag).or_insert(program.get(offset.min(end)..end)?);
    }
    Some(tables)
}

/// Advances of glyphs that are not kept become 0, their side bearings too.
fn metrics(tables: &Tables<'_>, keep: &BTreeSet<u16>, count: u16, made: &mut Made) -> Option<()> {
    let (Some(hhea), Some(hmtx)) = (tables.get(b"hhea"), tables.get(b"hmtx")) else { return Some(()) };
    let long_entries = word(hhea, 34)?;
    let mut table = hmtx.to_vec();
    for glyph in (0..count.max(long_entries)).filter(|glyph| !keep.contains(glyph)) {
        let index = usize::from(glyph);
        if glyph < long_entries {
            // the last advance is that of all glyphs after it
            let shared = glyph + 1 == long_entries && keep.range(long_entries..).next().is_some();
            if !shared {
                put_word(&mut table, 4 * index, 0);
            }
            put_word(&mut table, 4 * index + 2, 0);
        } else {
            put_word(&mut table, 2 * (index + usize::from(long_entries)), 0);
        }
    }
    let length = 2 * (usize::from(count) + usize::from(long_entries));
    table.truncate(length.max(4 * usize::from(long_entries)));
    made.insert(*b"hmtx", table);
    Some(())
}

/// `head` without the sum over the original and without dates.
fn head(table: &[u8]) -> Option<Vec<u8>> {
    let mut made = table.to_vec();
    made.get_mut(8..12)?.fill(0);
    made.get_mut(20..36)?.fill(0);
    Some(made)
}

fn assemble(version: &[u8], tables: &Made) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.max(1).ilog2() as u16;
    let range = 16_u16 << power;
    let mut made = version.to_vec();
    for field in [count, range, power, (count * 16).saturating_sub(range)] {
        made.extend(field.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for (tag, table) in tables {
        made.extend(tag);
        made.extend(sum(table).to_be_bytes());
        made.extend((offset as u32).to_be_bytes());
        made.extend((table.len() as u32).to_be_bytes());
        offset += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        made.extend(table);
        made.resize(made.len().next_multiple_of(4), 0);
    }
    made
}

/// The sum of a table in units of 32 bits.
fn sum(table: &[u8]) -> u32 {
    let unit = |chunk: &[u8]| (0..4).fold(0, |n, i| n << 8 | u32::from(chunk.get(i).copied().unwrap_or(0)));
    table.chunks(4).map(unit).fold(0, u32::wrapping_add)
}
