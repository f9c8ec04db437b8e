//! A content stream being written anew: what only leads up to a mark is written when the mark is.
//!
//! Positions and colours that were set for a glyph tell where it stood, how wide it was and how often it
//! came, long after it is gone. So they are held until something is painted. Where nothing was lost in
//! between they are written as they came; else only what still counts is: the last value of each
//! setting, and the place of the next glyph, absolute. Saved states in which nothing is painted any more
//! go as a whole.

use std::ops::Range;

use super::show;
use super::width::Slot;
use crate::pdf::content::device::Show;
use crate::pdf::content::{Category, Emitter, Operation, Operator};

/// A content stream being written.
#[derive(Default)]
pub(super) struct Writing {
    out: Emitter,
    /// What came since the last mark, as it came.
    held: Emitter,
    /// Where in `held` each setting stands that still counts.
    settings: Vec<(Operator, Range<usize>)>,
    /// Leading set in `held`.
    leading: Option<f64>,
    /// `BT` is in `held`.
    begun: bool,
    /// A text position is in `held`.
    moved: bool,
    /// Glyphs were left out since the last mark.
    lost: bool,
    /// The text position that was written is not the true one.
    displaced: bool,
    /// Text of this text object was set anew: what follows is placed absolutely, each for itself.
    anew: bool,
    /// Displacement that glyphs gone left for the next glyph shown.
    owed: f64,
    /// Of the glyphs of this text object that clip: one went, one stays.
    clips: (bool, bool),
    saves: Vec<Save>,
    marks: u64,
    losses: u64,
}

/// The state of writing at a `q`.
struct Save {
    length: usize,
    marks: u64,
    losses: u64,
}

impl Writing {
    /// Whether nothing is painted, though something was.
    pub(super) fn is_emptied(&self) -> bool {
        self.marks == 0 && self.losses > 0
    }

