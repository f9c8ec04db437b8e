//! Simple fonts (ISO 32000-2, 9.6): `Widths`, `Differences`, glyph procedures, and what they show of
//! their programs.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::super::encoding::Encoding;
use super::super::program::Shown;
use super::super::usage::Strings;
use super::{Programs, array, dictionary, program_of, to_unicode};
use crate::mutation::{self, Stripper};
use crate::pdf::font::names::own_differences;

/// Flags of a descriptor (table 121).
const SYMBOLIC: i64 = 1 << 2;
const NONSYMBOLIC: i64 = 1 << 5;

/// Cuts a font's tables; gives the number of entries that went.
pub(super) fn cut(
    document: &mut Document,
    dict: &mut Dictionary,
    strings: &Strings,
    programs: &mut Programs,
) -> u64 {
    let codes: BTreeSet<u8> = strings.iter().flatten().copied().collect();
    wants(document, dict, &codes, programs);
    let gone = widths(document, dict, &codes) + differences(document, dict, &codes);
    let codes: Vec<(usize, u32)> = codes.into_iter().map(|code| (1, u32::from(code))).collect();
    to_unicode::cut(document, dict, &codes);
    gone
}

/// Cuts the glyph procedures of Type 3 fonts (9.6.4); gives the number of those that went.
pub(in super::super) fn procedures(document: &mut Document, shown: &BTreeMap<ObjectId, Strings>) -> u64 {
    let mut gone = 0;
    for (id, strings) in shown {
        let Ok(mut dict) = document.get_dictionary(*id).cloned() else { continue };
        let Some(procedures) = dictionary(document, dict.get(b"CharProcs").ok()) else { continue };
        let codes: BTreeSet<u8> = strings.iter().flatten().copied().collect();
        let encoding = dictionary(document, dict.get(b"Encoding").ok());
        let items = encoding.and_then(|e| array(document, e.get(b"Differences").ok())).unwrap_or_default();
        let (_, names, _) = differing(&items, &codes);
        let mut stay = Dictionary::new();
        for (name, procedure) in procedures.iter().filter(|(name, _)| names.contains(*name)) {
            stay.set(name.clone(), procedure.clone());
        }
        gone += (procedures.len() - stay.len()) as u64;
        dict.set("CharProcs", stay);
        document.objects.insert(*id, Object::Dictionary(dict));
    }
    gone
}

/// What the font shows of its program.
fn wants(document: &mut Document, dict: &mut Dictionary, codes: &BTreeSet<u8>, programs: &mut Programs) {
    let encoding = Encoding::read(document, dict);
    let descriptor = dictionary(document, dict.get(b"FontDescriptor").ok()).unwrap_or_default();
    let flags = descriptor.get(b"Flags").and_then(Object::as_i64).unwrap_or(SYMBOLIC);
    let plain = flags & NONSYMBOLIC != 0 && flags & SYMBOLIC == 0;
    let true_type = dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"TrueType");
    let Some(wanted) = program_of(document, dict, programs) else { return };
    for code in codes {
        // a TrueType font has no encoding of its own that names glyphs: viewers take the standard's
        let names = if true_type { encoding.names_or_standard(*code) } else { encoding.names(*code) };
        let by_code = !plain || !encoding.is_named();
        wanted.codes.insert(Shown { code: *code, names, by_code });
    }
}

/// `Widths` from the first to the last shown code, 0 for those between that are not shown.
fn widths(document: &Document, dict: &mut Dictionary, codes: &BTreeSet<u8>) -> u64 {
    let Some(widths) = array(document, dict.get(b"Widths").ok()) else { return 0 };
    if mutation::is_off(Stripper::Widths) {
        return 0;
    }
    let start = dict.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
    let (first, last) = (codes.first().copied().unwrap_or(0), codes.last().copied().unwrap_or(0));
    let width = |code: u8| {
        let index = usize::try_from(i64::from(code) - start).ok()?;
        widths.get(index).filter(|_| codes.contains(&code)).cloned()
    };
    // codes outside the array have the missing width, which a 0 would change
    let end = start + widths.len() as i64;
    let covered = |code: &u8| (start..end).contains(&i64::from(*code));
    let (first, last) = match (codes.iter().find(|c| covered(c)), codes.iter().rev().find(|c| covered(c))) {
        (Some(first), Some(last)) => (*first, *last),
        _ => (first, last.min(first)),
    };
    let kept: Vec<Object> = (first..=last).map(|code| width(code).unwrap_or(Object::Integer(0))).collect();
    let stayed = codes.iter().filter(|code| width(**code).is_some()).count();
    dict.set("FirstChar", i64::from(first));
    dict.set("LastChar", i64::from(last));
    dict.set("Widths", kept);
    widths.len().saturating_sub(stayed) as u64
}

/// `Differences` of an encoding.
fn differences(document: &Document, dict: &mut Dictionary, codes: &BTreeSet<u8>) -> u64 {
    let Some(mut encoding) = dictionary(document, dict.get(b"Encoding").ok()) else { return 0 };
    let Some(differences) = array(document, encoding.get(b"Differences").ok()) else { return 0 };
    if mutation::is_off(Stripper::Differences) {
        return 0;
    }
    let (kept, _, gone) = differing(&differences, codes);
    encoding.set("Differences", kept);
    dict.set("Encoding", encoding);
    gone
}

/// A `Differences` array with the names of these codes only, the names, and how many went.
fn differing(items: &[Object], codes: &BTreeSet<u8>) -> (Vec<Object>, BTreeSet<Vec<u8>>, u64) {
    let (mut kept, mut names, mut follows) = (Vec::new(), BTreeSet::new(), None);
    let mut gone = items.iter().filter(|item| item.as_name().is_ok()).count() as u64;
    for (code, name) in own_differences(items).filter(|(code, _)| codes.contains(code)) {
        if follows != Some(code) {
            kept.push(Object::from(i64::from(code)));
        }
        names.insert(name.to_vec());
        kept.push(Object::Name(name.to_vec()));
        follows = code.checked_add(1);
        gone -= 1;
    }
    (kept, names, gone)
}
