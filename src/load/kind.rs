//! What a file is: by its content first, by its name only where the content says nothing.
//!
//! A file with the wrong ending is read as what it is; a kind that is not read is refused by name,
//! never taken for something else.

use super::{Format, SourceKind, old};

/// What a file was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recognised {
    /// A kind that has a converter.
    Read(SourceKind),
    /// A kind that has none; how a person calls such files.
    NotRead(&'static str),
    /// A kind that only LibreOffice reads, or another helper.
    Old(Format),
    /// What no page can show; what it is, for the schedule.
    Held(&'static str),
    /// Nothing at all.
    Empty,
}

use Recognised::{Held, NotRead, Old, Read};

/// What is held and cannot be shown on pages.
const RECORDING: Recognised = Held("Recording");
const ARCHIVE: Recognised = Held("Archive");
const MAIL_STORE: Recognised = Held("Mail store");
const DATABASE: Recognised = Held("Database");
const PROGRAM: Recognised = Held("Program");

/// What only the mail program of its owner opens.
pub(super) const SEALED: &str = "encrypted mail, or a signature without its text";

/// First bytes that tell a kind.
const MAGIC: &[(&[u8], Recognised)] = &[
    (b"\xff\xd8\xff", Read(SourceKind::Image)),
    (b"\x89PNG\r\n\x1a\n", Read(SourceKind::Image)),
    (b"PK\x05\x06", Read(SourceKind::Archive)),
    (b"II*\0", Read(SourceKind::Image)),
    (b"MM\0*", Read(SourceKind::Image)),
    (b"GIF8", Read(SourceKind::Image)),
    (b"\0\0\0\x0cjP  ", Read(SourceKind::Image)),
    (b"{\\rtf", Read(SourceKind::Rtf)),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"ID3", RECORDING),
    (b"\xff\xfb", RECORDING),
    (b"RIFF", RECORDING),
    (b"OggS", RECORDING),
    (b"%!PS", NotRead("PostScript")),
    (b"!BDN", MAIL_STORE),
    (b"\x1aE\xdf\xa3", RECORDING),
    (b"\xff\xf3", RECORDING),
    (b"\xff\xf2", RECORDING),
    (b"\xff\xfa", RECORDING),
    (b"\xff\xf1", RECORDING),
    (b"\xff\xf9", RECORDING),
    (b"fLaC", RECORDING),
    (b"#!AMR", RECORDING),
    (b"MThd", RECORDING),
    (b"FLV\x01", RECORDING),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", RECORDING),
    (b"\0\0\x01\xba", RECORDING),
    (b"\0\0\x01\xb3", RECORDING),
    (b"\x02dss", RECORDING),
    (b"\x03ds2", RECORDING),
    (b"SQLite format 3\0", DATABASE),
    (b"\0\x01\0\0Standard ", DATABASE),
    (b"\x7fELF", PROGRAM),
    (b"MZ", PROGRAM),
    (b"\xfd7zXZ\0", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"MSCF", ARCHIVE),
    (b"\x30\x80", NotRead(SEALED)),
    (b"\x30\x81", NotRead(SEALED)),
    (b"\x30\x84", NotRead(SEALED)),
    (b"\x30\x82", NotRead(SEALED)),
    (b"\x30\x83", NotRead(SEALED)),
    (b"-----BEGIN PGP MESSAGE", NotRead(SEALED)),
    (b"-----BEGIN PKCS7", NotRead(SEALED)),
    (b"\x78\x9f\x3e\x22", Read(SourceKind::Mail)),
    (b"BEGIN:VCALENDAR", Read(SourceKind::Calendar)),
    (b"\xef\xbb\xbfBEGIN:VCALENDAR", Read(SourceKind::Calendar)),
];

