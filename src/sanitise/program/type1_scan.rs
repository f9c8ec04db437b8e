//! Finding the entries of a Type 1 program's dictionaries (Adobe Type 1 Font Format, chapter 2) without
//! running it: every program in use writes them in one way.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use skrifa::raw::ps::PredefinedEncoding;

/// Glyph names by code.
pub(super) type Names = BTreeMap<u8, Vec<u8>>;

/// Entries of one program.
const MOST: usize = 100_000;

/// An entry of `Subrs` or `CharStrings`.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// From its first word to the start of what follows it.
    pub(super) whole: Range<usize>,
    /// The word that reads the data, `RD` or another.
    pub(super) operator: Range<usize>,
    pub(super) data: Range<usize>,
}

/// What an entry stands for.
#[derive(Debug)]
pub(super) enum Kind {
    Glyph(Vec<u8>),
    Subroutine(i32),
    /// How many glyphs the dictionary has room for.
    Count,
}

/// The entries in their order, and the number of random bytes before each charstring (`lenIV`).
pub(super) fn scan(plain: &[u8]) -> Option<(Vec<Entry>, Option<usize>)> {
    let (mut words, mut entries) = (Words { text: plain, at: 0 }, Vec::new());
    let (mut seed, mut last, mut begun) = (Some(4), [const { 0..0 }; 3], false);
    while let Some(word) = words.next() {
        begun |= matches!(plain.get(word.clone())?, b"/Subrs" | b"/CharStrings");
        if let Some(data) = data(plain, &last, &word).filter(|_| begun) {
            let kind = kind(plain, &last)?;
            let start = match kind {
                Kind::Glyph(_) => last.get(1)?.start,
                Kind::Subroutine(_) | Kind::Count => last.first()?.start,
            };
            words.at = data.end;
            let whole = start..follows(plain, data.end);
            entries.push(Entry { kind, whole, operator: word.clone(), data });
            if entries.len() > MOST {
                return None;
            }
        } else if plain.get(last.get(2)?.clone())? == b"/lenIV" {
            seed = usize::try_from(number(plain, &word)?).ok();
        } else if plain.get(last.get(2)?.clone())? == b"/CharStrings" && number(plain, &word).is_some() {
            entries.push(Entry { kind: Kind::Count, whole: word.clone(), operator: 0..0, data: 0..0 });
        } else if plain.get(word.clone())? == b"closefile" {
            break;
        }
        last.rotate_left(1);
        *last.last_mut()? = word;
    }
    let named = entries.iter().any(|entry| matches!(entry.kind, Kind::Glyph(_)));
    named.then_some((entries, seed.filter(|seed| *seed <= 16)))
}

/// The data that `word` reads, when it stands behind `/name length` or `dup number length`.
fn data(plain: &[u8], last: &[Range<usize>; 3], word: &Range<usize>) -> Option<Range<usize>> {
    let [_, _, length] = last;
    let first = plain.get(word.start)?;
    if first.is_ascii_digit() || *first == b'/' || matches!(plain.get(word.clone())?, b"array" | b"def") {
        return None;
    }
    kind(plain, last)?;
    let reads = matches!(plain.get(word.clone())?, b"RD" | b"-|") || word.len() <= 3;
    let length = usize::try_from(number(plain, length)?).ok()?;
    // one space, then the data
    let start = word.end + 1;
    (reads && start.checked_add(length)? <= plain.len()).then(|| start..start + length)
}

fn kind(plain: &[u8], last: &[Range<usize>; 3]) -> Option<Kind> {
    let [first, second, length] = last;
    number(plain, length)?;
    match (plain.get(first.clone())?, plain.get(second.clone())?) {
        (_, [b'/', name @ ..]) => Some(Kind::Glyph(name.to_vec())),
        (b"dup", _) => Some(Kind::Subroutine(i32::try_from(number(plain, second)?).ok()?)),
        _ => None,
    }
}

/// Where the next entry or the end of the dictionary begins: past `ND`, `noaccess def` and the like.
fn follows(plain: &[u8], from: usize) -> usize {
    let mut words = Words { text: plain, at: from };
    for _ in 0..4 {
        let before = words.at;
        let Some(word) = words.next() else { return before };
        let text = plain.get(word.clone()).unwrap_or_default();
        if text.starts_with(b"/") || matches!(text, b"end" | b"dup") {
            return word.start;
        }
    }
    from
}

fn number(plain: &[u8], word: &Range<usize>) -> Option<i64> {
    let text = std::str::from_utf8(plain.get(word.clone())?).ok()?;
    match text.split_once('#') {
        Some((radix, digits)) => {
            let radix = radix.parse().ok().filter(|radix| (2..=36).contains(radix))?;
            i64::from_str_radix(digits, radix).ok()
        }
        None => text.parse().ok(),
    }
}

/// The clear part with the encoding of these codes only, and what the encoding said.
pub(super) fn clear_encoding(clear: &[u8], codes: &BTreeSet<u8>) -> Option<(Vec<u8>, Names)> {
    let standard = |code: u8| match PredefinedEncoding::Standard.name(code) {
        ".notdef" | "" => None,
        name => Some((code, name.as_bytes().to_vec())),
    };
    let Some(start) = clear.windows(9).position(|w| w == b"/Encoding") else {
        return Some((clear.to_vec(), (0..=255).filter_map(standard).collect()));
    };
    let mut words = Words { text: clear, at: start + 9 };
    let first = words.next()?;
    if clear.get(first)? == b"StandardEncoding" {
        return Some((clear.to_vec(), (0..=255).filter_map(standard).collect()));
    }
    let (mut own, mut made, mut copied) = (BTreeMap::new(), Vec::new(), 0);
    while let Some(word) = words.next() {
        match clear.get(word.clone())? {
            b"dup" => {
                let (code, name) = (words.next()?, words.next()?);
                let Some(code) = number(clear, &code).and_then(|code| u8::try_from(code).ok()) else {
                    continue;
                };
                let [b'/', name @ ..] = clear.get(name)? else { continue };
                own.insert(code, name.to_vec());
                let end = words.next()?.end;
                if !codes.contains(&code) {
                    made.extend(clear.get(copied..word.start)?);
                    copied = end;
                }
            }
            b"def" | b"readonly" => break,
            _ => {}
        }
    }
    made.extend(clear.get(copied..)?);
    Some((made, own))
}

/// Words of a `PostScript` text; strings and comments are passed over.
struct Words<'t> {
    text: &'t [u8],
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            match self.text.get(self.at)? {
                b'%' => self.skip(|b| !matches!(b, b'\r' | b'\n')),
                b'(' => self.skip(|b| *b != b')'),
                b if is_space(*b) => self.at += 1,
                b'{' | b'}' | b'[' | b']' | b')' | b'<' | b'>' => {
                    self.at += 1;
                    return Some(self.at - 1..self.at);
                }
                _ => {
                    let start = self.at;
                    self.at += 1;
                    self.skip(|b| !is_space(*b) && !b"()<>[]{}/%".contains(b));
                    return Some(start..self.at);
                }
            }
        }
    }
}

impl Words<'_> {
    fn skip(&mut self, passes: impl Fn(&u8) -> bool) {
        while self.text.get(self.at).is_some_and(&passes) {
            self.at += 1;
        }
    }
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0
}
