//! Plain English, measured: short sentences, short words, no word of the trade unexplained.

use super::*;

/// Flesch reading ease that each letter reaches; 60 to 70 is what most adults read without effort.
const EASE: f64 = 60.0;

/// Words of the trade that a letter must not use.
const JARGON: [&str; 16] = [
    "data subject",
    "controller",
    "processing",
    "pursuant",
    "herein",
    "redacted",
    "disclosure",
    "disclose",
    "third party",
    "dsar",
    "pseudonym",
    "notwithstanding",
    "in respect of",
    "hereby",
    "forthwith",
    "manifestly",
];

/// Flesch: 206.835 − 1.015 × words a sentence − 84.6 × syllables a word. Syllables are groups of vowels.
fn ease(text: &str) -> f64 {
    let sentences = text.split(['.', '?', '!', ':', ';', '\n']);
    let sentences = sentences.filter(|s| s.split_whitespace().filter(|w| is_word(w)).count() > 2).count();
    let words: Vec<&str> = text.split_whitespace().filter(|w| is_word(w)).collect();
    let syllables: usize = words.iter().map(|w| syllables(w)).sum();
    206.835 - 1.015 * (words.len() as f64 / sentences as f64) - 84.6 * (syllables as f64 / words.len() as f64)
}

/// Addresses, numbers and references are not read as words.
fn is_word(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && !word.contains(['@', '/', '_']) && !word.starts_with("www.")
}

fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: &char| "aeiouy".contains(*c);
    let groups =
        letters.iter().enumerate().filter(|(i, c)| vowel(c) && (*i == 0 || !vowel(&letters[i - 1]))).count();
    let silent = letters.len() > 3 && letters.ends_with(&['e']) && !letters.ends_with(&['l', 'e']);
    groups.saturating_sub(usize::from(silent)).max(1)
}

/// The words of the letter's own parts: without the head, names of law in brackets, and the facts of the settings.
fn own_words(kind: Kind) -> String {
    let written = written(kind, |_, _| ());
    let own = written.parts.iter().filter(|p| !matches!(p.mark.as_str(), "head" | "sign" | "regulator"));
    let text = plain(&own.flat_map(|p| p.blocks.clone()).collect::<Vec<_>>());
    let law = regex::Regex::new(r"\([^()]*(?:Act|GDPR|section)[^()]*\)").expect("a pattern");
    law.replace_all(&text, "").into_owned()
}

#[test]
fn every_letter_is_in_plain_english() {
    for kind in Kind::ALL {
        let text = own_words(kind);
        let ease = ease(&text);
        assert!(ease >= EASE, "{kind:?}: reading ease {ease:.0}");
        let small = text.to_lowercase();
        for word in JARGON {
            assert!(!small.contains(word), "{kind:?}: {word}");
        }
    }
}

#[test]
fn the_measure_tells_easy_words_from_hard_ones() {
    assert!(ease("The cat sat on the mat. It was glad.") > 90.0);
    assert!(
        ease("Notwithstanding the aforementioned considerations, applicability remains indeterminate.") < 0.0
    );
}
