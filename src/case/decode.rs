//! Bytes of a text file that a person saved, in whatever way their editor does, as text.
//!
//! UTF-8 with or without its mark, UTF-16 in both orders, and code page 1252 as the last resort for
//! what is no UTF-8. Line ends become `\n`, so that line numbers are those an editor shows. What
//! holds a NUL is no text and is refused.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file, or `None` when it is no text.
pub(crate) fn text(bytes: &[u8]) -> Option<String> {
    let encoding = Encoding::for_bom(bytes).map_or_else(|| guess(bytes), |(e, _)| e);
    let (text, _, broken) = encoding.decode(bytes);
    if text.contains('\0') || (broken && encoding != WINDOWS_1252) {
        return None;
    }
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The encoding of bytes without a mark: UTF-16 shows by its zero bytes, UTF-8 by being valid.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let many = head.len() / 4;
    if bytes.len() >= 4 && zeros(1) > many {
        UTF_16LE
    } else if bytes.len() >= 4 && zeros(0) > many {
        UTF_16BE
    } else if std::str::from_utf8(bytes).is_ok() {
        UTF_8
    } else {
        WINDOWS_1252
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_officers_editor_may_save_as_it_likes() {
        let want = "name = \"Zoë\"\nnext\n";
        let utf16 = |le: bool, mark: bool| -> Vec<u8> {
            let mark = if mark { "\u{feff}" } else { "" };
            let text = format!("{mark}{}", want.replace('\n', "\r\n"));
            text.encode_utf16().flat_map(|u| if le { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
        };
        let latin: Vec<u8> = want.chars().map(|c| c as u8).collect();
        let files = [
            want.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", want.as_bytes()].concat(),
            want.replace('\n', "\r\n").into_bytes(),
            want.replace('\n', "\r").into_bytes(),
            utf16(true, true),
            utf16(false, true),
            utf16(true, false),
            utf16(false, false),
            latin,
        ];
        for (i, file) in files.iter().enumerate() {
            assert_eq!(text(file).as_deref(), Some(want), "file {i}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(text(b"PK\x03\x04\0\0\0 and more of it than zeros"), None);
    }
}
