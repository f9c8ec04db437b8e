//! What `docs/` says is held by tests must be: a test that was renamed or lost is a promise without one.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).expect("a document")
}

/// Every `#[test]` of `src/` and `tests/`, by its name.
fn tests() -> BTreeSet<String> {
    let (mut open, mut found) = (vec![root().join("src"), root().join("tests")], BTreeSet::new());
    while let Some(dir) = open.pop() {
        for path in fs::read_dir(dir).expect("a folder").map(|e| e.expect("an entry").path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.extend(tests_of(path));
            }
        }
    }
    found
}

fn tests_of(file: PathBuf) -> Vec<String> {
    let text = fs::read_to_string(file).expect("a source");
    let bodies = text.split("#[test]").skip(1);
    let name = |body: &str| body.split_once("fn ")?.1.split('(').next().map(str::to_owned);
    bodies.filter_map(name).collect()
}

/// Names of tests in a document: between backquotes, of four words or more.
fn named(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let plain = |s: &&str| s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    quoted.filter(plain).filter(|s| s.matches('_').count() >= 3).collect()
}

#[test]
fn every_test_that_a_document_names_exists() {
    let tests = tests();
    assert!(tests.len() > 300, "the tests were not found");
    for name in ["attacks.md", "security.md", "fuzzing.md", "requirements.md"] {
        let text = document(name);
        let missing: Vec<&str> = named(&text).into_iter().filter(|n| !tests.contains(*n)).collect();
        assert!(missing.is_empty(), "docs/{name} names tests that are not there: {missing:#?}");
    }
}

#[test]
fn every_known_attack_has_a_row_and_a_test() {
    let text = document("attacks.md");
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        Some((cells.get(1)?.parse::<u32>().ok()?, cells.get(4).map_or(0, |tests| named(tests).len())))
    });
    let rows: Vec<(u32, usize)> = rows.collect();
    assert_eq!(rows.iter().map(|r| r.0).collect::<Vec<_>>(), (1..=50).collect::<Vec<_>>());
    let bare: Vec<u32> = rows.iter().filter(|r| r.1 == 0).map(|r| r.0).collect();
    assert!(bare.is_empty(), "attacks without a test: {bare:?}");
}

#[test]
fn every_requirement_has_a_row_with_a_test_or_a_reason() {
    let text = document("requirements.md");
    let rows = text.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let number: u32 = cells.get(1)?.strip_prefix('R')?.parse().ok()?;
        Some((number, cells.get(3).is_some_and(|t| !named(t).is_empty()), cells.get(4)?.len()))
    });
    let rows: Vec<_> = rows.collect();
    assert_eq!(rows.iter().map(|r| r.0).collect::<Vec<_>>(), (1..=35).collect::<Vec<_>>());
    let bare: Vec<_> = rows.iter().filter(|(_, tested, reason)| !tested && *reason < 20).collect();
    assert!(bare.is_empty(), "neither a test nor a reason: {bare:?}");
}

#[test]
fn the_reader_of_names_reads_names() {
    assert_eq!(
        named("see `a_name_of_a_test`, `cargo test`, `R001` and `tests/attacks`"),
        ["a_name_of_a_test"]
    );
}
