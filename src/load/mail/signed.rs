//! What a signature wraps: the content inside a CMS `SignedData` (RFC 5652, 5; RFC 8551, 3.5.2).
//!
//! The signature is not checked, which the register says. Refused, so that it stays named: what is
//! encrypted, a signature without content, and what does not follow the rules of X.690 to its last byte.

use mail_parser::decoders::base64::base64_decode;

/// `id-signedData` and `id-data` (RFC 5652, 5.1 and 4), as the bytes of an object identifier.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];

/// Tags (X.690, 8.1.2).
const OBJECT_IDENTIFIER: u8 = 0x06;
const OCTET_STRING: u8 = 0x04;
const OCTET_STRINGS: u8 = 0x24;
const SEQUENCE: u8 = 0x30;
const CONTENT: u8 = 0xa0;

/// How deep values may be nested: certificates need less.
const DEEPEST: usize = 40;

/// The lines around the same as text (RFC 7468, 8 and 9).
const ARMOUR: [(&str, &str); 2] =
    [("-----BEGIN PKCS7-----", "-----END PKCS7-----"), ("-----BEGIN CMS-----", "-----END CMS-----")];

/// The content that was signed; none where there is none to be read.
pub(in crate::load) fn content(bytes: &[u8]) -> Option<Vec<u8>> {
    let plain = bare(bytes);
    let mut outer = Values(plain.as_deref().unwrap_or(bytes));
    let mut info = outer.value(SEQUENCE)?;
    outer.end()?;
    (info.value(OBJECT_IDENTIFIER)?.0 == SIGNED_DATA).then_some(())?;
    let mut signed = info.value(CONTENT)?.value(SEQUENCE)?;
    // the version, and how digests were made
    signed.any()?;
    signed.any()?;
    let mut wrapped = signed.value(SEQUENCE)?;
    (wrapped.value(OBJECT_IDENTIFIER)?.0 == DATA).then_some(())?;
    let mut content = wrapped.value(CONTENT)?;
    let mut out = Vec::new();
    content.octets(&mut out, 0)?;
    content.end()?;
    Some(out)
}

/// The bytes behind lines of base64.
fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let inside = ARMOUR
        .iter()
        .find_map(|(begin, end)| Some(text.trim_start().strip_prefix(begin)?.split_once(end)?.0))?;
    base64_decode(inside.as_bytes())
}

/// Values one after another (X.690, 8.1), those of an end without a length left away.
struct Values<'b>(&'b [u8]);

