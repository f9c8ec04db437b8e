//! Cutting fonts down to the codes that are still shown: a table that names the letters of a removed
//! word in their order gives the word away (ISO 32000-2, 9.6.5, 9.7.4.3, 9.10.3).
//!
//! `ToUnicode`, `Widths`, `W`, `Differences` and the procedures of Type 3 fonts lose the entries of
//! every other code. A composite font with an encoding other than Identity keeps its tables: where
//! its codes begin and end is not decided here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use hayro_cmap::{BfString, CMap};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::usage::Codes;
use crate::pdf::write::deflated;

/// Cuts the tables of every font; gives the number of entries that went.
pub(super) fn cut(document: &mut Document, shown: &BTreeMap<ObjectId, Codes>) -> u64 {
    shown.iter().map(|(id, codes)| font(document, *id, codes)).sum()
}

fn font(document: &mut Document, id: ObjectId, shown: &Codes) -> u64 {
    let Ok(mut dict) = document.get_dictionary(id).cloned() else { return 0 };
    let composite = dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Type0");
    let mut gone = 0;
    let (codes, bytes): (BTreeSet<u32>, usize) = if composite {
        let identity = dict.get(b"Encoding").and_then(Object::as_name);
        if !identity.is_ok_and(|n| n == b"Identity-H" || n == b"Identity-V") {
            return 0;
        }
        let pairs: BTreeSet<u32> = shown.pairs.iter().map(|c| u32::from(*c)).collect();
        gone += descendant(document, &mut dict, &pairs);
        (pairs, 2)
    } else {
        let codes = shown.bytes.iter().map(|c| u32::from(*c)).collect();
        gone += simple(document, &mut dict, &codes);
        (codes, 1)
    };
    if let Some(map) = to_unicode(document, &dict, &codes, bytes) {
        let map = document.add_object(deflated(Dictionary::new(), map.into_bytes()));
        dict.set("ToUnicode", Object::Reference(map));
    }
    document.objects.insert(id, Object::Dictionary(dict));
    gone
}

/// The `ToUnicode` of a font for these codes only.
fn to_unicode(document: &Document, dict: &Dictionary, codes: &BTreeSet<u32>, bytes: usize) -> Option<String> {
    let (_, stream) = document.dereference(dict.get(b"ToUnicode").ok()?).ok()?;
    let data = stream.as_stream().ok()?.get_plain_content().ok()?;
    let map = CMap::parse(&data, hayro_cmap::load_embedded);
    let wide = bytes * 2;
    let mut entries = Vec::new();
    for code in codes {
        let text = match map.as_ref().and_then(|map| map.lookup_bf_string(*code)) {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(s)) => s.as_str().to_owned(),
            None => continue,
        };
        let units = text.encode_utf16().fold(String::new(), |so_far, unit| so_far + &format!("{unit:04X}"));
        entries.push(format!("<{code:0wide$X}> <{units}>\n"));
    }
    let mut out = String::from("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n");
    out += "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n";
    let _ = writeln!(out, "<{}> <{}>\nendcodespacerange", "00".repeat(bytes), "FF".repeat(bytes));
    for block in entries.chunks(100) {
        let _ = write!(out, "{} beginbfchar\n{}endbfchar\n", block.len(), block.concat());
    }
    out += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    Some(out)
}

