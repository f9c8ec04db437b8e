//! Rows about places: boxes that were drawn, pages and documents that were decided whole, texts; and comments.
//!
//! A row of the list without an id is a new decision about a place: kind `box`, `page` or `document`, with the
//! document, the page, and for a box its corners "x0 y0 x1 y1" in points from the top left of the page as
//! displayed. A place that does not exist is refused.

use std::collections::BTreeSet;

use super::super::answer::{Answer, Ruling, Said, Scope};
use super::super::propose::OTHER_PEOPLE;
use super::super::{Document, Orphan};
use super::read::{Wrong, wrong};
use super::write::orphan_id;
use super::{COLUMNS, Sheet};
use crate::case::exemption::Register;
use crate::geom::Rect;

/// What stands before a finding's id in the `about` of a comment.
const FINDING: &str = "finding-";
/// What stands before a page's document and number there.
const PAGE: &str = "page-";

/// The `about` of a comment on a finding.
#[must_use]
pub fn about_finding(id: &str) -> String {
    format!("{FINDING}{id}")
}

/// The `about` of a comment on a page.
#[must_use]
pub fn about_page(document: &str, page: u32) -> String {
    format!("{PAGE}{document}-{page}")
}

/// The words for rulings in the column "decision".
pub(super) fn ruling_word(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Redact => "redact",
        Ruling::Keep => "keep",
        Ruling::Withhold => "withhold",
        Ruling::Exclude => "exclude",
        Ruling::Disclose => "disclose",
    }
}

/// The rulings by their words, or their first letters where these are told apart.
pub(super) fn ruling_of(word: &str) -> Option<Ruling> {
    match word {
        "redact" | "r" => Some(Ruling::Redact),
        "keep" | "k" => Some(Ruling::Keep),
        "withhold" => Some(Ruling::Withhold),
        "exclude" => Some(Ruling::Exclude),
        "disclose" => Some(Ruling::Disclose),
        _ => None,
    }
}

/// The rows for decisions about places and for comments on pages.
pub(super) fn rows(sheet: &Sheet<'_>) -> Vec<Vec<String>> {
    let lost: BTreeSet<u64> = sheet.decided.orphans.iter().map(|o: &Orphan| o.answer.said.seq).collect();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for answer in standing(sheet.answers).filter(|a| !lost.contains(&a.said.seq)) {
        rows.push(row(sheet, answer));
    }
    for document in sheet.documents {
        for page in &document.text.pages {
            if let Some(text) = sheet.comments.get(&about_page(&document.text.id.0, page.page)) {
                let known = ["", document.text.name.raw(), &page.page.to_string(), "page"];
                let mut cells = filled(known.into_iter());
                set(&mut cells, "comment", text);
                rows.push(cells);
            }
        }
    }
    rows
}

/// The answers about places that no later one of the same place takes the place of, in their order.
fn standing(answers: &[Answer]) -> impl Iterator<Item = &Answer> {
    let mut seen = BTreeSet::new();
    let about_place = |a: &&Answer| !matches!(a.scope, Scope::Finding { .. } | Scope::Person { .. });
    let mut last: Vec<&Answer> = answers.iter().filter(about_place).collect();
    last.sort_by_key(|a| std::cmp::Reverse(a.said.seq));
    last.retain(|a| seen.insert(a.scope.key()));
    last.into_iter().rev()
}

fn row(sheet: &Sheet<'_>, answer: &Answer) -> Vec<String> {
    let (kind, document, page, rect) = match &answer.scope {
        Scope::Box { document, page, rect } => ("box", Some(document), Some(*page), Some(rect)),
        Scope::Page { document, page } => ("page", Some(document), Some(*page), None),
        Scope::Document { document } => ("document", Some(document), None, None),
        Scope::Text { .. } | Scope::Finding { .. } | Scope::Person { .. } => ("text", None, None, None),
    };
    let named = document.and_then(|id| sheet.documents.iter().find(|d| d.text.id == *id));
    let name = named.map_or("", |d| d.text.name.raw());
    let page = page.map_or_else(String::new, |p| p.to_string());
    let mut cells = filled([orphan_id(answer.said.seq).as_str(), name, &page, kind].into_iter());
    set(&mut cells, "settled", "decided");
    set(&mut cells, "decision", ruling_word(answer.ruling));
    set(&mut cells, "decided exemption", &answer.exemption);
    set(&mut cells, "decided reason", &answer.reason);
    set(&mut cells, "box", &rect.map_or_else(String::new, written));
    cells
}

