//! Why it exists: the order of finding in a case. Known people first, then what each page proves, then
//! both looked for in all documents; then whose each finding is. It decides nothing.

use rayon::prelude::*;

use super::book::Book;
use super::census::{self, Drafts, Seen};
use super::fold::Folded;
use super::kinds::{self, Hit};
use super::listed::Listed;
use super::owner::Owners;
use super::people::{Mention, Names, Page, mentions, spread};
use super::place::{Draft, Placer};
use super::{
    FindRequest, Finding, Found, Kind, Owner, Person, PersonId, claim, contact, desk, keep, own, passage,
    terms, tidy, written,
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
    prove_numbers(&mut sheets);
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
    for (number, sheet) in sheets.iter().enumerate() {
        for folded in std::iter::once(&sheet.folded).chain(&sheet.joined) {
            for (draft, entry) in listed.all(folded, &owners, &book, &rules.off) {
                drafts.push((number, draft));
                entries.push(entry);
            }
        }
        let placer = Placer::new(request.key, sheet.index, sheet.document, sheet.page);
        for (folded, hits) in
            [(Some(&sheet.folded), &sheet.hits), (sheet.joined.as_ref(), &sheet.hits_joined)]
        {
            for (hit, folded) in hits.iter().filter_map(|hit| Some((hit, folded?))) {
                let (draft, entry) = claim::identifier(&placer, folded, hit, &owners, &book);
                drafts.push((number, draft));
                entries.push(entry);
            }
        }
        for draft in terms::literals(&sheet.folded, &owners)
            .into_iter()
            .chain(terms::blocked(&sheet.folded, request.block))
        {
            entries.push(book.entry_of(draft.owner));
            drafts.push((number, draft));
        }
        for draft in terms::patterns(&sheet.page.text, &rules.patterns) {
            drafts.push((number, draft));
            entries.push(None);
        }
    }
    finish(request, &sheets, book, drafts, &entries)
}

/// Numbers that one page proves are found on all of them.
fn prove_numbers(sheets: &mut [Sheet]) {
    let mut proved = kinds::proved::Proved::new();
    for sheet in sheets.iter() {
        kinds::proved::note(&sheet.folded, &sheet.hits, &mut proved);
    }
    sheets.par_iter_mut().for_each(|s| kinds::proved::add(&s.folded, &proved, &mut s.hits));
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
    let staff: Vec<PersonId> = people.iter().filter(at_work).map(|p| p.id).collect();
    let mut findings: Vec<Finding> = vec![];
    for (sheet, mut list) in sheets.iter().zip(by_page) {
        desk::assign(request.case, &sheet.page.text, &mut list);
        claim::postcodes(&mut list);
        own::mark(&sheet.page.text, &mut list);
        claim::beside_names(request.case, &sheet.page.text, &mut list);
        keep::allow(&sheet.folded, &mut list, request.allow);
        passage::assign(&sheet.page.text, &mut list, &|id| staff.contains(&id));
        let placer = Placer::new(request.key, sheet.index, sheet.document, sheet.page);
        findings.extend(tidy::tidy(list).into_iter().map(|d| placer.place(d)));
    }
    for person in &mut people {
        let theirs = findings.iter().filter(|f| f.kind == Kind::Person && f.person == Some(person.id));
        person.mentions = theirs.count() as u32;
    }
    let written = written::by_subject(request.documents, &findings);
    Found { people, findings, written }
}
