//! A request from receipt to release, by the program itself: the log, the clock, the check of the record.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod letters;
#[path = "request/parts.rs"]
mod parts;
#[path = "request/silent.rs"]
mod silent;
mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::program::{log, run};

/// A case that holds nothing but its file; `more` goes into `[request]`.
fn case(more: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let toml = format!(
        "schema = 1\n[request]\nreference = \"SAR-7\"\nreceived = 2026-09-01\nsummary = \"my file\"\n{more}\n\
         [data_subject]\nname = \"Anna Example\"\n"
    );
    fs::write(dir.path().join("case.toml"), toml).expect("written");
    let path = dir.path().to_path_buf();
    (dir, path)
}

fn clock(case: &Path) -> Value {
    let shown = run(case, "clock", &["--json"]);
    serde_json::from_str(shown.stdout.lines().next().expect("a line")).expect("JSON")
}

#[test]
fn r28_what_was_logged_is_shown_with_day_person_role_and_reason() {
    let (_dir, case) = case("");
    log(&case, &["received", "channel=phone", "--on", "1 September 2026"]);
    log(
        &case,
        &[
            "identity-asked",
            "--on",
            "02/09/2026",
            "--reason",
            "the address is new to us",
            "--as",
            "B Officer",
        ],
    );
    let shown = run(&case, "log", &[]);
    for words in ["2026-09-01", "channel=phone", "B Officer (officer)", "the address is new to us"] {
        assert!(shown.stdout.contains(words), "{}", shown.stdout);
    }
    let lines = run(&case, "log", &["--json"]).stdout;
    assert_eq!(lines.lines().filter(|l| l.contains("\"type\":\"event\"")).count(), 2);
}

#[test]
fn r03_the_clock_is_derived_from_what_was_logged() {
    let (_dir, case) = case("valid = 2026-09-09");
    let early = run(&case, "clock", &[]);
    assert_eq!(early.code, 2, "valid is later than the law's date: {}", early.stderr);
    assert!(early.stdout.contains("2026-10-01") && early.stderr.contains("2026-09-01"), "{}", early.stdout);
    log(&case, &["identity-asked", "--on", "2026-09-02", "--reason", "the address is new to us"]);
    let proof = ["name=yes", "address=yes", "date-of-birth=yes", "matches=yes"];
    log(&case, &[&["identity-confirmed", "--on", "2026-09-09"], &proof[..]].concat());
    let later = run(&case, "clock", &[]);
    assert_eq!(later.code, 0, "{}", later.stderr);
    assert_eq!(clock(&case)["due"]["date"], "2026-10-09");
    let calendar = run(&case, "clock", &["--ics"]).stdout;
    assert!(calendar.contains("DTSTART;VALUE=DATE:20261009"), "{calendar}");
    assert!(!calendar.contains("Anna"), "a calendar is shared");
}

#[test]
fn the_clock_of_a_nation_beyond_the_table_says_so() {
    let (_dir, case) = case("nation = \"scotland\"");
    let toml = fs::read_to_string(case.join("case.toml")).expect("read").replace("2026-09-01", "2030-01-02");
    fs::write(case.join("case.toml"), toml).expect("written");
    let shown = run(&case, "clock", &[]);
    assert_eq!(shown.code, 3, "{}", shown.stderr);
    assert!(
        shown.stdout.contains("2030-02-04") && shown.stderr.contains("beyond the table"),
        "{}",
        shown.stdout
    );
}

#[test]
fn an_event_that_is_refused_leaves_no_line() {
    let (_dir, case) = case("");
    log(&case, &["comment", "--reason", "begun"]);
    let before = fs::read(case.join("history.jsonl")).expect("the ledger");
    for wrong in [&["extended", "ground=complexity"][..], &["release"], &["comment"], &["search", "terms"]] {
        assert_eq!(run(&case, "log", wrong).code, 2, "{wrong:?}");
    }
    assert_eq!(fs::read(case.join("history.jsonl")).expect("the ledger"), before);
}

#[test]
fn r28_an_edited_removed_reordered_or_cut_line_is_found() {
    let (_dir, case) = case("");
    for n in ["one", "two", "three"] {
        log(&case, &["comment", "--reason", n]);
    }
    let check = || run(&case, "record", &["--check"]);
    assert_eq!(check().code, 0, "{}", check().stderr);
    let path = case.join("history.jsonl");
    let good = fs::read_to_string(&path).expect("the ledger");
    let lines: Vec<&str> = good.split_inclusive('\n').collect();
    let wrong = [
        good.replace("two", "too"),
        good.replace("three", "there"),
        [lines[0], lines[2]].concat(),
        [lines[1], lines[0], lines[2]].concat(),
        [lines[0], lines[1]].concat(),
        [&good, "{\"v\":1,\"se"].concat(),
    ];
    for (n, bad) in wrong.iter().enumerate() {
        fs::write(&path, bad).expect("written");
        let found = check();
        assert_eq!(found.code, 1, "{n}: {}{}", found.stdout, found.stderr);
        assert!(found.stderr.contains("history.jsonl"), "{n}: {}", found.stderr);
    }
    fs::write(&path, &good).expect("written");
    assert_eq!(check().code, 0);
}

