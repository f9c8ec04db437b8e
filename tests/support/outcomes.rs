//! What becomes of every file of the corpus, a line for each document, held against a list kept beside.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use blackpanel::load::{NormalForm, Refusal, Source, WorkerProgram, load_with};
use blackpanel::pdf::limits::Limits;
use blackpanel::text;
use rayon::prelude::*;

/// The list as it was accepted.
const ACCEPTED: &str = include_str!("outcomes.txt");

/// What the corpus became, and how long it took.
struct Seen {
    lines: String,
    longest: (Duration, PathBuf),
    pages: u32,
    time: Duration,
}

fn look(files: &[PathBuf]) -> Seen {
    let worker = WorkerProgram::At(env!("CARGO_BIN_EXE_blackpanel").into());
    let all: Vec<(String, Duration, u32)> = files.par_iter().map(|file| of_file(file, &worker)).collect();
    let longest = (Duration::ZERO, PathBuf::new());
    let mut seen = Seen { lines: String::new(), longest, pages: 0, time: Duration::ZERO };
    for ((lines, took, pages), file) in all.into_iter().zip(files) {
        seen.lines += &lines;
        seen.pages += pages;
        seen.time += took;
        seen.longest = seen.longest.max((took, file.clone()));
    }
    seen
}

fn of_file(file: &Path, worker: &WorkerProgram) -> (String, Duration, u32) {
    let bytes = std::fs::read(file).expect("a file");
    let name = file.file_name().expect("a name").to_string_lossy().into_owned();
    let source = Source {
        name: name.clone().into(),
        bytes: &bytes,
        password: None,
        show_hidden: false,
        own: &[],
        rows: Vec::new(),
    };
    let begin = Instant::now();
    let loaded = load_with(worker, &source, &Limits::default());
    let took = begin.elapsed();
    let read = loaded.documents.iter().map(|form| (form.name.raw(), converted(form)));
    let refused = loaded.refusals.iter().map(|refusal| (refusal.name.raw(), self::refused(refusal)));
    let mut lines: Vec<String> = read.chain(refused).map(|(name, what)| format!("{name}: {what}")).collect();
    lines.sort();
    assert!(!lines.is_empty(), "{name} became nothing");
    let pages = loaded.documents.iter().map(|form| form.pages).sum();
    (lines.join("\n") + "\n", took, pages)
}

/// Pages, and whether anything stands on them.
fn converted(form: &NormalForm) -> String {
    let pages = text::document(&form.pdf).expect("a normal form");
    let words: usize = pages.iter().map(|p| p.glyphs.len()).sum();
    let pictured = pages.iter().any(|p| !p.pictures.is_empty());
    let mut line = format!("{} {}", form.pages, if form.pages == 1 { "page" } else { "pages" });
    if words == 0 {
        line += if pictured { ", without words" } else { ", drawings or nothing" };
    }
    line
}

fn refused(refusal: &Refusal) -> String {
    assert!(!refusal.problem.hint.is_empty(), "{}: what to do?", refusal.name.raw());
    let mut line = String::from(if refusal.held.is_some() { "held" } else { "refused" });
    write!(line, ": {}", refusal.problem.what).expect("a line");
    line
}

/// Every file ends as the list says. That none takes more than twenty seconds is a limit of the program itself:
/// a file that does would be refused, and the list says otherwise.
pub fn hold(files: &[PathBuf]) {
    let seen = look(files);
    let rate = f64::from(seen.pages) / seen.time.as_secs_f64();
    println!(
        "{} files, {} pages in {:?}: {rate:.1} pages a second; the longest: {:?}",
        files.len(),
        seen.pages,
        seen.time,
        seen.longest
    );
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    let (was, is) = (lines(ACCEPTED), lines(&seen.lines));
    let changed: Vec<String> = was
        .difference(&is)
        .map(|l| format!("- {l}"))
        .chain(is.difference(&was).map(|l| format!("+ {l}")))
        .collect();
    assert!(changed.is_empty(), "not as the list says:\n{}", changed.join("\n"));
}

/// Writes the list anew.
pub fn refresh(files: &[PathBuf]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/outcomes.txt");
    std::fs::write(file, look(files).lines).expect("written");
}
