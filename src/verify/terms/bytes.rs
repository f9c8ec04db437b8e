//! Every form of every term, looked for in bytes in one pass.
//!
//! The automaton holds the beginnings of forms; the rest of one is compared where its beginning was met. So it
//! grows with the number of terms and not with the length of their encodings: a pack of thousands of pages has
//! tens of thousands of terms, each in dozens of forms of up to six bytes a letter.

use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError};

/// Bytes of a form that the automaton holds.
const BEGINNING: usize = 6;

/// The forms, ready to be looked for; ASCII case does not count.
#[derive(Debug)]
pub(super) struct Forms {
    beginnings: AhoCorasick,
    /// The forms that begin alike, by number of their beginning.
    alike: Vec<Range<usize>>,
    forms: Vec<Form>,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
struct Form {
    at: usize,
    length: u32,
    term: u32,
}

impl Forms {
    /// Forms in ASCII lower case, each with the number of its term; none when there are none.
    ///
    /// # Errors
    /// When there are more of them than an automaton has numbers for.
    pub(super) fn new(all: impl Iterator<Item = (usize, Vec<u8>)>) -> Result<Option<Self>, BuildError> {
        let (mut forms, mut bytes) = (Vec::new(), Vec::new());
        for (term, form) in all {
            forms.push(Form { at: bytes.len(), length: form.len() as u32, term: term as u32 });
            bytes.extend(form);
        }
        let beginning = |form: &Form| {
            let form = bytes.get(form.at..form.at + form.length as usize).unwrap_or_default();
            form.get(..BEGINNING).unwrap_or(form)
        };
        forms.sort_by(|a, b| beginning(a).cmp(beginning(b)));
        let (mut alike, mut beginnings) = (Vec::new(), Vec::new());
        let mut from = 0;
        for group in forms.chunk_by(|a, b| beginning(a) == beginning(b)) {
            beginnings.extend(group.first().map(beginning));
            alike.push(from..from + group.len());
            from += group.len();
        }
        let Some(beginnings) = super::automaton(&beginnings, true)? else { return Ok(None) };
        forms.shrink_to_fit();
        bytes.shrink_to_fit();
        Ok(Some(Self { beginnings, alike, forms, bytes }))
    }

    /// Calls `met` with the term and the place of each form in `data`.
    pub(super) fn find(&self, data: &[u8], mut met: impl FnMut(usize, Range<usize>)) {
        for found in self.beginnings.find_overlapping_iter(data) {
            let alike = self.alike.get(found.pattern().as_usize()).cloned().unwrap_or_default();
            for form in self.forms.get(alike).unwrap_or_default() {
                let (length, start) = (form.length as usize, found.start());
                let wanted = self.bytes.get(form.at..form.at + length);
                let there = data.get(start..start + length);
                if there.zip(wanted).is_some_and(|(there, wanted)| there.eq_ignore_ascii_case(wanted)) {
                    met(form.term as usize, start..start + length);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_begin_alike_are_told_apart_and_each_is_found_in_any_case() {
        let all = ["anna", "annabel quill", "annabel quilt", "\\141\\156\\156\\141"];
        let forms =
            Forms::new(all.iter().map(|f| f.as_bytes().to_vec()).enumerate()).expect("few").expect("some");
        for (text, wanted) in [
            ("ANNA and Annabel Quill", vec![(0, 0..4), (0, 9..13), (1, 9..22)]),
            ("annabel quil", vec![(0, 0..4)]),
            ("Annabel QUILT", vec![(0, 0..4), (2, 0..13)]),
            ("(\\141\\156\\156\\141)", vec![(3, 1..17)]),
            ("", vec![]),
        ] {
            let mut met = Vec::new();
            forms.find(text.as_bytes(), |term, place| met.push((term, place)));
            met.sort_by_key(|(term, place)| (place.start, *term));
            assert_eq!(met, wanted, "{text}");
        }
        assert!(Forms::new(std::iter::empty()).is_ok_and(|none| none.is_none()));
    }
}
