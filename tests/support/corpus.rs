//! One foreign file at a time through the program, and what other programs say about the outcome.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::program::{Run, blackpanel};

/// No file may take longer.
const LIMIT: Duration = Duration::from_secs(20);

type Words = HashMap<String, usize>;

/// Calls `check` for every PDF of the corpus; gives what it complains of, and the number of files.
pub fn each(check: &(dyn Fn(&Checked) -> Vec<String> + Sync)) -> (Vec<String>, usize) {
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
    let complaints = files.par_iter().flat_map_iter(|file| {
        let checked = Checked::new(file);
        check(&checked).into_iter().map(|wrong| format!("{}: {wrong}", checked.name)).collect::<Vec<_>>()
    });
    (complaints.collect(), files.len())
}

/// A source.
pub struct Checked {
    pub name: String,
    file: PathBuf,
    work: tempfile::TempDir,
}

impl Checked {
    fn new(file: &Path) -> Self {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        Self { name, file: file.to_owned(), work: tempfile::tempdir().expect("a folder") }
    }

    fn run(&self, args: &[&str]) -> (Run, Duration) {
        let start = Instant::now();
        let run = blackpanel(args);
        (run, start.elapsed())
    }

    /// `redact` with these rules.
    pub fn redact(&self, rules: &[&str]) -> Redacted {
        let out = self.work.path().join("out.pdf");
        let mut args =
            vec!["redact", self.file.to_str().expect("UTF-8"), "-o", out.to_str().expect("UTF-8"), "--force"];
        args.extend(rules);
        let (run, took) = self.run(&args);
        Redacted { run, took, valid: is_valid(&self.file), file: out }
    }

    /// `text`; none when the file is refused.
    pub fn text(&self) -> Option<String> {
        let (run, took) = self.run(&["text", self.file.to_str().expect("UTF-8")]);
        assert!(took < LIMIT, "{}: text took {took:?}", self.name);
        (run.code == 0).then_some(run.stdout)
    }

    /// The fifth word of five letters or more on page 1, or the last before it.
    pub fn word(&self) -> Option<String> {
        let text = self.text()?;
        let page = text.split('\u{c}').next().unwrap_or_default();
        let words = page.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() >= 5);
        words.take(5).last().map(str::to_owned)
    }

    /// Share of the words of `pdftotext` that `text` says too.
    pub fn recall_of_text(&self) -> Option<f64> {
        Some(recall(&words_of(&self.file), &count(&self.text()?)))
    }

    /// What `verify` alone says of the source that is not so: an error without one of the causes that
    /// are plain facts (an earlier revision, an attachment, a script, a mark that was not applied).
    pub fn verified_alone(&self) -> Vec<String> {
        let (run, took) = self.run(&["verify", self.file.to_str().expect("UTF-8")]);
        let mut wrong: Vec<String> = vec![];
        if took > LIMIT || !matches!(run.code, 0 | 1 | 3 | 5) {
            wrong.push(format!("exit {} after {took:?}", run.code));
        }
        // true of files that nobody redacted too; one has text of no size, one letters through which nothing is painted
        let facts = [
            "R002",
            "R003",
            "R006",
            "R012",
            "a thumbnail",
            "too small or too clear",
            "invisible text that is not over a picture",
        ];
        let errors = run.stdout.lines().filter(|l| l.contains(" error "));
        wrong.extend(errors.filter(|l| !facts.iter().any(|f| l.contains(f))).map(str::to_owned));
        wrong
    }
}

/// What `redact` left.
pub struct Redacted {
    pub run: Run,
    took: Duration,
    valid: bool,
    file: PathBuf,
}

impl Redacted {
    /// Where it lies.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What is wrong whatever was asked: panics, exits without a hint, slowness, faults of the file.
    pub fn faults(&self) -> Vec<String> {
        let mut wrong = vec![];
        if self.took > LIMIT {
            wrong.push(format!("took {:?}", self.took));
        }
        if self.run.stderr.contains("panic") || !matches!(self.run.code, 0 | 1 | 2 | 3 | 5) {
            wrong.push(format!("exit {}: {}", self.run.code, self.run.stderr));
        }
        if self.run.code != 0 && !self.run.stderr.contains("hint:") {
            wrong.push("refused without a hint".into());
        }
        if self.run.code != 0 && self.file.exists() {
            wrong.push("refused, and an output is left".into());
        }
        if self.run.code == 0 && self.valid && !is_valid(&self.file) {
            wrong.push("qpdf finds faults that the source has not".into());
        }
        wrong
    }

