//! From a pack to sealed bytes: AES-256 (ISO 32000-2, 7.6.4, revision 6), passwords, pass-phrases.

use crate::geom::PageGeometry;

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
