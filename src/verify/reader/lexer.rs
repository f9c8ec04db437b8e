//! Bytes to tokens (ISO 32000-2, 7.2): one lexer for the file's objects and for content streams.
//!
//! It never fails: what fits no token is a [`Token::Word`] or [`Token::Stray`], for the caller to
//! judge. Comments are skipped here and searched elsewhere, in the bytes themselves.

use std::borrow::Cow;

/// The smallest unit of the syntax.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token<'a> {
    /// An integer that fits.
    Int(i64),
    /// A real, or an integer too large for one.
    Real(f64),
    /// A literal or hexadecimal string, decoded.
    Str(Cow<'a, [u8]>),
    /// A name without its slash, decoded.
    Name(Cow<'a, [u8]>),
    /// `[`
    ArrayOpen,
    /// `]`
    ArrayClose,
    /// `<<`
    DictOpen,
    /// `>>`
    DictClose,
    /// A keyword or operator.
    Word(&'a [u8]),
    /// A delimiter that stands where none may.
    Stray(u8),
}

/// White space of ISO 32000-2, table 1.
pub(crate) const fn is_space(b: u8) -> bool {
    matches!(b, 0 | 9 | 10 | 12 | 13 | 32)
}

/// Delimiters of ISO 32000-2, table 2.
pub(crate) const fn is_delimiter(b: u8) -> bool {
    matches!(b, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// Whether a byte can be part of a word, name or number.
pub(crate) const fn is_regular(b: u8) -> bool {
    !is_space(b) && !is_delimiter(b)
}

/// Reads tokens from a position on.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'a> {
    data: &'a [u8],
    pos: usize,
}

impl<'a> Lexer<'a> {
    /// A lexer over `data` that starts at `pos`.
    pub(crate) fn new(data: &'a [u8], pos: usize) -> Self {
        Self { data, pos: pos.min(data.len()) }
    }

    /// Where the next token is looked for.
    pub(crate) fn pos(&self) -> usize {
        self.pos
    }

    /// Goes to another position.
    pub(crate) fn seek(&mut self, pos: usize) {
        self.pos = pos.min(self.data.len());
    }

    /// The bytes it reads.
    pub(crate) fn data(&self) -> &'a [u8] {
        self.data
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.pos).copied()
    }

    /// Passes white space and comments.
    pub(crate) fn skip_space(&mut self) {
        while let Some(b) = self.peek() {
            if is_space(b) {
                self.pos += 1;
            } else if b == b'%' {
                let rest = self.data.get(self.pos..).unwrap_or_default();
                self.pos += rest.iter().position(|&b| b == b'\n' || b == b'\r').unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    /// The next token, or `None` at the end.
    pub(crate) fn token(&mut self) -> Option<Token<'a>> {
        self.skip_space();
        let first = self.peek()?;
        let second = self.data.get(self.pos + 1).copied();
        let (token, length) = match (first, second) {
            (b'[', _) => (Token::ArrayOpen, 1),
            (b']', _) => (Token::ArrayClose, 1),
            (b'<', Some(b'<')) => (Token::DictOpen, 2),
            (b'>', Some(b'>')) => (Token::DictClose, 2),
            (b'(', _) => return Some(Token::Str(self.literal())),
            (b'<', _) => return Some(Token::Str(Cow::Owned(self.hexadecimal()))),
            (b'/', _) => return Some(Token::Name(self.name())),
            (b')' | b'>' | b'{' | b'}', _) => (Token::Stray(first), 1),
            _ => return Some(self.regular()),
        };
        self.pos += length;
        Some(token)
    }

    /// The run of regular characters from here on.
    fn run(&mut self) -> &'a [u8] {
        let rest = self.data.get(self.pos..).unwrap_or_default();
        let length = rest.iter().position(|&b| !is_regular(b)).unwrap_or(rest.len());
        self.pos += length;
        rest.get(..length).unwrap_or_default()
    }

    fn regular(&mut self) -> Token<'a> {
        let run = self.run();
        match run.first() {
            Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(run).unwrap_or(Token::Word(run)),
            _ => Token::Word(run),
        }
    }

    fn name(&mut self) -> Cow<'a, [u8]> {
        self.pos += 1;
        let run = self.run();
        if !run.contains(&b'#') {
            return Cow::Borrowed(run);
        }
        let mut out = Vec::with_capacity(run.len());
        let mut rest = run;
        while let Some((&b, tail)) = rest.split_first() {
            let escape = tail.first().copied().and_then(hex).zip(tail.get(1).copied().and_then(hex));
            if let (b'#', Some((high, low))) = (b, escape) {
                out.push(high << 4 | low);
                rest = tail.get(2..).unwrap_or_default();
            } else {
                out.push(b);
                rest = tail;
            }
        }
        Cow::Owned(out)
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.pos += 1;
        let rest = self.data.get(self.pos..).unwrap_or_default();
        let length = rest.iter().position(|&b| b == b'>').unwrap_or(rest.len());
        self.pos = (self.pos + length + 1).min(self.data.len());
        let mut digits = rest.iter().take(length).filter_map(|&b| hex(b));
        let mut out = Vec::with_capacity(length / 2 + 1);
        while let Some(high) = digits.next() {
            out.push(high << 4 | digits.next().unwrap_or(0));
        }
        out
    }

    /// A literal string (7.3.4.2); without escapes it borrows.
    fn literal(&mut self) -> Cow<'a, [u8]> {
        let start = self.pos + 1;
        let rest = self.data.get(start..).unwrap_or_default();
        if let Some(end) = rest.iter().position(|&b| matches!(b, b')' | b'(' | b'\\' | b'\r'))
            && rest.get(end) == Some(&b')')
        {
            self.pos = start + end + 1;
            return Cow::Borrowed(rest.get(..end).unwrap_or_default());
        }
        self.pos = start;
        Cow::Owned(self.escaped())
    }

    fn escaped(&mut self) -> Vec<u8> {
        let (mut out, mut depth) = (Vec::new(), 1_u32);
        while let Some(b) = self.bump() {
            match b {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    self.escape(&mut out);
                    continue;
                }
                b'\r' => {
                    self.skip_if(b'\n');
                    out.push(b'\n');
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
            out.push(b);
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        match self.bump() {
            Some(b'n') => out.push(b'\n'),
            Some(b'r') => out.push(b'\r'),
            Some(b't') => out.push(b'\t'),
            Some(b'b') => out.push(8),
            Some(b'f') => out.push(12),
            Some(b'\r') => self.skip_if(b'\n'),
            Some(b'\n') | None => {}
            Some(d @ b'0'..=b'7') => {
                let mut value = u32::from(d - b'0');
                for _ in 0..2 {
                    let Some(d @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(d - b'0');
                    self.pos += 1;
                }
                out.push(value as u8);
            }
            Some(other) => out.push(other),
        }
    }

    fn bump(&mut self) -> Option<u8> {
        let b = self.peek()?;
        self.pos += 1;
        Some(b)
    }

    fn skip_if(&mut self, wanted: u8) {
        if self.peek() == Some(wanted) {
            self.pos += 1;
        }
    }
}

/// The value of a hexadecimal digit.
pub(crate) const fn hex(b: u8) -> Option<u8> {
    match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        b'A'..=b'F' => Some(b - b'A' + 10),
        _ => None,
    }
}

/// A number as readers take it: also `--5`, `.5`, `5.`, `1-2` (up to the sign).
fn number(run: &[u8]) -> Option<Token<'static>> {
    let signs = run.iter().take_while(|b| matches!(b, b'+' | b'-')).count();
    let negative = run.iter().take(signs).any(|&b| b == b'-');
    let (mut whole, mut scale, mut digits, mut point) = (0.0_f64, 1.0_f64, 0_usize, false);
    for &b in run.get(signs..)? {
        match b {
            b'0'..=b'9' => {
                whole = whole * 10.0 + f64::from(b - b'0');
                scale *= if point { 10.0 } else { 1.0 };
                digits += 1;
            }
            b'.' if !point => point = true,
            b'-' if digits > 0 => break,
            _ => return None,
        }
    }
    if digits == 0 && !point {
        return None;
    }
    let value = if negative { -whole } else { whole } / scale;
    let fits = !point && value.abs() < 9e15;
    Some(if fits {
        Token::Int(value as i64)
    } else {
        Token::Real(if value.is_finite() { value } else { 0.0 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Token<'_>> {
        let mut lexer = Lexer::new(text.as_bytes(), 0);
        std::iter::from_fn(|| lexer.token()).collect()
    }

    #[test]
    fn every_way_of_writing_a_string_gives_the_same_bytes() {
        for written in
            ["(Smith)", "(\\123\\155\\151\\164\\150)", "<536D 69 7468>", "(Sm\\\nith)", "<536d697468"]
        {
            assert_eq!(all(written), [Token::Str(b"Smith".as_slice().into())], "{written}");
        }
        assert_eq!(all("(a(b)\\)c)"), [Token::Str(b"a(b))c".as_slice().into())]);
        assert_eq!(all("<7>"), [Token::Str(b"p".as_slice().into())]);
    }

    #[test]
    fn names_are_read_with_their_escapes_undone() {
        assert_eq!(all("/S#6dith"), [Token::Name(b"Smith".as_slice().into())]);
        assert_eq!(all("/A#zz"), [Token::Name(b"A#zz".as_slice().into())]);
    }

    #[test]
    fn numbers_that_readers_accept_are_numbers_here() {
        assert_eq!(
            all("--5 +.5 5. 1-2"),
            [Token::Int(-5), Token::Real(0.5), Token::Real(5.0), Token::Int(1)]
        );
        assert_eq!(all("-"), [Token::Word(b"-")]);
        assert!(matches!(all("99999999999999999999")[..], [Token::Real(_)]));
    }

    #[test]
    fn a_comment_does_not_hide_what_follows_it() {
        assert_eq!(all("1 % (x)\n2"), [Token::Int(1), Token::Int(2)]);
        assert_eq!(all(")} q"), [Token::Stray(b')'), Token::Stray(b'}'), Token::Word(b"q")]);
    }
}
