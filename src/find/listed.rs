//! Why it exists: who is listed in case.toml is found whole, in any letters and over any white space,
//! before a word is judged by itself: `GRACE YOUNG`, `will rose`, `de Sousa, F.`, a name that a quoted
//! mail breaks over two lines. Their birth dates need no cue. A form that two people share is left to
//! the book, which flags it; an initial must be a capital.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::book::Book;
use super::fold::Folded;
use super::kinds::dates;
use super::name::{Name, man};
use super::owner::Owners;
use super::people::{Mention, Page};
use super::place::Draft;
use super::words::Shape;
use super::{Kind, Owner, Tier, nicknames};

/// Titles before a surname that cannot be a word by itself.
const TITLES: [&str; 6] = ["mr", "mrs", "ms", "miss", "dr", "prof"];

/// The forms of the names of a case, ready to be looked for.
pub(crate) struct Listed {
    forms: Vec<Form>,
    automaton: Option<AhoCorasick>,
}

/// A way to write somebody's name, folded and flat (see [`flat`]).
struct Form {
    text: String,
    entry: usize,
    owner: Owner,
    /// Whether it holds an initial, which must be a capital where it stands.
    initial: bool,
    /// Whether its bearer's title is a man's or a woman's, where `case.toml` gives one.
    man: Option<bool>,
}

impl Listed {
    /// The forms of everybody in the case file that are one person's only.
    pub(crate) fn of(book: &Book) -> Self {
        let mut all: BTreeMap<String, Option<(usize, Owner, bool)>> = BTreeMap::new();
        for (entry, person) in book.entries.iter().enumerate() {
            for (form, initial) in person.names.iter().flat_map(forms) {
                let mine = Some((entry, person.owner, initial));
                let same = |old: &Option<(usize, Owner, bool)>| old.is_some_and(|o| o.0 == entry);
                all.entry(flat(&form).0)
                    .and_modify(|old| {
                        if !same(old) {
                            *old = None;
                        }
                    })
                    .or_insert(mine);
            }
        }
        let form = |(text, whose): (String, Option<(usize, Owner, bool)>)| {
            let (entry, owner, initial) = whose?;
            let mut titles = book.entries.get(entry)?.names.iter().filter_map(|n| n.title.as_deref());
            let man = titles.find_map(man);
            Some(Form { text, entry, owner, initial, man })
        };
        let forms: Vec<Form> = all.into_iter().filter_map(form).collect();
        let build = || {
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(forms.iter().map(|f| &f.text))
        };
        let automaton = if forms.is_empty() { None } else { build().ok() };
        Self { forms, automaton }
    }

    /// What the case file knows of people on a page: names and birth dates, each with its book entry.
    pub(crate) fn all(
        &self,
        text: &Folded,
        owners: &Owners,
        book: &Book,
        off: &[Kind],
    ) -> Vec<(Draft, Option<usize>)> {
        let mut out = if off.contains(&Kind::Person) { vec![] } else { self.names(text) };
        if !off.contains(&Kind::DateOfBirth) {
            out.extend(births(text, owners, book));
        }
        out
    }

    /// Cuts the runs of a page where listed names stand in them: `MRS BANKS WILL NEED A VISIT` is the data
    /// subject's name and a sentence.
    pub(crate) fn trim(&self, text: &Folded, found: &mut Vec<Mention>) {
        let listed: Vec<Range<usize>> = self.places(text).into_iter().map(|(bytes, _)| bytes).collect();
        if listed.is_empty() {
            return;
        }
        let page = Page::new(text);
        let mut out = Vec::with_capacity(found.len());
        found.drain(..).for_each(|mention| cut(&page, mention, &listed, &mut out));
        out.retain(|m| !m.words.is_empty() && !m.name.is_empty());
        out.sort_by_key(|m| m.words.start);
        *found = out;
    }

    /// Drafts of the names, each with its book entry.
    fn names(&self, text: &Folded) -> Vec<(Draft, Option<usize>)> {
        let named = |(bytes, form): (Range<usize>, &Form)| {
            let mine = form.owner == Owner::Subject;
            let reason = if mine { "the data subject's own name" } else { "named in case.toml" };
            (draft(Kind::Person, form.owner, reason, text.chars(bytes)), Some(form.entry))
        };
        self.places(text).into_iter().map(named).collect()
    }

