//! Which page of which document each page of a file with marks shows, by the sheet that lies on it.
//!
//! Refuses a file that is none of ours, and pages that were turned, cut, added or removed.

use std::collections::{BTreeMap, BTreeSet};

use super::read::{Reader, are_near};
use super::{SHEET, sheet_box};
use crate::load::mark::Mark;

impl Reader<'_> {
    /// Which page of which document each page of the file shows, by the sheet that lies on it.
    pub(super) fn pages(&mut self, marks: &[Mark], pages: u32) -> BTreeMap<u32, (usize, u32)> {
        let again = "write the file anew: blackpanel list CASE --pdf DIR";
        let mut shown = BTreeMap::new();
        let sheets: BTreeMap<u32, &Mark> =
            marks.iter().filter(|m| m.name.raw().starts_with(SHEET)).map(|m| (m.page, m)).collect();
        if sheets.is_empty() {
            let hint = "give a file that `blackpanel list CASE --pdf DIR` wrote; marks in a file of documents/ are \
                taken with: blackpanel decide CASE --marks all";
            self.wrong(1, "is no file that was written for marking", hint);
            return shown;
        }
        for page in 1..=pages {
            let Some(sheet) = sheets.get(&page) else {
                self.wrong(page, "the page is none of ours: it was added, or lost its heading", again);
                continue;
            };
            match self.page(sheet) {
                Some((document, number, true)) => drop(shown.insert(page, (document, number))),
                Some(_) => self.wrong(page, "the page was turned, cut or resized in the editor", again),
                None => self.wrong(page, "the page belongs to no document of the case as it is now", again),
            }
        }
        let documents: BTreeSet<usize> = shown.values().map(|(d, _)| *d).collect();
        for document in documents {
            let there: BTreeSet<u32> =
                shown.values().filter(|(d, _)| *d == document).map(|(_, p)| *p).collect();
            let all = self.sheet.documents.get(document).map_or(0, |d| d.text.pages.len());
            if self.problems.is_empty() && there.len() < all {
                self.wrong(
                    1,
                    "pages were removed in the editor",
                    "withhold a page with a row of the list instead",
                );
            }
        }
        shown
    }

    /// The document and page of a sheet, and whether it lies where it was put.
    pub(super) fn page(&self, sheet: &Mark) -> Option<(usize, u32, bool)> {
        let (id, page) = sheet.name.raw().strip_prefix(SHEET)?.rsplit_once('/')?;
        let document = self.sheet.documents.iter().position(|d| d.text.id.0 == id)?;
        let number = page.parse().ok()?;
        let page = self.sheet.documents.get(document)?.text.pages.iter().find(|p| p.page == number)?;
        let same = sheet.boxes.first().is_some_and(|b| are_near(&[*b], &[sheet_box(page)]));
        Some((document, number, same))
    }
}
