//! Why it exists: the order of finding in a case. Known people first, then what each page proves, then
//! both looked for in all documents; then whose each finding is. It decides nothing.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::book::Book;
use super::census::{self, Drafts, Seen};
use super::fold::Folded;
use super::kinds::{self, Hit};
use super::listed::Listed;
use super::owner::Owners;
use super::people::{Mention, Names, Page, mentions, spread};
use super::place::{Draft, Placer};
use super::terms::Terms;
use super::{
    FindRequest, Finding, Found, Kind, Owner, Person, PersonId, alike, claim, colleague, contact, desk, keep,
    own, passage, tidy, written,
};
use crate::case::schema::{CaseFile, Role};
use crate::text::{DocumentText, PageText};

/// A page with what it proves by itself.
struct Sheet<'t> {
    index: usize,
    document: &'t DocumentText,
    page: &'t PageText,
    folded: Folded,
    joined: Option<Folded>,
    found: Vec<Mention>,
    found_joined: Vec<Mention>,
    hits: Vec<Hit>,
    hits_joined: Vec<Hit>,
}

/// Finds in all documents of a case. With the same request it always gives the same answer.
#[must_use]
pub fn find(request: &FindRequest) -> Found {
    let rules = request.case.map(|c| c.find.clone()).unwrap_or_default();
    let mut book = Book::of_case(request.case);
    let owners = Owners::of_case(request.case);
    let mut sheets: Vec<Sheet> =
        pages(request.documents).into_par_iter().map(|p| sheet(p, &rules.off)).collect();
    prove_numbers(&mut sheets, &rules.off);
    let names = gather(&book, &sheets, request.documents);
    if !rules.off.contains(&Kind::Person) {
        sheets.par_iter_mut().for_each(|s| spread_over(s, &names, rules.fuzzy));
    }
    let listed = Listed::of(&book);
    sheets.par_iter_mut().for_each(|s| {
        listed.trim(&s.folded, &mut s.found);
        s.joined.iter().for_each(|j| listed.trim(j, &mut s.found_joined));
    });
    let (mut drafts, mut entries) = census::people(&mut book, &seen(&sheets));
    let terms = Terms::of(request.block, &rules.patterns, owners.literals());
    let identifiers = owners.identifiers();
    let (off, identifiers) = (rules.off.as_slice(), identifiers.as_slice());
    let known =
        Known { request, book: &book, owners: &owners, listed: &listed, terms: &terms, off, identifiers };
    let more: Vec<_> = sheets.par_iter().map(|sheet| known.on(sheet)).collect();
    for (number, of_page) in more.into_iter().enumerate() {
        for (draft, entry) in of_page {
            drafts.push((number, draft));
            entries.push(entry);
        }
    }
    finish(request, &sheets, book, drafts, &entries)
}

/// What is known of a case before a page is looked at for identifiers and listed terms.
struct Known<'k> {
    request: &'k FindRequest<'k>,
    book: &'k Book,
    owners: &'k Owners,
    listed: &'k Listed,
    terms: &'k Terms<'k>,
    off: &'k [Kind],
    identifiers: &'k [String],
}

impl Known<'_> {
    /// Drafts of what a page holds besides mentions of people, each with its book entry.
    fn on(&self, sheet: &Sheet<'_>) -> Vec<(Draft, Option<usize>)> {
        let mut out = vec![];
        for folded in std::iter::once(&sheet.folded).chain(&sheet.joined) {
            out.extend(self.listed.all(folded, self.owners, self.book, self.off));
        }
        let placer = Placer::new(self.request.key, sheet.index, sheet.document, sheet.page);
        let whole = sheet.hits.iter().map(|hit| (hit, &sheet.folded));
        let joined = sheet.joined.iter().flat_map(|j| sheet.hits_joined.iter().map(move |hit| (hit, j)));
        let claimed = whole.chain(joined);
        out.extend(
            claimed.map(|(hit, folded)| claim::identifier(&placer, folded, hit, self.owners, self.book)),
        );
        let listed = self.terms.literals(&sheet.folded, self.owners).into_iter();
        let listed = listed.chain(self.terms.blocked(&sheet.folded));
        if !self.off.contains(&Kind::Reference) {
            out.extend(alike::find(&sheet.folded, self.identifiers).into_iter().map(|draft| (draft, None)));
        }
        out.extend(listed.map(|draft| {
            let entry = self.book.entry_of(draft.owner);
            (draft, entry)
        }));
        out.extend(self.terms.patterns(&sheet.page.text).into_iter().map(|draft| (draft, None)));
        out
    }
}

/// Numbers that one page proves are found on all of them.
fn prove_numbers(sheets: &mut [Sheet], off: &[Kind]) {
    let mut proved = kinds::proved::Proved::new();
    let mut doors = std::collections::BTreeSet::new();
    for sheet in sheets.iter() {
        kinds::doors::note(&sheet.folded, &sheet.hits, &mut doors);
        kinds::proved::note(&sheet.folded, &sheet.hits, &mut proved);
    }
    sheets.par_iter_mut().for_each(|s| {
        kinds::proved::add(&s.folded, &proved, &mut s.hits);
        if !off.contains(&Kind::Address) {
            kinds::doors::add(&s.folded, &doors, &mut s.hits);
        }
    });
}

fn pages(documents: &[DocumentText]) -> Vec<(usize, &DocumentText, &PageText)> {
    documents.iter().enumerate().flat_map(|(i, d)| d.pages.iter().map(move |p| (i, d, p))).collect()
}