    /// Where the names stand, in bytes of the folded text.
    fn places(&self, text: &Folded) -> Vec<(Range<usize>, &Form)> {
        let Some(automaton) = &self.automaton else { return vec![] };
        let (flat, places) = flat(&text.text);
        let mut out = vec![];
        for hit in automaton.find_iter(&flat) {
            let Some(form) = self.forms.get(hit.pattern().as_usize()) else { continue };
            let Some(bytes) = source(&text.text, &places, hit.range()) else { continue };
            if is_whole(&flat, &hit.range())
                && (!form.initial || capital_initials(text, &bytes))
                && !is_called_otherwise(text, &bytes, form.man)
            {
                out.push((bytes, form));
            }
        }
        out
    }
}

/// "Mr A Khan" is not Mrs Ann Khan: a title of the other sex stands right before the name.
fn is_called_otherwise(text: &Folded, bytes: &Range<usize>, known: Option<bool>) -> bool {
    let before = text.text.get(..bytes.start).unwrap_or_default().trim_end_matches(['.', ' ']);
    let start = before.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + 1);
    let title = before.get(start..).and_then(man);
    matches!((title, known), (Some(here), Some(known)) if here != known)
}

/// Cuts a run where a listed name stands in it; the words after it stay found only where one of them can
/// be a name. "Mr and Mrs Khan" are two people and stay one mention.
fn cut(page: &Page, found: Mention, listed: &[Range<usize>], out: &mut Vec<Mention>) {
    let bytes = page.bytes(&found.words);
    let crosses = |l: &&Range<usize>| {
        l.start < bytes.end && bytes.start < l.end && !(l.start <= bytes.start && bytes.end <= l.end)
    };
    let couple =
        (found.words.start..found.name.start).any(|i| page.word(i) == "and" || page.between(i).contains('&'));
    let Some(name) = listed.iter().find(crosses).filter(|_| !couple) else {
        return out.push(found);
    };
    let before = |at: usize| page.words.partition_point(|w| (w.start as usize) < at);
    let inside = before(name.start).max(found.words.start)..before(name.end).min(found.words.end);
    let mut rest = |words: Range<usize>| {
        if words.clone().any(|i| can_be_a_name(page, i)) {
            let mut part = Mention::new(words, found.tier, found.reason);
            part.name.start = part.name.start.max(found.name.start.min(part.name.end - 1));
            out.push(part);
        }
    };
    rest(found.words.start..inside.start);
    rest(inside.end..found.words.end);
    let start = found.name.start.clamp(inside.start, inside.end.saturating_sub(1).max(inside.start));
    let name = start..inside.end.min(found.name.end).max(start);
    out.push(Mention { words: inside, name, ..found });
}

/// Whether a word is none of the language and no short label.
fn can_be_a_name(page: &Page, i: usize) -> bool {
    page.at(i).is_some_and(|w| {
        let known = w.known;
        let plain = known.word() || known.title() || known.heading() || known.other() || known.particle();
        w.len() > 3 && !plain && w.shape != Shape::Number
    })
}

/// Birth dates of the people of the case file, wherever they stand.
fn births(text: &Folded, owners: &Owners, book: &Book) -> Vec<(Draft, Option<usize>)> {
    if !owners.know_births() {
        return vec![];
    }
    let known = |found: dates::Found| {
        let owner = owners.born(found.date)?;
        let reason = if owner == Owner::Subject { "the data subject's own" } else { "in case.toml" };
        let draft = draft(Kind::DateOfBirth, owner, reason, text.chars(found.bytes));
        Some((draft, book.entry_of(owner)))
    };
    dates::all(&text.text).into_iter().filter_map(known).collect()
}

fn draft(kind: Kind, owner: Owner, reason: &str, chars: Range<u32>) -> Draft {
    let tier = if owner == Owner::Ambiguous { Tier::Check } else { Tier::Certain };
    Draft { kind, tier, reason: reason.to_owned(), owner, person: None, exemption: None, chars }
}

