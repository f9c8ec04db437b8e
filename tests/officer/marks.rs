//! Decisions out to a PDF editor and back, and what other people's programs make of the files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use lopdf::{Document, Object, dictionary};

use super::support::program::{build, case_copy, close_gates, run};
use super::{STRANGERS, list};

/// The files with marks of a case.
fn marked(case: &Path) -> Vec<PathBuf> {
    let dir = case.join("out/internal/marked");
    let written = run(case, "list", &["--pdf", dir.to_str().expect("UTF-8")]);
    assert_eq!(written.code, 0, "{}", written.stderr);
    assert!(
        written.stderr.contains("INTERNAL") || written.stdout.contains("INTERNAL"),
        "it says what they are"
    );
    let mut files: Vec<PathBuf> =
        fs::read_dir(dir).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    files
}

fn paths(files: &[PathBuf]) -> Vec<&str> {
    files.iter().flat_map(|f| ["--from", f.to_str().expect("UTF-8")]).collect()
}

/// The program and the arguments of somebody else's PDF tool; none where it is not on this computer.
fn judged(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program}: {said} {}", String::from_utf8_lossy(&output.stderr));
    Some(said)
}

#[test]
fn a_case_is_decided_in_a_pdf_editor() {
    let (_dir, case) = case_copy();
    fs::remove_file(case.join("history.jsonl")).expect("decisions of before");
    let files = marked(&case);
    let again = run(&case, "list", &["--pdf", case.join("out/internal/marked").to_str().expect("UTF-8")]);
    assert_eq!(again.code, 2, "what is there is not written over");
    for closed in ["out/send", "documents/marked", "identity"] {
        fs::create_dir_all(case.join("out/send")).expect("a folder");
        let refused = run(&case, "list", &["--pdf", case.join(closed).to_str().expect("UTF-8")]);
        assert!(
            refused.code == 2 && refused.stderr.contains("cannot lie there"),
            "{closed}: {}",
            refused.stderr
        );
    }
    let back = run(&case, "decide", &[&paths(&files)[..], &["--as", "Priya Shah"]].concat());
    assert_eq!(back.code, 0, "{}", back.stderr);
    let rows = list(&case);
    let (proposal, decision) = (super::column(&rows, "proposal"), super::column(&rows, "decision"));
    let kind = super::column(&rows, "kind");
    let open = |row: &&Vec<String>| {
        row[kind] != "all mentions" && row[proposal] == "redact" && row[decision].is_empty()
    };
    let settled = super::column(&rows, "settled");
    let left: Vec<_> = rows.iter().skip(1).filter(open).filter(|r| r[settled].is_empty()).collect();
    assert!(left.is_empty(), "every proposal with a mark was decided: {left:?}");
    let same = run(&case, "decide", &[&paths(&files)[..], &["--as", "Priya Shah"]].concat());
    assert!(same.code == 0 && (same.stdout + &same.stderr).contains("0 decisions taken"), "taken once");
}

