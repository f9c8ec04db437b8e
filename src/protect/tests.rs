//! What protecting promises: who can open a pack, and what a password may be.

use std::path::Path;

use super::*;
use crate::pack::{self, PackRequest};

/// A pack of an answer with nothing to send: letter only.
fn letter_only() -> Pack {
    let body = crate::case::body::Body::example().expect("complete");
    let request = PackRequest {
        facts: pack::sample_facts(),
        body: &body,
        templates: pack::sample_templates(),
        documents: vec![],
        withheld: vec![],
        held: vec![],
        exemptions: vec![],
        stamp: pack::Stamp::default(),
        protected: true,
        max_mb: 0,
    };
    pack::pack(request).expect("packed")
}

fn password(text: &str) -> Password {
    Password::from_bytes(text.as_bytes()).expect("fit")
}

fn env() -> Env {
    Env::fixed(jiff::Timestamp::UNIX_EPOCH, 42)
}

fn open(bytes: &[u8], password: Option<&str>) -> std::result::Result<Document, lopdf::Error> {
    let options = LoadOptions { password: password.map(str::to_owned), ..LoadOptions::default() };
    Document::load_mem_with_options(bytes, options)
}

#[test]
fn a_sealed_pack_opens_with_its_password_and_with_no_other() {
    let pages = letter_only().geometry.len();
    for text in ["correct-horse", "pässwörd Ž", "  inner  spaces "] {
        let sealed = protect(letter_only(), Some(&password(text)), &env()).expect("sealed");
        assert!(sealed.encrypted);
        assert_eq!(open(&sealed.bytes, Some(text)).expect("opens").get_pages().len(), pages);
        assert!(open(&sealed.bytes, Some("wrong")).is_err());
        assert!(open(&sealed.bytes, None).map_or(true, |d| d.is_encrypted()));
        assert!(open(&sealed.bytes, Some("")).map_or(true, |d| d.is_encrypted()));
    }
}

#[test]
fn nothing_readable_is_left_outside_the_encryption() {
    let sealed = protect(letter_only(), Some(&password("secret")), &env()).expect("sealed");
    for hidden in ["Response to your request", "HOS-SAR", "dc:title", "secret"] {
        assert!(!sealed.bytes.windows(hidden.len()).any(|w| w == hidden.as_bytes()), "{hidden}");
    }
}

#[test]
fn the_encryption_is_aes_256_revision_6_and_lets_assistive_technology_read() {
    let sealed = protect(letter_only(), Some(&password("secret")), &env()).expect("sealed");
    assert!(sealed.bytes.starts_with(b"%PDF-2.0"));
    let document = Document::load_mem(&sealed.bytes).expect("structure");
    let encrypt = document.get_encrypted().expect("encrypted");
    let number = |key: &[u8]| encrypt.get(key).and_then(Object::as_i64).expect("number");
    assert_eq!((number(b"V"), number(b"R"), number(b"Length")), (5, 6, 256));
    let permitted = number(b"P");
    for (bit, allowed) in [(3, true), (5, true), (10, true), (12, true), (4, false), (6, false), (11, false)]
    {
        assert_eq!(permitted >> (bit - 1) & 1 == 1, allowed, "bit {bit}");
    }
    assert!(encrypt.get(b"EncryptMetadata").map_or(true, |o| o.as_bool().unwrap_or(false)));
}

#[test]
fn a_pack_without_a_password_is_not_encrypted_and_the_same_each_time() {
    let bytes = || protect(letter_only(), None, &env()).expect("written").bytes;
    assert!(!Document::load_mem(&bytes()).expect("read").is_encrypted());
    assert_eq!(bytes(), bytes());
}

