//! From any text to characters our fonts can show; every change is counted.
//!
//! Nothing is dropped in silence: what no font has is shown by its number, control characters too;
//! characters that never leave a mark (soft hyphens, joiners, direction marks, byte-order marks) are
//! left out and counted, because a name must not be split by what nobody sees. Text is composed
//! (NFC), so that a letter and its accent are one glyph.

use unicode_normalization::UnicodeNormalization;

use super::faces::Face;
use super::flow::Run;

/// Characters shown differently from how they came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown {
    /// Shown by their number because no font of ours has them, or because they are control characters.
    pub by_number: u32,
    /// Of scripts that need shaping or run from right to left: shown in logical order, letter by letter.
    pub unshaped: u32,
    /// Characters that leave no mark, left out.
    pub markless: u32,
}

impl Shown {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.by_number += other.by_number;
        self.unshaped += other.unshaped;
        self.markless += other.markless;
    }
}

/// A character to draw and the face that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Inked {
    /// The character; `'\n'` breaks the line, `' '` may break it, U+00A0 is a space that does not.
    pub(super) ch: char,
    /// The face that has it.
    pub(super) face: Face,
}

impl Inked {
    /// The character as drawn.
    pub(super) fn drawn(self) -> char {
        if self.ch == '\u{a0}' { ' ' } else { self.ch }
    }

    /// Advance in points at a type size.
    pub(super) fn advance(self, size: f64) -> f64 {
        f64::from(self.face.advance(self.drawn())) * size / 1000.0
    }
}

/// Spells runs out, in the sans faces.
pub(super) fn spell_runs(runs: &[Run], shown: &mut Shown) -> Vec<Inked> {
    let mut out = Vec::new();
    for run in runs {
        let face = if run.bold { Face::Bold } else { Face::Regular };
        spell(&run.text, face, shown, &mut out);
    }
    out
}

/// Spells a text out in a face, tabs as four spaces.
pub(super) fn spell(text: &str, face: Face, shown: &mut Shown, out: &mut Vec<Inked>) {
    for ch in text.nfc() {
        match ch {
            '\n' | ' ' | '\u{a0}' => out.push(Inked { ch, face }),
            '\r' => {}
            '\t' => out.extend([Inked { ch: ' ', face }; 4]),
            '\u{2028}' | '\u{2029}' => out.push(Inked { ch: '\n', face }),
            '\u{202f}' | '\u{2007}' => out.push(Inked { ch: '\u{a0}', face }),
            _ if is_markless(ch) => shown.markless += 1,
            _ if ch.is_whitespace() && !ch.is_control() => out.push(Inked { ch: ' ', face }),
            _ => push_visible(ch, face, shown, out),
        }
    }
}

fn push_visible(ch: char, face: Face, shown: &mut Shown, out: &mut Vec<Inked>) {
    if is_unshaped(ch) {
        shown.unshaped += 1;
    }
    let has = |face: &Face| !ch.is_control() && face.glyph(ch).is_some();
    if let Some(face) = [face, Face::Fallback].into_iter().find(has) {
        out.push(Inked { ch, face });
        return;
    }
    shown.by_number += 1;
    let number = format!("[U+{:04X}]", ch as u32);
    out.extend(number.chars().map(|ch| Inked { ch, face }));
}

/// Characters without a mark of their own (`Default_Ignorable_Code_Point` and the format controls).
pub(super) fn is_markless(ch: char) -> bool {
    matches!(ch,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Scripts that run from right to left or join and reorder their letters.
fn is_unshaped(ch: char) -> bool {
    matches!(ch,
        '\u{590}'..='\u{8ff}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{18af}'
        | '\u{1a20}'..='\u{1aaf}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{11000}'..='\u{11fff}' | '\u{1e800}'..='\u{1efff}')
}
