//! Composite fonts (ISO 32000-2, 9.7): `W`, `W2`, `CIDToGIDMap`, encodings, and what they show of their
//! programs.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object};

use super::super::usage::Strings;
use super::codes::codes;
use super::{Programs, array, dictionary, program_of, to_unicode};
use crate::pdf::write::deflated;

/// Cuts a font's tables; gives the number of entries that went.
pub(super) fn cut(
    document: &mut Document,
    dict: &mut Dictionary,
    strings: &Strings,
    programs: &mut Programs,
) -> u64 {
    let codes = codes(document, dict, strings);
    let identifiers: BTreeSet<u32> = codes.iter().map(|code| code.identifier).collect();
    let gone = descendant(document, dict, &identifiers, programs);
    to_unicode::cut_encoding(document, dict, &codes);
    let codes: Vec<(usize, u32)> = codes.iter().map(|code| (code.length, code.code)).collect();
    to_unicode::cut(document, dict, &codes);
    gone
}

fn descendant(
    document: &mut Document,
    dict: &mut Dictionary,
    identifiers: &BTreeSet<u32>,
    programs: &mut Programs,
) -> u64 {
    let fonts = array(document, dict.get(b"DescendantFonts").ok());
    let Some(mut font) = fonts.as_ref().and_then(|f| dictionary(document, f.first())) else { return 0 };
    let mut gone = 0;
    for (key, each) in [("W", 1), ("W2", 3)] {
        let Some(widths) = array(document, font.get(key.as_bytes()).ok()) else { continue };
        let mut kept: Vec<Object> = Vec::new();
        for (identifier, widths) in widths_by_identifier(document, &widths, identifiers, each) {
            kept.push(Object::Integer(i64::from(identifier)));
            kept.push(Object::Array(widths));
        }
        gone += widths.len().saturating_sub(kept.len()) as u64;
        font.set(key, kept);
    }
    let map = glyph_map(document, &mut font, identifiers);
    if let Some(wanted) = program_of(document, &mut font, programs) {
        let shown = identifiers.iter().filter_map(|identifier| u16::try_from(*identifier).ok());
        let glyph = |identifier: u16| match &map {
            Some(map) => map.get(&identifier).copied().unwrap_or(0),
            None => identifier,
        };
        let true_type = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"CIDFontType2");
        for identifier in shown {
            if true_type {
                wanted.glyphs.insert(glyph(identifier));
            }
            if !true_type || map.is_none() {
                wanted.identifiers.insert(identifier);
            }
        }
    }
    let font = document.add_object(font);
    dict.set("DescendantFonts", vec![Object::Reference(font)]);
    gone
}

/// The glyph of each shown identifier by `CIDToGIDMap`, which is written anew; none where it is the
/// identity.
fn glyph_map(
    document: &mut Document,
    font: &mut Dictionary,
    identifiers: &BTreeSet<u32>,
) -> Option<BTreeMap<u16, u16>> {
    let data = {
        let (_, stream) = document.dereference(font.get(b"CIDToGIDMap").ok()?).ok()?;
        stream.as_stream().ok()?.get_plain_content().ok()?
    };
    let (mut found, mut made) = (BTreeMap::new(), Vec::new());
    for identifier in identifiers.iter().filter_map(|identifier| u16::try_from(*identifier).ok()) {
        let at = 2 * usize::from(identifier);
        let Some([high, low]) = data.get(at..at + 2) else { break };
        made.resize(at, 0);
        made.extend([*high, *low]);
        found.insert(identifier, u16::from_be_bytes([*high, *low]));
    }
    let made = document.add_object(deflated(Dictionary::new(), made));
    font.set("CIDToGIDMap", made);
    Some(found)
}

/// The widths of these identifiers in a `W` (one each) or `W2` (three each) array (9.7.4.3).
fn widths_by_identifier(
    document: &Document,
    widths: &[Object],
    identifiers: &BTreeSet<u32>,
    each: usize,
) -> BTreeMap<u32, Vec<Object>> {
    let mut all = BTreeMap::new();
    let mut rest = widths;
    while let [first, second, tail @ ..] = rest {
        let Some(low) = whole(first) else { break };
        if let Some(list) = array(document, Some(second)) {
            let entries = (low..).zip(list.chunks_exact(each));
            for (identifier, widths) in entries.filter(|(identifier, _)| identifiers.contains(identifier)) {
                all.entry(identifier).or_insert_with(|| widths.to_vec());
            }
            rest = tail;
        } else if let (Some(high), Some(widths)) = (whole(second), tail.get(..each)) {
            for identifier in identifiers.range(low..=high.max(low)) {
                all.entry(*identifier).or_insert_with(|| widths.to_vec());
            }
            rest = tail.get(each..).unwrap_or_default();
        } else {
            break;
        }
    }
    all
}

/// A whole number, also one written as a real number.
fn whole(object: &Object) -> Option<u32> {
    let real = || object.as_float().ok().filter(|n| n.fract() == 0.0).map(|n| n as i64);
    object.as_i64().ok().or_else(real).and_then(|n| u32::try_from(n).ok())
}
