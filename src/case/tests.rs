//! What opening a case promises, on folders made for it.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::error::{Error, Exit};
use crate::sys::Env;

const GOOD: &str = r#"schema = 1

[request]
reference = "HOS-1"
received = 2026-09-28
summary = "Everything about my complaint"

[data_subject]
name = "Ann Lee"
"#;

/// A case folder with one document.
fn folder(toml: impl AsRef<[u8]>) -> TempDir {
    let dir = tempfile::tempdir().expect("folder");
    put(dir.path(), "case.toml", toml);
    put(dir.path(), "documents/letters/council.pdf", "%PDF");
    dir
}

fn put(dir: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().expect("parent")).expect("folder");
    fs::write(path, bytes).expect("write");
}

fn refused(toml: impl AsRef<[u8]>) -> Error {
    open(folder(toml).path()).expect_err("refused")
}

/// The problems as `line: what -> hint`.
fn told(error: &Error) -> Vec<String> {
    let line = |p: &crate::diag::Problem| p.place.line.map_or(String::new(), |l| format!("{l}: "));
    error.problems.iter().map(|p| format!("{}{} -> {}", line(p), p.what, p.hint)).collect()
}

#[test]
fn the_shared_example_of_every_key_is_read() {
    let every_key = r#"schema = 1
[request]
reference = "HOS-SAR-2026-0142"
received  = 2026-09-28
valid     = 2026-09-30
summary   = "Everything you hold"
nation    = "england-and-wales"
outcome   = "auto"
[data_subject]
name = "Liwia Maksimowicz"
title = "Miss"
aliases = []
date_of_birth = 1966-02-16
addresses = ["31 Harbour Exchange Square, Preston, PR2 8TU"]
emails = ["lmaksimowicz@gmail.com"]
phones = ["07700 900852"]
identifiers = ["202522017", "AB023406A"]
[requester]
name = "Adam Maksimowicz"
capacity = "representative"
address = "…"
[[party]]
name = "Marc Poirier"
role = "third-party"
title = "Mr"
aliases = []
date_of_birth = 1980-01-01
addresses = []
emails = []
phones = []
identifiers = []
decision = "withhold"
exemption = "third-party"
basis = "refused"
reason = "…"
profession = "health"
[[document]]
file = "letters/council.pdf"
decision = "withhold"
exemption = "TP"
reason = "Given in confidence."
author = "requester"
extract = { pages = "2-3" }
note = "Only page 2 is about you."
width = "line"
[load]
hidden = "leave-out"
ocr = "auto"
languages = ["eng"]
[find]
block = []
allow = []
fuzzy = 1
off = ["url"]
patterns = [{ name = "tenancy-ref", pattern = 'T\d{8}', exemption = "third-party" }]
[policy]
staff = "ask"
second_person = "required"
width = "paragraph"
[security]
marking = "OFFICIAL-SENSITIVE"
password = "auto"
reason = ""
[output]
max_mb = 0
"#;
    let case = open(folder(every_key).path()).expect("a case");
    assert_eq!(case.file.parties[0].exemption.as_deref(), Some("S2P3-16"), "alias becomes id");
    assert_eq!(case.file.documents[0].exemption.as_deref(), Some("S2P3-16"), "mark becomes id");
    assert_eq!(case.file.find.patterns[0].exemption.as_deref(), Some("S2P3-16"));
    assert_eq!(case.file.request.received, jiff::civil::date(2026, 9, 28));
    assert_eq!(case.sources[0].name.raw(), "letters/council.pdf");
}

