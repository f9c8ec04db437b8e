//! `CMaps` for shown codes only (ISO 32000-2, 9.7.5 and 9.10.3).

use std::fmt::Write as _;

use hayro_cmap::{BfString, CMap};
use lopdf::{Dictionary, Document, Object};

use super::codes::Code;
use crate::mutation::{self, Stripper};
use crate::pdf::write::deflated;

const HEAD: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n";
const TAIL: &str = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";

/// Writes the `ToUnicode` of a font anew, for these codes (length in bytes, code).
pub(super) fn cut(document: &mut Document, dict: &mut Dictionary, codes: &[(usize, u32)]) {
    let Some(data) = stream(document, dict, b"ToUnicode") else { return };
    if mutation::is_off(Stripper::ToUnicode) {
        return;
    }
    let map = CMap::parse(&data, hayro_cmap::load_embedded);
    let mut entries = Vec::new();
    for (length, code) in codes {
        let text = match map.as_ref().and_then(|map| map.lookup_bf_string(*code)) {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(s)) => s.as_str().to_owned(),
            None => continue,
        };
        let units = text.encode_utf16().fold(String::new(), |so_far, unit| so_far + &format!("{unit:04X}"));
        entries.push(format!("<{code:0wide$X}> <{units}>\n", wide = length * 2));
    }
    let mut out = HEAD.to_owned() + "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n";
    let mut lengths: Vec<usize> = codes.iter().map(|(length, _)| *length).collect();
    lengths.sort_unstable();
    lengths.dedup();
    if lengths.is_empty() {
        lengths.push(1);
    }
    let _ = writeln!(out, "{} begincodespacerange", lengths.len());
    for length in lengths {
        let _ = writeln!(out, "<{}> <{}>", "00".repeat(length), "FF".repeat(length));
    }
    out += "endcodespacerange\n";
    blocks(&mut out, "bfchar", &entries);
    out += TAIL;
    let map = document.add_object(deflated(Dictionary::new(), out.into_bytes()));
    dict.set("ToUnicode", Object::Reference(map));
}

/// Writes an embedded encoding anew, for these codes. Its code spaces stay, since they say where codes
/// end.
pub(super) fn cut_encoding(
    document: &mut Document,
    dict: &mut Dictionary,
    codes: &std::collections::BTreeSet<Code>,
) {
    let Some(data) = stream(document, dict, b"Encoding") else { return };
    let text = String::from_utf8_lossy(&data).into_owned();
    let mut out = HEAD.to_owned();
    out += "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> def\n";
    out += "/CMapName /BlackpanelCMap def\n/CMapType 1 def\n";
    for line in text.lines().filter(|line| line.ends_with("usecmap") || *line == "/WMode 1 def") {
        let _ = writeln!(out, "{line}");
    }
    let (mut rest, mut spaces) = (text.as_str(), Vec::new());
    while let Some((_, tail)) = rest.split_once("begincodespacerange") {
        let (block, tail) = tail.split_once("endcodespacerange").unwrap_or((tail, ""));
        spaces.extend(block.lines().map(str::trim).filter(|l| l.starts_with('<')).map(|l| format!("{l}\n")));
        rest = tail;
    }
    blocks(&mut out, "codespacerange", &spaces);
    let entry = |c: &Code| format!("<{:0wide$X}> {}\n", c.code, c.identifier, wide = c.length * 2);
    blocks(&mut out, "cidchar", &codes.iter().map(entry).collect::<Vec<_>>());
    out += TAIL;
    let Ok((_, Object::Stream(old))) = dict.get(b"Encoding").and_then(|e| document.dereference(e)) else {
        return;
    };
    let mut entries = old.dict.clone();
    entries.remove(b"Filter");
    entries.remove(b"DecodeParms");
    let map = document.add_object(deflated(entries, out.into_bytes()));
    dict.set("Encoding", Object::Reference(map));
}

fn blocks(out: &mut String, keyword: &str, entries: &[String]) {
    for block in entries.chunks(100) {
        let _ = write!(out, "{} begin{keyword}\n{}end{keyword}\n", block.len(), block.concat());
    }
}

fn stream(document: &Document, dict: &Dictionary, key: &[u8]) -> Option<Vec<u8>> {
    let (_, stream) = document.dereference(dict.get(key).ok()?).ok()?;
    stream.as_stream().ok()?.get_plain_content().ok()
}
