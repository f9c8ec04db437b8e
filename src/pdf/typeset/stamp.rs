//! A font for page stamps and the marks on panels, drawn by other stages into their own streams.

use std::collections::BTreeSet;

use lopdf::{Document, ObjectId};

use crate::error::Result;

use super::embed::{self, Glyphs};
use super::faces::Face;
use super::spell::{self, Shown};

/// The weights a stamp can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StampFace {
    /// Liberation Sans.
    #[default]
    Regular,
    /// Liberation Sans Bold.
    Bold,
}

impl StampFace {
    /// Width of `text` at a type size, in the unit of the size, as a font made for it will set it.
    #[must_use]
    pub fn width(self, text: &str, size: f64) -> f64 {
        let face = self.face();
        let known = text.chars().map(|ch| if face.glyph(ch).is_some() { ch } else { '?' });
        known.map(|ch| f64::from(face.advance(ch)) * size / 1000.0).sum()
    }

    fn face(self) -> Face {
        match self {
            Self::Regular => Face::Regular,
            Self::Bold => Face::Bold,
        }
    }
}

/// An embedded subset of one of our faces that covers the characters it was made for.
#[derive(Debug, Clone)]
pub struct StampFont {
    /// The Type 0 font in the document it was embedded in; its resource name is the caller's.
    pub id: ObjectId,
    face: Face,
    characters: BTreeSet<char>,
}

impl StampFont {
    /// Embeds the glyphs of `text` in a document; no other, unless sanitising follows. A character the
    /// face lacks becomes a question mark.
    ///
    /// # Errors
    /// When the font cannot be embedded.
    pub fn embed(document: &mut Document, text: &str, face: StampFace, glyphs: Glyphs) -> Result<Self> {
        let face = face.face();
        let known = text.chars().map(|ch| if face.glyph(ch).is_some() { ch } else { '?' });
        let characters: BTreeSet<char> = known.collect();
        let id = embed::embed(document, face, &characters, glyphs)?;
        Ok(Self { id, face, characters })
    }

    /// Embeds a face that has the letters of `text`, whatever their script. Gives the text as it is to
    /// be encoded and how many characters stand in it by their number, because no face has them. It is for
    /// pages that are sanitised later.
    ///
    /// # Errors
    /// When the font cannot be embedded.
    pub fn covering(document: &mut Document, text: &str) -> Result<(Self, String, u32)> {
        let mut inked = Vec::new();
        spell::spell(text, Face::Regular, &mut Shown::default(), &mut inked);
        let wide = inked.iter().any(|i| i.face == Face::Fallback);
        let face = if wide { Face::Fallback } else { Face::Regular };
        let (mut shown, mut inked) = (Shown::default(), Vec::new());
        spell::spell(text, face, &mut shown, &mut inked);
        let text: String = inked.iter().map(|i| i.drawn()).collect();
        let characters: BTreeSet<char> = text.chars().filter(|ch| *ch != '\n').collect();
        let id = embed::embed(document, face, &characters, Glyphs::Blocks)?;
        Ok((Self { id, face, characters }, text, shown.by_number))
    }

    /// The codes that show `text`, two bytes a character: the operand of `Tj`, to be written as a
    /// hexadecimal string. A character the font was not made for becomes a question mark, which shows
    /// only where it was made for one.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<u8> {
        self.known(text).flat_map(|ch| (ch as u32 as u16).to_be_bytes()).collect()
    }

    /// Width of `text` at a type size, in the unit of the size.
    #[must_use]
    pub fn width(&self, text: &str, size: f64) -> f64 {
        self.known(text).map(|ch| f64::from(self.face.advance(ch)) * size / 1000.0).sum()
    }

    /// Height of capitals at a type size, in the unit of the size: to centre a mark in a panel.
    #[must_use]
    pub fn cap_height(&self, size: f64) -> f64 {
        self.face.measures().cap_height as f64 * size / 1000.0
    }

    /// Ascent and descent (negative) at a type size of 1.
    #[must_use]
    pub fn reach(&self) -> (f64, f64) {
        let measures = self.face.measures();
        (measures.ascent as f64 / 1000.0, measures.descent as f64 / 1000.0)
    }

    /// Whether a face has a glyph of its own for a character.
    #[must_use]
    pub fn shows(face: StampFace, ch: char) -> bool {
        u16::try_from(ch as u32).is_ok() && face.face().glyph(ch).is_some()
    }

    fn known<'s>(&'s self, text: &'s str) -> impl Iterator<Item = char> + 's {
        text.chars().map(|ch| if self.characters.contains(&ch) { ch } else { '?' })
    }
}
