//! Why it exists: whether a word is a forename, a surname, a place or plain English is evidence.
//!
//! The lists are compiled in (`data/`, with their origin and licence) and put into one table of
//! fingerprints on first use, in a few milliseconds and without an allocation per word. A
//! fingerprint is 48 bits of a hash: two words can share one, which is harmless because a list is
//! never more than evidence. It refuses to say that a word *is* a name.

use std::sync::OnceLock;

const FORENAMES: &str = include_str!("data/forenames.txt");
const SURNAMES: &str = include_str!("data/surnames.txt");
const WORDS: &str = include_str!("data/words.txt");
const PLACES: &str = include_str!("data/places.txt");
const OTHERS: &str = include_str!("data/not_people.txt");
const CUES: &str = include_str!("data/cues.txt");

/// Slots of the table: a power of two, about twice the number of words.
const SLOTS: usize = 1 << 18;

/// What the lists know of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Evidence(u16);

impl Evidence {
    const WORD: u16 = 1 << 4;
    const PLACE: u16 = 1 << 5;
    const OTHER: u16 = 1 << 6;
    const TITLE: u16 = 1 << 7;
    const ROLE: u16 = 1 << 8;
    const SPEECH: u16 = 1 << 9;
    const BODY: u16 = 1 << 10;
    const PARTICLE: u16 = 1 << 11;
    const LEAD: u16 = 1 << 12;
    const HEADING: u16 = 1 << 13;
    const AFTER: u16 = 1 << 14;

    /// How common it is as a forename: 0 not at all, 3 very.
    pub(crate) fn forename(self) -> u16 {
        self.0 & 3
    }

    /// How common it is as a surname: 0 not at all, 3 very.
    pub(crate) fn surname(self) -> u16 {
        self.0 >> 2 & 3
    }

    /// A common English word.
    pub(crate) fn word(self) -> bool {
        self.0 & Self::WORD != 0
    }

    /// Part of the name of a British place.
    pub(crate) fn place(self) -> bool {
        self.0 & Self::PLACE != 0
    }

    /// A word with a capital that is nobody's name: months, countries, languages, bodies.
    pub(crate) fn other(self) -> bool {
        self.0 & Self::OTHER != 0
    }

    /// A title before a name: Mr, Dr, Sir.
    pub(crate) fn title(self) -> bool {
        self.0 & Self::TITLE != 0
    }

    /// What somebody is to somebody: neighbour, son, officer.
    pub(crate) fn role(self) -> bool {
        self.0 & Self::ROLE != 0
    }

    /// What people do in a sentence: says, asked, rang.
    pub(crate) fn speech(self) -> bool {
        self.0 & Self::SPEECH != 0
    }

    /// Makes a run of capitals a body or a place: Council, Court, Street.
    pub(crate) fn body(self) -> bool {
        self.0 & Self::BODY != 0
    }

    /// Part of a surname in small letters: de, van, mac.
    pub(crate) fn particle(self) -> bool {
        self.0 & Self::PARTICLE != 0
    }

    /// Stands before a name: by, with, to, called.
    pub(crate) fn lead(self) -> bool {
        self.0 & Self::LEAD != 0
    }

    /// Starts lines and headings; never a name.
    pub(crate) fn heading(self) -> bool {
        self.0 & Self::HEADING != 0
    }

    /// Letters of a degree, an honour or a professional body after a name: MRICS, MA.
    pub(crate) fn after(self) -> bool {
        self.0 & Self::AFTER != 0
    }

    /// Known as something else than a name: a word of the language, a place, a body, a title, a role.
    pub(crate) fn is_taken(self) -> bool {
        const TAKEN: u16 = Evidence::WORD
            | Evidence::PLACE
            | Evidence::OTHER
            | Evidence::BODY
            | Evidence::HEADING
            | Evidence::TITLE
            | Evidence::ROLE;
        self.0 & TAKEN != 0
    }

    /// In a list of names.
    pub(crate) fn name(self) -> bool {
        self.0 & 15 != 0
    }
}

/// What the lists know of a folded word; apostrophes do not count.
pub(crate) fn evidence(word: &str) -> Evidence {
    Lists::get().known(fingerprint(word))
}

/// The lists in one table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lists(&'static [u64]);

impl Lists {
    /// The table; made when it is first asked for.
    pub(crate) fn get() -> Self {
        static TABLE: OnceLock<Vec<u64>> = OnceLock::new();
        Self(TABLE.get_or_init(build))
    }

