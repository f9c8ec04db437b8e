//! Small questions to the foreign reader's objects, asked so that nothing ends early in silence.
//!
//! Its typed array iterator stops at the first element of another type; these go through every one.

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, Object, String as PdfString};

use crate::geom::{Matrix, Rect};

/// The elements of an array, `None` where one is missing or of another type.
pub(super) fn array_items<'a, T: TryFrom<Object<'a>>>(array: &Array<'a>) -> Vec<Option<T>> {
    // flex_iter resolves references, one element at a time
    let mut items = array.flex_iter();
    array.raw_iter().map(|_| items.next::<Object<'a>>().and_then(|o| T::try_from(o).ok())).collect()
}

/// The numbers of an array entry; `None` when it is missing or holds anything else.
pub(super) fn numbers(dict: &Dict<'_>, key: &[u8]) -> Option<Vec<f64>> {
    let values = array_items::<Number>(&dict.get::<Array<'_>>(key)?);
    values.into_iter().map(|n| n.map(|n| n.as_f64())).collect()
}

/// A rectangle entry, its corners in order (7.9.5).
pub(super) fn rect(dict: &Dict<'_>, key: &[u8]) -> Option<Rect> {
    match numbers(dict, key)?.as_slice() {
        [a, b, c, d, ..] if [a, b, c, d].iter().all(|v| v.is_finite()) => Some(Rect::new(*a, *b, *c, *d)),
        _ => None,
    }
}

/// A matrix entry (8.3.3).
pub(super) fn matrix(dict: &Dict<'_>, key: &[u8]) -> Option<Matrix> {
    numbers(dict, key)?.try_into().ok().map(Matrix)
}

/// An integer entry.
pub(super) fn integer(dict: &Dict<'_>, key: &[u8]) -> Option<i64> {
    dict.get::<Number>(key).map(|n| n.as_i64())
}

/// Whether a name entry has this value.
pub(super) fn is_name(dict: &Dict<'_>, key: &[u8], value: &[u8]) -> bool {
    dict.get::<Name<'_>>(key).is_some_and(|n| n.as_ref() == value)
}

/// A text string entry (7.9.2.2) as Unicode.
pub(super) fn text(dict: &Dict<'_>, key: &[u8]) -> Option<String> {
    dict.get::<PdfString<'_>>(key).map(|s| text_string(&s))
}

/// A text string as Unicode: UTF-16BE or UTF-8 with byte-order mark, else `PDFDocEncoding`.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&b| doc_char(b)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|p| p.try_into().ok().map(unit)).collect();
    String::from_utf16_lossy(&units)
}

/// `PDFDocEncoding` (annex D.3) where it differs from Latin-1.
fn doc_char(byte: u8) -> char {
    const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const HIGH: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ',
        'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    match byte {
        0x18..=0x1f => LOW.get(usize::from(byte - 0x18)).copied().unwrap_or('\u{fffd}'),
        0x80..=0xa0 => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

/// What identifies an object while a file is read: its reference, or where a direct object lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Site {
    /// Object and generation number.
    Object(u32, i32),
    /// Address and length of the bytes of a direct dictionary or array.
    Direct(usize, usize),
}

impl Site {
    /// The site of an entry; `None` for scalars.
    pub(super) fn of(item: &MaybeRef<Object<'_>>) -> Option<Self> {
        match item {
            MaybeRef::Ref(r) => Some(Self::Object(r.obj_number, r.gen_number)),
            MaybeRef::NotRef(Object::Dict(d)) => Some(Self::dict(d)),
            MaybeRef::NotRef(Object::Array(a)) => {
                Some(Self::Direct(a.data().as_ptr().addr(), a.data().len()))
            }
            MaybeRef::NotRef(_) => None,
        }
    }

    /// The site of a dictionary by its bytes.
    pub(super) fn dict(dict: &Dict<'_>) -> Self {
        Self::Direct(dict.data().as_ptr().addr(), dict.data().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_are_read_in_each_of_their_encodings() {
        for bytes in
            [&b"\xfe\xff\0H\x20\xac"[..], b"\xff\xfeH\0\xac\x20", b"\xef\xbb\xbfH\xe2\x82\xac", b"H\xa0"]
        {
            assert_eq!(text_string(bytes), "H€");
        }
    }
}
