//! The ready workflow files of `docs/ci`: the commands in them run, and are red when they must be.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::super::support::program::{blackpanel, project};

/// The commands of ours in a workflow file, in order: what follows `run: |`, `- ` or `entry:`.
fn commands(file: &str) -> Vec<String> {
    let text = fs::read_to_string(project("docs/ci").join(file)).expect("the workflow");
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let bare = lines.map(|line| line.trim_start_matches("- ").trim_start_matches("entry: "));
    bare.filter(|line| line.starts_with("blackpanel ")).map(str::to_owned).collect()
}

/// Runs a command line in a folder, as a runner does.
fn shell(folder: &Path, line: &str) -> i32 {
    let program = Path::new(env!("CARGO_BIN_EXE_blackpanel")).parent().expect("a folder");
    let path = format!("{}:/usr/bin:/bin", program.display());
    let output = Command::new("sh").args(["-e", "-c", line]).current_dir(folder).env("PATH", path).output();
    output.expect("it runs").status.code().unwrap_or(-1)
}

#[test]
fn ready_workflows_run_and_are_never_green_when_something_could_not_be_checked() {
    let dir = tempfile::tempdir().expect("a folder");
    let published = dir.path().join("published/deep er");
    fs::create_dir_all(&published).expect("a folder");
    fs::write(dir.path().join("note.txt"), "Bo Quimby called.").expect("written");
    let (note, good) = (dir.path().join("note.txt"), published.join("good one.pdf"));
    let words = ["redact".as_ref(), note.as_os_str(), "-o".as_ref(), good.as_os_str(), "--text".as_ref()];
    assert_eq!(blackpanel(&[&words[..], &["Quimby".as_ref()]].concat()).code, 0);
    let hook = |line: &str| {
        if line.contains("published") {
            line.to_owned()
        } else {
            format!("{line} 'published/deep er/good one.pdf'")
        }
    };
    let checks = |file: &str| -> Vec<String> {
        let found: Vec<String> = commands(file).into_iter().filter(|line| line.contains(" verify")).collect();
        assert_eq!(found.len(), 1, "{file}");
        found.iter().map(|line| hook(line)).collect()
    };
    let files = ["github-actions.yml", "gitlab-ci.yml", "pre-commit-config.yaml"];
    for file in files {
        for line in commands(file).iter().filter(|line| line.contains("doctor")).chain(&checks(file)) {
            assert_eq!(shell(dir.path(), line), 0, "{file}: {line}");
        }
    }
    let sarif = fs::read_to_string(dir.path().join("blackpanel.sarif")).expect("alerts");
    assert!(sarif.contains("\"2.1.0\"") && !sarif.contains("Quimby"));
    assert!(fs::read_to_string(dir.path().join("blackpanel.xml")).expect("tests").contains("<testsuite"));
    fs::write(&good, "%PDF-1.4 and no more").expect("written");
    for file in files {
        assert_eq!(shell(dir.path(), &checks(file)[0]), 3, "{file}: not checked");
    }
    fs::remove_dir_all(dir.path().join("published")).expect("removed");
    for file in files {
        assert_eq!(shell(dir.path(), &checks(file)[0]), 2, "{file}: nothing to check is no green");
    }
}
