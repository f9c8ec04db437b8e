//! Pass-phrases that can be read out on a telephone: five words, about 64.6 bits.
//!
//! The words are public, the choice is not: each is drawn evenly from the injected random source.

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::protect::Password;
use crate::sys::Env;

/// The list: one word a line, notes after `#`.
const WORDS: &str = include_str!("words.txt");

/// Words in the list, 6⁵.
const COUNT: u16 = 7776;

/// Words in a pass-phrase.
const LENGTH: usize = 5;

/// A new pass-phrase: five words joined by hyphens.
///
/// # Errors
/// When the system gives no random bytes.
pub fn passphrase(env: &Env) -> Result<Password> {
    let words: Vec<&str> = WORDS.lines().filter(|l| !l.starts_with('#')).collect();
    let chosen: Result<Vec<&str>> = (0..LENGTH).map(|_| draw(&words, env)).collect();
    Password::prepared(&chosen?.join("-"))
}

/// One word, each as likely as any other: what lies above the last full multiple is drawn again.
fn draw<'a>(words: &[&'a str], env: &Env) -> Result<&'a str> {
    loop {
        let mut bytes = [0; 2];
        env.fill(&mut bytes)?;
        let number = u16::from_le_bytes(bytes);
        if number < u16::MAX / COUNT * COUNT {
            let word = words.get(usize::from(number % COUNT)).copied();
            return word
                .ok_or_else(|| Error::problem(Place::default(), "the list of words is cut short", ""));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_list_has_7776_different_words_of_four_to_eight_letters() {
        let words: Vec<&str> = WORDS.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(words.len(), usize::from(COUNT));
        assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len());
        let fit = |w: &&str| (4..=8).contains(&w.len()) && w.bytes().all(|b| b.is_ascii_lowercase());
        assert!(words.iter().all(fit));
    }

    #[test]
    fn a_passphrase_is_five_words_and_another_one_each_time() {
        let env = Env::fixed(jiff::Timestamp::UNIX_EPOCH, 7);
        let (a, b) = (passphrase(&env).expect("random"), passphrase(&env).expect("random"));
        assert_eq!(a.expose().split('-').count(), LENGTH);
        assert_ne!(a, b);
    }

    #[test]
    fn every_word_is_about_as_likely_as_any_other() {
        let words: Vec<String> = (0..COUNT).map(|n| n.to_string()).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let env = Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1);
        let low = (0..4000)
            .filter(|_| draw(&words, &env).expect("random").parse::<u16>().expect("number") < COUNT / 2);
        let share = low.count();
        assert!((1850..2150).contains(&share), "{share} of 4000 in the first half");
    }
}