#[test]
fn r12_a_cut_history_is_found_by_the_receipt_when_the_private_folder_is_gone() {
    let (_dir, case) = case("");
    log(&case, &["comment", "--reason", "one"]);
    log(&case, &["comment", "--reason", "two"]);
    let head = fs::read_to_string(case.join(".blackpanel/head")).expect("the head");
    fs::create_dir_all(case.join("out/internal")).expect("folders");
    fs::write(case.join("out/internal/receipt.json"), format!("{{\"ledger_head\":\"{head}\"}}"))
        .expect("written");
    fs::remove_dir_all(case.join(".blackpanel")).expect("removed");
    let check = || run(&case, "record", &["--check"]);
    assert!(check().stdout.contains("the receipt"), "{}", check().stderr);
    let path = case.join("history.jsonl");
    let good = fs::read_to_string(&path).expect("the ledger");
    let first = good.split_inclusive('\n').next().expect("a line");
    fs::write(&path, first).expect("written");
    assert_eq!(check().code, 1);
    fs::remove_dir_all(case.join("out")).expect("removed");
    let alone = check();
    assert_eq!(alone.code, 0);
    assert!(alone.stderr.contains("nothing holds the end"), "{}", alone.stderr);
}

#[test]
fn help_names_every_event_and_what_it_holds() {
    let help = support::program::blackpanel(&["log", "--help"]).stdout;
    for words in ["clarification-answered", "ground=complexity|number", "--role manager"] {
        assert!(help.contains(words), "{help}");
    }
}

/// Notes that a reviewed pack was built from what lies there now, as `build` does.
fn built(case: &Path, seal: &str) {
    fs::create_dir_all(case.join("out/send")).expect("folders");
    fs::write(case.join("out/send/pack.pdf"), b"a pack").expect("written");
    let pack = blackpanel::sys::fs::sha256_hex(b"a pack");
    let env = blackpanel::sys::Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1);
    let mut ledger = blackpanel::record::Ledger::open(case).expect("the ledger");
    let body = serde_json::json!({ "pack": pack, "reviewed": true, "draft": false, "seal": seal });
    ledger.append(&env, ("blackpanel", "program"), "build", body).expect("appended");
}

/// The seal that the last signature holds.
fn sealed(case: &Path) -> String {
    let ledger = fs::read_to_string(case.join("history.jsonl")).expect("the ledger");
    let mut lines = ledger.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok());
    let signed = lines.rfind(|l| l["type"] == "signed").expect("a signature");
    signed["body"]["seal"].as_str().expect("a seal").to_owned()
}

#[test]
fn r07_r10_r11_a_release_lists_every_open_gate_and_passes_when_each_is_closed() {
    let (_dir, case) = case("");
    let more = "[policy]\nsecond_person = \"required\"\n[[party]]\nname = \"Nora Neighbour\"\nrole = \"third-party\"\n";
    let toml = fs::read_to_string(case.join("case.toml")).expect("read") + more;
    fs::write(case.join("case.toml"), toml).expect("written");
    fs::create_dir(case.join("documents")).expect("a folder");
    fs::write(case.join("documents/letter.txt"), "A letter.").expect("written");
    log(&case, &["received", "channel=phone", "--on", "2026-09-01"]);
    built(&case, "of before");
    let stopped = run(&case, "log", &["release"]);
    assert_eq!(stopped.code, 1, "what was built is not what lies there: {}", stopped.stderr);
    for words in ["in writing", "identity", "no search", "party 1", "second person", "changed after"] {
        assert!(stopped.stderr.contains(words), "{words}: {}", stopped.stderr);
    }
    assert!(!stopped.stderr.contains("Nora"), "a message names nobody");
    log(&case, &["comment", "about=confirmed-in-writing", "--reason", "letter of 2 September"]);
    log(&case, &["identity-waived", "--role", "manager", "--as", "M Manager", "--reason", "known to us"]);
    log(&case, &["search", "system=WorkPro", "terms=name", "by=B Officer", "found=1"]);
    log(&case, &["party", "name=Nora Neighbour", "basis=refused", "--reason", "She spoke in confidence."]);
    log(&case, &["ready", "--as", "B Officer"]);
    assert_eq!(run(&case, "log", &["signed", "--as", "b officer"]).code, 2, "the second person is another");
    log(&case, &["signed", "--as", "C Officer"]);
    built(&case, &sealed(&case));
    fs::write(case.join("documents/letter.txt"), "Another letter.").expect("written");
    let voided = run(&case, "log", &["release"]);
    assert!(voided.stderr.contains("changed after the second person signed"), "{}", voided.stderr);
    fs::write(case.join("documents/letter.txt"), "A letter.").expect("written");
    log(&case, &["release"]);
    assert!(!clock(&case)["answered"].is_null());
}

