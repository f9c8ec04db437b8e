//! Promises of the reader of Outlook's messages, on messages built here.

use std::io::{Cursor, Write};

use super::super::convert;
use super::super::signed::testing::signed;
use crate::diag::Untrusted;
use crate::load::convert::{Conversion, Converted, Member};
use crate::load::testing::jpeg;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::testing::text_of;

/// A message in the making: streams by path, and small values by storage.
struct Message(cfb::CompoundFile<Cursor<Vec<u8>>>);

impl Message {
    fn new(class: &str, small: &[(u32, u64)]) -> Self {
        let mut message = Self(cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file"));
        message.small("", 32, small);
        message.text("", 0x001a, class)
    }

    fn stream(mut self, path: &str, bytes: &[u8]) -> Self {
        self.put(path, bytes);
        self
    }

    fn put(&mut self, path: &str, bytes: &[u8]) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if !folder.is_empty() {
            self.0.create_storage_all(folder).expect("a storage");
        }
        self.0.create_stream(path).expect("a stream").write_all(bytes).expect("written");
    }

    fn text(self, storage: &str, id: u16, text: &str) -> Self {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.stream(&format!("{storage}/__substg1.0_{id:04X}001F"), &bytes)
    }

    fn bytes(self, storage: &str, id: u16, bytes: &[u8]) -> Self {
        self.stream(&format!("{storage}/__substg1.0_{id:04X}0102"), bytes)
    }

    fn small(&mut self, storage: &str, header: usize, values: &[(u32, u64)]) {
        let mut bytes = vec![0; header];
        for (tag, value) in values {
            bytes.extend(tag.to_le_bytes());
            bytes.extend([0; 4]);
            bytes.extend(value.to_le_bytes());
        }
        self.put(&format!("{storage}/__properties_version1.0"), &bytes);
    }

    fn recipient(mut self, number: usize, kind: u64, name: &str, address: &str) -> Self {
        let storage = format!("/__recip_version1.0_#{number:08X}");
        self.small(&storage, 8, &[(0x0c15_0003, kind)]);
        self.text(&storage, 0x3001, name).text(&storage, 0x39fe, address)
    }

    fn attachment(mut self, number: usize, name: &str, method: u64) -> (Self, String) {
        let storage = format!("/__attach_version1.0_#{number:08X}");
        self.small(&storage, 8, &[(0x3705_0003, method)]);
        (self.text(&storage, 0x3707, name), storage)
    }

    fn end(mut self) -> Vec<u8> {
        self.0.flush().expect("written");
        self.0.into_inner().into_inner()
    }
}

/// Noon of 5 October 2026, UTC.
const NOON: u64 = 134_356_752_000_000_000;

fn letter() -> Message {
    Message::new("IPM.Note", &[(0x0039_0040, NOON)])
        .text("", 0x0037, "Damp at Elm Row")
        .text("", 0x0042, "Ann Ames")
        .text("", 0x5d02, "ann@x.uk")
        .recipient(0, 1, "Tom Dow", "tom@x.uk")
        .recipient(1, 3, "Sue Poe", "sue@x.uk")
}

fn try_read(bytes: &[u8], own: &[String]) -> Conversion {
    let limits = Limits::default();
    convert(&Member { own, ..Member::new("a.msg", bytes, &limits) })
}

fn read(message: Message) -> Converted {
    try_read(&message.end(), &[]).expect("a message")
}

