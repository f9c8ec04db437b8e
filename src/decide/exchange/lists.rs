//! Lists of what a person should look at, as CSV: what contradicts itself, what is left around panels, what a
//! second person checks. They go out only; what is decided after a look comes back by the list of decisions.

use super::super::around::Around;
use super::super::check::Checklist;
use super::super::{Conflict, Held};
use super::Sheet;
use super::write::{csv, verdict, word};
use crate::find::Finding;
use crate::geom::Rect;

/// What contradicts itself: a row for each place.
#[must_use]
pub fn conflicts_csv(sheet: &Sheet<'_>, conflicts: &[Conflict], show_text: bool) -> Vec<u8> {
    let header = [
        "conflict",
        "kind",
        "stops the build",
        "what",
        "document",
        "page",
        "finding",
        "decision",
        "box",
        "text",
    ];
    let rows = conflicts.iter().flat_map(|c| conflict_rows(sheet, c));
    csv(&header, rows, show_text)
}

fn conflict_rows(sheet: &Sheet<'_>, conflict: &Conflict) -> Vec<Vec<String>> {
    let stops = match (conflict.gate, conflict.settled) {
        (_, true) => "let stand",
        (true, false) => "yes",
        (false, false) => "no",
    };
    let first = [conflict.id.clone(), word(&conflict.kind), stops.to_owned(), conflict.what.clone()];
    let row = |rest: [String; 6]| first.iter().cloned().chain(rest).collect::<Vec<String>>();
    let mut rows = Vec::new();
    for (findings, decision) in [(&conflict.redacted, "redact"), (&conflict.kept, "keep")] {
        for finding in findings.iter().filter_map(|i| sheet.found.findings.get(*i)) {
            let [document, page] = place(sheet, finding.document, finding.page);
            let text = finding.text.expose().to_owned();
            rows.push(row([
                document,
                page,
                finding.id.0.clone(),
                decision.into(),
                boxes(&finding.anchor.boxes),
                text,
            ]));
        }
    }
    for spot in &conflict.places {
        let [document, page] = place(sheet, spot.document, spot.page);
        rows.push(row([document, page, String::new(), String::new(), boxes(&spot.boxes), String::new()]));
    }
    rows
}

/// What is left around panels: a row a sentence.
#[must_use]
pub fn around_csv(sheet: &Sheet<'_>, list: &[Around], show_text: bool) -> Vec<u8> {
    let header = [
        "document",
        "page",
        "people",
        "telling words",
        "boxes of the words",
        "findings",
        "boxes",
        "sentence",
    ];
    let row = |around: &Around| {
        let [document, page] = place(sheet, around.document, around.page);
        let people: Vec<String> = around.people.iter().map(ToString::to_string).collect();
        let words: Vec<&str> = around.marks.iter().map(|m| m.mark.name()).collect();
        let marked: Vec<Rect> = around.marks.iter().flat_map(|m| m.boxes.iter().copied()).collect();
        let findings = around.findings.iter().filter_map(|i| sheet.found.findings.get(*i));
        let findings: Vec<&str> = findings.map(|f| f.id.0.as_str()).collect();
        let sentence = around.sentence.expose().to_owned();
        vec![
            document,
            page,
            people.join(" "),
            words.join(" "),
            boxes(&marked),
            findings.join(" "),
            boxes(&around.boxes),
            sentence,
        ]
    };
    csv(&header, list.iter().map(row), show_text)
}

/// What a second person checks.
#[must_use]
pub fn check_csv(sheet: &Sheet<'_>, list: &Checklist, show_text: bool) -> Vec<u8> {
    let header = ["look at", "document", "page", "finding", "what", "box", "text"];
    let row = |look: &str, at: [String; 2], finding: &str, what: &str, box_: String, text: &str| {
        let [document, page] = at;
        [look, &document, &page, finding, what, &box_, text].map(str::to_owned).to_vec()
    };
    let mut rows = Vec::new();
    for (document, page) in &list.pages {
        rows.push(row(
            "withheld page",
            place(sheet, *document, *page),
            "",
            "the whole page",
            String::new(),
            "",
        ));
    }
    for held in list.documents.iter().filter_map(|i| sheet.decided.held.get(*i)) {
        let at = [held.name.raw().to_owned(), String::new()];
        rows.push(row("withheld document", at, "", &why(held), String::new(), ""));
    }
    for conflict in &list.conflicts {
        for (document, page) in conflict.pages(sheet.found) {
            let what = format!("{} (conflict-{})", conflict.what, conflict.id);
            rows.push(row("conflict", place(sheet, document, page), "", &what, String::new(), ""));
        }
    }
    for (look, findings) in
        [("decided against the proposal", &list.overrides), ("sample of what stays", &list.sample)]
    {
        for (i, finding) in findings.iter().filter_map(|i| Some((*i, sheet.found.findings.get(*i)?))) {
            let (at, what) = (place(sheet, finding.document, finding.page), decision(sheet, i, finding));
            rows.push(row(
                look,
                at,
                &finding.id.0,
                &what,
                boxes(&finding.anchor.boxes),
                finding.text.expose(),
            ));
        }
    }
    for drawn in &list.drawn {
        let what = format!("decision-{}", drawn.seq);
        rows.push(row(
            "drawn box",
            place(sheet, drawn.document, drawn.page),
            "",
            &what,
            boxes(&[drawn.rect]),
            "",
        ));
    }
    csv(&header, rows.into_iter(), show_text)
}

/// What became of a document that is not in the pack, and why.
fn why(held: &Held) -> String {
    let how = match (&held.beside, held.excluded) {
        (Some(_), _) => "held, not included",
        (None, true) => "excluded",
        (None, false) => "withheld",
    };
    [how, held.exemption.as_str(), held.reason.as_str()]
        .iter()
        .filter(|p| !p.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(": ")
}

/// What was proposed for a finding and what was decided.
fn decision(sheet: &Sheet<'_>, index: usize, finding: &Finding) -> String {
    let Some(choice) = sheet.decided.choices.get(index) else { return String::new() };
    let settled = choice.settled.as_ref().map_or("open", |s| verdict(s.verdict));
    format!("{}: {settled}, proposed: {}", word(&finding.kind), verdict(choice.proposal.verdict))
}

/// Name of a document and number of a page.
fn place(sheet: &Sheet<'_>, document: usize, page: u32) -> [String; 2] {
    let name = sheet.documents.get(document).map_or_else(String::new, |d| d.text.name.raw().to_owned());
    [name, page.to_string()]
}

/// Boxes as a person reads them, and as a row for a new box takes one.
fn boxes(all: &[Rect]) -> String {
    let one = |r: &Rect| r.rounded().map(|n| n.to_string()).join(" ");
    all.iter().map(one).collect::<Vec<_>>().join("; ")
}
