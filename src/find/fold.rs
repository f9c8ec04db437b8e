//! Why it exists: names and numbers are written in many ways, and a search should see one.
//!
//! A page's text becomes *folded text*: lower case, no diacritics, straight quotes and hyphens,
//! one space for any run of blanks, soft hyphens and zero-width characters gone. Every byte of it
//! knows the character it came from, so that a hit is told in characters of the page. It refuses
//! nothing: a character it does not know stays as it is.

use std::ops::Range;
use std::sync::OnceLock;

use memchr::memchr_iter;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::cells::{Line, lines};
use super::letters;
use super::words::{Word, words};

/// Folded text and the way back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folded {
    /// The text; a line break is `\n`, a blank line `\n\n`, a cell of a table ends with a tab, any other
    /// blank is one space.
    pub(crate) text: String,
    /// Which characters of the source its bytes stand for, in order.
    stretches: Vec<Stretch>,
    /// For each byte 1 where it stands for a capital letter, else 0.
    capitals: Vec<u8>,
    /// Characters of the source.
    chars: u32,
    /// Its words, cut when they are first asked for: every pass over a page looks at the same ones.
    words: OnceLock<Vec<Word>>,
    /// Its lines, likewise.
    lines: OnceLock<Vec<Line>>,
}

/// Bytes of the folded text up to the next stretch: nearly always a byte for each character.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// Its first byte.
    byte: u32,
    /// The character of the source for which that stands.
    char: u32,
    /// All of its bytes stand for the one character.
    one: bool,
}

impl Folded {
    /// Folds a page's text.
    pub(crate) fn new(source: &str) -> Self {
        Self::build(source, None)
    }

    /// Folds with words put together that a hyphen breaks over two lines, or whose letters are spaced
    /// out; `None` when there are none.
    pub(crate) fn joined(source: &str) -> Option<Self> {
        let spaced = letters::blanks(source);
        (hyphened(source).next().is_some() || !spaced.is_empty()).then(|| Self::build(source, Some(&spaced)))
    }

