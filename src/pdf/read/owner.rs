//! The owner password of an older file (ISO 32000-2, 7.6.4.4, algorithm 7): it gives the user password.
//!
//! Revisions 2 to 4 only; later ones open with either password. The encryption dictionary is sought in
//! the bytes, because a reader that lacks the password opens nothing. A user password that is not UTF-8
//! cannot be handed on and stays unknown.

use hayro_syntax::object::{Dict, FromBytes, Number, String as PdfString};
use md5::{Digest, Md5};

/// What pads a password to 32 bytes (algorithm 2, step a).
const PADDING: [u8; 32] = [
    0x28, 0xbf, 0x4e, 0x5e, 0x4e, 0x75, 0x8a, 0x41, 0x64, 0x00, 0x4e, 0x56, 0xff, 0xfa, 0x01, 0x08, 0x2e,
    0x2e, 0x00, 0xb6, 0xd0, 0x68, 0x3e, 0x80, 0x2f, 0x0c, 0xa9, 0xfe, 0x64, 0x53, 0x69, 0x7a,
];

/// The user passwords that this owner password may lead to; trying them tells.
pub(super) fn user_passwords(file: &[u8], owner: &str) -> Vec<String> {
    let Some(Locks { value, revision, length }) = locks(file) else { return Vec::new() };
    let (older, _, _) = encoding_rs::WINDOWS_1252.encode(owner);
    let mut found: Vec<String> = [owner.as_bytes(), &older]
        .iter()
        .filter_map(|word| unpadded(&recover(&value, &owner_key(word, revision, length), revision)))
        .collect();
    found.dedup();
    found
}

/// What the encryption dictionary says about the owner password (tables 20 and 21).
struct Locks {
    /// `O`.
    value: Vec<u8>,
    /// `R`.
    revision: i64,
    /// Bytes of the key.
    length: usize,
}

fn locks(file: &[u8]) -> Option<Locks> {
    let dict = encryption(file)?;
    let number = |key: &[u8]| dict.get::<Number>(key).map(|n| n.as_i64());
    let revision = number(b"R").filter(|r| (2..=4).contains(r))?;
    let usual = if number(b"V") == Some(4) { 128 } else { 40 };
    let bits = if revision == 2 { 40 } else { number(b"Length").unwrap_or(usual) };
    let value = dict.get::<PdfString<'_>>(b"O")?.get(..32)?.to_vec();
    Some(Locks { value, revision, length: usize::try_from(bits / 8).ok()?.clamp(5, 16) })
}

/// The dictionary that the last `Encrypt` entry names, direct or by reference.
fn encryption(file: &[u8]) -> Option<Dict<'_>> {
    const ENTRY: &[u8] = b"/Encrypt";
    places(file, ENTRY).find_map(|at| {
        let rest = file.get(at + ENTRY.len()..)?.trim_ascii_start();
        if rest.starts_with(b"<<") {
            return Dict::from_bytes(rest);
        }
        let mut words = rest.split(u8::is_ascii_whitespace).filter(|w| !w.is_empty());
        let (number, generation) = (digits(words.next()?)?, digits(words.next()?)?);
        let head = format!("{number} {generation} obj");
        let starts =
            |at: &usize| at.checked_sub(1).and_then(|b| file.get(b)).is_none_or(|b| !b.is_ascii_digit());
        let object = places(file, head.as_bytes()).find(starts)?;
        Dict::from_bytes(file.get(object + head.len()..)?.trim_ascii_start())
    })
}

/// Where `needle` lies, from the end.
fn places<'f>(file: &'f [u8], needle: &'f [u8]) -> impl Iterator<Item = usize> + 'f {
    let last = file.len().saturating_sub(needle.len());
    (0..=last).rev().filter(move |at| file.get(*at..).is_some_and(|rest| rest.starts_with(needle)))
}

fn digits(word: &[u8]) -> Option<&str> {
    std::str::from_utf8(word).ok().filter(|w| w.len() < 11 && w.bytes().all(|b| b.is_ascii_digit()))
}

/// Algorithm 3, steps a to d.
fn owner_key(word: &[u8], revision: i64, length: usize) -> Vec<u8> {
    let padded: Vec<u8> = word.iter().chain(&PADDING).copied().take(32).collect();
    let mut hash = Md5::digest(&padded);
    if revision >= 3 {
        for _ in 0..50 {
            hash = Md5::digest(hash);
        }
    }
    hash.iter().copied().take(length).collect()
}

/// Algorithm 7, step b.
fn recover(value: &[u8], key: &[u8], revision: i64) -> Vec<u8> {
    let last = if revision >= 3 { 19 } else { 0 };
    (0..=last).rev().fold(value.to_vec(), |data, turn: u8| {
        let key: Vec<u8> = key.iter().map(|b| b ^ turn).collect();
        rc4(&key, &data)
    })
}

/// The password without its padding.
fn unpadded(padded: &[u8]) -> Option<String> {
    let cut =
        (0..=padded.len()).find(|at| padded.get(*at..).is_some_and(|tail| PADDING.starts_with(tail)))?;
    String::from_utf8(padded.get(..cut)?.to_vec()).ok()
}

/// RC4, a stream cipher that is its own inverse.
fn rc4(key: &[u8], data: &[u8]) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|i| i as u8);
    let at = |state: &[u8; 256], i: u8| state.get(usize::from(i)).copied().unwrap_or(0);
    let mut j = 0_u8;
    for (i, word) in (0..=255_u8).zip(key.iter().cycle()) {
        j = j.wrapping_add(at(&state, i)).wrapping_add(*word);
        state.swap(usize::from(i), usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    let mut next = |byte: &u8| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(at(&state, i));
        state.swap(usize::from(i), usize::from(j));
        byte ^ at(&state, at(&state, i).wrapping_add(at(&state, j)))
    };
    data.iter().map(&mut next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cipher_gives_the_published_key_streams() {
        assert_eq!(rc4(b"Key", b"Plaintext"), [0xbb, 0xf3, 0x16, 0xe8, 0xd9, 0x40, 0xaf, 0x0a, 0xd3]);
        assert_eq!(rc4(b"Wiki", b"pedia"), [0x10, 0x21, 0xbf, 0x04, 0x20]);
    }

    #[test]
    fn padding_is_cut_where_it_begins() {
        let padded: Vec<u8> = b"open".iter().chain(&PADDING).copied().take(32).collect();
        assert_eq!(unpadded(&padded).as_deref(), Some("open"));
        assert_eq!(unpadded(&PADDING).as_deref(), Some(""));
    }
}
