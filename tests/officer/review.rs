//! The review page from the browser's side: who comes in, what is decided, what is kept when everything breaks.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::support::browser::Browser;
use super::support::program::{blackpanel, close_gates, project};

const LETTER: &str = "Dear Ann Lee,\n\nJo Bloggs told us that Kay Fox of 12 Mill Lane, Preston PR1 2AB has the keys.\n\
    Kay Fox can be reached on 07700 900852 or at kay.fox@example.com.\n<script>alert(1)</script> <b>Bo Reed</b>\n";
const NOTES: &str = "Ann Lee rang. She said that Kay Fox was there. Call 07700 900852.\n";

/// A case of two short texts about Ann Lee, in which Kay Fox is listed and Jo Bloggs is not.
fn case() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let case = dir.path().join("case");
    fs::create_dir_all(case.join("documents")).expect("folders");
    let toml = "schema = 1\n[request]\nreference = \"R-1\"\nreceived = 2026-09-28\nsummary = \"All about me\"\n\
        [data_subject]\nname = \"Ann Lee\"\n[[party]]\nname = \"Kay Fox\"\nrole = \"third-party\"\n";
    fs::write(case.join("case.toml"), toml).expect("written");
    fs::write(case.join("documents/letter.txt"), LETTER).expect("written");
    fs::write(case.join("documents/notes.txt"), NOTES).expect("written");
    (dir, case)
}

/// The first finding of a text.
fn of_text<'f>(findings: &'f [Value], text: &str) -> &'f Value {
    let found = findings.iter().find(|f| f["text"] == text);
    found.unwrap_or_else(|| panic!("{text} is not among {findings:?}"))
}

fn history(case: &Path) -> String {
    fs::read_to_string(case.join("history.jsonl")).unwrap_or_default()
}

#[test]
fn only_the_browser_with_the_token_comes_in_and_only_from_here() {
    let (_dir, case) = case();
    let browser = Browser::start(&case, &[]);
    let line = |line: &str, headers: &str| browser.raw(&format!("{line} HTTP/1.1\r\n{headers}\r\n")).status;
    let (own, port) = (browser.headers(&browser.cookie), browser.port);
    assert_eq!(line(&format!("GET /?token={}", browser.token), &browser.headers("")), 403, "used once");
    assert_eq!(line("GET /", &browser.headers("")), 401);
    assert_eq!(line("GET /api/state", &browser.headers(&format!("blackpanel-{port}=0"))), 401);
    assert_eq!(line("GET /", &own.replace("127.0.0.1", "localhost")), 421);
    assert_eq!(line("GET /", &own), 200);
    let post = |origin: &str| {
        line(
            "POST /api/take",
            &format!("{own}{origin}Content-Type: application/json\r\nContent-Length: 0\r\n"),
        )
    };
    assert_eq!(post(""), 403);
    assert_eq!(post("Origin: http://evil.example\r\n"), 403);
    assert_eq!(post(&format!("Origin: http://127.0.0.1:{}\r\n", port.wrapping_add(1))), 403);
    assert_eq!(post(&format!("Origin: http://127.0.0.1:{port}\r\n")), 200);
}

#[test]
fn what_is_too_long_is_refused_and_what_is_too_slow_holds_nobody_up() {
    let (_dir, case) = case();
    let browser = Browser::start(&case, &[]);
    let idle: Vec<_> = (0..20)
        .map(|_| std::net::TcpStream::connect(("127.0.0.1", browser.port)).expect("connected"))
        .collect();
    assert_eq!(browser.post_bytes("/api/decide", &vec![b' '; (4 << 20) + 1]).status, 413);
    let long =
        format!("GET / HTTP/1.1\r\n{}A: {}\r\n\r\n", browser.headers(&browser.cookie), "a".repeat(20_000));
    assert_eq!(browser.raw(&long).status, 431);
    assert_eq!(browser.post_bytes("/api/decide", b"{").status, 400);
    assert_eq!(browser.get("/api/beat").status, 200);
    drop(idle);
}

