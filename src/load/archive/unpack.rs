//! The bytes of one file of a zip archive, checked against what the list says of them.
//!
//! Refused: what needs a password, is packed in a way that is not read, unpacks to more or less than its
//! list says, or has another check sum.

use std::io::Read as _;

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::directory::Entry;

/// Unpacks a file.
///
/// # Errors
/// In words for a problem: why it cannot be read.
pub(in crate::load) fn unpack(entry: &Entry, archive: &[u8]) -> Result<Vec<u8>, &'static str> {
    const DAMAGED: &str = "is damaged: it does not unpack to what its archive says";
    if entry.locked {
        return Err("is locked with a password inside its archive");
    }
    let packed = entry.packed_bytes(archive);
    let bytes = match entry.method {
        0 => packed.to_vec(),
        8 => {
            let mut bytes = Vec::new();
            let limit = entry.size.saturating_add(1);
            DeflateDecoder::new(packed).take(limit).read_to_end(&mut bytes).map_err(|_| DAMAGED)?;
            bytes
        }
        _ => return Err("is packed in a way that is not read"),
    };
    let mut crc = Crc::new();
    crc.update(&bytes);
    if bytes.len() as u64 != entry.size || crc.sum() != entry.crc {
        return Err(DAMAGED);
    }
    Ok(bytes)
}
