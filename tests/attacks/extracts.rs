//! Extracts: of a document of which a part is disclosed, nothing else is in any byte of the pack.

use std::fs;
use std::path::{Path, PathBuf};

use super::build::{Maker, SECRET};
use super::grep;
use super::support::program::{Run, pack_text_clear, run};

/// A case about Teresa Kowalska with one document, what `case.toml` says of it, and no password.
fn case(name: &str, bytes: &[u8], rule: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let case = dir.path().join("case");
    fs::create_dir_all(case.join("documents")).expect("made");
    fs::write(case.join("documents").join(name), bytes).expect("written");
    let toml = format!(
        "schema = 1\n[request]\nreference = \"R-1\"\nreceived = 2026-09-28\nsummary = \"All of it.\"\n\
         [data_subject]\nname = \"Teresa Kowalska\"\n[security]\npassword = \"never\"\nreason = \"A test.\"\n\
         [[document]]\nfile = \"{name}\"\n{rule}\n"
    );
    fs::write(case.join("case.toml"), toml).expect("written");
    (dir, case)
}

fn build(case: &Path) -> Run {
    run(case, "build", &["--accept-proposed"])
}

/// The words of the pack, when nothing of the secret is in any byte of it.
fn extract(name: &str, bytes: &[u8], rule: &str) -> String {
    let (_dir, case) = case(name, bytes, rule);
    let run = build(&case);
    assert_eq!(run.code, 0, "{name} {rule}: {}{}", run.stdout, run.stderr);
    let pack = case.join("out/send/pack.pdf");
    grep::search(&fs::read(&pack).expect("the pack"))
        .unwrap_or_else(|found| panic!("{name} {rule}: {found}"));
    pack_text_clear(&pack)
}

fn line(y: u32, words: &str) -> String {
    format!("BT /F1 12 Tf 72 {y} Td ({words}) Tj ET ")
}

/// Three pages, of which the second is about the requester.
fn minutes() -> Vec<u8> {
    let secret = line(700, &format!("{SECRET} asked for a garden"));
    let mut maker = Maker::new();
    maker = maker.content(&secret);
    maker = maker.content(line(700, "Teresa Kowalska reported the leak"));
    maker.content(&secret).finish()
}

#[test]
fn of_pages_only_those_named_are_in_the_pack() {
    let words = extract("minutes.pdf", &minutes(), "extract = { pages = \"2\" }");
    assert!(words.contains("Teresa Kowalska reported the leak"), "{words}");
    assert!(words.contains("Extract: page 2 of 3 · R-1 · page"), "{words}");
    assert!(!words.contains("garden"), "{words}");
}

#[test]
fn whom_only_the_rows_left_out_name_was_not_known_in_other_documents() {
    let table = "Name,Phone\nTom Hill,none\nTeresa Kowalska,none\n";
    let (_dir, case) = case("rent.csv", table.as_bytes(), "extract = { rows = \"3\" }");
    let letter = "Dear Teresa Kowalska,\n\nYour rent is late.\n\nregards Tom Hill\n";
    fs::write(case.join("documents/letter.txt"), letter).expect("written");
    assert_eq!(build(&case).code, 0);
    let words = pack_text_clear(&case.join("out/send/pack.pdf"));
    assert!(words.contains("Your rent is late") && !words.contains("Tom Hill"), "{words}");
}

#[test]
fn of_a_table_only_the_header_and_the_rows_named_are_in_the_pack() {
    let table = format!(
        "Date,Tenant,Note\n1 May,{SECRET},parking\n\n2 May,Teresa Kowalska,leak\n3 May,Someone,{SECRET} rang\n"
    );
    let words = extract("log.csv", table.as_bytes(), "extract = { rows = \"4\" }");
    for kept in
        ["Date", "Tenant", "2 May", "Teresa Kowalska", "leak", "Extract: row 4", "2 rows outside the extract"]
    {
        assert!(words.contains(kept), "{kept}: {words}");
    }
    assert!(!words.contains("parking") && !words.contains("rang"), "{words}");
}

