//! Why it exists: whether a word is a forename, a surname, a place or plain English is evidence.
//!
//! The lists (`data/`, with their origin and licence) are put into one table of fingerprints when the
//! program is built: nothing is made at its start, and nothing is allocated per word. A fingerprint is 48 bits
//! of a hash: two words can share one, which is harmless because a list is never more than evidence. It refuses
//! to say that a word *is* a name.

#[allow(dead_code, reason = "`build.rs` fills the table, the program only looks into it")]
mod table;

pub(crate) use table::Print;
use table::SLOTS;

/// The table, as `build.rs` makes it: little-endian numbers of 64 bits.
static TABLE: &[u8; SLOTS * 8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// What the lists know of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Evidence(u16);

impl Evidence {
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
        self.0 & table::WORD != 0
    }

    /// Part of the name of a British place.
    pub(crate) fn place(self) -> bool {
        self.0 & table::PLACE != 0
    }

    /// A word with a capital that is nobody's name: months, countries, languages, bodies.
    pub(crate) fn other(self) -> bool {
        self.0 & table::OTHER != 0
    }

    /// A title before a name: Mr, Dr, Sir.
    pub(crate) fn title(self) -> bool {
        self.0 & table::TITLE != 0
    }

    /// What somebody is to somebody: neighbour, son, officer.
    pub(crate) fn role(self) -> bool {
        self.0 & table::ROLE != 0
    }

    /// What people do in a sentence: says, asked, rang.
    pub(crate) fn speech(self) -> bool {
        self.0 & table::SPEECH != 0
    }

    /// Makes a run of capitals a body or a place: Council, Court, Street.
    pub(crate) fn body(self) -> bool {
        self.0 & table::BODY != 0
    }

    /// Part of a surname in small letters: de, van, mac.
    pub(crate) fn particle(self) -> bool {
        self.0 & table::PARTICLE != 0
    }

    /// Stands before a name: by, with, to, called.
    pub(crate) fn lead(self) -> bool {
        self.0 & table::LEAD != 0
    }

    /// Starts lines and headings; never a name.
    pub(crate) fn heading(self) -> bool {
        self.0 & table::HEADING != 0
    }

    /// Letters of a degree, an honour or a professional body after a name: MRICS, MA.
    pub(crate) fn after(self) -> bool {
        self.0 & table::AFTER != 0
    }

    /// Known as something else than a name: a word of the language, a place, a body, a title, a role.
    pub(crate) fn is_taken(self) -> bool {
        const TAKEN: u16 = table::WORD
            | table::PLACE
            | table::OTHER
            | table::BODY
            | table::HEADING
            | table::TITLE
            | table::ROLE;
        self.0 & TAKEN != 0
    }

    /// In a list of names.
    pub(crate) fn name(self) -> bool {
        self.0 & 15 != 0
    }
}

/// What the lists know of a folded word; apostrophes do not count.
pub(crate) fn evidence(word: &str) -> Evidence {
    known(fingerprint(word))
}

/// The same for the fingerprint of a word.
pub(crate) fn known(print: u64) -> Evidence {
    let entry = |at: usize| {
        let bytes = TABLE.get(at * 8..).and_then(|rest| rest.first_chunk());
        bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
    };
    Evidence(table::slot(entry, print).1)
}

/// A 64-bit hash of the word's bytes without apostrophes; never 0 in its upper 48 bits.
pub(crate) fn fingerprint(word: &str) -> u64 {
    Print::of(word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORENAMES: &str = include_str!("data/forenames.txt");
    const SURNAMES: &str = include_str!("data/surnames.txt");
    const WORDS: &str = include_str!("data/words.txt");
    const PLACES: &str = include_str!("data/places.txt");
    const OTHERS: &str = include_str!("data/not_people.txt");

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
