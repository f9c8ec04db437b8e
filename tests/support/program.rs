//! Running the program as a person does, in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run left: its exit code and both streams.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Where nothing lies: programs that help and happen to be on this computer change no test.
const NO_HELPERS: &str = "/nonexistent";

/// Runs `blackpanel` with arguments, standard input closed.
pub fn blackpanel<S: AsRef<std::ffi::OsStr>>(args: &[S]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_blackpanel"));
    read(
        command.args(args).env("PATH", NO_HELPERS).stdin(Stdio::null()).output().expect("the program starts"),
    )
}

/// Runs it with the helpers of this computer.
pub fn helped<S: AsRef<std::ffi::OsStr>>(args: &[S]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_blackpanel"));
    read(command.args(args).stdin(Stdio::null()).output().expect("the program starts"))
}

fn read(output: Output) -> Run {
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Builds a case with the demonstration password.
pub fn build(case: &Path, more: &[&str]) -> Run {
    let password = project("fixtures/demo-password.txt");
    let password = password.to_str().expect("UTF-8");
    run(case, "build", &[more, &["--password-file", password]].concat())
}

/// Logs an event that is taken.
#[track_caller]
pub fn log(case: &Path, words: &[&str]) -> Run {
    let done = run(case, "log", words);
    assert_eq!(done.code, 0, "{words:?}: {}", done.stderr);
    done
}

/// Closes the gates that every case has (identity, a search), for `people` who are not listed in
/// `case.toml` that of their weighing, and that of data about health.
#[track_caller]
pub fn close_gates(case: &Path, people: &[&str]) {
    log(case, &["identity-confirmed", "name=yes", "address=yes", "date-of-birth=yes", "matches=yes"]);
    log(case, &["search", "system=WorkPro", "terms=name; address", "by=B Officer", "found=12"]);
    let known =
        ["from=B Officer", "about=health", "opinion=already-known", "--reason", "She told us herself."];
    log(case, &[&["advice"], &known[..]].concat());
    if !people.is_empty() {
        let names = format!("name={}", people.join(";"));
        log(case, &["party", &names, "basis=not-asked", "--reason", "They have no part in the complaint."]);
    }
}

/// Runs a command on a case.
pub fn run(case: &Path, command: &str, more: &[&str]) -> Run {
    let mut args = vec![command.into(), case.as_os_str().to_owned()];
    args.extend(more.iter().map(std::ffi::OsString::from));
    blackpanel(&args)
}

/// What `blackpanel text` says of a sealed pack.
pub fn text(pack: &Path, password: &Path) -> Run {
    blackpanel(&["text".as_ref(), pack.as_os_str(), "--password-file".as_ref(), password.as_os_str()])
}

/// The words of a pack sealed with the demonstration password, one space between them.
pub fn pack_text(pack: &Path) -> String {
    let run = text(pack, &project("fixtures/demo-password.txt"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a pack without a password, one space between them.
pub fn pack_text_clear(pack: &Path) -> String {
    let run = blackpanel(&["text".as_ref(), pack.as_os_str()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file of the project.
pub fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A copy of the shipped case in a folder that goes away with the test.
pub fn case_copy() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let case = dir.path().join("damp-and-mould");
    copy(&project("fixtures/cases/damp-and-mould"), &case);
    (dir, case)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.file_name().to_str() {
            Some("out" | ".blackpanel") => {}
            _ if entry.path().is_dir() => copy(&entry.path(), &target),
            _ => drop(std::fs::copy(entry.path(), target).expect("a copy")),
        }
    }
}

/// Runs `blackpanel` with something on its standard input.
pub fn blackpanel_fed<S: AsRef<std::ffi::OsStr>>(args: &[S], input: &[u8]) -> Run {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_blackpanel"))
        .args(args)
        .env("PATH", NO_HELPERS)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // a program that refuses its arguments reads nothing
    let _ = child.stdin.take().expect("its input").write_all(input);
    read(child.wait_with_output().expect("it ends"))
}
