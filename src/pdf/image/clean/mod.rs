//! Metadata out of encoded images, without decoding them: for every image, touched or not.
//!
//! A camera's place and time, an editor's comment, a thumbnail of the picture before it was cropped:
//! none of it is needed to draw the page. What is not on the list of needed parts does not cross;
//! data that does not follow its codec's structure is refused with `None`.

use std::borrow::Cow;

pub(super) mod jbig2;
pub(super) mod jpeg;
mod jpx;

/// The encoded data without anything that does not draw: `filter` is the last filter's full name
/// (`DCTDecode`, `JPXDecode`, `JBIG2Decode`, `CCITTFaxDecode`; ISO 32000-2, table 6), `data` what
/// that filter would decode. `None` when the structure is broken or the filter is not one of an
/// image codec: the caller then refuses the image or decodes it itself.
#[must_use]
pub fn clean<'a>(filter: &[u8], data: &'a [u8]) -> Option<Cow<'a, [u8]>> {
    match filter {
        b"DCTDecode" | b"DCT" => jpeg::clean(data).map(|c| Cow::Owned(c.data)),
        b"JPXDecode" => jpx::clean(data).map(Cow::Owned),
        b"JBIG2Decode" => jbig2::clean(data).map(Cow::Owned),
        b"CCITTFaxDecode" | b"CCF" => Some(Cow::Borrowed(data)),
        _ => None,
    }
}

/// A `JBIG2Globals` stream's decoded data without segments that draw nothing.
#[must_use]
pub fn clean_globals(data: &[u8]) -> Option<Vec<u8>> {
    jbig2::clean(data)
}

/// Decoded samples cut to the bytes an image of this size needs: what follows the last row is no
/// part of the picture. `row_bytes` counts one row with its padding.
pub fn truncate_samples(samples: &mut Vec<u8>, row_bytes: usize, rows: usize) {
    samples.truncate(row_bytes.saturating_mul(rows));
}
