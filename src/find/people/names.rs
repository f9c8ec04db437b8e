//! Why it exists: what is to be looked for everywhere: the words of proved names, the initials of known
//! people, and the long names in which one wrong letter is allowed. It holds words, not people.

use std::collections::{HashMap, HashSet};

use super::initials::Proof;
use super::misread::look;
use super::run::{Parts, parts};
use super::{Mention, Page, mentions};
use crate::find::Tier;
use crate::find::fold::Folded;
use crate::find::lexicon::{Evidence, evidence, fingerprint};
use crate::find::nicknames;
use crate::find::words::{Shape, Word};

/// Shortest name in which one wrong letter is allowed.
pub(super) const FUZZY: usize = 6;

/// Shortest name in which two wrong letters are allowed, when the case asks for it.
pub(crate) const FUZZIER: usize = 8;
/// Shortest user name made of a name.
const HANDLE: usize = 5;

/// The words of names that were proved somewhere.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Tells of most words of a page that they are in none of the lists below.
    any: Sieve,
    pub(super) words: HashMap<u64, Seen, Prints>,
    /// Initials of known people, and whether a page uses them as a name.
    pub(super) initials: HashMap<u64, Proof, Prints>,
    /// User names made of a forename and a surname: `akhan`.
    pub(super) handles: HashMap<u64, Seen, Prints>,
    /// Whole names, forename and surname side by side (see [`both`]).
    pairs: HashSet<u64, Prints>,
    /// The words of those.
    wholes: Sieve,
    /// The long ones, and where those that begin or end alike stand among them.
    long: Vec<String>,
    whole: HashSet<String>,
    heads: HashMap<[u8; 2], Vec<usize>>,
    tails: HashMap<[u8; 4], Vec<usize>>,
    /// How the long ones look (see `misread`).
    looks: HashSet<String>,
}

/// A set of fingerprints that may hold some more: a look into it is one bit. Empty until the first is added.
#[derive(Debug, Default)]
struct Sieve(Vec<u64>);

impl Sieve {
    const BITS: u64 = 1 << 14;

    fn place(print: u64) -> (usize, u64) {
        let bit = (print >> 24) % Self::BITS;
        ((bit / 64) as usize, 1 << (bit % 64))
    }

    fn add(&mut self, print: u64) {
        if self.0.is_empty() {
            self.0 = vec![0; Self::BITS as usize / 64];
        }
        let (at, bit) = Self::place(print);
        if let Some(bits) = self.0.get_mut(at) {
            *bits |= bit;
        }
    }

    fn may_hold(&self, print: u64) -> bool {
        let (at, bit) = Self::place(print);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }
}

/// A fingerprint is a hash already.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Prints;

impl std::hash::BuildHasher for Prints {
    type Hasher = Print;
    fn build_hasher(&self) -> Print {
        Print(0)
    }
}

/// Takes the fingerprint as it is.
pub(crate) struct Print(u64);

impl std::hash::Hasher for Print {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |h, b| h.rotate_left(8) ^ u64::from(*b));
    }
    fn write_u64(&mut self, print: u64) {
        self.0 = print ^ print >> 17;
    }
}

/// How a word of a name was seen.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// Proved by more than the lists: a title, a role, a field, two words together.
    pub(super) proved: bool,
    /// Named in the case file.
    pub(super) known: bool,
}

impl Names {
    /// Adds a name of the case file: forenames, surname, nicknames.
    pub(crate) fn know(&mut self, word: &str) {
        if word.len() > 1 {
            self.add(word, Seen { proved: true, known: true });
        }
    }

    /// Adds a forename and a surname that go together.
    pub(crate) fn know_whole(&mut self, given: &str, surname: &str) {
        if given.chars().count() > 1 && surname.chars().count() > 1 {
            self.wholes.add(fingerprint(given));
            self.wholes.add(fingerprint(surname));
            self.pairs.insert(both(fingerprint(given), fingerprint(surname)));
        }
    }

    /// Whether the word may be one of those proved, initials, or a user name.
    pub(super) fn may_hold(&self, word: &Word) -> bool {
        self.any.may_hold(word.print)
    }

    /// Whether anybody is known by forename and surname.
    pub(super) fn has_wholes(&self) -> bool {
        !self.pairs.is_empty()
    }

    /// Whether two words are forename and surname of somebody, in either order.
    pub(super) fn are_whole(&self, one: &Word, other: &Word) -> bool {
        self.wholes.may_hold(one.print)
            && self.wholes.may_hold(other.print)
            && self.pairs.contains(&both(one.print, other.print))
    }

    /// Adds the initials of a person ("jb" for Jan Berg).
    pub(crate) fn know_initials(&mut self, initials: &str) {
        if initials.len() >= 2 {
            self.any.add(fingerprint(initials));
            self.initials.entry(fingerprint(initials)).or_default();
        }
    }

