//! `register.csv`: a row for each panel and each document that is not in the pack. Internal.
//!
//! It holds who decided what and when, and no removed text. The same input gives the same bytes.

use crate::decide::{Held, Plan, Settled};
use crate::diag::Untrusted;
use crate::geom::Rect;
use crate::show::escape::csv_cell;

/// What the register knows of a document of the pack, in the order of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// Its name.
    pub name: Untrusted,
    /// SHA-256 in hex of its source.
    pub source_sha256: String,
    /// First page of the pack it stands on, from 1.
    pub first_page: u32,
    /// How it was converted, in plain words; empty when nothing is to be said.
    pub converted: String,
}

/// What the register knows of a document that is not in the pack.
#[derive(Debug, Clone, PartialEq)]
pub struct NotInPack {
    /// What was decided.
    pub held: Held,
    /// SHA-256 in hex of its source.
    pub source_sha256: String,
    /// Size of its source in bytes.
    pub size: u64,
    /// Why it could not be read, where that is so; empty otherwise.
    pub unread: String,
}

/// Everything that stands in the register.
#[derive(Debug, Clone, Copy)]
pub struct Register<'a> {
    /// The plan that was burned.
    pub plan: &'a Plan,
    /// The documents of the plan, in its order.
    pub disclosed: &'a [Disclosed],
    /// The documents that are not in the pack.
    pub held: &'a [NotInPack],
}

/// The columns.
const COLUMNS: [&str; 17] = [
    "what",
    "document",
    "source sha-256",
    "page in document",
    "page in pack",
    "x0",
    "y0",
    "x1",
    "y1",
    "kind",
    "exemption",
    "settled",
    "who",
    "when",
    "reason",
    "size in bytes",
    "remark",
];

impl Register<'_> {
    /// The file: UTF-8 with a byte-order mark, CRLF, no cell that is a formula.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        let mut out = "\u{feff}".as_bytes().to_vec();
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
        // writing to memory does not fail
        let _ = writer.write_record(COLUMNS);
        for row in self.panels().into_iter().chain(self.not_in_pack()) {
            let _ = writer.write_record(row.cells().map(|c| csv_cell(&Untrusted::new(c))));
        }
        let _ = writer.flush();
        drop(writer);
        out
    }

    fn panels(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (plan, document) in self.plan.documents.iter().zip(self.disclosed) {
            let row = |what: &str, page: u32| Row {
                what: what.into(),
                document: document.name.raw().to_owned(),
                source: document.source_sha256.clone(),
                page: page.to_string(),
                remark: document.converted.clone(),
                ..Row::default()
            };
            rows.extend(plan.withheld.iter().map(|(page, exemption)| Row {
                exemption: exemption.clone(),
                ..row("page withheld", *page)
            }));
            rows.extend(plan.panels.iter().map(|p| Row {
                pack_page: (document.first_page + in_pack(p.page, &plan.withheld)).to_string(),
                rect: Some(p.rect),
                kind: p.kind.as_ref().map_or_else(|| "drawn box".to_owned(), word),
                exemption: p.exemption.clone(),
                settled: settled(p.settled).into(),
                who: p.by.clone(),
                when: p.at.clone(),
                ..row("panel", p.page)
            }));
            if plan.withheld.is_empty() && plan.panels.is_empty() {
                rows.push(Row { page: String::new(), ..row("disclosed in full", 0) });
            }
        }
        rows
    }

    fn not_in_pack(&self) -> Vec<Row> {
        let row = |n: &NotInPack| Row {
            what: if n.held.excluded { "document excluded" } else { "document withheld" }.into(),
            document: n.held.name.raw().to_owned(),
            source: n.source_sha256.clone(),
            exemption: n.held.exemption.clone(),
            settled: settled(n.held.settled).into(),
            who: n.held.by.clone(),
            when: n.held.at.clone(),
            reason: n.held.reason.clone(),
            size: n.size.to_string(),
            remark: n.unread.clone(),
            ..Row::default()
        };
        self.held.iter().map(row).collect()
    }
}

/// How many pages of a document stand before a page in the pack: pages withheld are not there.
fn in_pack(page: u32, withheld: &[(u32, String)]) -> u32 {
    page.saturating_sub(1) - withheld.iter().filter(|(w, _)| *w < page).count() as u32
}

