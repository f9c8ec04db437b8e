//! Text of ours on a stranger's page: encoded, measured and broken into lines, in Helvetica.
//!
//! It shows values that the source has no picture of. Characters that the font lacks are an error: a
//! value must not be shown with a hole in it.

use std::borrow::Cow;

/// Helvetica's advance widths for 0x20 to 0x7E, thousandths of the size (Adobe font metrics).
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// The text in `WinAnsiEncoding`, control characters other than line ends dropped; `None` when a
/// character is outside it.
pub(super) fn encode(text: &str) -> Option<Vec<u8>> {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain: String = unified
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .map(|c| if matches!(c, '\u{2028}' | '\u{2029}') { '\n' } else { c })
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}'))
        .collect();
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(&plain);
    (!lossy).then(|| Cow::into_owned(bytes))
}

/// Width of encoded text at size 1, in points.
pub(super) fn width(text: &[u8]) -> f64 {
    let one = |b: &u8| {
        let index = usize::from(b.wrapping_sub(0x20));
        f64::from(WIDTHS.get(index).copied().unwrap_or(556))
    };
    text.iter().map(one).sum::<f64>() / 1000.0
}

/// Lines no wider than `room` (points, at `size`), broken at spaces and at line ends.
pub(super) fn wrap(text: &[u8], size: f64, room: f64) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for paragraph in text.split(|b| *b == b'\n') {
        let mut line: Vec<u8> = Vec::new();
        for word in paragraph.split(|b| *b == b' ') {
            let longer = if line.is_empty() { word.to_vec() } else { [&line, &b" "[..], word].concat() };
            if !line.is_empty() && width(&longer) * size > room {
                lines.push(std::mem::replace(&mut line, word.to_vec()));
            } else {
                line = longer;
            }
        }
        lines.push(line);
    }
    lines
}

/// The size of a default appearance string (`/Helv 12 Tf`); 0 means "as large as fits".
pub(super) fn size(appearance: &[u8]) -> f64 {
    let mut size = 0.0;
    for operation in crate::pdf::content::Operations::new(appearance) {
        if operation.operator == crate::pdf::content::Operator::Font {
            size = operation.number(1).abs();
        }
    }
    if size.is_finite() { size } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_lose_no_word() {
        let lines = wrap(b"one two three\nfour", 10.0, 40.0);
        assert_eq!(lines, [b"one two".to_vec(), b"three".to_vec(), b"four".to_vec()]);
        assert_eq!(wrap(b"unbreakable", 10.0, 5.0), [b"unbreakable".to_vec()]);
    }

    #[test]
    fn a_value_is_shown_whole_or_not_at_all() {
        assert_eq!(encode("caf\u{e9} \u{20ac}5\r\nx\u{7}").unwrap(), b"caf\xe9 \x805\nx");
        assert_eq!(encode("\u{141}"), None);
    }
}
