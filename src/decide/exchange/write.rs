//! Every finding and its decision as CSV: byte-order mark, CRLF, no cell that is a formula.

use super::super::{Choice, Orphan, Scope, Settled, Verdict};
use super::{COLUMNS, Sheet, people, places};
use crate::diag::Untrusted;
use crate::find::Finding;
use crate::show::escape::csv_cell;

/// The people as CSV, then the findings, then decisions about places, then those that fit nothing any more; the
/// found text stands in a last column only with `show_text`.
#[must_use]
pub fn to_csv(sheet: &Sheet<'_>, show_text: bool) -> Vec<u8> {
    let Sheet { documents, found, decided, .. } = sheet;
    let everybody = people::groups(found);
    let people = everybody.iter().map(|g| g.row(documents, found, decided));
    let findings = found.findings.iter().zip(&decided.choices).map(|(f, c)| row(sheet, f, c));
    let lost = decided.orphans.iter().map(orphan);
    csv(&COLUMNS, people.chain(findings).chain(places::rows(sheet)).chain(lost), show_text)
}

/// A table as CSV; the last column only with `show_text`.
pub(super) fn csv(header: &[&str], rows: impl Iterator<Item = Vec<String>>, show_text: bool) -> Vec<u8> {
    let columns = header.len() - usize::from(!show_text);
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
    // writing to memory does not fail
    let _ = writer.write_record(header.iter().take(columns));
    for cells in rows {
        let _ =
            writer.write_record(cells.iter().take(columns).map(|c| csv_cell(&Untrusted::from(c.as_str()))));
    }
    let _ = writer.flush();
    drop(writer);
    out
}

fn row(sheet: &Sheet<'_>, finding: &Finding, choice: &Choice) -> Vec<String> {
    let decided = choice.settled.as_ref().filter(|s| s.settled == Settled::Decided);
    vec![
        id_cell(&finding.id.0),
        sheet.documents.get(finding.document).map_or_else(String::new, |d| d.text.name.raw().to_owned()),
        finding.page.to_string(),
        word(&finding.kind),
        word(&finding.tier),
        finding.person.map_or_else(String::new, |p| format!("P{:02}", p.0)),
        format!("{}; {}", finding.reason, choice.proposal.reason),
        verdict(choice.proposal.verdict).to_owned(),
        choice.proposal.exemption.clone(),
        settled_word(choice).to_owned(),
        decided.map_or("", |s| verdict(s.verdict)).to_owned(),
        decided.map_or_else(String::new, |s| s.exemption.clone()),
        decided.map_or_else(String::new, |s| s.reason.clone()),
        String::new(),
        sheet.comments.get(&places::about_finding(&finding.id.0)).cloned().unwrap_or_default(),
        finding.text.expose().to_owned(),
    ]
}

/// How a finding was settled.
pub(super) fn settled_word(choice: &Choice) -> &'static str {
    match choice.settled.as_ref().map(|s| s.settled) {
        _ if choice.moot => "not in the pack",
        Some(Settled::Decided) => "decided",
        Some(Settled::ByCase) => "case.toml",
        Some(Settled::Proposed) => "proposed, not reviewed",
        None => "",
    }
}

/// A decision that fits nothing any more: `undo` in the column "decision" takes it back.
fn orphan(orphan: &Orphan) -> Vec<String> {
    let said = &orphan.answer.said;
    let kind = match &orphan.answer.scope {
        Scope::Finding { kind, .. } => word(kind),
        _ => String::new(),
    };
    let mut cells = vec![String::new(); COLUMNS.len()];
    let known = [
        orphan_id(said.seq),
        orphan.document.as_ref().map_or_else(String::new, |d| d.raw().to_owned()),
        orphan.page.map_or_else(String::new, |p| p.to_string()),
        kind,
    ];
    for (cell, text) in cells.iter_mut().zip(known) {
        *cell = text;
    }
    if let [.., settled, _, _, _, _, _, _] = cells.as_mut_slice() {
        *settled = "no longer fits: write undo as its decision, then decide anew".into();
    }
    cells
}

/// What stands for the id of a finding in the row of a decision that fits nothing any more.
pub(super) fn orphan_id(seq: u64) -> String {
    format!("decision-{seq}")
}

/// An id that a spreadsheet would read as a number gets a `#` before it.
fn id_cell(id: &str) -> String {
    let number = id.bytes().all(|b| b.is_ascii_digit() || b == b'e');
    if number { format!("#{id}") } else { id.to_owned() }
}

/// The name under which a kind or tier is known everywhere.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).ok();
    json.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Redact => "redact",
        Verdict::Keep => "keep",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_looks_like_a_number_is_kept_from_the_spreadsheet() {
        for (id, want) in [
            ("1234567890123456", "#1234567890123456"),
            ("12345678e0123456", "#12345678e0123456"),
            ("12ab567890123456", "12ab567890123456"),
        ] {
            assert_eq!(id_cell(id), want);
        }
    }
}