#[test]
fn around_a_box_text_pictures_and_paths_are_gone() {
    let mut maker = Maker::new();
    let mut samples = vec![0x80_u8; 40 * 20];
    samples[600..600 + SECRET.len()].copy_from_slice(SECRET.as_bytes());
    let entries =
        "/Type /XObject /Subtype /Image /Width 40 /Height 20 /BitsPerComponent 8 /ColorSpace /DeviceGray";
    let straddles = maker.stream(entries, &samples);
    let outside = maker.stream(entries, &samples);
    maker.resources = format!("/XObject << /A {straddles} 0 R /B {outside} 0 R >>");
    let content = line(760, &format!("{SECRET} above"))
        + &line(600, "Teresa Kowalska reported the leak")
        + &line(560, &format!("{SECRET} below"))
        + "q 200 0 0 60 300 550 cm /A Do Q q 100 0 0 50 72 300 cm /B Do Q "
        + "100 400 m 123.4567 345.6789 l 150 400 222.2 432.1 180 410 c 1 w S 90 90 77.125 33.0625 re f ";
    let bytes = maker.content(content).finish();
    let rule = "extract = { box = \"1:60,180,590,215\" }";
    let words = extract("page.pdf", &bytes, rule);
    assert!(words.contains("Teresa Kowalska reported the leak"), "{words}");
    assert!(words.contains("Extract: part of page 1 of 1"), "{words}");
    assert!(!words.contains("above") && !words.contains("below"), "{words}");
    let (_dir, case) = case("page.pdf", &bytes, rule);
    assert_eq!(build(&case).code, 0);
    let pack = lopdf::Document::load(case.join("out/send/pack.pdf")).expect("the pack");
    let (number, page) = pack.get_pages().into_iter().next_back().expect("a page");
    let drawn = String::from_utf8_lossy(&pack.get_page_content(page)).into_owned();
    for gone in ["123.4567", "345.6789", "77.125"] {
        assert!(!drawn.contains(gone), "page {number} still draws {gone}");
    }
}

#[test]
fn an_extract_of_what_is_not_there_stops_with_words() {
    for (name, rule, code, said) in [
        ("minutes.pdf", "extract = { pages = \"2-4\" }", 2, "it has 3 pages"),
        ("minutes.pdf", "extract = { box = \"1:700,10,800,20\" }", 2, "lies outside the page"),
        ("minutes.pdf", "extract = { rows = \"2\" }", 3, "is no table"),
        ("log.csv", "extract = { rows = \"9\" }", 3, "its last is row 2"),
        ("log.csv", "extract = { rows = \"Contacts!2\" }", 3, "names a sheet, and the file has none"),
    ] {
        let bytes = if name == "log.csv" { b"a,b\n1,2\n".to_vec() } else { minutes() };
        let (_dir, case) = case(name, &bytes, rule);
        let run = build(&case);
        assert!(run.code == code && run.stderr.contains(said), "{rule}: {} {}", run.code, run.stderr);
        assert!(!case.join("out/send/pack.pdf").exists());
    }
}

#[test]
fn what_is_attached_to_an_extract_is_outside_of_it() {
    let mail = format!(
        "From: a@example.org\r\nTo: b@example.org\r\nSubject: Minutes\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nAbout Teresa \
         Kowalska\r\n--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=more.txt\r\n\r\n\
         {SECRET} was there\r\n--x--\r\n"
    );
    let words = extract("mail.eml", mail.as_bytes(), "extract = { pages = \"1\" }");
    assert!(words.contains("About Teresa Kowalska"), "{words}");
}

#[test]
fn a_note_is_marked_as_ours_and_searched_like_any_page() {
    let rule = format!(
        "extract = {{ pages = \"2\" }}\nnote = \"Mr Oswald {SECRET} took the minutes.\"\n\
         [[party]]\nname = \"Oswald {SECRET}\"\nrole = \"third-party\"\ndecision = \"withhold\""
    );
    let words = extract("minutes.pdf", &minutes(), &rule);
    for kept in
        ["Note on “minutes”", "This page is not part of the documents that we hold", "took the minutes."]
    {
        assert!(words.contains(kept), "{kept}: {words}");
    }
    assert!(words.contains("Added by us · R-1 · page"), "{words}");
}

#[test]
fn a_note_on_a_document_that_is_not_disclosed_is_not_in_the_pack() {
    let rule = "decision = \"exclude\"\nreason = \"Not about her\"\nnote = \"Something about it.\"";
    let (_dir, case) = case("minutes.pdf", &minutes(), rule);
    fs::write(case.join("documents/other.txt"), "Teresa Kowalska called.").expect("written");
    let run = build(&case);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!pack_text_clear(&case.join("out/send/pack.pdf")).contains("Something about it"));
}
