//! Folders and files as people call them: spaces, quotes, other letters, and paths longer than 260 characters.

use std::fs;
use std::path::PathBuf;

use super::super::support::program::{blackpanel, project};
use super::{batch, case};

/// A path of more than 260 characters in which every part is awkward.
fn awkward(root: &std::path::Path) -> PathBuf {
    let mut path = root.to_path_buf();
    for part in
        ["Team \"A\" & Söhne", "it's $HOME `here`", "日本語 ćwierć", "-- --force", "100% [x] {y}; rm #1"]
    {
        path.push(part);
    }
    while path.as_os_str().len() <= 300 {
        path.push("a folder with a rather long name, as shared drives have them");
    }
    path
}

#[test]
fn build_verify_redact_and_batch_take_any_path() {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = awkward(dir.path());
    let one = shelf.join("O'Brien \"née\" Łoś");
    case(&one, "R-1", "Hello.");
    fs::rename(one.join("documents/note.txt"), one.join("documents/a \"note\" – überall.txt"))
        .expect("renamed");
    let password = shelf.join("pass wörd's.txt");
    fs::copy(project("fixtures/demo-password.txt"), &password).expect("a copy");
    let args = |words: &[&dyn AsRef<std::ffi::OsStr>]| -> Vec<std::ffi::OsString> {
        words.iter().map(|w| w.as_ref().to_owned()).collect()
    };
    let (run, _) =
        batch(&shelf, &["--accept-proposed", "--password-file", password.to_str().expect("UTF-8")]);
    assert_eq!(run.code, 0, "batch: {}{}", run.stdout, run.stderr);
    let built =
        blackpanel(&args(&[&"build", &one, &"--accept-proposed", &"--force", &"--password-file", &password]));
    assert_eq!(built.code, 0, "build: {}", built.stderr);
    let pack = one.join("out/send/pack.pdf");
    let verified = blackpanel(&args(&[&"verify", &pack, &"--password-file", &password]));
    assert_eq!(verified.code, 0, "verify: {}", verified.stderr);
    let out = shelf.join("réd acted 'x'");
    let redacted =
        blackpanel(&args(&[&"redact", &one.join("documents"), &"-o", &out, &"--text", &"Bo Quimby"]));
    assert_eq!(redacted.code, 0, "redact: {}", redacted.stderr);
    assert!(out.join("a \"note\" – überall.txt.pdf").exists());
}
