//! Reports for lists of alerts and of tests: what each reader of them relies on.

use std::collections::HashSet;

use serde_json::Value;

use crate::diag::{Place, Problem};
use crate::geom::Rect;
use crate::verify::report::{fingerprint, junit, sarif, sarif_of, totals};
use crate::verify::{Report, RuleId, Severity, Violation, rules};

/// A violation of a rule on a page, with a box.
pub(super) fn violation(rule: &'static str, severity: Severity, page: u32, x: f64) -> Violation {
    Violation {
        rule: RuleId(rule),
        severity,
        place: Place::file("./out/a b.pdf").page(page),
        area: Some(Rect::new(x, 20.0, x + 30.0, 40.0)),
        what: "a sentence of ours with <marks> & more".into(),
        hint: "mend it".into(),
    }
}

/// A report of a file on which every rule ran.
pub(super) fn report(violations: Vec<Violation>) -> Report {
    let rules = rules().iter().map(|r| r.id).collect();
    Report { name: "./out/a b.pdf".into(), pages: 3, rules, violations, ..Report::default() }
}

fn run_of(log: &str) -> Value {
    let log: Value = serde_json::from_str(log).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    log["runs"][0].clone()
}

#[test]
fn a_result_stands_in_line_one_of_a_path_relative_to_the_run() {
    let run = run_of(&sarif(&[report(vec![violation("R009", Severity::Error, 2, 10.0)])], &[]));
    let result = &run["results"][0];
    let at = &result["locations"][0]["physicalLocation"];
    assert_eq!(at["artifactLocation"]["uri"], "out/a%20b.pdf");
    assert_eq!(at["region"]["startLine"], 1);
    assert!(result["message"]["text"].as_str().expect("a message").starts_with("page 2: "));
    let index = result["ruleIndex"].as_u64().expect("an index") as usize;
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "R009");
    assert_eq!(run["artifacts"][0]["properties"]["pages"], 3, "what was checked is said");
}

#[test]
fn what_was_not_checked_is_an_error_of_a_run_that_did_not_succeed() {
    let problem = Problem::new(Place::default(), "cannot be read", "");
    let unopened = Report::unopened("missing.pdf".into(), &problem);
    let run = run_of(&sarif(&[report(vec![]), unopened.clone()], &[]));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(
        (&run["results"][0]["ruleId"], &run["results"][0]["level"]),
        (&"R900".into(), &"error".into())
    );
    let tests = junit(std::slice::from_ref(&unopened), &[], false);
    assert!(tests.contains("errors=\"1\"") && tests.contains("<error type=\"R900\""), "{tests}");
    assert!(totals(&[unopened]).starts_with('✗'));
}

#[test]
fn the_gravest_results_are_kept_and_the_others_counted() {
    let many = (0..7).map(|x| violation("R007", Severity::Warning, 1, f64::from(x)));
    let grave = violation("R001", Severity::Error, 3, 0.0);
    let run = run_of(&sarif_of(&[report(many.chain([grave]).collect())], &[], 5));
    let results = run["results"].as_array().expect("results");
    assert_eq!((results.len(), &results[0]["ruleId"]), (5, &"R001".into()));
    let said = run["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(said.contains("3 results beyond the limit"), "{said}");
}

#[test]
fn a_fingerprint_is_the_place_and_outlives_a_changed_sentence() {
    let one = violation("R009", Severity::Error, 2, 10.0);
    let mut moved = vec![
        violation("R010", Severity::Error, 2, 10.0),
        violation("R009", Severity::Error, 3, 10.0),
        violation("R009", Severity::Error, 2, 12.0),
    ];
    moved.push(Violation { place: Place::file("other.pdf").page(2), ..one.clone() });
    moved.push(Violation { area: None, ..one.clone() });
    let prints: HashSet<String> = moved.iter().chain([&one]).map(fingerprint).collect();
    assert_eq!(prints.len(), moved.len() + 1);
    let same = [
        Violation { what: "said in other words".into(), ..one.clone() },
        Violation { place: Place::file("out/a b.pdf").page(2), ..one.clone() },
        violation("R009", Severity::Error, 2, 10.3),
    ];
    assert!(same.iter().all(|v| fingerprint(v) == fingerprint(&one)));
}

#[test]
fn every_file_and_rule_is_one_test_with_a_name_of_its_own() {
    let twice = vec![violation("R009", Severity::Error, 1, 0.0), violation("R009", Severity::Error, 2, 0.0)];
    let warned = report(vec![violation("R007", Severity::Warning, 1, 0.0)]);
    let reports = [report(twice), warned];
    for (warnings, failures) in [(false, 1), (true, 2)] {
        let tests = junit(&reports, &["a remark -- of ours".into()], warnings);
        let names: Vec<&str> = tests.lines().filter(|l| l.contains("<testcase")).collect();
        assert_eq!(names.len(), 2 * rules().len());
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "{tests}");
        assert_eq!(tests.matches("<failure").count(), failures);
        assert!(tests.contains(&format!("failures=\"{failures}\" errors=\"0\"")), "{tests}");
        assert!(tests.contains("&lt;marks&gt; &amp; more"), "{tests}");
    }
}
