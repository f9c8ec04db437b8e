//! Embedded font programs (ISO 32000-2, 9.9) without the words that draw nothing.
//!
//! A program carries its maker's notices, its names and whatever a stranger put beside the tables. Bytes
//! are overwritten where they stand, so that no offset changes: sfnt tables that no viewer needs and gaps
//! between tables, the strings of a CFF, the strings and comments of a Type 1 program's clear part.
//! Glyph names that no list knows get names of ours. What does not follow its format stays as it is.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::glyph_name;

/// Tables that draw (9.9.1); `post` holds glyph names, by which simple fonts may find glyphs.
const TABLES: [&[u8; 4]; 15] = [
    b"cmap", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep", b"CFF ",
    b"post", b"vhea", b"vmtx", b"VORG",
];
/// How a Type 1 program begins; viewers know it by this.
const HEADS: [&[u8]; 5] =
    [b"%!PS-AdobeFont-1.0", b"%!PS-AdobeFont-1.1", b"%!PS-AdobeFont-1", b"%!FontType1-1.0", b"%!FontType1"];
/// Orderings of character collections, strings of a CID-keyed CFF.
const COLLECTIONS: [&[u8]; 8] =
    [b"Adobe", b"Identity", b"Japan1", b"GB1", b"CNS1", b"Korea1", b"KR", b"Japan2"];

/// Takes the words out of a program; gives what has become of its glyph names.
pub(in crate::pdf) fn strip(program: &mut Vec<u8>) -> HashMap<Vec<u8>, Vec<u8>> {
    match program.get(..4) {
        Some([0, 1, 0, 0] | b"true" | b"OTTO") => sfnt(program).unwrap_or_default(),
        Some([1, 0, ..]) => cff(program).unwrap_or_default(),
        Some([b'%', b'!', ..]) => type1(program),
        _ => HashMap::new(),
    }
}

/// Keeps the tables of the list where they lie; everything else becomes 0.
fn sfnt(program: &mut Vec<u8>) -> Option<HashMap<Vec<u8>, Vec<u8>>> {
    let count = usize::from(word(program, 4)?);
    let directory = program.get(12..12 + 16 * count)?;
    let mut kept = Vec::new();
    for entry in directory.chunks_exact(16) {
        let (offset, length) = (long(entry, 8)?, long(entry, 12)?);
        let table = offset.min(program.len())..offset.saturating_add(length).min(program.len());
        if TABLES.iter().any(|t| entry.starts_with(*t)) {
            kept.push((entry.to_vec(), table));
        }
    }
    let mut made = vec![0; program.len()];
    made.get_mut(..12)?.copy_from_slice(program.get(..12)?);
    for (_, table) in &kept {
        made.get_mut(table.clone())?.copy_from_slice(program.get(table.clone())?);
    }
    made.get_mut(..12 + 16 * count)?.get_mut(4..)?.fill(0);
    made.get_mut(4..12)?.copy_from_slice(&search_fields(kept.len()));
    for (index, (entry, _)) in kept.iter().enumerate() {
        made.get_mut(12 + 16 * index..)?.get_mut(..16)?.copy_from_slice(entry);
    }
    let mut names = HashMap::new();
    for (entry, table) in kept {
        let part = made.get_mut(table)?;
        if entry.starts_with(b"CFF ") {
            names = cff(part).unwrap_or_default();
        } else if entry.starts_with(b"post") {
            names = post(part).unwrap_or_default();
        }
    }
    *program = made;
    Some(names)
}

/// `numTables` and the fields that follow from it (ISO/IEC 14496-22, table directory).
fn search_fields(tables: usize) -> [u8; 8] {
    let power = tables.max(1).ilog2();
    let range = 16_u16 << power;
    let rest = (tables as u16 * 16).saturating_sub(range);
    let mut made = [0; 8];
    for (slot, value) in made.chunks_exact_mut(2).zip([tables as u16, range, power as u16, rest]) {
        slot.copy_from_slice(&value.to_be_bytes());
    }
    made
}

/// The glyph names of a `post` table of version 2.
fn post(table: &mut [u8]) -> Option<HashMap<Vec<u8>, Vec<u8>>> {
    if long(table, 0)? != 0x0002_0000 {
        return None;
    }
    let mut at = 34 + 2 * usize::from(word(table, 32)?);
    let mut places = Vec::new();
    while let Some(length) = table.get(at).map(|l| usize::from(*l)) {
        let end = (at + 1 + length).min(table.len());
        places.push(at + 1..end);
        at = end;
    }
    Some(rename(table, &places))
}

