//! The answer of `tesseract ... tsv`: twelve columns, a header, one row for each block, line and word.
//!
//! Nothing in it is believed: a row too short, a number that is none, a box outside of the picture or a
//! confidence beyond its scale makes the whole answer worthless, for what else is wrong then nobody knows.

use super::{Unread, Word};
use crate::diag::Secret;
use crate::geom::Rect;

/// The columns, as the header names them.
const HEADER: &str =
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext";

/// The level of a row that holds a word.
const WORD: u32 = 5;

/// Most words of a picture.
const WORDS: usize = 100_000;

/// Most bytes of a word.
const LETTERS: usize = 1_000;

/// The words of an answer about a picture of `width` × `height` pixels.
pub(super) fn words(answer: &[u8], width: u32, height: u32) -> Result<Vec<Word>, Unread> {
    let text = std::str::from_utf8(answer).map_err(|_| Unread::Nonsense)?;
    let mut rows = text.lines();
    if rows.next().map(str::trim_end) != Some(HEADER) {
        return Err(Unread::Nonsense);
    }
    let (mut words, mut lines) = (Vec::new(), Lines::default());
    for row in rows.filter(|row| !row.is_empty()) {
        let row = Row::parse(row).ok_or(Unread::Nonsense)?;
        if row.level != WORD || row.text.trim().is_empty() {
            continue;
        }
        let word = row.word(f64::from(width), f64::from(height), lines.number(row.line));
        words.push(word.ok_or(Unread::Nonsense)?);
        if words.len() > WORDS {
            return Err(Unread::Nonsense);
        }
    }
    Ok(words)
}

/// Numbers lines in the order in which they come: block, paragraph and line name one.
#[derive(Default)]
struct Lines {
    last: Option<[u32; 3]>,
    number: u32,
}

impl Lines {
    fn number(&mut self, line: [u32; 3]) -> u32 {
        if self.last.replace(line).is_some_and(|last| last != line) {
            self.number += 1;
        }
        self.number
    }
}

/// A row whose numbers are numbers.
struct Row<'a> {
    level: u32,
    line: [u32; 3],
    area: [u32; 4],
    confidence: f64,
    text: &'a str,
}

impl<'a> Row<'a> {
    fn parse(row: &'a str) -> Option<Self> {
        let columns: Vec<&str> = row.splitn(12, '\t').collect();
        let [level, _, block, paragraph, line, _, left, top, width, height, confidence, rest @ ..] =
            columns.as_slice()
        else {
            return None;
        };
        let number = |s: &str| s.parse::<u32>().ok();
        Some(Self {
            level: number(level)?,
            line: [number(block)?, number(paragraph)?, number(line)?],
            area: [number(left)?, number(top)?, number(width)?, number(height)?],
            confidence: confidence.parse().ok()?,
            text: rest.first().copied().unwrap_or_default(),
        })
    }

    /// The word, when its box lies in the picture and its confidence on the scale.
    fn word(&self, width: f64, height: f64, line: u32) -> Option<Word> {
        let [x, y, across, down] = self.area.map(f64::from);
        let area = Rect::new(x, y, x + across, y + down);
        let within = across > 0.0 && down > 0.0 && area.x1 <= width && area.y1 <= height;
        let sound = (0.0..=100.0).contains(&self.confidence) && self.text.len() <= LETTERS;
        (within && sound).then(|| Word {
            text: Secret::new(self.text),
            area,
            confidence: self.confidence,
            line,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(rows: &str) -> Result<Vec<Word>, Unread> {
        words(format!("{HEADER}\n{rows}").as_bytes(), 1000, 500)
    }

    #[test]
    fn words_come_with_their_lines_boxes_and_confidence() {
        let rows = "1\t1\t0\t0\t0\t0\t0\t0\t1000\t500\t-1\t\n\
                    5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96.5\tDear\n\
                    5\t1\t1\t1\t1\t2\t50\t20\t30\t8\t40\tAda\n\
                    5\t1\t1\t1\t2\t1\t10\t40\t30\t8\t95\t \n\
                    5\t1\t1\t1\t2\t2\t50\t40\t950\t460\t0\tLove\n";
        let words = answer(rows).expect("words");
        let told: Vec<_> = words.iter().map(|w| (w.text.expose(), w.line, w.confidence)).collect();
        assert_eq!(told, [("Dear", 0, 96.5), ("Ada", 0, 40.0), ("Love", 1, 0.0)]);
        assert_eq!(words[0].area, Rect::new(10.0, 20.0, 40.0, 28.0));
        assert_eq!(answer("").expect("an empty page").len(), 0);
    }

    #[test]
    fn an_answer_that_is_wrong_in_one_place_is_refused_whole() {
        let good = "5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96\tDear\n";
        for bad in [
            "5\t1\t1\t1\t1\t1\t10\t20\t991\t8\t96\tx",
            "5\t1\t1\t1\t1\t1\t10\t493\t3\t8\t96\tx",
            "5\t1\t1\t1\t1\t1\t-10\t20\t3\t8\t96\tx",
            "5\t1\t1\t1\t1\t1\t4294967295\t20\t3\t8\t96\tx",
            "5\t1\t1\t1\t1\t1\t99999999999\t20\t3\t8\t96\tx",
            "5\t1\t1\t1\t1\t1\t10\t20\t0\t8\t96\tx",
            "5\t1\t1\t1\t1\t1\t10\t20\t3\t8\t101\tx",
            "5\t1\t1\t1\t1\t1\t10\t20\t3\t8\tNaN\tx",
            "5\t1\t1\t1\t1\t1\t10\t20\t3\t8\t-1\tx",
            "5\t1\t1\t1\t1\t1\t10\t20\t3",
            "word",
        ] {
            assert_eq!(answer(&format!("{good}{bad}\n{good}")).err(), Some(Unread::Nonsense), "{bad}");
        }
        let long = format!("5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96\t{}\n", "x".repeat(2000));
        assert_eq!(answer(&long).err(), Some(Unread::Nonsense));
        for bytes in [&b""[..], b"text", b"\xFF\xFE"] {
            assert_eq!(words(bytes, 9, 9).err(), Some(Unread::Nonsense));
        }
    }

    #[test]
    fn a_word_does_not_print_itself() {
        let words = answer("5\t1\t1\t1\t1\t1\t10\t20\t30\t8\t96\tQuillfeather\n").expect("words");
        assert!(!format!("{words:?}").contains("Quill"));
    }
}
