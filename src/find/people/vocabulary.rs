//! Why it exists: most words of a page are in none of the lists of a rule, and one look at a few bits tells it. A
//! word that the bits let through is looked for in the list itself: what is in it is never a guess.

use super::is_one_of;

/// Words set apart by blanks, with a sieve made when the program is compiled.
pub(super) struct Vocabulary {
    words: &'static str,
    sieve: [u64; WORDS],
}

/// Numbers of 64 bits in a sieve: some eight bits for each word of the longest list.
const WORDS: usize = 16;

impl Vocabulary {
    /// The words of a list.
    pub(super) const fn of(words: &'static str) -> Self {
        let bytes = words.as_bytes();
        let mut sieve = [0; WORDS];
        let (mut at, mut start) = (0, 0);
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                if at > start {
                    let (word, bit) = place(bytes[start], bytes[at - 1], at - start);
                    sieve[word] |= bit;
                }
                start = at + 1;
            }
            at += 1;
        }
        Self { words, sieve }
    }

    /// Whether the word is one of them.
    pub(super) fn holds(&self, word: &str) -> bool {
        let ([first, ..], [.., last]) = (word.as_bytes(), word.as_bytes()) else { return false };
        let (at, bit) = place(*first, *last, word.len());
        self.sieve.get(at).is_some_and(|bits| bits & bit != 0) && is_one_of(self.words, word)
    }
}

/// The bit of a word with these letters at its ends and of this length.
const fn place(first: u8, last: u8, length: usize) -> (usize, u64) {
    let mixed = (first as usize * 31 + last as usize * 7 + length * 131) % (WORDS * 64);
    (mixed / 64, 1 << (mixed % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    static SOME: Vocabulary = Vocabulary::of("ltd llp sons  co");

    #[test]
    fn what_is_in_the_list_is_found_and_nothing_else() {
        for (word, want) in [
            ("ltd", true),
            ("llp", true),
            ("sons", true),
            ("co", true),
            ("", false),
            ("son", false),
            ("ltd llp", false),
        ] {
            assert_eq!(SOME.holds(word), want, "{word}");
        }
        assert!(!Vocabulary::of("").holds("a"));
    }
}