#[test]
fn a_message_shows_who_when_and_what() {
    let out =
        read(letter().text("", 0x1000, "The wall\r\nis wet.").recipient(2, 2, "Eve Fox", "/O=ORG/CN=EFOX"));
    let text = text_of(&out.pdf);
    for line in [
        "Ann Ames <ann@x.uk>",
        "Tom Dow <tom@x.uk>",
        "Eve Fox",
        "Monday 5 October 2026, 12:00 (UTC)",
        "Damp at Elm Row",
        "The wall",
        "is wet.",
        "[left out]",
    ] {
        assert!(text.contains(line), "{line} is missing:\n{text}");
    }
    assert!(!text.contains("Sue Poe") && !text.contains("EFOX"), "{text}");
    assert_eq!(out.side.date.as_deref(), Some("2026-10-05"));
    for name in ["Ann Ames <ann@x.uk>", "sue@x.uk"] {
        assert!(out.side.names.contains(&Untrusted::new(name)), "{name}");
    }
}

#[test]
fn a_blind_copy_is_shown_to_the_requester_who_sent_the_message() {
    let own = ["ann@x.uk".to_owned()];
    let out = try_read(&letter().end(), &own).expect("a message");
    assert!(text_of(&out.pdf).contains("Sue Poe <sue@x.uk>"));
}

#[test]
fn the_richest_text_of_a_message_is_shown() {
    let html = b"<table><tr><td>Room</td><td>Kitchen</td></tr></table>";
    let rtf = |inside: &str| {
        let rtf = format!("{{\\rtf1\\ansi{inside}}}");
        let size = (rtf.len() as u32).to_le_bytes();
        [&size[..], &size, b"MELA", &[0; 4], rtf.as_bytes()].concat()
    };
    let wrapped = "\\fromhtml1 {\\*\\htmltag64 <p>}From {\\*\\htmltag64 <b>}HTML{\\*\\htmltag64 </b>}{\\*\\htmltag64 </p>}";
    for (message, shown) in [
        (letter().bytes("", 0x1013, html).bytes("", 0x1009, &rtf(" Rich")), "Kitchen"),
        (letter().bytes("", 0x1009, &rtf(" Rich \\b text")), "Rich text"),
        (letter().bytes("", 0x1009, &rtf(wrapped)), "From HTML"),
        (letter().bytes("", 0x1009, b"damaged"), "Twin"),
        (letter().bytes("", 0x1013, b"<p> </p>"), "Twin"),
    ] {
        let out = read(message.text("", 0x1000, "Twin"));
        let text = text_of(&out.pdf);
        assert!(text.contains(shown), "{shown}: {text}");
        assert_eq!(text.contains("Twin"), shown == "Twin", "{text}");
    }
    assert!(try_read(&letter().bytes("", 0x1009, b"damaged").end(), &[]).is_err());
}

#[test]
fn everything_attached_to_a_message_is_a_member_or_named() {
    let (message, file) = letter().attachment(0, "C:\\x\\plan.pdf", 1);
    let (message, inner) = message.bytes(&file, 0x3701, b"%PDF-1.4").attachment(1, "Re: older", 5);
    let object = format!("{inner}/__substg1.0_3701000D");
    let mut message = message.text(&object, 0x0037, "Older").text(&object, 0x1000, "Words of the older one");
    message.small(&object, 24, &[(0x0039_0040, NOON)]);
    let (message, _) = message.attachment(2, "on the server", 2);
    let (message, _) = message.attachment(3, "lost.bin", 1);
    let out = read(message);
    let names: Vec<&str> = out.members.iter().map(|m| m.0.as_str()).collect();
    assert_eq!(names, ["plan.pdf", "Re: older.msg", "lost.bin"]);
    assert_eq!(out.members[0].1, b"%PDF-1.4");
    assert_eq!(out.side.left_out.iter().filter(|l| l.what.contains("only a link")).count(), 1);
    let older = try_read(&out.members[1].1, &[]).expect("the message inside");
    let text = text_of(&older.pdf);
    assert!(text.contains("Words of the older one") && text.contains("12:00 (UTC)"), "{text}");
}

#[test]
fn a_picture_in_the_text_of_a_message_is_no_member() {
    let html = b"<p>See <img src='cid:one@x'></p>";
    let (message, file) = letter().bytes("", 0x1013, html).attachment(0, "image001.png", 1);
    let png = jpeg();
    let out = read(message.bytes(&file, 0x3701, &png).text(&file, 0x3712, "one@x"));
    assert_eq!(out.members.len(), 0);
}