/// The names and strings of a CFF (Adobe technical note 5176, sections 5 to 10).
fn cff(data: &mut [u8]) -> Option<HashMap<Vec<u8>, Vec<u8>>> {
    let (fonts, end) = index(data, usize::from(*data.get(2)?))?;
    let (_, end) = index(data, end)?;
    let (strings, _) = index(data, end)?;
    for name in fonts {
        data.get_mut(name)?.fill(b'F');
    }
    Some(rename(data, &strings))
}

/// The places of an INDEX's objects, and where it ends.
fn index(data: &[u8], at: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let count = usize::from(word(data, at)?);
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    let offsets = data.get(at + 3..at + 3 + size * (count + 1))?;
    let base = at + 2 + size * (count + 1);
    let read = |o: &[u8]| o.iter().fold(0_usize, |n, b| n << 8 | usize::from(*b));
    let ends: Vec<usize> =
        offsets.chunks_exact(size.clamp(1, 4)).map(|o| base.saturating_add(read(o))).collect();
    let places: Vec<_> = ends.windows(2).filter_map(|w| Some(*w.first()?..*w.last()?)).collect();
    let sound = places.iter().all(|p| p.start <= p.end && p.end <= data.len());
    (sound && (1..=4).contains(&size)).then(|| (places, ends.last().copied().unwrap_or(base)))
}

/// Overwrites every string that no list knows with one of ours of the same length.
fn rename(data: &mut [u8], places: &[Range<usize>]) -> HashMap<Vec<u8>, Vec<u8>> {
    let strings: Vec<Vec<u8>> =
        places.iter().map(|p| data.get(p.clone()).unwrap_or_default().to_vec()).collect();
    let taken: HashSet<&Vec<u8>> = strings.iter().collect();
    let mut names = HashMap::new();
    for (number, (string, place)) in strings.iter().zip(places).enumerate() {
        let kept = glyph_name::known(string).is_some() || COLLECTIONS.contains(&string.as_slice());
        let ours = names.get(string).cloned().or_else(|| ours(number, string.len()));
        let ours = ours.filter(|n| !kept && !taken.contains(n)).unwrap_or_else(|| string.clone());
        if let Some(slot) = data.get_mut(place.clone()) {
            slot.copy_from_slice(&ours);
        }
        names.insert(string.clone(), ours);
    }
    names
}

/// `z` and a number in base 36; none for what is too short to hold a word.
fn ours(number: usize, length: usize) -> Option<Vec<u8>> {
    let mut made = vec![b'0'; length];
    let mut rest = number;
    for slot in made.iter_mut().skip(1).rev() {
        *slot = *b"0123456789abcdefghijklmnopqrstuvwxyz".get(rest % 36)?;
        rest /= 36;
    }
    *made.first_mut()? = b'z';
    (length > 3 && rest == 0).then_some(made)
}

/// A Type 1 program's clear part: strings, comments and the font's name are blanked. Its glyph names,
/// in the encrypted part, stay; they are returned as they are.
fn type1(program: &mut [u8]) -> HashMap<Vec<u8>, Vec<u8>> {
    let Some(clear) = program.windows(5).position(|w| w == b"eexec") else { return HashMap::new() };
    let names = charstrings(program.get(clear + 5..).unwrap_or_default());
    let clear = program.get_mut(..clear).unwrap_or_default();
    let head = HEADS.iter().find(|h| clear.starts_with(h)).map_or(2, |h| h.len());
    let (mut depth, mut comment, mut escaped) = (0_usize, false, false);
    for (at, byte) in clear.iter_mut().enumerate() {
        let blank = at >= head && (comment || depth > 0);
        match *byte {
            _ if escaped => escaped = false,
            b'\r' | b'\n' => comment = false,
            _ if comment => {}
            b'\\' if depth > 0 => escaped = true,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'%' if depth == 0 => comment = true,
            _ => {}
        }
        let frame = (*byte == b')' && depth == 0 && !comment) || matches!(*byte, b'\r' | b'\n');
        if blank && !frame {
            *byte = b' ';
        }
    }
    font_name(clear);
    names
}

/// `/FontName /Stranger def` becomes a name of ours.
fn font_name(clear: &mut [u8]) {
    const KEY: &[u8] = b"/FontName";
    let Some(at) = clear.windows(KEY.len()).position(|w| w == KEY) else { return };
    let rest = clear.get_mut(at + KEY.len()..).unwrap_or_default();
    let Some(start) = rest.iter().position(|b| *b == b'/') else { return };
    for byte in rest.iter_mut().skip(start + 1).take_while(|b| !b.is_ascii_whitespace() && **b != b'/') {
        *byte = b'F';
    }
}

