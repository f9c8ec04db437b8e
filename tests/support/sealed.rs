//! Files under a password, by every kind of encryption that a reader meets (ISO 32000-2, 7.6).

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions};

/// The kinds, weakest first.
pub const KINDS: [&str; 4] = ["RC4-40", "RC4-128", "AES-128", "AES-256"];

/// The file under RC4 with 128 bits and an owner password only.
pub fn rc4(bytes: &[u8]) -> Vec<u8> {
    with(bytes, "RC4-128", "")
}

/// The file under one of [`KINDS`], the owner password "owner" and a user password, which may be empty.
pub fn with(bytes: &[u8], kind: &str, user_password: &str) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).expect("a file");
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let (owner_password, permissions) = ("owner", Permissions::all());
    let filter = |filter: Arc<dyn CryptFilter>| BTreeMap::from([(b"StdCF".to_vec(), filter)]);
    let (stream_filter, string_filter) = (b"StdCF".to_vec(), b"StdCF".to_vec());
    let version = match kind {
        "RC4-40" => EncryptionVersion::V1 { document: &document, owner_password, user_password, permissions },
        "RC4-128" => EncryptionVersion::V2 {
            document: &document,
            owner_password,
            user_password,
            key_length: 128,
            permissions,
        },
        "AES-128" => EncryptionVersion::V4 {
            document: &document,
            encrypt_metadata: true,
            crypt_filters: filter(Arc::new(Aes128CryptFilter)),
            stream_filter,
            string_filter,
            owner_password,
            user_password,
            permissions,
        },
        _ => EncryptionVersion::V5 {
            encrypt_metadata: true,
            crypt_filters: filter(Arc::new(Aes256CryptFilter)),
            file_encryption_key: &[7; 32],
            stream_filter,
            string_filter,
            owner_password,
            user_password,
            permissions,
        },
    };
    let state = EncryptionState::try_from(version).expect("a state");
    document.encrypt(&state).expect("encrypted");
    if kind.ends_with("128") {
        settle_padding(&mut document);
    }
    let mut out = Vec::new();
    document.save_to(&mut out).expect("saved");
    out
}

/// The second half of `U` is arbitrary padding (algorithm 5) and drawn by lot: the same file each time is
/// what a test can be repeated with.
fn settle_padding(document: &mut Document) {
    let entries = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
    for dict in entries.filter(|dict| dict.has(b"O") && dict.has(b"U")) {
        if let Ok(Object::String(check, _)) = dict.get_mut(b"U") {
            check.iter_mut().skip(16).for_each(|byte| *byte = 0);
        }
    }
}