fn sheet<'t>((index, document, page): (usize, &'t DocumentText, &'t PageText), off: &[Kind]) -> Sheet<'t> {
    let folded = Folded::new(&page.text);
    let joined = Folded::joined(&page.text);
    let people = !off.contains(&Kind::Person);
    let read = |f: &Folded| if people { mentions(&Page::new(f)) } else { vec![] };
    let (found, found_joined) = (read(&folded), joined.as_ref().map(read).unwrap_or_default());
    let hits = kinds::hits(&folded, off, true);
    let hits_joined = joined.as_ref().map(|j| kinds::hits(j, off, false)).unwrap_or_default();
    Sheet { index, document, page, folded, joined, found, found_joined, hits, hits_joined }
}

/// The names to look for everywhere: those of the case file and those the pages prove.
fn gather(book: &Book, sheets: &[Sheet], documents: &[DocumentText]) -> Names {
    let mut names = Names::default();
    for name in book.entries.iter().flat_map(|e| &e.names) {
        name.words().iter().for_each(|w| names.know(w));
        name.initials().iter().for_each(|i| names.know_initials(i));
        name.wholes().iter().for_each(|(given, surname)| names.know_whole(given, surname));
        name.handles().iter().for_each(|h| names.know_handle(h));
    }
    for sheet in sheets {
        let page = Page::new(&sheet.folded);
        sheet.found.iter().for_each(|m| names.learn(&page, m));
    }
    for pair in sheets.windows(2) {
        let [before, after] = pair else { continue };
        if before.index == after.index {
            names.learn_over(&before.page.text, &after.page.text);
        }
    }
    for sheet in sheets {
        names.prove_initials(&Page::new(&sheet.folded));
    }
    for outside in documents.iter().flat_map(|d| &d.names) {
        let folded = Folded::new(&format!("From: {}", outside.raw()));
        let page = Page::new(&folded);
        for found in &mentions(&page) {
            names.learn(&page, found);
        }
    }
    for document in documents {
        let folded = Folded::new(&super::file_name::words(document.name.raw()));
        let page = Page::new(&folded);
        mentions(&page).iter().filter(|m| m.tier != super::Tier::Check).for_each(|m| names.learn(&page, m));
    }
    names
}

/// What was found on each page, as it stands and with broken words put together.
fn seen<'t>(sheets: &'t [Sheet<'t>]) -> Vec<Seen<'t>> {
    let both = |(number, s): (usize, &'t Sheet<'t>)| {
        let text = s.page.text.as_str();
        let whole = Seen { sheet: number, text, folded: &s.folded, found: &s.found };
        let joined = s.joined.as_ref();
        let broken = joined.map(|j| Seen { sheet: number, text, folded: j, found: &s.found_joined });
        std::iter::once(whole).chain(broken)
    };
    sheets.iter().enumerate().flat_map(both).collect()
}

/// Whether the case lists somebody as a professional.
fn is_professional(case: &CaseFile, owner: Owner) -> bool {
    matches!(owner, Owner::Party(i) if case.parties.get(i).is_some_and(|p| p.role == Role::Professional))
}

fn spread_over(sheet: &mut Sheet, names: &Names, fuzzy: u8) {
    spread(&Page::new(&sheet.folded), &mut sheet.found, names, fuzzy);
    if let Some(joined) = &sheet.joined {
        spread(&Page::new(joined), &mut sheet.found_joined, names, fuzzy);
    }
}

/// Numbers the people, applies the keep-list, drops what lies inside another finding, and places.
fn finish(
    request: &FindRequest,
    sheets: &[Sheet],
    mut book: Book,
    drafts: Drafts,
    entries: &[Option<usize>],
) -> Found {
    let pages: Vec<&PageText> = sheets.iter().map(|s| s.page).collect();
    contact::note(&mut book, &pages, &drafts, entries);
    let (mut people, ids) = book.people();
    let number = |entry: Option<usize>| -> Option<PersonId> { ids.get(entry?).copied() };
    let mut by_page: Vec<Vec<Draft>> = vec![vec![]; sheets.len()];
    for ((sheet, mut draft), entry) in drafts.into_iter().zip(entries) {
        draft.person = number(*entry);
        if let Some(list) = by_page.get_mut(sheet) {
            list.push(draft);
        }
    }
    let at_work = |p: &&Person| p.office || request.case.is_some_and(|c| is_professional(c, p.owner));
    let staff: HashSet<PersonId> = people.iter().filter(at_work).map(|p| p.id).collect();
    let place = |(sheet, mut list): (&Sheet, Vec<Draft>)| -> Vec<Finding> {
        desk::assign(request.case, &sheet.page.text, &mut list);
        claim::postcodes(&mut list);
        own::mark(&sheet.page.text, &mut list);
        claim::beside_names(request.case, &sheet.page.text, &mut list);
        keep::allow(&sheet.folded, &mut list, request.allow);
        passage::assign(&sheet.page.text, &mut list, &|id| staff.contains(&id));
        let placer = Placer::new(request.key, sheet.index, sheet.document, sheet.page);
        tidy::tidy(list).into_iter().map(|d| placer.place(d)).collect()
    };
    let placed: Vec<Vec<Finding>> = sheets.par_iter().zip(by_page).map(place).collect();
    let findings: Vec<Finding> = placed.into_iter().flatten().collect();
    let mut mentions: HashMap<PersonId, u32> = HashMap::new();
    for id in findings.iter().filter(|f| f.kind == Kind::Person).filter_map(|f| f.person) {
        *mentions.entry(id).or_default() += 1;
    }
    for person in &mut people {
        person.mentions = mentions.get(&person.id).copied().unwrap_or_default();
    }
    colleague::mark(request.case, &findings, &mut people);
    let written = written::by_subject(request.documents, &findings);
    Found { people, findings, written }
}
