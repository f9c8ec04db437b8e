//! Our own pages as others read them: poppler and qpdf as judges, and the corpus of foreign files.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[path = "support/looks.rs"]
mod looks;
#[path = "support/program.rs"]
#[allow(dead_code, reason = "each test binary uses a part of it")]
mod program;

use blackpanel::load::convert::{Conversion, Member};
use blackpanel::load::{mail, sheet, text};
use blackpanel::pdf::limits::Limits;
use blackpanel::pdf::typeset::{self, Block, Flow, Run, Table};

#[test]
#[ignore = "needs pdftotext and qpdf"]
fn the_text_of_our_pages_is_exactly_the_words_put_in() {
    let set = typeset::set(&letter()).expect("set");
    for bytes in [set.to_normal_form_bytes(), set.to_tagged_bytes()] {
        let pdf = written("words.pdf", &bytes.expect("bytes"));
        assert_eq!(words(&pdf_text(&pdf)), words(&WORDS.repeat(3)));
        assert!(run("qpdf", &["--check"], &pdf).contains("No syntax or stream encoding errors"));
    }
}

#[test]
#[ignore = "needs pdfinfo"]
fn a_tagged_paragraph_is_read_as_a_paragraph() {
    let bytes = typeset::set(&letter()).and_then(|set| set.to_tagged_bytes()).expect("tagged");
    let tree = run("pdfinfo", &["-struct-text"], &written("tagged.pdf", &bytes));
    let lines: Vec<&str> = tree.lines().map(str::trim).collect();
    for (role, text) in [("P (block)", WORDS), ("TD (block)", WORDS), ("LBody (block)", WORDS)] {
        let is_there = lines.windows(2).any(|pair| {
            pair[0].starts_with(role.split(' ').next().unwrap_or(role))
                && words(pair[1].trim_matches('"')) == words(text)
        });
        assert!(is_there, "{role} is not read:\n{tree}");
    }
}

#[test]
#[ignore = "needs the corpus and pdftotext"]
fn every_mail_text_and_table_of_the_corpus_becomes_pages_or_a_named_refusal() {
    let limits = Limits::default();
    let mut outcomes = BTreeMap::new();
    for path in corpus(&["eml", "txt", "csv"]) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("corpus file");
        let member = Member::new(&name, &bytes, &limits);
        let outcome = match converted(&member) {
            Ok(done) => {
                assert!(done.pages > 0 && !done.pdf.is_empty(), "{name} is empty");
                let pdf = written(&format!("{name}.pdf"), &done.pdf);
                if let (true, Ok(source)) = (name.ends_with("txt"), std::str::from_utf8(&bytes)) {
                    assert!(characters(&pdf_text(&pdf)) == characters(source), "{name} lost words");
                }
                let files: Vec<&str> = done.members.iter().map(|m| m.0.as_str()).collect();
                let left: Vec<String> =
                    done.side.left_out.iter().map(|l| format!("{} {}", l.count, l.what)).collect();
                format!("{} pages, members {files:?}, left out {left:?}", done.pages)
            }
            Err(refused) => format!("refused: {}", refused.problem.what),
        };
        outcomes.insert(name, outcome);
    }
    for (name, outcome) in &outcomes {
        println!("{name}: {outcome}");
    }
    assert!(outcomes.len() >= 30, "the corpus is incomplete");
}

#[test]
#[ignore = "needs pdftotext and pdftoppm"]
fn a_redacted_page_differs_inside_its_panels_only_to_two_renderers() {
    let bytes = typeset::set(&letter()).and_then(|set| set.to_normal_form_bytes()).expect("bytes");
    let source = written("looks.pdf", &bytes);
    assert_eq!(looks::differences(&source), Ok(()));
}

#[test]
#[ignore = "needs the corpus, pdftotext and pdftoppm"]
fn foreign_pages_differ_inside_their_panels_only_to_two_renderers() {
    let only = std::env::var("BLACKPANEL_ONLY").unwrap_or_default();
    let files = corpus(&["pdf"]).into_iter().filter(|f| {
        let name = f.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if only.is_empty() { looks::FILES.contains(&name.as_str()) } else { name.contains(&only) }
    });
    let files: Vec<PathBuf> = files.collect();
    assert!(!only.is_empty() || files.len() == looks::FILES.len(), "the corpus is incomplete");
    let told =
        |file: &PathBuf| looks::differences(file).err().map(|why| format!("{}: {why}", file.display()));
    let wrong: Vec<String> = files.iter().filter_map(told).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

#[test]
#[ignore = "needs pdftoppm"]
fn a_shift_of_half_a_point_is_seen_by_both_renderers() {
    let bytes = typeset::set(&letter()).and_then(|set| set.to_normal_form_bytes()).expect("bytes");
    let shifted = looks::shifted(&bytes, 0.5);
    let (before, after) = (written("still.pdf", &bytes), written("shifted.pdf", &shifted));
    for renderer in looks::RENDERERS {
        assert!(renderer.compare(&before, &after, &[]).is_err(), "{} sees no shift", renderer.name);
        assert_eq!(renderer.compare(&before, &before, &[]), Ok(()));
    }
}

const WORDS: &str = "Dear Ms Ní Bhriain, “curly” ‘quotes’ café naïve office fluffy affirm €40 – Łódź Ελλάδα — it’s \
                     ł Ł AVAIL To. Wörter exe\u{301} ";

fn letter() -> Flow {
    let cell = vec![Run::plain(WORDS)];
    let blocks = vec![
        Block::text(WORDS),
        Block::List { ordered: false, items: vec![cell.clone()] },
        Block::Table(Table { rows: vec![vec![cell]], ..Table::default() }),
    ];
    Flow { title: "Response".into(), language: "en-GB".into(), tagged: true, blocks, ..Flow::default() }
}

fn converted(member: &Member<'_>) -> Conversion {
    match member.name.rsplit('.').next() {
        Some("eml") => mail::convert(member),
        Some("csv") => sheet::convert(member),
        _ => text::convert(member),
    }
}

fn words(text: &str) -> Vec<String> {
    use unicode_normalization::UnicodeNormalization;
    text.split_whitespace().filter(|w| *w != "•").map(|w| w.nfc().collect()).collect()
}

/// How often a text has each character; lines are wrapped, and pdftotext orders columns its own way.
fn characters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for ch in text.chars().filter(|c| !c.is_whitespace()) {
        *counts.entry(ch).or_default() += 1;
    }
    counts
}

fn corpus(endings: &[&str]) -> Vec<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("BLACKPANEL_CORPUS").map_or(default, PathBuf::from);
    let entries = fs::read_dir(&folder).expect("the corpus is not there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("entry").path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| endings.iter().any(|want| e == *want)));
    files.sort();
    files
}

fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&folder).expect("folder");
    let path = folder.join(name);
    fs::write(&path, bytes).expect("file");
    path
}

fn pdf_text(pdf: &Path) -> String {
    let child =
        Command::new("pdftotext").arg(pdf).arg("-").stdout(Stdio::piped()).output().expect("pdftotext");
    String::from_utf8_lossy(&child.stdout).into_owned()
}

fn run(program: &str, args: &[&str], pdf: &Path) -> String {
    let output = Command::new(program).args(args).arg(pdf).output().expect("the program is not there");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
