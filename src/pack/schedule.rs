//! The schedule of documents and the redaction key: tables that follow the letter.
//!
//! Withheld documents are named under the schedule, unless their exemption may not be named: then
//! they stand nowhere, and numbers show no gap.

use crate::letter::counted;
use crate::pack::letter::{Numbers, heading};
use crate::pack::numbering;
use crate::pack::outcome::Decision;
use crate::pack::parts::Parts;
use crate::pack::request::{ExemptionUse, PackDocument, PackRequest};
use crate::pdf::typeset::{Align, Block, Cell, Column, Run, Table};

/// Headings by which the parts are found again.
pub(super) const TITLE: &str = "Schedule of documents";
pub(super) const KEY_TITLE: &str = "Key to the redactions";

/// The schedule.
pub(super) fn schedule(request: &PackRequest<'_>, decision: &Decision<'_>, numbers: &Numbers) -> Vec<Block> {
    let named = numbering::numbers(&request.documents);
    let mut blocks = vec![
        heading(1, TITLE),
        Block::text("The documents in this file, in order. Page numbers are those at the foot of each page."),
        Block::Table(Table {
            columns: columns(&[None, Some(5.0), None, None, None, Some(3.2)]),
            header: header(&["No.", "Document", "Kind", "Date", "Pages", "What was left out"]),
            rows: rows(request, numbers, &named),
            ruled: true,
            size: None,
        }),
    ];
    blocks.extend(copies(request, &named));
    if !decision.withheld.is_empty() {
        let rows = decision.withheld.iter().map(|(document, exemption)| {
            let pages = document.pages.map(|n| n.to_string());
            let held = document.held.as_ref().map(|what| format!("{what}: held, not included in this file"));
            let pages = held.or(pages).unwrap_or_else(|| "–".to_owned());
            vec![cell(&document.title), cell(&pages), cell(&exemption.label), cell(&exemption.citation)]
        });
        blocks.push(heading(2, "Documents withheld whole"));
        blocks.push(Block::Table(Table {
            columns: columns(&[Some(4.6), None, Some(2.6), Some(5.0)]),
            header: header(&["Document", "Pages", "Reason", "Law"]),
            rows: rows.collect(),
            ruled: true,
            size: None,
        }));
    }
    blocks.extend(held(request));
    blocks
}

/// What is held more than once, and stands in the file once.
fn copies(request: &PackRequest<'_>, named: &[String]) -> Vec<Block> {
    let several = request.documents.iter().zip(named).filter(|(document, _)| document.copies > 0);
    let rows: Vec<_> = several
        .map(|(document, number)| {
            vec![
                cell(number),
                cell(&document.title),
                cell(&format!("{}, not repeated", identical(document.copies))),
            ]
        })
        .collect();
    if rows.is_empty() {
        return vec![];
    }
    let header = header(&["No.", "Document", "Also held"]);
    let columns = columns(&[None, Some(6.0), Some(5.0)]);
    vec![heading(2, "Duplicates"), Block::Table(Table { columns, header, rows, ruled: true, size: None })]
}

fn identical(copies: u32) -> String {
    if copies == 1 { "1 identical copy".to_owned() } else { format!("{copies} identical copies") }
}

/// What is held and no page can show.
fn held(request: &PackRequest<'_>) -> Vec<Block> {
    if request.held.is_empty() {
        return Vec::new();
    }
    let rows =
        request.held.iter().map(|file| vec![cell(&file.title), cell(&file.kind), cell(&size(file.bytes))]);
    vec![
        heading(2, "Held, not included in this file"),
        Block::text("We hold these as well. They are not in this file because no page can show them."),
        Block::Table(Table {
            columns: columns(&[Some(5.0), Some(3.0), None]),
            header: header(&["File", "What it is", "Size"]),
            rows: rows.collect(),
            ruled: true,
            size: None,
        }),
    ]
}

/// A size as people say it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

fn rows(request: &PackRequest<'_>, numbers: &Numbers, named: &[String]) -> Vec<Vec<Cell>> {
    let mut before = 0;
    let documents = request.documents.iter().zip(&numbers.documents).zip(named);
    let rows = documents.map(|((document, (first, pages)), number)| {
        let span = span(&numbers.parts, (*first, *pages), before);
        before += pages;
        row(document, number, &span)
    });
    rows.collect()
}

