//! Words of the languages that `CMaps` (ISO 32000-2, 9.7.5.4) and Type 1 fonts (9.9.2) are written in: a
//! removed name such as "Type" or "Begin" stands in every one of them and tells nothing.
//!
//! Only words of the syntax are excused, in files that begin as such a file does. What stands in a
//! string or a comment was written by somebody and is searched like everything else.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::verify::reader::lexer::{Token, is_regular};
use crate::verify::terms::fold::Folded;

static WORDS: LazyLock<HashSet<&'static [u8]>> =
    LazyLock::new(|| include_str!("boilerplate.txt").split_whitespace().map(str::as_bytes).collect());

/// Bytes at the start of a file in which its kind is told.
const HEAD: usize = 4096;
/// Strings that say which collection of characters is meant, behind `/Registry` and `/Ordering`.
pub(super) const COLLECTIONS: [&[u8]; 7] =
    [b"Adobe", b"Identity", b"UCS", b"Japan1", b"GB1", b"CNS1", b"Korea1"];

/// The syntax of one stream.
pub(super) struct Boilerplate<'d> {
    data: &'d [u8],
    /// Where strings and comments begin and end.
    written: Vec<(usize, usize)>,
}

impl<'d> Boilerplate<'d> {
    /// Of a stream; of anything else than a `CMap` or a Type 1 program there is none.
    pub(super) fn of(data: &'d [u8]) -> Option<Self> {
        let head = data.get(..data.len().min(HEAD)).unwrap_or_default();
        let begins = |with: &[u8]| head.starts_with(with);
        let maps = head.windows(9).any(|w| w == b"begincmap");
        let font = begins(b"%!PS-AdobeFont") || begins(b"%!FontType1");
        (maps || font).then(|| Self { data, written: written(data) })
    }

    /// Whether the word at this place belongs to the syntax.
    pub(super) fn holds(&self, at: usize) -> bool {
        // `%!PS-AdobeFont-1.0:` says what the file is
        let kind = self.data.iter().take_while(|b| !b.is_ascii_whitespace()).count();
        if at < kind && self.data.starts_with(b"%!") {
            return true;
        }
        let within = |p: &(usize, usize)| (p.0..p.1).contains(&at);
        if let Some(&(from, to)) = self.written.iter().find(|p| within(p)) {
            return self.is_collection(from, to);
        }
        let before = self.data.get(..at).unwrap_or_default().iter().rev();
        let start = at - before.take_while(|b| is_regular(**b)).count();
        let rest = self.data.get(start..).unwrap_or_default();
        let length = rest.iter().take(64).take_while(|b| is_regular(**b)).count();
        WORDS.contains(rest.get(..length).unwrap_or_default())
    }

    /// The text without its syntax.
    pub(super) fn rest(&self) -> Folded {
        let (mut text, mut at) = (Folded::default(), 0);
        while let Some(rest) = self.data.get(at..).filter(|rest| !rest.is_empty()) {
            let length = rest.iter().take_while(|b| is_regular(**b)).count().max(1);
            if self.holds(at) {
                text.gap();
            } else {
                let token = rest.get(..length).unwrap_or_default();
                String::from_utf8_lossy(token).chars().for_each(|c| text.push(c));
            }
            at += length;
        }
        text
    }

    /// Whether a string, parentheses included, is the value of `/Registry` or `/Ordering`.
    fn is_collection(&self, from: usize, to: usize) -> bool {
        let value = self.data.get(from + 1..to.saturating_sub(1)).unwrap_or_default();
        let before = self.data.get(..from).unwrap_or_default().trim_ascii_end();
        let named = before.ends_with(b"/Registry") || before.ends_with(b"/Ordering");
        named && COLLECTIONS.contains(&value)
    }
}

/// Whether a name says that a collection follows.
pub(super) fn names_collection(token: &Token<'_>) -> bool {
    matches!(token, Token::Name(name) if matches!(name.as_ref(), b"Registry" | b"Ordering"))
}

/// Where strings in parentheses and comments lie.
fn written(data: &[u8]) -> Vec<(usize, usize)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(&byte) = data.get(at) {
        let rest = data.get(at..).unwrap_or_default();
        let length = match byte {
            b'%' => rest.iter().take_while(|b| !matches!(b, b'\n' | b'\r')).count(),
            b'(' => string_length(rest),
            _ => 0,
        };
        if length > 0 {
            found.push((at, at + length));
        }
        at += length.max(1);
    }
    found
}

/// Length of a string with its parentheses (7.3.4.2); one without an end goes on to the end.
fn string_length(data: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(&byte) = data.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth <= 1 => return at,
            b')' => depth -= 1,
            _ => {}
        }
    }
    data.len()
}
