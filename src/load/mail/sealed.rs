//! What is encrypted or signed in a mail: named, never shown as if it could be read.
//!
//! A signature beside a text is counted. An encrypted part becomes a member and is refused by its kind;
//! so does a passage encrypted inside a text.

/// First and last line of an encrypted passage (RFC 9580, 6.2).
const BEGIN: &str = "-----BEGIN PGP MESSAGE-----";
const END: &str = "-----END PGP MESSAGE-----";

/// What a part is that only frames another; none where it is something by itself. A type alone proves
/// nothing: its first bytes must agree.
pub(super) fn frame(kind: &str, content: &[u8]) -> Option<&'static str> {
    let starts = |all: &[&[u8]]| all.iter().any(|start| content.trim_ascii_start().starts_with(start));
    match kind {
        "application/pkcs7-signature" | "application/x-pkcs7-signature"
            if starts(&[b"\x30", b"-----BEGIN PKCS7"]) =>
        {
            Some(super::SIGNATURE)
        }
        "application/pgp-signature" if starts(&[b"-----BEGIN PGP SIGNATURE"]) => {
            Some("digital signature (PGP), not checked")
        }
        // RFC 3156, 4: it says the version, the text is in the part after it
        "application/pgp-encrypted" if content.len() < 64 && starts(&[b"Version:"]) => {
            Some("frame of an encrypted text")
        }
        _ => None,
    }
}

/// A text with a mark for each encrypted passage, and the passages as files.
pub(super) fn passages(text: &str) -> (String, Vec<(String, Vec<u8>)>) {
    let (mut open, mut sealed, mut rest) = (String::new(), Vec::new(), text);
    while let Some((before, after)) = rest.split_once(BEGIN) {
        let (inside, behind) = after.split_once(END).unwrap_or((after, ""));
        open.push_str(before);
        open.push_str("[encrypted text, not shown]");
        sealed.push(("encrypted.asc".to_owned(), format!("{BEGIN}{inside}{END}\n").into_bytes()));
        rest = behind;
    }
    open.push_str(rest);
    (open, sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encrypted_passage_is_marked_and_becomes_a_file() {
        let (open, sealed) = passages(&format!("Dear Ann\n{BEGIN}\nhQEMA\n{END}\nBye\n{BEGIN}\ncut off"));
        assert_eq!(open, "Dear Ann\n[encrypted text, not shown]\nBye\n[encrypted text, not shown]");
        assert_eq!(sealed.len(), 2);
        assert_eq!(passages("nothing").1.len(), 0);
    }

    #[test]
    fn a_file_that_only_says_it_is_a_signature_is_none() {
        assert!(frame("application/pkcs7-signature", b"\x30\x82").is_some());
        assert!(frame("application/pkcs7-signature", b"Dear Ann").is_none());
        assert!(frame("application/pgp-signature", b"%PDF-").is_none());
        assert!(frame("application/pgp-encrypted", b"Version: 1\r\n").is_some());
    }
}
