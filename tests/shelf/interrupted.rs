//! A run that is stopped half-way leaves nothing half made, and the same command goes on from there.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{all_files, batch, case, of};

/// A case whose build takes long enough to be met in the middle.
fn slow(folder: &Path) {
    case(folder, "SLOW", "");
    for n in 0..12 {
        let words = format!("Ann Lee wrote to Bo Quimby on day {n}.\n").repeat(900);
        fs::write(folder.join(format!("documents/{n}.txt")), words).expect("written");
    }
}

/// What must not be there when a build was stopped.
fn half_made(case: &Path) -> Vec<String> {
    let name = |p: &std::path::PathBuf| p.strip_prefix(case).expect("below").to_string_lossy().into_owned();
    let all = all_files(case).iter().map(name).collect::<Vec<_>>();
    let is_half = |name: &&String| {
        name.contains(".partial")
            || name.starts_with("out/")
            || (name.contains("/work/") && !name.contains("/work/cache/"))
    };
    all.iter().filter(is_half).cloned().collect()
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_its_builds_cleans_up_and_goes_on_from_there() {
    let dir = tempfile::tempdir().expect("a folder");
    case(&dir.path().join("a quick"), "QUICK", "Hello.");
    slow(&dir.path().join("b slow"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_blackpanel"))
        .args(["batch", "--json", "--accept-proposed", "--jobs", "1"])
        .arg(dir.path())
        .env("PATH", "/nonexistent")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    // on a busy computer lines about progress come first
    let is_result =
        |line: &std::io::Result<String>| line.as_ref().is_ok_and(|l| l.contains("\"type\":\"case\""));
    let first = lines.find(is_result).expect("a result").expect("text");
    assert!(first.contains("a quick"), "{first}");
    let slow_case = dir.path().join("b slow");
    // the build has begun when it holds the case
    let begun = Instant::now();
    while !slow_case.join(".blackpanel/key").exists() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).expect("a signal");
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(130), "{:?}", lines.map_while(Result::ok).collect::<Vec<_>>());
    assert_eq!(half_made(&slow_case), [] as [String; 0]);
    let (_dir, free) = (&dir, blackpanel::sys::private::Lock::take(&slow_case.join(".blackpanel/lock")));
    assert!(free.expect("the lock").is_some(), "its build has ended too");
    // the slow one is made quick, or this test would wait for it
    for n in 0..12 {
        fs::remove_file(slow_case.join(format!("documents/{n}.txt"))).expect("removed");
    }
    let (run, after) = batch(dir.path(), &["--accept-proposed"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(
        (&of(&after, "a quick")["state"], &of(&after, "b slow")["state"]),
        (&"built-before".into(), &"built".into())
    );
}

#[test]
fn what_a_killed_build_left_is_replaced_and_what_anybody_else_left_is_not() {
    let dir = tempfile::tempdir().expect("a folder");
    let one = dir.path().join("one");
    case(&one, "R-1", "Hello.");
    assert_eq!(batch(dir.path(), &["--accept-proposed"]).0.code, 0);
    let mark = one.join(".blackpanel/batch.json");
    let ended = fs::read_to_string(&mark).expect("the mark");
    // killed after the register got its name and before the pack did: one more event in the ledger
    let mut halves: serde_json::Value = serde_json::from_str(&ended).expect("JSON");
    halves["ended"] = serde_json::Value::Null;
    let before = halves["inputs"]["events"].as_u64().expect("a number");
    fs::remove_file(one.join("out/send/pack.pdf")).expect("removed");
    fs::write(&mark, halves.to_string()).expect("written");
    assert_eq!(before, 0, "counted when the run began");
    assert_eq!(batch(dir.path(), &["--draft"]).0.code, 2, "asked otherwise, it is another's");
    fs::write(&mark, halves.to_string()).expect("written");
    assert_eq!(batch(dir.path(), &["--accept-proposed"]).0.code, 0, "it goes on");
    assert!(one.join("out/send/pack.pdf").exists());
    // the same, but there is no mark that says so
    fs::remove_file(&mark).expect("removed");
    let (run, lines) = batch(dir.path(), &["--accept-proposed"]);
    assert_eq!((run.code, &of(&lines, "one")["exit"]), (2, &2.into()));
    // and a mark of a run that found a pack there
    halves["fresh"] = false.into();
    fs::write(&mark, halves.to_string()).expect("written");
    assert_eq!(batch(dir.path(), &["--accept-proposed"]).0.code, 2);
}

#[test]
fn a_case_that_somebody_works_on_is_waited_for() {
    let dir = tempfile::tempdir().expect("a folder");
    let one = dir.path().join("one");
    case(&one, "R-1", "Hello.");
    fs::create_dir(one.join(".blackpanel")).expect("a folder");
    let lock =
        blackpanel::sys::private::Lock::take(&one.join(".blackpanel/lock")).expect("a lock").expect("free");
    let holder = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(600));
        drop(lock);
    });
    assert_eq!(batch(dir.path(), &["--accept-proposed"]).0.code, 0);
    holder.join().expect("it ends");
}
