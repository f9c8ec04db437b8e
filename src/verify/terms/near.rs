//! Looking for terms in recognised words, which recognition may have misread.
//!
//! A term is compared letter by letter as it may be printed (as listed, in capitals, in small letters,
//! with initials), and look-alikes count as the same: `0` and `O`, `1`, `l` and `I`, `rn` and `m`. A
//! long term may besides differ by an edit, for each six letters one, two at most. Digits are never
//! edited: another number is another person. Terms under four letters are left to the exact search.

use std::collections::BTreeSet;

use super::print::{Joint, Text};
use crate::diag::Secret;

/// Shorter terms have too many neighbours.
const LEAST: usize = 4;

/// Letters of a term for each edit that is allowed.
const LETTERS_AN_EDIT: usize = 6;

/// Most edits.
const EDITS: usize = 2;

/// Most hits of a page; one is enough to fail it.
const HITS: usize = 200;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Near {
    /// The term, by its index.
    pub(crate) term: usize,
    /// The first word of it.
    pub(crate) first: usize,
    /// The last word of it.
    pub(crate) last: usize,
    /// Edits between the two; look-alikes are none.
    pub(crate) edits: usize,
}

/// Terms as they may be printed.
#[derive(Debug)]
pub(crate) struct Lookout {
    terms: Vec<(usize, Printed)>,
}

/// One way to print a term.
#[derive(Debug)]
struct Printed {
    letters: Vec<char>,
    edits: usize,
    /// Gaps that may lie inside: those of the term, and one more where it is long.
    gaps: usize,
}

impl Lookout {
    /// A lookout for these terms; a hit names one by its index.
    pub(crate) fn new<'a>(terms: impl Iterator<Item = &'a Secret>) -> Self {
        let forms = |(index, term): (usize, &Secret)| {
            printed(term.expose()).into_iter().map(move |form| (index, form)).collect::<Vec<_>>()
        };
        Self { terms: terms.enumerate().flat_map(forms).collect() }
    }

    /// Where terms stand in words that come in reading order, each with whether it ends its line; for
    /// each term and place the closest.
    pub(crate) fn find<'a>(&self, words: impl Iterator<Item = (&'a str, bool)>) -> Vec<Near> {
        let text = Text::of(words);
        let mut found: Vec<Near> = Vec::new();
        let starts: Vec<usize> = text.starts().collect();
        for (term, form) in &self.terms {
            for &start in &starts {
                let Some((end, edits)) = text.at(start, &form.letters, form.edits, form.gaps) else {
                    continue;
                };
                let word = |i: usize| text.words.get(i).copied().unwrap_or(0);
                let near = Near { term: *term, first: word(start), last: word(end - 1), edits };
                let known = found.iter().position(|f| f.term == near.term && f.first == near.first);
                if known.is_none() && found.len() < HITS {
                    found.push(near);
                } else if let Some(known) = known.and_then(|i| found.get_mut(i))
                    && known.edits > edits
                {
                    *known = near;
                }
            }
        }
        closest(found)
    }
}

/// Without the hits that only add a neighbouring word to a closer one of the same term.
fn closest(found: Vec<Near>) -> Vec<Near> {
    let meets = |a: &Near, b: &Near| a.term == b.term && a.first <= b.last && b.first <= a.last;
    let closer = |near: &Near| found.iter().any(|f| meets(f, near) && f.edits < near.edits);
    found.iter().filter(|near| !closer(near)).copied().collect()
}

/// The ways in which a term may be printed.
fn printed(term: &str) -> Vec<Printed> {
    let initials = |t: &str| {
        let mut last = ' ';
        let step = |c: char| {
            let begins = !last.is_alphanumeric();
            last = c;
            if begins { c.to_uppercase().next().unwrap_or(c) } else { c }
        };
        t.chars().map(step).collect::<String>()
    };
    let low = term.to_lowercase();
    let forms = BTreeSet::from([term.to_owned(), term.to_uppercase(), initials(&low), low]);
    forms.iter().filter_map(|form| one(form)).collect()
}

fn one(form: &str) -> Option<Printed> {
    let text = Text::of(form.split_whitespace().map(|word| (word, false)));
    let (letters, count) = (text.letters, text.joints.len());
    let edits = if letters.iter().any(|c| c.is_numeric()) { 0 } else { letters.len() / LETTERS_AN_EDIT };
    let parted = text.joints.iter().skip(1).filter(|j| **j == Joint::Break).count();
    let gaps = parted + usize::from(letters.len() > LETTERS_AN_EDIT);
    (count >= LEAST).then_some(Printed { letters, edits: edits.min(EDITS), gaps })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The edits of the closest hit of a term in a line of text.
    fn edits(term: &str, line: &str) -> Option<usize> {
        let terms = [Secret::new(term)];
        let found = Lookout::new(terms.iter()).find(line.split(' ').map(|w| (w, w.ends_with('-'))));
        found.iter().map(|f| f.edits).min()
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (term, line) in [
            ("Olive", "Dear 0live,"),
            ("Olive", "OL1VE"),
            ("Ilya", "llya said"),
            ("Arnold", "Amold came"),
            ("Emma", "Ernma"),
            ("Dennis", "Denn1s"),
            ("Wendy", "VVendy"),
            ("020 7946 0958", "O20 7946 O95B"),
            ("Zoë Quill", "ZOE QUILL"),
            ("quill", "Quill's"),
            ("Whitlock", "Whit- lock"),
            ("Whitlock", "Whit lock"),
            ("Anna", "An- na"),
        ] {
            assert_eq!(edits(term, line), Some(0), "{term} in {line}");
        }
    }

    #[test]
    fn a_long_term_may_differ_by_an_edit_a_short_one_and_a_number_may_not() {
        for (term, line, wanted) in [
            ("Whitlock", "Whitiock", Some(1)),
            ("Whitlock", "Whit1ook", Some(1)),
            ("Whitlock", "Whitlocks", Some(1)),
            ("Whitlock", "hitlock", Some(1)),
            ("Dennis Whitlock", "Denris Whitiock", Some(2)),
            ("Whitlock", "Whatlook", None),
            ("Quill", "Quilt", None),
            ("07700 900123", "07700 900124", None),
        ] {
            assert_eq!(edits(term, line), wanted, "{term} in {line}");
        }
    }

    #[test]
    fn another_word_is_another_word() {
        for (term, line) in [
            ("Ali", "All of Ali"),
            ("Alia", "Alla Allan"),
            ("Anna", "than nation Hannah Annabel an na"),
            ("Lin", "Lin"),
            ("Whitlock", "white locks are sold"),
        ] {
            assert_eq!(edits(term, line), None, "{term} in {line}");
        }
    }

    #[test]
    fn a_hit_names_its_words() {
        let terms = [Secret::new("Ada Love"), Secret::new("Grace Hopper")];
        let words = ["Mr", "Grace", "Hopper,", "Ada", "Love"].map(|w| (w, false));
        let found = Lookout::new(terms.iter()).find(words.into_iter());
        let told: Vec<_> = found.iter().map(|f| (f.term, f.first, f.last)).collect();
        assert_eq!(told, [(0, 3, 4), (1, 1, 2)]);
    }
}