#[test]
fn an_officers_editor_is_forgiven() {
    let curly = GOOD.replace("\"Ann Lee\"", "“Ann Lee”").replace("\"HOS-1\"", "‘HOS-1’");
    let british = GOOD.replace("2026-09-28", "28/09/2026");
    let quoted = GOOD.replace("2026-09-28", "\"28 September 2026\"");
    let utf16: Vec<u8> =
        format!("\u{feff}{curly}").replace('\n', "\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let path = format!("{GOOD}[[document]]\nfile = \"documents\\letters\\council.pdf\"\n");
    for (i, toml) in [
        curly.clone().into_bytes(),
        british.into_bytes(),
        quoted.into_bytes(),
        utf16,
        path.into_bytes(),
        format!("\u{feff}{GOOD}").into_bytes(),
        GOOD.replace('\n', "\r\n").into_bytes(),
    ]
    .iter()
    .enumerate()
    {
        let case = open(folder(toml).path()).unwrap_or_else(|e| panic!("file {i}: {:?}", told(&e)));
        assert_eq!(case.file.data_subject.name, "Ann Lee", "file {i}");
        assert_eq!(case.file.request.received, jiff::civil::date(2026, 9, 28), "file {i}");
    }
}

#[test]
fn a_case_file_that_the_editor_named_txt_is_read_and_said_so() {
    let dir = folder(GOOD);
    fs::rename(dir.path().join("case.toml"), dir.path().join("case.toml.txt")).expect("rename");
    assert!(is_case(dir.path()));
    let case = open(dir.path()).expect("a case");
    assert!(case.notes[0].hint.contains("rename it to case.toml"));
    put(dir.path(), "case.toml", GOOD);
    assert_eq!(open(dir.path()).expect_err("two").exit, Exit::Usage);
}

#[test]
fn a_line_that_is_no_toml_does_not_hide_the_other_mistakes() {
    let text = "schema = 1\n[request]\nreferense = \"HOS-1\"\nreceived = 2026-13-28\nsummary = all of it\n\
                [data_subject]\nname = 5\n";
    let told = told(&refused(text));
    for want in [
        "3: there is no key \"referense\"",
        "4: this is neither a number nor a date",
        "5: the value cannot be understood -> put text in quotes",
        "7: \"name\" takes text in quotes",
    ] {
        assert!(told.iter().any(|t| t.starts_with(want)), "{want} not in {told:#?}");
    }
    assert_eq!(told.len(), 4, "{told:#?}");
}

#[test]
fn well_formed_mistakes_are_told_at_once_with_their_lines() {
    let error = refused(
        r#"schema = 1
[request]
referense = "HOS-1"
received = 2026-09-28
nation = "wales"
[data_subject]
name = 5
nickname = "x"
[[party]]
name = "Bo"
role = "profesional"
[security]
password = "sometimes"
"#,
    );
    let told = told(&error);
    for want in [
        "2: the key \"summary\" is missing in [request] -> add a line summary = \"…\"",
        "3: there is no key \"referense\" in [request] -> did you mean \"reference\"?",
        "5: \"wales\" is not one of the words this key takes -> write one of england-and-wales",
        "7: \"name\" takes text in quotes -> write name = \"…\"",
        "8: there is no key \"nickname\" in [data_subject]",
        "11: \"profesional\" is not one of the words this key takes -> did you mean \"professional\"?",
        "13: \"sometimes\" is not one",
    ] {
        assert!(told.iter().any(|t| t.starts_with(want)), "{want} not in {told:#?}");
    }
    assert_eq!(told.len(), 7, "{told:#?}");
}

#[test]
fn what_a_case_may_not_say_is_told_at_once_with_its_line() {
    let error = refused(format!(
        "{}{}",
        GOOD.replace("summary", "valid = 2026-09-01\nsummary"),
        r#"[[party]]
name = "Bo"
role = "third-party"
exemption = "third-praty"
[[document]]
file = "letters/counsil.pdf"
[[document]]
file = "letters/council.pdf"
decision = "withhold"
[[document]]
file = "../../etc/passwd"
decision = "exclude"
reason = "no"
[find]
patterns = [{ name = "a", pattern = '(' }]
block = ["lists/none.txt"]
[security]
marking = "SECRET"
password = "never"
"#
    ));
    let told = told(&error);
    for want in [
        "6: \"valid\" lies before \"received\"",
        "14: the exemption \"third-praty\" does not exist -> did you mean \"third-party\" (Other people)?",
        "16: there is no such document -> did you mean \"letters/council.pdf\"?",
        "18: a document is withheld without a reason",
        "21: the name leads out of the documents folder",
        "25: this is no regular expression",
        "26: there is no such list in the case",
        "28: packs above OFFICIAL-SENSITIVE are refused",
        "29: no password is wanted, and no reason is given",
    ] {
        assert!(told.iter().any(|t| t.starts_with(want)), "{want} not in {told:#?}");
    }
    assert_eq!(told.len(), 9, "{told:#?}");
}

