//! What an officer does with a case in an office: files as editors and spreadsheets save them, decisions
//! taken and changed, bad input of every kind. Each ends with a pack, or with words that go on.

#![allow(clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "officer/mail.rs"]
mod mail;
#[path = "officer/marks.rs"]
mod marks;
mod support;

#[path = "officer/review.rs"]
mod review;

#[path = "officer/held.rs"]
mod held;
#[path = "shelf/mod.rs"]
mod shelf;

use std::fs;
use std::path::Path;

use support::program::{
    Run, blackpanel, blackpanel_fed, build, case_copy, close_gates, log, pack_text, pack_text_clear, project,
    run, text,
};

/// Who stands in the shipped case and is not listed in its `case.toml`.
const STRANGERS: [&str; 3] = ["Dr Samuel Oyelaran", "Oluwaseun Adeyemi", "Kevin Marsh"];

fn append(case: &Path, more: &str) {
    let toml = case.join("case.toml");
    fs::write(&toml, fs::read_to_string(&toml).expect("case.toml") + more).expect("written");
}

/// The list of findings as rows of cells, headings first.
fn list(case: &Path) -> Vec<Vec<String>> {
    let run = run(case, "list", &["--csv", "--show-text"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = run.stdout.trim_start_matches('\u{feff}').to_owned();
    let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.into_records().map(|r| r.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn column(rows: &[Vec<String>], name: &str) -> usize {
    rows[0].iter().position(|h| h == name).expect("the column")
}

/// The rows as a spreadsheet saves them: semicolons, columns turned round, pages as decimals, code page 1252.
fn saved(rows: &[Vec<String>]) -> Vec<u8> {
    let page = column(rows, "page");
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![]);
    for (n, row) in rows.iter().enumerate() {
        let mut row = row.clone();
        if n > 0 {
            row[page].push_str(",00");
        }
        row.reverse();
        writer.write_record(&row).expect("written");
    }
    let text = String::from_utf8(writer.into_inner().expect("rows")).expect("text");
    let cp1252 = |c: char| match c {
        '’' => 0x92,
        '–' => 0x96,
        c => u8::try_from(u32::from(c)).unwrap_or(b'?'),
    };
    text.chars().map(cp1252).collect()
}

fn decide(case: &Path, rows: &[Vec<String>]) -> Run {
    let file = case.with_file_name("decisions.csv");
    fs::write(&file, saved(rows)).expect("written");
    run(case, "decide", &["--from", file.to_str().expect("utf-8")])
}

/// Decides everything that is open as proposed.
fn decide_all(case: &Path) -> Vec<Vec<String>> {
    let mut rows = list(case);
    let (settled, decision) = (column(&rows, "settled"), column(&rows, "decision"));
    let proposal = column(&rows, "proposal");
    for row in rows.iter_mut().skip(1).filter(|r| r[settled].is_empty()) {
        row[decision] = row[proposal].clone();
    }
    let taken = decide(case, &rows);
    assert_eq!(taken.code, 0, "{}", taken.stderr);
    list(case)
}

#[test]
fn a_spreadsheet_decides_everything_and_the_pack_needs_no_flag_and_bears_no_stamp() {
    let (_dir, case) = case_copy();
    decide_all(&case);
    close_gates(&case, &STRANGERS);
    let built = build(&case, &[]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let text = pack_text(&case.join("out/send/pack.pdf"));
    assert!(!text.contains("NOT REVIEWED"), "everything was decided");
    assert!(!text.contains("having weighed"), "the letter claims no weighing that nobody recorded");
    let receipt = fs::read_to_string(case.join("out/internal/receipt.json")).expect("the receipt");
    assert!(receipt.contains("\"reviewed\": true"));
}

#[test]
fn r07_r11_r16_a_build_lists_every_open_gate_with_its_command_and_makes_nothing() {
    let (_dir, case) = case_copy();
    decide_all(&case);
    let stopped = build(&case, &[]);
    assert_eq!(stopped.code, 4, "{}", stopped.stderr);
    for words in ["identity is not proved", "no search", "person P04", "about health", "blackpanel log"] {
        assert!(stopped.stderr.contains(words), "{words}: {}", stopped.stderr);
    }
    assert!(!stopped.stderr.contains("Oyelaran"), "a message names nobody");
    assert!(!case.join("out/send/pack.pdf").exists());
    close_gates(&case, &STRANGERS[1..]);
    let one = build(&case, &[]);
    assert!(one.code == 4 && one.stderr.contains("person P04"), "{}", one.stderr);
    assert!(!one.stderr.contains("P07") && !one.stderr.contains("identity"), "{}", one.stderr);
}

#[test]
fn a_draft_and_an_unreviewed_pack_are_never_released() {
    for flag in ["--draft", "--accept-proposed"] {
        let (_dir, case) = case_copy();
        decide_all(&case);
        close_gates(&case, &STRANGERS);
        assert_eq!(build(&case, &[flag]).code, 0, "{flag}");
        let refused = run(&case, "log", &["release"]);
        assert!(
            refused.code == 2 && refused.stderr.contains("draft or was not reviewed"),
            "{}",
            refused.stderr
        );
    }
}

#[test]
fn a_release_is_of_the_pack_that_was_built_and_of_nothing_that_changed_since() {
    let (_dir, case) = case_copy();
    decide_all(&case);
    close_gates(&case, &STRANGERS);
    assert_eq!(build(&case, &[]).code, 0);
    let (pack, toml) = (case.join("out/send/pack.pdf"), case.join("case.toml"));
    let refused = |what: &str| {
        let refused = run(&case, "log", &["release"]);
        assert!(refused.code == 1 && refused.stderr.contains(what), "{}", refused.stderr);
    };
    let good = fs::read(&pack).expect("the pack");
    fs::write(&pack, [&good[..], b"\n"].concat()).expect("written");
    refused("is not the pack that was built last");
    fs::write(&pack, &good).expect("written");
    let case_file = fs::read_to_string(&toml).expect("case.toml");
    append(&case, "\n# another thought\n");
    refused("changed after the pack was built");
    fs::write(&toml, case_file).expect("written");
    log(&case, &["release"]);
    let ledger = fs::read_to_string(case.join("history.jsonl")).expect("the ledger");
    let last = ledger.lines().last().expect("a line");
    let hash = blackpanel::sys::fs::sha256_hex(&good);
    assert!(last.contains("\"release\"") && last.contains(&hash), "the release names its pack: {last}");
}

#[test]
fn a_changed_decision_changes_the_pack_and_a_changed_document_leaves_orphans() {
    let (_dir, case) = case_copy();
    let mut rows = decide_all(&case);
    let [text, decision, exemption] = ["text", "decision", "decided exemption"].map(|c| column(&rows, c));
    for row in rows.iter_mut().skip(1) {
        if row[text].contains("Nasreen") {
            row[decision] = "keep".into();
        } else if row[text] == "Tom Braithwaite" {
            (row[decision], row[exemption]) = ("redact".into(), "TP".into());
        }
    }
    assert_eq!(decide(&case, &rows).code, 0);
    close_gates(&case, &STRANGERS);
    assert_eq!(build(&case, &[]).code, 0);
    let pack = pack_text(&case.join("out/send/pack.pdf"));
    assert!(pack.contains("Nasreen") && !pack.contains("Tom Braithwaite"));
    fs::write(case.join("documents/06 call notes.txt"), "Another note.\n").expect("written");
    let orphaned = build(&case, &["--force"]);
    assert_eq!(orphaned.code, 4, "{}", orphaned.stderr);
    assert!(orphaned.stderr.contains("no longer fits"), "{}", orphaned.stderr);
    assert!(list(&case).iter().any(|r| r[0].starts_with("decision-")), "orphans are listed");
}

#[test]
fn r13_r26_the_record_holds_the_case_whole_and_its_master_copy_is_still_legible() {
    let (dir, case) = case_copy();
    fs::create_dir(case.join("identity")).expect("a folder");
    fs::write(case.join("identity/passport.txt"), "P 1234567").expect("written");
    assert_eq!(build(&case, &["--accept-proposed"]).code, 0);
    let (ours, theirs) = (project("fixtures/demo-password.txt"), dir.path().join("identity-password"));
    fs::write(&theirs, "another-word\n").expect("written");
    let (ours, theirs) = (ours.to_str().expect("UTF-8"), theirs.to_str().expect("UTF-8"));
    let keep =
        || run(&case, "record", &["--password-file", ours, "--identity-password-file", theirs, "--force"]);
    assert_eq!(keep().code, 0, "{}", keep().stderr);
    let file = case.join("out/internal/record.zip");
    assert_eq!(run(&file, "record", &["--check", "--password-file", ours]).code, 0);
    assert_eq!(run(&file, "record", &["--check", "--password-file", theirs]).code, 5);
    let password = blackpanel::protect::read_password_file(Path::new(ours), None, None).expect("a password");
    let opened =
        blackpanel::protect::open_record(&fs::read(&file).expect("the file"), &password).expect("opens");
    let names: Vec<&str> = opened.parts.iter().map(|p| p.name.as_str()).collect();
    for part in [
        "manifest.json",
        "ledger/history.jsonl",
        "register/register.csv",
        "sent/pack.pdf",
        "originals/06 call notes.txt",
    ] {
        assert!(names.contains(&part), "{part}: {names:?}");
    }
    assert!(!names.iter().any(|n| n.contains("passport")) && opened.identity.is_some());
    let master =
        opened.parts.iter().find(|p| p.name.contains("call notes.txt.pdf")).expect("the master copy");
    let path = dir.path().join("master.pdf");
    fs::write(&path, &master.bytes).expect("written");
    let text = blackpanel(&["text".as_ref(), path.as_os_str()]).stdout;
    assert!(text.contains("Nasreen Akhtar") && text.contains("S2P3-16"), "legible, with its codes: {text}");
    append(&case, "\n# another thought\n");
    assert_eq!(keep().code, 1, "what changed after the build is not what was burned");
}

#[test]
fn a_spreadsheet_whose_ids_were_changed_is_refused_whole() {
    let (_dir, case) = case_copy();
    let mut rows = list(&case);
    let (id, decision) = (column(&rows, "id"), column(&rows, "decision"));
    rows.iter_mut().skip(1).for_each(|r| r[decision] = "redact".into());
    let before = fs::read(case.join("history.jsonl")).expect("the ledger");
    rows[2][id] = "6.93788E+15".into();
    let refused = decide(&case, &rows);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("decisions.csv (line 3)"), "{}", refused.stderr);
    assert_eq!(fs::read(case.join("history.jsonl")).expect("the ledger"), before, "nothing is taken");
}

#[test]
fn case_toml_as_an_editor_saves_it_is_read() {
    let (_dir, case) = case_copy();
    let toml = case.join("case.toml");
    let text = fs::read_to_string(&toml).expect("case.toml");
    let text = text.replace("\"HCS-SAR-2026-0142\"", "“HCS-SAR-2026-0142”").replace('\n', "\r\n");
    let utf16: Vec<u8> =
        "\u{feff}".chars().chain(text.chars()).map(|c| c as u16).flat_map(u16::to_le_bytes).collect();
    fs::remove_file(&toml).expect("removed");
    fs::write(case.join("case.toml.txt"), utf16).expect("written");
    let found = run(&case, "find", &[]);
    assert_eq!(found.code, 0, "{}", found.stderr);
    assert!(found.stderr.contains("is read as case.toml"), "{}", found.stderr);
}

#[test]
fn a_pattern_that_the_finder_would_pass_over_is_refused() {
    let (_dir, case) = case_copy();
    append(&case, "\n[find]\npatterns = [{ name = \"huge\", pattern = '(\\w{1,60}){1,9}x' }]\n");
    let found = run(&case, "find", &[]);
    assert_eq!(found.code, 2, "{}", found.stderr);
    assert!(found.stderr.contains("too large"), "{}", found.stderr);
}

#[test]
fn a_third_party_called_as_a_word_of_our_own_letter_stops_no_build() {
    // a word of the letter and of the key, and one that the name of a font had
    for name in ["Mark", "Sans"] {
        let (_dir, case) = case_copy();
        fs::remove_file(case.join("history.jsonl")).expect("decisions about other documents");
        let letter = format!("My neighbour {name} Hartley shouted.\n\nI told {name} to stop.\n");
        for old in fs::read_dir(case.join("documents")).expect("documents").flatten() {
            fs::remove_file(old.path()).expect("removed");
        }
        fs::write(case.join("documents/01 letter.txt"), letter).expect("written");
        let built = build(&case, &["--accept-proposed"]);
        assert_eq!(built.code, 0, "{name}: {}", built.stderr);
        let words = pack_text(&case.join("out/send/pack.pdf"));
        assert!(words.contains("I told") && !words.contains(&format!("I told {name}")), "{name}");
    }
}

#[test]
fn an_attached_copy_of_a_proof_of_identity_never_enters_a_pack() {
    let (_dir, case) = case_copy();
    fs::create_dir(case.join("identity")).expect("made");
    fs::write(case.join("identity/passport.txt"), "PASSPORT OF NOBODY\n").expect("written");
    let mail = "From: Desk <desk@example.org>\r\nTo: Office <office@example.net>\r\nSubject: proof\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nAttached.\r\n\
        --b\r\nContent-Type: text/plain; name=proof.txt\r\nContent-Disposition: attachment; filename=proof.txt\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nUEFTU1BPUlQgT0YgTk9CT0RZCg==\r\n--b--\r\n";
    fs::write(case.join("documents/10 proof.eml"), mail).expect("written");
    let built = build(&case, &["--accept-proposed"]);
    assert_eq!(built.code, 2, "{}", built.stderr);
    assert!(built.stderr.contains("proof.txt: is a copy of a file in identity/"), "{}", built.stderr);
    append(
        &case,
        "\n[[document]]\nfile = \"10 proof.eml!1/proof.txt\"\ndecision = \"exclude\"\nreason = \"Identity.\"\n",
    );
    let built = build(&case, &["--accept-proposed"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    assert!(!pack_text(&case.join("out/send/pack.pdf")).contains("PASSPORT"));
}

#[test]
fn a_new_password_opens_the_pack_and_stands_in_its_receipt() {
    let (dir, case) = case_copy();
    assert_eq!(build(&case, &["--accept-proposed"]).code, 0);
    let (pack, old) = (case.join("out/send/pack.pdf"), project("fixtures/demo-password.txt"));
    let args = ["build".as_ref(), case.as_os_str(), "--new-password".as_ref()];
    let args = [&args[..], &["--password-file".as_ref(), old.as_os_str()]].concat();
    assert_eq!(blackpanel_fed(&args, b"\r\n").code, 2, "an empty password is none");
    let renewed = blackpanel_fed(&args, "brand new pass\r\n".as_bytes());
    assert_eq!(renewed.code, 0, "{}", renewed.stderr);
    let new = dir.path().join("new.txt");
    fs::write(&new, "brand new pass").expect("written");
    assert_eq!((text(&pack, &new).code, text(&pack, &old).code), (0, 5));
    let receipt = fs::read_to_string(case.join("out/internal/receipt.json")).expect("the receipt");
    let hash = blackpanel::sys::fs::sha256_hex(&fs::read(&pack).expect("the pack"));
    assert!(receipt.contains(&hash), "the receipt is of this pack");
}

#[test]
fn json_is_json_lines_with_a_type_everywhere() {
    let (_dir, case) = case_copy();
    let note = case.join("documents/06 call notes.txt");
    let (case, note) = (case.to_str().expect("utf-8"), note.to_str().expect("utf-8"));
    for args in [
        vec!["find", case],
        vec!["find", "--plain", note],
        vec!["text", note],
        vec!["codes"],
        vec!["list", case, "--csv"],
        vec!["decide", case, "--looked-at", "nothing.pdf"],
        vec!["build", "/no/such/case"],
        vec!["verify", "--explain", "R001"],
        vec!["man"],
        vec!["review", "/no/such/case"],
        vec![],
    ] {
        let run = blackpanel(&[vec!["--json"], args.clone()].concat());
        assert!(!run.stdout.trim().is_empty(), "{args:?} says nothing");
        for line in run.stdout.lines() {
            let object: serde_json::Value = serde_json::from_str(line).expect("JSON");
            assert!(object["type"].is_string(), "{args:?}: {line}");
        }
    }
}

#[test]
fn a_finding_has_the_fields_of_the_readme_and_its_text_only_when_asked() {
    let (_dir, case) = case_copy();
    let fields = [
        "boxes",
        "document",
        "exemption",
        "id",
        "kind",
        "page",
        "person",
        "proposal",
        "reason",
        "tier",
        "type",
    ];
    for (more, text) in [(&["--json"][..], false), (&["--json", "--show-text"], true)] {
        let found = run(&case, "find", more);
        let first = found.stdout.lines().find(|l| l.contains("\"type\":\"finding\"")).expect("a finding");
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(first).expect("JSON");
        assert_eq!(object.contains_key("text"), text);
        let mut names: Vec<&str> = object.keys().map(String::as_str).filter(|k| *k != "text").collect();
        names.sort_unstable();
        assert_eq!(names, fields);
    }
}

#[test]
fn what_a_killed_build_left_beside_the_pack_is_swept_at_the_next_start() {
    let (_dir, case) = case_copy();
    let left = case.join("out/send/.pack.pdf.partial");
    fs::create_dir_all(left.parent().expect("send")).expect("made");
    fs::write(&left, b"sealed and never verified").expect("written");
    assert_eq!(build(&case, &[]).code, 4);
    assert!(!left.exists());
}

#[test]
fn an_output_folder_that_cannot_be_written_and_an_unfit_password_leave_nothing() {
    let (dir, case) = case_copy();
    let file = dir.path().join("a file");
    fs::write(&file, b"mine").expect("written");
    let out = file.join("out");
    let refused = build(&case, &["--accept-proposed", "--out", out.to_str().expect("utf-8")]);
    assert_eq!((refused.code, fs::read(&file).expect("mine").as_slice()), (2, b"mine".as_slice()));
    let inside = case.join("password.txt");
    for (path, words) in [(&inside, "inside the case"), (&dir.path().join("empty.txt"), "is empty")] {
        let bytes: &[u8] = if path == &inside { b"a good password" } else { b"\xef\xbb\xbf\r\n" };
        fs::write(path, bytes).expect("written");
        let refused =
            run(&case, "build", &["--accept-proposed", "--password-file", path.to_str().expect("utf-8")]);
        assert_eq!(refused.code, 2, "{}", refused.stderr);
        assert!(refused.stderr.contains(words), "{}", refused.stderr);
    }
    assert!(!case.join("out").exists());
}

#[test]
fn a_build_killed_at_any_moment_leaves_no_unverified_pack_and_no_plain_text() {
    let (_dir, case) = case_copy();
    let original = fs::read(case.join("documents/06 call notes.txt")).expect("the note");
    for wait in [20, 90, 200, 350, 600] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_blackpanel"))
            .args([
                "build".as_ref(),
                case.as_os_str(),
                "--accept-proposed".as_ref(),
                "--password-file".as_ref(),
            ])
            .arg(project("fixtures/demo-password.txt"))
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().expect("killed");
        let ended = child.wait().expect("it ends");
        assert!(ended.success() || !case.join("out/send/pack.pdf").exists(), "after {wait} ms");
        for folder in [case.join(".blackpanel"), case.join("out")] {
            assert_no_plain_text(&folder);
        }
        let _ = fs::remove_dir_all(case.join("out"));
    }
    assert_eq!(fs::read(case.join("documents/06 call notes.txt")).expect("the note"), original);
    assert_eq!(build(&case, &["--accept-proposed"]).code, 0, "the next start goes on");
}

fn assert_no_plain_text(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        // what is kept of the sources is as confidential as they are, and lies beside them
        if path.ends_with(".blackpanel/work/cache") {
            continue;
        }
        if path.is_dir() {
            assert_no_plain_text(&path);
            continue;
        }
        let bytes = fs::read(&path).expect("readable");
        for name in ["Whitlock", "Nasreen", "07700 900418"] {
            let there = bytes.windows(name.len()).any(|w| w == name.as_bytes());
            assert!(!there, "{name} is left in {}", path.display());
        }
    }
}

#[test]
fn wrong_usage_is_json_for_those_who_asked_for_json() {
    let run = blackpanel(&["redact", "--json", "--no-such-flag=Quillfeather"]);
    assert_eq!(run.code, 2);
    let line: serde_json::Value = serde_json::from_str(run.stdout.trim()).expect("a line of JSON");
    assert_eq!(line["type"], "problem");
    assert!(!run.stdout.contains("Quillfeather") && run.stderr.is_empty(), "{}", run.stderr);
}

#[test]
fn find_shows_people_then_identifiers_then_what_to_check_and_names_only_when_asked() {
    let (_dir, case) = case_copy();
    let shown = run(&case, "find", &["--show-text"]);
    let bare = run(&case, "find", &[]);
    assert_eq!((shown.code, bare.code), (0, 0), "{}", shown.stderr);
    assert!(shown.stdout.contains("Dennis Whitlock") && !bare.stdout.contains("Whitlock"), "{}", bare.stdout);
    let at = |words: &str| bare.stdout.find(words).unwrap_or_else(|| panic!("{words}: {}", bare.stdout));
    let (people, identifiers, check) = (at("P01"), at("\nidentifiers:"), at("\ncheck this:"));
    assert!(people < identifiers && identifiers < check);
    for words in ["first seen", "the data subject", "third party", "professional", "child"] {
        assert!(at(words) < identifiers, "{words}");
    }
    let json = run(&case, "find", &["--json"]);
    let people = json.stdout.lines().filter(|l| l.contains("\"type\":\"person\""));
    assert!(people.clone().count() >= 7 && people.clone().all(|l| l.contains("\"role\"")), "{}", json.stdout);
}

#[test]
fn one_row_of_the_list_decides_a_person_in_the_pack() {
    let (_dir, case) = case_copy();
    let mut rows = list(&case);
    let [text, kind, decision, exemption] =
        ["text", "kind", "decision", "decided exemption"].map(|c| column(&rows, c));
    let everybody = rows.iter().position(|r| r[kind] == "all mentions" && r[text] == "Tom Braithwaite");
    let row = &mut rows[everybody.expect("a row for him")];
    (row[decision], row[exemption]) = ("redact".into(), "TP".into());
    let taken = decide(&case, &rows);
    assert_eq!(taken.code, 0, "{}", taken.stderr);
    let built = build(&case, &["--accept-proposed"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let pack = pack_text(&case.join("out/send/pack.pdf"));
    assert!(!pack.contains("Braithwaite"), "one row, every mention");
}
