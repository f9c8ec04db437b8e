//! Why it exists: the order of finding in a case. Known people first, then what each page proves, then
//! both looked for in all documents; then whose each finding is. It decides nothing.

use std::ops::Range;

use rayon::prelude::*;

use super::book::Book;
use super::fold::Folded;
use super::kinds::{self, Hit};
use super::name::Name;
use super::owner::Owners;
use super::people::{Mention, Names, Page, mentions, spread};
use super::place::{Draft, Placer};
use super::{FindRequest, Finding, Found, Kind, Owner, PersonId, Tier, desk, terms, tidy};
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
    let names = gather(&book, &sheets, request.documents);
    if !rules.off.contains(&Kind::Person) {
        sheets.par_iter_mut().for_each(|s| spread_over(s, &names, rules.fuzzy > 0));
    }
    let (mut drafts, mut entries) = people(&mut book, &sheets);
    for (number, sheet) in sheets.iter().enumerate() {
        let placer = Placer::new(request.key, sheet.index, sheet.document, sheet.page);
        for (folded, hits) in
            [(Some(&sheet.folded), &sheet.hits), (sheet.joined.as_ref(), &sheet.hits_joined)]
        {
            for (hit, folded) in hits.iter().filter_map(|hit| Some((hit, folded?))) {
                let (draft, entry) = identifier(&placer, folded, hit, &owners, &book);
                drafts.push((number, draft));
                entries.push(entry);
            }
        }
        for draft in terms::literals(&sheet.folded, &owners)
            .into_iter()
            .chain(terms::blocked(&sheet.folded, request.block))
        {
            drafts.push((number, draft));
            entries.push(None);
        }
        for draft in terms::patterns(&placer, &sheet.page.text, &rules.patterns) {
            drafts.push((number, draft));
            entries.push(None);
        }
    }
    finish(request, &sheets, book, drafts, &entries)
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
    }
    for sheet in sheets {
        let page = Page::new(&sheet.folded);
        sheet.found.iter().for_each(|m| names.learn(&page, m));
    }
    for outside in documents.iter().flat_map(|d| &d.names) {
        let folded = Folded::new(&format!("From: {}", outside.raw()));
        let page = Page::new(&folded);
        for found in &mentions(&page) {
            names.learn(&page, found);
        }
    }
    names
}

fn spread_over(sheet: &mut Sheet, names: &Names, fuzzy: bool) {
    spread(&Page::new(&sheet.folded), &mut sheet.found, names, fuzzy);
    if let Some(joined) = &sheet.joined {
        spread(&Page::new(joined), &mut sheet.found_joined, names, fuzzy);
    }
}

type Drafts = Vec<(usize, Draft)>;

/// Drafts of all mentions, the fullest names assigned first, and the book entry of each.
fn people(book: &mut Book, sheets: &[Sheet]) -> (Drafts, Vec<Option<usize>>) {
    let mut all: Vec<(usize, Range<u32>, Name, &Mention)> = vec![];
    for (number, sheet) in sheets.iter().enumerate() {
        let take = |folded: &Folded, found: &'_ [Mention]| -> Vec<(usize, Range<u32>, Name)> {
            let page = Page::new(folded);
            found.iter().map(|m| (number, folded.chars(page.bytes(&m.words)), Name::of(&page, m))).collect()
        };
        let plain = take(&sheet.folded, &sheet.found);
        all.extend(plain.into_iter().zip(&sheet.found).map(|((n, c, name), m)| (n, c, name, m)));
        if let Some(joined) = &sheet.joined {
            let broken = take(joined, &sheet.found_joined);
            all.extend(broken.into_iter().zip(&sheet.found_joined).map(|((n, c, name), m)| (n, c, name, m)));
        }
    }
    book.note_titles(all.iter().map(|a| &a.2));
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|i| all.get(*i).map(|a| fullness(&a.2)));
    let mut drafts: Vec<Option<(usize, Draft)>> = vec![None; all.len()];
    let mut entries = vec![None; all.len()];
    for i in order {
        let Some((number, chars, name, mention)) = all.get(i) else { continue };
        let shown = sheets.get(*number).map(|s| excerpt(&s.page.text, chars)).unwrap_or_default();
        let whose = book.assign(name, &shown);
        book.count(whose.entry, *number as u32 * 65_536 + chars.start.min(65_535));
        let (tier, reason) = told(mention, whose.owner, whose.doubtful);
        let draft = Draft {
            kind: Kind::Person,
            tier,
            reason,
            owner: whose.owner,
            person: None,
            exemption: None,
            chars: chars.clone(),
        };
        if let (Some(d), Some(e)) = (drafts.get_mut(i), entries.get_mut(i)) {
            (*d, *e) = (Some((*number, draft)), Some(whose.entry));
        }
    }
    (drafts.into_iter().flatten().collect(), entries)
}

