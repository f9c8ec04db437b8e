//! From the interpreter's glyphs to the text of a page: words, lines, reading order.
//!
//! Every character knows its glyph, by ordinal, so that a finding points at glyphs and never at
//! coordinates guessed twice. A glyph without trustworthy Unicode is *unreadable text*: it is kept
//! in the list of glyphs, stands as U+FFFD in the text, and is reported.

use std::ops::Range;

use crate::geom::{PageGeometry, Quad};
use crate::load::Recognised;

mod collect;
mod compose;
mod extract;
mod glyphs;
mod letters;
mod lines;
mod order;
mod words;

#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;

pub use extract::{document, document_with, page};
pub use glyphs::Glyphs;

/// The glyph of a character that no glyph stands for: a space or line break set between glyphs.
pub const NO_GLYPH: u32 = u32::MAX;

/// A glyph as the finder needs it. Its index in [`PageText::glyphs`] is its ordinal: the number the
/// interpreter gave it, counting every glyph shown on the page, nested content included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlyphBox {
    /// Advance box in user space: from the origin to the advance, descent to ascent.
    pub quad: Quad,
    /// Font size in user space, points.
    pub size: f64,
    /// Whether the glyph leaves no mark (render mode 3 or 7, or outside the page).
    pub invisible: bool,
}

/// A picture on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PictureBox {
    /// Where its unit square lies, user space.
    pub quad: Quad,
    /// Share of the displayed page it covers, 0 to 1.
    pub share: f64,
}

/// The text of one page in reading order.
#[derive(Debug, Clone)]
pub struct PageText {
    /// Page in its document, from 1.
    pub page: u32,
    /// The page's frame.
    pub geometry: PageGeometry,
    /// Characters; lines end with `\n`, blocks with a blank line.
    pub text: String,
    /// For each character (Unicode scalar value) of `text` its glyph's ordinal, or [`NO_GLYPH`].
    pub origins: Vec<u32>,
    /// The glyphs by ordinal.
    pub glyphs: Glyphs,
    /// Ordinals of glyphs without trustworthy Unicode.
    pub unreadable: Vec<Range<u32>>,
    /// The pictures of the page.
    pub pictures: Vec<PictureBox>,
    /// Filled shapes of the size of letters that are drawn as paths.
    pub shapes: u32,
    /// What recognition says of it, where its pictures were read by us.
    pub recognised: Option<Recognised>,
}

/// Why a search of a page's text does not see all that the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsearched {
    /// Glyphs without trustworthy Unicode.
    Unreadable,
    /// Pictures cover a quarter of the page, and we did not read them.
    Picture,
    /// Its letters are drawn as paths.
    Drawn,
    /// Its pictures were read, but much of them not for sure.
    Doubtful,
}

impl Unsearched {
    /// In plain words, after the page.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Unreadable => "holds text that cannot be read as letters",
            Self::Picture => "is a picture that was not read",
            Self::Drawn => "has its letters drawn as shapes",
            Self::Doubtful => "is a picture, and much of it was not read for sure",
        }
    }
}

/// What no search sees on a picture whose words were read, after the page.
pub const PHOTOGRAPH: &str =
    "is a picture: its words were searched, its faces, signatures and number plates were not";

/// Fewer shapes than this are a logo, an icon, a bullet.
const WORDS_OF_SHAPES: u32 = 12;
/// A picture that covers less than this share of a page has no room for words that matter: an icon.
const ROOM_FOR_WORDS: f64 = 0.01;

impl PageText {
    /// Why a search of the text does not see all that the page shows; `None` when it does.
    #[must_use]
    pub fn unsearched(&self) -> Option<Unsearched> {
        let pictured: f64 = self.pictures.iter().map(|p| p.share).sum();
        if !self.unreadable.is_empty() {
            return Some(Unsearched::Unreadable);
        }
        if self.recognised.is_some_and(|r| r.doubtful) {
            return Some(Unsearched::Doubtful);
        }
        if pictured >= 0.25 && !self.has_layer() {
            return Some(Unsearched::Picture);
        }
        // counted only where it matters: every decision of a case asks this of every page
        let glyphs = || self.glyphs.iter().filter(|g| !g.invisible).count() as u64;
        let drawn = self.shapes >= WORDS_OF_SHAPES && !self.has_layer();
        (drawn && glyphs() * 4 < u64::from(self.shapes)).then_some(Unsearched::Drawn)
    }

    /// Whether a search of the text sees all that the page shows, but for pictures that are small.
    #[must_use]
    pub fn searchable(&self) -> bool {
        self.unsearched().is_none()
    }

    /// How many pictures could show words that a search of the text does not see.
    #[must_use]
    pub fn blind_pictures(&self) -> usize {
        let roomy = |p: &&PictureBox| p.share >= ROOM_FOR_WORDS;
        if self.has_layer() { 0 } else { self.pictures.iter().filter(roomy).count() }
    }

    /// Whether our own recognition read the pictures. Somebody else's invisible text is searched like all
    /// text, but proves nothing: it can be poor, or of another page.
    fn has_layer(&self) -> bool {
        self.recognised.is_some()
    }

    /// Whether text that leaves no mark lies on the page: what somebody's recognition made of its pictures.
    #[must_use]
    pub fn has_foreign_layer(&self) -> bool {
        self.recognised.is_none() && self.glyphs.iter().any(|g| g.invisible)
    }
}

/// The text of a document, as the finder takes it.
#[derive(Debug, Clone)]
pub struct DocumentText {
    /// Identity of the document.
    pub id: crate::load::DocumentId,
    /// Its name as a person knows it; it may itself hold a third party's name.
    pub name: crate::diag::Untrusted,
    /// Its pages, in order.
    pub pages: Vec<PageText>,
    /// Names the source held beside its pages (see [`crate::load::SideTable::names`]).
    pub names: Vec<crate::diag::Untrusted>,
}

/// The text of pages as `blackpanel text` shows it: a form feed after each page.
#[must_use]
pub fn print(pages: &[PageText]) -> String {
    pages.iter().flat_map(|page| [page.text.as_str(), "\u{c}"]).collect()
}
