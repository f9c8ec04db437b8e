//! Case files drafted from a list of people.

use std::fs;

use super::{batch, of};

const PEOPLE: &str = "case,role,name,reference,received,emails,decision,exemption,basis,reason\r\n\
    first,data-subject,Ann Lee,R-1,28/09/2026,ann@example.org; lee@example.org,,,,\r\n\
    first,third-party,Bo Quimby,,,,withhold,third-party,refused,He said no.\r\n\
    second,data-subject,Cy Dee,R-2,2026-09-29,,,,,\r\n";

#[test]
fn missing_case_files_are_drafted_and_the_packs_say_that_nobody_reviewed_them() {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = dir.path().join("shelf");
    for name in ["first", "second", "forgotten"] {
        fs::create_dir_all(shelf.join(name).join("documents")).expect("a folder");
        fs::write(shelf.join(name).join("documents/note.txt"), "Bo Quimby wrote.").expect("written");
    }
    let (people, defaults) = (dir.path().join("people.csv"), dir.path().join("defaults.toml"));
    fs::write(&people, PEOPLE).expect("written");
    fs::write(&defaults, "[request]\nsummary = \"Everything\"\n[policy]\nstaff = \"ask\"\n")
        .expect("written");
    let lists =
        ["--people", people.to_str().expect("UTF-8"), "--defaults", defaults.to_str().expect("UTF-8")];
    let (run, lines) = batch(&shelf, &[&["--accept-proposed"], &lists[..]].concat());
    // the third folder is in no list: it is named, and stops no other
    assert_eq!(run.code, 2, "{}", run.stdout);
    let named = lines.iter().find(|l| l["type"] == "problem").expect("a problem");
    assert_eq!(named["file"], "forgotten");
    assert_eq!((&of(&lines, "first")["exit"], &of(&lines, "second")["exit"]), (&0.into(), &0.into()));
    let text = super::super::pack_text_clear(&shelf.join("first/out/send/pack.pdf"));
    assert!(text.contains("NOT REVIEWED") && text.contains("R-1") && !text.contains("Quimby"));
    let toml = fs::read_to_string(shelf.join("first/case.toml")).expect("drafted");
    assert!(toml.starts_with("# Drafted") && !toml.contains("Cy Dee"));
    assert!(!shelf.join("forgotten/case.toml").exists());
    fs::remove_dir_all(shelf.join("forgotten")).expect("removed");
    let again = batch(&shelf, &[&["--accept-proposed"], &lists[..]].concat());
    assert_eq!(again.0.code, 0, "what is there stays: {}", again.0.stdout);
    assert_eq!(fs::read_to_string(shelf.join("first/case.toml")).expect("there"), toml);
}

#[test]
fn a_row_that_cannot_be_used_stops_its_own_case_only() {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = dir.path().join("shelf");
    for name in ["first", "second"] {
        fs::create_dir_all(shelf.join(name).join("documents")).expect("a folder");
        fs::write(shelf.join(name).join("documents/note.txt"), "Hello.").expect("written");
    }
    let people = dir.path().join("people.csv");
    fs::write(&people, PEOPLE.replace("third-party,Bo", "neighbour,Bo")).expect("written");
    let defaults = dir.path().join("defaults.toml");
    fs::write(&defaults, "[request]\nsummary = \"Everything\"\n").expect("written");
    let lists =
        ["--people", people.to_str().expect("UTF-8"), "--defaults", defaults.to_str().expect("UTF-8")];
    let (run, _) = batch(&shelf, &[&["--list"], &lists[..]].concat());
    assert!(
        !shelf.join("first/case.toml").exists() && shelf.join("second/case.toml").exists(),
        "{}",
        run.stdout
    );
    fs::write(&people, "case;rolle\r\nfirst;x\r\n").expect("written");
    assert_eq!(batch(&shelf, &[&["--list"], &lists[..]].concat()).0.code, 2, "a column that is not known");
}