impl<'b> Values<'b> {
    /// The next value, when it has this tag.
    fn value(&mut self, tag: u8) -> Option<Values<'b>> {
        let (found, inside) = self.any()?;
        (found == tag).then_some(Values(inside))
    }

    /// Tag and content of the next value.
    fn any(&mut self) -> Option<(u8, &'b [u8])> {
        self.next(0)
    }

    fn next(&mut self, depth: usize) -> Option<(u8, &'b [u8])> {
        let (tag, rest) = self.0.split_first()?;
        // 8.1.2.4: tags of several bytes are not used in what is read here
        (tag & 0x1f != 0x1f && depth < DEEPEST).then_some(())?;
        let (first, rest) = rest.split_first()?;
        if *first == 0x80 {
            return self.endless(*tag, rest, depth);
        }
        let (length, rest) = length(*first, rest)?;
        let (inside, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((*tag, inside))
    }

    /// A value without a length: it goes on until two bytes of zero (8.1.3.6).
    fn endless(&mut self, tag: u8, all: &'b [u8], depth: usize) -> Option<(u8, &'b [u8])> {
        (tag & 0x20 != 0).then_some(())?;
        let mut inside = Values(all);
        loop {
            if let Some(rest) = inside.0.strip_prefix(&[0, 0]) {
                let length = all.len().checked_sub(inside.0.len())?;
                self.0 = rest;
                return Some((tag, all.get(..length)?));
            }
            inside.next(depth + 1)?;
        }
    }

    /// An octet string, whole or in parts (8.7.3).
    fn octets(&mut self, out: &mut Vec<u8>, depth: usize) -> Option<()> {
        match self.any()? {
            (OCTET_STRING, bytes) => out.extend_from_slice(bytes),
            (OCTET_STRINGS, parts) if depth < DEEPEST => {
                let mut parts = Values(parts);
                while !parts.0.is_empty() {
                    parts.octets(out, depth + 1)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// Nothing may follow; line ends that mail leaves behind do.
    fn end(&self) -> Option<()> {
        self.0.iter().all(u8::is_ascii_whitespace).then_some(())
    }
}

/// A length and what follows it (8.1.3.4 and 8.1.3.5).
fn length(first: u8, rest: &[u8]) -> Option<(usize, &[u8])> {
    if first < 0x80 {
        return Some((first.into(), rest));
    }
    let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
    (bytes.len() <= 8).then_some(())?;
    let length = bytes.iter().fold(0_u64, |length, byte| length << 8 | u64::from(*byte));
    Some((usize::try_from(length).ok()?, rest))
}

#[cfg(test)]
pub(super) mod testing {
    /// A value with a length.
    pub(in crate::load) fn value(tag: u8, inside: &[u8]) -> Vec<u8> {
        let length = (inside.len() as u32).to_be_bytes();
        [&[tag, 0x84][..], &length, inside].concat()
    }

    /// A value that ends with two bytes of zero.
    pub(super) fn endless(tag: u8, inside: &[u8]) -> Vec<u8> {
        [&[tag, 0x80][..], inside, &[0, 0]].concat()
    }

    /// A signed content, with certificates behind it.
    pub(in crate::load) fn signed(content: &[u8]) -> Vec<u8> {
        wrapped(super::SIGNED_DATA, &value(super::CONTENT, &value(4, content)), value)
    }

    pub(super) fn wrapped(kind: &[u8], content: &[u8], by: fn(u8, &[u8]) -> Vec<u8>) -> Vec<u8> {
        let info = by(0x30, &[value(6, super::DATA), content.to_vec()].concat());
        let all = [value(2, &[1]), value(0x31, &[]), info, by(0xa0, b"\x30\0"), by(0x31, &[])].concat();
        by(0x30, &[value(6, kind), by(super::CONTENT, &by(0x30, &all))].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{endless, signed, value, wrapped};
    use super::*;

    #[test]
    fn the_content_of_a_signature_is_read_whole_also_in_parts_and_without_lengths() {
        let parts = endless(0x24, &[value(4, b"Dear "), value(4, b"Ann")].concat());
        let nested = endless(0x24, &[value(0x24, &value(4, b"Dear Ann"))].concat());
        for (what, file) in [
            ("with lengths", signed(b"Dear Ann")),
            ("in parts", wrapped(SIGNED_DATA, &endless(CONTENT, &parts), endless)),
            ("in parts of parts", wrapped(SIGNED_DATA, &endless(CONTENT, &nested), endless)),
            ("with a line end behind", [signed(b"Dear Ann"), b"\r\n".to_vec()].concat()),
        ] {
            assert_eq!(content(&file).as_deref(), Some(&b"Dear Ann"[..]), "{what}");
        }
    }

    #[test]
    fn what_is_encrypted_or_without_content_or_cut_is_not_read() {
        let whole = signed(b"Dear Ann");
        let enveloped = [&SIGNED_DATA[..8], &[3]].concat();
        assert_eq!(content(&wrapped(&enveloped, &value(CONTENT, &value(4, b"x")), value)), None);
        assert_eq!(content(&wrapped(SIGNED_DATA, &[], value)), None);
        assert_eq!(content(&[&whole[..], b"more"].concat()), None);
        for at in 0..whole.len() {
            assert_eq!(content(&whole[..at]), None, "cut at {at}");
            for flip in [0x01, 0x80, 0xff] {
                let mut broken = whole.clone();
                broken[at] ^= flip;
                let _ = content(&broken);
            }
        }
    }

    #[test]
    fn values_nested_without_end_end() {
        let deep = [0x30, 0x80].repeat(100_000);
        assert_eq!(content(&deep), None);
        let strings = (0..60).fold(value(4, b"x"), |inside, _| value(0x24, &inside));
        assert_eq!(content(&wrapped(SIGNED_DATA, &value(CONTENT, &strings), value)), None);
    }
}