#[test]
fn no_file_is_served_but_those_of_the_page() {
    let (_dir, case) = case();
    let browser = Browser::open(&case, &[]);
    for target in [
        "/case.toml",
        "/documents/letter.txt",
        "/assets/../case.toml",
        "/assets/..%2fcase.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd",
        "/assets/",
        "/assets/mod.rs",
        "/../../etc/passwd",
        "/page/0",
        "/page/-1",
        "/page/1x",
        "/api/",
    ] {
        assert_eq!(browser.get(target).status, 404, "{target}");
    }
    for (target, kind) in [
        ("/", "text/html"),
        ("/assets/main.js", "text/javascript"),
        ("/assets/style.css", "text/css"),
        ("/favicon.ico", "image/svg+xml"),
        ("/page/1", "image/png"),
        ("/api/state", "application/json"),
        ("/api/findings", "application/json"),
        ("/api/page/1", "application/json"),
        ("/api/attack/1", "application/json"),
    ] {
        let answer = browser.get(target);
        assert_eq!(answer.status, 200, "{target}: {}", String::from_utf8_lossy(&answer.body));
        assert!(answer.head.contains(&format!("Content-Type: {kind}")), "{target}: {}", answer.head);
        for header in ["default-src 'none'", "no-store", "nosniff", "no-referrer"] {
            assert!(answer.head.contains(header), "{target}: {header}");
        }
    }
    let shell = fs::read(project("src/review/page/index.html")).expect("the page");
    assert_eq!(browser.get("/").body, shell, "the shell holds nothing of the case");
    let state = browser.get("/api/findings");
    assert!(String::from_utf8_lossy(&state.body).contains("<script>"), "as JSON, not as markup");
}

#[test]
fn a_decision_on_an_old_revision_is_not_taken() {
    let (_dir, case) = case();
    let browser = Browser::open(&case, &[]);
    let findings = browser.findings();
    let id = &of_text(&findings, "Jo Bloggs")["id"];
    let decide = |rev: u64| {
        let action = json!({ "scope": "finding", "ids": [id], "ruling": "redact" });
        browser.post("/api/decide", &json!({ "rev": rev, "actions": [action] }))
    };
    let rev = browser.rev();
    assert_eq!(decide(rev).status, 200);
    let before = history(&case);
    let late = decide(rev);
    assert_eq!((late.status, late.json()["error"]["rev"].as_u64()), (409, Some(rev + 1)));
    assert_eq!(history(&case), before);
}

#[test]
fn undo_and_redo_go_as_far_as_decisions_do_and_a_bulk_is_one_step() {
    let (_dir, case) = case();
    let browser = Browser::open(&case, &[]);
    let findings = browser.findings();
    let phone = of_text(&findings, "07700 900852")["id"].clone();
    let counts = || browser.get("/api/state?brief=1").json()["counts"].clone();
    let start = counts();
    let mut seen = vec![start.clone()];
    for action in [
        json!({ "scope": "finding", "ids": [of_text(&findings, "Jo Bloggs")["id"]], "ruling": "redact" }),
        json!({ "scope": "text", "ids": [phone], "ruling": "keep" }),
        json!({ "scope": "page", "n": 1, "ruling": "redact" }),
        json!({ "scope": "box", "n": 2, "rect": [72.0, 72.0, 120.0, 90.0], "ruling": "redact" }),
        json!({ "scope": "page", "n": 2, "ruling": "withhold" }),
    ] {
        let preview = browser.done("/api/preview", &json!({ "actions": [action] }));
        let told = browser.decide(action.clone());
        assert_eq!(preview["count"], told["changed"].as_array().expect("changed").len(), "{action}");
        seen.push(counts());
    }
    let step = |target: &str| browser.done(target, &json!({ "rev": browser.rev() }));
    for want in seen.iter().rev().skip(1) {
        step("/api/undo");
        assert_eq!(counts(), *want);
    }
    assert_eq!(browser.post("/api/undo", &json!({ "rev": browser.rev() })).status, 404);
    for want in seen.iter().skip(1) {
        step("/api/redo");
        assert_eq!(counts(), *want);
    }
    assert_eq!(browser.post("/api/redo", &json!({ "rev": browser.rev() })).status, 404);
    assert_ne!(counts(), start);
}

