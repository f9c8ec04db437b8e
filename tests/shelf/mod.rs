//! Shelves of cases: what a team types, and what one case must never do to another.

mod drafts;
mod files;
mod interrupted;
mod schedulers;
mod ways;
mod workflows;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use super::support::program::{Run, blackpanel, close_gates, log, project};

/// A case of one note that says `words`, with one third party to be withheld.
pub fn case(folder: &Path, reference: &str, words: &str) {
    fs::create_dir_all(folder.join("documents")).expect("a folder");
    let toml = format!(
        "schema = 1\n[request]\nreference = \"{reference}\"\nreceived = 2026-09-28\nsummary = \"All\"\n\
         [data_subject]\nname = \"Ann Lee\"\n[[party]]\nname = \"Bo Quimby\"\nrole = \"third-party\"\n\
         decision = \"withhold\"\nexemption = \"third-party\"\nbasis = \"refused\"\nreason = \"He said no.\"\n"
    );
    fs::write(folder.join("case.toml"), toml).expect("written");
    fs::write(folder.join("documents/note.txt"), format!("Ann Lee spoke to Bo Quimby. {words}\n"))
        .expect("written");
}

/// Runs `batch` on a shelf, with JSON Lines.
pub fn batch(shelf: &Path, more: &[&str]) -> (Run, Vec<Value>) {
    let mut args = vec!["batch".into(), shelf.as_os_str().to_owned(), "--json".into()];
    args.extend(more.iter().map(std::ffi::OsString::from));
    let run = blackpanel(&args);
    let lines = run.stdout.lines().map(|l| serde_json::from_str(l).expect("JSON Lines")).collect();
    (run, lines)
}

/// The result line of a case.
#[track_caller]
pub fn of<'l>(lines: &'l [Value], case: &str) -> &'l Value {
    lines.iter().find(|l| l["type"] == "case" && l["case"] == case).expect("the case's line")
}

/// Every file below a folder.
pub fn all_files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// Whether bytes hold a word, in UTF-8 or UTF-16.
fn holds(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let narrow: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [word.as_bytes(), &wide, &narrow].into_iter().any(|w| bytes.windows(w.len()).any(|part| part == w))
}

/// A shelf of good and bad cases, built once for the tests below.
struct Done {
    dir: tempfile::TempDir,
    run: Run,
    lines: Vec<Value>,
}

const CANARIES: [(&str, &str); 3] =
    [("team a/first", "zebrawood"), ("team a/second", "yellowhammer"), ("third", "xylophonic")];

fn done() -> &'static Done {
    static DONE: OnceLock<Done> = OnceLock::new();
    DONE.get_or_init(|| {
        let dir = tempfile::tempdir().expect("a folder");
        let shelf = dir.path().join("shelf");
        for (name, canary) in CANARIES {
            case(&shelf.join(name), "R-1", &format!("The {canary} is late."));
        }
        case(&shelf.join("broken pdf"), "R-9", "Nothing.");
        fs::write(shelf.join("broken pdf/documents/scan.pdf"), "%PDF-1.4 and no more").expect("written");
        fs::create_dir_all(shelf.join("wrong")).expect("a folder");
        fs::write(shelf.join("wrong/case.toml"), "schema = 1\nWhitlock = 7\n").expect("written");
        let temporary = dir.path().join("tmp");
        fs::create_dir(&temporary).expect("a folder");
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_blackpanel"))
            .args(["batch", shelf.to_str().expect("UTF-8"), "--json", "--accept-proposed", "--jobs", "2"])
            .env("PATH", "/nonexistent")
            .env("TMPDIR", &temporary)
            .env("XDG_RUNTIME_DIR", &temporary)
            .output()
            .expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let run = Run {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        let lines = run.stdout.lines().map(|l| serde_json::from_str(l).expect("JSON Lines")).collect();
        Done { dir, run, lines }
    })
}

#[test]
fn one_bad_case_stops_no_other_and_the_exit_is_the_worst() {
    let Done { dir, run, lines } = done();
    assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
    for (name, _) in CANARIES {
        assert_eq!(of(lines, name)["state"], "built", "{}", run.stdout);
        assert!(dir.path().join("shelf").join(name).join("out/send/pack.pdf").exists());
    }
    assert_eq!((&of(lines, "wrong")["exit"], &of(lines, "broken pdf")["exit"]), (&2.into(), &3.into()));
    assert_eq!(of(lines, "broken pdf")["problems"][0]["file"], "scan.pdf");
    for name in ["wrong", "broken pdf"] {
        assert!(!dir.path().join("shelf").join(name).join("out").exists(), "{name}");
    }
    let summary = lines.last().expect("a line");
    assert_eq!((&summary["type"], &summary["counts"]["built"]), (&"summary".into(), &3.into()));
}

