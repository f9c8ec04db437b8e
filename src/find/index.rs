//! Why it exists: a case has thousands of mentions and hundreds of people, and each mention is held only
//! against the people it could be. It lets through too many rather than too few: `Name::fit` judges.

use std::collections::{HashMap, HashSet};

use super::lexicon::fingerprint;
use super::name::Name;
use super::nicknames;
use super::owner::squeeze;
use super::people::Prints;

/// Shortest surname that may be misspelt, in bytes (see `Name::fit`).
const LONG: usize = 6;

/// Which people have a word in their names.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// The people by fingerprints of words and of parts of words.
    people: HashMap<u64, Vec<usize>, Prints>,
    /// The people of whom a name is written with letters for the surname: "Mrs C".
    short: HashSet<usize>,
}

impl Index {
    /// Notes a name of a person.
    pub(crate) fn note(&mut self, entry: usize, name: &Name) {
        let mut keys: Vec<u64> = vec![];
        if let Some(surname) = &name.surname {
            keys.extend(parts(surname).map(fingerprint));
            keys.extend(parts(surname).flat_map(misspelt));
            keys.push(fingerprint(&squeeze(surname)));
        }
        for given in &name.given {
            keys.push(fingerprint(given));
            keys.extend(nicknames::forms(given).iter().map(|f| fingerprint(f)));
            let short = given.chars().count() == 1;
            keys.extend(initial(if short { '~' } else { '^' }, given));
        }
        keys.extend(name.single.iter().map(|s| fingerprint(s)));
        keys.extend(name.initials().iter().chain(&name.handles()).map(|k| fingerprint(k)));
        // "Mrs C", "A-P" for the surname; "C" for the forename; "Temi" for the beginning of a longer one
        let surname = name.surname.as_deref().into_iter().flat_map(parts);
        keys.extend(surname.filter_map(|part| initial('_', part)));
        keys.extend(name.given.iter().filter_map(|given| initial('/', given)));
        keys.extend(name.given.iter().filter_map(|given| beginning(given)));
        keys.extend(name.given.iter().filter_map(|given| pet(given)));
        if name.short {
            self.short.insert(entry);
        }
        for key in keys {
            let list = self.people.entry(key).or_default();
            if list.last() != Some(&entry) {
                list.push(entry);
            }
        }
    }

    /// The people whom a mention could mean, in order.
    pub(crate) fn like(&self, name: &Name) -> Vec<usize> {
        let mut keys: Vec<u64> = vec![];
        if let Some(surname) = &name.surname {
            keys.extend(parts(surname).map(fingerprint));
            keys.extend(parts(surname).flat_map(misspelling));
        }
        if let Some(given) = name.given.first() {
            keys.push(fingerprint(given));
            keys.extend(initial('~', given));
            keys.extend((given.chars().count() == 1).then(|| initial('^', given)).flatten());
            keys.extend(beginning(given));
        }
        if let Some(surname) = name.surname.as_ref().filter(|_| name.short) {
            keys.extend(parts(surname).filter_map(|part| initial('_', part)));
        }
        if let Some(single) = &name.single {
            keys.extend(misspelling(single).chain(initial('~', single)));
            keys.extend((single.chars().count() == 1).then(|| initial('/', single)).flatten());
            keys.extend(beginning(single));
            keys.extend(single.strip_suffix(['s', 'z']).filter(|stem| stem.len() == 3).and_then(pet));
            // a name in the plural or with another word written to it
            let cuts = || (1..=single.len()).filter(|i| single.is_char_boundary(*i));
            keys.extend(cuts().filter_map(|i| single.get(..i)).map(fingerprint));
            keys.extend(cuts().filter_map(|i| single.get(i..)).filter(|s| s.len() > 3).map(fingerprint));
        }
        let mut out = self.of(keys);
        // who is called by letters too can be meant by any name that begins with them
        let begins = name.surname.as_deref().into_iter().flat_map(parts).chain(name.single.as_deref());
        let alike = begins.filter(|part| part.len() >= LONG - 1).filter_map(|part| initial('#', part));
        let alike = alike.filter_map(|key| self.people.get(&key)).flatten();
        let before = out.len();
        out.extend(alike.filter(|entry| self.short.contains(entry)));
        if out.len() > before {
            out.sort_unstable();
            out.dedup();
        }
        out
    }

    /// The people who have one of the words.
    pub(crate) fn with<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<usize> {
        self.of(words.map(fingerprint).collect())
    }

    fn of(&self, keys: Vec<u64>) -> Vec<usize> {
        let mut out: Vec<usize> = keys.iter().filter_map(|k| self.people.get(k)).flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// A surname whole and in its parts.
fn parts(surname: &str) -> impl Iterator<Item = &str> {
    std::iter::once(surname).chain(surname.split([' ', '-']))
}

/// What a long name is noted under for its misspellings: its first letter, alone and with two more at one of its
/// ends.
fn misspelt(word: &str) -> impl Iterator<Item = u64> {
    let strange = initial('%', word).filter(|_| !word.is_ascii());
    let keys = initial('#', word).into_iter().chain(strange).chain(ends(word));
    keys.filter(|_| word.len() >= LONG - 1)
}

/// What the names that it may misspell are noted under: of two words that begin alike and differ in one letter,
/// one end is the same. Other letters than those of ASCII are few, and looked up by the first alone.
fn misspelling(word: &str) -> impl Iterator<Item = u64> {
    let strange = initial(if word.is_ascii() { '%' } else { '#' }, word);
    strange.into_iter().chain(ends(word)).filter(|_| word.len() >= LONG - 1)
}

fn ends(word: &str) -> impl Iterator<Item = u64> {
    let head = word.get(..3).map(|head| fingerprint(&format!("#{head}")));
    let tail = word.get(..1).zip(word.get(word.len().saturating_sub(2)..));
    let tail = tail.map(|(first, last)| fingerprint(&format!("{first}#{last}")));
    head.into_iter().chain(tail).filter(|_| word.is_ascii())
}

/// What a forename shares with its beginning.
/// The first three letters: "Nads" of Nadia.
fn pet(given: &str) -> Option<u64> {
    given.get(..3).map(|three| fingerprint(&format!("+{three}")))
}

fn beginning(given: &str) -> Option<u64> {
    given.get(..4).map(|four| fingerprint(&format!("*{four}")))
}

fn initial(mark: char, word: &str) -> Option<u64> {
    word.chars().next().map(|c| fingerprint(&format!("{mark}{c}")))
}
