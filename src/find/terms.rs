//! Why it exists: what the officer wrote down is looked for as written: block and allow lists, the
//! identifiers and mail addresses of case.toml, patterns of the body's own. A pattern that does not
//! compile finds nothing here; the check of the case file names it.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::{Regex, RegexBuilder};

use super::book::{Book, Whose};
use super::fold::{Folded, fold_term};
use super::name::Name;
use super::owner::{Owners, squeeze};
use super::place::Draft;
use super::{Kind, ListTerm, Owner, Tier};
use crate::case::schema::CustomPattern;

/// Bytes of text between the parts of a wrapped term.
const WRAP: usize = 400;
/// Shortest term that is looked for torn, in letters and digits.
pub(super) const TORN: usize = 4;

/// Where the terms stand in the text, ends on word boundaries, over line breaks and hyphened breaks.
pub(crate) fn places(text: &Folded, terms: &[String]) -> Vec<(usize, Range<u32>)> {
    let flat = flat(&text.text);
    let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::Standard).build(terms) else {
        return vec![];
    };
    let mut out = vec![];
    for m in automaton.find_overlapping_iter(&flat) {
        let range = m.start()..m.end();
        if !range.is_empty() && bounded(&flat, &range) {
            out.push((m.pattern().as_usize(), text.chars(range)));
        }
    }
    out
}

/// Where the terms stand, also inside longer words: what a person typed is removed wherever it is.
pub(crate) fn anywhere(text: &Folded, terms: &[String]) -> Vec<Range<u32>> {
    if terms.is_empty() {
        return vec![];
    }
    let flat = flat(&text.text);
    let Ok(automaton) = AhoCorasick::new(terms) else { return vec![] };
    automaton.find_overlapping_iter(&flat).map(|m| text.chars(m.range())).collect()
}

/// Where terms of four letters or more stand as whole words whatever blanks and hyphens tear them or
/// are missing: the page's text cannot always tell a gap inside a word from one between words. The
/// verifier looks for what was removed in the same way.
pub(crate) fn torn(text: &Folded, terms: &[String]) -> Vec<Range<u32>> {
    let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let whole: Vec<String> = terms.iter().map(|t| letters(t)).filter(|t| t.chars().count() >= TORN).collect();
    if whole.is_empty() {
        return vec![];
    }
    let (mut squeezed, mut places) = (String::with_capacity(text.text.len()), Vec::new());
    for (at, c) in text.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        squeezed.push(c);
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
    }
    let Ok(automaton) = AhoCorasick::new(&whole) else { return vec![] };
    let hits = automaton.find_overlapping_iter(&squeezed).filter_map(|m| {
        let (start, last) = (*places.get(m.start())?, *places.get(m.end().checked_sub(1)?)?);
        let range = start..last + text.text.get(last..)?.chars().next().map_or(1, char::len_utf8);
        // tidy lines only: a blank line parts blocks of text
        let one = text.text.get(range.clone()).is_some_and(|t| !t.contains("\n\n"));
        (one && bounded(&text.text, &range)).then(|| text.chars(range))
    });
    hits.collect()
}

/// Where terms of several words stand wrapped inside a cell or column: their first words end a cell or
/// line, and the others begin one further on, with something else between.
pub(crate) fn wrapped(text: &Folded, terms: &[String]) -> Vec<Range<u32>> {
    let mut out = vec![];
    for (first, rest) in terms.iter().flat_map(|t| t.match_indices(' ').map(move |(at, _)| t.split_at(at))) {
        let rest = rest.trim_start();
        let whole = |at: usize, part: &str| bounded(&text.text, &(at..at + part.len()));
        for (start, _) in text.text.match_indices(first).filter(|(at, _)| whole(*at, first)) {
            let end = start + first.len();
            let further = text.text.get(end..).filter(|t| t.starts_with(['\n', '\t'])).unwrap_or_default();
            let begins = |at: &usize| further.get(..*at).is_some_and(|t| t.ends_with(['\n', '\t']));
            let mut places = further.match_indices(rest).map(|(at, _)| at);
            let found = places.find(|at| begins(at) && whole(end + at, rest)).filter(|at| *at <= WRAP);
            if let Some(at) = found.map(|at| end + at) {
                out.extend([text.chars(start..end), text.chars(at..at + rest.len())]);
            }
        }
    }
    out
}

/// Line breaks as spaces, byte for byte.
fn flat(text: &str) -> String {
    text.replace(['\n', '\t'], " ")
}

/// No letter or digit goes on at either end (where the term itself ends in one).
fn bounded(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|t| t.chars().next_back());
    let after = text.get(range.end..).and_then(|t| t.chars().next());
    let inner = text.get(range.clone()).unwrap_or_default();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(word(before) && word(inner.chars().next()) || word(after) && word(inner.chars().next_back()))
}

/// Findings for the block list.
pub(crate) fn blocked(text: &Folded, block: &[ListTerm]) -> Vec<Draft> {
    if block.is_empty() {
        return vec![];
    }
    let terms: Vec<String> = block.iter().map(|t| fold_term(t.term.expose())).collect();
    let draft = |(i, chars): (usize, Range<u32>)| {
        let term = block.get(i)?;
        Some(Draft {
            kind: term.kind,
            tier: Tier::Certain,
            reason: "on the list of terms to redact".to_owned(),
            owner: Owner::Discovered,
            person: None,
            exemption: term.exemption.clone(),
            chars,
        })
    };
    places(text, &terms).into_iter().filter_map(draft).collect()
}

