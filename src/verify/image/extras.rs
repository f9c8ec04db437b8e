//! What picture files carry beside their samples: EXIF, XMP, comments, thumbnails.

/// Whether a DCT or JPX file holds anything that is no picture.
pub(crate) fn found(codec: &[u8], data: &[u8]) -> bool {
    match codec {
        b"DCTDecode" | b"DCT" => jpeg(data),
        b"JPXDecode" => jpeg2000(data),
        _ => false,
    }
}

/// Segments of a JPEG file up to its end: APP0 (JFIF without thumbnail), APP14 (Adobe) and tables belong
/// to the picture; a profile in APP2 is looked at by the search for terms.
fn jpeg(data: &[u8]) -> bool {
    let mut at = 2;
    while let Some(&[0xFF, marker, high, low]) = data.get(at..at + 4) {
        let length = usize::from(high) << 8 | usize::from(low);
        let body = data.get(at + 4..(at + 2 + length).max(at + 4)).unwrap_or_default();
        let thumbnail = marker == 0xE0
            && (body.starts_with(b"JFXX") || matches!(body.get(12..14), Some(t) if t != [0, 0]));
        let profile = marker == 0xE2 && body.starts_with(b"ICC_PROFILE");
        let foreign = matches!(marker, 0xE1..=0xED | 0xEF | 0xFE) && !profile;
        if thumbnail || foreign {
            return true;
        }
        if marker == END {
            break;
        }
        at += 2 + length.max(2);
        if marker == 0xDA {
            at = coded(data, at);
        }
    }
    // some writers fill up with a few bytes
    let after = data.get(at..).and_then(|rest| rest.strip_prefix(&[0xFF, END])).unwrap_or_default();
    after.iter().filter(|&&b| b != 0).count() > 4
}

/// The marker that ends a JPEG file.
const END: u8 = 0xD9;

/// Where the coded data of a scan end: at a marker that is no restart and no stuffed byte.
fn coded(data: &[u8], from: usize) -> usize {
    let rest = data.get(from..).unwrap_or_default();
    let marker = |w: &[u8]| w[0] == 0xFF && !matches!(w[1], 0 | 0xD0..=0xD7 | 0xFF);
    rest.windows(2).position(marker).map_or(data.len(), |at| from + at)
}

/// Boxes of a JP2 file with XML, UUIDs or labels.
fn jpeg2000(data: &[u8]) -> bool {
    let mut at = 0_usize;
    while let Some(header) = data.get(at..at + 8) {
        let length = header.iter().take(4).fold(0_usize, |n, &b| n << 8 | usize::from(b));
        if matches!(header.get(4..8), Some(b"xml " | b"uuid" | b"uinf" | b"lbl " | b"asoc")) {
            return true;
        }
        if length < 8 {
            return false;
        }
        at = at.saturating_add(length);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn camera_data_and_comments_are_seen_and_plain_files_pass() {
        let plain = b"\xFF\xD8\xFF\xE0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xDA\0\x02xx\xFF\xD9";
        assert!(!found(b"DCTDecode", plain));
        let exif = b"\xFF\xD8\xFF\xE1\x00\x08Exif\0\0\xFF\xDA\0\x02\xFF\xD9";
        assert!(found(b"DCTDecode", exif));
        let comment = b"\xFF\xD8\xFF\xFE\x00\x07hello\xFF\xDA\0\x02\xFF\xD9";
        assert!(found(b"DCTDecode", comment));
        let scan = b"\xFF\xD8\xFF\xDA\0\x02x\xFF\0x\xFF\xD0x";
        let ends = |end: &[u8]| found(b"DCTDecode", &[scan.as_slice(), end].concat());
        assert!(!ends(b"\xFF\xD9") && !ends(b"\xFF\xD9\0\0\0\0\0\0") && !ends(b""));
        assert!(ends(b"\xFF\xFE\0\x07hello\xFF\xD9"), "a comment after the scan");
        assert!(ends(&[b"\xFF\xD9".as_slice(), scan, b"\xFF\xD9"].concat()), "a second picture");
    }
}