    /// `join`: put broken words together, leaving out the blanks at these characters (ascending).
    fn build(source: &str, join: Option<&[u32]>) -> Self {
        let mut out = Self {
            text: String::with_capacity(source.len()),
            stretches: vec![],
            capitals: Vec::with_capacity(source.len()),
            chars: 0,
            words: OnceLock::new(),
            lines: OnceLock::new(),
        };
        let mut left_out = join.unwrap_or_default().iter().copied().peekable();
        let mut blank = Blank::default();
        let mut rest = source;
        while let Some(c) = rest.chars().next() {
            let index = out.chars;
            // the mark of a quoted line (RFC 3676 4.5) is white space, or it would cut names in two
            let quotes = c == '>' && (blank.breaks > 0 || index == 0 || blank.quoted);
            if c.is_ascii_graphic() && !quotes {
                out.close(&mut blank, join.map(|_| c));
                rest = out.push_run(rest, left_out.peek().copied());
                continue;
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            out.chars = index + 1;
            if quotes {
                blank.quote(index);
            } else if left_out.next_if_eq(&index).is_some() || is_ignored(c) && !c.is_whitespace() {
                // leaves no mark
            } else if c.is_whitespace() {
                blank.see(c, index);
            } else {
                out.close(&mut blank, join.map(|_| c));
                out.push(c, index);
            }
        }
        out
    }

    /// Writes what stands first in `rest` and is written as it is but for its capitals: nearly all of a page.
    /// Single spaces are such, but for the one at the character `left_out`. Gives what follows.
    fn push_run<'t>(&mut self, rest: &'t str, left_out: Option<u32>) -> &'t str {
        let most = left_out.and_then(|at| at.checked_sub(self.chars)).map_or(usize::MAX, |n| n as usize);
        let (run, rest) = rest.split_at_checked(run_end(rest.as_bytes(), most)).unwrap_or((rest, ""));
        let from = self.text.len();
        self.stretch(self.chars, false);
        self.text.push_str(run);
        if let Some(written) = self.text.get_mut(from..) {
            written.make_ascii_lowercase();
        }
        self.capitals.extend(run.bytes().map(|b| u8::from(b.is_ascii_uppercase())));
        self.chars += run.len() as u32;
        rest
    }

    /// Notes which character the next byte stands for, unless that goes on with what is noted; `one`: the next
    /// bytes all stand for it.
    fn stretch(&mut self, char: u32, one: bool) {
        let byte = self.text.len() as u32;
        let goes_on = |last: &Stretch| !(last.one || one) && last.char + (byte - last.byte) == char;
        if !self.stretches.last().is_some_and(goes_on) {
            self.stretches.push(Stretch { byte, char, one });
        }
    }

    /// Takes back the last byte.
    fn pop(&mut self) {
        self.text.pop();
        self.capitals.pop();
        if self.stretches.last().is_some_and(|s| s.byte as usize >= self.text.len()) {
            self.stretches.pop();
        }
    }

    /// Writes the pending run of blanks, or joins the word it breaks, which goes on with `join`.
    fn close(&mut self, blank: &mut Blank, join: Option<char>) {
        let run = std::mem::take(blank);
        let Some(start) = run.start else { return };
        if let Some(next) = join
            && run.breaks == 1
            && self.text.ends_with('-')
            && self.ends_in_letter_and_hyphen()
        {
            // a double name is broken at a hyphen of its own
            if !next.is_uppercase() || self.is_in_capitals() {
                self.pop();
            }
            return;
        }
        let marks = match run.breaks {
            0 if run.cell => "\t",
            0 => " ",
            1 => "\n",
            _ => "\n\n",
        };
        self.stretch(start, marks.len() > 1);
        self.text.push_str(marks);
        self.capitals.resize(self.text.len(), 0);
    }

    /// Whether the letter before the hyphen is a capital: then the next one tells nothing.
    fn is_in_capitals(&self) -> bool {
        self.text.len().checked_sub(2).is_some_and(|at| self.is_upper(at))
    }

    fn ends_in_letter_and_hyphen(&self) -> bool {
        self.text.as_bytes().iter().rev().nth(1).is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80)
    }

    /// Writes a character that folding may change.
    fn push(&mut self, c: char, index: u32) {
        let before = self.text.len();
        fold_char(c, &mut self.text);
        let after = self.text.len();
        if after > before {
            let byte = before as u32;
            self.stretches.push(Stretch { byte, char: index, one: after > before + 1 });
        }
        self.capitals.resize(after, u8::from(c.is_uppercase()));
    }

    /// The characters of the source that a byte range of the folded text stands for.
    pub(crate) fn chars(&self, bytes: Range<usize>) -> Range<u32> {
        let start = self.char(bytes.start).unwrap_or(self.chars);
        let end = match bytes.end.checked_sub(1).and_then(|last| self.char(last)) {
            Some(last) if bytes.end > bytes.start => last + 1,
            _ => start,
        };
        start..end.max(start)
    }

    /// The character of the source that a byte stands for.
    fn char(&self, byte: usize) -> Option<u32> {
        let next = self.stretches.partition_point(|s| s.byte as usize <= byte);
        let stretch = self.stretches.get(next.checked_sub(1)?).filter(|_| byte < self.text.len())?;
        Some(stretch.char + if stretch.one { 0 } else { byte as u32 - stretch.byte })
    }

    /// Its words, in order.
    pub(crate) fn words(&self) -> &[Word] {
        self.words.get_or_init(|| words(self))
    }

    /// Its lines, in order.
    pub(crate) fn lines(&self) -> &[Line] {
        self.lines.get_or_init(|| lines(&self.text))
    }

    /// For each byte 1 where it stands for a capital letter, else 0.
    pub(crate) fn capitals(&self) -> &[u8] {
        &self.capitals
    }

    /// Whether the byte stands for a capital letter.
    pub(crate) fn is_upper(&self, byte: usize) -> bool {
        self.capitals.get(byte) == Some(&1)
    }
}

/// The bytes of line breaks behind a hyphen.
fn hyphened(source: &str) -> impl Iterator<Item = usize> {
    let hyphen = |at: &usize| {
        let before = source.get(..*at).unwrap_or_default();
        before.ends_with(['-', '\u{2010}', '\u{ad}']) || before.ends_with("-\r")
    };
    memchr_iter(b'\n', source.as_bytes()).filter(hyphen)
}

/// Where a text breaks its words, in bytes and in order: at hyphens, and between letters that are spaced out.
pub(crate) fn breaks(source: &str) -> Vec<usize> {
    let mut out: Vec<usize> = hyphened(source).collect();
    let mut blanks = letters::blanks(source).into_iter().map(|c| c as usize).peekable();
    let mut seen = |(number, (at, _)): (usize, (usize, char))| blanks.next_if_eq(&number).map(|_| at);
    out.extend(source.char_indices().enumerate().filter_map(&mut seen));
    out.sort_unstable();
    out
}

