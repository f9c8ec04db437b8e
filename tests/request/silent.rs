//! An exemption that may not be named leaves no trace: a pack with such a document and a pack of a case
//! that never had it are the same file.

use std::fs;
use std::path::{Path, PathBuf};

use super::support::program::run;

const PEOPLE: &str = r#"
schema = 1
[request]
reference = "T-17"
received = "2026-09-28"
summary = "All that you hold about me."
[data_subject]
name = "Aisha Khan"
title = "Mrs"
[[party]]
name = "Margaret Price"
role = "third-party"
decision = "withhold"
basis = "refused"
reason = "She asked us not to."
[security]
password = "never"
reason = "a test compares files"
"#;

const LETTER: (&str, &str) = ("1 letter.txt", "Dear Mrs Khan, Margaret Price called about the rent.\n");
const NOTE: (&str, &str) = ("3 note.txt", "Aisha Khan rang back. Margaret Price was out.\n");
const REPORT: (&str, &str) = ("2 report.txt", "Ours asked about Aisha Khan; Margaret Price answered.\n");

/// A case of some documents, and what its people and rules say besides.
fn case(folder: &Path, name: &str, documents: &[(&str, &str)], more: &str) -> PathBuf {
    let case = folder.join(name);
    fs::create_dir_all(case.join("documents")).expect("a folder");
    fs::write(case.join("case.toml"), format!("{PEOPLE}{more}")).expect("written");
    for (file, text) in documents {
        fs::write(case.join("documents").join(file), text).expect("written");
    }
    case
}

/// A rule for a document.
fn rule(file: &str, exemption: &str) -> String {
    format!(
        "[[document]]\nfile = \"{file}\"\ndecision = \"withhold\"\nexemption = \"{exemption}\"\nreason = \"x\"\n"
    )
}

/// The pack of a case, without the random identifier of the file (ISO 32000-2, 14.4).
fn pack(case: &Path) -> Vec<u8> {
    let built = run(case, "build", &["--accept-proposed"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let mut bytes = fs::read(case.join("out/send/pack.pdf")).expect("the pack");
    let at = bytes.windows(3).position(|w| w == b"/ID").expect("an identifier");
    let end = at + bytes[at..].iter().position(|b| *b == b']').expect("its end");
    bytes[at..end].fill(b'0');
    bytes
}

#[test]
fn r17_a_pack_is_the_same_file_with_and_without_a_document_withheld_in_silence() {
    let folder = tempfile::tempdir().expect("a folder");
    let with = case(folder.path(), "with", &[LETTER, REPORT, NOTE], &rule(REPORT.0, "S2P1-2"));
    let without = case(folder.path(), "without", &[LETTER, NOTE], "");
    assert!(pack(&with) == pack(&without), "the file tells of what was withheld");
    let register = fs::read_to_string(with.join("out/internal/register.csv")).expect("the register");
    assert!(register.contains("S2P1-2") && register.contains(REPORT.0), "the register keeps the truth");
}

#[test]
fn r17_a_document_withheld_for_a_reason_that_is_named_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let named = case(folder.path(), "named", &[LETTER, REPORT, NOTE], &rule(REPORT.0, "S2P4-19"));
    let without = case(folder.path(), "without", &[LETTER, NOTE], "");
    assert!(pack(&named) != pack(&without), "the comparison notices a word that is not there");
}

#[test]
fn r17_an_attachment_is_not_withheld_in_silence_while_its_mail_names_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mail = "From: Aisha Khan <a@example.org>\nTo: Office <o@example.org>\nSubject: Leak\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nSee below.\n--B\n\
        Content-Type: text/plain; name=report.txt\nContent-Disposition: attachment\n\nHeld.\n--B--\n";
    let documents = [("mail.eml", mail)];
    let alone = case(folder.path(), "alone", &documents, &rule("mail.eml!1/report.txt", "S2P1-2"));
    let refused = run(&alone, "build", &["--accept-proposed"]);
    assert_ne!(refused.code, 0);
    assert!(refused.stderr.contains("the document that lists it would be sent"), "{}", refused.stderr);
    let both = rule("mail.eml!1/report.txt", "S2P1-2") + &rule("mail.eml", "S2P1-2");
    let both = case(folder.path(), "both", &[documents[0], LETTER], &both);
    let without = case(folder.path(), "without", &[LETTER], "");
    assert!(pack(&both) == pack(&without));
}
