//! Hiding the width of what was removed: text beside a panel is set anew, by public measures alone.
//!
//! A gap as wide as a name tells the name: a list of names, ranked by their widths, leaves a few. So
//! a panel has one public size, and every word after it stands where that size puts it. Nothing is
//! computed from the removed glyphs, nor from where their line happened to end.
//!
//! | step | what it does |
//! |---|---|
//! | [`gather`], [`style`] | a walk of its own: every glyph with its code, width and settings |
//! | [`lines`], [`cells`], [`labels`], [`sheet`] | lines, and what is public around them: edges, cells, neighbours |
//! | [`block`] | the paragraph around a line, and how it is aligned |
//! | [`atoms`], [`lay`] | words and panels, laid out by the public sizes ([`facts`]) |
//! | [`set`] | paragraph, else line, else the whole segment, else nothing moves |
//! | [`order`] | words are written after what would cover them |
//! | [`rules`] | underlines and highlights travel with their words |
//! | [`guard`] | nothing that was set may touch, cover or leave anything |
//! | [`emit`] | the words as a content stream shows them, in place of what showed them before |
//!
//! It refuses to move what it does not understand: then nothing moves, and the panel is named with
//! what its width gives away.

use std::collections::HashMap;

use crate::geom::{Matrix, Rect};
use crate::pdf::content::Operator;
use ordinals::Ordinals;

mod atoms;
mod block;
mod cells;
mod emit;
mod facts;
mod gather;
mod guard;
mod labels;
mod lay;
mod lines;
mod order;
mod ordinals;
mod rules;
mod set;
mod sheet;
mod style;

pub(super) use gather::{Fate, Gathered};
pub(super) use set::set;

/// How far the width of a panel is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// Its paragraph was broken anew.
    Paragraph,
    /// Its line was set anew.
    Line,
    /// It covers its whole segment.
    Strict,
    /// What it covers is in a picture: nothing can move there.
    Picture,
    /// As asked for: nothing moved, or the panel was drawn by hand.
    AsAsked,
    /// Nothing moved, though it was to be hidden: the panel is as wide as what it covers; why.
    Exact(&'static str),
}

impl Reached {
    /// Its name in a register.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Line => "line",
            Self::Strict => "strict",
            Self::Picture => "picture",
            Self::AsAsked | Self::Exact(_) => "exact",
        }
    }
}

/// What is written in place of a show operation.
#[derive(Debug, Default)]
pub(super) struct Slot {
    /// The words, with their settings.
    pub(super) content: Vec<u8>,
    /// The settings in force before, for what follows.
    pub(super) after: Vec<(Operator, Vec<u8>)>,
}

/// How a page is set.
#[derive(Debug, Default)]
pub(super) struct Setting {
    /// Glyphs that are shown elsewhere, or not at all, by ordinal.
    pub(super) moved: Ordinals,
    /// Show operations of lines set anew, by their first glyph.
    pub(super) touched: Ordinals,
    /// By the first glyph of a show operation.
    pub(super) slots: HashMap<u32, Slot>,
    /// Rules that travel: what is painted instead, user space, by the number of their path.
    pub(super) rules: HashMap<usize, Vec<Rect>>,
    /// By panel: its region in user space; none where it went into another.
    pub(super) panels: HashMap<usize, Option<Rect>>,
    /// By panel: how far its width is hidden.
    pub(super) reached: HashMap<usize, Reached>,
    /// Glyphs that go besides: what a panel over a whole segment covers.
    pub(super) covered: Ordinals,
    /// Where words stand now, line space.
    areas: Vec<Rect>,
    /// From line space to user space.
    back: Matrix,
    /// Marks in the margin, user space.
    pub(super) bars: Vec<Rect>,
}

impl Setting {
    /// Where words stand now, user space.
    pub(super) fn areas(&self) -> impl Iterator<Item = Rect> + '_ {
        self.areas.iter().map(|area| self.back.apply_rect(area).bounds())
    }

    /// Of a page on which nothing moves beside its panels, though it was to; and why.
    pub(super) fn unmoved(panels: usize, why: &'static str) -> Self {
        let reached = (0..panels).map(|panel| (panel, Reached::Exact(why))).collect();
        Self { reached, ..Self::default() }
    }
}