/// The names of the encrypted part, plain words only (Adobe Type 1 Font Format, chapter 7).
fn charstrings(sealed: &[u8]) -> HashMap<Vec<u8>, Vec<u8>> {
    let sealed = sealed.trim_ascii_start();
    let hex = sealed.iter().take(4).all(u8::is_ascii_hexdigit);
    let bytes: Vec<u8> = if hex {
        let digits: Vec<u8> =
            sealed.iter().filter_map(|b| (*b as char).to_digit(16).map(|d| d as u8)).collect();
        digits.chunks_exact(2).map(|p| p.iter().fold(0, |n, d| n << 4 | d)).collect()
    } else {
        sealed.to_vec()
    };
    let mut key = 55_665_u16;
    let open = |cipher: &u8| {
        let plain = cipher ^ (key >> 8) as u8;
        key = u16::from(*cipher).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
        plain
    };
    let plain: Vec<u8> = bytes.iter().map(open).collect();
    let words = plain.split(|b| *b == b'/').skip(1);
    let names =
        words.filter_map(|w| w.split(u8::is_ascii_whitespace).next()).filter_map(glyph_name::of_program);
    names.map(|n| (n.clone().into_bytes(), n.into_bytes())).collect()
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at + 2)?.try_into().ok().map(u16::from_be_bytes)
}

fn long(data: &[u8], at: usize) -> Option<usize> {
    data.get(at..at + 4)?.try_into().ok().map(|b| u32::from_be_bytes(b) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An INDEX of these objects with offsets of one byte.
    fn index_of(objects: &[&[u8]]) -> Vec<u8> {
        let mut made = vec![0, objects.len() as u8, 1, 1];
        let mut end = 1;
        for object in objects {
            end += object.len() as u8;
            made.push(end);
        }
        made.extend(objects.concat());
        made
    }

    fn holds(data: &[u8], word: &[u8]) -> bool {
        data.windows(word.len()).any(|w| w == word)
    }

    #[test]
    fn a_cff_keeps_no_notice_and_no_stranger_s_glyph_name() {
        let strings = index_of(&[b"Copyright Jane Doe", b"JaneDoe", b"Identity", b"uni0141", b"abc"]);
        let mut data =
            [&[1, 0, 4, 1][..], &index_of(&[b"JaneDoeSans"]), &index_of(&[b"\x0c"]), &strings, b"rest"]
                .concat();
        let (before, names) = (data.len(), strip(&mut data.clone()));
        strip(&mut data);
        assert!(!holds(&data, b"Jane") && holds(&data, b"Identity") && holds(&data, b"uni0141abcrest"));
        assert_eq!((data.len(), names[&b"JaneDoe"[..]].as_slice()), (before, &b"z000001"[..]));
    }

    #[test]
    fn an_sfnt_keeps_the_tables_that_draw_and_nothing_between_them() {
        let post = [&[0, 2, 0, 0][..], &[0; 28], &[0, 1, 1, 2], b"\x07JaneDoe\x03abc"].concat();
        let tables: [(&[u8], &[u8]); 3] = [(b"glyf", b"outlines"), (b"name", b"Jane Doe"), (b"post", &post)];
        let (mut made, mut body) = (vec![0, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0], Vec::new());
        for (tag, data) in tables {
            let offset = 60 + body.len() as u32;
            made.extend([tag, &[0; 4], &offset.to_be_bytes(), &(data.len() as u32).to_be_bytes()].concat());
            body.extend([data, b"gap: Jane"].concat());
        }
        made.extend(body);
        let names = strip(&mut made);
        assert!(!holds(&made, b"Jane") && !holds(&made, b"name") && holds(&made, b"outlines"));
        assert_eq!(made.get(4..12), Some(&[0, 2, 0, 32, 0, 1, 0, 0][..]));
        assert_eq!(names[&b"JaneDoe"[..]], b"z000000");
    }

    #[test]
    fn a_type_1_program_loses_its_strings_comments_and_name() {
        let mut program =
            b"%!PS-AdobeFont-1.0: JaneDoe\n%by Jane\n/FontName /JaneDoe def /Notice (by \\(Jane (Doe))) \
            readonly def dup 65 /A put currentfile eexec "
                .to_vec();
        strip(&mut program);
        assert!(!holds(&program, b"Jane") && !holds(&program, b"Doe"));
        assert!(holds(&program, b") readonly def dup 65 /A put") || holds(&program, b") \n"), "{program:?}");
        assert!(program.starts_with(b"%!PS-AdobeFont-1.0  "), "viewers know a program by its first line");
    }

    #[test]
    fn a_program_that_follows_no_format_stays_and_does_not_panic() {
        for bytes in [&b"\x01\0\x04"[..], b"\0\x01\0\0\xff\xff", b"OTTO\0\x01", b"%!", b"\x01\0\xff\xff\xff"]
        {
            let mut program = bytes.to_vec();
            strip(&mut program);
            assert_eq!(program, bytes);
        }
    }
}
