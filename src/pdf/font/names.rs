//! Glyph names and what they stand for; encodings and their differences (ISO 32000-2, 9.6.5 and annex D).
//!
//! Refused: a name is never guessed at, and a difference outside of the 256 codes names nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use skrifa::raw::ps::PredefinedEncoding;

/// Characters by the names of the Adobe Glyph List, those of the standard's encodings included.
static BY_NAME: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    let pairs = glyph_names::GLYPH_NAME_PAIRS.iter().map(|(c, name)| (*name, *c));
    let mut all: HashMap<&'static str, char> = pairs.collect();
    all.extend(ALSO);
    all
});

/// Second names of characters that encodings of the standard hold.
pub const ALSO: [(&str, char); 12] = [
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

/// The character that a glyph name stands for, whatever follows its first dot.
#[must_use]
pub fn unicode_of(name: &str) -> Option<char> {
    let stem = name.split_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    let listed = BY_NAME.get(name).or_else(|| BY_NAME.get(stem)).copied();
    let digits = stem.strip_prefix("uni").or_else(|| stem.strip_prefix('u'));
    let spelled = || digits.filter(|d| d.len() >= 4).and_then(|d| u32::from_str_radix(d, 16).ok());
    listed.or_else(|| spelled().and_then(char::from_u32))
}

/// An encoding that the standard defines (annex D).
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// None of them: that of the font's program.
    #[default]
    Own,
    /// `StandardEncoding`.
    Standard,
    /// `WinAnsiEncoding`.
    Windows,
    /// `MacRomanEncoding`.
    Macintosh,
    /// `MacExpertEncoding`.
    Expert,
}

impl Base {
    /// The encoding of this name.
    #[must_use]
    pub fn of(name: &[u8]) -> Self {
        match name {
            b"StandardEncoding" => Self::Standard,
            b"WinAnsiEncoding" => Self::Windows,
            b"MacRomanEncoding" => Self::Macintosh,
            b"MacExpertEncoding" => Self::Expert,
            _ => Self::Own,
        }
    }

    /// The glyph name of a code, where the encoding is a list of names.
    #[must_use]
    pub fn name(self, code: u8) -> Option<&'static str> {
        let list = match self {
            Self::Standard => PredefinedEncoding::Standard,
            Self::Expert => PredefinedEncoding::Expert,
            _ => return None,
        };
        Some(list.name(code)).filter(|name| !matches!(*name, ".notdef" | ""))
    }

    /// The character of a code.
    #[must_use]
    pub fn character(self, code: u8) -> Option<char> {
        let table = match self {
            Self::Windows => encoding_rs::WINDOWS_1252,
            Self::Macintosh => encoding_rs::MACINTOSH,
            _ => return self.name(code).and_then(unicode_of),
        };
        table.decode_without_bom_handling(&[code]).0.chars().next()
    }
}

/// An item of a `Differences` array (9.6.5.1).
#[derive(Debug, Clone, Copy)]
pub enum Difference<N> {
    /// The code of the next name.
    Code(i64),
    /// A name; the next has the next code.
    Name(N),
}

/// The codes that a `Differences` array names, in its order.
pub fn differences<N>(items: impl IntoIterator<Item = Difference<N>>) -> impl Iterator<Item = (u8, N)> {
    let mut next = 0_i64;
    let named = items.into_iter().filter_map(move |item| match item {
        Difference::Code(code) => {
            next = code;
            None
        }
        Difference::Name(name) => {
            let code = next;
            next = next.saturating_add(1);
            Some((code, name))
        }
    });
    named.filter_map(|(code, name)| Some((u8::try_from(code).ok()?, name)))
}

/// The codes that a stranger's array names.
pub fn foreign_differences<'a>(
    items: impl IntoIterator<Item = hayro_syntax::object::Object<'a>>,
) -> impl Iterator<Item = (u8, hayro_syntax::object::Name<'a>)> {
    use hayro_syntax::object::Object;
    differences(items.into_iter().filter_map(|item| match item {
        Object::Number(number) => Some(Difference::Code(number.as_i64())),
        Object::Name(name) => Some(Difference::Name(name)),
        _ => None,
    }))
}

/// The codes that an array of our own model names.
pub fn own_differences(items: &[lopdf::Object]) -> impl Iterator<Item = (u8, &[u8])> {
    use lopdf::Object;
    differences(items.iter().filter_map(|item| match item {
        Object::Integer(code) => Some(Difference::Code(*code)),
        Object::Name(name) => Some(Difference::Name(name.as_slice())),
        _ => None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_count_on_from_a_code_and_name_nothing_beyond_the_codes_there_are() {
        let items = [(Some(65), ""), (None, "a"), (None, "b"), (Some(255), ""), (None, "c"), (None, "d")];
        let items = [(Some(-1), ""), (None, "x"), (None, "y")].into_iter().chain(items);
        let items = items.map(|(code, name)| code.map_or(Difference::Name(name), Difference::Code));
        let named: Vec<(u8, &str)> = differences(items).collect();
        assert_eq!(named, [(0, "y"), (65, "a"), (66, "b"), (255, "c")]);
    }

    #[test]
    fn names_and_codes_stand_for_their_characters() {
        for (name, character) in [("A", 'A'), ("A.swash", 'A'), ("uni0041", 'A'), ("u1F600", '\u{1f600}')] {
            assert_eq!(unicode_of(name), Some(character), "{name}");
        }
        assert_eq!((unicode_of(".notdef"), unicode_of("g12"), unicode_of("uniD800")), (None, None, None));
        let encodings = ["StandardEncoding", "WinAnsiEncoding", "MacRomanEncoding", "Identity-H"];
        let quotes = encodings.map(|name| Base::of(name.as_bytes()).character(0x27));
        assert_eq!(quotes, [Some('\u{2019}'), Some('\''), Some('\''), None]);
    }
}
