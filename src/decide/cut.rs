//! Extracts: which pages of a document, or which box of one page, are disclosed; the rest is no part
//! of the pack (`extract` of `case.toml`).
//!
//! Refused: pages and boxes that the document does not have. Rows were cut when the document was read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Document, DocumentPlan, Input};
use crate::case::extract::Part;
use crate::diag::{Place, Problem};
use crate::find::Finding;
use crate::geom::{PageGeometry, Rect};

/// How far beyond the page a box reaches on the sides that it takes away, points.
const BEYOND: f64 = 14_400.0;

/// The part of a document that is disclosed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// The pages that stay, from 1, ascending.
    pub pages: Vec<u32>,
    /// The box that stays of the only page, display space; none for whole pages.
    pub frame: Option<Rect>,
}

impl Cut {
    /// Whether something of a page stays.
    #[must_use]
    pub fn has(&self, page: u32) -> bool {
        self.pages.binary_search(&page).is_ok()
    }

    /// What is taken away around the box of the page, display space, the edges of a page and what lies
    /// beyond them included: nothing for whole pages.
    #[must_use]
    pub fn around(&self, geometry: &PageGeometry) -> Vec<Rect> {
        let Some(frame) = &self.frame else { return Vec::new() };
        let (wide, high) = geometry.display_size();
        let (left, top, right, bottom) = (-BEYOND, -BEYOND, wide + BEYOND, high + BEYOND);
        vec![
            Rect::new(left, top, frame.x0, bottom),
            Rect::new(frame.x1, top, right, bottom),
            Rect::new(left, top, right, frame.y0),
            Rect::new(left, frame.y1, right, bottom),
        ]
    }

    /// Whether a box of a page is, in part at least, in what is disclosed.
    fn shows(&self, page: u32, area: &Rect) -> bool {
        let seen = |frame: &Rect| frame.intersection(area).is_some_and(|r| r.area() > 0.0);
        self.has(page) && self.frame.as_ref().is_none_or(seen)
    }

    /// Whether a finding is, in part at least, in what is disclosed.
    pub(super) fn touches(&self, finding: &Finding) -> bool {
        let boxes = &finding.anchor.boxes;
        self.has(finding.page) && (boxes.is_empty() || boxes.iter().any(|b| self.shows(finding.page, b)))
    }
}

impl DocumentPlan {
    /// Whether something of a page comes into the pack.
    #[must_use]
    pub fn has(&self, page: u32) -> bool {
        self.cut.as_ref().is_none_or(|cut| cut.has(page))
    }

    /// The place of a page among those that come into the pack, from 1; none for one that does not.
    #[must_use]
    pub fn place_of(&self, page: u32) -> Option<u32> {
        match &self.cut {
            None => Some(page),
            Some(cut) => cut.pages.binary_search(&page).ok().map(|at| at as u32 + 1),
        }
    }

    /// Whether a panel shows in the pack.
    pub(super) fn shows(&self, page: u32, rect: &Rect) -> bool {
        self.cut.as_ref().is_none_or(|cut| cut.shows(page, rect))
    }
}

/// The cuts that the case asks for, by index of the document, and what cannot be cut.
pub(super) fn cuts(input: &Input<'_>, disclosed: &[usize]) -> (BTreeMap<usize, Cut>, Vec<Problem>) {
    let (mut cuts, mut problems) = (BTreeMap::new(), Vec::new());
    for (index, document) in disclosed.iter().filter_map(|i| Some((*i, input.documents.get(*i)?))) {
        let name = document.text.name.raw();
        let rule = input.case.file.documents.iter().find(|r| r.file == name);
        let Some(extract) = rule.and_then(|r| r.extract.as_ref()) else { continue };
        match cut(document, extract.part().as_ref()) {
            Ok(Some(cut)) => drop(cuts.insert(index, cut)),
            Ok(None) => {}
            Err((what, hint)) => {
                problems.push(Problem::new(Place::file(document.text.name.clone()), what, hint));
            }
        }
    }
    (cuts, problems)
}

/// The cut of one document; none for rows, which are cut already.
fn cut(document: &Document<'_>, part: Option<&Part>) -> Result<Option<Cut>, (String, &'static str)> {
    let pages = &document.text.pages;
    let last = pages.iter().map(|p| p.page).max().unwrap_or(0);
    let there_are = |what: &str| format!("{what} that the document does not have: it has {last} pages");
    match part {
        None => Err(("its extract is no list of pages, rows or box".to_owned(), "mend it in case.toml")),
        Some(Part::Rows(_)) => Ok(None),
        Some(Part::Pages(list)) if list.last() > last => {
            Err((there_are("its extract names pages"), "count pages as `blackpanel text` shows them, from 1"))
        }
        Some(Part::Pages(list)) => {
            let pages = pages.iter().map(|p| p.page).filter(|p| list.contains(*p)).collect();
            Ok(Some(Cut { pages, frame: None }))
        }
        Some(Part::Region(page, frame)) => {
            let hint = "measure it in points from the top-left corner of the page as it is shown";
            let on = pages
                .iter()
                .find(|p| p.page == *page)
                .ok_or_else(|| (there_are("its extract names a page"), hint))?;
            let (wide, high) = on.geometry.display_size();
            let seen = Rect::new(0.0, 0.0, wide, high).intersection(frame).filter(|r| r.area() > 1.0);
            let outside = || ("the box of its extract lies outside the page".to_owned(), hint);
            Ok(Some(Cut { pages: vec![*page], frame: Some(seen.ok_or_else(outside)?) }))
        }
    }
}
