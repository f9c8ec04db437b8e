//! The record as one archive that ordinary programs open: AES-256 (`WinZip` AE-2), no name visible.
//!
//! ```text
//! record archive (zip)      each entry encrypted with the password of the record
//!   record.zip              the parts, in the clear inside
//!   identity.zip            proof of identity: its one entry, parts.zip, has a password of its own
//! comment                   HMAC-SHA-256 over every other byte of the archive, under the SHA-256 of record.zip
//! ```
//!
//! The keyed hash is known only to whoever can open the archive: a byte changed anywhere is found, headers
//! and comment too. Refused: more parts or bytes than the limits, and what is no record of ours.

use std::io::{Cursor, Read, Write};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zip::write::{FileOptions, SimpleFileOptions};
use zip::{AesMode, ZipArchive, ZipWriter};

use super::Password;
use crate::diag::Place;
use crate::error::{Error, Exit, Result};

/// Names of the entries.
const RECORD: &str = "record.zip";
const IDENTITY: &str = "identity.zip";
const INNER: &str = "parts.zip";

/// What the comment says before the keyed hash.
const COMMENT: &str = "blackpanel record 1 ";

/// Digits of the keyed hash.
const DIGITS: usize = 64;

/// Most parts that are read.
const PARTS: usize = 200_000;

/// Most bytes of all parts together that are read.
const BYTES: u64 = 8 << 30;

/// A file of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name with `/`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A record that was opened, and whose bytes are those that were sealed.
#[derive(Debug)]
pub struct Opened {
    /// The parts, in order of name.
    pub parts: Vec<Part>,
    /// The part with proof of identity, still locked; none when there is no such proof.
    pub identity: Option<Vec<u8>>,
}

/// Locks proof of identity away under a password of its own: the bytes of `identity.zip`.
///
/// # Errors
/// Exit 1 when the archive cannot be written.
pub fn lock_identity(parts: &[Part], password: &Password) -> Result<Vec<u8>> {
    let inner = plain(parts)?;
    locked(&[(INNER, &inner)], password, None)
}

/// Seals the record.
///
/// # Errors
/// Exit 1 when the archive cannot be written.
pub fn seal_record(parts: &[Part], identity: Option<&[u8]>, password: &Password) -> Result<Vec<u8>> {
    let record = plain(parts)?;
    let entries = [Some((RECORD, record.as_slice())), identity.map(|bytes| (IDENTITY, bytes))];
    let entries: Vec<_> = entries.into_iter().flatten().collect();
    let open = format!("{COMMENT}{}", "0".repeat(DIGITS));
    let mut bytes = locked(&entries, password, Some(&open))?;
    let hash = keyed(&record, &bytes).ok_or_else(unwritten)?;
    let at = bytes.len().saturating_sub(DIGITS);
    bytes.truncate(at);
    bytes.extend(hash.as_bytes());
    Ok(bytes)
}

/// Opens a record and demands that no byte of it has changed.
///
/// # Errors
/// Exit 5 for the wrong password, exit 1 when a byte was changed, exit 3 when it is no record.
pub fn open_record(bytes: &[u8], password: &Password) -> Result<Opened> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_record())?;
    if !archive.comment().starts_with(COMMENT.as_bytes()) {
        return Err(no_record());
    }
    let record = entry(&mut archive, RECORD, password)?.ok_or_else(no_record)?;
    let identity = entry(&mut archive, IDENTITY, password)?;
    let told = bytes.get(bytes.len().saturating_sub(DIGITS)..).unwrap_or_default();
    if keyed(&record, bytes).is_none_or(|hash| hash.as_bytes() != told) {
        return Err(changed());
    }
    Ok(Opened { parts: unpack(&record)?, identity })
}

/// HMAC-SHA-256 over an archive without its last digits, in hex.
fn keyed(record: &[u8], archive: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&Sha256::digest(record)).ok()?;
    mac.update(archive.get(..archive.len().checked_sub(DIGITS)?)?);
    Some(mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect())
}

fn plain(parts: &[Part]) -> Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        let large = part.bytes.len() as u64 >= u64::from(u32::MAX);
        writer
            .start_file(&part.name, SimpleFileOptions::default().large_file(large))
            .map_err(|_| unwritten())?;
        writer.write_all(&part.bytes).map_err(|_| unwritten())?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|_| unwritten())
}

fn locked(entries: &[(&str, &[u8])], password: &Password, comment: Option<&str>) -> Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let large = bytes.len() as u64 >= u64::from(u32::MAX);
        let options = FileOptions::<()>::default()
            .compression_method(zip::CompressionMethod::Stored)
            .large_file(large)
            .with_aes_encryption(AesMode::Aes256, password.expose());
        writer.start_file(*name, options).map_err(|_| unwritten())?;
        writer.write_all(bytes).map_err(|_| unwritten())?;
    }
    if let Some(comment) = comment {
        writer.set_comment(comment).map_err(|_| unwritten())?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|_| unwritten())
}

