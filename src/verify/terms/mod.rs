//! Looking for known terms (R009): in bytes, in every encoding, and in folded text.
//!
//! Two automata hold all terms at once, so that the cost does not grow with their number. A hit
//! names the term by its number only; what it says is nobody's business here.

mod bytes;
pub(crate) mod fold;
pub(crate) mod near;
pub(crate) mod needles;
mod print;

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, BuildError, MatchKind};

use crate::diag::Secret;
use bytes::Forms;
use fold::{Folded, Joint};

/// From this many folded letters on a term counts also inside a longer word.
const LONG: usize = 7;
/// In binary data a shorter form is chance.
const BINARY_MIN: usize = 6;

/// What kind of bytes is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Haystack {
    /// Syntax or text: every form counts.
    Text,
    /// Samples, outlines, profiles: short forms are chance.
    Binary,
    /// Content that pages show: their text is judged as text too, so a term must stand alone here.
    Shown,
}

/// Two automata over all terms.
#[derive(Debug)]
pub(crate) struct Searcher {
    bytes: Option<Forms>,
    text: Option<AhoCorasick>,
    terms: Vec<Folded>,
    /// Whether an automaton could not be made: then nothing that is found says anything of what is not.
    blind: bool,
}

impl Searcher {
    /// A searcher for these terms; a hit names one by its index.
    pub(crate) fn new<'a>(terms: impl Iterator<Item = &'a Secret>) -> Self {
        let terms: Vec<&Secret> = terms.collect();
        let forms = |(index, term): (usize, &&Secret)| {
            needles::forms(term.expose()).into_iter().map(move |form| (index, form))
        };
        let bytes = Forms::new(terms.iter().enumerate().flat_map(forms));
        let text = Self::for_text(terms.into_iter());
        Self { blind: text.blind || bytes.is_err(), bytes: bytes.ok().flatten(), ..text }
    }

    /// A searcher for text only, without the encodings.
    pub(crate) fn for_text<'a>(terms: impl Iterator<Item = &'a Secret>) -> Self {
        let terms: Vec<Folded> = terms.map(|t| Folded::of(t.expose())).collect();
        let text = text_automaton(&terms);
        Self { blind: text.is_err(), bytes: None, text: text.ok().flatten(), terms }
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether there are more terms than can be looked for: a file searched so must not pass.
    pub(crate) fn is_blind(&self) -> bool {
        self.blind
    }

    /// The terms found in bytes, with the place of each hit.
    pub(crate) fn in_bytes(&self, data: &[u8], kind: Haystack) -> Vec<(usize, Range<usize>)> {
        let Some(forms) = &self.bytes else { return Vec::new() };
        let mut hits = Vec::new();
        forms.find(data, |term, place| {
            let counts = match kind {
                Haystack::Text => self.stands_alone(term, data, place.start, place.end, LONG),
                Haystack::Shown => self.stands_alone(term, data, place.start, place.end, usize::MAX),
                Haystack::Binary => place.len() >= BINARY_MIN,
            };
            if counts {
                hits.push((term, place));
            }
        });
        hits
    }

    /// The terms found in a text, and whether each stands there as whole words. A short term inside a
    /// longer word is another word and no hit at all.
    pub(crate) fn in_text(&self, text: &Folded) -> Vec<(usize, bool)> {
        let Some(automaton) = &self.text else { return Vec::new() };
        let mut hits = Vec::new();
        for found in automaton.find_overlapping_iter(&text.bytes) {
            let term = found.pattern().as_usize();
            let whole = self.is_whole(term, text, found.start(), found.end());
            if whole || found.len() >= LONG {
                hits.push((term, whole));
            }
        }
        hits
    }

    /// The terms found in a string, in its bytes or folded.
    pub(crate) fn in_string(&self, data: &[u8]) -> Vec<usize> {
        let mut hits: Vec<usize> = self.in_bytes(data, Haystack::Text).into_iter().map(|h| h.0).collect();
        let text = Folded::of(&text_string(data));
        hits.extend(self.in_text(&text).into_iter().map(|h| h.0));
        hits.sort_unstable();
        hits.dedup();
        hits
    }

    /// A run of fewer than `long` letters inside a longer one is another word.
    fn stands_alone(&self, term: usize, data: &[u8], start: usize, end: usize, long: usize) -> bool {
        let folded = self.terms.get(term).map_or(0, |t| t.bytes.len());
        let at = |i: Option<usize>| i.and_then(|i| data.get(i)).copied().unwrap_or(b' ');
        let (before, first) = (at(start.checked_sub(1)), at(Some(start)));
        let (last, after) = (at(end.checked_sub(1)), at(Some(end)));
        let joined = |a: u8, b: u8| {
            a.is_ascii_alphanumeric()
                && b.is_ascii_alphanumeric()
                && !(a.is_ascii_lowercase() && b.is_ascii_uppercase())
        };
        folded >= long || (!joined(before, first) && !joined(last, after))
    }

    /// Whether a match begins and ends with words, and is parted inside only where the term is.
    fn is_whole(&self, term: usize, text: &Folded, start: usize, end: usize) -> bool {
        let Some(wanted) = self.terms.get(term) else { return false };
        let joint = |i: usize| text.joints.get(i).copied().unwrap_or(Joint::Break);
        if joint(start) == Joint::Inside || joint(end) == Joint::Inside {
            return false;
        }
        let inner = || (start + 1..end).map(joint).zip(wanted.joints.iter().skip(1));
        let spaced = inner().all(|(found, _)| found == Joint::Break);
        spaced
            || wanted.bytes.len() >= LONG
            || inner().all(|(found, wanted)| found != Joint::Break || *wanted == Joint::Break)
    }
}