    /// The finished stream, saved states closed.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.flush();
        for _ in &self.saves {
            self.out.operator(Operator::Restore);
        }
        self.out.into_bytes()
    }

    /// Something is painted now.
    pub(super) fn mark(&mut self) -> &mut Emitter {
        self.flush();
        self.marks += 1;
        &mut self.out
    }

    /// Something that was painted is left out.
    pub(super) fn loss(&mut self) {
        self.losses += 1;
    }

    /// A path as it is left, perhaps nothing; `paints` when it is more than a clip.
    pub(super) fn path(&mut self, path: &Emitter, paints: bool) {
        if path.bytes().is_empty() {
            return self.loss();
        }
        self.flush();
        self.marks += u64::from(paints);
        self.out.stream(path.bytes());
    }

    /// A show operation without the glyphs for which `goes` holds; gives how many went.
    pub(super) fn show(&mut self, shown: &Show<'_>, goes: impl Fn(u32) -> bool) -> u64 {
        let moves = show::moves(shown);
        if !shown.glyphs.is_empty() && shown.glyphs.iter().all(|g| goes(g.ordinal)) {
            self.skip(shown, moves);
            return shown.glyphs.len() as u64;
        }
        self.clips.1 |= shown.text.mode >= 4;
        self.marks += 1;
        if self.anew {
            return self.alone(shown, goes);
        }
        let hole = self.lost || self.displaced;
        let placed = hole && (self.moved || self.displaced || moves);
        if hole {
            self.write_settings();
        } else {
            self.out.stream(self.held.bytes());
        }
        if placed {
            self.out.numbers(Operator::TextMatrix, &shown.line.0);
            self.displaced = false;
        }
        self.clear();
        let gone = show::emit(&mut self.out, shown, &mut self.owed, placed, goes);
        self.losses += u64::from(gone > 0);
        gone
    }

    /// A show operation of a line set anew: `slot` is written in its place, and of its own glyphs those
    /// for which `stays` holds.
    pub(super) fn anew(&mut self, shown: &Show<'_>, slot: Option<&Slot>, stays: impl Fn(u32) -> bool) {
        self.lost = true;
        self.losses += 1;
        if shown.operation.operator == Operator::SpacingNextLineShow {
            self.spacing(shown);
        }
        if let Some(slot) = slot {
            self.marks += 1;
            if std::mem::take(&mut self.begun) {
                self.out.operator(Operator::BeginText);
            }
            self.out.stream(&slot.content);
            for (operator, content) in &slot.after {
                self.set(*operator, |held| held.stream(content));
            }
        }
        if shown.glyphs.iter().any(|g| stays(g.ordinal)) {
            self.marks += 1;
            self.alone(shown, |ordinal| !stays(ordinal));
            self.lost = true;
        }
        (self.anew, self.displaced, self.owed) = (true, true, 0.0);
    }

    /// A show operation placed absolutely. Gives the number of glyphs that went.
    fn alone(&mut self, shown: &Show<'_>, goes: impl Fn(u32) -> bool) -> u64 {
        self.write_settings();
        self.clear();
        let gone = shown.glyphs.iter().filter(|g| goes(g.ordinal)).count() as u64;
        if gone == 0 {
            let place = show::rounded(&shown.begin, &shown.ctm);
            self.out.numbers(Operator::TextMatrix, &place.0);
            show::emit(&mut self.out, shown, &mut 0.0, true, goes);
        } else {
            show::emit_alone(&mut self.out, shown, |ordinal| !goes(ordinal));
        }
        (self.displaced, self.owed) = (true, 0.0);
        self.losses += u64::from(gone > 0);
        gone
    }

    /// All glyphs of a show operation go.
    fn skip(&mut self, shown: &Show<'_>, moves: bool) {
        self.clips.0 |= shown.text.mode >= 4;
        if moves {
            self.owed = 0.0;
            self.moved = true;
        }
        if shown.operation.operator == Operator::SpacingNextLineShow {
            self.spacing(shown);
        }
        self.owed += show::displacement(shown);
        self.lost = true;
        self.losses += 1;
    }

    /// The spacing that `"` sets.
    fn spacing(&mut self, shown: &Show<'_>) {
        for (operator, value) in [(Operator::WordSpacing, 0), (Operator::CharSpacing, 1)] {
            self.set(operator, |held| held.numbers(operator, &[shown.operation.number(value)]));
        }
    }

    /// Any operation that shows nothing.
    pub(super) fn operation(&mut self, operation: &Operation<'_>) {
        let operator = operation.operator;
        match operator.category() {
            Category::TextPosition => self.position(operation),
            Category::TextState if operator == Operator::Leading => {
                self.leading = Some(operation.number(0));
                self.held.operation(operation);
            }
            Category::TextState | Category::Colour => self.set(operator, |held| held.operation(operation)),
            Category::TextObject if operator == Operator::BeginText => {
                self.held.operator(operator);
                (self.begun, self.moved, self.displaced, self.owed) = (true, false, false, 0.0);
                self.anew = false;
            }
            Category::TextObject => self.end_text(),
            _ if operator == Operator::Save => self.save(),
            _ if operator == Operator::Restore => self.restore(),
            _ => {
                self.flush();
                self.marks += u64::from(operator == Operator::Shading);
                self.out.operation(operation);
            }
        }
    }

    fn position(&mut self, operation: &Operation<'_>) {
        if operation.operator == Operator::MoveTextLeading {
            self.leading = Some(-operation.number(1));
        }
        self.held.operation(operation);
        self.moved = true;
        self.owed = 0.0;
    }

    fn set(&mut self, operator: Operator, write: impl FnOnce(&mut Emitter)) {
        let start = self.held.bytes().len();
        write(&mut self.held);
        self.settings.retain(|(old, _)| !supersedes(operator, *old));
        self.settings.push((operator, start..self.held.bytes().len()));
    }

    fn end_text(&mut self) {
        self.owed = 0.0;
        if self.begun {
            // of a text object that lost all it showed nothing is left
            if !self.lost {
                self.held.operator(Operator::EndText);
            }
        } else {
            if !self.lost {
                self.flush();
            }
            self.out.operator(Operator::EndText);
        }
        (self.begun, self.moved, self.displaced) = (false, false, false);
        if std::mem::take(&mut self.clips) == (true, false) {
            // what was painted through letters (ISO 32000-2, 9.4.1) is painted nowhere, not everywhere
            self.out.numbers(Operator::Rectangle, &[0.0; 4]);
            self.out.operator(Operator::Clip);
            self.out.operator(Operator::EndPath);
        }
    }

    fn save(&mut self) {
        self.flush();
        self.saves.push(Save { length: self.out.bytes().len(), marks: self.marks, losses: self.losses });
        self.out.operator(Operator::Save);
    }

    fn restore(&mut self) {
        let Some(save) = self.saves.pop() else { return };
        if self.marks == save.marks && self.losses > save.losses {
            self.out.truncate(save.length);
            return self.clear();
        }
        if self.lost {
            self.displaced |= self.moved;
            self.clear();
        } else {
            self.flush();
        }
        self.out.operator(Operator::Restore);
    }

    /// Writes what is held.
    fn flush(&mut self) {
        if self.lost {
            self.write_settings();
            self.displaced |= self.moved;
        } else {
            self.out.stream(self.held.bytes());
        }
        self.clear();
    }

    fn write_settings(&mut self) {
        if self.begun {
            self.out.operator(Operator::BeginText);
        }
        for (_, range) in &self.settings {
            self.out.stream(self.held.bytes().get(range.clone()).unwrap_or_default());
        }
        if let Some(leading) = self.leading {
            self.out.numbers(Operator::Leading, &[leading]);
        }
    }

    fn clear(&mut self) {
        self.held.truncate(0);
        self.settings.clear();
        (self.begun, self.moved, self.lost, self.leading) = (false, false, false, None);
    }
}

/// Whether a setting makes an earlier one void.
fn supersedes(new: Operator, old: Operator) -> bool {
    use Operator as O;
    let family = |space: [O; 4], value: [O; 2]| {
        let whole = space.contains(&new) && (space.contains(&old) || value.contains(&old));
        whole || value.contains(&new) && value.contains(&old)
    };
    new == old
        || family([O::FillGray, O::FillRgb, O::FillCmyk, O::FillSpace], [O::FillColour, O::FillColourN])
        || family(
            [O::StrokeGray, O::StrokeRgb, O::StrokeCmyk, O::StrokeSpace],
            [O::StrokeColour, O::StrokeColourN],
        )
}
