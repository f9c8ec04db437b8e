//! The tables of a font dictionary (ISO 32000-2, 9.6 to 9.10) against the codes that pages show.

use std::collections::{BTreeMap, HashSet};

use super::Shown;
use crate::verify::paint::tounicode;
use crate::verify::reader::{Dict, Document, Object};

/// What a font's tables say of codes that no page shows, in words.
pub(crate) fn residue(document: &Document<'_>, dict: &Dict, shown: &Shown) -> Vec<&'static str> {
    let found = [
        (spells(document, dict, shown), "a ToUnicode entry of a code that no page shows"),
        (measures(document, dict, shown), "a width of a code that no page shows"),
        (names(document, dict, shown), "a glyph name of a code that no page shows"),
        (draws(document, dict, shown), "a glyph procedure of a code that no page shows"),
        (maps(document, dict, shown), "a glyph number of a code that no page shows"),
    ];
    found.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect()
}

fn spells(document: &Document<'_>, dict: &Dict, shown: &Shown) -> bool {
    let Some(stream) = dict.get("ToUnicode").and_then(|map| document.stream(map)) else { return false };
    tounicode::parse(&document.decoded(stream).data).keys().any(|code| !shown.codes.contains(code))
}

fn measures(document: &Document<'_>, dict: &Dict, shown: &Shown) -> bool {
    let first = document.get(dict, "FirstChar").and_then(Object::int).unwrap_or(0);
    let widths = document.get(dict, "Widths").and_then(Object::array).unwrap_or_default();
    let simple = (first..).zip(widths).any(|(code, width)| {
        let says = document.resolve(width).number().is_some_and(|width| width != 0.0);
        says && !u32::try_from(code).is_ok_and(|code| shown.codes.contains(&code))
    });
    let Some(child) = descendant(document, dict) else { return simple };
    let beyond = |key, each| {
        identifiers(document, child, key, each).iter().any(|range| {
            let mut range = range.clone().take(100_000);
            range.any(|identifier| !shown.identifiers.contains(&identifier))
        })
    };
    simple || beyond("W", 1) || beyond("W2", 3)
}

/// The identifiers for which `W` or `W2` has entries (9.7.4.3).
fn identifiers(
    document: &Document<'_>,
    child: &Dict,
    key: &str,
    each: usize,
) -> Vec<std::ops::RangeInclusive<u32>> {
    let mut found = Vec::new();
    let mut rest = document.get(child, key).and_then(Object::array).unwrap_or_default();
    while let [first, second, tail @ ..] = rest {
        let Some(low) = document.resolve(first).int().and_then(|n| u32::try_from(n).ok()) else { break };
        match document.resolve(second) {
            Object::Array(items) if items.len() < each => rest = tail,
            Object::Array(items) => {
                found.push(low..=low.saturating_add((items.len() / each) as u32 - 1));
                rest = tail;
            }
            other => {
                let Some(high) = other.int().and_then(|n| u32::try_from(n).ok()) else { break };
                found.push(low..=high);
                rest = tail.get(each..).unwrap_or_default();
            }
        }
    }
    found
}

fn names(document: &Document<'_>, dict: &Dict, shown: &Shown) -> bool {
    let names = differences(document, dict);
    names.iter().any(|(code, name)| *name != b".notdef" && !shown.codes.contains(&u32::from(*code)))
}

fn draws(document: &Document<'_>, dict: &Dict, shown: &Shown) -> bool {
    let Some(procedures) = document.dict(dict, "CharProcs") else { return false };
    let names = differences(document, dict);
    let shown: HashSet<&[u8]> = names
        .iter()
        .filter(|(code, _)| shown.codes.contains(&u32::from(**code)))
        .map(|(_, name)| *name)
        .collect();
    procedures.entries().any(|(name, _)| !shown.contains(name))
}

fn maps(document: &Document<'_>, dict: &Dict, shown: &Shown) -> bool {
    let map = descendant(document, dict).and_then(|child| child.get("CIDToGIDMap"));
    let Some(stream) = map.and_then(|map| document.stream(map)) else { return false };
    let entries = document.decoded(stream).data.chunks_exact(2).enumerate();
    entries.into_iter().any(|(identifier, glyph)| {
        glyph.iter().any(|byte| *byte != 0) && !shown.identifiers.contains(&(identifier as u32))
    })
}

/// The names of codes by `Differences`.
pub(super) fn differences<'d>(document: &'d Document<'_>, dict: &'d Dict) -> BTreeMap<u8, &'d [u8]> {
    let (mut names, mut code) = (BTreeMap::new(), 0_i64);
    let encoding = document.dict(dict, "Encoding");
    let items = encoding.and_then(|e| document.get(e, "Differences")).and_then(Object::array);
    for item in items.unwrap_or_default() {
        match document.resolve(item) {
            Object::Int(number) => code = *number,
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    names.insert(code, name.as_slice());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    names
}

/// The descendant of a composite font.
pub(crate) fn descendant<'d>(document: &'d Document<'_>, dict: &'d Dict) -> Option<&'d Dict> {
    let fonts = document.get(dict, "DescendantFonts").and_then(Object::array)?;
    document.resolve(fonts.first()?).dict()
}