/// An entry, decrypted; its own check (AE-2, HMAC-SHA-1) is made while it is read.
fn entry(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    password: &Password,
) -> Result<Option<Vec<u8>>> {
    let Some(index) = archive.index_for_name(name) else { return Ok(None) };
    let opened = archive.by_index_decrypt(index, password.expose().as_bytes());
    let file = opened.map_err(|e| match e {
        zip::result::ZipError::InvalidPassword => wrong_password(),
        _ => changed(),
    })?;
    if !file.encrypted() {
        return Err(no_record());
    }
    let mut bytes = Vec::new();
    file.take(BYTES).read_to_end(&mut bytes).map_err(|_| changed())?;
    Ok(Some(bytes))
}

fn unpack(record: &[u8]) -> Result<Vec<Part>> {
    let mut archive = ZipArchive::new(Cursor::new(record)).map_err(|_| no_record())?;
    if archive.len() > PARTS {
        return Err(no_record());
    }
    let (mut parts, mut room) = (Vec::new(), BYTES);
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| changed())?;
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let mut bytes = Vec::new();
        file.take(room).read_to_end(&mut bytes).map_err(|_| changed())?;
        room = room.checked_sub(bytes.len() as u64).filter(|left| *left > 0).ok_or_else(no_record)?;
        parts.push(Part { name, bytes });
    }
    Ok(parts)
}

fn unwritten() -> Error {
    Error::problem(Place::default(), "the record could not be written", "see whether there is room for it")
}

fn no_record() -> Error {
    Error::unchecked(Place::default(), "is no record that this program made, or is too large", "")
}

fn changed() -> Error {
    let hint = "a byte of it changed after it was sealed; take a backup";
    Error::problem(Place::default(), "the record is not as it was sealed", hint)
}

fn wrong_password() -> Error {
    let hint = "name the password with which it was made";
    Error::new(Exit::Password, Place::default(), "this password does not open the record", hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::from_bytes(text.as_bytes()).expect("fit")
    }

    fn part(name: &str, bytes: &[u8]) -> Part {
        Part { name: name.into(), bytes: bytes.to_vec() }
    }

    #[test]
    fn what_was_sealed_is_opened_with_its_password_and_with_no_other() {
        let parts = [part("ledger/history.jsonl", b"one\n"), part("originals/a b.txt", b"text")];
        let sealed = seal_record(&parts, None, &password("one two")).expect("sealed");
        assert_eq!(open_record(&sealed, &password("one two")).expect("opened").parts, parts);
        assert_eq!(open_record(&sealed, &password("one too")).expect_err("wrong").exit, Exit::Password);
        let shown = String::from_utf8_lossy(&sealed);
        assert!(!shown.contains("history") && !shown.contains("originals"), "a name is visible");
    }

    #[test]
    fn r12_a_changed_byte_anywhere_in_the_record_is_found() {
        let identity = lock_identity(&[part("passport.txt", b"P")], &password("other")).expect("locked");
        let sealed = seal_record(&[part("a", b"x")], Some(&identity), &password("pass")).expect("sealed");
        // deriving a key takes its time: every seventeenth byte, and all of the end
        let last = sealed.len() - 30;
        for at in (0..last).step_by(17).chain(last..sealed.len()) {
            let mut bad = sealed.clone();
            bad[at] ^= 1;
            assert!(open_record(&bad, &password("pass")).is_err(), "byte {at} of {}", sealed.len());
        }
        assert!(open_record(&[&sealed[..], b"x"].concat(), &password("pass")).is_err(), "a byte more");
        assert!(open_record(b"PK nothing", &password("pass")).is_err());
    }

    #[test]
    fn r26_proof_of_identity_does_not_open_with_the_password_of_the_record() {
        let proof = [part("passport.txt", b"P 1234567")];
        let identity = lock_identity(&proof, &password("other")).expect("locked");
        let sealed = seal_record(&[part("a", b"x")], Some(&identity), &password("pass")).expect("sealed");
        let opened = open_record(&sealed, &password("pass")).expect("opened");
        let inner = opened.identity.expect("the part");
        let mut archive = ZipArchive::new(Cursor::new(inner.as_slice())).expect("a zip");
        assert!(entry(&mut archive, INNER, &password("pass")).is_err());
        let parts = entry(&mut archive, INNER, &password("other")).expect("opens").expect("there");
        assert_eq!(unpack(&parts).expect("parts"), proof);
    }
}