/// One row, in the order of [`COLUMNS`].
#[derive(Default)]
struct Row {
    what: String,
    document: String,
    source: String,
    page: String,
    pack_page: String,
    rect: Option<Rect>,
    kind: String,
    exemption: String,
    settled: String,
    who: String,
    when: String,
    reason: String,
    size: String,
    remark: String,
}

impl Row {
    fn cells(self) -> [String; COLUMNS.len()] {
        let side = |i: usize| {
            self.rect.and_then(|r| r.rounded().get(i).map(|v| format!("{v:.2}"))).unwrap_or_default()
        };
        let (x0, y0, x1, y1) = (side(0), side(1), side(2), side(3));
        [
            self.what,
            self.document,
            self.source,
            self.page,
            self.pack_page,
            x0,
            y0,
            x1,
            y1,
            self.kind,
            self.exemption,
            self.settled,
            self.who,
            self.when,
            self.reason,
            self.size,
            self.remark,
        ]
    }
}

fn settled(settled: Settled) -> &'static str {
    match settled {
        Settled::Decided => "decided",
        Settled::ByCase => "case.toml",
        Settled::Proposed => "proposed, not reviewed",
    }
}

fn word(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).ok();
    json.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decide::{DocumentPlan, Panel};
    use crate::find::{FindingId, Kind};
    use crate::load::DocumentId;

    fn panel(page: u32, settled: Settled) -> Panel {
        Panel {
            page,
            rect: Rect::new(72.0, 100.125, 144.0, 112.0),
            mark: "TP".into(),
            exemption: "S2P3-16".into(),
            kind: Some(Kind::NhsNumber),
            finding: Some(FindingId("0123456789abcdef".into())),
            glyphs: vec![],
            settled,
            by: "A Officer".into(),
            at: "2026-11-22T12:00:00Z".into(),
        }
    }

    #[test]
    fn every_panel_and_every_document_outside_the_pack_has_a_row() {
        let plan = |panels, withheld| DocumentPlan { document: DocumentId("d".into()), panels, withheld };
        let plan = Plan {
            documents: vec![
                plan(vec![panel(1, Settled::Decided), panel(3, Settled::Proposed)], vec![(2, "OOS".into())]),
                plan(vec![], vec![]),
            ],
        };
        let disclosed = |name: &str, first_page| Disclosed {
            name: name.into(),
            source_sha256: "ab".repeat(32),
            first_page,
            converted: String::new(),
        };
        let held = NotInPack {
            held: Held {
                id: DocumentId("h".into()),
                name: "=cmd.zip".into(),
                excluded: true,
                exemption: String::new(),
                reason: "Not part of it, \"really\"".into(),
                settled: Settled::ByCase,
                by: String::new(),
                at: String::new(),
            },
            source_sha256: "cd".repeat(32),
            size: 12,
            unread: "is damaged".into(),
        };
        let disclosed = [disclosed("a.pdf", 4), disclosed("b.pdf", 6)];
        let register = Register { plan: &plan, disclosed: &disclosed, held: &[held] };
        let csv = String::from_utf8(register.to_csv()).expect("UTF-8");
        let lines: Vec<&str> = csv.lines().collect();
        let hash = "ab".repeat(32);
        assert!(csv.starts_with('\u{feff}') && csv.ends_with("\r\n"));
        assert_eq!(lines.len(), 6, "{csv}");
        assert_eq!(lines[1], format!("page withheld,a.pdf,{hash},2,,,,,,,OOS,,,,,,"));
        assert_eq!(
            lines[2],
            format!(
                "panel,a.pdf,{hash},1,4,72.00,100.13,144.00,112.00,nhs-number,S2P3-16,decided,A Officer,\
                 2026-11-22T12:00:00Z,,,"
            )
        );
        // page 2 is withheld, so page 3 is the second of the document in the pack
        assert!(
            lines[3].starts_with(&format!("panel,a.pdf,{hash},3,5,")) && lines[3].contains("not reviewed")
        );
        assert!(lines[4].starts_with("disclosed in full,b.pdf,"));
        assert!(lines[5].starts_with("document excluded,'=cmd.zip,"), "{}", lines[5]);
        assert!(lines[5].ends_with("case.toml,,,\"Not part of it, \"\"really\"\"\",12,is damaged"));
        assert_eq!(register.to_csv(), csv.into_bytes(), "the same input gives the same bytes");
    }
}
