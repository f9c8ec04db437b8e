//! Programs that play LibreOffice and misbehave: each is stopped, and nothing of theirs is taken.

use std::os::unix::fs::PermissionsExt;
use std::time::Instant;

use super::*;

/// An engine whose program is a script; none where nothing can be locked in.
fn playing(folder: &Path, script: &str, seconds: u64) -> Option<Engine> {
    let program = folder.join("soffice");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program");
    Engine::at(program, Duration::from_secs(seconds), 1 << 20).ok()
}

/// What becomes of one file with this script, and how long it takes; and the folder it ran in.
fn one(script: &str, seconds: u64) -> Option<(Converted, Duration, tempfile::TempDir)> {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = playing(folder.path(), script, seconds)?;
    let (begin, given) = (Instant::now(), Given { bytes: b"file", ending: "docx" });
    let made = engine.convert(folder.path(), &[given], Into::Pdf).expect("a folder").remove(0);
    Some((made, begin.elapsed(), folder))
}

#[test]
fn a_helper_that_hangs_is_stopped_with_all_it_started() {
    let script = "(trap '' TERM HUP; while :; do sleep 0.2; date > \"$TMPDIR/../beat\"; done) & sleep 1000";
    let Some((made, took, folder)) = one(script, 1) else { return };
    assert_eq!(made, Err(Unconverted::TimedOut));
    assert!(took < Duration::from_secs(10), "{took:?}");
    let beat = folder.path().join("beat");
    let _ = std::fs::remove_file(&beat);
    std::thread::sleep(Duration::from_millis(600));
    assert!(!beat.exists(), "what it started still runs");
}

#[test]
fn a_helper_that_floods_is_stopped() {
    for script in [
        "yes flood",
        "yes flood > out/0.pdf; exit 1",
        "dd if=/dev/zero of=out/0.pdf bs=1M count=3; exit 0",
        "exit 3",
        "exit 0",
        ": > out/0.pdf",
    ] {
        let Some((made, _, _)) = one(script, 10) else { return };
        assert!(made.is_err(), "{script}");
    }
}

#[test]
fn what_a_helper_writes_elsewhere_is_never_taken() {
    for script in [
        "ln -s /etc/passwd out/0.pdf",
        "mkdir out/0.pdf",
        "cp in/0.docx out/1.pdf; cp in/0.docx 0.pdf; cp in/0.docx \"$HOME\"/x",
        "rmdir out; ln -s / out",
    ] {
        let Some((made, _, folder)) = one(script, 30) else { return };
        assert_eq!(made, Err(Unconverted::Nothing), "{script}");
        let left: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").flatten().collect();
        assert_eq!(left.len(), 1, "only the program: {left:?}");
    }
}

#[test]
fn a_helper_sees_no_network_and_nothing_of_the_environment() {
    let script = "{ cat /proc/net/dev | tail -n +3 | cut -d: -f1; env | cut -d= -f1; } > out/0.pdf";
    let Some((made, _, _)) = one(script, 30) else { return };
    let said = String::from_utf8(made.expect("a file")).expect("text");
    let said: Vec<&str> = said.split_whitespace().collect();
    let known = [
        "lo",
        "PATH",
        "HOME",
        "TMPDIR",
        "TEMP",
        "TMP",
        "PWD",
        "LANG",
        "LC_ALL",
        "TZ",
        "SAL_USE_VCLPLUGIN",
        "RAYON_NUM_THREADS",
        "TESSDATA_PREFIX",
        "OLDPWD",
        "SHLVL",
        "_",
    ];
    let more: Vec<_> = said.iter().filter(|word| !known.contains(word)).collect();
    assert!(said.contains(&"HOME") && more.is_empty(), "{more:?}");
}

#[test]
fn one_file_that_upsets_the_program_does_not_take_the_others_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = "while [ \"$1\" != --outdir ]; do shift; done; shift 2\n\
        for f in \"$@\"; do grep -q bad \"$f\" && exit 1; b=${f##*/}; cp \"$f\" \"out/${b%.*}.pdf\"; done";
    let Some(engine) = playing(folder.path(), script, 30) else { return };
    let files: [&[u8]; 3] = [b"one", b"bad", b"three"];
    let files = files.map(|bytes| Given { bytes, ending: "docx" });
    let made = engine.convert(folder.path(), &files, Into::Pdf).expect("a folder");
    assert_eq!(made, [Ok(b"one".to_vec()), Err(Unconverted::Failed), Ok(b"three".to_vec())]);
}