#[test]
fn a_signed_message_shows_the_text_that_was_signed() {
    let (message, file) = Message::new("IPM.Note.SMIME.MultipartSigned", &[])
        .text("", 0x0037, "Signed")
        .attachment(0, "smime.p7m", 1);
    let whole = "Content-Type: multipart/signed; boundary=B\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nHello Ann\r\n--B\r\n\
        Content-Type: application/pkcs7-signature\r\nContent-Transfer-Encoding: base64\r\n\r\nMIIB\r\n--B--\r\n";
    let out = read(message.bytes(&file, 0x3701, whole.as_bytes()));
    let text = text_of(&out.pdf);
    assert!(text.contains("Hello Ann") && text.contains("Signed"), "{text}");
    assert!(
        out.side.left_out.iter().any(|l| l.what.contains("digital signature")),
        "{:?}",
        out.side.left_out
    );
    assert_eq!(out.members.len(), 0);
}

#[test]
fn a_message_wrapped_in_its_signature_shows_its_text() {
    let (message, file) =
        Message::new("IPM.Note.SMIME", &[]).text("", 0x0037, "Wrapped").attachment(0, "smime.p7m", 1);
    let whole = signed(b"Content-Type: text/plain\r\n\r\nHello Ann");
    let out = read(message.bytes(&file, 0x3701, &whole));
    assert!(text_of(&out.pdf).contains("Hello Ann") && out.members.is_empty());
    assert!(out.side.left_out.iter().any(|l| l.what.contains("digital signature")));
}

#[test]
fn what_is_no_message_of_outlook_is_refused_by_its_name() {
    for (class, what) in
        [("IPM.Contact", "contact"), ("IPM.Task", "task"), ("IPM.DistList", "list of contacts")]
    {
        let refused = try_read(&Message::new(class, &[]).end(), &[]).expect_err("no message");
        assert!(refused.problem.what.contains(what), "{}", refused.problem.what);
    }
}

#[test]
fn the_frame_of_a_meeting_says_when_and_where() {
    let named = [0x8208_u32, 0x820d, 0x820e];
    let entries: Vec<u8> = named
        .iter()
        .enumerate()
        .flat_map(|(i, id)| [&id.to_le_bytes()[..], &[6, 0], &(i as u16).to_le_bytes()].concat())
        .collect();
    let small = [(0x8001_0040, NOON), (0x8002_0040, NOON + 36_000_000_000)];
    let message = Message::new("IPM.Schedule.Meeting.Request", &small)
        .stream("/__nameid_version1.0/__substg1.0_00030102", &entries)
        .text("", 0x8000, "Room 2")
        .text("", 0x0037, "Case talk");
    let text = text_of(&read(message).pdf);
    for line in
        ["Monday 5 October 2026, 12:00 (UTC)", "Monday 5 October 2026, 13:00 (UTC)", "Room 2", "Case talk"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn no_damage_to_a_message_makes_the_reader_panic_or_hang() {
    let (message, file) = letter().text("", 0x1000, "Text").attachment(0, "a.txt", 1);
    let whole = message.bytes(&file, 0x3701, b"Hi").end();
    for at in (0..whole.len()).step_by(997) {
        let _ = try_read(&whole[..at], &[]);
        for flip in [0x01_u8, 0xff] {
            let mut broken = whole.clone();
            broken[at] ^= flip;
            let _ = super::is_message(&broken);
            let _ = try_read(&broken, &[]);
        }
    }
    // every entry of the directory and of the table of sectors points at itself
    for at in (512..whole.len() - 4).step_by(148) {
        let mut broken = whole.clone();
        broken[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
        let _ = try_read(&broken, &[]);
    }
}
