//! The table directory of TrueType and OpenType programs (ISO/IEC 14496-22, 4.5): read, and written anew.
//!
//! A program that crosses holds only tables that draw: `name`, `post` and the like carry notices and
//! words of the foundry, which a search for a removed name would meet ("trade**mark**").

use std::collections::BTreeMap;

/// The tables of a program by tag.
pub type Tables<'p> = BTreeMap<[u8; 4], &'p [u8]>;
/// The tables of a program that is being made.
pub type Made = BTreeMap<[u8; 4], Vec<u8>>;

/// Tables that a composite font of `TrueType` outlines needs (ISO 32000-2, 9.9.1).
const DRAWING: [&[u8; 4]; 9] =
    [b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"];

/// The program without everything that draws nothing; `None` for what is no program with a directory.
pub fn drawing_only(program: &[u8]) -> Option<Vec<u8>> {
    let tables = directory(program)?.into_iter().filter(|(tag, _)| DRAWING.contains(&tag));
    let made: Made = tables.map(|(tag, table)| (tag, table.to_vec())).collect();
    Some(assemble(program.get(..4)?, &made))
}

/// The tables by tag; a table that reaches past the end ends there, as viewers read it.
pub fn directory(program: &[u8]) -> Option<Tables<'_>> {
    let count = usize::from(u16::from_be_bytes(program.get(4..6)?.try_into().ok()?));
    let mut tables = Tables::new();
    for entry in program.get(12..12 + 16 * count)?.chunks_exact(16) {
        let (offset, length) = (long(entry, 8)? as usize, long(entry, 12)? as usize);
        let end = offset.saturating_add(length).min(program.len());
        let tag: [u8; 4] = entry.get(..4)?.try_into().ok()?;
        tables.entry(tag).or_insert(program.get(offset.min(end)..end)?);
    }
    Some(tables)
}

/// A program of these tables, with `version` (the first four bytes) in front.
pub fn assemble(version: &[u8], tables: &Made) -> Vec<u8> {
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

/// The 32 bits at a place, most significant byte first.
fn long(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}
