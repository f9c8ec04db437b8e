//! The table directory of TrueType and OpenType programs (ISO/IEC 14496-22, 4.5), written anew.
//!
//! Only tables that draw cross. Sums of the original and its dates would name it, so they are made
//! anew or zero.

use std::collections::BTreeSet;

use crate::pdf::font::sfnt::{Made, Tables, assemble, directory};

use super::bytes::{put_word, word};
use super::cmap::Cmap;
use super::post::Names;
use super::{Wanted, cff, cff_write, glyf, post};

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
