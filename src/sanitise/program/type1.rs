//! Type 1 programs (Adobe Type 1 Font Format): opened, cut down by glyph name, and sealed again.
//!
//! Glyphs are found by name, so those that are not wanted go whole; subroutines keep their numbers,
//! and those that nothing calls any more do nothing.

use std::collections::{BTreeMap, BTreeSet};

use skrifa::raw::ps::PredefinedEncoding;

use super::Wanted;
use super::type1_charstring::walk;
use super::type1_scan::{Entry, Kind, clear_encoding, scan};

const EEXEC: u16 = 55_665;
const CHARSTRING: u16 = 4330;
/// Subroutines that flexes and hint replacement call by convention (chapter 8).
const CONVENTION: i32 = 4;
/// A subroutine that does nothing: `return`.
const NOTHING: u8 = 11;

/// What follows the sealed part (ISO 32000-2, 9.9.1: `Length3`).
fn trailer() -> Vec<u8> {
    let zeros = [b'0'; 64];
    let mut made = vec![b'\n'];
    (0..8).for_each(|_| made.extend([&zeros[..], b"\n"].concat()));
    made.extend(b"cleartomark\n");
    made
}

/// See [`super::cut`].
pub(super) fn cut(program: &[u8], wanted: &Wanted) -> Option<Vec<u8>> {
    let program = without_segments(program);
    let end = program.windows(5).position(|w| w == b"eexec")? + 5;
    let (clear, sealed) = program.split_at_checked(end)?;
    let plain = opened(sealed)?;
    let (entries, seed) = scan(&plain)?;
    let open = |entry: &Entry| plain.get(entry.data.clone()).map(|data| uncovered(data, seed));
    let (mut glyphs, mut subroutines) = (BTreeMap::new(), BTreeMap::new());
    for entry in &entries {
        match &entry.kind {
            Kind::Glyph(name) => glyphs.insert(name.clone(), open(entry)?).map_or((), drop),
            Kind::Subroutine(number) => subroutines.insert(*number, open(entry)?).map_or((), drop),
            Kind::Count => {}
        }
    }
    let codes: BTreeSet<u8> = wanted.codes.iter().map(|shown| shown.code).collect();
    let (clear, own) = clear_encoding(clear, &codes)?;
    let names = names(wanted, &own);
    let (keep, called) = closed(names, &glyphs, &subroutines)?;
    let written = write(&plain, &entries, &keep, &called, seed)?;
    let mut made = clear;
    made.push(b'\n');
    made.extend(sealed_again(&[&[0; 4][..], &written].concat(), EEXEC));
    made.extend(trailer());
    Some(made)
}

/// `Length1`, `Length2` and `Length3` of a program that was cut here.
pub(in super::super) fn lengths(program: &[u8]) -> Option<[usize; 3]> {
    let clear = program.windows(5).position(|w| w == b"eexec")? + 6;
    let end = trailer().len();
    Some([clear, program.len().checked_sub(clear + end)?, end])
}

/// The names that are shown.
fn names(wanted: &Wanted, own: &BTreeMap<u8, Vec<u8>>) -> BTreeSet<Vec<u8>> {
    let mut names = BTreeSet::from([b".notdef".to_vec()]);
    for shown in &wanted.codes {
        names.extend(shown.names.iter().map(|name| name.clone().into_bytes()));
        if shown.names.is_empty() {
            names.extend(own.get(&shown.code).cloned());
        }
    }
    names
}

/// The wanted glyphs with those they are composed of, and the subroutines they call.
fn closed(
    names: BTreeSet<Vec<u8>>,
    glyphs: &BTreeMap<Vec<u8>, Vec<u8>>,
    subroutines: &BTreeMap<i32, Vec<u8>>,
) -> Option<(BTreeSet<Vec<u8>>, BTreeSet<i32>)> {
    let (mut keep, mut called) = (BTreeSet::new(), (0..CONVENTION).collect::<BTreeSet<i32>>());
    let mut open: Vec<Vec<u8>> = names.into_iter().collect();
    while let Some(name) = open.pop() {
        let Some(charstring) = glyphs.get(&name) else { continue };
        if !keep.insert(name) {
            continue;
        }
        let calls = walk(charstring, subroutines)?;
        called.extend(calls.subroutines);
        let accents = calls.accents.into_iter().map(|code| PredefinedEncoding::Standard.name(code));
        open.extend(accents.map(|name| name.as_bytes().to_vec()));
    }
    Some((keep, called))
}