#[test]
fn what_is_no_toml_is_told_in_our_words() {
    for (line, want) in [
        ("name = Ann", "put text in quotes"),
        ("name", "write `key = value`"),
        ("name =", "write a value"),
        ("name = \"Ann", "close the quotes"),
        ("[party", "[[party]]"),
        ("received = 2026-13-45", "2026-09-28"),
    ] {
        let error = refused(format!("{GOOD}{line}\n"));
        let told = told(&error);
        assert!(told.iter().any(|t| t.starts_with("10: ") && t.contains(want)), "{line}: {told:#?}");
    }
    let error = refused(GOOD.replace("[data_subject]", "[data_subject]\nname = \"Bo\""));
    assert!(told(&error)[0].contains("twice"), "{:?}", told(&error));
}

#[test]
fn an_empty_case_says_what_to_do() {
    let dir = folder(GOOD);
    fs::remove_dir_all(dir.path().join("documents")).expect("remove");
    assert_eq!(open(dir.path()).expect_err("none").exit, Exit::Usage);
    put(dir.path(), "documents/.DS_Store", "x");
    let error = open(dir.path()).expect_err("only litter");
    assert!(error.exit == Exit::Usage && told(&error)[0].contains("put what the searches found"));
    let error = open(&dir.path().join("documents")).expect_err("no case");
    assert!(error.exit == Exit::Usage && told(&error)[0].contains("blackpanel new"));
}

#[test]
fn litter_is_not_loaded_but_named() {
    let dir = folder(GOOD);
    for name in [".DS_Store", "a/Thumbs.db", "desktop.ini", "~$letter.docx", ".hidden.pdf"] {
        put(dir.path(), &format!("documents/{name}"), "x");
    }
    let case = open(dir.path()).expect("a case");
    assert_eq!(case.ignored.len(), 4);
    let names: Vec<&str> = case.sources.iter().map(|s| s.name.raw()).collect();
    assert_eq!(names, [".hidden.pdf", "letters/council.pdf"]);
}

#[test]
fn a_proof_of_identity_never_enters_a_pack() {
    let dir = folder(GOOD);
    put(dir.path(), "identity/passport.jpg", "a passport");
    let case = open(dir.path()).expect("a case");
    assert_eq!((case.sources.len(), case.identity.len()), (1, 1));
    put(dir.path(), "documents/scan.jpg", "a passport");
    let error = open(dir.path()).expect_err("a copy");
    assert_eq!(error.exit, Exit::Usage);
    assert_eq!(error.problems[0].place.file.raw(), "scan.jpg");
}

#[cfg(unix)]
#[test]
fn links_are_named_and_not_followed() {
    let dir = folder(GOOD);
    let secret = folder(GOOD);
    std::os::unix::fs::symlink(secret.path(), dir.path().join("documents/elsewhere")).expect("link");
    std::os::unix::fs::symlink("/etc/passwd", dir.path().join("history.jsonl")).expect("link");
    let error = open(dir.path()).expect_err("links");
    let names: Vec<&str> = error.problems.iter().map(|p| p.place.file.raw()).collect();
    assert_eq!((error.exit, names), (Exit::Unchecked, vec!["documents/elsewhere", "history.jsonl"]));
}

#[test]
fn a_password_file_must_lie_outside_the_case() {
    let dir = folder(format!(
        "{GOOD}[[document]]\nfile = \"letters/council.pdf\"\npassword_file = \"passwords/a.txt\"\n"
    ));
    assert!(told(&open(dir.path()).expect_err("missing"))[0].contains("no such password file"));
    put(dir.path(), "passwords/a.txt", "word");
    assert!(told(&open(dir.path()).expect_err("inside"))[0].contains("lies inside the case"));
}