#[test]
fn marks_that_came_with_a_document_stop_the_build_until_they_are_taken() {
    let (_dir, case) = case_copy();
    let path = case.join("documents/marked.pdf");
    let mut pdf = Document::with_version("1.7");
    let font =
        pdf.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
    let text = b"BT /F 12 Tf 100 600 Td (The boiler makes a noise in xylophone) Tj ET".to_vec();
    let content = pdf.add_object(lopdf::Stream::new(dictionary! {}, text));
    let mark = pdf.add_object(dictionary! { "Type" => "Annot", "Subtype" => "Redact",
        "Rect" => vec![90.into(), 590.into(), 330.into(), 615.into()], "T" => Object::string_literal("Kay Officer") });
    let tree = pdf.new_object_id();
    let page = pdf.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content,
    "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()], "Annots" => vec![mark.into()],
    "Resources" => dictionary! { "Font" => dictionary! { "F" => font } } });
    pdf.objects
        .insert(tree, dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![page.into()] }.into());
    let root = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", root);
    pdf.save(&path).expect("written");
    let stopped = build(&case, &["--accept-proposed"]);
    assert_eq!(stopped.code, 4, "{}", stopped.stderr);
    assert!(stopped.stderr.contains("1 redaction mark was made in a PDF editor"), "{}", stopped.stderr);
    let unknown = run(&case, "decide", &["--marks", "other.pdf"]);
    assert_eq!(unknown.code, 2, "{}", unknown.stderr);
    let taken = run(&case, "decide", &["--marks", "marked.pdf", "--as", "B Officer"]);
    assert_eq!(taken.code, 0, "{}", taken.stderr);
    let rows = list(&case);
    let boxes = rows.iter().filter(|r| r[super::column(&rows, "kind")] == "box");
    let theirs = boxes.filter(|r| r.iter().any(|c| c.contains("by Kay Officer"))).count();
    assert_eq!(theirs, 1, "as a drawn box, with its author");
    let built = build(&case, &["--accept-proposed"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let pack = super::pack_text(&case.join("out/send/pack.pdf"));
    assert!(!pack.contains("xylophone"), "what was marked is gone");
}

#[test]
fn what_to_look_at_comes_as_lists_for_a_spreadsheet() {
    let (_dir, case) = case_copy();
    for (flag, heading) in [
        ("--conflicts", "conflict,kind,stops"),
        ("--around", "document,page,people"),
        ("--check", "look at,"),
    ] {
        let list = run(&case, "list", &["--csv", flag]);
        assert_eq!(list.code, 0, "{flag}: {}", list.stderr);
        assert!(list.stdout.trim_start_matches('\u{feff}').starts_with(heading), "{flag}: {}", list.stdout);
        for name in STRANGERS {
            assert!(!list.stdout.contains(name), "{flag} shows text without --show-text");
        }
    }
    let around = run(&case, "list", &["--csv", "--around", "--show-text"]).stdout;
    assert!(around.contains('█'), "what goes is black: {around}");
    let check = run(&case, "list", &["--csv", "--check"]).stdout;
    assert_eq!(
        check,
        run(&case, "list", &["--csv", "--check"]).stdout,
        "the sample is the same for whoever asks"
    );
    assert_eq!(run(&case, "list", &["--csv", "--check", "--around"]).code, 2);
}

/// Other programs find the marks, and what they remove by them is what we would: on demand, since it needs
/// `qpdf`, `mutool` and Python with PyMuPDF and pikepdf.
#[test]
#[ignore = "needs qpdf, mutool, PyMuPDF and pikepdf"]
fn other_programs_apply_the_marks_to_the_words_they_are_for() {
    let (_dir, case) = case_copy();
    close_gates(&case, &[]);
    let script = "import sys, pymupdf\n\
        d = pymupdf.open(sys.argv[1])\n\
        gone = []\n\
        for p in d:\n\
        \x20   for a in p.annots(types=[pymupdf.PDF_ANNOT_REDACT]):\n\
        \x20       gone.append(p.get_textbox(a.rect).strip())\n\
        \x20   p.apply_redactions()\n\
        d.save(sys.argv[2])\n\
        print(len(gone))\n\
        print('\\n'.join(p.get_text() for p in pymupdf.open(sys.argv[2])))";
    let count = "import sys, pikepdf\n\
        d = pikepdf.open(sys.argv[1])\n\
        print(sum(1 for p in d.pages for a in p.get('/Annots', []) if a.Subtype == '/Redact'))";
    let rows = list(&case);
    let at = |name| super::column(&rows, name);
    let mut marks = 0;
    for (n, file) in marked(&case).iter().enumerate() {
        let path = file.to_str().expect("UTF-8");
        let applied = case.join(format!("applied-{n}.pdf"));
        let Some(said) =
            judged("python3", &["-W", "ignore", "-c", script, path, applied.to_str().expect("UTF-8")])
        else {
            return;
        };
        judged("qpdf", &["--check", path]);
        judged("mutool", &["info", path]);
        let (number, left) = said.split_once('\n').expect("a number");
        let counted = judged("python3", &["-c", count, path]).expect("pikepdf");
        assert_eq!(number.trim(), counted.trim());
        marks += number.trim().parse::<usize>().expect("a number");
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        for row in rows.iter().skip(1).filter(|r| r[at("proposal")] == "redact" && r[at("kind")] == "email") {
            let safe: String = row[at("document")]
                .chars()
                .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '.') { c } else { '_' })
                .collect();
            if name.contains(safe.trim_end_matches(".pdf")) {
                assert!(!left.contains(&row[at("text")]), "{name}: a marked address is still there");
            }
        }
    }
    assert!(marks > 10, "{marks} marks");
}