/// One automaton over all patterns; a table of states where that is small.
///
/// # Errors
/// When there are more patterns than it has numbers for.
fn automaton<P: AsRef<[u8]>>(patterns: &[P], caseless: bool) -> Result<Option<AhoCorasick>, BuildError> {
    let size: usize = patterns.iter().map(|p| p.as_ref().len()).sum();
    let kind = if size < 200_000 { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
    let mut builder = AhoCorasickBuilder::new();
    let builder = builder.ascii_case_insensitive(caseless).match_kind(MatchKind::Standard).kind(Some(kind));
    if patterns.is_empty() { Ok(None) } else { builder.build(patterns).map(Some) }
}

/// The automaton over folded terms; an empty one would match everywhere: it gets a form that no text
/// can have, so that the numbers stay.
fn text_automaton(terms: &[Folded]) -> Result<Option<AhoCorasick>, BuildError> {
    let forms: Vec<&[u8]> =
        terms.iter().map(|f| if f.bytes.is_empty() { b"\xFF".as_slice() } else { &f.bytes }).collect();
    automaton(&forms, false)
}

/// A text string (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 by its mark, else a single-byte encoding.
pub(crate) fn text_string(data: &[u8]) -> String {
    let wide = |bytes: &[u8], make: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|c| make([c[0], c[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match data {
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => std::str::from_utf8(data).map_or_else(
            |_| encoding_rs::WINDOWS_1252.decode_without_bom_handling(data).0.into_owned(),
            str::to_owned,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn searcher(terms: &[&str]) -> Searcher {
        let secrets: Vec<Secret> = terms.iter().map(|t| Secret::new(*t)).collect();
        Searcher::new(secrets.iter())
    }

    #[test]
    fn a_term_is_found_in_every_encoding() {
        let s = searcher(&["Zoë Quill"]);
        let utf16: Vec<u8> = "Zoë Quill".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let hex: String = "Zoë Quill".bytes().map(|b| format!("{b:02X}")).collect();
        let octal = "\\132\\157\\145\\040\\121\\165\\151\\154\\154";
        let cases: [&[u8]; 9] = [
            "x Zoë Quill y".as_bytes(),
            b"ZOE  quill",
            b"Zo\xEB Quill",
            &utf16,
            hex.as_bytes(),
            octal.as_bytes(),
            b"WxabWm9lIFF1aWxsxx",
            b"/zoe_quill.pdf",
            b"lliuQ eoZ",
        ];
        for case in cases {
            assert!(!s.in_string(case).is_empty(), "{}", String::from_utf8_lossy(case));
        }
    }

    #[test]
    fn a_removed_address_inside_a_kept_one_is_no_hit_where_pages_show_it() {
        let searcher = searcher(&["a@example.org"]);
        let kept = b"BT (t.kowalska@example.org) Tj ET";
        assert!(searcher.in_bytes(kept, Haystack::Shown).is_empty());
        assert!(!searcher.in_bytes(kept, Haystack::Text).is_empty());
        assert!(!searcher.in_bytes(b"BT (write to a@example.org) Tj ET", Haystack::Shown).is_empty());
    }

    #[test]
    fn a_short_term_inside_another_word_is_another_word() {
        let s = searcher(&["Anna"]);
        for kept in ["than nation", "Hannah", "Annabel", "an na"] {
            assert!(s.in_string(kept.as_bytes()).is_empty(), "{kept}");
        }
        for leak in ["Dear Anna,", "DearAnna", "An-\nna", "A n n a", "(anna)"] {
            assert!(!s.in_string(leak.as_bytes()).is_empty(), "{leak}");
        }
    }

    #[test]
    fn chance_in_samples_is_no_hit() {
        let s = searcher(&["Anna"]);
        assert!(s.in_bytes(b"\x00\xF1anna\x02\x80", Haystack::Binary).is_empty());
        let whole = searcher(&["Annabel"]);
        assert_eq!(whole.in_bytes(b"\x00\xF1annabel\x02", Haystack::Binary).len(), 1);
    }
}
