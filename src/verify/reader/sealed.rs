//! Which bytes of the file are ciphertext of a string.
//!
//! What such bytes spell is chance: in a pack of thousands of pages some four of them are a short name. What they
//! hold is read in clear, as the value of their object. A string that does not open is no ciphertext.

use std::ops::Range;

use super::Document;
use super::lexer::{Lexer, Token};

impl Document<'_> {
    /// Whether a place of the file, outside of streams, lies within an encrypted string (ISO 32000-2, 7.6.3).
    pub(crate) fn is_ciphertext(&self, place: &Range<usize>) -> bool {
        let Some(security) = &self.security else { return false };
        let before = self.objects.iter().filter(|o| o.container.is_none() && o.offset <= place.start);
        let Some(object) = before.max_by_key(|o| o.offset) else { return false };
        if Some(object.number) == self.encrypt_object {
            return false;
        }
        let mut lexer = Lexer::new(self.file, object.offset);
        loop {
            lexer.skip_space();
            let start = lexer.pos();
            let Some(token) = lexer.token() else { return false };
            if start > place.start || matches!(token, Token::Word(b"endobj" | b"stream")) {
                return false;
            }
            if lexer.pos() >= place.end {
                let sealed = |s: &[u8]| security.is_sealed(object.number, object.generation, s);
                return matches!(token, Token::Str(s) if sealed(&s));
            }
        }
    }
}
