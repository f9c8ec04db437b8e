//! `redact` for a folder.

use std::fs;
use std::path::Path;

use super::super::support::program::{Run, blackpanel};

fn redact(input: &Path, output: &Path, more: &[&str]) -> Run {
    let mut args =
        vec!["redact".into(), input.as_os_str().to_owned(), "-o".into(), output.as_os_str().to_owned()];
    args.extend(["--text", "Bo Quimby"].map(Into::into));
    args.extend(more.iter().map(std::ffi::OsString::from));
    blackpanel(&args)
}

#[test]
fn every_file_of_a_folder_is_redacted_alike_and_what_cannot_be_is_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let (from, to) = (dir.path().join("in"), dir.path().join("out"));
    fs::create_dir_all(from.join("deep er")).expect("a folder");
    for (name, text) in [
        ("a.txt", "Bo Quimby called."),
        ("deep er/b.txt", "Call Bo Quimby back."),
        ("broken.pdf", "%PDF-1.4 and no more"),
        ("bo-quimby.txt", "His own file."),
    ] {
        fs::write(from.join(name), text).expect("written");
    }
    let run = redact(&from, &to, &["--json"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    let written: Vec<String> = super::all_files(&to)
        .iter()
        .map(|p| p.strip_prefix(&to).expect("below").to_string_lossy().into_owned())
        .collect();
    assert_eq!(written, ["a.txt.pdf", "deep er/b.txt.pdf"]);
    for name in &written {
        let text = super::super::pack_text_clear(&to.join(name));
        assert!(!text.contains("Quimby") && text.to_lowercase().contains("call"), "{text}");
    }
    let lines: Vec<serde_json::Value> =
        run.stdout.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let of = |kind: &str| lines.iter().filter(|l| l["type"] == kind).count();
    assert_eq!((of("file"), of("problem"), of("summary")), (2, 2, 1), "{}", run.stdout);
    assert!(run.stdout.contains("bo-quimby.txt") && run.stdout.contains("broken.pdf"), "both are named");
}

#[test]
fn a_folder_is_not_written_over_nor_into_itself() {
    let dir = tempfile::tempdir().expect("a folder");
    let (from, to) = (dir.path().join("in"), dir.path().join("out"));
    fs::create_dir_all(&from).expect("a folder");
    fs::create_dir_all(&to).expect("a folder");
    fs::write(from.join("a.txt"), "Bo Quimby called.").expect("written");
    fs::write(to.join("a.txt.pdf"), "another's").expect("written");
    assert_eq!(redact(&from, &to, &[]).code, 2);
    assert_eq!(fs::read_to_string(to.join("a.txt.pdf")).expect("there"), "another's");
    assert_eq!(redact(&from, &to, &["--force"]).code, 0);
    for inside in [from.clone(), from.join("out"), from.join("new/../out")] {
        assert_eq!(redact(&from, &inside, &[]).code, 2, "{}", inside.display());
    }
    fs::write(from.join("a.txt.pdf"), "a second that would be called so").expect("written");
    assert_eq!(redact(&from, &dir.path().join("else"), &[]).code, 2, "two files would have one name");
    assert!(!dir.path().join("else").exists(), "nothing is written before all is clear");
}
