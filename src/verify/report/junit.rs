//! `JUnit` XML, for lists of tests: one test a file and rule, each name only once, because some readers drop
//! the second test of a name.
//!
//! A leak is a failure; what could not be checked is an error. Warnings fail a test only where they were
//! asked to. It holds no text of the document.

use std::collections::HashSet;
use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::fingerprint::path;
use super::{place, plain, word};
use crate::verify::{Report, RuleId, Severity, Violation, rules};

/// The tests of one run; with `warnings` those fail too.
#[must_use]
pub fn junit(reports: &[Report], remarks: &[String], warnings: bool) -> String {
    let (mut suites, mut taken, mut total) = (String::new(), HashSet::new(), Counts::default());
    for report in reports {
        let mut name = xml(&path(report.name.raw()));
        while !taken.insert(name.clone()) {
            name.push('+');
        }
        let (mut counts, mut cases) = (Counts::default(), String::new());
        for rule in ran(report) {
            case(&mut cases, &mut counts, &name, rule, report, warnings);
        }
        let _ =
            writeln!(suites, "  <testsuite name=\"{name}\" {}>\n{cases}  </testsuite>", counts.attributes());
        total.add(&counts);
    }
    let mut said = String::new();
    for remark in remarks {
        let _ = writeln!(said, "  <!-- {} -->", xml(remark).replace("--", "- -"));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"blackpanel verify\" {}>\n{said}{suites}</testsuites>\n",
        total.attributes()
    )
}

#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
}

impl Counts {
    fn attributes(&self) -> String {
        format!("tests=\"{}\" failures=\"{}\" errors=\"{}\"", self.tests, self.failures, self.errors)
    }

    fn add(&mut self, other: &Self) {
        self.tests += other.tests;
        self.failures += other.failures;
        self.errors += other.errors;
    }
}

/// The rules that ran on a file; one that spoke has a test even where the file was never opened.
fn ran(report: &Report) -> Vec<RuleId> {
    let mut ran: Vec<RuleId> = report.rules.clone();
    ran.extend(report.violations.iter().map(|v| v.rule));
    ran.sort_unstable();
    ran.dedup();
    ran
}

fn case(out: &mut String, counts: &mut Counts, name: &str, rule: RuleId, report: &Report, warnings: bool) {
    let title = rules().iter().find(|r| r.id == rule).map_or("", |r| r.title);
    let of: Vec<&Violation> = report.violations.iter().filter(|v| v.rule == rule).collect();
    counts.tests += 1;
    let _ = writeln!(out, "    <testcase classname=\"{name}\" name=\"{} {} · {name}\">", rule.0, xml(title));
    let fails =
        |v: &&&Violation| v.severity == Severity::Error || (warnings && v.severity == Severity::Warning);
    let failed: Vec<&Violation> = of.iter().filter(fails).copied().collect();
    let open: Vec<&Violation> = of.iter().filter(|v| v.severity == Severity::NotChecked).copied().collect();
    // one verdict a test: readers show the first only
    if !open.is_empty() {
        counts.errors += 1;
        verdict(out, "error", rule, &open, report);
    } else if !failed.is_empty() {
        counts.failures += 1;
        verdict(out, "failure", rule, &failed, report);
    }
    let noted = of.iter().filter(|v| !failed.contains(v) && !open.contains(v)).map(|v| line(v));
    let accepted = report.accepted.iter().filter(|a| a.violation.rule == rule);
    let accepted = accepted.map(|a| format!("accepted for now: {}", line(&a.violation)));
    let lines: String = noted.chain(accepted).collect();
    if !lines.is_empty() {
        let _ = writeln!(out, "      <system-out>{lines}</system-out>");
    }
    out.push_str("    </testcase>\n");
}

fn verdict(out: &mut String, kind: &str, rule: RuleId, of: &[&Violation], report: &Report) {
    let more = report.omitted.get(rule.0).copied().unwrap_or(0);
    let lines: String = of.iter().map(|v| line(v)).collect();
    let (id, count) = (rule.0, of.len() as u64 + more);
    let _ = writeln!(out, "      <{kind} type=\"{id}\" message=\"places: {count}\">{lines}</{kind}>");
}

fn line(v: &Violation) -> String {
    xml(&format!("{} {} {}: {}", place(v), word(v.severity), v.rule.0, v.what)) + "\n"
}

/// Text for elements and attributes, without what XML 1.0 forbids.
fn xml(text: &str) -> String {
    let text: String = plain(text).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    escape(text.as_str()).into_owned()
}
