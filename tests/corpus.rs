//! Every PDF of a folder of foreign files becomes a valid normal form that shows and says the same,
//! or a clear refusal. Needs qpdf and poppler's programs; the folder is `../shared/corpus`, or
//! `BLACKPANEL_CORPUS`.

#![allow(clippy::expect_used, reason = "a test that cannot run its tools must fail")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use blackpanel::diag::Secret;
use blackpanel::load::{Source, WorkerProgram, load_with};
use blackpanel::pdf::limits::Limits;

/// Files that are refused, with the reason's beginning as the message has it.
const REFUSED: &[(&str, &str)] = &[
    // cut off or overwritten in the middle: mutool finds no page in them either
    ("OCRmyPDF__invalid.pdf", "cannot be read as a PDF"),
    ("format-corpus__T02-01_005_document-catalog-type-key-missing.pdf", "cannot be read as a PDF"),
    ("pdfium__bug_1238_2.pdf", "cannot be read as a PDF"),
    ("pdfium__bug_1324189.pdf", "cannot be read as a PDF"),
    ("qpdf__issue-101.pdf", "cannot be read as a PDF"),
    ("pikepdf__newline-buffer-test.pdf", "has no pages"),
    // a page or a part of its content is lost
    (
        "format-corpus__T02-02_004_page-tree-non-existing-object-as-kid.pdf",
        "its page tree names a page that is not there",
    ),
    ("format-corpus__T02-05-01_013_stream-keyword-missing.pdf", "a part of the page's content is missing"),
    ("format-corpus__T02-05-01_014_endstream-keyword-missing.pdf", "a part of the page's content is missing"),
    // values in Greek or Chinese without a usable picture of them: never shown with holes
    ("qpdf__json-changed-need-appearances.pdf", "a form field holds characters"),
    ("qpdf__need-appearances-more3.pdf", "a form field holds characters"),
    ("qpdf__need-appearances.pdf", "a form field holds characters"),
    // locked
    ("format-corpus__lorem-ipsum-plus-image-openprintcopypw.pdf", "needs a password to open"),
    ("format-corpus__lorem-ipsum-plus-image-updated-opencopyprintpw.pdf", "needs a password to open"),
    ("format-corpus__simple-open-password.pdf", "needs a password to open"),
    ("pdfium__encrypted_hello_world_r2.pdf", "needs a password to open"),
    ("pdfium__encrypted_hello_world_r3_bad_okey.pdf", "needs a password to open"),
    ("pikepdf__graph-encrypted.pdf", "needs a password to open"),
];

/// Files whose text or looks differ from the source, with the cause.
const DIFFERENT: &[(&str, &str)] = &[
    (
        "format-corpus__T02-03_007_page-object-resources-wrong-object.pdf",
        "its font is missing: shown in Helvetica, not at all by poppler",
    ),
    (
        "format-corpus__T02-03_012_page-object-resources-missing.pdf",
        "its font is missing: shown in Helvetica, not at all by poppler",
    ),
    (
        "sample-files__google-doc-document.pdf",
        "four emoji have their text in ActualText only, which does not cross",
    ),
];

#[test]
#[ignore = "needs the corpus, qpdf and poppler"]
fn every_foreign_pdf_becomes_the_same_pages_or_a_clear_refusal() {
    let folder = std::env::var_os("BLACKPANEL_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    let only = std::env::var("BLACKPANEL_ONLY").unwrap_or_default();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the corpus is there")
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "pdf") && p.to_string_lossy().contains(&only))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no PDFs in {}", folder.display());
    let work = tempfile::tempdir().expect("a folder");
    let complaints: Vec<String> = files.iter().filter_map(|f| check(f, work.path())).collect();
    assert!(
        complaints.is_empty(),
        "{} of {} files:\n{}",
        complaints.len(),
        files.len(),
        complaints.join("\n")
    );
}

/// What is wrong with one file's conversion.
fn check(file: &Path, work: &Path) -> Option<String> {
    let name = file.file_name()?.to_string_lossy().into_owned();
    let bytes = std::fs::read(file).expect("readable");
    let program = WorkerProgram::At(env!("CARGO_BIN_EXE_blackpanel").into());
    let start = Instant::now();
    let source = Source { name: name.as_str().into(), bytes: &bytes, password: None::<Secret> };
    let loaded = load_with(&program, &source, &Limits::default());
    let took = start.elapsed();
    if took > Duration::from_secs(10) {
        return Some(format!("{name}: took {took:?}"));
    }
    let Some(form) = loaded.documents.iter().find(|d| d.name.raw() == name) else {
        let problem = &loaded.refusals.first()?.problem;
        let known = REFUSED.iter().any(|(n, what)| *n == name && problem.what.starts_with(what));
        let place = (problem.place.page, problem.place.object);
        return (!known).then(|| format!("{name}: refused: {} {place:?}", problem.what));
    };
    let ours = work.join("ours.pdf");
    std::fs::write(&ours, form.pdf.as_slice()).expect("writable");
    let mut wrong: Vec<String> = Vec::new();
    if !Command::new("qpdf").arg("--check").arg(&ours).output().expect("qpdf").status.success() {
        wrong.push("qpdf finds faults".into());
    }
    let recall = recall(&words(file), &words(&ours));
    if recall < 0.98 {
        wrong.push(format!("text recall {recall:.3}"));
    }
    let difference = difference(file, &ours, work);
    if difference >= 1.0 {
        wrong.push(format!("page 1 differs by {difference:.2}"));
    }
    let expected = DIFFERENT.iter().any(|(n, _)| *n == name);
    let left: Vec<String> = form.side.left_out.iter().map(|l| format!("{} {}", l.count, l.what)).collect();
    (!wrong.is_empty() && !expected).then(|| format!("{name}: {} [{}]", wrong.join(", "), left.join("; ")))
}

fn words(pdf: &Path) -> HashMap<String, usize> {
    let out = Command::new("pdftotext").args(["-q"]).arg(pdf).arg("-").output().expect("pdftotext");
    let mut words = HashMap::new();
    for word in String::from_utf8_lossy(&out.stdout).split_whitespace() {
        *words.entry(word.to_owned()).or_insert(0) += 1;
    }
    words
}

/// Share of the source's words that are in ours.
fn recall(source: &HashMap<String, usize>, ours: &HashMap<String, usize>) -> f64 {
    let all: usize = source.values().sum();
    let kept: usize = source.iter().map(|(w, n)| n.min(ours.get(w).unwrap_or(&0))).sum();
    if all == 0 { 1.0 } else { kept as f64 / all as f64 }
}

/// Mean difference of page 1 at 50 dpi, in steps of 255; 0 when the source cannot be drawn.
fn difference(source: &Path, ours: &Path, work: &Path) -> f64 {
    let draw = |pdf: &Path, name: &str| {
        let to = work.join(name);
        let _ = std::fs::remove_file(to.with_extension("ppm"));
        let status = Command::new("pdftoppm")
            .args(["-q", "-r", "50", "-f", "1", "-l", "1", "-singlefile"])
            .arg(pdf)
            .arg(&to)
            .status();
        status.expect("pdftoppm");
        std::fs::read(to.with_extension("ppm")).unwrap_or_default()
    };
    let (a, b) = (draw(source, "a"), draw(ours, "b"));
    if a.is_empty() {
        return 0.0;
    }
    if a.len() != b.len() {
        return 255.0;
    }
    a.iter().zip(&b).map(|(x, y)| f64::from(x.abs_diff(*y))).sum::<f64>() / a.len() as f64
}
