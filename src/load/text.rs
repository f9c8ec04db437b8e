//! Plain text as pages: call notes, logs, transcripts.
//!
//! The encoding is taken from a byte-order mark, else guessed: UTF-8, UTF-16, windows-1252. Lines
//! stay lines, a form feed starts a new page, control characters are shown by their number. Refused:
//! a binary file under a text file's name.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::pdf::typeset::{Block, Flow, Run};

use super::convert::{Conversion, Member, NotConverted};
use super::{SideTable, SourceKind, paged};

/// Shows a text file as pages.
///
/// # Errors
/// When the bytes are not text, or need too many pages.
pub fn convert(member: &Member<'_>) -> Conversion {
    let decoded = decode(member)?;
    let mut left_out: Vec<_> =
        paged::left_out("byte sequence that is no character", decoded.broken).into_iter().collect();
    let blocks = if decoded.text.trim().is_empty() {
        left_out.extend(paged::left_out("nothing: the file is empty", 1));
        vec![Block::text("(empty file)")]
    } else {
        blocks(&decoded.text)
    };
    let side = SideTable {
        marks: Vec::new(),
        message_id: None,
        kind: SourceKind::Text,
        converted: format!("text ({}) set as pages", decoded.label),
        left_out,
        locked: false,
        title: None,
        date: None,
        names: Vec::new(),
    };
    let flow = Flow { page: paged::page(member.limits), blocks, ..Flow::default() };
    paged::convert(&flow, member, side, Vec::new())
}

/// Text and what is known about how it was read.
pub(super) struct Decoded {
    /// The characters.
    pub(super) text: String,
    /// Name of the encoding.
    pub(super) label: &'static str,
    /// Sequences of bytes that are no character in it; each stands as U+FFFD.
    pub(super) broken: usize,
}

/// Reads bytes as text.
///
/// # Errors
/// When they are not text.
pub(super) fn decode(member: &Member<'_>) -> Result<Decoded, NotConverted> {
    decode_as(member, None)
}

/// [`decode`] where the text itself names its encoding; a byte-order mark counts more.
pub(super) fn decode_as(
    member: &Member<'_>,
    named: Option<&'static Encoding>,
) -> Result<Decoded, NotConverted> {
    let bytes = member.bytes;
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => named.unwrap_or_else(|| guess(bytes)),
    };
    let (text, _, _) = encoding.decode(bytes);
    if has_foreign_signature(bytes) || looks_binary(&text) {
        return Err(paged::refuse(
            member,
            "this is not a text file although its name says so",
            "find out what the file is, give it its right ending, or withhold it with a reason",
        ));
    }
    let broken = text.chars().filter(|c| *c == '\u{fffd}').count();
    Ok(Decoded { text: text.into_owned(), label: encoding.name(), broken })
}

/// Lines as blocks: equal-width type where columns stand under each other, else prose.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (number, page) in text.split('\u{c}').enumerate() {
        if number > 0 {
            blocks.push(Block::PageBreak);
        }
        let lines = lines(page);
        let aligned = lines.iter().any(|line| is_aligned(line));
        blocks.push(if aligned { Block::Preformatted(lines) } else { Block::Lines(lines) });
    }
    blocks
}

/// The lines of a text; CR LF, LF and CR each end one.
fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.strip_suffix('\n').unwrap_or(&text).split('\n').map(str::to_owned).collect()
}

/// Whether a line sets things under each other: a tab or a wide gap after its first word.
pub(super) fn is_aligned(line: &str) -> bool {
    let line = line.trim();
    line.contains('\t') || line.contains("   ") || line.contains(['│', '─', '┼'])
}

