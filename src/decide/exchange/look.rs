//! `decide --looked-at`: a person says that they have looked at pages no search could see whole.

use super::super::{Document, Looked, Said, ToLook};
use crate::case::pages::PageList;
use crate::diag::Place;
use crate::error::{Error, Result};

/// What `all`, `FILE` or `FILE:PAGES` means: one entry a document.
///
/// # Errors
/// Exit 2 when no document has this name or a page does not exist.
pub fn looked_at(spec: &str, documents: &[Document<'_>], to_look: &[ToLook]) -> Result<Vec<Looked>> {
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