#[test]
fn nothing_of_one_case_is_in_anothers_folder_log_or_temporary_files() {
    let Done { dir, run, lines } = done();
    let shelf = dir.path().join("shelf");
    for (name, canary) in CANARIES {
        let own = shelf.join(name);
        let text = super::pack_text_clear(&own.join("out/send/pack.pdf"));
        assert!(text.contains(canary), "the canary of {name} sings at home");
        for (other, foreign) in CANARIES.iter().filter(|(other, _)| *other != name) {
            assert!(!text.contains(foreign), "{foreign} of {other} in the pack of {name}");
            for file in all_files(&own) {
                assert!(!holds(&fs::read(&file).expect("read"), foreign), "{foreign} in {}", file.display());
            }
            assert!(!of(lines, name).to_string().contains(foreign));
        }
        // in no report, log or temporary file, of whatever case
        assert!(!run.stdout.contains(canary) && !run.stderr.contains(canary));
        for file in all_files(&shelf.join("blackpanel-report")) {
            assert!(!holds(&fs::read(&file).expect("read"), canary), "{}", file.display());
        }
    }
    assert_eq!(all_files(&dir.path().join("tmp")), [] as [PathBuf; 0], "temporary files stay behind");
}

#[test]
fn the_report_names_no_case_and_the_numbers_are_those_of_the_result_lines() {
    let Done { dir, lines, .. } = done();
    let folder = dir.path().join("shelf/blackpanel-report");
    let json: Value =
        serde_json::from_slice(&fs::read(folder.join("report.json")).expect("read")).expect("JSON");
    assert_eq!((json["cases"].as_array().map(Vec::len), &json["exit"]), (Some(5), &2.into()));
    let wrong = of(lines, "wrong")["number"].as_u64().expect("a number");
    let row = json["cases"].as_array().and_then(|c| c.iter().find(|c| c["number"] == wrong)).expect("a row");
    assert_eq!(row["exit"], 2);
    let page = fs::read_to_string(folder.join("report.html")).expect("read");
    for word in ["team", "first", "third", "Lee", "Quimby", "scan", "Whitlock", "shelf/", "<script"] {
        assert!(!page.contains(word) && !json.to_string().contains(word), "{word}");
    }
}

#[test]
fn a_finished_case_is_left_alone_until_something_of_it_changes() {
    let dir = tempfile::tempdir().expect("a folder");
    let one = dir.path().join("one");
    case(&one, "R-1", "Hello.");
    let state = |more: &[&str]| {
        let (run, lines) = batch(dir.path(), &[&["--accept-proposed"], more].concat());
        (run.code, of(&lines, "one")["state"].as_str().expect("a word").to_owned())
    };
    let pack = one.join("out/send/pack.pdf");
    let built = || fs::metadata(&pack).and_then(|m| m.modified()).expect("a pack");
    assert_eq!(state(&[]), (0, "built".into()));
    let first = built();
    assert_eq!(state(&[]), (0, "built-before".into()));
    log(&one, &["comment", "--reason", "sent to the printer"]);
    assert_eq!(state(&[]), (0, "built-before".into()), "a comment changes no pack");
    assert_eq!(built(), first, "it was not written again");
    fs::write(one.join("documents/more.txt"), "More.").expect("written");
    assert_eq!(state(&[]), (2, "not-built".into()), "an earlier pack is not replaced unasked");
    assert_eq!(built(), first);
    assert_eq!(state(&["--force"]), (0, "built".into()));
    let mut bytes = fs::read(&pack).expect("read");
    bytes.push(b'\n');
    fs::write(&pack, bytes).expect("written");
    assert_eq!(state(&[]), (2, "not-built".into()), "a pack that was touched is no finished one");
    assert_eq!(state(&["--report-only"]).1, "not-built");
}

