//! Text as people compare it: without case, diacritics, white space, punctuation and hyphens.
//!
//! What is dropped leaves a mark, so that a match can be asked whether it begins and ends where a
//! word does: `Ann a` and `than nation` are not the same thing for the name `Anna`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How a folded character joins the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    /// In the same word.
    Inside,
    /// After a white space, punctuation, or a change from lower to upper case.
    Break,
    /// After a hyphen at the end of a line: the word may go on.
    Soft,
}

/// Folded text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Folded {
    /// UTF-8.
    pub(crate) bytes: Vec<u8>,
    /// The joint before each byte.
    pub(crate) joints: Vec<Joint>,
    pending: Option<Joint>,
    hyphen: bool,
    lower: bool,
}

impl Folded {
    /// The folded form of a string.
    pub(crate) fn of(text: &str) -> Self {
        let mut folded = Self::default();
        text.chars().for_each(|c| folded.push(c));
        folded
    }

    /// Empties it and keeps its memory.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.joints.clear();
        (self.pending, self.hyphen, self.lower) = (None, false, false);
    }

    /// Adds one character.
    pub(crate) fn push(&mut self, c: char) {
        if c.is_ascii() {
            return self.push_ascii(c as u8);
        }
        match c {
            '\u{ad}' | '\u{2010}' | '\u{2011}' => self.hyphen = true,
            'ß' => "ss".bytes().for_each(|b| self.push_ascii(b)),
            'ø' | 'Ø' => self.push_ascii(b'o'),
            'ł' | 'Ł' => self.push_ascii(b'l'),
            'đ' | 'Đ' => self.push_ascii(b'd'),
            _ => self.push_wide(c),
        }
    }

    /// Marks the end of a line.
    pub(crate) fn line_end(&mut self) {
        let joint = if self.hyphen { Joint::Soft } else { Joint::Break };
        self.pending = Some(self.pending.map_or(joint, |p| if p == Joint::Break { p } else { joint }));
        self.hyphen = false;
    }

    /// Marks a gap between words.
    pub(crate) fn gap(&mut self) {
        self.pending = Some(Joint::Break);
        self.hyphen = false;
    }

    /// Parts what stands before from what follows, so that no term matches across.
    pub(crate) fn wall(&mut self) {
        self.gap();
        self.put(0x1E, false);
        self.gap();
    }

    fn push_ascii(&mut self, b: u8) {
        match b {
            b'A'..=b'Z' => self.put(b.to_ascii_lowercase(), true),
            b'a'..=b'z' | b'0'..=b'9' => self.put(b, false),
            b'-' => {
                // a hyphen inside a line parts words, at its end it may join them
                self.hyphen = true;
            }
            b'\n' | b'\r' => self.line_end(),
            _ => self.gap(),
        }
    }

    fn put(&mut self, b: u8, upper: bool) {
        let case = upper && self.lower;
        let joint = match self.pending.take() {
            Some(joint) => joint,
            None if self.hyphen || case || self.bytes.is_empty() => Joint::Break,
            None => Joint::Inside,
        };
        self.hyphen = false;
        self.lower = b.is_ascii_lowercase() && !upper;
        self.bytes.push(b);
        self.joints.push(joint);
    }

    fn push_wide(&mut self, c: char) {
        let mut any = false;
        for part in std::iter::once(c).nfkd().flat_map(char::to_lowercase) {
            if part.is_ascii_alphanumeric() {
                self.put(part as u8, c.is_uppercase());
                any = true;
            } else if part.is_alphanumeric() {
                let mut buffer = [0; 4];
                for b in part.encode_utf8(&mut buffer).bytes() {
                    self.put(b, false);
                }
                any = true;
            }
        }
        if !any && !is_combining_mark(c) && c != '\u{200b}' && c != '\u{feff}' {
            self.gap();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_diacritics_spaces_and_ligatures_do_not_matter() {
        for text in
            ["Müller-Ruß Fin", "MULLER RUSS FIN", "mu\u{308}ller\u{a0}russ ﬁn", "Mul\u{ad}ler Russ fin"]
        {
            assert_eq!(Folded::of(text).bytes, b"mullerrussfin", "{text}");
        }
    }

    #[test]
    fn words_begin_where_they_should() {
        let folded = Folded::of("Dear AnnaSmith, re-\nmember");
        let starts: Vec<_> = (0..folded.bytes.len()).filter(|&i| folded.joints[i] == Joint::Break).collect();
        assert_eq!(starts, [0, 4, 8, 13]);
        assert_eq!(folded.joints[15], Joint::Soft);
    }
}