/// Endings of files that are text inside but are not read as text.
const ENDINGS: &[(&str, Recognised)] = &[
    ("eml", Read(SourceKind::Mail)),
    ("csv", Read(SourceKind::Csv)),
    ("tsv", Read(SourceKind::Csv)),
    ("html", Read(SourceKind::Html)),
    ("htm", Read(SourceKind::Html)),
    ("xhtml", Read(SourceKind::Html)),
    ("mht", NotRead("HTML")),
    ("mhtml", NotRead("HTML")),
    ("mbox", Read(SourceKind::Mailbox)),
    ("vtt", Read(SourceKind::Transcript)),
    ("srt", Read(SourceKind::Transcript)),
    ("svg", NotRead("SVG")),
    ("ics", Read(SourceKind::Calendar)),
    ("vcf", NotRead("address card")),
    ("rtf", Read(SourceKind::Rtf)),
    ("p7m", NotRead(SEALED)),
    ("mbx", Read(SourceKind::Mailbox)),
    ("p7s", NotRead("signature of mail")),
    ("ps", NotRead("PostScript")),
];

/// Recognises a file.
pub(super) fn recognise(name: &str, bytes: &[u8]) -> Recognised {
    if bytes.is_empty() {
        return Recognised::Empty;
    }
    // 7.5.2 note: readers accept the header anywhere in the first 1,024 bytes
    let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
    if head.windows(5).any(|w| w == b"%PDF-") {
        return Read(SourceKind::Pdf);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Read(SourceKind::Image);
    }
    // BITMAPFILEHEADER: two words that are zero, then where the pixels begin
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]) {
        return Read(SourceKind::Image);
    }
    if super::mail::is_outlook(bytes) || super::mail::signed_content(bytes).is_some() {
        return Read(SourceKind::Mail);
    }
    if super::mail::mbox::is_mailbox(bytes) {
        return Read(SourceKind::Mailbox);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound(bytes);
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return *kind;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(name, bytes);
    }
    if let Some(brand) = bytes.get(8..12).filter(|_| bytes.get(4..8) == Some(b"ftyp")) {
        let still = [&b"hei"[..], b"hev", b"mif", b"msf", b"avi"].iter().any(|b| brand.starts_with(b));
        return if still { Old(Format::Heic) } else { RECORDING };
    }
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    if let Some((_, kind)) = ENDINGS.iter().find(|(e, _)| *e == ending) {
        return *kind;
    }
    match by_text(&ending, head) {
        // portals save their error pages under the name of the document
        Read(SourceKind::Html) => Read(SourceKind::Html),
        _ if ending == "pdf" => Read(SourceKind::Pdf),
        kind => kind,
    }
}

/// A compound file: what the streams of its root make of it.
fn compound(bytes: &[u8]) -> Recognised {
    match old::format(bytes) {
        Ok(format) => Old(format),
        Err(kind) => NotRead(kind),
    }
}

/// A zip archive: what its list of parts makes of it; a damaged one goes by its name.
fn archive(name: &str, bytes: &[u8]) -> Recognised {
    const ENDINGS: [(&str, &str); 7] = [
        ("docx", "word"),
        ("docm", "word"),
        ("dotx", "word"),
        ("dotm", "word"),
        ("xlsx", "sheet"),
        ("xlsm", "sheet"),
        ("pptx", "slides"),
    ];
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let named = || ENDINGS.iter().find(|(e, _)| *e == ending).map_or("zip", |(_, kind)| kind);
    match super::package::kind(bytes).unwrap_or_else(named) {
        "word" => Read(SourceKind::Word),
        "sheet" => Read(SourceKind::Sheet),
        "binary-sheet" => Old(Format::Xlsb),
        "slides" => Read(SourceKind::Slides),
        "open-document" => Read(SourceKind::OpenDocument),
        "other-open-document" => NotRead("such OpenDocument"),
        "other" => NotRead("such Office"),
        _ if ENDINGS.iter().any(|(e, _)| *e == ending) => NotRead("such Office"),
        _ => Read(SourceKind::Archive),
    }
}

