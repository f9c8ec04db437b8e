//! Why it exists: the names of people, found by how they are written and by what stands beside them.
//!
//! A dictionary word alone is weak evidence and a capital alone is weaker; a title, a role, a form
//! field, a signature or a second mention makes it a name. What one place of a document proves is
//! then looked for in all of it (`spread`). It never decides whose name it is: `book` does.

use std::cell::Cell;
use std::ops::Range;

use super::Tier;
use super::cells::Line;
use super::fold::Folded;
use super::words::Word;

mod alias;
mod behind;
mod beside;
mod christian;
mod columns;
mod common;
mod cued;
mod dotted;
mod fields;
mod firms;
mod informal;
mod initials;
mod letter;
mod lists;
mod login;
mod misread;
mod names;
pub(crate) mod office;
mod reversed;
mod rules;
mod run;
mod runs;
mod services;
mod single;
mod small;
mod speaker;
mod spread;
mod things;
mod titled;
mod vocabulary;
mod whole;

pub(crate) use names::{FUZZIER, Names, Prints};
pub(crate) use spread::spread;

/// A page made ready for finding people.
pub(crate) struct Page<'t> {
    /// The folded text.
    pub(crate) text: &'t str,
    /// Its words.
    pub(crate) words: &'t [Word],
    /// Its lines.
    pub(crate) lines: &'t [Line],
    /// Where the last run that was looked at starts and ends (see `run`).
    run: Cell<(usize, usize)>,
}

impl<'t> Page<'t> {
    /// The words of folded text.
    pub(crate) fn new(folded: &'t Folded) -> Self {
        let run = Cell::new((usize::MAX, usize::MAX));
        Self { text: &folded.text, words: folded.words(), lines: folded.lines(), run }
    }

    /// The word at `i`.
    pub(crate) fn at(&self, i: usize) -> Option<&Word> {
        self.words.get(i)
    }

    /// The folded text of the word at `i`, empty beyond the end.
    pub(crate) fn word(&self, i: usize) -> &'t str {
        self.words.get(i).map_or("", |w| w.of(self.text))
    }

    /// The folded text of the word `n` before `i`, empty before the start.
    pub(crate) fn back(&self, i: usize, n: usize) -> &'t str {
        i.checked_sub(n).map_or("", |at| self.word(at))
    }

    /// What stands between the words `i - 1` and `i`.
    pub(crate) fn between(&self, i: usize) -> &'t str {
        let from = i.checked_sub(1).and_then(|p| self.words.get(p)).map_or(0, |w| w.end as usize);
        let to = self.words.get(i).map_or(self.text.len(), |w| w.start as usize);
        self.text.get(from..to).unwrap_or_default()
    }

    /// The bytes of a range of words.
    pub(crate) fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let start = self.words.get(words.start).map_or(0, |w| w.start as usize);
        let end = words.end.checked_sub(1).and_then(|l| self.words.get(l)).map_or(start, |w| w.end as usize);
        start..end.max(start)
    }
}

/// Whether a word is one of a list set apart by blanks.
fn is_one_of(list: &str, word: &str) -> bool {
    // most words are in no list, which one look at the bytes tells
    list.contains(word) && list.split_ascii_whitespace().any(|w| w == word)
}

/// A name at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// All words, the title among them.
    pub(crate) words: Range<usize>,
    /// The words of the name, without the title.
    pub(crate) name: Range<usize>,
    /// How sure.
    pub(crate) tier: Tier,
    /// Why, in plain English.
    pub(crate) reason: &'static str,
    /// Surname first ("Hussain, Tariq").
    pub(crate) reversed: bool,
}

impl Mention {
    pub(crate) fn new(words: Range<usize>, tier: Tier, reason: &'static str) -> Self {
        Self { name: words.clone(), words, tier, reason, reversed: false }
    }
}

/// Every name of a page that can be told from the page itself, in order, without overlaps.
pub(crate) fn mentions(page: &Page) -> Vec<Mention> {
    let mut out = vec![];
    let mut i = 0;
    while let Some(word) = page.at(i) {
        if rules::is_plain(word) {
            i += 1;
            continue;
        }
        match rules::at(page, i) {
            Some(found) if found.words.end > i => {
                i = found.words.end;
                let thing = |m: &Mention| things::hold(page, m);
                out.extend(
                    firms::spare(page, found).and_then(|m| services::spare(page, m)).filter(|m| !thing(m)),
                );
            }
            _ => i += 1,
        }
    }
    lists::extend(page, &mut out);
    let cells = columns::names(page);
    if !cells.is_empty() {
        // the heading knows where a name in a cell starts and ends
        out.retain(|m| {
            let next = cells.partition_point(|c| c.words.end <= m.words.start);
            cells.get(next).is_none_or(|c| m.words.end <= c.words.start)
        });
        out.extend(cells);
        out.sort_by_key(|m| m.words.start);
    }
    out
}

#[cfg(test)]
mod tests;