    /// Marks the initials that a page uses for a person ("RP: Just me", "ACTION: RP").
    pub(crate) fn prove_initials(&mut self, page: &Page) {
        for (i, word) in page.words.iter().enumerate() {
            if word.shape == Shape::Upper
                && (2..=4).contains(&word.len())
                && let Some(proved) = self.initials.get_mut(&word.print)
            {
                *proved = (*proved).max(super::initials::proof(page, i));
            }
        }
    }

    /// Adds a user name made of a name of the case file.
    pub(crate) fn know_handle(&mut self, handle: &str) {
        self.add_handle(handle, Seen { proved: true, known: true });
    }

    fn add_handle(&mut self, handle: &str, seen: Seen) {
        let known = evidence(handle);
        if handle.len() >= HANDLE && !known.word() && !known.name() && !known.place() {
            self.any.add(fingerprint(handle));
            self.handles.entry(fingerprint(handle)).or_insert(seen);
        }
    }

    /// Learns the names that the end of a page breaks.
    pub(crate) fn learn_over(&mut self, before: &str, after: &str) {
        let is_number = |line: &&str| line.split_whitespace().any(|w| !w.chars().any(char::is_alphabetic));
        let full = |line: &&str| !(line.trim().is_empty() || line.len() < 20 && is_number(line));
        let tail: Vec<&str> =
            before.lines().rfind(full).unwrap_or_default().split_whitespace().rev().take(4).collect();
        let head: Vec<&str> =
            after.lines().find(full).unwrap_or_default().split_whitespace().take(4).collect();
        let tail = tail.into_iter().rev().collect::<Vec<_>>().join(" ");
        let cut = Folded::new(&tail).text.len();
        let folded = Folded::new(&format!("{tail} {}", head.join(" ")));
        let page = Page::new(&folded);
        for found in mentions(&page) {
            let bytes = page.bytes(&found.words);
            if bytes.start < cut && cut < bytes.end {
                self.learn(&page, &found);
            }
        }
    }

    /// Learns from a name found on a page.
    pub(crate) fn learn(&mut self, page: &Page, found: &Mention) {
        let parts = parts(page, found.name.clone());
        let proved = found.tier < Tier::Check;
        for i in found.name.clone() {
            let Some(word) = page.at(i) else { continue };
            let part = !(word.initial() || word.known.particle() && word.shape == Shape::Lower)
                && word.shape != Shape::Number;
            let short = word.shape == Shape::Upper && word.len() <= 4 && !word.known.name();
            if part
                && !short
                && !(word.known.body() && word.known.surname() < 3 && found.words == found.name)
                && word.len() >= 2
                && !(word.known.heading() || word.known.word() && word.len() < 4 && word.known.forename() < 2)
            {
                self.add(page.word(i), Seen { proved, known: false });
            }
        }
        if parts.full >= 2 || parts.full == 1 && parts.initials > 0 && proved {
            self.learn_initials(page, found, parts);
        }
        if parts.full >= 2 && proved {
            self.learn_whole(page, found, parts);
        }
        if parts.full >= 2 && proved && !found.reversed {
            self.learn_handles(page, parts);
        }
    }

    /// Forename and surname side by side, and the short forms of the forename that are no words.
    fn learn_whole(&mut self, page: &Page, found: &Mention, parts: Parts) {
        let (Some(first), Some(last)) = (parts.first, parts.last) else { return };
        let (given, surname) = if found.reversed { (last, first) } else { (first, last) };
        self.know_whole(page.word(given), page.word(surname));
        for form in nicknames::forms(page.word(given)).iter().filter(|f| f.len() > 2) {
            let known = evidence(form);
            if !known.is_taken() && !known.speech() {
                self.add(form, Seen { proved: true, known: false });
                self.know_whole(form, page.word(surname));
            }
        }
    }

    /// User names made of a full name: `akhan`, `khana`, `aminakhan`.
    fn learn_handles(&mut self, page: &Page, parts: Parts) {
        let (Some(first), Some(last)) = (parts.first, parts.last) else { return };
        let (given, surname) = (page.word(first), page.word(last));
        let Some(a) = given.chars().next() else { return };
        for handle in [format!("{a}{surname}"), format!("{surname}{a}"), format!("{given}{surname}")] {
            self.add_handle(&handle, Seen { proved: true, known: false });
        }
        // "leeg" of Lee Garside, where that is no word
        let Some(b) = surname.chars().next() else { return };
        let short = format!("{given}{b}");
        if short.len() > 3 && evidence(&short) == super::super::lexicon::Evidence::default() {
            self.add_handle(&short, Seen { proved: true, known: false });
        }
    }