/// The identifiers and mail addresses of the case file, however they are spaced and punctuated.
pub(crate) fn literals(text: &Folded, owners: &Owners) -> Vec<Draft> {
    let known = owners.literals();
    if known.is_empty() {
        return vec![];
    }
    let mut tight = String::with_capacity(text.text.len());
    let mut at = vec![];
    for (i, c) in text.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        tight.push(c);
        at.extend(std::iter::repeat_n(i, c.len_utf8()));
    }
    let Ok(automaton) =
        AhoCorasick::builder().match_kind(MatchKind::Standard).build(known.iter().map(|(t, ..)| t))
    else {
        return vec![];
    };
    let mut out = vec![];
    for m in automaton.find_overlapping_iter(&tight) {
        let (Some(start), Some(last), Some((_, kind, owner))) =
            (at.get(m.start()), at.get(m.end() - 1), known.get(m.pattern().as_usize()))
        else {
            continue;
        };
        let range =
            *start..last + text.text.get(*last..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
        let spread = range.len() > (m.end() - m.start()) * 2 + 2;
        if !spread && bounded(&text.text, &range) {
            let written = text.text.get(range.clone()).unwrap_or_default();
            let owner = owners.whose(*kind, written).unwrap_or(*owner);
            let (tier, reason) = match owner {
                Owner::Subject => (Tier::Certain, "the data subject's own"),
                Owner::Ambiguous => (Tier::Check, "shared by the data subject and somebody else"),
                _ => (Tier::Certain, "in case.toml"),
            };
            out.push(Draft {
                kind: *kind,
                tier,
                reason: reason.to_owned(),
                owner,
                person: None,
                exemption: None,
                chars: text.chars(range),
            });
        }
    }
    out
}

/// Findings of the body's own patterns, on the page's text as it is.
pub(crate) fn patterns(text: &str, patterns: &[CustomPattern]) -> Vec<Draft> {
    let mut out = vec![];
    for pattern in patterns {
        let Ok(regex) = compile(&pattern.pattern) else { continue };
        out.extend(regex_ranges(text, &regex).into_iter().map(|chars| Draft {
            kind: Kind::Custom,
            tier: Tier::Certain,
            reason: format!("the pattern ‘{}’", pattern.name),
            owner: Owner::Discovered,
            person: None,
            exemption: pattern.exemption.clone(),
            chars,
        }));
    }
    out
}

/// Compiles a pattern of an officer with a limit on its size.
///
/// # Errors
/// When it is no regular expression or too large; the message is ours.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern)
        .size_limit(4 << 20)
        .build()
        .map_err(|_| "not a regular expression, or one that is too large".to_owned())
}

/// Characters of the text that a regular expression matches.
pub(crate) fn regex_ranges(text: &str, regex: &Regex) -> Vec<Range<u32>> {
    let mut out = vec![];
    let (mut byte, mut chars) = (0, 0);
    for m in regex.find_iter(text).filter(|m| !m.is_empty()) {
        chars += text.get(byte..m.start()).map_or(0, |t| t.chars().count()) as u32;
        let length = m.as_str().chars().count() as u32;
        out.push(chars..chars + length);
        chars += length;
        byte = m.end();
    }
    out
}

/// Whose mailbox it is by the words before the @: forename or initial, and surname; a forename alone is
/// only a hint.
pub(crate) fn mailbox_owner(address: &str, book: &Book) -> Option<Whose> {
    let folded = fold_term(address);
    let local = folded.split(['@', '[', '(']).next()?.trim().to_owned();
    let local = local.split(" at ").next()?.to_owned();
    let parts: Vec<String> =
        local.split(|c: char| !c.is_alphabetic()).filter(|p| !p.is_empty()).map(squeeze).collect();
    let whole = parts.concat();
    let like = book.index.with(parts.iter().map(String::as_str).chain([whole.as_str()]));
    let fits = |fit: &dyn Fn(&Name) -> bool| -> Vec<usize> {
        let has = |i: &&usize| book.entries.get(**i).is_some_and(|e| e.names.iter().any(fit));
        like.iter().filter(has).copied().collect()
    };
    let full = fits(&|n| mailbox_fits(n, &parts, &whole));
    if !full.is_empty() {
        return among(book, &full, false);
    }
    let first = fits(&|n| n.given.first().is_some_and(|g| g.chars().count() > 2 && *g == whole));
    among(book, &first, true)
}

/// One of several people; of different standing, nobody can say.
fn among(book: &Book, entries: &[usize], hint: bool) -> Option<Whose> {
    let owner = |i: &usize| book.entries.get(*i).map_or(Owner::Discovered, |e| e.owner);
    let entry = *entries.first()?;
    let mine = entries.iter().any(|i| owner(i) == Owner::Subject);
    let others = entries.iter().any(|i| owner(i) != Owner::Subject);
    if mine && (others || hint) {
        return Some(Whose { entry, owner: Owner::Ambiguous, doubtful: true, shared: true, listed: false });
    }
    let shared = entries.len() > 1 && !mine;
    let owner = if shared { Owner::Discovered } else { owner(&entry) };
    Some(Whose { entry, owner, doubtful: hint || shared, shared, listed: false })
}

fn mailbox_fits(name: &Name, parts: &[String], whole: &str) -> bool {
    let (Some(given), Some(surname)) = (name.given.first(), &name.surname) else { return false };
    let surname = squeeze(surname);
    let initial = |p: &str| given.chars().next().is_some_and(|i| p.chars().eq([i]));
    name.handles().iter().any(|h| h == whole)
        || parts.contains(&surname) && parts.iter().any(|p| p == given || initial(p))
}
