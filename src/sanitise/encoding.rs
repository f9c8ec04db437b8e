//! Names of codes in simple fonts (ISO 32000-2, 9.6.5 and annex D), as their encodings give them.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use lopdf::{Dictionary, Document, Object};
use skrifa::raw::ps::PredefinedEncoding;

/// Characters by the names of the Adobe Glyph List, those of the standard's encodings included.
static BY_NAME: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    let pairs = glyph_names::GLYPH_NAME_PAIRS.iter().map(|(c, name)| (*name, *c));
    let mut all: HashMap<&'static str, char> = pairs.collect();
    all.extend(ALSO);
    all
});

/// Second names of characters that encodings of the standard hold.
const ALSO: [(&str, char); 12] = [
    ("nbspace", '\u{a0}'),
    ("nonbreakingspace", '\u{a0}'),
    ("sfthyphen", '\u{ad}'),
    ("softhyphen", '\u{ad}'),
    ("overscore", '\u{af}'),
    ("middot", '\u{b7}'),
    ("Delta", '\u{2206}'),
    ("Omega", '\u{2126}'),
    ("mu", '\u{b5}'),
    ("fi", '\u{fb01}'),
    ("fl", '\u{fb02}'),
    ("Euro", '\u{20ac}'),
];

/// The character that a glyph name stands for.
pub(super) fn unicode_of(name: &str) -> Option<char> {
    let stem = name.split_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    let listed = BY_NAME.get(name).or_else(|| BY_NAME.get(stem)).copied();
    let digits = stem.strip_prefix("uni").or_else(|| stem.strip_prefix('u'));
    let spelled = || digits.filter(|d| d.len() >= 4).and_then(|d| u32::from_str_radix(d, 16).ok());
    listed.or_else(|| spelled().and_then(char::from_u32))
}

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

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Base {
    /// That of the program.
    #[default]
    Own,
    Standard,
    Windows,
    Macintosh,
    Expert,
}

impl Encoding {
    /// The encoding of a font dictionary.
    pub(super) fn read(document: &Document, font: &Dictionary) -> Self {
        let entry = font.get(b"Encoding").ok().and_then(|e| document.dereference(e).ok()).map(|(_, e)| e);
        match entry {
            Some(Object::Name(name)) => Self { base: Base::of(name), ..Self::default() },
            Some(Object::Dictionary(dict)) => {
                let base = dict.get(b"BaseEncoding").and_then(Object::as_name);
                let items = dict.get(b"Differences").ok().and_then(|d| document.dereference(d).ok());
                let items = items.and_then(|(_, d)| d.as_array().ok());
                Self {
                    base: base.map_or(Base::Own, Base::of),
                    differences: items.map(|items| differences(items)).unwrap_or_default(),
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
            None => self.base.names(code),
        }
    }

    /// The names of a code by the encoding, or by the standard's where it has none (9.6.5.4).
    pub(super) fn names_or_standard(&self, code: u8) -> Vec<String> {
        let names = self.names(code);
        if names.is_empty() && self.base == Base::Own { Base::Standard.names(code) } else { names }
    }
}

impl Base {
    fn of(name: &[u8]) -> Self {
        match name {
            b"StandardEncoding" => Self::Standard,
            b"WinAnsiEncoding" => Self::Windows,
            b"MacRomanEncoding" => Self::Macintosh,
            b"MacExpertEncoding" => Self::Expert,
            _ => Self::Own,
        }
    }

    fn names(self, code: u8) -> Vec<String> {
        let adobe = |encoding: PredefinedEncoding| match encoding.name(code) {
            ".notdef" | "" => Vec::new(),
            name => vec![name.to_owned()],
        };
        match self {
            Self::Own => Vec::new(),
            Self::Standard => adobe(PredefinedEncoding::Standard),
            Self::Expert => adobe(PredefinedEncoding::Expert),
            Self::Windows => spelled(encoding_rs::WINDOWS_1252, code),
            Self::Macintosh => spelled(encoding_rs::MACINTOSH, code),
        }
    }
}

fn spelled(table: &'static encoding_rs::Encoding, code: u8) -> Vec<String> {
    let bytes = [code];
    let (text, _) = table.decode_without_bom_handling(&bytes);
    let Some(character) = text.chars().next() else { return Vec::new() };
    let mut names: Vec<String> =
        glyph_names::glyph_name(u32::from(character)).map(|n| variants(&n)).unwrap_or_default();
    match character {
        '\u{a0}' => names.push("space".into()),
        '\u{ad}' => names.push("hyphen".into()),
        // undefined codes show a bullet (annex D, note 3)
        c if c.is_control() && code > 0x20 => names.push("bullet".into()),
        _ => {}
    }
    if std::ptr::eq(table, encoding_rs::MACINTOSH) && code == 0xDB {
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

fn differences(items: &[Object]) -> BTreeMap<u8, String> {
    let (mut names, mut code) = (BTreeMap::new(), 0_i64);
    for item in items {
        match item {
            Object::Integer(number) => code = *number,
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    names.insert(code, String::from_utf8_lossy(name).into_owned());
                }
                code += 1;
            }
            _ => {}
        }
    }
    names
}
