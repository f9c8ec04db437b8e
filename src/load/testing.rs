//! Normal forms for tests of later stages, and what tests of several converters build with.

use std::sync::Arc;

use super::{DocumentId, NormalForm, Provenance, SideTable, SourceKind};
use crate::diag::Untrusted;

impl NormalForm {
    /// The document `d` of one page, with nothing known beside it.
    pub(crate) fn of_one_page(pdf: Vec<u8>) -> Self {
        let side = SideTable::new(SourceKind::Pdf, "");
        Self {
            id: DocumentId("d".into()),
            name: Untrusted::new("d.pdf"),
            source_sha256: String::new(),
            pdf: Arc::new(pdf),
            pages: 1,
            side,
            recognised: Vec::new(),
            provenance: Provenance::default(),
        }
    }
}

/// Base64 (RFC 4648, 4) without a library, so that the reader's is not its own judge.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |chunk: &[u8]| {
        let bits = (0..3).fold(0_u32, |bits, i| bits << 8 | u32::from(*chunk.get(i).unwrap_or(&0)));
        (0..4)
            .map(
                |i| if i > chunk.len() { '=' } else { LETTERS[(bits >> (18 - 6 * i) & 63) as usize] as char },
            )
            .collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

/// A small gray picture.
pub(super) fn jpeg() -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut out, 90);
    encoder.encode(&[200; 192], 8, 8, jpeg_encoder::ColorType::Rgb).expect("encoded");
    out
}
