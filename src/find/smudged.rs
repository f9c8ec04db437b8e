//! Why it exists: recognition of scans reads letters as digits, and a name with a digit in it is still a
//! name: "Mr Fitzgera1d", "Sm1th". It refuses words that only end in a number of their own
//! ("Phase1", "Block5") and codes with two digits together.

use super::lexicon::{Evidence, evidence};

/// Fewest letters of such a word.
const LETTERS: usize = 4;

/// What the lists know of a folded word whose digits were letters; `None` when it is no such word.
pub(crate) fn known(word: &str) -> Option<Evidence> {
    let digit = |b: &u8| b.is_ascii_digit();
    let alike = word.bytes().filter(u8::is_ascii_digit).all(|b| matches!(b, b'0' | b'1' | b'5'));
    let apart = !word.as_bytes().windows(2).any(|w| w.iter().all(digit));
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let starts = word.bytes().next().is_some_and(|b| !b.is_ascii_digit());
    if !alike || !apart || !starts || letters < LETTERS || word.len() > letters + 2 && word.is_ascii() {
        return None;
    }
    let stem = evidence(word.trim_end_matches(|c: char| c.is_ascii_digit()));
    if stem.word() || stem.body() || stem.place() {
        return None;
    }
    let read = |one: char| -> String {
        word.chars()
            .map(|c| match c {
                '0' => 'o',
                '1' => one,
                '5' => 's',
                c => c,
            })
            .collect()
    };
    let (l, i) = (evidence(&read('l')), evidence(&read('i')));
    Some(if l == Evidence::default() { i } else { l })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_read_as_digits_are_read_back() {
        for (word, want) in [("sm1th", true), ("fitzgera1d", true), ("okonkw0", true), ("phase1", false)] {
            assert_eq!(known(word).is_some(), want, "{word}");
        }
        assert!(known("sm1th").is_some_and(|k| k.surname() > 0));
        assert!(known("covid19").is_none() && known("b10ck").is_none() && known("5mith").is_none());
    }
}