/// The ways to write a whole name; `true` where an initial is in it.
fn forms(name: &Name) -> Vec<(String, bool)> {
    let Some(surname) = &name.surname else { return vec![] };
    let mut out: Vec<(String, bool)> = vec![];
    if surname.contains(' ') {
        out.push((surname.clone(), false));
        out.extend(TITLES.map(|t| (format!("{t} {surname}"), false)));
    }
    if let Some(title) = &name.title {
        out.push((format!("{title} {surname}"), false));
    }
    let Some(first) = name.given.first() else { return out };
    let all = name.given.join(" ");
    let initials: Vec<String> =
        name.given.iter().filter_map(|g| g.chars().next()).map(String::from).collect();
    let mut givens = vec![(all, first.len() == 1), (first.clone(), first.len() == 1)];
    givens.extend(nicknames::forms(first).iter().map(|n| ((*n).to_owned(), false)));
    givens.extend([(initials.join(" "), true), (initials.first().cloned().unwrap_or_default(), true)]);
    for (given, initial) in givens {
        out.extend([(format!("{given} {surname}"), initial), (format!("{surname},{given}"), initial)]);
        // "Khan A" is a name in a list; "young i" is a sentence
        if !initial {
            out.push((format!("{surname} {given}"), false));
        }
    }
    out.retain(|(form, _)| form.len() >= 4);
    out
}

/// The text with every run of white space, quotation marks of mails, hyphens and full stops as one
/// space, and none after a comma; and for each byte the byte it came from.
fn flat(text: &str) -> (String, Vec<usize>) {
    let (mut out, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut fresh = false;
    for (at, c) in text.char_indices() {
        // a blank line parts blocks, and a tab the cells of a table
        if c == '\n' && text.as_bytes().get(at + 1) == Some(&b'\n') || c == '\t' {
            out.push('\n');
            places.push(at);
            fresh = true;
            continue;
        }
        fresh |= c == '\n';
        let blank = c.is_whitespace() || matches!(c, '-' | '.') || fresh && matches!(c, '>' | '|');
        if blank {
            if !out.ends_with([' ', ',', '\n']) {
                out.push(' ');
                places.push(at);
            }
            continue;
        }
        fresh = false;
        if c == ',' && out.ends_with(' ') {
            out.pop();
            places.pop();
        }
        out.push(c);
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
    }
    (out, places)
}

/// The bytes of the folded text behind bytes of the flat one.
fn source(text: &str, places: &[usize], range: Range<usize>) -> Option<Range<usize>> {
    let (start, last) = (*places.get(range.start)?, *places.get(range.end.checked_sub(1)?)?);
    Some(start..last + text.get(last..)?.chars().next().map_or(1, char::len_utf8))
}

/// No letter or digit goes on at either end.
fn is_whole(flat: &str, range: &Range<usize>) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before = flat.get(..range.start).and_then(|t| t.chars().next_back());
    let after = flat.get(range.end..).and_then(|t| t.chars().next());
    !word(before) && !word(after)
}

/// Every single letter among the words is a capital.
fn capital_initials(text: &Folded, bytes: &Range<usize>) -> bool {
    let piece = text.text.get(bytes.clone()).unwrap_or_default();
    let letter =
        |at: usize| piece.get(at..).and_then(|p| p.chars().next()).is_some_and(char::is_alphanumeric);
    let single = |at: usize| letter(at) && !letter(at + 1) && (at == 0 || !letter(at - 1));
    (0..piece.len()).filter(|at| single(*at)).all(|at| text.is_upper(bytes.start + at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_name_is_found_whole_however_it_is_written() {
        let mut book = Book::default();
        for name in ["Grace Young", "Fatima de Sousa", "Will Rose"] {
            book.list(name);
        }
        let listed = Listed::of(&book);
        for (text, want) in [
            ("ABOUT: GRACE YOUNG, 24", vec!["GRACE YOUNG"]),
            ("and will rose fought", vec!["will rose"]),
            ("to de Sousa, F. and", vec!["de Sousa, F"]),
            ("> saw Grace\n> Young there", vec!["Grace\n> Young"]),
            ("Mr de Sousa; F. de Sousa", vec!["Mr de Sousa", "F. de Sousa"]),
            ("YOUNG, Grace and Rose, W.", vec!["YOUNG, Grace", "Rose, W"]),
            ("when a young man will, rose", vec![]),
            ("G Young g young", vec!["G Young"]),
            ("Grace\tYoung", vec![]),
            ("Grace\n\nYoung", vec![]),
        ] {
            let folded = Folded::new(text);
            let chars: Vec<char> = text.chars().collect();
            let cut =
                |d: &Draft| chars[d.chars.start as usize..d.chars.end as usize].iter().collect::<String>();
            let got: Vec<String> = listed.names(&folded).iter().map(|(d, _)| cut(d)).collect();
            assert_eq!(got, want, "{text}");
        }
    }
}
