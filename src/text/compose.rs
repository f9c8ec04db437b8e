//! Writing the text of a page: characters with the glyphs they come from.

use std::collections::HashMap;

use super::collect::Collector;
use super::lines::{self, Piece};
use super::order::order;
use super::words::Word;
use super::{NO_GLYPH, PageText};

/// A step down of this many sizes begins a new block.
const BLOCK_STEP: f64 = 1.9;

/// Puts words into reading order and writes them down, one reading of the page behind the other.
pub(super) fn compose(page: u32, collector: Collector, readings: Vec<Vec<Word>>) -> PageText {
    let mut writer = Writer::default();
    for direction in readings.into_iter().flat_map(lines::build) {
        for run in order(direction) {
            writer.run(&run);
        }
    }
    writer.close();
    if !collector.drawn.is_empty() {
        writer.second_reading(&collector.drawn);
    }
    let unreadable = merged(writer.unreadable);
    // a case of thousands of pages holds them all at once
    writer.text.shrink_to_fit();
    writer.origins.shrink_to_fit();
    PageText {
        page,
        geometry: collector.geometry,
        text: writer.text,
        origins: writer.origins,
        glyphs: collector.glyphs.into(),
        unreadable,
        pictures: collector.pictures,
        shapes: collector.shapes.count(),
        recognised: None,
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    origins: Vec<u32>,
    unreadable: Vec<u32>,
}

impl Writer {
    fn run(&mut self, pieces: &[Piece]) {
        let mut before: Option<&Piece> = None;
        self.blank();
        for piece in pieces {
            match before {
                None => {}
                Some(last) if last.row == piece.row => self.put('\t'),
                Some(last) => {
                    self.put('\n');
                    if piece.base - last.base > BLOCK_STEP * last.size.max(piece.size) {
                        self.put('\n');
                    }
                }
            }
            self.piece(piece);
            before = Some(piece);
        }
        self.close();
    }

    fn piece(&mut self, piece: &Piece) {
        let mut backwards = 0;
        for word in &piece.words {
            backwards += usize::from(is_right_to_left(word));
        }
        let reverse = backwards * 2 > piece.words.len();
        let count = piece.words.len();
        for index in 0..count {
            let at = if reverse { count - 1 - index } else { index };
            let Some(word) = piece.words.get(at) else { continue };
            if index > 0 {
                self.put(' ');
            }
            self.word(word);
        }
    }

    fn word(&mut self, word: &Word) {
        self.note_unreadable(word);
        let put = |out: &mut Self, &(c, ordinal): &(char, u32)| {
            out.text.push(c);
            out.origins.push(ordinal);
        };
        if is_right_to_left(word) {
            word.chars.iter().rev().for_each(|c| put(self, c));
        } else {
            word.chars.iter().for_each(|c| put(self, c));
        }
    }

    /// Characters without meaning; of the private use area two in a row, as one alone is an ornament.
    fn note_unreadable(&mut self, word: &Word) {
        // nearly every word is of letters far below these
        if word.chars.iter().all(|(c, _)| *c < '\u{E000}') {
            return;
        }
        let private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
        for (at, &(c, ordinal)) in word.chars.iter().enumerate() {
            let next_to = |i: Option<usize>| i.and_then(|i| word.chars.get(i)).is_some_and(|n| private(n.0));
            let pair = private(c) && (next_to(at.checked_sub(1)) || next_to(Some(at + 1)));
            if c == '\u{FFFD}' || pair {
                self.unreadable.push(ordinal);
            }
        }
    }

    /// What is drawn where something else is said: the words of each line from the first to the last
    /// that holds such a glyph, once more behind the text, so that both readings are searched.
    fn second_reading(&mut self, drawn: &HashMap<u32, char>) {
        let chars: Vec<(char, u32)> = self.text.chars().zip(self.origins.iter().copied()).collect();
        self.blank();
        for line in chars.split(|(c, _)| *c == '\n') {
            let words: Vec<&[(char, u32)]> = line.split(|(c, _)| c.is_whitespace()).collect();
            let holds = |word: &&[(char, u32)]| word.iter().any(|(_, o)| drawn.contains_key(o));
            let Some(first) = words.iter().position(holds) else { continue };
            let last = words.iter().rposition(holds).unwrap_or(first);
            for word in words.get(first..=last).unwrap_or_default() {
                for (c, ordinal) in *word {
                    self.text.push(*drawn.get(ordinal).unwrap_or(c));
                    self.origins.push(*ordinal);
                }
                self.put(' ');
            }
            self.put('\n');
        }
    }

    fn put(&mut self, c: char) {
        self.text.push(c);
        self.origins.push(NO_GLYPH);
    }

    /// Ends the line.
    fn close(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.put('\n');
        }
    }

    /// A blank line between blocks.
    fn blank(&mut self) {
        self.close();
        if !self.text.is_empty() {
            self.put('\n');
        }
    }
}

/// Whether most letters of a word are Hebrew, Arabic or of their neighbours.
fn is_right_to_left(word: &Word) -> bool {
    let backwards =
        |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    word.chars.iter().any(|c| backwards(c.0))
        && word.chars.iter().filter(|c| backwards(c.0)).count() * 2 > word.chars.len()
}

fn merged(mut ordinals: Vec<u32>) -> Vec<std::ops::Range<u32>> {
    ordinals.sort_unstable();
    let mut out: Vec<std::ops::Range<u32>> = Vec::new();
    for ordinal in ordinals {
        match out.last_mut() {
            Some(range) if ordinal <= range.end => range.end = range.end.max(ordinal + 1),
            _ => out.push(ordinal..ordinal + 1),
        }
    }
    out
}
