//! Why it exists: `redact` removes what its flags name and nothing else: literal strings, regular
//! expressions, kinds, and a list of people. A literal is matched folded: any case, accents, quotes,
//! over line breaks and hyphened breaks.

use std::ops::Range;

use regex::Regex;

use super::book::Book;
use super::fold::{Folded, fold_term};
use super::name::Name;
use super::people::{Mention, Names, Page, mentions, spread};
use super::place::{Draft, Placer};
use super::{Finding, Kind, Owner, PersonId, Tier, apart, kinds, terms, tidy};
use crate::diag::Secret;
use crate::text::{DocumentText, PageText};

const GIVEN: &str = "the given text";
const LISTED: &str = "a name of the given list";

/// What `redact` was told to remove.
#[derive(Debug, Clone, Default)]
pub struct RedactRules {
    /// Literal strings (`--text`).
    pub texts: Vec<Secret>,
    /// Patterns over the page's text (`--regex`).
    pub regexes: Vec<Regex>,
    /// Kinds of identifier (`--kind`); `person` means every name the finder sees.
    pub kinds: Vec<Kind>,
    /// People, one name each, with their other forms (`--names`).
    pub names: Vec<Secret>,
}

/// The findings of all documents that the rules ask for, by document, page and place.
#[must_use]
pub fn select(documents: &[DocumentText], rules: &RedactRules, key: &[u8; 32]) -> Vec<Finding> {
    let book = listed(&rules.names);
    let mut names = Names::default();
    for name in book.entries.iter().flat_map(|e| &e.names) {
        name.words().iter().for_each(|w| names.know(w));
    }
    let texts: Vec<String> =
        rules.texts.iter().map(|t| fold_term(t.expose())).filter(|t| !t.is_empty()).collect();
    let off: Vec<Kind> = super::kind_names()
        .into_iter()
        .filter_map(|n| n.parse().ok())
        .filter(|k| !rules.kinds.contains(k))
        .collect();
    let people = whole_names(&book);
    let job = Job { rules, book: &book, names: &names, texts: &texts, people: &people, off: &off };
    let mut out = vec![];
    for (index, document) in documents.iter().enumerate() {
        let torn = job.over_page_ends(&document.pages);
        for (at, page) in document.pages.iter().enumerate() {
            let placer = Placer::new(key, index, document, page);
            let mut drafts = job.page(page);
            drafts.extend(torn.iter().filter(|(p, _)| *p == at).map(|(_, draft)| draft.clone()));
            out.extend(tidy::tidy(drafts).into_iter().map(|d| placer.place(d)));
        }
    }
    out
}

fn listed(names: &[Secret]) -> Book {
    let mut book = Book::default();
    for name in names.iter().filter(|n| !n.expose().trim().is_empty()) {
        book.list(name.expose());
    }
    book
}

/// The whole names of a list, folded, forename or surname first: what `select` removes of `--names`
/// wherever it stands, and nothing may keep.
#[must_use]
pub fn whole(names: &[Secret]) -> Vec<Secret> {
    whole_names(&listed(names)).into_iter().map(Secret::new).collect()
}

/// Forename and surname of everybody on the list, in both orders, with and without names between: a
/// form writes `SURNAME Forename`, and a table tears a name into its cells.
fn whole_names(book: &Book) -> Vec<String> {
    let mut out: Vec<String> = vec![];
    for name in book.entries.iter().flat_map(|e| &e.names) {
        let (Some(surname), Some(first)) = (&name.surname, name.given.first()) else { continue };
        if first.chars().count() < 2 {
            continue;
        }
        let given = name.given.join(" ");
        for given in [first, &given] {
            out.extend([format!("{given} {surname}"), format!("{surname} {given}")]);
        }
    }
    out.sort();
    out.dedup();
    out
}

/// The rules, made ready.
struct Job<'t> {
    rules: &'t RedactRules,
    book: &'t Book,
    names: &'t Names,
    texts: &'t [String],
    /// Whole names of the list, forename or surname first.
    people: &'t [String],
    off: &'t [Kind],
}

impl Job<'_> {
    /// What is looked for letter by letter, and what its findings are called.
    fn literal(&self) -> [(&[String], Kind, &'static str); 2] {
        [(self.texts, Kind::Custom, GIVEN), (self.people, Kind::Person, LISTED)]
    }

    /// What stands torn over the end of a page, with the index of its page.
    fn over_page_ends(&self, pages: &[PageText]) -> Vec<(usize, Draft)> {
        let torn = self.literal().into_iter().flat_map(|(terms, kind, reason)| {
            let parts = apart::over_page_ends(pages, terms).into_iter();
            parts.map(move |(page, chars)| (page, draft(kind, reason, chars)))
        });
        torn.collect()
    }

    fn page(&self, page: &PageText) -> Vec<Draft> {
        let folded = Folded::new(&page.text);
        let joined = Folded::joined(&page.text);
        let mut out = self.folded(&folded);
        out.extend(joined.iter().flat_map(|j| self.folded(j)));
        for (terms, kind, reason) in self.literal() {
            let torn = terms::torn(&folded, terms).into_iter();
            let split = torn.chain(terms::wrapped(&folded, terms)).chain(apart::painted(page, terms));
            out.extend(split.map(|chars| draft(kind, reason, chars)));
        }
        for regex in &self.rules.regexes {
            let ranges = terms::regex_ranges(&page.text, regex);
            out.extend(
                ranges.into_iter().map(|chars| draft(Kind::Custom, "matches the given pattern", chars)),
            );
        }
        let hits = kinds::hits(&folded, self.off, true);
        out.extend(hits.into_iter().map(|h| draft(h.kind, h.reason, folded.chars(h.bytes))));
        out
    }

    /// What is matched over folded text, with or without broken words put together.
    fn folded(&self, folded: &Folded) -> Vec<Draft> {
        let mut out: Vec<Draft> = terms::anywhere(folded, self.texts)
            .into_iter()
            .map(|chars| draft(Kind::Custom, GIVEN, chars))
            .collect();
        let everybody = self.rules.kinds.contains(&Kind::Person);
        if !everybody && self.book.entries.is_empty() {
            return out;
        }
        let page = Page::new(folded);
        let mut found = mentions(&page);
        if everybody {
            let mut seen = Names::default();
            for mention in &found {
                seen.learn(&page, mention);
            }
            spread(&page, &mut found, &seen, true);
        }
        spread(&page, &mut found, self.names, true);
        out.extend(found.iter().filter_map(|m| self.mention(&page, folded, m, everybody)));
        out
    }

    fn mention(&self, page: &Page, folded: &Folded, found: &Mention, everybody: bool) -> Option<Draft> {
        let whose = self.book.whose(&Name::of(page, found));
        if whose.is_none() && !everybody {
            return None;
        }
        let mut draft = draft(Kind::Person, found.reason, folded.chars(page.bytes(&found.words)));
        draft.tier = if whose.is_some() { Tier::Certain } else { found.tier };
        draft.person = whose.map(|w| PersonId(w.entry as u32 + 1));
        if whose.is_some() {
            LISTED.clone_into(&mut draft.reason);
        }
        Some(draft)
    }
}

fn draft(kind: Kind, reason: &str, chars: Range<u32>) -> Draft {
    let owner = Owner::Discovered;
    Draft {
        kind,
        tier: Tier::Certain,
        reason: reason.to_owned(),
        owner,
        person: None,
        exemption: None,
        chars,
    }
}
