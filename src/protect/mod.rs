//! From a pack to sealed bytes: AES-256 (ISO 32000-2, 7.6.4, revision 6), passwords, pass-phrases.
//!
//! The password opens the file; nothing else is locked. Printing, copying and assistive technology
//! are allowed, and there is no security that only an owner's password upholds: the owner's password
//! is random and thrown away. A password is in no message and no file.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, LoadOptions, Object, Permissions, StringFormat};

use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::geom::PageGeometry;
use crate::pack::Pack;
use crate::pdf::write;
use crate::sys::Env;

pub use archive::{Opened, Part, lock_identity, open_record, seal_record};
pub use passphrase::passphrase;
pub use password::{Password, read_password_file};

mod archive;
mod passphrase;
mod password;
#[cfg(test)]
mod tests;

/// The bytes of a finished file, not yet verified. Only `protect` makes one.
#[derive(Debug, Clone)]
pub struct SealedPack {
    /// The file.
    pub bytes: Vec<u8>,
    /// Geometry of each page.
    pub geometry: Vec<PageGeometry>,
    /// Whether a password is needed to open it.
    pub encrypted: bool,
}

/// Writes the pack, under `password` when there is one.
///
/// File key, owner's password and `/ID` come from `env`; salts and initialisation vectors from the
/// operating system.
///
/// # Errors
/// Exit 1 when the system gives no random bytes or the document cannot be written.
pub fn protect(pack: Pack, password: Option<&Password>, env: &Env) -> Result<SealedPack> {
    let Pack { mut document, geometry, .. } = pack;
    let bytes = seal(&mut document, password, env)?;
    Ok(SealedPack { bytes, geometry, encrypted: password.is_some() })
}

/// Protects an unchanged pack of ours anew: `old` opens it (`None` when it is not locked).
///
/// # Errors
/// Exit 5 when `old` does not open it, exit 3 when it is no readable PDF.
pub fn reprotect(bytes: &[u8], old: Option<&Password>, new: Option<&Password>, env: &Env) -> Result<Vec<u8>> {
    let options = LoadOptions { password: old.map(|p| p.expose().to_owned()), ..LoadOptions::default() };
    let mut document = Document::load_mem_with_options(bytes, options).map_err(|e| cannot_open(&e))?;
    if document.is_encrypted() {
        return Err(wrong_password());
    }
    // what belonged to the old protection or to the way in which the old file was written
    for key in [b"ID".as_slice(), b"Type", b"Index", b"W", b"Filter", b"DecodeParms", b"Length", b"Prev"] {
        document.trailer.remove(key);
    }
    document.objects.retain(|_, o| !is_file_structure(o));
    seal(&mut document, new, env)
}

/// Object and cross-reference streams: the old file's own structure.
fn is_file_structure(object: &Object) -> bool {
    object.as_stream().is_ok_and(|s| s.dict.has_type(b"ObjStm") || s.dict.has_type(b"XRef"))
}

fn seal(document: &mut Document, password: Option<&Password>, env: &Env) -> Result<Vec<u8>> {
    "2.0".clone_into(&mut document.version);
    let mut id = vec![0; 16];
    env.fill(&mut id)?;
    let id = Object::String(id, StringFormat::Hexadecimal);
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    if let Some(password) = password {
        let state = encryption(password, env)?;
        document.encrypt(&state).map_err(|_| cannot_encrypt())?;
    }
    write::to_bytes(document)
}

/// Version 5, revision 6: AES-256 in CBC mode for every string and stream (ISO 32000-2, 7.6.4.4).
fn encryption(password: &Password, env: &Env) -> Result<EncryptionState> {
    let (mut key, mut owner) = ([0; 32], [0; 16]);
    env.fill(&mut key)?;
    env.fill(&mut owner)?;
    let owner = format!("{:032x}", u128::from_le_bytes(owner));
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    EncryptionState::try_from(EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), filter)]),
        file_encryption_key: &key,
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: &owner,
        user_password: password.expose(),
        permissions: PERMITTED,
    })
    .map_err(|_| cannot_encrypt())
}

/// What whoever opens it may do: read aloud, print, copy. Bits for changing it stay off (table 22).
const PERMITTED: Permissions = Permissions::PRINTABLE
    .union(Permissions::PRINTABLE_IN_HIGH_QUALITY)
    .union(Permissions::COPYABLE)
    .union(Permissions::COPYABLE_FOR_ACCESSIBILITY);

fn cannot_encrypt() -> Error {
    Error::problem(Place::default(), "the pack could not be encrypted", "try another password")
}

fn cannot_open(error: &lopdf::Error) -> Error {
    match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => wrong_password(),
        _ => Error::unchecked(Place::default(), "the pack could not be read", "build the case again"),
    }
}

fn wrong_password() -> Error {
    let hint = "name the password with which it was made, or build the case again";
    Error::new(Exit::Password, Place::default(), "this password does not open the pack", hint)
}
