//! Revisions 2 to 4: keys by MD5 (ISO 32000-2, 7.6.4.3.1 and 7.6.4.4, algorithms 1, 2, 4 to 7).
//! Strangers' files only; rule R012 calls them weak.

use md5::{Digest, Md5};

use super::{Values, blocks};

/// The padding of algorithm 2, step a.
const PAD: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E,
    0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// The file key when `password` is the user's or the owner's.
pub(super) fn file_key(values: &Values, password: &[u8]) -> Option<Vec<u8>> {
    let padded = pad(password);
    by_user(values, &padded).or_else(|| by_user(values, &user_password(values, &padded)?))
}

/// Algorithm 1: the key of one object.
pub(super) fn object_key(key: &[u8], number: u32, generation: u16, aes: bool) -> Vec<u8> {
    let (n, g) = (number.to_le_bytes(), generation.to_le_bytes());
    let salt: &[u8] = if aes { b"sAlT" } else { b"" };
    let mut out = Md5::digest([key, &n[..3], &g, salt].concat()).to_vec();
    out.truncate((key.len() + 5).min(16));
    out
}

fn pad(password: &[u8]) -> Vec<u8> {
    password.iter().chain(&PAD).take(32).copied().collect()
}

/// Algorithm 2, then 4 or 5 to see whether the key is right.
fn by_user(values: &Values, padded: &[u8]) -> Option<Vec<u8>> {
    let owner = values.owner.get(..32)?;
    let p = values.permissions.to_le_bytes();
    let open: &[u8] = if values.revision >= 4 && !values.metadata { &[0xFF; 4] } else { b"" };
    let mut key = Md5::digest([padded, owner, &p, &values.id, open].concat()).to_vec();
    key.truncate(values.length);
    if values.revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key).to_vec();
            key.truncate(values.length);
        }
    }
    let right = if values.revision == 2 {
        blocks::rc4(&key, &PAD) == values.user
    } else {
        let mut check = blocks::rc4(&key, &Md5::digest([&PAD[..], &values.id].concat()));
        for i in 1..=19_u8 {
            check = blocks::rc4(&key.iter().map(|b| b ^ i).collect::<Vec<_>>(), &check);
        }
        values.user.get(..16) == Some(check.as_slice())
    };
    right.then_some(key)
}

/// Algorithm 7: the padded user password out of `/O`.
fn user_password(values: &Values, padded_owner: &[u8]) -> Option<Vec<u8>> {
    let mut key = Md5::digest(padded_owner).to_vec();
    if values.revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key).to_vec();
        }
    }
    key.truncate(values.length);
    let mut out = values.owner.get(..32)?.to_vec();
    let rounds = if values.revision == 2 { 0 } else { 19 };
    for i in (0..=rounds).rev() {
        out = blocks::rc4(&key.iter().map(|b| b ^ i).collect::<Vec<_>>(), &out);
    }
    Some(out)
}
