//! The segments of a JPEG (ISO/IEC 10918-1, B.1.1) that a decoder needs, in order, and no others.

/// JPEG data without metadata.
pub(in crate::pdf::image) struct Cleaned {
    pub(in crate::pdf::image) data: Vec<u8>,
    /// Segments that were left out.
    pub(in crate::pdf::image) dropped: u32,
    /// Whether something followed the end of the picture.
    pub(in crate::pdf::image) tail: bool,
}

/// JFIF density: none, square pixels. The real density is the page's business.
const JFIF: &[u8] = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

/// Keeps frame, tables, scans, restart intervals and the two markers that decide on colour (JFIF
/// without its thumbnail, Adobe); drops comments, EXIF, XMP, ICC profiles, every other application
/// segment, bytes between segments, and everything behind the end marker.
pub(in crate::pdf::image) fn clean(data: &[u8]) -> Option<Cleaned> {
    let mut cleaned = Cleaned { data: vec![0xff, 0xd8], dropped: 0, tail: false };
    let mut at = data.windows(2).position(|w| w == [0xff, 0xd8])? + 2;
    let (mut framed, mut scanned) = (false, false);
    loop {
        let Some((marker, start)) = next_marker(data, at) else {
            // Without an end marker the picture counts as complete when it has a scan.
            return (framed && scanned).then(|| finish(cleaned));
        };
        if marker == 0xd9 {
            cleaned.tail = data.len() > start;
            return (framed && scanned).then(|| finish(cleaned));
        }
        if matches!(marker, 0x01 | 0xd0..=0xd8) {
            at = start;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*data.get(start)?, *data.get(start + 1)?]));
        let end = start.checked_add(length).filter(|_| length >= 2)?;
        let body = data.get(start + 2..end)?;
        at = end;
        match marker {
            0xe0 if body.starts_with(b"JFIF\0") => {
                cleaned.dropped += u32::from(body.get(12..14).is_some_and(|size| size != [0, 0]));
                cleaned.data.extend_from_slice(JFIF);
            }
            0xee if body.starts_with(b"Adobe") => put(&mut cleaned.data, marker, body.get(..12)?),
            0xc0..=0xc7 | 0xc9..=0xcf | 0xdb..=0xdd => {
                framed |= is_frame(marker);
                put(&mut cleaned.data, marker, body.get(..needed(marker, body)?)?);
            }
            0xda => {
                put(&mut cleaned.data, marker, body.get(..needed(marker, body)?)?);
                at = scan_end(data, end);
                cleaned.data.extend_from_slice(data.get(end..at)?);
                scanned = true;
            }
            _ => cleaned.dropped += 1,
        }
    }
}

fn finish(mut cleaned: Cleaned) -> Cleaned {
    cleaned.data.extend_from_slice(&[0xff, 0xd9]);
    cleaned
}

fn put(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    out.extend_from_slice(&[0xff, marker]);
    out.extend_from_slice(&(body.len() as u16 + 2).to_be_bytes());
    out.extend_from_slice(body);
}

/// How many bytes of a segment's body a decoder reads (B.2.2 to B.2.4); what follows them hides.
fn needed(marker: u8, body: &[u8]) -> Option<usize> {
    match marker {
        0xda => Some(4 + 2 * usize::from(*body.first()?)),
        0xc4 => {
            tables(body, |rest| Some(17 + rest.get(1..17)?.iter().map(|&n| usize::from(n)).sum::<usize>()))
        }
        0xdb => tables(body, |rest| Some(if rest.first()? >> 4 == 0 { 65 } else { 129 })),
        0xcc => Some(body.len() / 2 * 2),
        0xdc | 0xdd => Some(2),
        _ => Some(6 + 3 * usize::from(*body.get(5)?)),
    }
}

/// The length of as many whole tables as there are.
fn tables(body: &[u8], length: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = length(body.get(at..)?).map(|l| at + l).filter(|&next| next <= body.len()) {
        at = next;
    }
    (at > 0).then_some(at)
}

fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// The next marker at or behind `at`, and where its segment starts.
fn next_marker(data: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = data.get(at..)?;
    let found = rest.windows(2).position(|w| w[0] == 0xff && !matches!(w[1], 0 | 0xff))?;
    Some((*rest.get(found + 1)?, at + found + 2))
}

/// Where the entropy-coded data that starts at `at` ends: stuffed bytes and restart markers are
/// inside.
fn scan_end(data: &[u8], at: usize) -> usize {
    let rest = data.get(at..).unwrap_or_default();
    let end = rest.windows(2).position(|w| w[0] == 0xff && !matches!(w[1], 0 | 0xd0..=0xd7));
    at + end.unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> Vec<u8> {
        let mut out = Vec::new();
        let samples: Vec<u8> = (0..32 * 32 * 3).map(|i| (i % 251) as u8).collect();
        jpeg_encoder::Encoder::new(&mut out, 80)
            .encode(&samples, 32, 32, jpeg_encoder::ColorType::Rgb)
            .expect("encoded");
        out
    }

    #[test]
    fn metadata_comments_thumbnails_and_the_tail_go_and_the_picture_stays() {
        let plain = picture();
        let mut loaded = plain.clone();
        for segment in [
            b"\xff\xe1\x00\x0eExif\0\0secret".as_slice(),
            b"\xff\xe1\x00\x0ahttpsecret".get(..12).expect("long enough"),
            b"\xff\xe2\x00\x08secret",
            b"\xff\xed\x00\x08secret",
            b"\xff\xfe\x00\x08secret",
            b"\xff\xe0\x00\x0cJFXX\0secret".get(..14).expect("long enough"),
            b"secret",
        ] {
            loaded.splice(2..2, segment.iter().copied());
        }
        loaded.extend_from_slice(b"secret\xff\xd8secret");
        let cleaned = clean(&loaded).expect("a picture");
        assert!(!cleaned.data.windows(5).any(|w| w == b"secre"));
        assert_eq!(cleaned.data, clean(&plain).expect("a picture").data);
        assert!(cleaned.dropped >= 5, "{}", cleaned.dropped);
        assert_eq!(cleaned.data.len(), plain.len());
    }

    #[test]
    fn bytes_behind_the_tables_and_headers_inside_their_segments_go() {
        let plain = picture();
        for marker in [0xc0, 0xc4, 0xdb, 0xda] {
            let mut loaded = plain.clone();
            let at = loaded.windows(2).position(|w| w == [0xff, marker]).expect("there") + 2;
            let length = u16::from_be_bytes([loaded[at], loaded[at + 1]]);
            loaded[at..at + 2].copy_from_slice(&(length + 6).to_be_bytes());
            let end = at + usize::from(length);
            loaded.splice(end..end, *b"\xf0ecret");
            let cleaned = clean(&loaded).map(|c| c.data);
            assert!(cleaned.is_none_or(|d| !d.windows(5).any(|w| w == b"ecret")), "{marker:x}");
        }
    }

    #[test]
    fn a_jfif_thumbnail_goes() {
        let mut loaded = picture();
        let jfif = b"\xff\xe0\x00\x13JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01sec";
        loaded.splice(2..20, jfif.iter().copied());
        let cleaned = clean(&loaded).expect("a picture");
        assert!(!cleaned.data.windows(3).any(|w| w == b"sec"));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for data in [b"".as_slice(), b"\xff\xd8\xff\xd9", b"%PDF-1.7", &picture()[..60]] {
            assert!(clean(data).is_none());
        }
        crate::pdf::image::tests::mutations(&picture(), 500, |data| drop(clean(data)));
    }
}