    /// What the lists know of the word with this fingerprint.
    pub(crate) fn known(self, print: u64) -> Evidence {
        Evidence(slot(self.0, print).1)
    }
}

/// The slot of a fingerprint and the evidence in it (none when the slot is free).
fn slot(table: &[u64], print: u64) -> (usize, u16) {
    let mut at = (print >> 20) as usize & (SLOTS - 1);
    for _ in 0..SLOTS {
        match table.get(at).copied() {
            Some(entry) if entry >> 16 == print >> 16 => return (at, entry as u16),
            Some(0) | None => return (at, 0),
            Some(_) => at = (at + 1) & (SLOTS - 1),
        }
    }
    (0, 0)
}

fn build() -> Vec<u64> {
    let mut table = vec![0u64; SLOTS];
    let mut add = |word: &str, bits: u16| {
        let print = fingerprint(word);
        let (at, old) = slot(&table, print);
        if let Some(entry) = table.get_mut(at) {
            *entry = print & !0xffff | u64::from(old | bits);
        }
    };
    for line in FORENAMES.lines() {
        let (word, class) = classed(line);
        add(word, class);
    }
    for line in SURNAMES.lines() {
        let (word, class) = classed(line);
        add(word, class << 2);
    }
    for (list, bit) in [(WORDS, Evidence::WORD), (PLACES, Evidence::PLACE), (OTHERS, Evidence::OTHER)] {
        list.lines().for_each(|word| add(word, bit));
    }
    for (class, list) in CUES.lines().filter_map(|line| line.split_once(": ")) {
        let bit = cue(class);
        list.split(' ').for_each(|word| add(word, bit));
    }
    table
}

/// The bit of a class of `data/cues.txt`.
fn cue(class: &str) -> u16 {
    match class {
        "title" => Evidence::TITLE,
        "role" => Evidence::ROLE,
        "speech" => Evidence::SPEECH,
        "body" => Evidence::BODY,
        "particle" => Evidence::PARTICLE,
        "lead" => Evidence::LEAD,
        "heading" => Evidence::HEADING,
        "after" => Evidence::AFTER,
        _ => 0,
    }
}

/// `smith3` → `smith`, 3: the class says how common the name is.
fn classed(line: &str) -> (&str, u16) {
    match line.split_at_checked(line.len().saturating_sub(1)) {
        Some((word, class)) => (word, class.parse().unwrap_or(1)),
        None => (line, 0),
    }
}

/// A 64-bit hash of the word's bytes without apostrophes; never 0 in its upper 48 bits.
pub(crate) fn fingerprint(word: &str) -> u64 {
    Print::of(word.as_bytes())
}

/// A fingerprint in the making, byte by byte.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Print(u64);

impl Print {
    /// Of no byte yet.
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Of a whole word.
    pub(crate) fn of(word: &[u8]) -> u64 {
        let mut print = Self::new();
        word.iter().filter(|b| **b != b'\'').for_each(|b| print.add(*b));
        print.done()
    }

    /// Adds the next byte of the word, which is no apostrophe.
    pub(crate) fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// The fingerprint.
    pub(crate) fn done(self) -> u64 {
        let h = (self.0 ^ self.0 >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (h ^ h >> 32) | 1 << 63
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_tell_names_from_words() {
        assert_eq!(evidence("margaret").forename(), 3);
        assert_eq!(evidence("smith").surname(), 3);
        assert!(evidence("o'connor").surname() > 0);
        assert!(evidence("boiler").word() && !evidence("boiler").place());
        assert!(evidence("preston").place());
        assert!(evidence("september").other());
        assert_eq!(evidence("qqzzx"), Evidence::default());
    }

    #[test]
    fn every_list_is_sorted_lower_case_and_without_repeats() {
        for (name, list) in [
            ("forenames", FORENAMES),
            ("surnames", SURNAMES),
            ("words", WORDS),
            ("places", PLACES),
            ("others", OTHERS),
        ] {
            let lines: Vec<&str> = list.lines().collect();
            assert!(lines.len() > 50, "{name}");
            assert!(
                lines.iter().all(|l| l.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())),
                "{name}"
            );
            let words: Vec<&str> =
                lines.iter().map(|l| l.trim_end_matches(|c: char| c.is_ascii_digit())).collect();
            assert!(words.windows(2).all(|w| w[0] < w[1]), "{name}");
        }
    }
}
