//! The graphics state as far as it decides where something is painted and whether it is seen
//! (ISO 32000-2, 8.4 and 9.3).

use std::rc::Rc;

use super::ink::Ink;
use crate::geom::{Matrix, Rect};
use crate::pdf::font::Font;

/// Text state parameters (ISO 32000-2, table 103).
#[derive(Debug, Clone)]
pub struct TextState<'a> {
    /// `Tf`: the font; `None` before the first `Tf`.
    pub font: Option<Rc<Font<'a>>>,
    /// `Tf`: the size.
    pub size: f64,
    /// `Tc`, unscaled text space units.
    pub char_spacing: f64,
    /// `Tw`, unscaled text space units.
    pub word_spacing: f64,
    /// `Tz` as a factor.
    pub scale: f64,
    /// `TL`.
    pub leading: f64,
    /// `Ts`.
    pub rise: f64,
    /// `Tr`.
    pub mode: u8,
}

impl Default for TextState<'_> {
    fn default() -> Self {
        Self {
            font: None,
            size: 0.0,
            char_spacing: 0.0,
            word_spacing: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }
}

/// What `q` saves.
#[derive(Debug, Clone)]
pub(super) struct State<'a> {
    /// To the page's user space.
    pub(super) ctm: Matrix,
    /// Bounds of the clipping path in user space.
    pub(super) clip: Rect,
    /// Bounds of letters that clip, gathered until `ET` (ISO 32000-2, 9.3.6) and in force after it.
    pub(super) letters: [Option<Rect>; 2],
    pub(super) line_width: f64,
    /// Entries of the dash array.
    pub(super) dashes: usize,
    pub(super) text: TextState<'a>,
    pub(super) ink: Ink,
}

impl State<'_> {
    pub(super) fn new(ctm: Matrix, clip: Rect) -> Self {
        let (text, ink) = (TextState::default(), Ink::default());
        Self { ctm, clip, letters: [None; 2], line_width: 1.0, dashes: 0, text, ink }
    }

    /// What letters can be seen through: the clipping path, and letters that clip.
    pub(super) fn window(&self) -> Rect {
        let [_, letters] = self.letters;
        letters.map_or(self.clip, |l| self.clip.intersection(&l).unwrap_or_default())
    }

    /// `ET`: the letters gathered clip from here on, each by what it may reach out of its box.
    pub(super) fn end_text(&mut self) {
        if let Some(more) = self.letters[0].take() {
            let more = more.inflate(more.height());
            let before = self.letters[1].unwrap_or(more);
            self.letters[1] = Some(before.intersection(&more).unwrap_or_default());
        }
    }
}
