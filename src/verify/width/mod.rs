//! What the widths of a page's panels say of the names under them (R011), from the finished file alone.
//!
//! A panel whose width, place and line follow from what stays visible says nothing. Every other one is
//! measured: how many of the common names are as wide. What neither explains is told as that.
//! It reads lines that run from left to right; others, and pictures, it calls not judged.

mod anchor;
mod boxes;
mod breaks;
mod columns;
mod gaps;
mod lines;
mod names;
mod residue;
mod sheet;
mod steps;
pub(crate) mod told;

pub(crate) use names::Measures;

use super::VerifyRequest;
use super::paint::Painted;
use crate::geom::Rect;
use names::Fit;
use sheet::Sheet;
pub use told::{PanelWidth, Width};

/// How exactly a gap is measured, points.
const EXACT: f64 = 0.15;
/// The same for a box that was drawn by eye.
const BY_EYE: f64 = 1.5;
/// What a panel may say of a name.
const BITS: f64 = 1.0;
/// Height of a box over several lines, in units of the size of the text beside it.
const BLOCK: f64 = 1.9;
/// The same of a box that stands alone, which may be a heading's.
const BLOCK_ALONE: f64 = 2.4;
/// Names that must be left.
const NAMES: u64 = 100;

/// What the width of a panel says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Said {
    /// Nothing: it follows from what is visible, or is wider than any name.
    Nothing,
    /// So many bits of a name, of which so many are left.
    Names {
        /// Bits.
        bits: f64,
        /// Names and full names of the list.
        left: u64,
        /// By what.
        what: &'static str,
    },
    /// Neither public data nor a name of the list explain what is there.
    Unexplained(&'static str),
    /// It could not be judged.
    NotJudged,
}

impl Said {
    fn of(fit: Fit, what: &'static str) -> Self {
        Self::Names { bits: fit.bits, left: fit.names, what }
    }

    /// Whether it says more than it may.
    pub(crate) fn is_leak(self) -> bool {
        match self {
            Self::Names { bits, left, .. } => bits > BITS || left < NAMES,
            Self::Unexplained(_) => true,
            Self::Nothing | Self::NotJudged => false,
        }
    }
}

/// A panel with what its width says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measured {
    /// Display space.
    pub(crate) area: Rect,
    /// Whether the caller named it.
    pub(crate) known: bool,
    /// Whether somebody accepted its width.
    pub(crate) accepted: bool,
    /// What it says.
    pub(crate) said: Said,
}

/// What the panels of a page say.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Each panel.
    pub(crate) panels: Vec<Measured>,
    /// What the breaks beside panels say together, if these hide one name, where none says too much alone:
    /// bits, and how many panels.
    pub(crate) together: Option<(f64, usize)>,
}

/// Measures the panels of a page.
pub(crate) fn measure(request: &VerifyRequest, page: u32, painted: &Painted, measures: &Measures) -> Page {
    let boxes = boxes::boxes(request, page, painted);
    if boxes.is_empty() {
        return Page::default();
    }
    let segments = lines::segments(painted, &boxes);
    let sheet = Sheet { painted, boxes: &boxes, segments: &segments, measures };
    let mut panels: Vec<Measured> = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        for (piece, panel) in segment.pieces.iter().enumerate().filter_map(|(i, p)| Some((i, p.panel?))) {
            let is_panel = |one: &&boxes::Boxed| one.known || sheet.looks_like_a_panel(at, piece, one);
            let Some(one) = boxes.get(panel).filter(is_panel) else { continue };
            let said = sheet.said(at, piece, one);
            panels.push(Measured { area: one.area, known: one.known, accepted: one.accepted, said });
        }
    }
    sheet.distrust_luck(&mut panels);
    let together = sheet.together(&panels);
    Page { panels, together }
}