/// Full names before initials, initials before a title and surname, single words last.
fn fullness(name: &Name) -> u8 {
    match (&name.single, name.given.first(), &name.surname) {
        (Some(_), ..) => 3,
        (_, Some(g), Some(_)) if g.len() > 1 => 0,
        (_, Some(_), Some(_)) => 1,
        _ => 2,
    }
}

fn told(mention: &Mention, owner: Owner, doubtful: bool) -> (Tier, String) {
    match owner {
        Owner::Ambiguous => (Tier::Check, "fits the data subject and somebody else".to_owned()),
        Owner::Subject => (mention.tier.min(Tier::Likely), "the data subject's own name".to_owned()),
        Owner::Party(_) if !doubtful => (Tier::Certain, "named in case.toml".to_owned()),
        _ => (mention.tier, mention.reason.to_owned()),
    }
}

fn excerpt(text: &str, chars: &Range<u32>) -> String {
    let piece: String = text.chars().skip(chars.start as usize).take(chars.len()).collect();
    piece.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An identifier with its owner; an e-mail address may show whose it is by its local part.
fn identifier(
    placer: &Placer,
    folded: &Folded,
    hit: &Hit,
    owners: &Owners,
    book: &Book,
) -> (Draft, Option<usize>) {
    let chars = folded.chars(hit.bytes.clone());
    let text = placer.text(&chars);
    let known = owners.whose(hit.kind, &text);
    let mut tier = hit.tier;
    let mut entry = None;
    let owner = match known {
        Some(Owner::Ambiguous) => {
            tier = Tier::Check;
            Owner::Ambiguous
        }
        Some(owner) => {
            tier = Tier::Certain;
            owner
        }
        None if hit.body => Owner::Nobody,
        None if hit.kind == Kind::Email => {
            let named = terms::mailbox_owner(&text, book);
            entry = named.map(|w| w.entry);
            named.map_or(Owner::Discovered, |w| w.owner)
        }
        None => Owner::Discovered,
    };
    let reason = match known {
        Some(Owner::Subject) => "the data subject's own".to_owned(),
        Some(Owner::Ambiguous) => "shared by the data subject and somebody else".to_owned(),
        Some(Owner::Party(_)) => format!("in case.toml; {}", hit.reason),
        _ => hit.reason.to_owned(),
    };
    (Draft { kind: hit.kind, tier, reason, owner, person: None, exemption: None, chars }, entry)
}

/// Numbers the people, applies the keep-list, drops what lies inside another finding, and places.
fn finish(
    request: &FindRequest,
    sheets: &[Sheet],
    book: Book,
    drafts: Drafts,
    entries: &[Option<usize>],
) -> Found {
    let (people, ids) = book.people();
    let number = |entry: Option<usize>| -> Option<PersonId> { ids.get(entry?).copied() };
    let mut by_page: Vec<Vec<Draft>> = vec![vec![]; sheets.len()];
    for ((sheet, mut draft), entry) in drafts.into_iter().zip(entries) {
        draft.person = number(*entry);
        if let Some(list) = by_page.get_mut(sheet) {
            list.push(draft);
        }
    }
    let mut findings: Vec<Finding> = vec![];
    for (sheet, mut list) in sheets.iter().zip(by_page) {
        desk::assign(request.case, &sheet.page.text, &mut list);
        terms::allow(&sheet.folded, &mut list, request.allow);
        let placer = Placer::new(request.key, sheet.index, sheet.document, sheet.page);
        findings.extend(tidy::tidy(list).into_iter().map(|d| placer.place(d)));
    }
    Found { people, findings, written: vec![] }
}
