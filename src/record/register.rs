//! `register.csv`: the internal record of exemptions (S2 5.8.1): a row for each panel, each withheld
//! page and each document. It names documents and places; never what was removed.

use crate::decide::{Held, Panel, Settled, WithheldPage};
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Result};
use crate::load::{LeftOut, NormalForm, Refusal};
use crate::show::escape::csv_cell;

const HEADER: [&str; 18] = [
    "row",
    "what",
    "document",
    "page",
    "pack page",
    "box",
    "kind",
    "exemption",
    "settled",
    "by",
    "at",
    "reason",
    "source sha-256",
    "bytes",
    "left out",
    "converted",
    "same as",
    "width",
];

/// One row in the making; what does not apply is empty.
#[derive(Debug, Clone, Default)]
pub struct Row {
    what: &'static str,
    document: String,
    page: String,
    pack_page: String,
    area: String,
    kind: String,
    exemption: String,
    settled: &'static str,
    by: String,
    at: String,
    reason: String,
    sha256: String,
    bytes: String,
    left_out: String,
    converted: String,
    same_as: String,
    width: &'static str,
}

impl Row {
    /// A document that is in the pack, from its first page there; `extract` says which part of it
    /// ("pages 2–3 of 9"), empty for the whole.
    #[must_use]
    pub fn disclosed(form: &NormalForm, extract: &str, first: u32, pages: u32) -> Self {
        Self {
            what: if extract.is_empty() { "document disclosed" } else { "extract disclosed" },
            document: form.name.raw().to_owned(),
            page: if extract.is_empty() { format!("1-{}", form.pages) } else { extract.to_owned() },
            pack_page: format!("{first}-{}", first + pages.saturating_sub(1)),
            ..Self::default()
        }
        .read(form)
    }

    /// A document that is not in the pack: `what` says "document withheld" or "document excluded".
    #[must_use]
    pub fn absent(what: &'static str, held: &Held) -> Self {
        Self {
            what,
            document: held.name.raw().to_owned(),
            exemption: held.exemption.clone(),
            settled: settled(held.settled),
            by: held.by.clone(),
            at: held.at.clone(),
            reason: held.reason.clone(),
            ..Self::default()
        }
    }

    /// Adds hash and size of a file that was not opened, and what it is where no page could show it.
    #[must_use]
    pub fn unread(mut self, refusal: &Refusal) -> Self {
        self.sha256.clone_from(&refusal.source_sha256);
        self.bytes = refusal.size.to_string();
        self.kind = refusal.held.clone().unwrap_or_default();
        self
    }

    /// Adds where a document that was read comes from: hash, size, other names, and how it became pages.
    #[must_use]
    pub fn read(mut self, form: &NormalForm) -> Self {
        self.sha256.clone_from(&form.source_sha256);
        self.bytes = form.provenance.size.to_string();
        self.left_out = left_out(&form.side.left_out);
        self.converted = converted(form);
        self.same_as = form.provenance.copies.iter().map(Untrusted::raw).collect::<Vec<_>>().join("; ");
        self
    }

    /// A document that is the same as another, which stands for it.
    #[must_use]
    pub fn copy(name: &Untrusted, same_as: &Untrusted, sha256: &str) -> Self {
        Self {
            what: "document not repeated",
            document: name.raw().to_owned(),
            reason: format!("the same as {}", same_as.raw()),
            sha256: sha256.to_owned(),
            ..Self::default()
        }
    }

    /// A panel on a page of the pack.
    #[must_use]
    pub fn panel(document: &Untrusted, panel: &Panel, pack_page: u32) -> Self {
        let [x0, y0, x1, y1] = panel.rect.rounded();
        Self {
            what: "panel",
            document: document.raw().to_owned(),
            page: panel.page.to_string(),
            pack_page: pack_page.to_string(),
            area: format!("{x0:.2},{y0:.2},{x1:.2},{y1:.2}"),
            kind: panel.kind.map_or_else(|| "drawn".to_owned(), |k| k.to_string()),
            exemption: panel.exemption.clone(),
            settled: settled(panel.settled),
            by: panel.by.clone(),
            at: panel.at.clone(),
            ..Self::default()
        }
    }

    /// Adds how the width of a panel is hidden; `exact` was accepted.
    #[must_use]
    pub fn hidden(self, width: &'static str) -> Self {
        Self { width, ..self }
    }

    /// A page withheld whole.
    #[must_use]
    pub fn page(document: &Untrusted, page: u32, pack_page: u32, withheld: &WithheldPage) -> Self {
        Self {
            what: "page withheld",
            document: document.raw().to_owned(),
            page: page.to_string(),
            pack_page: pack_page.to_string(),
            exemption: withheld.exemption.clone(),
            settled: settled(withheld.settled),
            by: withheld.by.clone(),
            at: withheld.at.clone(),
            ..Self::default()
        }
    }

    fn cells(&self, number: usize) -> Vec<String> {
        let fixed = [self.what, &self.document, &self.page, &self.pack_page, &self.area, &self.kind];
        let rest =
            [&self.exemption, self.settled, &self.by, &self.at, &self.reason, &self.sha256, &self.bytes];
        let mut cells = vec![number.to_string()];
        cells.extend(fixed.iter().chain(rest.iter()).map(|c| csv_cell(&Untrusted::from(*c))));
        let origin = [&self.left_out, &self.converted, &self.same_as];
        cells.extend(origin.map(|c| csv_cell(&Untrusted::from(c.as_str()))));
        cells.push(self.width.to_owned());
        cells
    }
}

fn settled(how: Settled) -> &'static str {
    match how {
        Settled::Decided => "decided",
        Settled::ByCase => "by case.toml",
        Settled::Proposed => "proposed, not reviewed",
    }
}

fn left_out(list: &[LeftOut]) -> String {
    list.iter().map(|l| format!("{} {}", l.count, l.what)).collect::<Vec<_>>().join("; ")
}

/// How it became pages, with the programs that had a part in it.
fn converted(form: &NormalForm) -> String {
    let own = std::iter::once(form.side.converted.as_str());
    own.chain(form.provenance.programs.iter().map(String::as_str)).collect::<Vec<_>>().join("; ")
}

/// The register as CSV text: byte-order mark and CRLF, so that a spreadsheet opens it as it is.
///
/// # Errors
/// Only when memory runs out.
pub fn register(rows: &[Row]) -> Result<Vec<u8>> {
    let fail = |_| Error::problem(Place::default(), "the register could not be written", "");
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(HEADER).map_err(fail)?;
    for (index, row) in rows.iter().enumerate() {
        writer.write_record(row.cells(index + 1)).map_err(fail)?;
    }
    writer.into_inner().map_err(|_| Error::problem(Place::default(), "the register could not be written", ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_become_a_formula_or_a_second_row() {
        let held = Held {
            id: crate::load::DocumentId(String::new()),
            name: Untrusted::new("=HYPERLINK(\"x\")\r\n,a.pdf"),
            excluded: true,
            exemption: String::new(),
            reason: "not ours".into(),
            settled: Settled::ByCase,
            by: String::new(),
            at: String::new(),
            beside: None,
        };
        let bytes = register(&[Row::absent("document excluded", &held)]).expect("a register");
        let text = String::from_utf8(bytes).expect("utf-8");
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let rows: Vec<_> = reader.records().collect::<std::result::Result<_, _>>().expect("rows");
        assert_eq!(rows.len(), 1);
        assert!(rows[0][2].starts_with("'="));
    }
}
