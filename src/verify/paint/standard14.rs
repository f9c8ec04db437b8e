//! The standard 14 fonts (ISO 32000-2, 9.6.2.2): widths and glyph names, from a table of our own.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// The parsed table.
struct Table {
    by_name: HashMap<&'static str, char>,
    widths: HashMap<char, [u16; 6]>,
    symbol: Vec<u16>,
    dingbats: Vec<u16>,
    standard: HashMap<u8, char>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        by_name: HashMap::new(),
        widths: HashMap::new(),
        symbol: Vec::new(),
        dingbats: Vec::new(),
        standard: HashMap::new(),
    };
    for line in include_str!("standard14.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split(' ');
        let name = fields.next().unwrap_or_default();
        match name {
            "@Symbol" => table.symbol = fields.filter_map(|f| f.parse::<u16>().ok()).collect(),
            "@ZapfDingbats" => table.dingbats = fields.filter_map(|f| f.parse::<u16>().ok()).collect(),
            "@Standard" => table.standard = fields.filter_map(pair).collect(),
            _ => {
                let Some(unicode) = fields.next().and_then(scalar) else { continue };
                table.by_name.insert(name, unicode);
                let widths: Vec<u16> = fields.filter_map(|f| f.parse::<u16>().ok()).collect();
                if let Ok(widths) = widths.try_into() {
                    table.widths.entry(unicode).or_insert(widths);
                }
            }
        }
    }
    table
});

fn scalar(hex: &str) -> Option<char> {
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
}

fn pair(field: &'static str) -> Option<(u8, char)> {
    let (code, unicode) = field.split_once(':')?;
    Some((u8::from_str_radix(code, 16).ok()?, scalar(unicode)?))
}

/// Which of the fonts a name means, also by the names that programs give them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// A column of the table.
    Column(usize),
    /// Every glyph 600 wide.
    Courier,
    /// By code.
    Symbol,
    /// By code.
    Dingbats,
}

impl Face {
    /// The face of a `BaseFont`; `None` when the name is no standard one.
    pub(crate) fn of(name: &[u8]) -> Option<Self> {
        let name = String::from_utf8_lossy(name).to_lowercase();
        let (bold, slanted) = (name.contains("bold"), name.contains("italic") || name.contains("oblique"));
        if name.contains("helvetica") || name.contains("arial") {
            Some(Self::Column(usize::from(bold)))
        } else if name.contains("times") {
            Some(Self::Column(2 + usize::from(bold) + 2 * usize::from(slanted)))
        } else if name.contains("courier") {
            Some(Self::Courier)
        } else if name.starts_with("symbol") {
            Some(Self::Symbol)
        } else if name.contains("dingbats") {
            Some(Self::Dingbats)
        } else {
            None
        }
    }

    /// The advance of a code in 1/1000 of the size.
    pub(crate) fn width(self, code: u8, unicode: Option<char>) -> f64 {
        let by_code = |table: &[u16]| {
            let index = usize::from(code).checked_sub(32);
            index.and_then(|i| table.get(i)).map_or(0.0, |&w| f64::from(w))
        };
        match self {
            Self::Courier => 600.0,
            Self::Symbol => by_code(&TABLE.symbol),
            Self::Dingbats => by_code(&TABLE.dingbats),
            Self::Column(column) => {
                // a letter with a mark is as wide as the letter
                let plain = |c: char| c.nfd().next().and_then(|base| TABLE.widths.get(&base));
                let widths = unicode.and_then(|c| TABLE.widths.get(&c).or_else(|| plain(c)));
                widths.and_then(|w| w.get(column)).map_or(0.0, |&w| f64::from(w))
            }
        }
    }
}

/// The Unicode value of a glyph name: of the table, `uniXXXX`, `uXXXXX`, with a suffix cut off.
pub(crate) fn unicode_of(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    let name = name.split_once('.').map_or(name, |(base, _)| base);
    if let Some(&c) = TABLE.by_name.get(name) {
        return Some(c);
    }
    if let Some(c) = marked(name) {
        return Some(c);
    }
    let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    scalar(digits.get(..4).filter(|_| name.starts_with("uni")).unwrap_or(digits))
}

/// A Latin letter with a mark, `ccaron`, as fonts for Central Europe name it.
fn marked(name: &str) -> Option<char> {
    const MARKS: [(&str, char); 14] = [
        ("grave", '\u{300}'),
        ("acute", '\u{301}'),
        ("circumflex", '\u{302}'),
        ("tilde", '\u{303}'),
        ("macron", '\u{304}'),
        ("breve", '\u{306}'),
        ("dotaccent", '\u{307}'),
        ("dieresis", '\u{308}'),
        ("ring", '\u{30a}'),
        ("hungarumlaut", '\u{30b}'),
        ("caron", '\u{30c}'),
        ("commaaccent", '\u{327}'),
        ("cedilla", '\u{327}'),
        ("ogonek", '\u{328}'),
    ];
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let (_, mark) = MARKS.iter().find(|(suffix, _)| name.get(1..) == Some(suffix))?;
    let mut composed = [letter, *mark].into_iter().nfc();
    composed.next().filter(|_| composed.next().is_none())
}

/// The character of a code in a named encoding (annex D).
pub(crate) fn encoded(encoding: &[u8], code: u8) -> Option<char> {
    let decode = |table: &'static encoding_rs::Encoding| {
        let bytes = [code];
        let (text, _) = table.decode_without_bom_handling(&bytes);
        text.chars().next().filter(|c| !c.is_control())
    };
    match encoding {
        b"MacRomanEncoding" => decode(encoding_rs::MACINTOSH),
        b"StandardEncoding" => match TABLE.standard.get(&code) {
            Some(&c) => Some(c),
            None if code < 0x7f || matches!(code, 0xA1..=0xA3 | 0xA5 | 0xA7 | 0xAB | 0xB6 | 0xBB | 0xBF) => {
                Some(char::from(code)).filter(|c| !c.is_control())
            }
            None => None,
        },
        _ => decode(encoding_rs::WINDOWS_1252),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_central_europe_have_a_name_and_a_width() {
        for (name, letter, width) in
            [("ccaron", 'č', 556.0), ("Eogonek", 'Ę', 667.0), ("lcaron", 'ľ', 400.0), ("uring", 'ů', 611.0)]
        {
            assert_eq!(unicode_of(name.as_bytes()), Some(letter), "{name}");
            assert_eq!(Face::Column(1).width(0, Some(letter)), width, "{name}");
        }
        assert_eq!(unicode_of(b"caron"), Some('\u{2c7}'), "the mark alone");
    }
}
