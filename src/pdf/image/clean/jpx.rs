//! The boxes of a JP2 file (ISO/IEC 15444-1, annex I) and the markers of its codestream (annex A)
//! that a decoder needs, and no others.

/// Boxes of the image header that draw (I.5.3).
const HEADER_BOXES: [[u8; 4]; 7] = [*b"ihdr", *b"bpcc", *b"colr", *b"pclr", *b"cmap", *b"cdef", *b"res "];

/// Keeps signature, file type, image header and one codestream; drops XML, UUID, rights, and
/// unknown boxes, and comments inside the codestream.
pub(super) fn clean(data: &[u8]) -> Option<Vec<u8>> {
    if data.starts_with(&[0xff, 0x4f]) {
        return codestream(data);
    }
    let mut out = Vec::with_capacity(data.len());
    let (mut header, mut picture) = (false, false);
    for (kind, body) in boxes(data)? {
        match &kind {
            b"jP  " => put(&mut out, kind, &[0x0d, 0x0a, 0x87, 0x0a])?,
            b"ftyp" => put(&mut out, kind, b"jp2 \0\0\0\0jp2 ")?,
            b"jp2h" if !header => {
                put(&mut out, kind, &image_header(body)?)?;
                header = true;
            }
            b"jp2c" if !picture => {
                put(&mut out, kind, &codestream(body)?)?;
                picture = true;
            }
            _ => {}
        }
    }
    (header && picture).then_some(out)
}

/// The image header's boxes that draw.
fn image_header(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for (kind, body) in boxes(body)?.into_iter().filter(|(kind, _)| HEADER_BOXES.contains(kind)) {
        match &kind {
            b"colr" => put(&mut out, kind, &colour(body)?)?,
            _ => put(&mut out, kind, body)?,
        }
    }
    Some(out)
}

/// A colour specification (I.5.3.3) without an ICC profile, whose texts can name people and places:
/// the enumerated space with the same components takes its place.
fn colour(body: &[u8]) -> Option<Vec<u8>> {
    let space = match (body.first()?, body.get(3 + 16..3 + 20)) {
        (1, _) if body.get(3..7)? == [0, 0, 0, 14] => return Some(body.to_vec()),
        (1, _) => body.get(3..7)?.to_vec(),
        (_, Some(b"GRAY")) => vec![0, 0, 0, 17],
        (_, Some(b"CMYK")) => vec![0, 0, 0, 12],
        (_, Some(b"RGB ")) => vec![0, 0, 0, 16],
        _ => return None,
    };
    Some([&[1, 0, 0], space.as_slice()].concat())
}

/// The boxes of one level: type and contents (I.4).
fn boxes(mut data: &[u8]) -> Option<Vec<([u8; 4], &[u8])>> {
    let mut found = Vec::new();
    while data.len() >= 8 {
        let (length, kind) = (u32::from_be_bytes(*data.first_chunk()?), *data.get(4..)?.first_chunk()?);
        let (start, end) = match length {
            0 => (8, data.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(*data.get(8..)?.first_chunk()?)).ok()?),
            n => (8, n as usize),
        };
        // A last box that claims more than there is ends with the data.
        let end = end.min(data.len());
        found.push((kind, data.get(start..end)?));
        data = data.get(end..)?;
    }
    Some(found)
}

fn put(out: &mut Vec<u8>, kind: [u8; 4], body: &[u8]) -> Option<()> {
    out.extend_from_slice(&u32::try_from(body.len() + 8).ok()?.to_be_bytes());
    out.extend_from_slice(&kind);
    out.extend_from_slice(body);
    Some(())
}

/// Main header and tile-parts without COM markers and without what follows the end marker. The
/// length of a tile-part (A.4.2) is written anew when its header got shorter.
fn codestream(data: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xff, 0x4f];
    let mut at = 2;
    at = markers(data, at, 0xff90, &mut out)?;
    while data.get(at..at + 2) == Some(&[0xff, 0x90]) {
        let length = u32::from_be_bytes(*data.get(at + 6..)?.first_chunk()?) as usize;
        let end = if length == 0 { picture_end(data) } else { at.checked_add(length)?.min(data.len()) };
        let start = out.len();
        out.extend_from_slice(data.get(at..at + 12)?);
        let body = markers(data, at + 12, 0xff93, &mut out)?;
        out.extend_from_slice(data.get(body..end)?);
        if length != 0 {
            let length = u32::try_from(out.len() - start).ok()?.to_be_bytes();
            out.get_mut(start + 6..start + 10)?.copy_from_slice(&length);
        }
        at = end;
    }
    out.extend_from_slice(&[0xff, 0xd9]);
    Some(out)
}

