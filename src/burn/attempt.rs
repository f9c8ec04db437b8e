//! Burning in two steps: what the proof holds for, and the pages that must be replaced by pictures.
//!
//! A stage draws nothing: the caller has the pages drawn by a worker and hands the pictures in. What
//! was neither proved nor pictured never becomes a [`Burned`].

use std::collections::{BTreeMap, BTreeSet};

use super::check::{self, Expected};
use super::document::{Burning, burn_pages};
use super::raster::{self, Drawn};
use super::{Burned, Pictured, cut};
use crate::case::schema::Width;
use crate::decide::{Cut, DocumentPlan};
use crate::diag::{Place, Problem, Untrusted};
use crate::error::{Error, Result};
use crate::load::NormalForm;
use crate::pdf::write;
use crate::text::PageText;

/// Removes from a normal form what its plan names, and draws the panels.
///
/// # Errors
/// When the document or a page with panels cannot be read whole, a panel names a page that does not
/// exist, or what was written still holds a glyph under a panel.
pub fn burn(normal: &NormalForm, plan: &DocumentPlan) -> Result<Burned> {
    attempt(normal, plan, &BTreeMap::new())?.proven()
}

/// A document that is burned but for the pages that [`Attempt::open`] names.
#[derive(Debug)]
pub struct Attempt {
    name: Untrusted,
    burning: Burning,
    /// Pages without proof, and why.
    open: BTreeMap<u32, Error>,
    /// What to look for on pages that became pictures.
    expected: Vec<Expected>,
    /// What alone is left of an extract.
    cut: Option<Cut>,
}

/// Burns a document; pages of `pictured` (from 1), each with its reason, are to become pictures whatever
/// burning proves.
///
/// # Errors
/// When the document cannot be read whole, or a panel names a page that does not exist.
pub fn attempt(
    normal: &NormalForm,
    plan: &DocumentPlan,
    pictured: &BTreeMap<u32, String>,
) -> Result<Attempt> {
    let burned = |still: &BTreeSet<u32>| {
        let mut burning = burn_pages(normal, plan, still).map_err(|error| named(error, &normal.name))?;
        let page = |error: &Error| error.problems.first().and_then(|p| p.place.page).unwrap_or_default();
        let unproven = std::mem::take(&mut burning.unproven);
        let open: BTreeMap<u32, Error> = unproven.into_iter().map(|e| (page(&e), e)).collect();
        Ok((burning, open))
    };
    let (mut burning, mut open) = burned(&BTreeSet::new())?;
    if plan.width != Width::Exact && !open.is_empty() {
        // a panel that tells its width is better than a page that is only its picture
        (burning, open) = burned(&open.into_keys().collect())?;
    }
    let withheld = |page: &u32| plan.withheld.iter().any(|(w, _)| w == page) || !plan.has(*page);
    for (page, why) in pictured.iter().filter(|(page, _)| !withheld(page)) {
        let asked = || Error::unchecked(Place::default().page(*page), why.clone(), "");
        open.entry(*page).or_insert_with(asked);
    }
    let cut = plan.cut.clone();
    Ok(Attempt { name: normal.name.clone(), burning, open, expected: Vec::new(), cut })
}

impl Attempt {
    /// The pages, from 1, that must be replaced by their pictures.
    #[must_use]
    pub fn open(&self) -> Vec<u32> {
        self.open.keys().copied().collect()
    }

    /// The document as it is now, to be drawn: the pages that could be burned are.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        write::to_bytes(&mut self.burning.burned.document.clone())
    }

    /// Replaces a page by its picture. `text` is what [`crate::text`] reads on the page as it is now;
    /// what of it may stay is put over the picture.
    ///
    /// # Errors
    /// When the picture cannot become a page.
    pub fn picture(&mut self, page: u32, drawn: Drawn, text: Option<&PageText>) -> Result<()> {
        let Some(reason) = self.open.remove(&page) else { return Ok(()) };
        let opinion = drawn.opinion;
        let expected = raster::replace(&mut self.burning, page, drawn, text)
            .map_err(|error| named(error, &self.name))?;
        self.expected.push(expected);
        let why = reason.problems.into_iter().next().map(|p| p.what).unwrap_or_default();
        self.burning.burned.pictured.push(Pictured { page, why, opinion });
        self.burning.burned.counts.pages_pictured += 1;
        Ok(())
    }

    /// The burned document.
    ///
    /// # Errors
    /// For every page that was neither proved nor pictured, and for a picture with text under a panel.
    pub fn proven(mut self) -> Result<Burned> {
        let failed = check::check(&mut self.burning.burned.document, &self.expected)?;
        let error = self.open.into_values().chain(failed).reduce(Error::and);
        if let Some(error) = error {
            return Err(named(error, &self.name));
        }
        let mut burned = self.burning.burned;
        if let Some(cut) = &self.cut {
            cut::apply(&mut burned, cut).map_err(|error| named(error, &self.name))?;
        }
        burned.dropped.iter_mut().for_each(|p: &mut Problem| p.place.file = self.name.clone());
        Ok(burned)
    }
}

fn named(mut error: Error, name: &Untrusted) -> Error {
    error.problems.iter_mut().for_each(|p| p.place.file = name.clone());
    error
}
