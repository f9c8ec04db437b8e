//! From bytes to the tokens of PDF syntax (ISO 32000-2, 7.2 and 7.3), with spans.
//!
//! Nothing is refused here: what no rule fits (a stray `)` or `}`) is skipped, as every viewer does,
//! so that what follows is still seen.

use std::borrow::Cow;

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    Number(f64),
    Name(Cow<'a, [u8]>),
    String(Cow<'a, [u8]>),
    ArrayOpen,
    ArrayClose,
    DictOpen,
    DictClose,
    Keyword(&'a [u8]),
}

/// Reads tokens from the front of a byte string.
#[derive(Debug, Clone)]
pub(super) struct Scanner<'a> {
    pub(super) data: &'a [u8],
    pub(super) at: usize,
}

/// White space (ISO 32000-2, table 1).
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

/// Delimiters (ISO 32000-2, table 2).
pub(super) fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Scanner<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0 }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn next_byte(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn skip_while(&mut self, test: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&test) {
            self.at += 1;
        }
    }

    fn since(&self, start: usize) -> &'a [u8] {
        self.data.get(start..self.at).unwrap_or_default()
    }

    /// Skips white space and comments.
    pub(super) fn skip_blank(&mut self) {
        loop {
            self.skip_while(is_space);
            if self.peek() != Some(b'%') {
                return;
            }
            self.skip_while(|b| b != b'\n' && b != b'\r');
        }
    }

    /// The next token; `None` at the end.
    pub(super) fn token(&mut self) -> Option<Token<'a>> {
        loop {
            self.skip_blank();
            let first = self.peek()?;
            let next = self.data.get(self.at + 1).copied();
            let token = match first {
                b'[' => self.taken(1, Token::ArrayOpen),
                b']' => self.taken(1, Token::ArrayClose),
                b'<' if next == Some(b'<') => self.taken(2, Token::DictOpen),
                b'>' if next == Some(b'>') => self.taken(2, Token::DictClose),
                b'<' => self.hex_string(),
                b'(' => self.literal_string(),
                b'/' => self.name(),
                b')' | b'>' | b'{' | b'}' => {
                    self.at += 1;
                    continue;
                }
                b'0'..=b'9' | b'+' | b'-' | b'.' => Token::Number(self.number()),
                _ => {
                    let start = self.at;
                    self.skip_while(|b| !is_space(b) && !is_delimiter(b));
                    Token::Keyword(self.since(start))
                }
            };
            return Some(token);
        }
    }

    fn taken(&mut self, bytes: usize, token: Token<'a>) -> Token<'a> {
        self.at += bytes;
        token
    }

    /// A number. Signs repeated or inside the digits are ignored (`--5` is -5, `4-5` is 45), what
    /// follows a second point as well: so do the common viewers. A letter ends it (`0cm`).
    fn number(&mut self) -> f64 {
        let negative = self.peek() == Some(b'-');
        let (mut value, mut scale, mut points) = (0.0f64, 1.0f64, 0u8);
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' if points == 0 => value = value * 10.0 + f64::from(byte - b'0'),
                b'0'..=b'9' if points == 1 && scale < 1e15 => {
                    value = value * 10.0 + f64::from(byte - b'0');
                    scale *= 10.0;
                }
                b'.' => points = points.saturating_add(1),
                b'0'..=b'9' | b'-' | b'+' => {}
                _ => break,
            }
            self.at += 1;
        }
        let value = (value / scale).min(1e18);
        if negative { -value } else { value }
    }

    fn name(&mut self) -> Token<'a> {
        self.at += 1;
        let start = self.at;
        self.skip_while(|b| !is_space(b) && !is_delimiter(b));
        let raw = self.since(start);
        if !raw.contains(&b'#') {
            return Token::Name(Cow::Borrowed(raw));
        }
        let mut out = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((&byte, tail)) = rest.split_first() {
            let code = (byte == b'#').then(|| tail.first_chunk::<2>()).flatten();
            match code.and_then(|&[high, low]| Some((digit(high)? << 4) | digit(low)?)) {
                Some(value) => {
                    out.push(value);
                    rest = tail.get(2..).unwrap_or_default();
                }
                None => {
                    out.push(byte);
                    rest = tail;
                }
            }
        }
        Token::Name(Cow::Owned(out))
    }

    fn hex_string(&mut self) -> Token<'a> {
        self.at += 1;
        let mut out = Vec::new();
        let mut high = None;
        while let Some(byte) = self.next_byte() {
            if byte == b'>' {
                break;
            }
            let Some(value) = digit(byte) else { continue };
            match high.take() {
                None => high = Some(value << 4),
                Some(high) => out.push(high | value),
            }
        }
        out.extend(high);
        Token::String(Cow::Owned(out))
    }

    fn literal_string(&mut self) -> Token<'a> {
        self.at += 1;
        let start = self.at;
        self.skip_while(|b| !matches!(b, b'(' | b')' | b'\\' | b'\r'));
        if self.peek() == Some(b')') {
            let plain = self.since(start);
            self.at += 1;
            return Token::String(Cow::Borrowed(plain));
        }
        let mut out = self.since(start).to_vec();
        let mut depth = 1u32;
        while let Some(byte) = self.next_byte() {
            match byte {
                b'\\' => self.escape(&mut out),
                b'\r' => {
                    self.skip_newline();
                    out.push(b'\n');
                }
                b'(' => {
                    depth += 1;
                    out.push(byte);
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                    out.push(byte);
                }
                _ => out.push(byte),
            }
        }
        Token::String(Cow::Owned(out))
    }

    fn skip_newline(&mut self) {
        if self.peek() == Some(b'\n') {
            self.at += 1;
        }
    }

    /// What follows a reverse solidus (ISO 32000-2, table 3).
    fn escape(&mut self, out: &mut Vec<u8>) {
        match self.next_byte() {
            Some(b'n') => out.push(b'\n'),
            Some(b'r') => out.push(b'\r'),
            Some(b't') => out.push(b'\t'),
            Some(b'b') => out.push(8),
            Some(b'f') => out.push(12),
            Some(first @ b'0'..=b'7') => {
                let mut value = u32::from(first - b'0');
                for _ in 0..2 {
                    let Some(byte @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(byte - b'0');
                    self.at += 1;
                }
                out.push(value as u8);
            }
            Some(b'\r') => self.skip_newline(),
            Some(b'\n') | None => {}
            Some(other) => out.push(other),
        }
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|d| d as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(data: &[u8]) -> Vec<Token<'_>> {
        let mut scanner = Scanner::new(data);
        std::iter::from_fn(|| scanner.token()).collect()
    }

    #[test]
    fn numbers_are_read_as_viewers_read_them() {
        for (text, value) in [
            ("0", 0.0),
            ("-12", -12.0),
            ("+.5", 0.5),
            ("4.", 4.0),
            ("--5", -5.0),
            ("1.25.3", 1.25),
            ("4-5", 45.0),
            ("-", 0.0),
            (".", 0.0),
            ("-0.002", -0.002),
            ("16777217", 16_777_217.0),
        ] {
            assert_eq!(tokens(text.as_bytes()), [Token::Number(value)], "{text}");
        }
        assert_eq!(tokens(b"1 0cm").last(), Some(&Token::Keyword(b"cm")));
        assert_eq!(tokens(&[b'9'; 400]), [Token::Number(1e18)]);
    }

    #[test]
    fn strings_and_names_lose_their_escapes() {
        for (text, bytes) in [
            (r"(plain)", "plain"),
            (r"(a\(b\)\\c)", "a(b)\\c"),
            (r"(a(b(c))d)", "a(b(c))d"),
            (r"(\101\1012\7)", "AA2\u{7}"),
            ("(a\\\r\nb\r\nc)", "ab\nc"),
            ("<48 65 6C6c6F>", "Hello"),
            ("<4>", "@"),
            ("(never closed", "never closed"),
            ("<4142", "AB"),
        ] {
            assert_eq!(tokens(text.as_bytes()), [Token::String(bytes.as_bytes().into())], "{text}");
        }
        assert_eq!(tokens(b"/A#20B#zz/C"), [Token::Name(b"A B#zz".into()), Token::Name(b"C".into())]);
    }

    #[test]
    fn comments_and_stray_brackets_hide_nothing() {
        let got = tokens(b"% (x) Tj\n ) } q % tail");
        assert_eq!(got, [Token::Keyword(b"q")]);
    }
}
