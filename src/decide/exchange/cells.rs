//! What single cells of a row say: a decision, an exemption, a place, a comment, and whether they belong to the id
//! beside them.
//!
//! Refuses words that are none of those asked for, and a row whose cells were parted from their id.

use super::super::Ruling;
use super::places::{self, Placed};
use super::read::Reader;
use super::table::{Wrong, wrong};
use super::write::word;
use crate::case::exemption::Register;
use crate::find::Finding;

impl Reader<'_> {
    /// A cell as it was before it was made safe for a spreadsheet.
    pub(super) fn cell<'c>(&self, cells: &'c [String], column: &str) -> Option<&'c str> {
        let cell = cells.get(*self.columns.get(column)?)?.trim();
        let bare = cell.strip_prefix('\'').filter(|c| c.starts_with(['=', '+', '-', '@', '\t', '\r']));
        Some(bare.unwrap_or(cell))
    }

    /// What a row says of a place.
    pub(super) fn placed<'c>(&self, cells: &'c [String]) -> std::result::Result<Placed<'c>, Wrong> {
        let cell = |column: &str| self.cell(cells, column).unwrap_or_default();
        let written = cell("decision").to_lowercase();
        let ruling = places::ruling_of(&written);
        if ruling.is_none() && !written.is_empty() {
            return wrong("the decision is none", "redact, keep, withhold, exclude or disclose");
        }
        Ok(Placed {
            kind: cell("kind"),
            document: cell("document"),
            page: cell("page"),
            rect: cell("box"),
            ruling,
            exemption: cell("decided exemption"),
            reason: cell("decided reason"),
        })
    }

    /// A comment that a row adds or changes.
    pub(super) fn comment(&self, cells: &[String]) -> std::result::Result<Option<(String, String)>, Wrong> {
        let text = self.cell(cells, "comment").unwrap_or_default();
        let id = self.cell(cells, "id").unwrap_or_default().trim_start_matches('#').to_lowercase();
        if text.is_empty() {
            return Ok(None);
        }
        let about = if self.by_id.contains_key(id.as_str()) {
            places::about_finding(&id)
        } else if id.is_empty() && self.cell(cells, "kind") == Some("page") {
            let placed = self.placed(cells)?;
            let document = placed.document(self.documents)?;
            places::about_page(&document.text.id.0, placed.page(document)?)
        } else {
            return wrong("a comment is about a finding or a page", "write it beside one");
        };
        let known = self.sheet.comments.get(&about).is_some_and(|c| c.trim() == text);
        Ok((!known).then(|| (about, text.to_owned())))
    }

    /// The decision of a row, if there is one.
    pub(super) fn ruling(&self, cells: &[String]) -> std::result::Result<Option<Ruling>, Wrong> {
        match self.cell(cells, "decision").unwrap_or_default().to_lowercase().as_str() {
            "" => Ok(None),
            "redact" | "r" => Ok(Some(Ruling::Redact)),
            "keep" | "k" => Ok(Some(Ruling::Keep)),
            _ => wrong("the decision is neither \"redact\" nor \"keep\"", "write one of the two, or nothing"),
        }
    }

    /// Whether what stands beside the id is what belongs to it.
    pub(super) fn belongs(&self, cells: &[String], finding: &Finding) -> bool {
        let page = finding.page.to_string();
        let same = |column: &str, want: &str| self.cell(cells, column).is_none_or(|c| c == want);
        // a spreadsheet may show a page as 3.0 or 3,00
        let paged = self.cell(cells, "page").is_none_or(|c| {
            let whole = c.split(['.', ',']).next().unwrap_or(c);
            whole == page && c[whole.len()..].chars().all(|c| matches!(c, '.' | ',' | '0'))
        });
        let name = self.documents.get(finding.document).map_or("", |d| d.text.name.raw());
        let plain = |t: &str| t.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let named = self.cell(cells, "document").is_none_or(|c| plain(c) == plain(name));
        paged && named && same("kind", &word(&finding.kind))
    }

    /// The exemption of a row: as decided, else as proposed.
    pub(super) fn exemption(
        &self,
        cells: &[String],
        ruling: Ruling,
        proposed: &str,
    ) -> std::result::Result<String, Wrong> {
        let written = self.cell(cells, "decided exemption").unwrap_or_default();
        match (ruling, written) {
            (Ruling::Keep, _) => Ok(String::new()),
            (_, "") if proposed.is_empty() => wrong(
                "a redaction without an exemption",
                "write one into \"decided exemption\"; `blackpanel codes` lists them",
            ),
            (_, "") => Ok(proposed.to_owned()),
            (_, name) => match Register::shipped().get(name) {
                Some(e) => Ok(e.id.clone()),
                None => wrong("the exemption does not exist", Register::shipped().hint(name)),
            },
        }
    }
}
