//! Promises of the reader of packed messages, on files built here.

use crate::load::convert::{Conversion, Converted, Member};
use crate::load::mail::convert;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::testing::text_of;

/// A file in the making.
struct Packed(Vec<u8>);

impl Packed {
    fn new() -> Self {
        Self(b"\x78\x9f\x3e\x22\x01\x00".to_vec()).with(1, 0x0008_9006, &[0, 0, 1, 0])
    }

    fn with(mut self, level: u8, id: u32, data: &[u8]) -> Self {
        let sum = data.iter().fold(0_u16, |sum, byte| sum.wrapping_add((*byte).into()));
        self.0.push(level);
        self.0.extend([id, data.len() as u32].iter().flat_map(|n| n.to_le_bytes()));
        self.0.extend(data);
        self.0.extend(sum.to_le_bytes());
        self
    }

    fn file(self, name: &str, bytes: &[u8]) -> Self {
        let title = [name.as_bytes(), &[0]].concat();
        self.with(2, 0x0006_9002, &[0; 14]).with(2, 0x0001_8010, &title).with(2, 0x0006_800f, bytes)
    }
}

/// A list of properties: type, number, name (of long number) and the value as it lies there.
fn properties(all: &[(u16, u16, &[u8], Vec<u8>)]) -> Vec<u8> {
    let mut out = (all.len() as u32).to_le_bytes().to_vec();
    for (kind, id, name, value) in all {
        out.extend([&kind.to_le_bytes()[..], &id.to_le_bytes(), name, value].concat());
    }
    out
}

/// One long value, filled up.
fn long(bytes: &[u8]) -> Vec<u8> {
    let mut out = [1_u32.to_le_bytes(), (bytes.len() as u32).to_le_bytes()].concat();
    out.extend(bytes);
    out.resize(out.len().next_multiple_of(4), 0);
    out
}

fn wide(text: &str) -> Vec<u8> {
    long(&text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect::<Vec<_>>())
}

fn letter() -> Packed {
    let from = [&[4, 0, 40, 0, 9, 0, 14, 0][..], b"Ann Ames\0", b"SMTP:ann@x.uk\0"].concat();
    let sent: Vec<u8> = [2026_u16, 10, 5, 12, 0, 0, 1].iter().flat_map(|n| n.to_le_bytes()).collect();
    Packed::new()
        .with(1, 0x0006_9007, &1252_u64.to_le_bytes())
        .with(1, 0x0007_8008, b"IPM.Microsoft Mail.Note\0")
        .with(1, 0x0000_8000, &from)
        .with(1, 0x0001_8004, b"Damp at Elm Row\0")
        .with(1, 0x0003_8005, &sent)
}

fn try_read(bytes: &[u8]) -> Conversion {
    convert(&Member::new("winmail.dat", bytes, &Limits::default()))
}

fn read(packed: Packed) -> Converted {
    try_read(&packed.0).expect("a message")
}

#[test]
fn a_packed_message_shows_who_when_and_what_and_its_files_follow() {
    let html = b"<p>The wall is <b>wet</b>.</p>";
    let recipients = [
        1_u32.to_le_bytes().to_vec(),
        properties(&[
            (0x0003, 0x0c15, &[], 1_u32.to_le_bytes().to_vec()),
            (0x001f, 0x3001, &[], wide("Tom Dow")),
            (0x001e, 0x39fe, &[], long(b"tom@x.uk\0")),
        ]),
    ];
    let named = [[7; 16].to_vec(), vec![0; 4], 0x8554_u32.to_le_bytes().to_vec()].concat();
    let word = [[7; 16].to_vec(), vec![1, 0, 0, 0], vec![6, 0, 0, 0], b"a\0b\0\0\0\0\0".to_vec()].concat();
    let several = [&2_u32.to_le_bytes()[..], &[1, 0, 0, 0, 2, 0, 0, 0]].concat();
    let out = read(
        letter()
            .with(1, 0x0006_9004, &recipients.concat())
            .with(
                1,
                0x0006_9003,
                &properties(&[
                    (0x001e, 0x8005, &named, long(b"15.0\0")),
                    (0x000b, 0x8006, &word, vec![1, 0, 0, 0]),
                    (0x1003, 0x7ffe, &[], several),
                    (0x0102, 0x1013, &[], long(html)),
                ]),
            )
            .file("PLAN~1.TXT", b"Drawn by Eve")
            .with(2, 0x0006_9005, &properties(&[(0x001f, 0x3707, &[], wide("plan of flat.txt"))]))
            .file("two.pdf", b"%PDF-1.4"),
    );
    let text = text_of(&out.pdf);
    for line in [
        "Ann Ames <ann@x.uk>",
        "Tom Dow <tom@x.uk>",
        "Monday 5 October 2026, 12:00 (UTC)",
        "Damp at Elm Row",
        "The wall is wet.",
    ] {
        assert!(text.contains(line), "{line} is missing:\n{text}");
    }
    let files: Vec<_> = out.members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(files, [("plan of flat.txt", &b"Drawn by Eve"[..]), ("two.pdf", b"%PDF-1.4")]);
}

#[test]
fn a_message_inside_a_packed_one_is_a_document_of_its_own() {
    let inner = letter().with(1, 0x0002_800c, b"Words of the older one\0").0;
    let object = [&super::MESSAGE[..], &inner].concat();
    let how = 5_u32.to_le_bytes().to_vec();
    let list = properties(&[(0x0003, 0x3705, &[], how), (0x000d, 0x3701, &[], long(&object))]);
    let out = read(letter().with(2, 0x0006_9002, &[0; 14]).with(2, 0x0006_9005, &list));
    let older = try_read(&out.members[0].1).expect("the message inside");
    assert!(text_of(&older.pdf).contains("Words of the older one"));
}

#[test]
fn a_packed_message_that_is_cut_or_changed_is_refused_and_upsets_nothing() {
    let list = properties(&[(0x001f, 0x1000, &[], wide("Hello")), (0x0040, 0x0039, &[], vec![9; 8])]);
    let whole = letter().with(1, 0x0006_9003, &list).file("a.txt", b"Hi").0;
    assert!(try_read(&whole).is_ok());
    // cut between two attributes, it is a shorter message: nothing in the format tells
    let refused = (6..whole.len()).filter(|at| super::open(&whole[..*at]).is_none()).count();
    assert!(refused > whole.len() - 20, "{refused} of {}", whole.len());
    for at in 0..whole.len() {
        for flip in [0x01_u8, 0x80, 0xff] {
            let mut broken = whole.clone();
            broken[at] ^= flip;
            let _ = super::open(&broken);
        }
    }
    assert!(try_read(&whole[..6]).is_err(), "a message that says nothing");
    assert!(try_read(&[&whole[..], b"more"].concat()).is_err());
    // a list that says it is endless, with a sum that fits
    let endless = letter().with(1, 0x0006_9003, &u32::MAX.to_le_bytes());
    assert!(try_read(&endless.0).is_err());
    let rows = letter().with(1, 0x0006_9004, &[255; 64]);
    assert!(try_read(&rows.0).is_err());
}
