//! Reports for people and machines. They name rule, page and place, never the text that was found.
//!
//! What comes from outside (the file's name) is escaped here: control and bidirectional characters
//! do not reach a terminal.

use std::fmt::Write as _;

mod fingerprint;
mod junit;
mod sarif;

pub use fingerprint::fingerprint;
pub use junit::junit;
pub use sarif::sarif;
#[cfg(test)]
pub(crate) use sarif::sarif_of;

use super::width::told;
use super::{PageLook, Report, Severity, Violation, Words, rules};

/// For a person: one line a violation, then what was checked.
#[must_use]
pub fn human(report: &Report) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", plain(report.name.raw()));
    for v in &report.violations {
        let _ = writeln!(out, "  {:<10} {}  {:<9}  {}", place(v), v.rule.0, word(v.severity), v.what);
    }
    for a in &report.accepted {
        let (v, by) = (&a.violation, plain(&a.by));
        let _ = writeln!(out, "  {:<10} {}  accepted   by {by} until {}", place(v), v.rule.0, a.expires);
    }
    for (rule, count) in &report.omitted {
        let _ = writeln!(out, "  and {count} more of {rule}");
    }
    for range in runs(report.looked.iter().filter(|p| p.words == Words::Pictured).map(|p| p.page)) {
        let _ = match range {
            (page, last) if page == last => {
                writeln!(out, "  {:<10} a picture, its words were not searched", format!("p. {page}"))
            }
            (page, last) => {
                writeln!(out, "  {:<10} pictures, their words were not searched", format!("p. {page}-{last}"))
            }
        };
    }
    let total = |count: fn(&PageLook) -> u64| report.looked.iter().map(count).sum::<u64>();
    let cut = report.looked.iter().filter(|p| !p.whole).count();
    let _ = writeln!(
        out,
        "  looked at {} glyphs ({} unseen), {} pictures, {} shapes, {} dark areas or panels{}",
        total(|p| p.glyphs),
        total(|p| p.unseen),
        total(|p| p.images),
        total(|p| p.shapes),
        total(|p| p.panels),
        if cut == 0 { String::new() } else { format!("; {cut} pages not to their end") },
    );
    if let Some(widths) = told::sentence(&report.widths) {
        let _ = writeln!(out, "  {widths}");
    }
    let of = |s: Severity| report.violations.iter().filter(|v| v.severity == s).count();
    let (errors, warnings, open) = (of(Severity::Error), of(Severity::Warning), of(Severity::NotChecked));
    let mark = if errors + open == 0 { "✓" } else { "✗" };
    let _ = writeln!(
        out,
        "{mark} {} pages, {} objects, {} rules, read by {}; {errors} errors, {open} not checked, {warnings} warnings",
        report.pages,
        report.objects,
        report.rules.len(),
        report.opinions.join(", "),
    );
    out
}

/// For a machine: a JSON object a page and one for the file, each on a line of its own.
#[must_use]
pub fn json(report: &Report) -> String {
    let mut out = String::new();
    for p in &report.looked {
        let page = serde_json::json!({
            "type": "page", "page": p.page, "glyphs": p.glyphs, "unseen": p.unseen, "images": p.images,
            "shapes": p.shapes, "panels": p.panels, "opinions": p.opinions, "whole": p.whole,
            "words": words(p.words), "picture_dpi": p.picture_dpi,
        });
        let _ = writeln!(out, "{page}");
    }
    let violations: Vec<_> = report.violations.iter().map(violation).collect();
    let accepted = report.accepted.iter().map(|a| {
        let mut line = violation(&a.violation);
        (line["reason"], line["by"]) = (a.reason.as_str().into(), a.by.as_str().into());
        line["expires"] = a.expires.to_string().into();
        line
    });
    let whole = serde_json::json!({
        "type": "verification",
        "file": report.name.raw(),
        "pages": report.pages,
        "objects": report.objects,
        "rules": report.rules.iter().map(|r| r.0).collect::<Vec<_>>(),
        "opinions": report.opinions,
        "omitted": report.omitted,
        "widths": told::json(&report.widths),
        "violations": violations,
        "accepted": accepted.collect::<Vec<_>>(),
    });
    let _ = writeln!(out, "{whole}");
    out
}

/// What all files of a run came to, in one line: what was checked is said, also when nothing is wrong.
#[must_use]
pub fn totals(reports: &[Report]) -> String {
    let sum = |of: fn(&Report) -> usize| reports.iter().map(of).sum::<usize>();
    let of = |severity| reports.iter().flat_map(|r| &r.violations).filter(|v| v.severity == severity).count();
    let words = |words| reports.iter().flat_map(|r| &r.looked).filter(|p| p.words == words).count();
    let (errors, open) = (of(Severity::Error), of(Severity::NotChecked));
    let mark = if errors + open == 0 { "✓" } else { "✗" };
    let mut line = format!(
        "{mark} {} files, {} pages, {} rules; {errors} errors, {open} not checked, {} warnings",
        reports.len(),
        sum(|r| r.pages as usize),
        reports.iter().map(|r| r.rules.len()).max().unwrap_or(0),
        of(Severity::Warning),
    );
    let more = [
        (sum(|r| r.accepted.len()), "accepted by the baseline"),
        (words(Words::Recognised), "pictures of pages read"),
        (words(Words::Pictured), "pages are pictures whose words were not searched"),
    ];
    more.iter().filter(|(n, _)| *n > 0).for_each(|(n, what)| line.push_str(&format!(", {n} {what}")));
    line
}

/// Where a violation is, as a person looks for it.
fn place(v: &Violation) -> String {
    match (v.place.page, v.place.object) {
        (Some(page), _) => format!("p. {page}"),
        (None, Some(object)) => format!("obj {object}"),
        _ => "file".to_owned(),
    }
}

fn violation(v: &Violation) -> serde_json::Value {
    serde_json::json!({
        "rule": v.rule.0,
        "title": rules().iter().find(|r| r.id == v.rule).map_or("", |r| r.title),
        "severity": word(v.severity),
        "page": v.place.page,
        "object": v.place.object,
        "offset": v.place.offset,
        "box": v.area.map(|a| a.rounded()),
        "what": v.what,
        "hint": v.hint,
        "fingerprint": fingerprint(v),
    })
}

/// Pages in their order as the first and last of each run.
fn runs(pages: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    runs
}

fn words(words: Words) -> &'static str {
    match words {
        Words::Text => "text",
        Words::Pictured => "not searched",
        Words::Recognised => "recognised",
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::NotChecked => "unchecked",
    }
}

/// Without characters that could steer a terminal.
fn plain(text: &str) -> String {
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if odd(c) { '\u{fffd}' } else { c }).collect()
}