#[test]
fn each_case_can_have_a_password_of_its_own_and_none_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let passwords = tempfile::tempdir().expect("a folder");
    for (name, word) in [("a", "seven green bottles hanging"), ("b", "six brown bears dancing")] {
        let folder = dir.path().join(name);
        case(&folder, name, "Hello.");
        let toml = fs::read_to_string(folder.join("case.toml")).expect("read")
            + "[security]\npassword = \"always\"\n";
        fs::write(folder.join("case.toml"), toml).expect("written");
        fs::write(passwords.path().join(format!("{name}.txt")), word).expect("written");
    }
    case(&dir.path().join("c"), "c", "Hello.");
    let toml = fs::read_to_string(dir.path().join("a/case.toml")).expect("read");
    fs::write(dir.path().join("c/case.toml"), toml).expect("written");
    let folder = passwords.path().to_str().expect("UTF-8");
    let (run, lines) = batch(dir.path(), &["--accept-proposed", "--password-file", folder]);
    assert_eq!(
        (run.code, &of(&lines, "c")["exit"]),
        (2, &2.into()),
        "no file, and nobody to ask: {}",
        run.stdout
    );
    let opens = |case: &str, password: &str| {
        let file = passwords.path().join(format!("{password}.txt"));
        super::text(&dir.path().join(case).join("out/send/pack.pdf"), &file).code
    };
    assert_eq!([opens("a", "a"), opens("b", "b"), opens("a", "b"), opens("b", "a")], [0, 0, 5, 5]);
    for file in all_files(dir.path()) {
        assert!(!holds(&fs::read(&file).expect("read"), "bottles"), "{}", file.display());
    }
    assert!(!run.stdout.contains("bottles"));
}

#[test]
fn a_pack_is_reviewed_when_its_case_is_signed_off_and_only_then() {
    let dir = tempfile::tempdir().expect("a folder");
    for name in ["signed", "open"] {
        let folder = dir.path().join(name);
        case(&folder, name, "Hello.");
        let toml = fs::read_to_string(folder.join("case.toml")).expect("read");
        let toml = toml + "[policy]\nsecond_person = \"required\"\n";
        fs::write(folder.join("case.toml"), toml).expect("written");
        close_gates(&folder, &["Bo Quimby"]);
    }
    log(&dir.path().join("signed"), &["ready", "--as", "B Officer"]);
    log(&dir.path().join("signed"), &["signed", "--as", "C Officer"]);
    let (run, lines) = batch(dir.path(), &["--accept-proposed"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    for (name, reviewed) in [("signed", true), ("open", false)] {
        assert_eq!(of(&lines, name)["reviewed"], reviewed, "{name}");
        let text = super::pack_text_clear(&dir.path().join(name).join("out/send/pack.pdf"));
        assert_eq!(text.contains("NOT REVIEWED"), !reviewed, "{name}");
    }
    assert_eq!(batch(dir.path(), &[]).0.code, 2, "asked otherwise, the pack that lies there is another's");
}

#[cfg(target_os = "linux")]
#[test]
fn a_case_that_needs_more_than_the_memory_there_is_stops_and_says_so() {
    let dir = tempfile::tempdir().expect("a folder");
    case(&dir.path().join("one"), "R-1", &"Ann Lee was there again. ".repeat(20_000));
    let (run, lines) = batch(dir.path(), &["--accept-proposed", "--memory", "1M"]);
    assert_eq!(run.code, 3, "{}", run.stdout);
    let what = of(&lines, "one")["problems"][0]["what"].as_str().expect("words");
    assert!(what.contains("of memory alone, more than the 1 MB"), "{what}");
    assert!(!dir.path().join("one/out/send/pack.pdf").exists());
}

#[test]
fn the_parts_of_a_shelf_are_disjoint_and_together_the_whole() {
    let dir = tempfile::tempdir().expect("a folder");
    for n in 0..23 {
        let folder = dir.path().join(format!("case {n}"));
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("case.toml"), "").expect("written");
    }
    let list = |more: &[&str]| -> Vec<String> {
        let (run, lines) = batch(dir.path(), &[&["--list"], more].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        lines.iter().map(|l| l["case"].as_str().expect("a name").to_owned()).collect()
    };
    let whole = list(&[]);
    let mut parts: Vec<String> =
        ["1/4", "2/4", "3/4", "4/4"].iter().flat_map(|k| list(&["--shard", k])).collect();
    parts.sort();
    assert_eq!((whole.len(), &whole), (23, &parts));
    for wrong in ["0/4", "5/4", "x"] {
        assert_eq!(batch(dir.path(), &["--shard", wrong]).0.code, 2, "{wrong}");
    }
    assert_eq!(batch(dir.path(), &["--only", "case 99"]).0.code, 2);
    assert_eq!(batch(&project("src"), &[]).0.code, 2, "no case at all");
}