/// "12–40", and in which parts of several: "12–20 in part 1, 21–40 in part 2".
fn span(parts: &Parts, (first, pages): (u32, u32), before: u32) -> String {
    let range = |from: u32, to: u32| if from == to { from.to_string() } else { format!("{from}–{to}") };
    if parts.count() == 1 {
        return range(first, first + pages.saturating_sub(1));
    }
    let of = |page: &u32| parts.of_page(before + page);
    let pages: Vec<u32> = (0..pages).collect();
    let told = pages.chunk_by(|a, b| of(a) == of(b)).filter_map(|chunk| {
        let (from, to) = (*chunk.first()?, *chunk.last()?);
        Some(format!("{} in part\u{a0}{}", range(first + from, first + to), of(&from)))
    });
    told.collect::<Vec<_>>().join(", ")
}

fn row(document: &PackDocument, number: &str, span: &str) -> Vec<Cell> {
    let date =
        document.date.map_or_else(|| "–".to_owned(), |d| d.strftime("%-d\u{a0}%b\u{a0}%Y").to_string());
    vec![
        cell(number),
        cell(&document.title),
        cell(&document.kind),
        cell(&date),
        cell(span),
        cell(&left_out(document)),
    ]
}

fn left_out(document: &PackDocument) -> String {
    let panels = document.sanitised.panels.len() as u32;
    let notice = Some(&document.notice).filter(|n| !n.is_empty()).cloned();
    let panels = (panels > 0).then(|| counted(panels, "panel"));
    let other = Some(&document.left_out).filter(|o| !o.is_empty()).cloned();
    let all: Vec<String> = [notice, panels, other].into_iter().flatten().collect();
    if all.is_empty() { "Nothing".to_owned() } else { all.join("; ") }
}

/// The redaction key; without marks and counts when the reasons are pooled.
pub(super) fn key(decision: &Decision<'_>) -> Vec<Block> {
    let used = decision.stated.iter().filter(|e| decision.pooled || e.count > 0);
    let table = if decision.pooled {
        Table {
            columns: columns(&[Some(6.0), Some(4.0)]),
            header: header(&["What it means", "Law"]),
            rows: used.map(|e| vec![meaning(e), law(e)]).collect(),
            ruled: true,
            size: None,
        }
    } else {
        let marked = |e: &&ExemptionUse| {
            vec![vec![Run::bold(e.mark.clone())], meaning(e), law(e), cell(&e.count.to_string())]
        };
        Table {
            columns: columns(&[None, Some(5.6), Some(4.0), None]),
            header: header(&["Mark", "What it means", "Law", "Panels"]),
            rows: used.map(marked).collect(),
            ruled: true,
            size: None,
        }
    };
    let total = counted(decision.panels, "panel");
    let lead =
        format!("A black panel shows that something was removed there. This file has {total}. {MOVED}");
    let mut blocks = vec![heading(1, KEY_TITLE), Block::text(lead)];
    if !table.rows.is_empty() {
        blocks.push(Block::Table(table));
    }
    blocks
}

/// Said of text that was set anew.
const MOVED: &str = "Text beside a panel may have been moved to hide the length of what was removed, and no \
word was changed; a thin line in the margin marks paragraphs that were set anew.";

fn meaning(exemption: &ExemptionUse) -> Cell {
    vec![Run::bold(format!("{}. ", exemption.label)), Run::plain(exemption.reason.clone())]
}

fn law(exemption: &ExemptionUse) -> Cell {
    cell(if exemption.citation.is_empty() { "–" } else { &exemption.citation })
}

/// Columns of a share of the width, or as wide as their words.
fn columns(shares: &[Option<f64>]) -> Vec<Column> {
    shares.iter().map(|share| Column { share: *share, align: Align::Left }).collect()
}

fn header(titles: &[&str]) -> Vec<Cell> {
    titles.iter().map(|t| vec![Run::bold(*t)]).collect()
}

fn cell(text: &str) -> Cell {
    vec![Run::plain(text)]
}