/// Where the signs and letters of ASCII end that `bytes` begin with, single spaces among them, but for one at
/// `left_out`.
fn run_end(bytes: &[u8], left_out: usize) -> usize {
    const STRETCH: usize = 32;
    let graphic = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_graphic);
    let mut end = 0;
    // many bytes at a time: each is one of them, and no space is followed by another sign than these
    while end + STRETCH < left_out
        && let Some(stretch) = bytes.get(end..end + STRETCH + 1)
    {
        let pairs = stretch.iter().zip(stretch.get(1..).unwrap_or_default());
        let other = |b: u8| !(b' '..=b'~').contains(&b);
        if pairs.fold(false, |any, (a, b)| any | other(*a) | (*a == b' ') & !b.is_ascii_graphic()) {
            break;
        }
        end += STRETCH;
    }
    while graphic(end) || bytes.get(end) == Some(&b' ') && graphic(end + 1) && end != left_out {
        end += 1;
    }
    end
}

/// Folds a term as the text is folded, with line breaks as spaces: for lists and names.
pub(crate) fn fold_term(term: &str) -> String {
    Folded::new(term.trim()).text.replace("\n\n", " ").replace(['\n', '\t'], " ")
}

/// A run of blanks not yet written.
#[derive(Default)]
struct Blank {
    start: Option<u32>,
    breaks: u32,
    blanks: u32,
    spaces: u32,
    quoted: bool,
    cell: bool,
}

impl Blank {
    fn quote(&mut self, index: u32) {
        self.start.get_or_insert(index);
        self.quoted = true;
    }

    fn see(&mut self, c: char, index: u32) {
        self.start.get_or_insert(index);
        self.blanks += 1;
        self.spaces += u32::from(c == ' ');
        // three spaces or more set columns apart, as a tab does
        self.cell |= c == '\t' || self.spaces > 2 || self.blanks > 3;
        if matches!(c, '\n' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' | '\u{85}') {
            self.breaks += 1;
        }
    }
}

/// Soft hyphens, zero-width characters, joiners and direction marks: they leave no mark of their own.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe0f}')
}

fn fold_char(c: char, out: &mut String) {
    let plain = match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '´' | 'ʹ' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '-' => "-",
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ı' | 'İ' => "i",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        _ => "",
    };
    if !plain.is_empty() {
        return out.push_str(plain);
    }
    decompose_compatible(c, |part| {
        if !is_combining_mark(part) {
            out.extend(part.to_lowercase());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        Folded::new(source).text
    }

    #[test]
    fn one_spelling_is_left_of_many() {
        for (source, want) in [
            ("Siobhán O’Connor", "siobhan o'connor"),
            ("ŁUKASZ  \u{a0}Müller–Groß", "lukasz muller-gross"),
            ("e\u{301}lan so\u{ad}ft", "elan soft"),
            ("oﬃce ﬁle", "office file"),
            ("a\r\nb\r\n\r\nc", "a\nb\n\nc"),
        ] {
            assert_eq!(shown(source), want, "{source}");
        }
    }

    #[test]
    fn a_hit_is_told_in_characters_of_the_page() {
        let source = "Für Aﬃa  Østby";
        let folded = Folded::new(source);
        let at = folded.text.find("ostby").expect("folded");
        assert_eq!(folded.chars(at..at + 5), 9..14);
        let at = folded.text.find("fi").expect("half of the ligature");
        assert_eq!(folded.chars(at..at + 1), 5..6, "half a ligature is the whole glyph");
        assert!(folded.is_upper(0) && !folded.is_upper(1));
    }

    #[test]
    fn a_word_broken_by_a_hyphen_is_put_together() {
        let joined = Folded::joined("Mrs Kowal-\nczyk left").expect("a broken word");
        assert_eq!(joined.text, "mrs kowalczyk left");
        let at = joined.text.find("kowalczyk").expect("joined");
        assert_eq!(joined.chars(at..at + 9), 4..15);
        assert!(Folded::joined("no break - here").is_none());
        for (source, want) in [
            ("Zolvand Kestri-\nMoor", "zolvand kestri-moor"),
            ("MRS KOWAL-\nCZYK", "mrs kowalczyk"),
            ("Mrs J o n e s of", "mrs jones of"),
            ("J\to\tn\te\ts", "jones"),
            ("J o n e s\tS m i t h", "jones\tsmith"),
            ("J o n e s,\nhello", "jones,\nhello"),
        ] {
            assert_eq!(Folded::joined(source).expect(source).text, want, "{source}");
        }
        assert!(Folded::joined("I a m\nhere").is_some() && Folded::joined("a b or c").is_none());
    }
}
