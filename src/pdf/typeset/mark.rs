//! What a set page consists of before it is written: lines of text, rules, and their tags.

use super::faces::Face;

/// Consecutive characters of one face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// The face.
    pub(super) face: Face,
    /// The characters as drawn; all of them are in the face.
    pub(super) text: String,
}

/// One mark on a page, in user space (origin lower left).
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A line of text, its baseline starting at (`x`, `y`).
    Text { x: f64, y: f64, size: f64, pieces: Vec<Piece> },
    /// A thin grey line.
    Rule { x0: f64, x1: f64, y: f64, weight: f64 },
    /// The image of this number, through a matrix.
    Picture { image: usize, matrix: [f64; 6] },
    /// Content of a structure element begins (ISO 32000-2, 14.7.5.2).
    Begin { role: &'static str, mcid: u32 },
    /// What is not part of the document's meaning begins (14.8.2.2).
    BeginArtifact,
    /// The innermost of both ends.
    End,
}

/// A page of marks.
#[derive(Debug, Clone, Default)]
pub(super) struct Ink {
    /// The marks, in the order of drawing.
    pub(super) marks: Vec<Mark>,
    /// The next free MCID.
    pub(super) next_mcid: u32,
}

/// Marked content that belongs to a structure element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaggedContent {
    /// Page of the typeset document, from 0.
    pub page: usize,
    /// MCID on that page.
    pub mcid: u32,
}

/// A structure element of a tagged flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Standard structure type: `H1`…`H6`, `P`, `L`, `LI`, `Lbl`, `LBody`, `Table`, `TR`, `TH`, `TD`, `Figure`, `Span`, `Sect`.
    pub role: &'static str,
    /// Its own content, in reading order.
    pub content: Vec<TaggedContent>,
    /// Elements below it.
    pub kids: Vec<Tag>,
    /// What is said in place of it (`Alt`, ISO 32000-2, 14.9.3).
    pub alt: Option<String>,
}

impl Tag {
    /// An element with content of its own.
    #[must_use]
    pub fn leaf(role: &'static str, content: Vec<TaggedContent>) -> Self {
        Self { role, content, kids: Vec::new(), alt: None }
    }

    /// An element of elements.
    #[must_use]
    pub fn group(role: &'static str, kids: Vec<Tag>) -> Self {
        Self { role, content: Vec::new(), kids, alt: None }
    }

    /// A figure, and what is said in place of it.
    #[must_use]
    pub fn figure(alt: &str, content: Vec<TaggedContent>) -> Self {
        Self { alt: Some(alt.to_owned()), ..Self::leaf("Figure", content) }
    }
}
