//! Every file of a folder of foreign files becomes pages or is refused by name, and the words of Office and
//! web files are on their pages. The folder is `../shared/corpus`, or `BLACKPANEL_CORPUS`.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "support/outcomes.rs"]
mod outcomes;
#[path = "support/program.rs"]
#[allow(dead_code, reason = "each test binary uses a part of it")]
mod program;

use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// No file may take longer.
const LIMIT: Duration = Duration::from_secs(20);

/// Files that are refused, with what the message says.
const REFUSED: [(&str, &str); 3] = [
    ("tika__testWORD_truncated.docx", "is damaged"),
    ("poi__invalid.xlsx", "files are not read yet"),
    ("tika__protect.xlsx", "files are not read yet"),
];

fn files(endings: &[&str]) -> Vec<PathBuf> {
    let folder = std::env::var_os("BLACKPANEL_CORPUS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"), PathBuf::from);
    let wanted = |path: &PathBuf| {
        endings.is_empty()
            || path.extension().is_some_and(|e| endings.iter().any(|ending| e.eq_ignore_ascii_case(ending)))
    };
    let entries = std::fs::read_dir(&folder).expect("the corpus is there");
    let mut files: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).filter(wanted).collect();
    files.sort();
    assert!(!files.is_empty(), "nothing in {}", folder.display());
    files
}

/// All files of the corpus; the list of where they come from is none of them.
fn all() -> Vec<PathBuf> {
    let mut files = files(&[]);
    files.retain(|file| name(file) != "SOURCES.csv");
    files
}

#[test]
#[ignore = "needs the corpus"]
fn every_foreign_file_ends_as_pages_or_as_a_named_refusal() {
    outcomes::hold(&all());
}

/// `cargo test --test office refresh_ -- --ignored` after looking at what has changed.
#[test]
#[ignore = "writes tests/support/outcomes.txt anew"]
fn refresh_the_outcomes_of_foreign_files() {
    outcomes::refresh(&all());
}

fn name(file: &Path) -> String {
    file.file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
#[ignore = "needs the corpus"]
fn every_foreign_office_file_becomes_pages_or_is_refused_by_name() {
    let mut wrong = Vec::new();
    for file in files(&["docx", "docm", "dotx", "xlsx", "xlsm", "odt", "ods", "rtf", "html"]) {
        let start = Instant::now();
        let run = program::blackpanel(&["text".as_ref(), file.as_os_str()]);
        let known = REFUSED.iter().find(|(n, _)| *n == name(&file));
        let as_expected = match known {
            Some((_, what)) => run.code == 3 && run.stderr.contains(what) && run.stderr.contains("hint:"),
            None => run.code == 0 && !run.stdout.trim().is_empty(),
        };
        if !as_expected || start.elapsed() > LIMIT {
            wrong.push(format!("{}: {} after {:?}: {}", name(&file), run.code, start.elapsed(), run.stderr));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words by how often they stand.
fn words(text: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
    words
}

/// The text of a Word file as a search through its XML sees it, without what a reader does not see.
fn plain(file: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).expect("a file")).expect("an archive");
    let part = regex::Regex::new(r"^word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
        .expect("a pattern");
    let names: Vec<String> = (0..archive.len())
        .map(|at| String::from_utf8_lossy(archive.by_index(at).expect("a part").name_raw()).into_owned())
        .filter(|name| part.is_match(name))
        .collect();
    let gone = regex::Regex::new(r"(?s)<mc:Fallback>.*?</mc:Fallback>|<w:moveFrom [^>]*>.*?</w:moveFrom>")
        .expect("a pattern");
    let piece = regex::Regex::new(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|</w:p>|<w:tab/>|<w:br[ /]|<w:cr/>|<w:rt>")
        .expect("a pattern");
    let mut out = String::new();
    for name in names {
        let mut text = String::new();
        archive.by_name(&name).expect("a part").read_to_string(&mut text).expect("UTF-8");
        for found in piece.captures_iter(&gone.replace_all(&text, "")) {
            out.push_str(found.get(1).map_or(" ", |text| text.as_str()));
        }
    }
    for (code, ch) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
        out = out.replace(code, ch);
    }
    out
}

#[test]
#[ignore = "needs the corpus"]
fn the_words_of_foreign_word_files_are_on_the_pages() {
    let (mut all, mut missing) = (0, 0);
    for file in files(&["docx", "docm", "dotx"]) {
        if REFUSED.iter().any(|(n, _)| *n == name(&file)) {
            continue;
        }
        let shown = words(&program::blackpanel(&["text".as_ref(), file.as_os_str()]).stdout);
        for (word, count) in words(&plain(&file)) {
            all += count;
            missing += count.saturating_sub(shown.get(&word).copied().unwrap_or(0));
        }
    }
    println!("{missing} of {all} words are missing");
    assert!(all > 10_000 && missing * 100 <= all, "{missing} of {all}");
}

#[test]
#[ignore = "needs the corpus"]
fn the_words_of_every_foreign_message_of_outlook_are_in_its_text() {
    let mut wrong = Vec::new();
    for file in files(&["msg"]) {
        let mut inside = cfb::open(&file).expect("a compound file");
        let mut plain = |ending: &str| {
            let mut bytes = Vec::new();
            let stream = inside.open_stream(format!("/__substg1.0_1000{ending}")).ok();
            stream.map(|mut s| s.read_to_end(&mut bytes)).and_then(|read| read.ok()).map(|_| bytes)
        };
        let wide = |b: Vec<u8>| b.chunks(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect::<Vec<_>>();
        let text = plain("001F").map(|b| String::from_utf16_lossy(&wide(b)));
        let text = text.or_else(|| String::from_utf8(plain("001E")?).ok());
        let run = program::blackpanel(&["text".as_ref(), file.as_os_str()]);
        // what stands behind a link is no text that a reader sees
        let seen = text
            .unwrap_or_default()
            .split_whitespace()
            .filter(|w| !w.contains("://"))
            .collect::<Vec<_>>()
            .join(" ");
        let missing: Vec<&str> = seen
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !run.stdout.contains(word))
            .collect();
        if missing.len() * 100 > seen.split_whitespace().count() {
            wrong.push(format!("{}: {missing:?}", name(&file)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
