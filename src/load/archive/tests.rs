//! Promises about archives: every file is a document or named, and nothing of one costs more than allowed.

use std::time::{Duration, Instant};

use super::directory;
use crate::load::package::testing::archive;
use crate::load::{Loaded, Source, WorkerProgram, load_with};
use crate::pdf::limits::Limits;

fn load(name: &str, bytes: &[u8]) -> Loaded {
    let source =
        Source { name: name.into(), bytes, password: None, show_hidden: false, own: &[], rows: Vec::new() };
    load_with(&WorkerProgram::Here, &source, &Limits::default())
}

/// The documents by name, then what was refused with its reason.
fn outcome(loaded: &Loaded) -> (Vec<&str>, Vec<(&str, &str)>) {
    let refused = loaded.refusals.iter().map(|r| (r.name.raw(), r.problem.what.as_str()));
    (loaded.documents.iter().map(|d| d.name.raw()).collect(), refused.collect())
}

fn left_out(loaded: &Loaded) -> String {
    let all = &loaded.documents[0].side.left_out;
    all.iter().map(|l| format!("{} {}", l.count, l.what)).collect::<Vec<_>>().join("; ")
}

/// Writes `new` wherever `old` stands.
fn patch(bytes: &mut [u8], old: &[u8], new: &[u8]) {
    let places: Vec<usize> =
        (0..=bytes.len() - old.len()).filter(|&at| bytes[at..].starts_with(old)).collect();
    assert!(!places.is_empty(), "nothing to change");
    for at in places {
        bytes[at..at + new.len()].copy_from_slice(new);
    }
}

#[test]
fn every_file_of_an_archive_and_of_archives_in_it_is_a_document_below() {
    let inner = archive(&[("deep.txt", b"deep")]);
    let bytes = archive(&[
        ("a/letter.txt", b"one"),
        ("b/letter.txt", b"two"),
        ("in.zip", &inner),
        ("call.mp3", b"ID3"),
    ]);
    let loaded = load("all.zip", &bytes);
    let (documents, refused) = outcome(&loaded);
    assert_eq!(
        documents,
        [
            "all.zip",
            "all.zip!1/letter.txt",
            "all.zip!2/letter.txt",
            "all.zip!3/in.zip",
            "all.zip!3/in.zip!1/deep.txt"
        ]
    );
    assert_eq!(refused.len(), 1);
    assert_eq!((refused[0].0, loaded.refusals[0].held.as_deref()), ("all.zip!4/call.mp3", Some("Recording")));
    let ids: std::collections::BTreeSet<_> = loaded.documents.iter().map(|d| &d.id).collect();
    assert_eq!(ids.len(), 5, "documents of one name are still two");
}

#[test]
fn names_are_no_paths_and_litter_is_named() {
    let bytes = archive(&[
        ("../../etc/passwd", b"root"),
        ("/absolute.txt", b"text"),
        ("C:\\x\\y.txt", b"text"),
        ("__MACOSX/._y.txt", b"\0\0"),
        ("docs/.DS_Store", b"\0\0"),
    ]);
    let loaded = load("a.zip", &bytes);
    let (documents, refused) = outcome(&loaded);
    assert_eq!(documents, ["a.zip", "a.zip!1/passwd", "a.zip!2/absolute.txt", "a.zip!3/y.txt"]);
    assert!(refused.is_empty(), "{refused:?}");
    assert_eq!(
        left_out(&loaded),
        "1 file of the operating system (.DS_Store); 1 file of the operating system (__MACOSX)"
    );
}

#[test]
fn two_files_of_one_name_are_two_documents() {
    let mut bytes = archive(&[("letter1.txt", b"one"), ("letter2.txt", b"two")]);
    patch(&mut bytes, b"letter2.txt", b"letter1.txt");
    let loaded = load("a.zip", &bytes);
    assert_eq!(outcome(&loaded).0.len(), 3);
    assert_ne!(loaded.documents[1].source_sha256, loaded.documents[2].source_sha256);
}

#[test]
fn a_locked_file_and_one_packed_otherwise_are_named_and_the_rest_is_read() {
    let mut bytes = archive(&[("open.txt", b"text"), ("shut.txt", b"text"), ("odd.txt", b"text")]);
    let list = directory::read(&bytes, 10).unwrap();
    assert_eq!(list.entries.len(), 3);
    let heads: Vec<usize> =
        (0..bytes.len() - 4).filter(|&at| bytes[at..].starts_with(b"PK\x01\x02")).collect();
    bytes[heads[1] + 8] |= 1;
    bytes[heads[2] + 10] = 12;
    let loaded = load("a.zip", &bytes);
    let (documents, refused) = outcome(&loaded);
    assert_eq!(documents, ["a.zip", "a.zip!1/open.txt"]);
    assert_eq!(refused[0], ("a.zip!2/shut.txt", "is locked with a password inside its archive"));
    assert_eq!(refused[1], ("a.zip!3/odd.txt", "is packed in a way that is not read"));
}