/// A paragraph for each group of lines between blank ones, lines kept.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let groups = lines.split(|line| line.trim().is_empty()).filter(|group| !group.is_empty());
    groups
        .map(|group| {
            if group.iter().any(|line| is_aligned(line)) {
                return Block::Preformatted(group.to_vec());
            }
            Block::Paragraph(vec![Run::plain(group.join("\n"))])
        })
        .collect()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let half = bytes.len() / 2;
    if half > 1 && zeros(1) * 10 > half * 4 && zeros(0) * 20 < half {
        return UTF_16LE;
    }
    if half > 1 && zeros(0) * 10 > half * 4 && zeros(1) * 20 < half {
        return UTF_16BE;
    }
    if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }
}

/// Control characters that text does not have, more than one in a hundred (and any zero byte).
fn looks_binary(text: &str) -> bool {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}' | '\u{1a}');
    let (mut control, mut all) = (0_usize, 0_usize);
    for ch in text.chars() {
        if ch == '\0' {
            return true;
        }
        all += 1;
        control += usize::from(ch.is_control() && !allowed(ch));
    }
    control > 2 && control * 100 > all
}

/// The first bytes of files that are not text, whatever their name.
fn has_foreign_signature(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 12] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\xd0\xcf\x11\xe0",
        b"\x7fELF",
        b"MZ\x90",
        b"\x1f\x8b",
        b"7z\xbc\xaf",
        b"{\\rtf",
        b"Rar!",
    ];
    SIGNATURES.iter().any(|signature| bytes.starts_with(signature))
}

#[cfg(test)]
mod tests {
    use super::super::convert::Member;
    use super::*;
    use crate::pdf::limits::Limits;

    fn read(bytes: &[u8]) -> Option<(String, &'static str)> {
        let limits = Limits::default();
        let member = Member {
            name: "notes.txt",
            bytes,
            password: None,
            limits: &limits,
            show_hidden: false,
            own: &[],
            rows: None,
        };
        decode(&member).ok().map(|d| (d.text, d.label))
    }

    #[test]
    fn the_encoding_is_guessed() {
        let utf16le: Vec<u8> = "Zoë Łuk".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16be: Vec<u8> = "\u{feff}Zoë".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let cases: [(&[u8], &str, &str); 6] = [
            (b"Zo\xeb \x93Ames\x94", "Zoë “Ames”", "windows-1252"),
            ("Zoë".as_bytes(), "Zoë", "UTF-8"),
            (b"\xef\xbb\xbfZo\xc3\xab", "Zoë", "UTF-8"),
            (&utf16le, "Zoë Łuk", "UTF-16LE"),
            (&utf16be, "Zoë", "UTF-16BE"),
            (b"", "", "UTF-8"),
        ];
        for (bytes, text, label) in cases {
            assert_eq!(read(bytes), Some((text.to_owned(), label)));
        }
    }

    #[test]
    fn a_binary_file_under_a_text_name_is_refused() {
        for bytes in [&b"%PDF-1.7 ..."[..], b"PK\x03\x04rest", b"abc\0def", b"\x01\x02\x03\x04\x05abc"] {
            assert_eq!(read(bytes), None);
        }
    }

    #[test]
    fn form_feeds_start_pages_and_an_empty_file_says_so() {
        let limits = Limits::default();
        for (bytes, pages) in [(&b"one\x0ctwo\x0cthree"[..], 3), (b"", 1), (b"one\r\n", 1)] {
            let member = Member {
                name: "notes.txt",
                bytes,
                password: None,
                limits: &limits,
                show_hidden: false,
                own: &[],
                rows: None,
            };
            assert_eq!(convert(&member).expect("text").pages, pages);
        }
    }

    #[test]
    fn a_file_of_more_pages_than_allowed_is_refused() {
        let limits = Limits { pages: 3, ..Limits::default() };
        let bytes = "line\n".repeat(400);
        let member = Member {
            name: "log.txt",
            bytes: bytes.as_bytes(),
            password: None,
            limits: &limits,
            show_hidden: false,
            own: &[],
            rows: None,
        };
        let refused = convert(&member).expect_err("too long");
        assert!(refused.problem.what.contains("3 pages"), "{}", refused.problem.what);
    }
}