/// Copies marker segments up to `last` (which is not copied), leaving comments out; gives the place
/// of `last`.
fn markers(data: &[u8], mut at: usize, last: u16, out: &mut Vec<u8>) -> Option<usize> {
    loop {
        let marker = u16::from_be_bytes(*data.get(at..)?.first_chunk()?);
        if marker == last {
            return Some(at);
        }
        let length = usize::from(u16::from_be_bytes(*data.get(at + 2..)?.first_chunk()?));
        let end = at.checked_add(2 + length).filter(|_| length >= 2 && marker >= 0xff00)?;
        let segment = data.get(at..end)?;
        if marker != 0xff64 {
            out.extend_from_slice(segment);
        }
        at = end;
    }
}

/// Where a last tile-part of unknown length ends: before the end marker.
fn picture_end(data: &[u8]) -> usize {
    data.windows(2).rposition(|w| w == [0xff, 0xd9]).unwrap_or(data.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A codestream's skeleton: SIZ, COM, one tile-part with COM, SOD and three bytes, EOC, a tail.
    fn stream(tile_comment: &[u8]) -> Vec<u8> {
        let mut tile = vec![0xff, 0x90, 0, 10, 0, 0, 0, 0, 0, 0, 0, 1];
        tile.extend_from_slice(tile_comment);
        tile.extend_from_slice(&[0xff, 0x93, 1, 2, 3]);
        let length = (tile.len() as u32).to_be_bytes();
        tile[6..10].copy_from_slice(&length);
        [b"\xff\x4f\xff\x51\x00\x04ab\xff\x64\x00\x08secret".as_slice(), &tile, b"\xff\xd9secret"].concat()
    }

    #[test]
    fn comments_unknown_boxes_and_the_tail_go() {
        let comment = b"\xff\x64\x00\x08secret";
        let bare = clean(&stream(comment)).expect("a codestream");
        assert!(!bare.windows(6).any(|w| w == b"secret"));
        let expected =
            b"\xff\x4f\xff\x51\x00\x04ab\xff\x90\0\x0a\0\0\0\0\0\x11\0\x01\xff\x93\x01\x02\x03\xff\xd9";
        assert_eq!(bare, expected, "the tile-part's length counts what is left");
        let mut file = Vec::new();
        for (kind, body) in [
            (b"jP  ", b"\r\n\x87\n".to_vec()),
            (b"ftyp", b"jp2 \0\0\0\0jp2 ".to_vec()),
            (b"xml ", b"secret".to_vec()),
            (b"jp2h", b"\0\0\0\x09ihdr1\0\0\0\x0exml secret".to_vec()),
            (b"uuid", b"secret".to_vec()),
            (b"jp2c", stream(b"")),
        ] {
            put(&mut file, *kind, &body).expect("short");
        }
        let cleaned = clean(&file).expect("a picture");
        assert!(!cleaned.windows(6).any(|w| w == b"secret"));
        assert!(cleaned.windows(4).any(|w| w == b"ihdr") && cleaned.windows(4).any(|w| w == b"jp2c"));
    }

    #[test]
    fn a_colour_profile_gives_way_to_the_space_it_describes() {
        let profile = [&[2, 0, 0], [0u8; 16].as_slice(), b"RGB ", b"secret"].concat();
        assert_eq!(colour(&profile), Some(vec![1, 0, 0, 0, 0, 0, 16]));
        assert_eq!(colour(b"\x01\0\0\0\0\0\x11secret"), Some(vec![1, 0, 0, 0, 0, 0, 17]));
    }

    #[test]
    fn broken_structures_are_refused_without_a_panic() {
        assert!(clean(b"secret secret").is_none());
        crate::pdf::image::tests::mutations(&stream(b""), 1000, |data| drop(clean(data)));
    }
}