fn filled<'c>(first: impl Iterator<Item = &'c str>) -> Vec<String> {
    let mut cells: Vec<String> = first.map(str::to_owned).collect();
    cells.resize(COLUMNS.len(), String::new());
    cells
}

fn set(cells: &mut [String], column: &str, text: &str) {
    let at = COLUMNS.iter().position(|c| *c == column);
    if let Some(cell) = at.and_then(|at| cells.get_mut(at)) {
        text.clone_into(cell);
    }
}

/// A box as it is written: blanks, since a spreadsheet takes commas for its own.
fn written(rect: &Rect) -> String {
    rect.rounded().map(|n| n.to_string()).join(" ")
}

/// A box as a person writes it: four numbers with blanks, commas or semicolons between them.
pub(super) fn read_box(text: &str) -> Option<Rect> {
    let numbers = text.split([' ', ',', ';']).filter(|n| !n.is_empty());
    let numbers: Vec<f64> = numbers.map(|n| n.parse().ok()).collect::<Option<_>>()?;
    let [x0, y0, x1, y1] = numbers[..] else { return None };
    let sound = numbers.iter().all(|n| n.is_finite()) && x0 < x1 && y0 < y1;
    sound.then(|| Rect::new(x0, y0, x1, y1))
}

/// What a row about a place says, cell by cell.
pub(super) struct Placed<'c> {
    pub(super) kind: &'c str,
    pub(super) document: &'c str,
    pub(super) page: &'c str,
    pub(super) rect: &'c str,
    pub(super) ruling: Option<Ruling>,
    pub(super) exemption: &'c str,
    pub(super) reason: &'c str,
}

impl Placed<'_> {
    /// The document that is named.
    pub(super) fn document<'d>(&self, documents: &'d [Document<'d>]) -> Result<&'d Document<'d>, Wrong> {
        let plain = |t: &str| t.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let exact = documents.iter().find(|d| d.text.name.raw() == self.document);
        let mut alike = documents.iter().filter(|d| plain(d.text.name.raw()) == plain(self.document));
        let only = alike.next().filter(|_| alike.next().is_none() && !self.document.is_empty());
        exact.or(only).ok_or_else(|| {
            ("there is no such document in the case".into(), "name it as the other rows do".into())
        })
    }

    /// The page that is named.
    pub(super) fn page(&self, document: &Document<'_>) -> Result<u32, Wrong> {
        let whole = self.page.split(['.', ',']).next().unwrap_or_default();
        let page: Option<u32> = whole.parse().ok();
        let there = page.filter(|n| document.text.pages.iter().any(|p| p.page == *n));
        there.ok_or_else(|| ("the document has no such page".into(), "count pages from 1".into()))
    }

    /// The decision of a row without an id.
    pub(super) fn answer(&self, documents: &[Document<'_>]) -> Result<Answer, Wrong> {
        if !matches!(self.kind, "box" | "page" | "document") {
            let hint = "ids must not be changed; new rows are of the kind box, page or document";
            return wrong("the id belongs to no finding and no person of this case", hint);
        }
        let document = self.document(documents)?;
        let id = document.text.id.clone();
        let scope = match self.kind {
            "box" => {
                let Some(rect) = read_box(self.rect) else {
                    return wrong(
                        "the box is not x0 y0 x1 y1",
                        "in points from the top left, such as 72 90 200 110",
                    );
                };
                Scope::Box { document: id, page: self.page(document)?, rect }
            }
            "page" => Scope::Page { document: id, page: self.page(document)? },
            _ => Scope::Document { document: id },
        };
        let Some(ruling) = self.ruling else {
            return wrong("the row has no decision", "write one, or delete the row");
        };
        let hides = matches!(ruling, Ruling::Redact | Ruling::Withhold);
        let exemption = match self.exemption {
            _ if !hides => String::new(),
            "" => OTHER_PEOPLE.to_owned(),
            name => match Register::shipped().get(name) {
                Some(e) => e.id.clone(),
                None => return wrong("the exemption does not exist", Register::shipped().hint(name)),
            },
        };
        let answer =
            Answer { scope, ruling, exemption, reason: self.reason.to_owned(), said: Said::default() };
        if answer.fits() {
            return Ok(answer);
        }
        wrong(
            "such a place cannot be decided so",
            "redact a box; withhold or keep a page; withhold, exclude, disclose or keep a document",
        )
    }
}
