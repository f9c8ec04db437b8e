//! What verification of a pack looks for: what was removed, against what each page of it keeps.

use std::ops::Range;

use crate::decide::residue::{self, Residue};
use crate::decide::{Decided, Document, Plan};
use crate::diag::Secret;
use crate::error::Result;
use crate::pack::Pack;
use crate::text::{self, DocumentText};
use crate::verify::Allowed;

use super::gather::Gathered;
use super::search::{self, Searched};

/// Terms for the verifier, in pages of the finished file.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// Kept nowhere.
    pub absent: Vec<Secret>,
    /// Kept in places.
    pub allowed: Vec<Allowed>,
}

/// Terms of a file whose pages are the plan's only document.
pub(super) fn of_single(residue: Residue) -> Terms {
    let allowed = residue.kept.into_iter().map(|k| Allowed {
        term: k.term,
        pages: k.pages.into_iter().map(|(_, page, times)| (page, times)).collect(),
    });
    Terms { absent: residue.absent, allowed: allowed.collect() }
}

impl Terms {
    /// The terms of a file that holds some pages (from 0) of the pack, in pages of its own.
    pub(super) fn within(&self, range: &Range<u32>) -> Self {
        let mut terms = Self { absent: self.absent.clone(), allowed: Vec::new() };
        for Allowed { term, pages } in &self.allowed {
            let here = pages.iter().filter(|(page, _)| range.contains(&(page - 1)));
            let pages: Vec<(u32, u32)> = here.map(|(page, times)| (page - range.start, *times)).collect();
            if pages.is_empty() {
                terms.absent.push(term.clone());
            } else {
                terms.allowed.push(Allowed { term: term.clone(), pages });
            }
        }
        terms
    }

    /// Texts that a person asked to be removed are to be absent, whether the search met them or not: so
    /// the verifier judges the search too.
    pub(super) fn demand(&mut self, texts: &[Secret]) {
        for text in texts.iter().filter(|t| residue::is_searched_for(t)) {
            let same = |other: &Secret| {
                residue::occurrences(text.expose(), other) == 1
                    && residue::occurrences(other.expose(), text) == 1
            };
            self.allowed.retain(|a| !same(&a.term));
            if !self.absent.iter().any(same) {
                self.absent.push(text.clone());
            }
        }
    }
}

/// What a plan removes from the documents of a case, and where they keep the same.
pub(super) fn removed(
    gathered: &Gathered,
    searched: &Searched,
    decided: &Decided,
    plan: &Plan,
) -> Result<Residue> {
    let documents: Vec<Document<'_>> = documents(gathered, searched);
    let rest = gathered.rest.iter().map(search::document_text).collect::<Result<Vec<_>>>()?;
    let rest: Vec<&DocumentText> = rest.iter().collect();
    Ok(residue::residue(&documents, &searched.found, Some(&decided.choices), plan, &rest))
}

/// Terms of a pack: our own pages in front can hold a removed string by chance ("council").
pub(super) fn of_pack(residue: Residue, plan: &Plan, pack: &Pack) -> Result<Terms> {
    let front = front_pages(pack)?;
    let stamps = pack.stamps.iter().zip(1..).map(|(text, page)| (page, text.as_str()));
    let own: Vec<(u32, &str)> =
        front.iter().map(|(page, text)| (*page, text.as_str())).chain(stamps).collect();
    let texts: Vec<&str> = own.iter().map(|(_, text)| *text).collect();
    let all: Vec<&Secret> = residue.absent.iter().chain(residue.kept.iter().map(|k| &k.term)).collect();
    let page = |(text, times): (usize, u32)| own.get(text).map(|(page, _)| (*page, times));
    let mut in_front = residue::occurrences_of(&all, &texts)
        .into_iter()
        .map(|held| held.into_iter().filter_map(page).collect::<Vec<(u32, u32)>>());
    let mut terms = Terms::default();
    for term in residue.absent {
        let pages = in_front.next().unwrap_or_default();
        if pages.is_empty() {
            terms.absent.push(term);
        } else {
            terms.allowed.push(Allowed { term, pages });
        }
    }
    for kept in residue.kept {
        let mut pages = in_front.next().unwrap_or_default();
        let placed = |(document, page, times): &(usize, u32, u32)| {
            let place = plan.documents.get(*document)?.place_of(*page)?;
            pack.spans.get(*document).map(|(first, _)| (first + place - 1, *times))
        };
        pages.extend(kept.pages.iter().filter_map(placed));
        terms.allowed.push(Allowed { term: kept.term, pages });
    }
    Ok(terms)
}

/// What `decide` takes of the documents.
pub(super) fn documents<'a>(gathered: &'a Gathered, searched: &'a Searched) -> Vec<Document<'a>> {
    let pairs = searched.texts.iter().zip(&gathered.documents);
    pairs.map(|(text, form)| Document { text, kind: form.side.kind }).collect()
}

/// Number and text of the letter's, schedule's and key's pages.
fn front_pages(pack: &Pack) -> Result<Vec<(u32, String)>> {
    if pack.front.is_empty() {
        return Ok(vec![]);
    }
    let pages = text::document(&pack.front)?;
    Ok(pages.into_iter().map(|p| (p.page, p.text)).collect())
}