/// Text without a telling name: mark-up and mail are recognised, other text is text.
fn by_text(ending: &str, head: &[u8]) -> Recognised {
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let control = |b: &u8| *b < 9 || (14..27).contains(b) || (28..32).contains(b);
    if !utf16 && head.iter().any(control) {
        return by_ending(ending);
    }
    let lower = String::from_utf8_lossy(head).trim_start().to_lowercase();
    if ["<!doctype html", "<html"].iter().any(|m| lower.starts_with(m)) {
        return Read(SourceKind::Html);
    }
    if lower.starts_with("<?xml") && lower.contains("<html") {
        return Read(SourceKind::Html);
    }
    if lower.starts_with("<?xml") && lower.contains("<svg") {
        return NotRead("SVG");
    }
    if super::transcript::is_one(&String::from_utf8_lossy(head)) {
        return Read(SourceKind::Transcript);
    }
    let mail = ["received:", "return-path:", "delivered-to:", "message-id:", "mime-version:"];
    if mail.iter().any(|m| lower.starts_with(m)) {
        return Read(SourceKind::Mail);
    }
    Read(SourceKind::Text)
}

/// Bytes that nothing tells, by the ending of their name.
fn by_ending(ending: &str) -> Recognised {
    const RECORDINGS: [&str; 17] = [
        "mp3", "wav", "m4a", "mp4", "mov", "avi", "wma", "wmv", "amr", "dss", "ds2", "aac", "3gp", "mpg",
        "mpeg", "aif", "aiff",
    ];
    match ending {
        "pst" | "ost" | "nsf" | "dbx" => MAIL_STORE,
        "tar" | "iso" | "cab" | "lzh" | "zst" => ARCHIVE,
        "mdb" | "accdb" | "db" => DATABASE,
        ending if RECORDINGS.contains(&ending) => RECORDING,
        _ => Held("File of an unknown kind"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_counts_more_than_the_name() {
        for (name, bytes, kind) in [
            ("letter.txt", &b"%PDF-1.4\n"[..], Read(SourceKind::Pdf)),
            ("letter.pdf", b"\xff\xd8\xff\xe0", Read(SourceKind::Image)),
            ("note.pdf", b"PK\x03\x04", Read(SourceKind::Archive)),
            ("form.docx", b"PK\x05\x06", Read(SourceKind::Archive)),
            ("note.docx", b"PK\x03\x04", Read(SourceKind::Word)),
            ("note", b"Dear Ms Example,\r\n", Read(SourceKind::Text)),
            ("page.txt", b" <!DOCTYPE html><p>", Read(SourceKind::Html)),
            ("letter.pdf", b"<html>", Read(SourceKind::Html)),
            ("broken.pdf", b"1 0 obj", Read(SourceKind::Pdf)),
            ("mail", b"Received: by mail.example\r\n", Read(SourceKind::Mail)),
            ("mail.eml", b"From: a@example.com\r\n", Read(SourceKind::Mail)),
            ("call.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nx", Read(SourceKind::Transcript)),
            ("call.srt", b"\xff\xfe1\0", Read(SourceKind::Transcript)),
            ("export.json", b"{\"a\": 1}", Read(SourceKind::Text)),
            ("export.xml", b"<?xml version='1.0'?><a/>", Read(SourceKind::Text)),
            ("list.CSV", b"a,b\n", Read(SourceKind::Csv)),
            ("photo.heic", b"\0\0\0\x18ftypheic", Old(Format::Heic)),
            ("call.m4a", b"\0\0\0\x18ftypM4A ", RECORDING),
            ("call.wav", b"RIFF\x24\0\0\0WAVEfmt ", RECORDING),
            ("photo.webp", b"RIFF\x24\0\0\0WEBPVP8 ", Read(SourceKind::Image)),
            ("BMW.txt", b"BMW of the tenant", Read(SourceKind::Text)),
            ("scan.bmp", b"BM\x24\0\0\0\0\0\0\0\x36\0\0\0", Read(SourceKind::Image)),
            ("fax.tif", b"II*\0\x08\0\0\0", Read(SourceKind::Image)),
            ("mail.pst", b"!BDN\x01\x02", MAIL_STORE),
            ("data.bin", b"\x01\x02\x03", Held("File of an unknown kind")),
            ("call.DSS", b"\x01\x02\x03", RECORDING),
            ("old.tar", b"\x01\x02\x03", ARCHIVE),
            ("note.txt", b"\xff\xfeD\0e\0", Read(SourceKind::Text)),
            ("nothing.txt", b"", Recognised::Empty),
        ] {
            assert_eq!(recognise(name, bytes), kind, "{name}");
        }
    }
}
