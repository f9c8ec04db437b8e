//! `decide --looked-at`: a person says that they have looked at pages no search could see whole.

use super::super::{Document, Looked, Said, ToLook};
use crate::case::pages::PageList;
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::load::Refusal;

/// What `all`, `FILE` or `FILE:PAGES` means: one entry a document. What no page can show is meant by its
/// own name only, never by `all`.
///
/// # Errors
/// Exit 2 when no document has this name, a page does not exist, or the document could not be read.
pub fn looked_at(
    spec: &str,
    documents: &[Document<'_>],
    refusals: &[Refusal],
    to_look: &[ToLook],
) -> Result<Vec<Looked>> {
    if spec == "all" {
        let all = to_look.iter().filter_map(|t| {
            let document = documents.get(t.document)?.text.id.clone();
            Some(Looked { document, pages: Some(t.pages.iter().copied().collect()), said: Said::default() })
        });
        return Ok(all.collect());
    }
    let named = |name: &str| documents.iter().find(|d| d.text.name.raw() == name);
    let whole = spec.replace('\\', "/");
    if let Some(document) = named(&whole) {
        return Ok(vec![Looked { document: document.text.id.clone(), pages: None, said: Said::default() }]);
    }
    match refusals.iter().find(|r| r.name.raw() == whole) {
        Some(held) if held.held.is_some() => {
            return Ok(vec![Looked { document: held.id.clone(), pages: None, said: Said::default() }]);
        }
        Some(unread) => {
            let what = "could not be read, so that a look at its pages settles nothing";
            let hint = "mend it, or withhold or exclude it in case.toml with a reason";
            return Err(Error::usage(Place::file(unread.name.clone()), what, hint));
        }
        None => {}
    }
    let (name, pages) = whole.rsplit_once(':').unwrap_or((&whole, ""));
    let Some(document) = named(name) else {
        let hint = "name it as `blackpanel find CASE` does, as \"scan.pdf:2-3\", or write all";
        return Err(Error::usage(Place::file(name), "there is no such document in the case", hint));
    };
    let last = document.text.pages.iter().map(|p| p.page).max().unwrap_or(0);
    match pages.parse::<PageList>() {
        Ok(pages) if pages.last() <= last => {
            Ok(vec![Looked { document: document.text.id.clone(), pages: Some(pages), said: Said::default() }])
        }
        Ok(_) => {
            let what = format!("the document has {last} pages");
            Err(Error::usage(Place::file(name), what, "name pages that exist, counted from 1"))
        }
        Err(_) => {
            let hint = "write pages as 2-3,5";
            Err(Error::usage(Place::file(name), "what follows the colon is no list of pages", hint))
        }
    }
}
