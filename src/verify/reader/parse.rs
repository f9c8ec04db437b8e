//! Tokens to objects (ISO 32000-2, 7.3), with a cap on nesting and tolerance for broken syntax.
//!
//! A reference is recognised by looking ahead from an integer. What is nested deeper than
//! [`NESTING`] is passed over and counted, so that the caller can say that it was not read.

use super::lexer::{Lexer, Token};
use super::object::{Dict, Object};

/// Deepest nesting of arrays and dictionaries that is read.
const NESTING: usize = 100;

/// Parses objects one after the other.
#[derive(Debug)]
pub(crate) struct Parser<'a> {
    /// The tokens.
    pub(crate) lexer: Lexer<'a>,
    /// Whether something was nested too deeply to be read.
    pub(crate) too_deep: bool,
}

impl<'a> Parser<'a> {
    /// A parser over `data` from `pos` on.
    pub(crate) fn new(data: &'a [u8], pos: usize) -> Self {
        Self { lexer: Lexer::new(data, pos), too_deep: false }
    }

    /// The object that starts here; `None` at the end or at a word that is no object.
    pub(crate) fn object(&mut self) -> Option<Object> {
        let token = self.lexer.token()?;
        self.value(token, 0)
    }

    fn value(&mut self, token: Token<'a>, depth: usize) -> Option<Object> {
        Some(match token {
            Token::Int(i) => self.reference(i).unwrap_or(Object::Int(i)),
            Token::Real(r) => Object::Real(r),
            Token::Str(s) => Object::Str(s.into_owned()),
            Token::Name(n) => Object::Name(n.into_owned()),
            Token::ArrayOpen => Object::Array(self.array(depth + 1)),
            Token::DictOpen => Object::Dict(self.dict(depth + 1)),
            Token::Word(b"true") => Object::Bool(true),
            Token::Word(b"false") => Object::Bool(false),
            Token::Word(b"null") => Object::Null,
            Token::Word(_) | Token::Stray(_) | Token::ArrayClose | Token::DictClose => return None,
        })
    }

    /// `N G R` after the integer `N`, or nothing and the position unchanged.
    fn reference(&mut self, number: i64) -> Option<Object> {
        let number = u32::try_from(number).ok()?;
        let back = self.lexer.pos();
        let found = match (self.lexer.token(), self.lexer.token()) {
            (Some(Token::Int(g)), Some(Token::Word(b"R"))) => u16::try_from(g).ok(),
            _ => None,
        };
        if found.is_none() {
            self.lexer.seek(back);
        }
        found.map(|generation| Object::Ref(number, generation))
    }

    fn array(&mut self, depth: usize) -> Vec<Object> {
        let mut items = Vec::new();
        loop {
            let back = self.lexer.pos();
            match self.lexer.token() {
                None | Some(Token::ArrayClose) => return items,
                Some(Token::Word(b"endobj" | b"endstream" | b"stream" | b"obj")) => {
                    self.lexer.seek(back);
                    return items;
                }
                Some(token) => self.push(token, depth, |item| items.push(item)),
            }
        }
    }

    /// The entries up to `>>`; a key without a value gets `null`.
    pub(crate) fn dict(&mut self, depth: usize) -> Dict {
        let mut entries: Vec<(Vec<u8>, Object)> = Vec::new();
        let mut key: Option<Vec<u8>> = None;
        loop {
            let back = self.lexer.pos();
            match (self.lexer.token(), key.take()) {
                (None | Some(Token::DictClose), key) => {
                    entries.extend(key.map(|k| (k, Object::Null)));
                    return Dict(entries);
                }
                (Some(Token::Word(b"endobj" | b"endstream" | b"stream" | b"obj")), key) => {
                    self.lexer.seek(back);
                    entries.extend(key.map(|k| (k, Object::Null)));
                    return Dict(entries);
                }
                (Some(Token::Name(name)), None) => key = Some(name.into_owned()),
                (Some(token), Some(name)) => self.push(token, depth, |v| entries.push((name, v))),
                // a value without a key: kept under an empty key, so that it is searched
                (Some(token), None) => self.push(token, depth, |v| entries.push((Vec::new(), v))),
            }
        }
    }

    /// Hands on the value that begins with `token`, unless it is nested too deeply.
    fn push(&mut self, token: Token<'a>, depth: usize, put: impl FnOnce(Object)) {
        if depth >= NESTING && matches!(token, Token::ArrayOpen | Token::DictOpen) {
            self.too_deep = true;
        } else if let Some(value) = self.value(token, depth) {
            put(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Object> {
        Parser::new(text.as_bytes(), 0).object()
    }

    #[test]
    fn references_and_integers_are_told_apart() {
        let Some(Object::Array(items)) = parse("[1 0 R 1 0 2 3 0 R]") else { panic!("an array") };
        assert_eq!(
            items,
            [Object::Ref(1, 0), Object::Int(1), Object::Int(0), Object::Int(2), Object::Ref(3, 0)]
        );
    }

    #[test]
    fn a_key_written_twice_is_kept_twice() {
        let Some(Object::Dict(d)) = parse("<< /A (hidden) /A (shown) >>") else { panic!("a dictionary") };
        assert_eq!(d.0.len(), 2);
        assert_eq!(d.get("A"), Some(&Object::Str(b"shown".to_vec())));
    }

    #[test]
    fn a_hundred_thousand_brackets_are_read_without_overflow() {
        let deep = "[".repeat(100_000);
        let mut parser = Parser::new(deep.as_bytes(), 0);
        assert!(parser.object().is_some());
        assert!(parser.too_deep);
    }
}