#[test]
fn a_second_person_signs_what_was_ready_and_decided_by_others() {
    let (_dir, case) = case("");
    fs::create_dir(case.join("documents")).expect("a folder");
    fs::write(case.join("documents/letter.txt"), "Write to Kevin Marsh, 07700 900123.").expect("written");
    let looked = |who: &str| run(&case, "decide", &["--looked-at", "letter.txt", "--as", who]);
    assert_eq!(looked("C Officer").code, 0);
    let ready = log(&case, &["ready", "--as", "B Officer"]);
    assert!(ready.stderr.contains("nothing checks who typed it"), "names are asserted: {}", ready.stderr);
    let signed = |who: &str| run(&case, "log", &["signed", "--as", who]);
    for (who, why) in
        [("officer", "needs a name"), ("b officer", "is the first"), ("C  OFFICER", "decided in this case")]
    {
        let refused = signed(who);
        assert!(refused.code == 2 && refused.stderr.contains(why), "{who}: {}", refused.stderr);
    }
    assert_eq!(looked("B Officer").code, 0);
    let late = signed("D Officer");
    assert!(late.code == 1 && late.stderr.contains("changed after it was ready"), "{}", late.stderr);
    log(&case, &["ready", "--as", "B Officer"]);
    log(&case, &["returned", "--as", "D Officer", "--reason", "the telephone number"]);
    assert!(signed("D Officer").stderr.contains("nothing is ready"));
    log(&case, &["ready", "--as", "B Officer"]);
    assert_eq!(signed("D Officer").code, 0);
}

#[test]
fn r17_codes_tells_of_every_exemption_whether_it_is_named_and_who_applies_it() {
    let one = support::program::blackpanel(&["codes", "third-party"]).stdout;
    for words in ["S2P3-16", "named", "any officer", "para 16(3)"] {
        assert!(one.contains(words), "{one}");
    }
    let all = support::program::blackpanel(&["codes"]).stdout;
    let crime = all.lines().find(|l| l.starts_with("S2P1-2 ")).expect("the line");
    assert!(crime.contains("silent"), "{crime}");
    let unknown = support::program::blackpanel(&["codes", "s.53"]);
    assert!(unknown.code == 2 && unknown.stderr.contains("A12-5"), "{}", unknown.stderr);
}

#[test]
fn r29_figures_over_many_cases_hold_no_name_and_no_reference() {
    let dir = tempfile::tempdir().expect("a folder");
    for n in 0..7 {
        let (_one, path) = case("");
        log(&path, &["closed", "outcome=granted", "--reason", "sent", "--on", "2026-09-20"]);
        let to = dir.path().join(format!("team/case-{n}"));
        fs::create_dir_all(&to).expect("a folder");
        for file in ["case.toml", "history.jsonl"] {
            fs::copy(path.join(file), to.join(file)).expect("copied");
        }
    }
    let csv = run(dir.path(), "stats", &["--csv"]);
    assert_eq!(csv.code, 0, "{}", csv.stderr);
    for line in
        ["requests,all,7", "received in,2026-09,7", "answered,within 28 days,7", "days taken,median,19"]
    {
        assert!(csv.stdout.contains(line), "{line}: {}", csv.stdout);
    }
    assert!(!csv.stdout.contains("SAR-7") && !csv.stdout.contains("Anna"), "{}", csv.stdout);
    for n in 0..3 {
        fs::remove_dir_all(dir.path().join(format!("team/case-{n}"))).expect("removed");
    }
    let few = run(dir.path(), "stats", &["--json"]).stdout;
    assert!(!few.contains("\"suppressed\":false"), "{few}");
    fs::write(dir.path().join("team/case-5/case.toml"), "schema = 9").expect("written");
    assert_eq!(run(dir.path(), "stats", &[]).code, 3, "what cannot be read is named");
}

#[test]
fn r26_what_is_due_goes_only_when_confirmed_and_the_certificate_names_nobody() {
    let dir = tempfile::tempdir().expect("a folder");
    let (_one, path) = case("");
    let to = dir.path().join("case-1");
    fs::create_dir_all(to.join("identity")).expect("a folder");
    let old = fs::read_to_string(path.join("case.toml")).expect("read").replace("2026-09-01", "2021-09-01");
    fs::write(to.join("case.toml"), old).expect("written");
    fs::write(to.join("identity/passport.txt"), "P 1").expect("written");
    let due = || run(dir.path(), "record", &["--due"]).stdout;
    assert!(!due().contains("case-1"), "an open request is not due: {}", due());
    log(&to, &["closed", "outcome=granted", "--reason", "sent", "--on", "2021-10-01"]);
    assert!(due().contains("identity") && due().contains("2024-10-01"), "{}", due());
    for wrong in [&["--dispose"][..], &["--dispose", "--confirm", "SAR-8"]] {
        assert_eq!(run(&to, "record", wrong).code, 4, "{wrong:?}");
        assert!(to.join("identity/passport.txt").exists());
    }
    let done = run(&to, "record", &["--dispose", "--confirm", "SAR-7"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(!to.exists(), "the case is gone");
    let left: Vec<_> = fs::read_dir(dir.path()).expect("listed").map(|e| e.expect("one").path()).collect();
    let text = fs::read_to_string(&left[0]).expect("the certificate");
    assert!(left.len() == 1 && text.contains("S2 5.8.2"), "{text}");
    for word in ["SAR-7", "Anna", "passport", "case-1"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}
