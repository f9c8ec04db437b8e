//! Why it exists: people are found word by word, so the folded text is cut into words once.
//!
//! A word is a run of letters and digits, with an apostrophe inside it (`o'connor`); a possessive
//! `'s` is left outside. Each word carries its capitals, what stands before it and what the lists
//! know. It refuses nothing.

use std::ops::Range;

use super::fold::Folded;
use super::lexicon::{Evidence, Print, known};
use super::smudged;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No capital.
    Lower,
    /// A capital, then small letters (or a capital alone).
    Capital,
    /// Two capitals or more and nothing else.
    Upper,
    /// Capitals inside: `McKay`, `tSaoir`.
    Mixed,
    /// Holds a digit.
    Number,
}

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// One space or one line break.
    Space,
    /// A hyphen alone.
    Hyphen,
    /// A full stop, perhaps with a space (`W.K.`, `J. Smith`).
    Dot,
    /// A comma and perhaps a space.
    Comma,
    /// A blank line, or the start of the text.
    Block,
    /// Any other punctuation.
    Other,
}

/// A word of the folded text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// First byte in the folded text.
    pub(crate) start: u32,
    /// Byte after its last.
    pub(crate) end: u32,
    /// How it is written.
    pub(crate) shape: Shape,
    /// What stands before it.
    pub(crate) gap: Gap,
    /// Whether it is the first word of its line.
    pub(crate) line: bool,
    /// Whether a sentence may start with it.
    pub(crate) sentence: bool,
    /// What the lists know of it.
    pub(crate) known: Evidence,
    /// Its fingerprint: equal for equal words.
    pub(crate) print: u64,
}

impl Word {
    /// The folded word.
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Number of bytes.
    pub(crate) fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Starts with a capital, or is all capitals.
    pub(crate) fn capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Mixed)
    }

    /// A single capital letter, or two to three run together (`J`, `WK`).
    pub(crate) fn initial(&self) -> bool {
        self.len() == 1 && self.capital()
    }
}

/// Cuts folded text into words.
pub(crate) fn words(folded: &Folded) -> Vec<Word> {
    let bytes = folded.text.as_bytes();
    let mut out: Vec<Word> = Vec::with_capacity(bytes.len() / 4 + 8);
    let (mut at, mut last) = (0, 0);
    while at < bytes.len() {
        if !is_letter(bytes, at) {
            at += 1;
            continue;
        }
        let Cut { end, print, digits, capitals } = cut(bytes, folded.capitals(), at);
        let between = if out.is_empty() { b"\n\n" } else { bytes.get(last..at).unwrap_or_default() };
        let shape = if digits { Shape::Number } else { shape(folded, at..end, capitals) };
        let misread = if digits && folded.is_upper(at) {
            smudged::known(folded.text.get(at..end).unwrap_or_default())
        } else {
            None
        };
        let shape = if misread.is_some() { Shape::Capital } else { shape };
        let known = match (misread, shape) {
            (Some(known), _) => known,
            (None, Shape::Number) => Evidence::default(),
            (None, _) => known(print),
        };
        let (gap, line, sentence) = before(between);
        out.push(Word { start: at as u32, end: end as u32, shape, gap, line, sentence, known, print });
        (at, last) = (end, end);
    }
    out
}

/// A word as it is cut from the text.
struct Cut {
    end: usize,
    print: u64,
    digits: bool,
    /// How many of its bytes stand for a capital.
    capitals: usize,
}

/// The word that starts at `start`, from one look at each of its bytes where it is plain.
fn cut(bytes: &[u8], capitals: &[u8], start: usize) -> Cut {
    let mut print = Print::new();
    let (mut length, mut seen, mut upper) = (0, 0, 0);
    let rest = bytes.get(start..).unwrap_or_default();
    for (b, capital) in rest.iter().zip(capitals.get(start..).unwrap_or_default()) {
        let class = class(*b);
        if class == 0 {
            break;
        }
        print.add(*b);
        seen |= class;
        upper += usize::from(*capital);
        length += 1;
    }
    let end = start + length;
    match bytes.get(end) {
        Some(b) if *b == b'\'' || !b.is_ascii() => {
            let end = word_end(bytes, start);
            let word = bytes.get(start..end).unwrap_or_default();
            let digits = word.iter().any(u8::is_ascii_digit);
            let capitals = capitals.get(start..end).unwrap_or_default().iter();
            Cut { end, print: Print::of(word), digits, capitals: capitals.map(|c| usize::from(*c)).sum() }
        }
        _ => Cut { end, print: print.done(), digits: seen & DIGIT != 0, capitals: upper },
    }
}

