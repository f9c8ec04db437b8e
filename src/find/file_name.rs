//! Why it exists: a file can be named after somebody who is named nowhere else (`hester_pickersgill.pdf`,
//! `HesterPickersgill.pdf`). Its words are read as names are written; what is no name there stays.

use std::ops::Range;

use super::Tier;
use super::fold::Folded;
use super::lexicon::evidence;
use super::people::{Page, mentions};

/// A name as words with capitals, and for each of its characters the byte of the source it stands for.
struct Readable {
    text: String,
    bytes: Vec<usize>,
}

/// The bytes of a title or of a file's name that are names of people, as far as the words prove it.
pub(super) fn people(title: &str) -> Vec<Range<usize>> {
    let plain = Readable { text: title.to_owned(), bytes: title.char_indices().map(|(at, _)| at).collect() };
    let both = std::iter::once(plain).chain(looks_like_a_file(title).then(|| readable(title)));
    both.flat_map(|read| found(&read, title.len())).collect()
}

/// The words of a document's own name, for the finder to learn from.
pub(super) fn words(name: &str) -> String {
    let own = name.rsplit(['/', '!']).next().unwrap_or(name);
    let own = own.rsplit_once('.').map_or(own, |(stem, _)| stem);
    if looks_like_a_file(own) { readable(own).text } else { own.to_owned() }
}

fn found(read: &Readable, end: usize) -> Vec<Range<usize>> {
    let folded = Folded::new(&read.text);
    let page = Page::new(&folded);
    let sure = mentions(&page).into_iter().filter(|mention| mention.tier != Tier::Check);
    let byte = |at: u32| read.bytes.get(at as usize).copied().unwrap_or(end);
    sure.map(|mention| {
        let chars = folded.chars(page.bytes(&mention.words));
        // the character after the last may stand for one that was put in
        let last = chars.end.checked_sub(1).map_or(0, byte);
        byte(chars.start)..last + 1
    })
    .collect()
}

/// Written in one piece, as names of files are and sentences are not.
fn looks_like_a_file(title: &str) -> bool {
    title.contains('_') || !title.trim().contains(' ')
}

/// Words with one space between two, cut where small letters turn to capitals: ordinary words in small
/// letters, others with a capital, as a sentence writes them.
fn readable(title: &str) -> Readable {
    let mut out = Readable { text: String::new(), bytes: Vec::new() };
    let mut word: Vec<(usize, char)> = Vec::new();
    for (at, c) in title.char_indices() {
        let turn = c.is_uppercase() && word.last().is_some_and(|(_, last)| last.is_lowercase());
        let apart = matches!(c, '_' | '-' | '.' | '+' | ' ');
        if turn || apart {
            out.word(std::mem::take(&mut word));
            out.put(' ', at);
        }
        if !apart {
            word.push((at, c));
        }
    }
    out.word(word);
    out
}

impl Readable {
    fn put(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.bytes.push(at);
    }

    fn word(&mut self, word: Vec<(usize, char)>) {
        let folded = super::fold::fold_term(&word.iter().map(|(_, c)| *c).collect::<String>());
        let evidence = evidence(&folded);
        let ordinary = evidence.word() && evidence.forename() == 0;
        for (place, (at, c)) in word.into_iter().enumerate() {
            if place == 0 && !ordinary {
                c.to_uppercase().for_each(|upper| self.put(upper, at));
            } else {
                c.to_lowercase().for_each(|lower| self.put(lower, at));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_read_out_of_the_name_of_a_file_however_it_is_written() {
        for (title, names) in [
            ("hester_pickersgill_statement", &["hester_pickersgill"][..]),
            ("CorneliusBrambleworth", &["CorneliusBrambleworth"]),
            ("Witness-Ambrose-Tindersley", &["Ambrose-Tindersley"]),
            ("statement of Hester Pickersgill", &["Hester Pickersgill"]),
            ("damp_report_2026", &[]),
            ("stage-two-response", &[]),
            ("TenancyAgreement", &[]),
            ("invoice.final.v2", &[]),
            ("repairs log", &[]),
        ] {
            let found = people(title);
            for name in names {
                let at = title.find(name).expect("in the title");
                let held = |r: &Range<usize>| r.start <= at && r.end >= at + name.len();
                assert!(found.iter().any(held), "{title}: {found:?}");
            }
            assert_eq!(found.is_empty(), names.is_empty(), "{title}: {found:?}");
        }
    }
}
