//! Whether what was recognised is likely to be all there is: what is doubtful a person has to look at.
//!
//! It knows of three signs: recognition is not sure of many letters; it found hardly any although
//! there is ink; most of the ink lies outside of the words. A good page can bear one of them, which
//! costs a look; a bad page without any of them is what the measures were set against.

use super::Word;
use super::gray::Gray;
use crate::geom::Rect;

/// Confidence below which a word is not sure.
const SURE: f64 = 60.0;
/// Share of letters in sure words below which a page is doubtful.
const LETTERS: f64 = 0.9;
/// Mean confidence of letters below which a page is doubtful.
const CONFIDENCE: f64 = 82.0;
/// Letters that make a page of text.
const FEW: usize = 12;
/// Share of a page that is ink although nobody wrote on it: dust, and the shadow of a fold.
const DUST: f64 = 0.0005;
/// Share of the ink that may lie outside of the words: rules, a crest, a signature …
const OUTSIDE: f64 = 0.6;
/// … or share of the page that it may cover, where that is more.
const CREST: f64 = 0.006;
/// Share of each side that is the edge of the glass.
const EDGE: f64 = 0.03;

/// How sure recognition was of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quality {
    letters: usize,
    /// Share of letters in words that are sure.
    pub(super) sure: f64,
    /// Mean confidence of letters, 0 to 100.
    pub(super) confidence: f64,
}

impl Quality {
    /// The quality of these words.
    pub(super) fn of(words: &[Word]) -> Self {
        let letters = |w: &Word| w.text.expose().chars().filter(|c| c.is_alphanumeric()).count();
        let all: usize = words.iter().map(letters).sum();
        let sure: usize = words.iter().filter(|w| w.confidence >= SURE).map(letters).sum();
        let weighed: f64 = words.iter().map(|w| w.confidence * letters(w) as f64).sum();
        let share = |part: f64| if all == 0 { 0.0 } else { part / all as f64 };
        Self { letters: all, sure: share(sure as f64), confidence: share(weighed) }
    }

    /// Whether most of the text was read without doubt.
    pub(super) fn is_good(&self) -> bool {
        self.letters >= FEW && self.sure >= LETTERS && self.confidence >= CONFIDENCE
    }

    /// How much was read for sure, to tell the better of two attempts.
    pub(super) fn worth(&self) -> f64 {
        self.letters as f64 * self.sure * self.confidence
    }
}

/// Whether a person has to look at a page that these words were read on.
pub(super) fn is_doubtful(gray: &Gray, words: &[Word]) -> bool {
    let quality = Quality::of(words);
    let ink = Ink::of(gray, words);
    let blank = quality.letters == 0 && ink.all < DUST;
    let missed = ink.outside > CREST.max(OUTSIDE * ink.all);
    !blank && (!quality.is_good() || missed)
}

/// Ink as shares of the page, without its edges.
struct Ink {
    all: f64,
    outside: f64,
}

impl Ink {
    fn of(gray: &Gray, words: &[Word]) -> Self {
        let (wide, high) = (gray.width as usize, gray.height as usize);
        let mut known = vec![false; wide * high];
        for word in words {
            mark(&mut known, wide, &word.area.inflate(0.1 * word.area.height()));
        }
        let threshold = gray.threshold();
        let (across, down) = ((wide as f64 * EDGE) as usize, (high as f64 * EDGE) as usize);
        let (mut all, mut outside) = (0u64, 0u64);
        let rows = gray.data.chunks(wide.max(1)).zip(known.chunks(wide.max(1)));
        for (row, known) in rows.skip(down).take(high.saturating_sub(2 * down)) {
            let within = row.iter().zip(known).skip(across).take(wide.saturating_sub(2 * across));
            for (_, known) in within.filter(|(value, _)| **value < threshold) {
                all += 1;
                outside += u64::from(!known);
            }
        }
        let area = (wide * high).max(1) as f64;
        Self { all: all as f64 / area, outside: outside as f64 / area }
    }
}

fn mark(known: &mut [bool], wide: usize, area: &Rect) {
    let at = |v: f64| v.max(0.0) as usize;
    let columns = at(area.x0).min(wide)..at(area.x1.ceil()).min(wide);
    let rows = at(area.y0)..at(area.y1.ceil());
    for row in known.chunks_mut(wide.max(1)).take(rows.end).skip(rows.start) {
        if let Some(part) = row.get_mut(columns.clone()) {
            part.fill(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Secret;

    /// A page of 200 × 100 with a line of ink at the top and `below` rows of ink at the bottom.
    fn page(top: bool, below: usize) -> Gray {
        let mut data = vec![255; 200 * 100];
        for row in (20..30).filter(|_| top).chain(60..60 + below) {
            data[row * 200 + 20..row * 200 + 180].fill(0);
        }
        Gray { width: 200, height: 100, data }
    }

    fn words(confidence: f64) -> Vec<Word> {
        let area = Rect::new(20.0, 20.0, 180.0, 30.0);
        vec![Word { text: Secret::new("Yours sincerely,"), area, confidence, line: 0 }]
    }

    #[test]
    fn what_is_read_without_doubt_needs_no_look_and_all_else_does() {
        for (what, gray, words, doubtful) in [
            ("a line well read", page(true, 0), words(95.0), false),
            ("a line ill read", page(true, 0), words(50.0), true),
            ("a line half sure", page(true, 0), words(70.0), true),
            ("ink and no words", page(true, 0), vec![], true),
            ("much ink elsewhere", page(true, 30), words(95.0), true),
            ("a signature below", page(true, 5), words(95.0), false),
            ("an empty sheet", page(false, 0), vec![], false),
        ] {
            assert_eq!(is_doubtful(&gray, &words), doubtful, "{what}");
        }
    }
}