#[test]
fn members_are_checked_against_what_was_loaded() {
    let dir = folder(format!("{GOOD}[[document]]\nfile = \"mail.eml!2/report.pdf\"\n"));
    put(dir.path(), "documents/mail.eml", "From: a");
    let case = open(dir.path()).expect("the mail exists");
    let loaded = |n: &str| vec![Untrusted::from("mail.eml"), Untrusted::from(n)];
    assert!(check_members(&case, &loaded("mail.eml!2/report.pdf")).is_ok());
    let error = check_members(&case, &loaded("mail.eml!1/report.pdf")).expect_err("another");
    assert!(told(&error)[0].contains("did you mean \"mail.eml!1/report.pdf\"?"));
}

#[test]
fn lists_are_read_in_whatever_way_they_were_saved() {
    let dir = folder(format!(
        "{GOOD}[find]\nblock = [\"lists\\a.txt\", \"lists/b.csv\"]\nallow = [\"lists/c.txt\"]\n"
    ));
    put(
        dir.path(),
        "lists/a.txt",
        "# staff\r\nBo Diddley, Jr\r\n\r\nZo\u{eb}\r\n".chars().map(|c| c as u8).collect::<Vec<_>>(),
    );
    put(dir.path(), "lists/b.csv", "\u{feff}term;kind;exemption\r\n\"Smith; J\";person;TP\r\n");
    put(dir.path(), "lists/c.txt", "Acme Ltd");
    let lists = open(dir.path()).expect("a case").lists;
    let terms: Vec<&str> = lists.block.iter().map(|t| t.term.expose()).collect();
    assert_eq!(terms, ["Bo Diddley, Jr", "Zoë", "Smith; J"]);
    let smith = lists.blocked("smith;  J").expect("found");
    assert_eq!((smith.kind, smith.exemption.as_deref()), (Some(crate::find::Kind::Person), Some("S2P3-16")));
    assert!(lists.allowed("ACME ltd").is_some() && lists.allowed("ACME").is_none());
    put(dir.path(), "lists/b.csv", "term,kind,exemption\nX,persn,TP\nY,person,TQP\n");
    let told = told(&open(dir.path()).expect_err("wrong cells"));
    assert!(told[0].starts_with("2: ") && told[0].contains("\"person\""), "{told:?}");
    assert!(told[1].starts_with("3: "), "{told:?}");
}

#[test]
fn a_new_case_is_valid_once_it_is_filled_in() {
    let dir = tempfile::tempdir().expect("folder");
    let case = dir.path().join("A new case");
    let env = Env::fixed("2026-11-22T12:00:00Z".parse().expect("time"), 1);
    new_case(&case, &env).expect("made");
    assert_eq!(new_case(&case, &env).expect_err("there").exit, Exit::Usage);
    let text = fs::read_to_string(case.join("case.toml")).expect("text");
    put(&case, "documents/a.txt", "hello");
    let error = told(&open(&case).expect_err("blanks"));
    assert_eq!(error.len(), 3, "reference, summary and name are blank: {error:#?}");
    let fill =
        |key: &str, text: &str| text.replacen(&format!("{key} = \"\""), &format!("{key} = \"Ann\""), 1);
    let text = fill("name", &fill("summary", &fill("reference", &text)));
    put(&case, "case.toml", &text);
    open(&case).unwrap_or_else(|e| panic!("{:?}", told(&e)));
    // every key of the schema is explained in the file, and nothing else is
    for table in every_table(keys::FILE) {
        for key in table {
            assert!(text.contains(key.name), "{} is not explained", key.name);
        }
    }
}

/// All tables of keys, nested ones too.
fn every_table(keys: &'static [keys::Key]) -> Vec<&'static [keys::Key]> {
    let mut all = vec![keys];
    for key in keys {
        if let keys::Takes::Table(t) | keys::Takes::Tables(t) = key.takes {
            all.extend(every_table(t));
        }
    }
    all
}
