//! Why it exists: a tired hand writes O for 0 and a poor scan reads l for 1, so a number can hold
//! letters. Here such letters become digits, byte for byte, so that every recogniser can read the text
//! a second time. It mends only what stands among digits, and a hit counts only where it was mended.

use std::ops::Range;

use super::super::Kind;

/// Kinds looked for in mended text: their numbers are long, or a cue stands by them.
pub(super) const KINDS: [Kind; 9] = [
    Kind::Phone,
    Kind::NhsNumber,
    Kind::DateOfBirth,
    Kind::SortCode,
    Kind::Account,
    Kind::Card,
    Kind::Passport,
    Kind::Utr,
    Kind::CouncilTax,
];

/// The text with o, i and l among digits as 0 and 1, and where they stood; `None` when there are none.
pub(super) fn mended(text: &str, numbers: &[Range<usize>]) -> Option<(String, Vec<usize>)> {
    let bytes = text.as_bytes();
    let odd = |at: Option<usize>| at.and_then(|i| bytes.get(i)).is_some_and(|b| digit_for(*b).is_some());
    if !numbers.iter().any(|n| odd(Some(n.end)) || odd(n.start.checked_sub(1))) {
        return None;
    }
    let mut out = bytes.to_vec();
    let mut places = vec![];
    let mut at = 0;
    for number in numbers.iter().filter(|n| odd(Some(n.end)) || odd(n.start.checked_sub(1))) {
        let token = token(bytes, number);
        if token.start >= at {
            mend_token(&mut out, token.clone(), &mut places);
            mend_neighbours(&mut out, &token, &mut places);
            at = token.end;
        }
    }
    places.sort_unstable();
    String::from_utf8(out).ok().map(|text| (text, places))
}

fn digit_for(b: u8) -> Option<u8> {
    match b {
        b'o' => Some(b'0'),
        b'i' | b'l' => Some(b'1'),
        _ => None,
    }
}

/// The letters and digits round a run of numbers, with the marks inside it.
fn token(bytes: &[u8], number: &Range<usize>) -> Range<usize> {
    let word = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphanumeric);
    let (mut start, mut end) = (number.start, number.end);
    while start > 0 && word(start - 1) {
        start -= 1;
    }
    while word(end) {
        end += 1;
    }
    start..end
}

/// Letters that touch a digit, again and again; a word with fewer than three digits only when all of
/// it would be digits then.
fn mend_token(out: &mut [u8], token: Range<usize>, places: &mut Vec<usize>) {
    let Some(signs) = out.get(token.clone()) else { return };
    let digits = signs.iter().filter(|b| b.is_ascii_digit()).count();
    let whole = signs.iter().all(|b| !b.is_ascii_alphabetic() || digit_for(*b).is_some());
    if digits < 3 && !whole {
        return;
    }
    for i in token.clone().chain(token.clone().rev()) {
        let beside = |at: Option<usize>| {
            at.filter(|a| token.contains(a)).and_then(|a| out.get(a)).is_some_and(u8::is_ascii_digit)
        };
        let Some(digit) = out.get(i).copied().and_then(digit_for) else { continue };
        if whole || beside(i.checked_sub(1)) || beside(Some(i + 1)) {
            if let Some(sign) = out.get_mut(i) {
                *sign = digit;
            }
            places.push(i);
        }
    }
}

/// `II` in `12/II/1956`: the words on either side, when marks join them and they would be numbers.
fn mend_neighbours(out: &mut [u8], token: &Range<usize>, places: &mut Vec<usize>) {
    let mark = |b: Option<&u8>| b.is_some_and(|b| matches!(b, b'/' | b'.' | b'-'));
    let number = |word: &[u8]| word.iter().all(|b| b.is_ascii_digit() || digit_for(*b).is_some());
    let mut mend = |out: &mut [u8], word: Range<usize>| {
        for i in word {
            if let Some(digit) = out.get(i).copied().and_then(digit_for)
                && let Some(sign) = out.get_mut(i)
            {
                *sign = digit;
                places.push(i);
            }
        }
    };
    let (mut start, mut end) = (token.start, token.end);
    for _ in 0..2 {
        let after = end + 1..end + 1 + length(out.iter().skip(end + 1));
        if mark(out.get(end)) && !after.is_empty() && out.get(after.clone()).is_some_and(number) {
            end = after.end;
            mend(out, after);
        }
        let Some(last) = start.checked_sub(1).filter(|at| mark(out.get(*at))) else { continue };
        let before = last - length(out.iter().take(last).rev())..last;
        if !before.is_empty() && out.get(before.clone()).is_some_and(number) {
            start = before.start;
            mend(out, before);
        }
    }
}

/// Letters and digits until the next mark, nine at most.
fn length<'a>(bytes: impl Iterator<Item = &'a u8>) -> usize {
    bytes.take(9).take_while(|b| b.is_ascii_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_among_digits_become_digits_and_words_stay() {
        for (text, want) in [
            ("tel o7700 9oo123", Some("tel 07700 900123")),
            ("ab44ll47x", Some("ab441147x")),
            ("born l9/l2/l996", Some("born 19/12/1996")),
            ("born l2/ii/i956", Some("born 12/11/1956")),
            ("born 25/io/2oo7", Some("born 25/10/2007")),
            ("10 oil lamps at no 10", None),
            ("the 2old dogs", Some("the 2old dogs")),
        ] {
            let numbers = super::super::scan::numbers(text);
            assert_eq!(mended(text, &numbers).map(|m| m.0).as_deref(), want, "{text}");
        }
    }
}
