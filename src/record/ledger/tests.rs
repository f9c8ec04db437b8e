//! What the ledger promises: nothing written to it can be changed without being found.

use serde_json::json;
use tempfile::TempDir;

use super::*;
use crate::record::State;

const WHO: Who<'_> = Who { actor: "A Officer", role: "officer" };

fn env() -> Env {
    Env::fixed("2026-11-22T12:00:00Z".parse().expect("time"), 7)
}

/// A case folder with a ledger of three events.
fn three() -> TempDir {
    let dir = tempfile::tempdir().expect("folder");
    let workspace = Workspace::open(dir.path(), &env()).expect("workspace");
    let mut ledger = Ledger::open(dir.path()).expect("empty");
    for n in 1..=3 {
        let body = json!({ "text": format!("note {n}") });
        ledger.append(&workspace, &env(), &WHO, EventType::Comment, body).expect("append");
    }
    dir
}

fn bytes(dir: &TempDir) -> Vec<u8> {
    std::fs::read(dir.path().join(FILE)).expect("ledger")
}

fn put(dir: &TempDir, bytes: &[u8]) {
    std::fs::write(dir.path().join(FILE), bytes).expect("write");
}

#[test]
fn what_was_written_is_read_back_in_its_chain() {
    let dir = three();
    let ledger = Ledger::open(dir.path()).expect("whole");
    let first = &ledger.events()[0];
    assert_eq!(
        (first.seq, first.prev.as_str(), first.at.as_str()),
        (1, "0".repeat(64).as_str(), "2026-11-22T12:00:00Z")
    );
    let lines: Vec<Vec<u8>> = bytes(&dir).split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    assert_eq!(ledger.events()[1].prev, fs::sha256_hex(&lines[0]));
    assert_eq!(ledger.head(), fs::sha256_hex(&lines[2]));
    assert!(String::from_utf8_lossy(&lines[0]).starts_with("{\"v\":1,\"seq\":1,\"prev\":\"0000"));
}

#[test]
fn an_edited_byte_anywhere_is_found() {
    let dir = three();
    let whole = bytes(&dir);
    for at in 0..whole.len() {
        let mut edited = whole.clone();
        edited[at] ^= 1;
        put(&dir, &edited);
        let found = Ledger::open(dir.path());
        assert!(found.is_err_and(|e| e.exit == Exit::Problem), "byte {at} of {}", whole.len());
    }
}

#[test]
fn a_line_removed_moved_or_cut_off_is_found() {
    let dir = three();
    let whole = bytes(&dir);
    let lines: Vec<&[u8]> = whole.split_inclusive(|b| *b == b'\n').collect();
    for (what, order) in
        [("first", vec![1, 2]), ("middle", vec![0, 2]), ("last", vec![0, 1]), ("moved", vec![0, 2, 1])]
    {
        put(&dir, &order.iter().map(|i| lines[*i]).collect::<Vec<_>>().concat());
        let error = Ledger::open(dir.path()).expect_err(what);
        assert!(error.exit == Exit::Problem && error.problems[0].place.line.is_some(), "{what}");
    }
}

#[test]
fn a_torn_last_line_is_reported_kept_aside_and_replaced() {
    let dir = three();
    let whole = bytes(&dir);
    put(&dir, &[&whole[..], b"{\"v\":1,\"se"].concat());
    let mut ledger = Ledger::open(dir.path()).expect("the whole lines stand");
    assert_eq!(ledger.torn().map(|t| t.line), Some(4));
    let workspace = Workspace::open(dir.path(), &env()).expect("workspace");
    ledger.append(&workspace, &env(), &WHO, EventType::Ready, json!({})).expect("append");
    let again = Ledger::open(dir.path()).expect("whole");
    assert_eq!((again.events().len(), again.torn()), (4, None));
    let aside = std::fs::read(dir.path().join("history.torn.jsonl")).expect("aside");
    assert_eq!(aside, b"{\"v\":1,\"se\n");
}

#[test]
fn a_crash_before_the_head_was_kept_is_no_alarm() {
    let dir = three();
    let head = dir.path().join(".blackpanel/head");
    let old = std::fs::read(&head).expect("head");
    let workspace = Workspace::open(dir.path(), &env()).expect("workspace");
    Ledger::open(dir.path())
        .expect("whole")
        .append(&workspace, &env(), &WHO, EventType::Ready, json!({}))
        .expect("append");
    std::fs::write(&head, old).expect("write");
    assert!(Ledger::open(dir.path()).is_ok());
}

#[test]
fn the_state_is_the_fold_of_the_ledger() {
    let dir = tempfile::tempdir().expect("folder");
    let workspace = Workspace::open(dir.path(), &env()).expect("workspace");
    let mut ledger = Ledger::open(dir.path()).expect("empty");
    let mut say =
        |kind, body| ledger.append(&workspace, &env(), &WHO, kind, body).map(|e| e.seq).expect("append");
    let page = |p: u32| json!({"scope": "page", "document": "d", "page": p, "ruling": "withhold", "exemption": "OOS"});
    say(EventType::Decision, page(1));
    let second = say(EventType::Decision, page(2));
    say(EventType::Looked, json!({"document": "d", "pages": "2-3,5"}));
    say(EventType::Signed, json!({"head": "x"}));
    say(EventType::Undone, json!({"seq": second}));
    let state = State::of(&Ledger::open(dir.path()).expect("whole")).expect("state");
    assert_eq!(state.answers.len(), 1, "one was taken back");
    assert_eq!((state.answers[0].said.by.as_str(), state.answers[0].said.seq), ("A Officer", 1));
    let document = crate::load::DocumentId("d".into());
    assert!(state.looked[0].covers(&document, 5) && !state.looked[0].covers(&document, 4));
    assert_eq!(state.signed, None, "a change after a sign-off voids it");
    say(EventType::Decision, json!({"scope": "page", "document": "d", "page": 1, "ruling": "exclude"}));
    let error = State::of(&Ledger::open(dir.path()).expect("whole")).expect_err("a page cannot be excluded");
    assert_eq!(error.problems[0].place.line, Some(6));
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let dir = three();
    let mode = std::fs::metadata(dir.path().join(FILE)).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
