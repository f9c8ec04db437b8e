//! Why it exists: the lists are put into one table when the program is built (`build.rs` takes this file too), so
//! that a search starts at once. It knows words and bits, and nothing of what they mean.

/// Slots of the table: a power of two, about twice the number of words.
pub(crate) const SLOTS: usize = 1 << 18;

/// A common English word.
pub(crate) const WORD: u16 = 1 << 4;
/// Part of the name of a British place.
pub(crate) const PLACE: u16 = 1 << 5;
/// A word with a capital that is nobody's name.
pub(crate) const OTHER: u16 = 1 << 6;
/// A title before a name.
pub(crate) const TITLE: u16 = 1 << 7;
/// What somebody is to somebody.
pub(crate) const ROLE: u16 = 1 << 8;
/// What people do in a sentence.
pub(crate) const SPEECH: u16 = 1 << 9;
/// Makes a run of capitals a body or a place.
pub(crate) const BODY: u16 = 1 << 10;
/// Part of a surname in small letters.
pub(crate) const PARTICLE: u16 = 1 << 11;
/// Stands before a name.
pub(crate) const LEAD: u16 = 1 << 12;
/// Starts lines and headings.
pub(crate) const HEADING: u16 = 1 << 13;
/// Letters of a degree, an honour or a professional body.
pub(crate) const AFTER: u16 = 1 << 14;

/// The lists, as `data/` has them.
pub(crate) struct Source {
    /// One a line, with a digit that says how common it is.
    pub(crate) forenames: &'static str,
    /// Likewise.
    pub(crate) surnames: &'static str,
    /// Lists of words, one a line, with the bit that says what they are.
    pub(crate) words: [(&'static str, u16); 3],
    /// A class, a colon and its words a line.
    pub(crate) cues: &'static str,
}

/// The table: in each slot the upper 48 bits of a fingerprint and what is known of its word, or 0.
pub(crate) fn build(lists: &Source) -> Vec<u64> {
    let mut all: Vec<(&str, u16)> = vec![];
    all.extend(lists.forenames.lines().map(classed));
    all.extend(lists.surnames.lines().map(classed).map(|(word, class)| (word, class << 2)));
    for (list, bit) in lists.words {
        all.extend(list.lines().map(|word| (word, bit)));
    }
    for (class, list) in lists.cues.lines().filter_map(|line| line.split_once(": ")) {
        all.extend(list.split(' ').map(|word| (word, cue(class))));
    }
    // short words are most of a text: the first in the table stand in their own slots
    all.sort_by_key(|(word, _)| word.len());
    let mut table = vec![0u64; SLOTS];
    for (word, bits) in all {
        let print = Print::of(word.as_bytes());
        let (at, old) = slot(|at| table.get(at).copied().unwrap_or_default(), print);
        if let Some(entry) = table.get_mut(at) {
            *entry = print & !0xffff | u64::from(old | bits);
        }
    }
    table
}

/// The slot of a fingerprint and what is known of its word (nothing when the slot is free).
pub(crate) fn slot(entry: impl Fn(usize) -> u64, print: u64) -> (usize, u16) {
    let mut at = (print >> 20) as usize & (SLOTS - 1);
    for _ in 0..SLOTS {
        match entry(at) {
            found if found >> 16 == print >> 16 => return (at, found as u16),
            0 => return (at, 0),
            _ => at = (at + 1) & (SLOTS - 1),
        }
    }
    (0, 0)
}

/// The bit of a class of `data/cues.txt`.
fn cue(class: &str) -> u16 {
    match class {
        "title" => TITLE,
        "role" => ROLE,
        "speech" => SPEECH,
        "body" => BODY,
        "particle" => PARTICLE,
        "lead" => LEAD,
        "heading" => HEADING,
        "after" => AFTER,
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