#[test]
fn a_file_that_lies_about_its_size_or_sum_is_refused() {
    for field in [16, 24] {
        let mut bytes = archive(&[("a.txt", b"some text that is packed")]);
        let head = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        bytes[head + field] ^= 1;
        let loaded = load("a.zip", &bytes);
        let (documents, refused) = outcome(&loaded);
        assert_eq!(documents, ["a.zip"]);
        assert!(refused[0].1.contains("is damaged"), "{refused:?}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![b' '; 100 << 20];
    let flat = archive(&[("a.txt", &zeros)]);
    let layered = archive(&[("1.zip", &archive(&[("2.zip", &flat)]))]);
    let mut lying = flat.clone();
    patch(&mut lying, &(zeros.len() as u32).to_le_bytes(), &1_000_u32.to_le_bytes());
    let begin = Instant::now();
    for (bytes, documents, what) in [
        (&flat, 0, "unpacks to more data than is allowed"),
        (&layered, 2, "unpacks to more data than is allowed"),
        (&lying, 1, "is damaged"),
    ] {
        let loaded = load("bomb.zip", bytes);
        let (read, refused) = outcome(&loaded);
        assert_eq!((read.len(), refused.len()), (documents, 1), "{refused:?}");
        assert!(refused[0].1.contains(what), "{refused:?}");
    }
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
}

#[test]
fn files_that_lie_over_each_other_or_are_too_many_refuse_the_archive() {
    let mut bytes = archive(&[("a.txt", b"text"), ("b.txt", b"text")]);
    let heads: Vec<usize> =
        (0..bytes.len() - 4).filter(|&at| bytes[at..].starts_with(b"PK\x01\x02")).collect();
    bytes[heads[1] + 42..heads[1] + 46].fill(0);
    assert!(directory::read(&bytes, 10).unwrap_err().contains("over each other"));
    let many = archive(&[("a.txt", b""), ("b.txt", b""), ("c.txt", b"")]);
    assert!(directory::read(&many, 2).unwrap_err().contains("more than 2 files"));
}

#[test]
fn archives_inside_archives_end_at_a_depth() {
    let mut bytes = archive(&[("a.txt", b"text")]);
    for _ in 0..8 {
        bytes = archive(&[("in.zip", &bytes)]);
    }
    let loaded = load("a.zip", &bytes);
    let (documents, refused) = outcome(&loaded);
    assert_eq!((documents.len(), refused.len()), (6, 1));
    assert!(refused[0].1.contains("deep inside"), "{refused:?}");
}

#[test]
fn what_the_list_does_not_name_is_told_and_a_wide_list_is_read() {
    let kept = archive(&[("a.txt", b"text")]);
    let gone = archive(&[("b.txt", b"text")]);
    let file = gone.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let loaded = load("a.zip", &[&gone[..file], &kept].concat());
    assert_eq!(outcome(&loaded).0.len(), 2);
    assert_eq!(left_out(&loaded), "1 deleted file that the archive's list does not name");
    assert_eq!(directory::read(&wide(&kept), 10).unwrap().entries.len(), 1);
}

/// The same archive with an end record of 64 bits and a locator (4.3.14, 4.3.15).
fn wide(bytes: &[u8]) -> Vec<u8> {
    let at = bytes.len() - 22;
    let (size, offset) = (&bytes[at + 12..at + 16], &bytes[at + 16..at + 20]);
    let four = [0_u8; 4];
    let mut out = bytes[..at].to_vec();
    out.extend_from_slice(b"PK\x06\x06");
    out.extend_from_slice(&44_u64.to_le_bytes());
    out.extend_from_slice(&[45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for _ in 0..2 {
        out.extend_from_slice(&1_u64.to_le_bytes());
    }
    out.extend_from_slice(&[size, &four, offset, &four].concat());
    out.extend_from_slice(b"PK\x06\x07\0\0\0\0");
    out.extend_from_slice(&(at as u64).to_le_bytes());
    out.extend_from_slice(&[1, 0, 0, 0]);
    out.extend_from_slice(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0");
    out
}

#[test]
fn a_damaged_list_is_a_refusal_and_never_a_panic() {
    let whole = archive(&[("a.txt", b"some text"), ("b.txt", b"more text")]);
    for end in 0..whole.len() {
        assert!(directory::read(&whole[..end], 10).is_err(), "cut at {end}");
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        let _ = load("a.zip", &bytes);
    }
    let loaded = load("a.zip", b"PK\x05\x06");
    assert!(outcome(&loaded).1[0].1.contains("list of files"));
}
