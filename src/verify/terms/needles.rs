//! Every way in which a term may stand in bytes: plain, UTF-16, hexadecimal, octal, `#xx`, base64,
//! character references, reversed.
//!
//! The automaton that takes them ignores ASCII case, so forms are made in lower case and once.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Shortest base64 form: shorter ones come about by chance.
const BASE64_MIN: usize = 8;
/// Shortest term that is looked for backwards: `Leon` is `Noel`.
const REVERSED_MIN: usize = 6;

/// The byte strings that stand for one term, in ASCII lower case.
pub(crate) fn forms(term: &str) -> BTreeSet<Vec<u8>> {
    let mut out = BTreeSet::new();
    for text in cases(term) {
        for bytes in plain(&text) {
            encodings(&bytes, &mut out);
            out.insert(bytes);
        }
        let each = |f: fn(u32) -> String| text.chars().map(|c| f(c.into())).collect::<String>().into_bytes();
        out.insert(each(|c| format!("&#{c};")));
        out.insert(each(|c| format!("&#x{c:x};")));
        out.insert(each(|c| format!("\\u{c:04x}")));
        if text.chars().count() >= REVERSED_MIN {
            out.insert(text.chars().rev().collect::<String>().into_bytes());
        }
        if text.contains(' ') {
            out.extend(["", "_", "-", ".", "+", "%20"].map(|joint| text.replace(' ', joint).into_bytes()));
        }
    }
    let lower = |form: Vec<u8>| form.to_ascii_lowercase();
    out.into_iter().map(lower).filter(|f| f.len() >= 4).collect()
}

/// The term as written, in upper and lower case, and without diacritics.
fn cases(term: &str) -> BTreeSet<String> {
    let single = term.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare: String = single.nfd().filter(|&c| !is_combining_mark(c)).collect();
    [single, bare].iter().flat_map(|t| [t.clone(), t.to_uppercase(), t.to_lowercase()]).collect()
}

/// UTF-8, Latin-1 and UTF-16. Of ASCII in UTF-16 both byte orders share all bytes but one.
fn plain(text: &str) -> Vec<Vec<u8>> {
    let mut little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    if text.is_ascii() {
        little.pop();
        return vec![text.as_bytes().to_vec(), little];
    }
    let big = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    [text.as_bytes().to_vec(), little, big].into_iter().chain(latin).collect()
}

/// The printable encodings of a byte string.
fn encodings(bytes: &[u8], out: &mut BTreeSet<Vec<u8>>) {
    let each = |f: fn(u8) -> String| bytes.iter().map(|&b| f(b)).collect::<String>().into_bytes();
    out.insert(each(|b| format!("{b:02x}")));
    out.insert(each(|b| format!("\\{b:03o}")));
    out.insert(each(|b| format!("#{b:02x}")));
    out.insert(each(|b| format!("%{b:02x}")));
    out.extend((0..3).map(|skip| base64(bytes, skip)).filter(|f| f.len() >= BASE64_MIN));
}

/// The characters of base64 that depend on `bytes` alone when they begin `skip` bytes into a group.
fn base64(bytes: &[u8], skip: usize) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bit = |i: usize| bytes.get(i / 8).map(|b| usize::from(b >> (7 - i % 8) & 1));
    let first = [0, 4, 2].get(skip).copied().unwrap_or(0);
    let sixes = (bytes.len() * 8).saturating_sub(first) / 6;
    let value = |s: usize| (0..6).try_fold(0, |v, i| Some(v << 1 | bit(first + s * 6 + i)?));
    (0..sixes).filter_map(|s| ALPHABET.get(value(s)?).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_found_at_every_alignment() {
        // of "xSmith Jones", "xxSmith Jones" and "Smith Jones"
        for (skip, encoded) in [(1, "eFNtaXRoIEpvbmVz"), (2, "eHhTbWl0aCBKb25lcw=="), (0, "U21pdGggSm9uZXM=")]
        {
            let form = String::from_utf8(base64(b"Smith Jones", skip)).expect("ASCII");
            assert!(encoded.contains(&form) && form.len() >= 13, "{skip} {form}");
        }
    }
}