/// `Widths`, `Differences` and `CharProcs` of a simple font.
fn simple(document: &Document, dict: &mut Dictionary, codes: &BTreeSet<u32>) -> u64 {
    let mut gone = 0;
    let first = dict.get(b"FirstChar").and_then(Object::as_i64).unwrap_or(0);
    if let Some(mut widths) = array(document, dict.get(b"Widths").ok()) {
        for (code, width) in (first..).zip(&mut widths) {
            let stays = u32::try_from(code).is_ok_and(|code| codes.contains(&code));
            if !stays && !matches!(width, Object::Integer(0)) {
                *width = Object::Integer(0);
                gone += 1;
            }
        }
        dict.set("Widths", widths);
    }
    let Some(mut encoding) = dictionary(document, dict.get(b"Encoding").ok()) else { return gone };
    let Some(differences) = array(document, encoding.get(b"Differences").ok()) else { return gone };
    let (kept, names, less) = differing(differences, codes);
    encoding.set("Differences", kept);
    dict.set("Encoding", encoding);
    if let Some(procedures) = dictionary(document, dict.get(b"CharProcs").ok()) {
        let mut stay = Dictionary::new();
        for (name, procedure) in procedures.iter().filter(|(name, _)| names.contains(*name)) {
            stay.set(name.clone(), procedure.clone());
        }
        gone += (procedures.len() - stay.len()) as u64;
        dict.set("CharProcs", stay);
    }
    gone + less
}

/// A `Differences` array with the names of these codes only, the names, and how many went.
fn differing(differences: Vec<Object>, codes: &BTreeSet<u32>) -> (Vec<Object>, BTreeSet<Vec<u8>>, u64) {
    let (mut kept, mut names, mut gone) = (Vec::new(), BTreeSet::new(), 0);
    let (mut code, mut follows) = (0, None);
    for item in differences {
        match item {
            Object::Integer(number) => code = number,
            Object::Name(name) => {
                if u32::try_from(code).is_ok_and(|code| codes.contains(&code)) {
                    if follows != Some(code) {
                        kept.push(Object::Integer(code));
                    }
                    names.insert(name.clone());
                    kept.push(Object::Name(name));
                    follows = Some(code + 1);
                } else {
                    gone += 1;
                }
                code += 1;
            }
            _ => {}
        }
    }
    (kept, names, gone)
}

/// `W` of the descendant of a composite font whose codes are its character identifiers.
fn descendant(document: &mut Document, dict: &mut Dictionary, codes: &BTreeSet<u32>) -> u64 {
    let fonts = array(document, dict.get(b"DescendantFonts").ok());
    let Some(mut font) = fonts.as_ref().and_then(|f| dictionary(document, f.first())) else { return 0 };
    let Some(widths) = array(document, font.get(b"W").ok()) else { return 0 };
    let all = widths_by_identifier(document, &widths, codes);
    let mut kept: Vec<Object> = Vec::new();
    for (code, width) in all {
        kept.push(Object::Integer(i64::from(code)));
        kept.push(Object::Array(vec![width]));
    }
    let gone = widths.len().saturating_sub(kept.len()) as u64;
    font.set("W", kept);
    let font = document.add_object(font);
    dict.set("DescendantFonts", vec![Object::Reference(font)]);
    gone
}

/// The widths of these identifiers in a `W` array (ISO 32000-2, 9.7.4.3).
fn widths_by_identifier(
    document: &Document,
    widths: &[Object],
    codes: &BTreeSet<u32>,
) -> BTreeMap<u32, Object> {
    let mut all = BTreeMap::new();
    let mut rest = widths;
    while let [first, second, tail @ ..] = rest {
        let Some(low) = whole(first) else { break };
        if let Some(list) = array(document, Some(second)) {
            for (code, width) in (low..).zip(list).filter(|(code, _)| codes.contains(code)) {
                all.entry(code).or_insert(width);
            }
            rest = tail;
        } else if let (Some(high), [width, tail @ ..]) = (whole(second), tail) {
            for code in codes.range(low..=high.max(low)) {
                all.entry(*code).or_insert_with(|| width.clone());
            }
            rest = tail;
        } else {
            break;
        }
    }
    all
}

fn whole(object: &Object) -> Option<u32> {
    object.as_i64().ok().and_then(|n| u32::try_from(n).ok())
}

fn array(document: &Document, object: Option<&Object>) -> Option<Vec<Object>> {
    document.dereference(object?).ok()?.1.as_array().ok().cloned()
}

fn dictionary(document: &Document, object: Option<&Object>) -> Option<Dictionary> {
    document.dereference(object?).ok()?.1.as_dict().ok().cloned()
}
