//! What a baseline may and may not do: it accepts for a time and by name, and never hides a way back.

use jiff::civil::{Date, date};

use super::reports::{report, violation};
use crate::diag::Place;
use crate::error::Exit;
use crate::verify::report::{fingerprint, junit, sarif};
use crate::verify::{Baseline, Severity};

const TODAY: Date = date(2026, 11, 23);

fn read(text: &str, json: bool) -> crate::error::Result<Baseline> {
    Baseline::parse(&Place::file("baseline"), text, json, TODAY)
}

fn entry(rule: &str, fingerprint: &str, expires: &str) -> String {
    format!(
        "[[accepted]]\nrule = \"{rule}\"\nfingerprint = \"{fingerprint}\"\nreason = \"a shared surname\"\n\
         by = \"Priya Shah\"\nexpires = {expires}\n"
    )
}

#[test]
fn an_accepted_violation_fails_nothing_and_is_still_told() {
    let v = violation("R009", Severity::Error, 2, 10.0);
    let print = fingerprint(&v);
    let json = format!(
        r#"{{"accepted":[{{"rule":"R009","fingerprint":"{print}","reason":"r","by":"b","expires":"2026-11-23"}}]}}"#
    );
    for (text, is_json) in [(entry("R009", &print, "2026-11-23"), false), (json, true)] {
        let mut baseline = read(&text, is_json).expect("a baseline");
        let mut report = report(vec![v.clone(), violation("R009", Severity::Error, 3, 10.0)]);
        baseline.apply(&mut report);
        assert_eq!((report.violations.len(), report.accepted.len()), (1, 1), "only the one that it names");
        assert!(baseline.remarks().is_empty());
        report.violations.clear();
        assert_eq!(report.exit(), Exit::Done);
        assert!(sarif(std::slice::from_ref(&report), &[]).contains("\"suppressions\""));
        assert!(junit(&[report], &[], true).contains("accepted for now"));
    }
}

#[test]
fn what_has_expired_or_fits_nothing_hides_nothing_and_is_said() {
    let v = violation("R009", Severity::Error, 2, 10.0);
    let (print, other) = (fingerprint(&v), "0".repeat(32));
    let text = entry("R009", &print, "2026-11-22")
        + &entry("R010", &print, "2099-01-01")
        + &entry("R009", &other, "2099-01-01");
    let mut baseline = read(&text, false).expect("a baseline");
    let mut report = report(vec![v]);
    baseline.apply(&mut report);
    assert_eq!(report.exit(), Exit::Problem);
    let said = baseline.remarks();
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(
        said[0].contains("expired") && said[1].contains("fits nothing") && said[2].contains("fits nothing")
    );
}

#[test]
fn ways_to_get_text_back_and_what_nobody_checked_cannot_be_accepted() {
    let print = "a".repeat(32);
    for rule in ["R001", "R002", "R003", "R004", "R005", "R006", "R007", "R008", "R900", "R555", ""] {
        let refused = read(&entry(rule, &print, "2099-01-01"), false).expect_err(rule);
        assert_eq!(refused.exit, Exit::Usage, "{rule}");
    }
    for rule in ["R009", "R010", "R012", "R013"] {
        read(&entry(rule, &print, "2099-01-01"), false).expect(rule);
    }
}

#[test]
fn an_entry_without_reason_name_or_end_is_refused() {
    let whole = entry("R009", &"a".repeat(32), "2099-01-01");
    for (from, to) in [
        ("a shared surname", " "),
        ("Priya Shah", ""),
        ("reason = \"a shared surname\"\n", ""),
        ("by = \"Priya Shah\"\n", ""),
        ("expires = 2099-01-01\n", ""),
        ("expires = 2099-01-01", "expires = \"never\""),
        ("expires = 2099-01-01", "expires = 2099-13-01"),
        ("aaaa", "zzzz"),
        ("rule =", "more = 1\nrule ="),
        ("[[accepted]]", "[[acepted]]"),
    ] {
        let text = whole.replacen(from, to, 1);
        assert_ne!(text, whole);
        assert_eq!(read(&text, false).expect_err(from).exit, Exit::Usage, "{from}");
    }
    assert!(read("{\"accepted\": [", true).is_err());
}

#[test]
fn violations_beyond_those_listed_are_not_taken_for_accepted() {
    let v = violation("R009", Severity::Error, 2, 10.0);
    let mut baseline = read(&entry("R009", &fingerprint(&v), "2099-01-01"), false).expect("a baseline");
    let mut report = report(vec![v]);
    report.omitted.insert("R009", 4);
    baseline.apply(&mut report);
    assert_eq!(report.exit(), Exit::Unchecked);
}
