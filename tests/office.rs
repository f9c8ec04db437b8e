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

use rayon::prelude::*;

/// No file may take longer.
const LIMIT: Duration = Duration::from_secs(20);

/// Files that are refused, with what the message says.
const REFUSED: [(&str, &str); 2] =
    [("tika__testWORD_truncated.docx", "is damaged"), ("tika__protect.xlsx", "files are not read yet")];

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

/// What LibreOffice makes of a file beside it, by its own rules: `doc` of a `docx`.
fn turned(file: &Path, to: &str) -> PathBuf {
    let folder = file.parent().expect("a folder");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let done = std::process::Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .args([folder, file])
        .output()
        .expect("soffice");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    file.with_extension(to)
}

/// A Word file that hides words in every way, with words that are seen.
fn hiding(file: &Path) {
    let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let by = "w:id=\"1\" w:author=\"Zebedee\" w:date=\"2026-01-01T00:00:00Z\"";
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text} </w:t></w:r>");
    let comment = "<w:commentRangeStart w:id=\"7\"/><w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r>";
    let seen = "The repair of the roof was agreed with the tenant on the twelfth of May. ".repeat(12);
    let body = format!(
        "<w:p>{}<w:ins {by}>{}</w:ins><w:del {by}><w:r><w:delText>Quagmire</w:delText></w:r></w:del>{comment}</w:p>\
         <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Xylophone</w:t></w:r>{}</w:p>",
        run(&seen),
        run("Inserted"),
        run("Afterwards"),
    );
    let rels = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
    let to = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{kind}.document.main+xml\"/><Override PartName=\"/word/comments.xml\" ContentType=\"{kind}.comments+xml\"/><Override PartName=\"/word/settings.xml\" ContentType=\"{kind}.settings+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships {rels}><Relationship Id=\"a\" Type=\"{to}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        ("word/document.xml", format!("<w:document {w}><w:body>{body}</w:body></w:document>")),
        (
            "word/comments.xml",
            format!(
                "<w:comments {w}><w:comment w:id=\"7\" w:author=\"Zebedee\"><w:p>{}</w:p></w:comment></w:comments>",
                run("Wombat")
            ),
        ),
        (
            "word/settings.xml",
            format!("<w:settings {w} xmlns:r=\"{to}\"><w:attachedTemplate r:id=\"t\"/></w:settings>"),
        ),
        (
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships {rels}><Relationship Id=\"c\" Type=\"{to}/comments\" Target=\"comments.xml\"/><Relationship Id=\"s\" Type=\"{to}/settings\" Target=\"settings.xml\"/></Relationships>"
            ),
        ),
        (
            "word/_rels/settings.xml.rels",
            format!(
                "<Relationships {rels}><Relationship Id=\"t\" Type=\"{to}/attachedTemplate\" Target=\"http://zanzibar.example/t.dotm\" TargetMode=\"External\"/></Relationships>"
            ),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::fs::File::create(file).expect("a file"));
    for (name, text) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        std::io::Write::write_all(&mut archive, text.as_bytes()).expect("its text");
    }
    archive.finish().expect("an archive");
}

/// Words that no page shows.
const HIDDEN: [&str; 5] = ["Quagmire", "Xylophone", "Wombat", "Zebedee", "zanzibar"];

#[test]
#[ignore = "needs LibreOffice and qpdf"]
fn what_a_text_hides_is_in_no_byte_of_what_libreoffice_set() {
    let folder = tempfile::tempdir().expect("a folder");
    let docx = folder.path().join("letter.docx");
    hiding(&docx);
    let others = ["doc", "odt", "rtf"].map(|kind| turned(&docx, kind));
    for file in std::iter::once(docx).chain(others) {
        let out = folder.path().join("out.pdf");
        let args = ["redact".as_ref(), file.as_os_str(), "-o".as_ref(), out.as_os_str(), "--force".as_ref()];
        let run = program::helped(&[&args[..], &["--text".as_ref(), "twelfth".as_ref()]].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        let clear = folder.path().join("clear.pdf");
        let done = std::process::Command::new("qpdf")
            .args(["--qdf", "--object-streams=disable"])
            .args([&out, &clear])
            .status();
        assert!(done.expect("qpdf").success());
        let bytes = std::fs::read(&clear).expect("a file");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let shown = program::helped(&["text".as_ref(), out.as_os_str()]).stdout;
        for word in HIDDEN {
            assert!(!text.contains(word) && !shown.contains(word), "{word} of {}", file.display());
        }
        let count = |word: &str| words(&shown).get(word).copied().unwrap_or(0);
        assert_eq!((count("Inserted"), count("Afterwards"), count("roof")), (1, 1, 12), "{shown}");
        // lines end where the program ends them, not where the plain layout does
        let args = ["text".as_ref(), file.as_os_str()];
        assert_ne!(program::helped(&args).stdout, program::blackpanel(&args).stdout, "plain layout");
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn an_old_office_file_is_read_with_libreoffice_and_refused_with_a_hint_without() {
    let folder = tempfile::tempdir().expect("a folder");
    let csv = folder.path().join("rent.csv");
    std::fs::write(&csv, "Flat,Rent\n12,480.50\n").expect("written");
    let file = turned(&csv, "xls");
    let args = ["text".as_ref(), file.as_os_str()];
    let with = program::helped(&args);
    assert!(with.code == 0 && with.stdout.contains("480.5"), "{}{}", with.stdout, with.stderr);
    let without = program::blackpanel(&args);
    assert!(without.code == 3 && without.stderr.contains("install LibreOffice"), "{}", without.stderr);
}

#[test]
#[ignore = "needs the corpus and LibreOffice"]
fn foreign_office_files_keep_their_words_through_libreoffice() {
    let each = files(&["docx", "docm", "dotx", "doc", "xls", "xlsb", "odt", "rtf"]);
    let counted = each.par_iter().map(|file| {
        let with = program::helped(&["text".as_ref(), file.as_os_str()]);
        let known = REFUSED.iter().any(|(n, _)| *n == name(file));
        assert!(known || with.code == 0, "{}: {}", file.display(), with.stderr);
        let own = program::blackpanel(&["text".as_ref(), file.as_os_str()]);
        let with = words(&with.stdout);
        words(&own.stdout).into_iter().filter(|(word, _)| word.len() > 1).fold(
            (0, 0),
            |sum, (word, count)| {
                let missing = count.saturating_sub(with.get(&word).copied().unwrap_or(0));
                (sum.0 + count, sum.1 + missing)
            },
        )
    });
    let (all, missing) = counted.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    println!("{missing} of {all} words of the plain layout are missing");
    assert!(all > 10_000 && missing * 100 <= all, "{missing} of {all}");
}

#[test]
#[ignore = "needs LibreOffice"]
fn doctor_says_what_is_there_and_what_is_lost() {
    let with = program::helped(&["doctor"]);
    assert!(with.code == 0 && with.stdout.contains("locked in by"), "{}", with.stdout);
}

#[test]
fn doctor_without_helpers_says_what_is_lost_and_is_no_error() {
    let run = program::blackpanel(&["doctor"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for what in ["not searched", "plain layout", "soffice"] {
        assert!(run.stdout.contains(what), "{what}: {}", run.stdout);
    }
    let json = program::blackpanel(&["doctor", "--json"]);
    let lines: Vec<serde_json::Value> =
        json.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(lines.len() >= 6 && lines.iter().all(|line| line["type"] == "helper"), "{}", json.stdout);
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
