//! SARIF 2.1.0 (OASIS), for lists of alerts: one run, one result a violation.
//!
//! A PDF has no lines: every result stands in line 1 and names its page in the message. It holds no text of
//! the document, and no more results than a list of alerts keeps; how many are left out is said.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::fingerprint::{KEY, fingerprint, path};
use super::plain;
use crate::verify::{Accepted, Report, Rule, Severity, Violation, rules};

/// Most results of a run. GitHub keeps the first 5,000 and drops the rest without a word.
const RESULTS: usize = 5_000;

/// The log of one run; `remarks` are sentences of ours about the run as a whole.
#[must_use]
pub fn sarif(reports: &[Report], remarks: &[String]) -> String {
    sarif_of(reports, remarks, RESULTS)
}

/// With another limit of results.
pub(crate) fn sarif_of(reports: &[Report], remarks: &[String], limit: usize) -> String {
    let known = rules();
    let mut results: Vec<(u8, Value)> = Vec::new();
    for (index, report) in reports.iter().enumerate() {
        let open = report.violations.iter().map(|v| (grade(v.severity), result(&known, index, v, None)));
        let accepted = report.accepted.iter().map(|a| (3, result(&known, index, &a.violation, Some(a))));
        results.extend(open.chain(accepted));
    }
    // what is gravest is kept
    results.sort_by_key(|(grade, _)| *grade);
    let left_out = results.len().saturating_sub(limit);
    let results: Vec<Value> = results.into_iter().take(limit).map(|(_, result)| result).collect();
    let unchecked = |r: &Report| r.violations.iter().any(|v| v.severity == Severity::NotChecked);
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "blackpanel",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": known.iter().map(rule).collect::<Vec<_>>(),
            }},
            "invocations": [{
                "executionSuccessful": !reports.iter().any(unchecked),
                "toolExecutionNotifications": notifications(reports, remarks, left_out),
            }],
            "artifacts": reports.iter().map(artifact).collect::<Vec<_>>(),
            "results": results,
            "columnKind": "unicodeCodePoints",
        }],
    });
    format!("{log}\n")
}

/// The order in which results are kept: errors, what was not checked, warnings; accepted ones come last.
fn grade(severity: Severity) -> u8 {
    match severity {
        Severity::Error => 0,
        Severity::NotChecked => 1,
        Severity::Warning => 2,
    }
}

fn rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id.0,
        "shortDescription": { "text": rule.title },
        "help": { "text": rule.manual() },
        "defaultConfiguration": { "level": "error" },
    })
}

fn result(known: &[Rule], file: usize, v: &Violation, accepted: Option<&Accepted>) -> Value {
    let level = if v.severity == Severity::Warning { "warning" } else { "error" };
    let place = match (v.place.page, v.place.object) {
        (Some(page), _) => format!("page {page}: "),
        (None, Some(object)) => format!("object {object}: "),
        _ => String::new(),
    };
    let mut result = json!({
        "ruleId": v.rule.0,
        "level": level,
        "message": { "text": format!("{place}{}", v.what) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(v.place.file.raw()), "index": file },
            "region": { "startLine": 1 },
        }}],
        "partialFingerprints": { KEY: fingerprint(v) },
        "properties": { "page": v.place.page, "box": v.area.map(|a| a.rounded()), "hint": v.hint },
    });
    if let Some(index) = known.iter().position(|r| r.id == v.rule) {
        result["ruleIndex"] = index.into();
    }
    if let Some(a) = accepted {
        let words = format!("{} ({}, until {})", plain(&a.reason), plain(&a.by), a.expires);
        result["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": words }]);
    }
    result
}

/// What was checked of each file.
fn artifact(report: &Report) -> Value {
    json!({
        "location": { "uri": uri(report.name.raw()) },
        "mimeType": "application/pdf",
        "properties": {
            "pages": report.pages,
            "objects": report.objects,
            "rules": report.rules.iter().map(|r| r.0).collect::<Vec<_>>(),
            "opinions": report.opinions,
        },
    })
}

fn notifications(reports: &[Report], remarks: &[String], left_out: usize) -> Vec<Value> {
    let beyond = |r: &Report| {
        let of = plain(r.name.raw());
        r.omitted
            .iter()
            .map(move |(rule, n)| format!("{of}: {n} more of {rule} are not listed"))
            .collect::<Vec<_>>()
    };
    let mut said: Vec<String> = remarks.iter().map(|r| plain(r)).collect();
    said.extend(reports.iter().flat_map(beyond));
    if left_out > 0 {
        said.push(format!("{left_out} results beyond the limit of a list of alerts are left out"));
    }
    said.into_iter().map(|text| json!({ "level": "warning", "message": { "text": text } })).collect()
}

/// A path as a URI reference (RFC 3986): relative to where the command ran, unless it was absolute.
fn uri(name: &str) -> String {
    let path = path(name);
    let mut out = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~');
        let _ = if plain { write!(out, "{}", byte as char) } else { write!(out, "%{byte:02X}") };
    }
    out
}