    /// Initials of a full name: of the forename with each part of the surname, and of all words.
    fn learn_initials(&mut self, page: &Page, found: &Mention, parts: Parts) {
        let first = |i: usize| page.word(i).chars().next();
        let small = |i: usize| page.at(i).is_none_or(|w| w.shape == Shape::Lower && w.known.particle());
        let letters: Vec<char> = found.name.clone().filter(|i| !small(*i)).filter_map(first).collect();
        // "N Solanki" is NS: the initial stands for the forename
        let initial = || found.name.clone().find(|i| page.at(*i).is_some_and(Word::initial));
        let given = if parts.full == 1 {
            initial()
        } else if found.reversed {
            parts.last
        } else {
            parts.first
        };
        let Some(a) = given.and_then(first) else { return };
        // Carmen de la Cruz is CC, CD and CDLC
        for other in found.name.clone().filter(|i| Some(*i) != given) {
            if let Some(c) = first(other) {
                self.know_initials(&format!("{a}{c}"));
                // Siobhán O'Dowd is SO and SOD
                if let Some(d) = page.word(other).strip_prefix("o'").and_then(|w| w.chars().next()) {
                    self.know_initials(&format!("{a}o{d}"));
                }
            }
        }
        if letters.len() > 2 && !found.reversed {
            self.know_initials(&letters.iter().collect::<String>());
        }
    }

    fn add(&mut self, word: &str, seen: Seen) {
        let print = fingerprint(word);
        if let Some(old) = self.words.get_mut(&print) {
            old.proved |= seen.proved;
            old.known |= seen.known;
            return;
        }
        if word.len() >= FUZZY && word.is_ascii() {
            let (head, tail) = ends(word.as_bytes());
            if let Some(head) = head {
                self.heads.entry(head).or_default().push(self.long.len());
            }
            if let Some(tail) = tail {
                self.tails.entry(tail).or_default().push(self.long.len());
            }
            self.long.push(word.to_owned());
            self.whole.insert(word.to_owned());
            self.looks.insert(look(word));
        }
        self.any.add(print);
        self.words.insert(print, seen);
    }

    /// Whether the word is a name in the plural, or a long name with initials, digits or another word
    /// written to it (`mkowalczyk`, `KowalczykStatement`).
    pub(super) fn holds(&self, word: &Word, text: &str) -> bool {
        let known = word.known;
        if known.word() || known.name() && word.shape != Shape::Mixed || word.len() < 5 {
            return false;
        }
        let small = word.known == Evidence::default() && word.shape == Shape::Lower;
        // "the Kowalczyks", and among colleagues "Oakesy"
        let plural = text.strip_suffix(['s', 'y']).filter(|_| word.capital() || small);
        if plural.is_some_and(|stem| self.words.get(&fingerprint(stem)).is_some_and(|s| s.proved)) {
            return true;
        }
        let glued = matches!(word.shape, Shape::Mixed | Shape::Number);
        if !glued && word.shape != Shape::Lower {
            return false;
        }
        let least = if glued { FUZZY } else { FUZZY.max(text.len().saturating_sub(2)) };
        let held = |part: Option<&str>| part.is_some_and(|part| self.whole.contains(part));
        (least..=text.len()).any(|n| held(text.get(..n)) || held(text.get(text.len() - n..)))
    }

    /// How many letters a long word is away from a name, if at most `fuzzy`; one for a name with
    /// letters taken for look-alikes.
    pub(super) fn near(&self, word: &str, fuzzy: u8) -> Option<usize> {
        let edits = |name: &String| {
            let most = if name.len() >= FUZZIER { usize::from(fuzzy) } else { 1 };
            let close = name.len().abs_diff(word.len()) <= most;
            let alike = close && name.as_bytes().first() == word.as_bytes().first();
            alike.then(|| strsim::osa_distance(name, word)).filter(|d| *d <= most)
        };
        if self.looks.contains(&look(word)) {
            return Some(1);
        }
        // only those that begin with the same two letters, or end with the same three
        let (head, tail) = ends(word.as_bytes());
        let heads = head.and_then(|head| self.heads.get(&head)).into_iter().flatten();
        let tails = tail.and_then(|tail| self.tails.get(&tail)).into_iter().flatten();
        heads.chain(tails).filter_map(|at| self.long.get(*at)).filter_map(edits).min()
    }
}

/// One number for two words in this order or the other.
fn both(one: u64, other: u64) -> u64 {
    one.wrapping_add(other).rotate_left(29) ^ one.wrapping_mul(other)
}

/// The first two bytes of a word; and its first with its last three.
fn ends(word: &[u8]) -> (Option<[u8; 2]>, Option<[u8; 4]>) {
    let head = word.first_chunk::<2>().copied();
    let tail = word.first().zip(word.last_chunk::<3>()).map(|(first, [a, b, c])| [*first, *a, *b, *c]);
    (head, tail)
}