const LETTER: u8 = 1;
const DIGIT: u8 = 2;

/// Letter or digit of ASCII, or 0.
fn class(byte: u8) -> u8 {
    const CLASS: [u8; 256] = {
        let mut out = [0; 256];
        let mut byte = 0;
        while byte < 128 {
            if (byte as u8).is_ascii_alphabetic() {
                out[byte] = LETTER;
            } else if (byte as u8).is_ascii_digit() {
                out[byte] = DIGIT;
            }
            byte += 1;
        }
        out
    };
    CLASS[byte as usize]
}

/// What stands before a word, whether it starts a line, and whether it may start a sentence.
fn before(between: &[u8]) -> (Gap, bool, bool) {
    if between == b" " {
        return (Gap::Space, false, false);
    }
    let gap = gap(between);
    let line = gap == Gap::Block || between.contains(&b'\n');
    let sentence =
        gap == Gap::Block || between.iter().any(|b| matches!(b, b'\t' | b'.' | b'!' | b'?' | b':' | b'"'));
    (gap, line, sentence)
}

/// A letter or digit starts at `at`, or one of more bytes goes on there. An emoji is neither.
fn is_letter(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(b) if b.is_ascii() => b.is_ascii_alphanumeric(),
        // U+1F000 and above, and U+2000 to U+2BFF: signs and pictures (the Unicode blocks)
        Some(0xf0) | None => false,
        Some(0xe2) => bytes.get(at + 1).is_none_or(|b| *b >= 0xb0),
        // U+FE00 to U+FE0F say how a sign is drawn
        Some(0xef) => bytes.get(at + 1) != Some(&0xb8),
        Some(_) => !is_inside_a_sign(bytes, at),
    }
}

/// Whether the byte goes on a character that is no letter.
fn is_inside_a_sign(bytes: &[u8], at: usize) -> bool {
    let goes_on = |at: usize| bytes.get(at).is_some_and(|b| b & 0xc0 == 0x80);
    if !goes_on(at) {
        return false;
    }
    let lead = (1..4).find_map(|back| at.checked_sub(back).filter(|i| !goes_on(*i)));
    lead.is_some_and(|lead| !is_letter(bytes, lead))
}

/// End of the word: over an apostrophe between letters, but not over a possessive `'s`.
fn word_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        while is_letter(bytes, at) {
            at += 1;
        }
        let inside = bytes.get(at) == Some(&b'\'') && is_letter(bytes, at + 1);
        let possessive = bytes.get(at + 1) == Some(&b's') && !is_letter(bytes, at + 2);
        if !inside || possessive {
            return at;
        }
        at += 1;
    }
}

/// How a word without digits is written, so many of whose bytes stand for capitals.
fn shape(folded: &Folded, word: Range<usize>, capitals: usize) -> Shape {
    match (capitals, folded.is_upper(word.start)) {
        (0, _) => Shape::Lower,
        (1, true) => Shape::Capital,
        (n, _) => {
            let word = folded.text.as_bytes().get(word).unwrap_or_default();
            let letters = word.iter().filter(|b| **b != b'\'').count();
            if n == letters { Shape::Upper } else { Shape::Mixed }
        }
    }
}

fn gap(between: &[u8]) -> Gap {
    match between {
        b" " | b"\n" => Gap::Space,
        b"-" => Gap::Hyphen,
        b"." | b". " | b".\n" | b".-" => Gap::Dot,
        b"," | b", " | b",\n" => Gap::Comma,
        _ if between.windows(2).any(|w| w == b"\n\n") => Gap::Block,
        _ => Gap::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_capitals_and_what_stands_before() {
        let folded = Folded::new("Mr O’Connor's dog, J.K. Mac an tSaoir\n\nBOB-Jones 4B");
        let got: Vec<(&str, Shape, Gap)> =
            words(&folded).iter().map(|w| (w.of(&folded.text), w.shape, w.gap)).collect();
        let want = [
            ("mr", Shape::Capital, Gap::Block),
            ("o'connor", Shape::Mixed, Gap::Space),
            ("s", Shape::Lower, Gap::Other),
            ("dog", Shape::Lower, Gap::Space),
            ("j", Shape::Capital, Gap::Comma),
            ("k", Shape::Capital, Gap::Dot),
            ("mac", Shape::Capital, Gap::Dot),
            ("an", Shape::Lower, Gap::Space),
            ("tsaoir", Shape::Mixed, Gap::Space),
            ("bob", Shape::Upper, Gap::Block),
            ("jones", Shape::Capital, Gap::Hyphen),
            ("4b", Shape::Number, Gap::Space),
        ];
        assert_eq!(got, want);
    }
}
