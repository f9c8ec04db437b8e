//! What a camera wrote beside the pixels (EXIF 2.32, JFIF 1.02): only orientation, resolution, the
//! date, and whether the place is told. Everything else is never looked at.
//!
//! It refuses nothing: data that breaks the rules counts as absent.

use super::directory::{Entry, Tiff};

/// The few facts of EXIF data that a page needs.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Camera {
    /// 1 to 8 as in EXIF tag 0x0112; 0 when not told.
    pub(super) orientation: u16,
    /// Dots per inch across and down.
    pub(super) dpi: Option<(f64, f64)>,
    /// When the picture was taken, `2026-09-28`.
    pub(super) date: Option<String>,
    /// Whether there is a GPS directory.
    pub(super) place: bool,
}

/// The facts of a JPEG's EXIF segment.
pub(super) fn from_jpeg(data: &[u8]) -> Camera {
    segment(data, 0xe1, b"Exif\0\0").map(read).unwrap_or_default()
}

/// Dots per inch of a JPEG's JFIF segment.
pub(super) fn jfif_dpi(data: &[u8]) -> Option<(f64, f64)> {
    let body = segment(data, 0xe0, b"JFIF\0")?;
    let word = |at: usize| Some(f64::from(u16::from_be_bytes(*body.get(at..)?.first_chunk()?)));
    match body.get(2)? {
        1 => Some((word(3)?, word(5)?)),
        2 => Some((word(3)? * 2.54, word(5)? * 2.54)),
        _ => None,
    }
}

/// The body of the first application segment with this marker and signature, before the first scan.
fn segment<'a>(data: &'a [u8], marker: u8, signature: &[u8]) -> Option<&'a [u8]> {
    let mut at = 2;
    while let Some(&[0xff, found, high, low]) = data.get(at..)?.first_chunk() {
        let end = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        let body = data.get(at + 4..end)?;
        if found == marker && body.starts_with(signature) {
            return body.get(signature.len()..);
        }
        if found == 0xda {
            return None;
        }
        at = end;
    }
    None
}

/// The facts of a TIFF structure.
pub(super) fn read(data: &[u8]) -> Camera {
    Tiff::new(data).map(|tiff| of_directory(&tiff, &tiff.entries(tiff.long(4)))).unwrap_or_default()
}

/// The facts of one directory of a TIFF structure.
pub(super) fn of_directory(tiff: &Tiff<'_>, entries: &[Entry]) -> Camera {
    let find = |entries: &[Entry], tag: u16| entries.iter().find(|e| e.tag == tag).copied();
    let number = |tag| find(entries, tag).and_then(|e| tiff.number(e));
    let nested = number(0x8769).map(|at| tiff.entries(Some(at as usize))).unwrap_or_default();
    let taken = find(&nested, 0x9003).or_else(|| find(entries, 0x0132)).and_then(|e| date(tiff, e));
    let unit = if number(0x0128) == Some(3.0) { 2.54 } else { 1.0 };
    Camera {
        orientation: number(0x0112).filter(|n| (1.0..=8.0).contains(n)).unwrap_or(0.0) as u16,
        dpi: number(0x011a).zip(number(0x011b)).map(|(x, y)| (x * unit, y * unit)),
        date: taken,
        place: find(entries, 0x8825).is_some(),
    }
}

/// `2026:09:28 10:00:00` as `2026-09-28`.
fn date(tiff: &Tiff<'_>, entry: Entry) -> Option<String> {
    let text = std::str::from_utf8(tiff.text(entry)?.get(..10)?).ok()?;
    let mut parts = text.split(':');
    let mut part = |range: std::ops::RangeInclusive<u16>| {
        parts.next()?.parse::<u16>().ok().filter(|n| range.contains(n))
    };
    let (year, month, day) = (part(1970..=2199)?, part(1..=12)?, part(1..=31)?);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// EXIF data with orientation, a resolution of 300 dots per inch, a date and a place.
    pub(in super::super) fn exif(orientation: u8) -> Vec<u8> {
        let mut data = b"MM\0*\0\0\0\x08\0\x05".to_vec();
        let mut entry = |tag: u16, kind: u8, count: u8, value: [u8; 4]| {
            data.extend_from_slice(&tag.to_be_bytes());
            data.extend_from_slice(&[0, kind, 0, 0, 0, count]);
            data.extend_from_slice(&value);
        };
        entry(0x0112, 3, 1, [0, orientation, 0, 0]);
        entry(0x011a, 5, 1, [0, 0, 0, 74]);
        entry(0x011b, 5, 1, [0, 0, 0, 74]);
        entry(0x0132, 2, 20, [0, 0, 0, 82]);
        entry(0x8825, 4, 1, [0, 0, 0, 0]);
        data.extend_from_slice(&[0; 4]);
        data.extend_from_slice(&[0, 0, 1, 44, 0, 0, 0, 1]);
        data.extend_from_slice(b"2026:09:28 10:00:00\0");
        data
    }

    #[test]
    fn orientation_resolution_date_and_place_are_read() {
        let expected = Camera {
            orientation: 6,
            dpi: Some((300.0, 300.0)),
            date: Some("2026-09-28".to_owned()),
            place: true,
        };
        assert_eq!(read(&exif(6)), expected);
    }

    #[test]
    fn broken_data_counts_as_absent() {
        assert_eq!(read(b"II*\0\xff\xff\xff\xff"), Camera::default());
        assert_eq!(read(b""), Camera::default());
        let whole = exif(6);
        for end in 0..whole.len() {
            read(&whole[..end]);
        }
    }
}
