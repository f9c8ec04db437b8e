//! Revisions 5 and 6: the file key from a password (ISO 32000-2, 7.6.4.3, algorithms 2.A, 2.B) and
//! the check of `/Perms` (algorithm 13).

use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{Values, blocks};

/// The file key when `password` is the owner's or the user's.
pub(super) fn file_key(values: &Values, password: &[u8]) -> Option<Vec<u8>> {
    let user = values.user.get(..48)?;
    let owner = values.owner.get(..48)?;
    let hash = |salt: &[u8], extra: &[u8]| {
        if values.revision == 5 {
            Sha256::digest([password, salt, extra].concat()).to_vec()
        } else {
            hash_2b(password, salt, extra)
        }
    };
    let (key, wrapped) = if hash(owner.get(32..40)?, user) == owner.get(..32)? {
        (hash(owner.get(40..48)?, user), &values.owner_key)
    } else if hash(user.get(32..40)?, b"") == user.get(..32)? {
        (hash(user.get(40..48)?, b""), &values.user_key)
    } else {
        return None;
    };
    Some(blocks::open256(&key, &[0; 16], wrapped.get(..32)?)).filter(|k| k.len() == 32)
}

/// Algorithm 2.B: the hardened hash of revision 6.
fn hash_2b(password: &[u8], salt: &[u8], extra: &[u8]) -> Vec<u8> {
    let mut k = Sha256::digest([password, salt, extra].concat()).to_vec();
    for round in 1.. {
        let once = [password, &k, extra].concat();
        let (Some(key), Some(vector)) = (k.get(..16), k.get(16..32)) else { break };
        let e = blocks::seal128(key, vector, once.repeat(64));
        let rest = e.iter().take(16).map(|&b| u32::from(b)).sum::<u32>() % 3;
        k = match rest {
            0 => Sha256::digest(&e).to_vec(),
            1 => Sha384::digest(&e).to_vec(),
            _ => Sha512::digest(&e).to_vec(),
        };
        let last = e.last().copied().map_or(0, u32::from);
        if round >= 64 && last <= round - 32 {
            break;
        }
    }
    k.truncate(32);
    k
}

/// Whether `/Perms`, decrypted, repeats `/P` and `/EncryptMetadata`.
pub(super) fn permissions_agree(values: &Values, key: &[u8]) -> bool {
    // one block of CBC with a zero vector is ECB
    let Some(sealed) = values.perms.get(..16) else { return false };
    let open = blocks::open256(key, &[0; 16], sealed);
    let metadata = if values.metadata { b'T' } else { b'F' };
    open.get(..4) == Some(&values.permissions.to_le_bytes())
        && open.get(8) == Some(&metadata)
        && open.get(9..12) == Some(b"adb")
}
