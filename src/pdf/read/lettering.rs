//! Text of ours on a stranger's page: encoded, measured and broken into lines.
//!
//! It shows values that the source has no picture of, in Helvetica, or in an embedded font of ours
//! where a value has other letters than Windows-1252. A value is never shown with a hole in it: what
//! no font of ours has stands there as its number.

use lopdf::ObjectId;

use super::rebuild::{DAMAGED, Rebuild, Step};
use crate::pdf::typeset::StampFont;

/// Helvetica's advance widths for 0x20 to 0x7E, thousandths of the size (Adobe font metrics).
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Words and the font in which they are set.
pub(super) struct Lettering {
    /// The words as they are shown; lines end with a line feed.
    pub words: String,
    /// The font, for the page's resources.
    pub font: ObjectId,
    own: Option<StampFont>,
}

impl Lettering {
    /// Finds a font for `text`; control characters are dropped.
    ///
    /// # Errors
    /// When a font of ours cannot be embedded.
    pub fn of(rebuild: &mut Rebuild<'_>, text: &str) -> Step<Self> {
        let words = plain(text);
        if latin(&words).is_some() {
            return Ok(Self { words, font: rebuild.plain_font("Helvetica"), own: None });
        }
        let Ok((own, words, numbered)) = StampFont::covering(&mut rebuild.out, &words) else {
            return Err(rebuild.refuse(None, "a text could not be set in a font of this program", DAMAGED));
        };
        rebuild.left.add_many("character shown by its number", numbered);
        Ok(Self { words, font: own.id, own: Some(own) })
    }

    /// Codes of the font for a part of the words.
    pub fn encode(&self, part: &str) -> Vec<u8> {
        match &self.own {
            Some(font) => font.encode(part),
            None => latin(part).unwrap_or_default(),
        }
    }

    /// Width of a part of the words at size 1, in points.
    pub fn width(&self, part: &str) -> f64 {
        match &self.own {
            Some(font) => font.width(part, 1.0),
            None => helvetica(&self.encode(part)),
        }
    }

    /// Lines no wider than `room` (points, at `size`), broken at spaces and at line ends.
    pub fn wrap(&self, size: f64, room: f64) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in self.words.split('\n') {
            let mut line = String::new();
            for word in paragraph.split(' ') {
                let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if !line.is_empty() && self.width(&longer) * size > room {
                    lines.push(std::mem::replace(&mut line, word.to_owned()));
                } else {
                    line = longer;
                }
            }
            lines.push(line);
        }
        lines
    }
}

/// Line ends as line feeds, without control characters and characters that leave no mark.
fn plain(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    unified
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}'))
        .collect()
}

/// The text in `WinAnsiEncoding`; `None` when a character is outside it.
fn latin(text: &str) -> Option<Vec<u8>> {
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(text);
    (!lossy).then(|| bytes.into_owned())
}

fn helvetica(text: &[u8]) -> f64 {
    let one = |b: &u8| {
        let index = usize::from(b.wrapping_sub(0x20));
        f64::from(WIDTHS.get(index).copied().unwrap_or(556))
    };
    text.iter().map(one).sum::<f64>() / 1000.0
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

    fn helvetica(text: &str) -> Lettering {
        Lettering { words: plain(text), font: (1, 0), own: None }
    }

    #[test]
    fn lines_break_at_spaces_and_lose_no_word() {
        let lines = helvetica("one two three\nfour").wrap(10.0, 40.0);
        assert_eq!(lines, ["one two", "three", "four"]);
        assert_eq!(helvetica("unbreakable").wrap(10.0, 5.0), ["unbreakable"]);
    }

    #[test]
    fn a_value_in_western_letters_needs_no_font_of_ours() {
        let text = helvetica("caf\u{e9} \u{20ac}5\r\nx\u{7}");
        assert_eq!(text.encode(&text.words), b"caf\xe9 \x805\nx");
        assert_eq!(latin("\u{141}"), None);
    }
}
