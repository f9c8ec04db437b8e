//! Where codes begin and end in the strings of a composite font (ISO 32000-2, 9.7.6.2).

use std::collections::BTreeSet;

use hayro_cmap::{CMap, CMapName};
use lopdf::{Dictionary, Document, Object};

use super::super::usage::Strings;

/// A code of a composite font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Code {
    /// Bytes of the code.
    pub(super) length: usize,
    pub(super) code: u32,
    /// The character identifier it selects.
    pub(super) identifier: u32,
}

/// The codes in the strings of a composite font.
pub(super) fn codes(document: &Document, font: &Dictionary, strings: &Strings) -> BTreeSet<Code> {
    let cmap = cmap(document, font);
    let mut found = BTreeSet::new();
    for string in strings {
        let mut rest = string.as_slice();
        while !rest.is_empty() {
            let code = match &cmap {
                None => pair(rest),
                Some(cmap) => next(cmap, rest),
            };
            found.insert(code);
            rest = rest.get(code.length..).unwrap_or_default();
        }
    }
    found
}

/// The encoding; none where two bytes are the identifier.
fn cmap(document: &Document, font: &Dictionary) -> Option<CMap> {
    match document.dereference(font.get(b"Encoding").ok()?).ok()?.1 {
        Object::Name(name) if name.starts_with(b"Identity") => None,
        Object::Name(name) => {
            let data = hayro_cmap::load_embedded(CMapName::from_bytes(name))?;
            CMap::parse(data, hayro_cmap::load_embedded)
        }
        Object::Stream(stream) => CMap::parse(&stream.get_plain_content().ok()?, hayro_cmap::load_embedded),
        _ => None,
    }
}

fn pair(bytes: &[u8]) -> Code {
    let taken = bytes.get(..2).unwrap_or(bytes);
    let code = taken.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
    Code { length: taken.len().max(1), code, identifier: code }
}

fn next(cmap: &CMap, bytes: &[u8]) -> Code {
    let mut code = 0;
    for (index, byte) in bytes.iter().take(4).enumerate() {
        code = code << 8 | u32::from(*byte);
        if let Some(identifier) = cmap.lookup_cid_code(code, index as u8 + 1) {
            return Code { length: index + 1, code, identifier };
        }
    }
    Code { length: 1, code: bytes.first().copied().map_or(0, u32::from), identifier: 0 }
}
