//! The judge judged: each rule has weak files that it must catch and sound ones that it must pass.

mod alarms;
mod baseline;
mod beside;
mod build;
mod catalogue;
mod covered;
mod encryption;
mod hostile;
mod leaks;
mod panels;
mod places;
mod reports;
mod routes;
mod sight;
mod terms;
mod widths;

use super::{Severity, Verdict, VerifyRequest, verify};
use crate::diag::Secret;
use crate::geom::Rect;

/// The panel of the tests: over `text(100, 300, …)` in display space.
pub(crate) const PANEL: Rect = Rect { x0: 98.0, y0: 89.0, x1: 160.0, y1: 104.0 };
/// The operators that paint it.
pub(crate) const BLACK: &str = "0 g 98 296 62 15 re f\n";

/// A request for a file.
pub(crate) fn request(pack: impl Into<std::sync::Arc<Vec<u8>>>) -> VerifyRequest {
    VerifyRequest { name: "test.pdf".into(), pack: pack.into(), ..VerifyRequest::default() }
}

/// The rules that a request breaks, errors and what was not checked only.
pub(crate) fn broken(request: &VerifyRequest) -> Vec<&'static str> {
    listed(request, |s| s != Severity::Warning)
}

/// The rules that a request breaks, warnings too.
pub(crate) fn noted(request: &VerifyRequest) -> Vec<&'static str> {
    listed(request, |_| true)
}

fn listed(request: &VerifyRequest, wanted: impl Fn(Severity) -> bool) -> Vec<&'static str> {
    let verdict = verify(request).expect("the file opens");
    let report = verdict.report();
    let mut rules: Vec<_> =
        report.violations.iter().filter(|v| wanted(v.severity)).map(|v| v.rule.0).collect();
    rules.sort_unstable();
    rules.dedup();
    assert_eq!(matches!(verdict, Verdict::Held(_)), broken_is_empty(report), "the verdict fits its report");
    rules
}

fn broken_is_empty(report: &super::Report) -> bool {
    report.violations.iter().all(|v| v.severity == Severity::Warning)
}

/// With terms that must be absent.
pub(crate) fn without(pack: impl Into<std::sync::Arc<Vec<u8>>>, terms: &[&str]) -> VerifyRequest {
    VerifyRequest { absent: terms.iter().map(|t| Secret::new(*t)).collect(), ..request(pack) }
}

/// With the panel of the tests on page 1.
pub(crate) fn panelled(pack: Vec<u8>) -> VerifyRequest {
    VerifyRequest { panels: vec![(1, PANEL)], ..request(pack) }
}

#[test]
fn a_report_never_holds_what_was_found() {
    const CANARY: &str = "Quillfeather";
    let pack = build::page(&build::text(100, 300, CANARY))
        .object(6, &format!("<< /Title ({CANARY}) /{CANARY} /{CANARY} >>"))
        .raw(CANARY.as_bytes())
        .done();
    let verdict = verify(&without(pack, &[CANARY])).expect("opens");
    let report = verdict.report();
    assert!(!report.violations.is_empty());
    let one = std::slice::from_ref(report);
    for written in [
        super::report::human(report),
        super::report::json(report),
        super::report::sarif(one, &[]),
        super::report::junit(one, &[], true),
        super::report::totals(one),
        format!("{report:?}"),
    ] {
        assert!(!written.to_lowercase().contains("quill"), "{written}");
    }
}

#[test]
fn every_rule_has_a_manual_with_its_five_parts() {
    for rule in super::rules() {
        let manual = rule.manual();
        assert!(manual.starts_with(rule.id.0), "{}", rule.id.0);
        for part in [
            "**What.**",
            "**Why it is dangerous.**",
            "**A well-known case.**",
            "**When it fails a file.**",
            "**How to mend it.**",
        ] {
            assert!(manual.contains(part), "{} lacks {part}", rule.id.0);
        }
        assert!(manual.contains(rule.title), "{} and its title differ", rule.id.0);
    }
}

#[test]
fn a_report_tells_what_was_looked_at_page_by_page() {
    let content = format!("{}{BLACK}3 Tr {}", build::text(100, 300, "abc"), build::text(20, 20, "de"));
    let verdict = verify(&request(build::page(&content).done())).expect("opens");
    let written = super::report::json(verdict.report());
    let first: serde_json::Value =
        serde_json::from_str(written.lines().next().expect("a line")).expect("JSON");
    assert_eq!(first["type"], "page");
    assert_eq!((&first["page"], &first["glyphs"], &first["unseen"]), (&1.into(), &5.into(), &2.into()));
    assert_eq!((&first["shapes"], &first["panels"], &first["whole"]), (&1.into(), &1.into(), &true.into()));
    assert_eq!(written.lines().count(), 2, "and the file");
    assert!(super::report::human(verdict.report()).contains("looked at 5 glyphs (2 unseen)"));
}