#[test]
fn a_drawn_box_is_a_finding_that_can_be_taken_back_and_takes_nothing_with_it() {
    let (_dir, case) = case();
    let browser = Browser::open(&case, &[]);
    let open = browser.get("/api/state?brief=1").json()["counts"]["undecided"].clone();
    let words = browser.get("/api/page/1").json()["words"].clone();
    let word = words.as_array().expect("words").iter().find(|w| w[4] == "keys.").expect("the word").clone();
    let told = browser.decide(json!({ "scope": "words", "n": 1, "boxes": [[word[0], word[1], word[2], word[3]]], "ruling": "redact" }));
    let added = &told["added"][0];
    assert_eq!((added["kind"].as_str(), added["text"].as_str()), (Some("drawn"), Some("keys.")));
    let attacked = browser.get("/api/attack/1").json();
    assert!(!attacked["copied"].as_str().expect("text").contains("keys."), "it is gone once burned");
    let told = browser.decide(json!({ "scope": "finding", "ids": [added["id"]], "ruling": "keep" }));
    assert_eq!(told["removed"], json!([added["id"]]));
    assert_eq!(told["counts"]["undecided"], open);
    assert!(browser.get("/api/attack/1").json()["copied"].as_str().expect("text").contains("keys."));
}

#[test]
fn one_window_writes_and_the_others_look_until_they_take_the_pen() {
    let (_dir, case) = case();
    let mut browser = Browser::open(&case, &[]);
    let id = of_text(&browser.findings(), "Jo Bloggs")["id"].clone();
    let action = json!({ "scope": "finding", "ids": [id], "ruling": "redact" });
    let body = json!({ "rev": browser.rev(), "actions": [action] });
    browser.window = "w2".into();
    let state = browser.get("/api/state").json();
    assert_eq!((state["read_only"].as_bool(), state["read_only_why"].as_str()), (Some(true), Some("window")));
    assert_eq!(browser.post("/api/decide", &body).status, 423);
    browser.done("/api/take", &json!({}));
    assert_eq!(browser.post("/api/decide", &body).status, 200);
    browser.window = "w1".into();
    assert_eq!(browser.get("/api/beat").json()["read_only"], true);
    browser.done("/api/bye", &json!({ "window": "w2" }));
    assert_eq!(browser.get("/api/beat").json()["read_only"], false, "the pen lies free");
}

#[test]
fn a_second_program_looks_only_and_sees_what_the_first_decides() {
    let (_dir, case) = case();
    let first = Browser::open(&case, &[]);
    let second = Browser::open(&case, &[]);
    let findings = second.findings();
    let id = &of_text(&findings, "Jo Bloggs")["id"];
    let action = json!({ "scope": "finding", "ids": [id], "ruling": "redact" });
    assert_eq!(second.get("/api/beat").json()["read_only_why"], "process");
    let refused = second.post("/api/decide", &json!({ "rev": second.rev(), "actions": [action] }));
    assert_eq!(refused.status, 423);
    first.decide(action);
    second.get("/api/state?brief=1");
    assert_eq!(of_text(&second.findings(), "Jo Bloggs")["decision"], "redact");
    assert_eq!(Browser::open(&case, &["--read-only"]).get("/api/beat").json()["read_only_why"], "asked");
}

