//! Names of codes in simple fonts (ISO 32000-2, 9.6.5 and annex D), as their encodings give them.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use crate::pdf::font::names::{ALSO, Base, own_differences, unicode_of};

/// The code of a character in the Macintosh encoding.
pub(super) fn mac_code(character: char) -> Option<u8> {
    let mut text = [0; 4];
    let (bytes, _, lossy) = encoding_rs::MACINTOSH.encode(character.encode_utf8(&mut text));
    bytes.first().copied().filter(|_| !lossy && bytes.len() == 1)
}

/// A simple font's encoding.
#[derive(Debug, Default)]
pub(super) struct Encoding {
    base: Base,
    differences: BTreeMap<u8, String>,
}

impl Encoding {
    /// The encoding of a font dictionary.
    pub(super) fn read(document: &Document, font: &Dictionary) -> Self {
        let entry = font.get(b"Encoding").ok().and_then(|e| document.dereference(e).ok()).map(|(_, e)| e);
        match entry {
            Some(Object::Name(name)) => Self { base: Base::of(name), ..Self::default() },
            Some(Object::Dictionary(dict)) => {
                let named = |(code, name)| (code, String::from_utf8_lossy(name).into_owned());
                let base = dict.get(b"BaseEncoding").and_then(Object::as_name);
                let items = dict.get(b"Differences").ok().and_then(|d| document.dereference(d).ok());
                let items = items.and_then(|(_, d)| d.as_array().ok());
                Self {
                    base: base.map_or(Base::Own, Base::of),
                    differences: own_differences(items.map_or(&[], Vec::as_slice)).map(named).collect(),
                }
            }
            _ => Self::default(),
        }
    }

    /// Whether codes have names besides those of the program.
    pub(super) fn is_named(&self) -> bool {
        self.base != Base::Own
    }

    /// The names of a code, likely ones first.
    pub(super) fn names(&self, code: u8) -> Vec<String> {
        match self.differences.get(&code) {
            Some(name) => variants(name),
            None => names_in(self.base, code),
        }
    }

    /// The names of a code by the encoding, or by the standard's where it has none (9.6.5.4).
    pub(super) fn names_or_standard(&self, code: u8) -> Vec<String> {
        let names = self.names(code);
        if names.is_empty() && self.base == Base::Own { names_in(Base::Standard, code) } else { names }
    }
}

/// The names of a code in an encoding of the standard.
fn names_in(base: Base, code: u8) -> Vec<String> {
    match base {
        Base::Own => Vec::new(),
        Base::Standard | Base::Expert => base.name(code).map(str::to_owned).into_iter().collect(),
        Base::Windows | Base::Macintosh => spelled(base, code),
    }
}

fn spelled(base: Base, code: u8) -> Vec<String> {
    let Some(character) = base.character(code) else { return Vec::new() };
    let mut names: Vec<String> =
        glyph_names::glyph_name(u32::from(character)).map(|n| variants(&n)).unwrap_or_default();
    match character {
        '\u{a0}' => names.push("space".into()),
        '\u{ad}' => names.push("hyphen".into()),
        // undefined codes show a bullet (annex D, note 3)
        c if c.is_control() && code > 0x20 => names.push("bullet".into()),
        _ => {}
    }
    if base == Base::Macintosh && code == 0xDB {
        names.push("currency".into());
    }
    names
}

/// A name with the other names of its character.
fn variants(name: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    if let Some(character) = unicode_of(name).filter(|_| !name.contains('.')) {
        names
            .extend(ALSO.iter().filter(|(n, c)| *c == character && *n != name).map(|(n, _)| (*n).to_owned()));
        let listed = glyph_names::glyph_name(u32::from(character)).filter(|listed| listed != name);
        names.extend(listed.map(std::borrow::Cow::into_owned));
    }
    names
}
