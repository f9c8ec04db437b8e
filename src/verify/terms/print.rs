//! Letters as recognition read them, compared with letters as they may have been printed.
//!
//! Look-alikes are equal, an edit costs one, and a match begins and ends where words do. Who asks says
//! how many edits a term bears.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that look the same in print, whatever their case says.
const ALIKE: [&str; 14] =
    ["0OoQ", "1lI|", "1i", "5Ss", "8B", "2Zz", "cC", "kK", "pP", "uU", "vV", "wW", "xX", "yY"];

/// A pair of letters that looks like one.
const PAIRS: [(&str, char); 4] = [("rn", 'm'), ("vv", 'w'), ("VV", 'W'), ("cl", 'd')];

/// What lies before a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// Another letter of the word.
    Inside,
    /// The beginning of a word, or a mark.
    Break,
    /// A hyphen at the end of a line: the word may go on.
    Soft,
}

/// Letters without diacritics and marks, and where words begin.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// The letters, as they were read.
    pub(super) letters: Vec<char>,
    /// What lies before each.
    pub(super) joints: Vec<Joint>,
    /// The word that each belongs to.
    pub(super) words: Vec<usize>,
}

impl Text {
    /// The letters of words, each with whether it ends its line.
    pub(super) fn of<'a>(words: impl Iterator<Item = (&'a str, bool)>) -> Self {
        let mut text = Self::default();
        let mut joint = Joint::Break;
        for (index, (word, ends_line)) in words.enumerate() {
            for c in word.nfkd().filter(|c| !is_combining_mark(*c)) {
                if c.is_alphanumeric() || c == '|' {
                    text.letters.push(c);
                    text.joints.push(std::mem::replace(&mut joint, Joint::Inside));
                    text.words.push(index);
                } else {
                    joint = Joint::Break;
                }
            }
            let goes_on = ends_line && word.ends_with(['-', '\u{ad}', '\u{2010}']);
            joint = if goes_on { Joint::Soft } else { Joint::Break };
        }
        text
    }

    /// The end and the edits of a term that begins with the word at `start`, the fewest edits first: at
    /// most `most`, and at most `gaps` gaps inside.
    pub(super) fn at(
        &self,
        start: usize,
        letters: &[char],
        most: usize,
        gaps: usize,
    ) -> Option<(usize, usize)> {
        let fits = |end: usize| {
            let inner = self.joints.get(start + 1..end).unwrap_or_default();
            let parted = inner.iter().filter(|j| **j == Joint::Break).count();
            end > start && self.joint(end) != Joint::Inside && parted <= gaps
        };
        (0..=most).find_map(|edits| {
            let mut end = None;
            self.walk(start, letters, edits, &mut |at| {
                if fits(at) {
                    end = Some(at);
                }
            });
            end.map(|end| (end, edits))
        })
    }

    /// Where a term may begin.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        (0..self.letters.len()).filter(|&at| self.joint(at) != Joint::Inside)
    }

    fn joint(&self, at: usize) -> Joint {
        self.joints.get(at).copied().unwrap_or(Joint::Break)
    }

    /// Tells every place at which `rest` can end that goes on at `at` with at most so many edits.
    fn walk(&self, at: usize, rest: &[char], edits: usize, end: &mut impl FnMut(usize)) {
        let letter = self.letters.get(at).copied();
        let Some((&wanted, tail)) = rest.split_first() else {
            end(at);
            if edits > 0 && letter.is_some_and(char::is_alphabetic) {
                self.walk(at + 1, rest, edits - 1, end);
            }
            return;
        };
        if letter.is_some_and(|c| alike(c, wanted)) {
            self.walk(at + 1, tail, edits, end);
        }
        for (pair, single) in PAIRS {
            if letter == Some(single) && begins(rest, pair) {
                self.walk(at + 1, rest.get(2..).unwrap_or_default(), edits, end);
            }
            if wanted == single && begins(self.letters.get(at..).unwrap_or_default(), pair) {
                self.walk(at + 2, tail, edits, end);
            }
        }
        if edits > 0 {
            self.walk(at, tail, edits - 1, end);
            if letter.is_some() {
                self.walk(at + 1, tail, edits - 1, end);
                self.walk(at + 1, rest, edits - 1, end);
            }
        }
    }
}

fn begins(letters: &[char], pair: &str) -> bool {
    pair.chars().zip(letters.iter()).filter(|(a, b)| a == *b).count() == 2
}

fn alike(a: char, b: char) -> bool {
    a == b || ALIKE.iter().any(|class| class.contains(a) && class.contains(b))
}