#[test]
fn what_was_acknowledged_is_there_after_kill_9() {
    let (_dir, case) = case();
    for round in 0..3 {
        let mut browser = Browser::open(&case, &[]);
        let findings = browser.findings();
        let one = findings.iter().find(|f| f["decision"].is_null());
        let Some(id) = one.map(|f| f["id"].clone()) else { break };
        browser.decide(
            json!({ "scope": "finding", "ids": [id], "ruling": "keep", "reason": format!("round {round}") }),
        );
        browser.kill();
        assert!(history(&case).contains(&format!("round {round}")), "on disk before it was acknowledged");
        let again = Browser::open(&case, &[]);
        let findings = again.findings();
        let kept = findings.iter().find(|f| f["id"] == id).expect("the finding");
        assert_eq!((kept["decision"].as_str(), kept["by"].as_str()), (Some("keep"), Some("finding")));
        assert_eq!(again.get("/api/state?brief=1").json()["can_undo"], "Kept 1 finding");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_is_the_end_of_a_review_and_no_failure() {
    let (_dir, case) = case();
    let mut browser = Browser::open(&case, &[]);
    assert_eq!(browser.interrupt(), Some(0));
    let listed = blackpanel(&["find".as_ref(), case.as_os_str()]);
    assert_eq!(listed.code, 0, "the case is free again: {}", listed.stderr);
}

#[test]
fn nothing_of_a_document_stands_in_what_the_program_says() {
    let (_dir, case) = case();
    let browser = Browser::open(&case, &[]);
    for target in [
        "/api/state",
        "/api/findings",
        "/api/page/1",
        "/page/1",
        "/page/1?view=burned",
        "/api/attack/1",
        "/api/findings?ids=Bloggs",
    ] {
        browser.get(target);
    }
    browser.post("/api/search", &json!({ "query": "Kay Fox" }));
    browser.post("/api/search", &json!({ "query": "(Bloggs", "regex": true }));
    browser.post_bytes("/api/decide", b"{\"rev\":0,\"actions\":[{\"scope\":\"Bloggs\"}]}");
    let said = browser.said();
    for word in ["Bloggs", "Fox", "07700", "Lee", "script"] {
        assert!(!said.contains(word), "{word} in {said}");
    }
}

#[test]
fn search_finds_words_in_every_writing_and_whole_words_only_where_asked() {
    let (_dir, case) = case();
    let browser = Browser::open(&case, &[]);
    let count = |query: &str, whole_word: bool, regex: bool| {
        let asked = json!({ "query": query, "whole_word": whole_word, "regex": regex });
        browser.done("/api/search", &asked)["count"].as_u64().expect("a count")
    };
    assert_eq!(count("KAY FOX", false, false), 4, "the address kay.fox@… among them");
    assert_eq!((count("key", false, false), count("key", true, false)), (1, 0));
    assert_eq!(count(r"\bPR\d", false, true), 1);
    assert_eq!(browser.post("/api/search", &json!({ "query": "(", "regex": true })).status, 400);
    let met = browser.done("/api/search", &json!({ "query": "Kay Fox" }))["matches"].clone();
    let matches: Vec<Value> = met
        .as_array()
        .expect("matches")
        .iter()
        .map(|m| json!({ "n": m["n"], "boxes": m["boxes"] }))
        .collect();
    let told = browser.decide(json!({ "scope": "words", "matches": matches, "ruling": "redact" }));
    assert!(told["added"].as_array().expect("added").len() >= 3);
    for n in 1..=2 {
        let attacked = browser.get(&format!("/api/attack/{n}")).json();
        assert!(!attacked["copied"].as_str().expect("text").contains("Fox "), "{attacked}");
    }
}

/// The register's rows: page of the pack and box of each panel.
fn registered(case: &Path) -> Vec<(String, [f64; 4])> {
    let file = fs::read_to_string(case.join("out/internal/register.csv")).expect("the register");
    let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().expect("headings").clone();
    let at =
        |name: &str| heads.iter().position(|h| h == name).unwrap_or_else(|| panic!("{name} in {heads:?}"));
    let (document, area) = (at("document"), at("box"));
    // a document has a row of its own, without a box
    let row = |r: csv::StringRecord| {
        if r[area].is_empty() {
            return None;
        }
        let numbers: Vec<f64> = r[area].split([',', ' ']).filter_map(|n| n.trim().parse().ok()).collect();
        Some((r[document].to_owned(), numbers.try_into().expect("four numbers")))
    };
    reader.records().filter_map(|r| row(r.expect("a row"))).collect()
}

#[test]
fn a_case_goes_from_the_page_to_the_pack_and_what_was_shown_is_what_was_burned() {
    let (_dir, case) = case();
    close_gates(&case, &["Jo Bloggs", "Bo Reed", "Kay Fox"]);
    let browser = Browser::open(&case, &[]);
    for n in [1, 2] {
        browser.decide(json!({ "scope": "page", "n": n, "ruling": "redact", "reason": "another person's" }));
    }
    browser
        .decide(json!({ "scope": "box", "n": 2, "rect": [300.0, 300.0, 340.0, 320.0], "ruling": "redact" }));
    let state = browser.get("/api/state").json();
    assert_eq!((state["counts"]["undecided"].as_u64(), &state["blockers"]), (Some(0), &json!([])));
    let shown = |n: u32| {
        browser.get(&format!("/api/panels/{n}")).json()["panels"].as_array().expect("panels").clone()
    };
    let mut boxes: Vec<(String, [f64; 4])> = Vec::new();
    for (n, document) in [(1, "letter.txt"), (2, "notes.txt")] {
        for panel in shown(n) {
            boxes.push((document.to_owned(), serde_json::from_value(panel["rect"].clone()).expect("a box")));
        }
    }
    let answer = browser.post("/api/build", &json!({ "password": "correct horse battery staple" }));
    assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
    let done = loop {
        let progress = browser.get("/api/progress").json();
        if progress["running"] == false {
            break progress;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    };
    assert_eq!(done["exit"], 0, "{done}");
    assert!(!browser.said().contains("battery"));
    let burned = registered(&case);
    assert_eq!(burned.len(), boxes.len(), "{burned:?} {boxes:?}");
    for (document, area) in &burned {
        // a pixel at 96 dots per inch is three quarters of a point
        let near = |other: &&(String, [f64; 4])| {
            other.0 == *document && other.1.iter().zip(area).all(|(a, b)| (a - b).abs() <= 0.75)
        };
        assert!(boxes.iter().any(|b| near(&b)), "{document} {area:?} was not shown: {boxes:?}");
    }
    for (n, document) in [(1, "letter.txt"), (2, "notes.txt")] {
        let picture = browser.get(&format!("/page/{n}?dpi=96&view=burned"));
        let (width, pixels) = decoded(&picture.body);
        for (_, [x0, y0, x1, y1]) in burned.iter().filter(|b| b.0 == document) {
            let at = |x: f64, y: f64| {
                pixels[((y * 96.0 / 72.0) as usize * width + (x * 96.0 / 72.0) as usize) * 3]
            };
            assert_eq!(
                [at(x0 + 1.0, y0 + 1.0), at(x1 - 1.5, y1 - 1.5)],
                [0, 0],
                "{document}: black to its corners"
            );
            let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
            let beyond = [at(x0 - 2.0, y), at(x1 + 2.0, y), at(x, y0 - 2.0), at(x, y1 + 2.0)];
            assert!(
                beyond.iter().any(|sample| *sample > 200),
                "{document}: not beyond, but for letters: {beyond:?}"
            );
        }
    }
    assert_eq!(browser.get("/api/beat").json()["read_only"], false, "the case is taken again");
    browser.done("/api/undo", &json!({ "rev": browser.rev() }));
}

/// Width and samples of an RGB picture.
fn decoded(file: &[u8]) -> (usize, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a picture");
    let mut pixels = vec![0; reader.output_buffer_size().expect("its size")];
    let info = reader.next_frame(&mut pixels).expect("its samples");
    (info.width as usize, pixels)
}

#[test]
fn from_an_empty_start_page_a_folder_becomes_a_case_that_opens() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("letter.txt"), LETTER).expect("written");
    let browser = Browser::start(Path::new("--port=0"), &[]);
    assert_eq!(browser.get("/api/state").json()["mode"], "start");
    let seen = browser.done("/api/start/look", &json!({ "folder": dir.path() }));
    assert_eq!(
        (seen["is_case"].as_bool(), seen["loose"].as_u64(), &seen["kinds"]["txt"]),
        (Some(false), Some(1), &json!(1))
    );
    let form = |name: &str| {
        json!({ "folder": dir.path(), "copy_loose": true, "data_subject": { "name": name },
            "request": { "reference": "R-2", "received": "2026-09-28", "summary": "All" } })
    };
    let wrong = browser.post("/api/start/case", &form(""));
    assert_eq!(wrong.status, 400);
    assert!(!wrong.json()["error"]["problems"].as_array().expect("problems").is_empty());
    browser.done("/api/start/case", &form("Ann Lee"));
    assert_eq!(browser.post("/api/start/case", &form("Ann Lee")).status, 409);
    browser.done("/api/start/open", &json!({ "folder": dir.path() }));
    browser.until_read();
    assert_eq!(of_text(&browser.findings(), "Ann Lee")["decision"], "keep");
    browser.done("/api/close", &json!({}));
    assert_eq!(browser.get("/api/beat").json()["mode"], "start");
}
