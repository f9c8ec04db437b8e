//! What picture files carry beside their samples: EXIF, XMP, comments, thumbnails.

/// Whether a DCT or JPX file holds anything that is no picture.
pub(crate) fn found(codec: &[u8], data: &[u8]) -> bool {
    match codec {
        b"DCTDecode" | b"DCT" => jpeg(data),
        b"JPXDecode" => jpeg2000(data),
        _ => false,
    }
}

/// Segments of a JPEG file up to its scan: APP0 (JFIF without thumbnail), APP14 (Adobe) and tables
/// belong to the picture; a profile in APP2 is looked at by the search for terms.
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
        if marker == 0xDA || marker == 0xD9 {
            break;
        }
        at += 2 + length.max(2);
    }
    let end = data.windows(2).rposition(|w| w == [0xFF, 0xD9]);
    end.is_some_and(|e| data.get(e + 2..).unwrap_or_default().iter().filter(|&&b| b != 0).count() > 4)
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
    }
}
