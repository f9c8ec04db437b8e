//! Where sentences of a page begin and end: at a full stop, a blank line, a line that is a heading.
//!
//! A wrong border is harmless: every part of the page belongs to one sentence, and none is left out.

use std::ops::Range;

/// Longer ones are cut at a line end: tables and lists without a full stop.
const LONGEST: usize = 400;

/// Words with a full stop that end no sentence.
const SHORT: [&str; 22] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "tel", "ext", "eg", "ie", "etc", "cllr", "rev",
    "sgt", "apt", "rd", "ave", "approx", "ref", "vs",
];

/// The sentences of a page, as characters, without the white space around them.
pub(super) fn sentences(chars: &[char]) -> Vec<Range<usize>> {
    let (mut all, mut start) = (Vec::new(), 0);
    for at in 0..chars.len() {
        if ends(chars, start, at) {
            all.push(start..at + 1);
            start = at + 1;
        }
    }
    all.push(start..chars.len());
    all.into_iter().filter_map(|range| trimmed(chars, range)).collect()
}

/// Whether a sentence that began at `start` ends with the character at `at`.
fn ends(chars: &[char], start: usize, at: usize) -> bool {
    let next = chars.get(at + 1).copied();
    match chars.get(at) {
        Some('\n') => next.is_none_or(|n| n == '\n') || at - start >= LONGEST,
        Some('!' | '?') => next.is_none_or(char::is_whitespace),
        Some('.') => {
            next.is_none_or(char::is_whitespace) && !is_short(chars.get(start..at).unwrap_or_default())
        }
        _ => at - start >= 4 * LONGEST,
    }
}

/// Whether a full stop after these characters belongs to an abbreviation or an initial.
fn is_short(before: &[char]) -> bool {
    let letters = before.iter().rev().take_while(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    let word: String = letters.into_iter().rev().flat_map(|c| c.to_lowercase()).collect();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "i";
    initial || SHORT.contains(&word.as_str())
}

fn trimmed(chars: &[char], range: Range<usize>) -> Option<Range<usize>> {
    let solid = |i: &usize| chars.get(*i).is_some_and(|c| !c.is_whitespace());
    let first = range.clone().find(solid)?;
    let last = range.rev().find(solid)?;
    Some(first..last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_at_a_full_stop_or_a_blank_line_and_not_at_an_abbreviation() {
        for (text, want) in [
            ("Mr. A. Lee came. He left", &["Mr. A. Lee came.", "He left"][..]),
            ("Heading\n\nThe first\nline. The second", &["Heading", "The first\nline.", "The second"]),
            ("at 4.30 in St. Ann Rd. today", &["at 4.30 in St. Ann Rd. today"]),
            ("Really? Yes!", &["Really?", "Yes!"]),
            (" \n ", &[]),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let got: Vec<String> = sentences(&chars).into_iter().map(|r| chars[r].iter().collect()).collect();
            assert_eq!(got, want);
        }
    }
}