#[test]
fn a_pack_is_protected_anew_without_a_change_to_its_pages() {
    let first = protect(letter_only(), Some(&password("one")), &env()).expect("sealed");
    let again =
        reprotect(&first.bytes, Some(&password("one")), Some(&password("two")), &env()).expect("again");
    assert!(open(&again, Some("one")).is_err());
    let (old, new) = (open(&first.bytes, Some("one")).expect("old"), open(&again, Some("two")).expect("new"));
    let pages = |d: &Document| -> Vec<Vec<u8>> { d.page_iter().map(|p| d.get_page_content(p)).collect() };
    assert_eq!(pages(&old), pages(&new));
    let wrong = reprotect(&first.bytes, Some(&password("three")), None, &env()).expect_err("wrong password");
    assert_eq!(wrong.exit, Exit::Password);
    assert_eq!(reprotect(&first.bytes, None, None, &env()).expect_err("locked").exit, Exit::Password);
    assert_eq!(reprotect(b"no PDF", None, None, &env()).expect_err("unreadable").exit, Exit::Unchecked);
}

#[test]
fn a_password_file_may_have_a_byte_order_mark_and_one_line_ending() {
    for bytes in
        [b"word".as_slice(), b"\xef\xbb\xbfword", b"word\n", b"word\r\n", b"\xef\xbb\xbfword\r\n", b"word\r"]
    {
        assert_eq!(Password::from_bytes(bytes).expect("fit").expose(), "word");
    }
}

#[test]
fn different_ways_of_typing_the_same_password_are_one() {
    for (one, other) in
        [("caf\u{e9}", "cafe\u{301}"), ("a\u{a0}b", "a b"), ("\u{ff21}\u{ad}B", "AB"), ("\u{2168}", "IX")]
    {
        assert_eq!(password(one), password(other));
    }
}

#[test]
fn a_password_that_cannot_be_used_is_refused_without_being_shown() {
    let long = "zq".repeat(64);
    for (bytes, what) in [
        (b"".as_slice(), "is empty"),
        (b"\n", "is empty"),
        (b"   ", "is empty"),
        ("\u{ad}".as_bytes(), "is empty"),
        (b"zq\nzq", "has more than one line"),
        (b"zq\n\n", "has more than one line"),
        (b"zq\x07zq", "holds a character that cannot be used in a password"),
        (b"\xff\xfew\0", "is not UTF-8 text"),
        (long.as_bytes(), "is longer than 127 bytes"),
    ] {
        let error = Password::from_bytes(bytes).expect_err("refused");
        assert_eq!(error.problems[0].what, format!("the password {what}"));
        assert!(!format!("{error:?}").contains("zq"));
    }
    assert!(!format!("{:?}", password("hunter2")).contains("hunter2"));
}

#[test]
fn a_password_file_inside_the_case_or_the_output_is_refused() {
    let root = tempfile::tempdir().expect("folder");
    let at = |name: &str| root.path().join(name);
    for folder in ["case/deep", "out", "elsewhere"] {
        std::fs::create_dir_all(at(folder)).expect("made");
        std::fs::write(at(folder).join("p.txt"), "word\n").expect("written");
    }
    let read = |path: &Path| read_password_file(path, Some(&at("case")), Some(&at("out")));
    assert!(read(&at("case/deep/p.txt")).is_err());
    assert!(read(&at("out/p.txt")).is_err());
    assert!(read(&at("elsewhere/../case/deep/p.txt")).is_err());
    assert_eq!(read(&at("elsewhere/p.txt")).expect("fit").expose(), "word");
    assert_eq!(read(&at("none.txt")).expect_err("not there").exit, Exit::Usage);
    let beside = read_password_file(&at("out/p.txt"), Some(&at("case")), Some(&at("not-yet")));
    assert!(beside.is_ok(), "an output folder that is not there yet holds nothing");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("case/deep/p.txt"), at("elsewhere/link.txt")).expect("linked");
        assert!(read(&at("elsewhere/link.txt")).is_err(), "a link into the case");
    }
}

#[test]
#[ignore = "needs qpdf"]
fn qpdf_opens_a_sealed_pack_and_finds_nothing_wrong() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("pack.pdf");
    let sealed = protect(letter_only(), Some(&password("pässwörd")), &env()).expect("sealed");
    std::fs::write(&path, sealed.bytes).expect("written");
    let run = |password: &str| {
        let mut command = std::process::Command::new("qpdf");
        command.args(["--check", &format!("--password={password}")]).arg(&path);
        let output = command.output().expect("installed");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(run("pässwörd").contains("No syntax or stream encoding errors found"), "{}", run("pässwörd"));
    assert!(!run("wrong").contains("No syntax"));
}