/// The sealed part in clear, with the entries that stay.
fn write(
    plain: &[u8],
    entries: &[Entry],
    keep: &BTreeSet<Vec<u8>>,
    called: &BTreeSet<i32>,
    seed: Option<usize>,
) -> Option<Vec<u8>> {
    let (mut made, mut at) = (Vec::new(), 0);
    for entry in entries {
        made.extend(plain.get(at..entry.whole.start)?);
        at = entry.whole.start;
        match &entry.kind {
            Kind::Glyph(name) if !keep.contains(name) => at = entry.whole.end,
            Kind::Count => {
                made.extend(keep.len().to_string().bytes());
                at = entry.whole.end;
            }
            Kind::Subroutine(number) if !called.contains(number) => {
                let nothing = match seed {
                    Some(seed) => sealed_again(&[vec![0; seed], vec![NOTHING]].concat(), CHARSTRING),
                    None => vec![NOTHING],
                };
                let operator = String::from_utf8_lossy(plain.get(entry.operator.clone())?).into_owned();
                made.extend(format!("dup {number} {} {operator} ", nothing.len()).bytes());
                made.extend(nothing);
                at = entry.data.end;
            }
            _ => {}
        }
    }
    let rest = plain.get(at..)?;
    let end = rest.windows(9).position(|w| w == b"closefile").map_or(rest.len(), |at| at + 9);
    made.extend(rest.get(..end)?);
    made.push(b'\n');
    Some(made)
}

/// Without the headers of segments that some writers leave in.
fn without_segments(program: &[u8]) -> Vec<u8> {
    let (mut made, mut rest) = (Vec::new(), program);
    while let [0x80, 1 | 2, a, b, c, d, tail @ ..] = rest {
        let length = (u32::from_le_bytes([*a, *b, *c, *d]) as usize).min(tail.len());
        let (segment, tail) = tail.split_at(length);
        made.extend(segment);
        rest = tail;
    }
    if made.is_empty() { program.to_vec() } else { made }
}

/// The sealed part in clear, without the four bytes in front of it.
fn opened(sealed: &[u8]) -> Option<Vec<u8>> {
    let start = sealed.iter().position(|b| !matches!(b, b' ' | b'\t' | b'\r' | b'\n'))?;
    let sealed = sealed.get(start..)?;
    if sealed.iter().take(4).all(u8::is_ascii_hexdigit) {
        let digits: Vec<u8> =
            sealed.iter().filter_map(|b| char::from(*b).to_digit(16)).map(|d| d as u8).collect();
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|p| p.iter().fold(0, |n, d| n << 4 | d)).collect();
        return crypt(&bytes, EEXEC, false).get(4..).map(<[u8]>::to_vec);
    }
    crypt(sealed, EEXEC, false).get(4..).map(<[u8]>::to_vec)
}

/// A charstring in clear; `seed` bytes in front of it are random.
fn uncovered(data: &[u8], seed: Option<usize>) -> Vec<u8> {
    match seed {
        Some(seed) => crypt(data, CHARSTRING, false).get(seed..).unwrap_or_default().to_vec(),
        None => data.to_vec(),
    }
}

fn sealed_again(plain: &[u8], key: u16) -> Vec<u8> {
    crypt(plain, key, true)
}

/// The cipher of chapter 7.
fn crypt(data: &[u8], key: u16, seals: bool) -> Vec<u8> {
    let mut key = key;
    let one = |byte: &u8| {
        let other = byte ^ (key >> 8) as u8;
        let cipher = if seals { other } else { *byte };
        key = u16::from(cipher).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
        other
    };
    data.iter().map(one).collect()
}
