//! Rich Text Format as tokens (RTF 1.9.1, "RTF Syntax"): groups, control words, bytes.
//!
//! Every byte is one of them; nothing here can fail.

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) enum Token<'s> {
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// `\word-12`: letters and the number behind them.
    Word(&'s str, Option<i32>),
    /// `\*`, `\~`, `\-` and other control symbols.
    Symbol(u8),
    /// A byte of text, plain or as `\'hh`.
    Byte(u8),
    /// Bytes behind `\bin`.
    Binary(&'s [u8]),
}

/// Splits a source into tokens.
#[derive(Debug, Clone)]
pub(in crate::load) struct Lexer<'s> {
    source: &'s [u8],
    at: usize,
}

impl<'s> Lexer<'s> {
    pub(in crate::load) fn new(source: &'s [u8]) -> Self {
        Self { source, at: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.source.get(self.at + ahead).copied()
    }

    /// Letters from here on.
    fn letters(&mut self) -> &'s str {
        let rest = self.source.get(self.at..).unwrap_or_default();
        // no control word is longer than this
        let count = rest.iter().take(40).take_while(|b| b.is_ascii_alphabetic()).count();
        self.at += count;
        rest.get(..count).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or_default()
    }

    fn number(&mut self) -> Option<i32> {
        let negative = self.peek(0) == Some(b'-') && self.peek(1).is_some_and(|b| b.is_ascii_digit());
        self.at += usize::from(negative);
        let rest = self.source.get(self.at..).unwrap_or_default();
        let count = rest.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        self.at += count;
        let digits = rest.get(..count).and_then(|d| std::str::from_utf8(d).ok())?;
        let value: i32 = digits.parse().ok()?;
        Some(if negative { -value } else { value })
    }

    fn control(&mut self) -> Token<'s> {
        match self.peek(0) {
            Some(b) if b.is_ascii_alphabetic() => {
                let word = self.letters();
                let number = self.number();
                self.at += usize::from(self.peek(0) == Some(b' '));
                if word == "bin" {
                    return self.binary(number.unwrap_or(0));
                }
                Token::Word(word, number)
            }
            Some(b'\'') => {
                let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
                match (digit(self.peek(1)), digit(self.peek(2))) {
                    (Some(high), Some(low)) => {
                        self.at += 3;
                        Token::Byte((high * 16 + low) as u8)
                    }
                    _ => {
                        self.at += 1;
                        Token::Byte(b'?')
                    }
                }
            }
            Some(b @ (b'\\' | b'{' | b'}')) => {
                self.at += 1;
                Token::Byte(b)
            }
            Some(b) => {
                self.at += 1;
                Token::Symbol(b)
            }
            None => Token::Symbol(b' '),
        }
    }

    fn binary(&mut self, length: i32) -> Token<'s> {
        let length = usize::try_from(length).unwrap_or(0).min(self.source.len().saturating_sub(self.at));
        let bytes = self.source.get(self.at..self.at + length).unwrap_or_default();
        self.at += length;
        Token::Binary(bytes)
    }
}

impl<'s> Iterator for Lexer<'s> {
    type Item = Token<'s>;

    fn next(&mut self) -> Option<Token<'s>> {
        loop {
            let byte = self.peek(0)?;
            self.at += 1;
            return Some(match byte {
                b'\r' | b'\n' | 0 => continue,
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\\' => self.control(),
                byte => Token::Byte(byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_part_of_a_token() {
        let tokens: Vec<Token<'_>> = Lexer::new(b"{\\b0 a\\'e9\\u-5?\\*\\bin2 {}\r\n\\\\}\\'zz").collect();
        let want = [
            Token::Open,
            Token::Word("b", Some(0)),
            Token::Byte(b'a'),
            Token::Byte(0xe9),
            Token::Word("u", Some(-5)),
            Token::Byte(b'?'),
            Token::Symbol(b'*'),
            Token::Binary(b"{}"),
            Token::Byte(b'\\'),
            Token::Close,
            Token::Byte(b'?'),
            Token::Byte(b'z'),
            Token::Byte(b'z'),
        ];
        assert_eq!(tokens, want);
    }
}
