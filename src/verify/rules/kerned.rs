//! Whether bytes that spell a term are a piece of a longer word, which only kerning takes apart.
//!
//! Typesetters write `[(sec)-1(tion)]TJ` (ISO 32000-2, 9.4.3): a string of its own, and no word of its own. The
//! words themselves are judged where they are put together, page by page and by more than one reading; here it
//! is only told that the bytes are none. Refused: whatever is not a string next to one with a letter, and a
//! gap as wide as one between words.

use std::ops::Range;

/// A gap between two strings that is narrower parts no words, in thousandths of the type size.
const GAP: f64 = 120.0;

/// Whether the word at `hit` goes on in the string before it or behind it.
pub(super) fn goes_on(data: &[u8], hit: &Range<usize>) -> bool {
    let word = data.get(hit.clone()).unwrap_or_default();
    let (Some(first), Some(last)) = (word.first(), word.last()) else { return false };
    let before = letter_before(data.get(..hit.start).unwrap_or_default());
    let after = letter_after(data.get(hit.end..).unwrap_or_default());
    before.is_some_and(|b| one_word(b, *first)) || after.is_some_and(|a| one_word(*last, a))
}

/// Whether two letters can stand in one word: from a small one to a capital another begins.
fn one_word(a: u8, b: u8) -> bool {
    a.is_ascii_alphanumeric()
        && b.is_ascii_alphanumeric()
        && !(a.is_ascii_lowercase() && b.is_ascii_uppercase())
}

/// The last byte of the string before the one that begins where `head` ends.
fn letter_before(head: &[u8]) -> Option<u8> {
    let head = head.strip_suffix(b"(").filter(|head| !is_escaped(head))?.trim_ascii_end();
    let digits = head.iter().rev().take_while(|b| is_numeric(**b)).count();
    let (head, number) = head.split_at(head.len() - digits);
    let string = head.trim_ascii_end().strip_suffix(b")").filter(|_| is_narrow(number))?;
    if is_escaped(string) { None } else { string.last().copied() }
}

/// The first byte of the string behind the one that ends where `tail` begins.
fn letter_after(tail: &[u8]) -> Option<u8> {
    let tail = tail.strip_prefix(b")")?.trim_ascii_start();
    let digits = tail.iter().take_while(|b| is_numeric(**b)).count();
    let (number, tail) = tail.split_at(digits);
    let string = tail.trim_ascii_start().strip_prefix(b"(").filter(|_| is_narrow(number))?;
    string.first().copied()
}

/// Whether what follows is a character of the string: an odd number of backslashes stands before it.
fn is_escaped(before: &[u8]) -> bool {
    before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

fn is_numeric(b: u8) -> bool {
    b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+')
}

fn is_narrow(number: &[u8]) -> bool {
    let number = std::str::from_utf8(number).unwrap_or_default();
    number.is_empty() || number.parse::<f64>().is_ok_and(|n| n.abs() < GAP)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_kerned_word_is_no_word_and_a_word_beside_one_is() {
        for (content, piece) in [
            ("[(sec)-1(tion)]TJ", true),
            ("[(sec) -1 (tion)] TJ", true),
            ("[(sec)(tion)]TJ", true),
            ("[(Adap)28(tion)1(s)]TJ", true),
            ("[(tion)-27.5(ally)]TJ", true),
            // as wide as a space, to either side
            ("[(Mr)-333(tion)]TJ", false),
            ("[(Mr)333(tion)-250(says)]TJ", false),
            // another show, another line
            ("(Mr)Tj(tion)Tj", false),
            ("(Mr)Tj 0 -12 Td[(tion)]TJ", false),
            // marks, no strings
            (r"[(Mr \)1\(tion)]TJ", false),
            ("[(Mr.)-1(tion)1(, )]TJ", false),
            ("[(Mr )-1(tion)]TJ", false),
            ("[(tion)]TJ", false),
        ] {
            let at = content.find("tion").expect("there");
            assert_eq!(goes_on(content.as_bytes(), &(at..at + 4)), piece, "{content}");
        }
        assert!(!goes_on(b"[(Mr)-1(Tion)]TJ", &(8..12)), "a capital begins a word");
    }
}