    /// Pages of the output that became pictures on their own, and all its pages.
    pub fn pictured(&self) -> (usize, usize) {
        let of = |text: &str| text.split(" panels on ").nth(1)?.split(' ').next()?.parse().ok();
        let pictures = self.run.stderr.matches("replaced by its picture").count();
        (pictures, of(&self.run.stdout).unwrap_or(0))
    }

    /// Words of the source, but for those that hold `gone`, that are lost.
    pub fn losses(&self, source: &Checked, gone: &str) -> impl Iterator<Item = String> + use<> {
        let mut kept = words_of(&source.file);
        kept.retain(|w, _| gone.is_empty() || !w.to_lowercase().contains(&gone.to_lowercase()));
        let recall = recall(&kept, &words_of(&self.file));
        (recall < 0.98).then(|| format!("keeps {recall:.3} of the words")).into_iter()
    }

    /// Whether `pdftotext` still finds the word by itself.
    pub fn still_says(&self, word: &str) -> Option<String> {
        let text = pdftotext(&self.file).to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|w| w == word.to_lowercase()).then(|| "the word is still there".to_owned())
    }

    /// Mean difference of page 1 at 50 dpi, where it is a step of 255 or more.
    pub fn looks_other(&self, source: &Checked) -> Option<String> {
        let folder = source.work.path();
        let (a, b) = (draw(&source.file, &folder.join("a")), draw(&self.file, &folder.join("b")));
        let sum: f64 = a.iter().zip(&b).map(|(x, y)| f64::from(x.abs_diff(*y))).sum();
        let difference = if a.len() == b.len() { sum / a.len().max(1) as f64 } else { 255.0 };
        (!a.is_empty() && difference >= 1.0).then(|| format!("page 1 differs by {difference:.2}"))
    }
}

fn is_valid(pdf: &Path) -> bool {
    Command::new("qpdf").arg("--check").arg(pdf).output().expect("qpdf").status.success()
}

fn pdftotext(pdf: &Path) -> String {
    let out = Command::new("pdftotext").arg("-q").arg(pdf).arg("-").output().expect("pdftotext");
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// The text of each page, as it is laid out and in the order of the file.
pub fn pdftotext_pages(pdf: &Path) -> Vec<[String; 2]> {
    let out = Command::new("pdftotext").args(["-q", "-raw"]).arg(pdf).arg("-").output().expect("pdftotext");
    let (laid, raw) = (pdftotext(pdf), String::from_utf8_lossy(&out.stdout).into_owned());
    laid.split('\u{c}').zip(raw.split('\u{c}')).map(|(l, r)| [l.to_owned(), r.to_owned()]).collect()
}

fn words_of(pdf: &Path) -> Words {
    count(&pdftotext(pdf))
}

fn count(text: &str) -> Words {
    let mut words = Words::new();
    for word in text.split_whitespace() {
        *words.entry(word.to_owned()).or_insert(0) += 1;
    }
    words
}

/// Share of the source's words that are in ours.
fn recall(source: &Words, ours: &Words) -> f64 {
    let all: usize = source.values().sum();
    let kept: usize = source.iter().map(|(w, n)| n.min(ours.get(w).unwrap_or(&0))).sum();
    if all == 0 { 1.0 } else { kept as f64 / all as f64 }
}

fn draw(pdf: &Path, to: &Path) -> Vec<u8> {
    let args = ["-q", "-r", "50", "-f", "1", "-l", "1", "-singlefile"];
    Command::new("pdftoppm").args(args).arg(pdf).arg(to).status().expect("pdftoppm");
    std::fs::read(to.with_extension("ppm")).unwrap_or_default()
}
