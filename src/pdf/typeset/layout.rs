//! Placing lines on pages: room, page breaks, no line left alone, marked content.
//!
//! Inside, `y` runs downwards from the top of the text area; marks are in user space.

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::pdf::image::Painted;

use super::flow::{Flow, PageSetup, Run};
use super::lines::Line;
use super::mark::{Ink, Mark, Tag, TaggedContent};
use super::spell::{Inked, Shown, spell_runs};
use super::tags::Placed;

/// Ascent and descent of Liberation Sans in em; the line's box is centred around both.
const ASCENT: f64 = 0.905;
const HEIGHT: f64 = 1.117;

/// Pages of marks and what is known about them.
pub(super) struct Laid {
    pub(super) pages: Vec<Ink>,
    pub(super) tags: Vec<Tag>,
    pub(super) headings: Vec<Placed>,
    pub(super) shown: Shown,
    pub(super) images: Vec<Painted>,
}

/// Lays a whole flow out.
pub(super) fn lay_out(flow: &Flow) -> Result<Laid> {
    let mut layout = Layout::new(&flow.page, flow.tagged);
    layout.blocks(&flow.blocks)?;
    let Layout { pages, tags, headings, shown, images, .. } = layout;
    Ok(Laid { pages, tags, headings, shown, images })
}

/// The state of laying out: the pages so far and where the next line goes.
pub(super) struct Layout<'a> {
    pub(super) setup: &'a PageSetup,
    pub(super) tagged: bool,
    pub(super) y: f64,
    pub(super) tags: Vec<Tag>,
    pub(super) shown: Shown,
    pub(super) indent: f64,
    pub(super) pages: Vec<Ink>,
    pub(super) headings: Vec<Placed>,
    /// The pictures so far; marks name them by their position.
    pub(super) images: Vec<Painted>,
}

/// How lines of one block are set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Distance from the left margin in points.
    pub(super) x: f64,
    /// Type size in points.
    pub(super) size: f64,
    /// Distance of baselines in points.
    pub(super) pitch: f64,
    /// Structure type of its content.
    pub(super) role: &'static str,
}

impl<'a> Layout<'a> {
    pub(super) fn new(setup: &'a PageSetup, tagged: bool) -> Self {
        let (pages, tags, headings) = (vec![Ink::default()], Vec::new(), Vec::new());
        let (shown, images) = (Shown::default(), Vec::new());
        Self { setup, tagged, y: 0.0, indent: 0.0, tags, shown, pages, headings, images }
    }

    pub(super) fn tagged_lines(&mut self, lines: &[Line], style: Style) -> Result<()> {
        let content = self.lines(lines, style)?;
        if !content.is_empty() {
            self.tags.push(Tag::leaf(style.role, content));
        }
        Ok(())
    }

    /// Places lines, going on to new pages; gives the marked content they became.
    pub(super) fn lines(&mut self, lines: &[Line], style: Style) -> Result<Vec<TaggedContent>> {
        let (mut content, mut rest) = (Vec::new(), lines);
        while !rest.is_empty() {
            let count = self.take(rest.len(), style.pitch);
            if count == 0 {
                self.new_page()?;
                continue;
            }
            let (now, later) = rest.split_at(count.min(rest.len()));
            rest = later;
            let inked = now.iter().any(|line| !line.pieces.is_empty());
            let begun = if inked { self.begin(style.role) } else { None };
            for line in now {
                self.draw_line(line, style, self.y);
                self.y += style.pitch;
            }
            self.end(begun.is_some());
            content.extend(begun);
        }
        Ok(content)
    }

    /// How many of `count` lines go on this page: none when a single line would be left behind, and
    /// never so many that a single one goes over; at least one at the top of a page.
    pub(super) fn take(&self, count: usize, pitch: f64) -> usize {
        let fits = (self.room() / pitch + 1e-6).floor().max(0.0) as usize;
        if fits >= count {
            return count;
        }
        let good = if count - fits == 1 { fits.saturating_sub(1) } else { fits };
        let least = if self.y > 0.0 { 0 } else { fits.max(1) };
        if good < 2 { least } else { good }
    }

    /// Width of the text here, in points.
    pub(super) fn measure(&self) -> f64 {
        self.setup.measure() - self.indent
    }

    /// Room left on the page in points.
    pub(super) fn room(&self) -> f64 {
        self.setup.depth() - self.y
    }

    /// Starts a new page.
    pub(super) fn new_page(&mut self) -> Result<()> {
        if self.pages.len() >= self.setup.max_pages {
            return Err(Error::unchecked(
                Place::default(),
                format!("more than {} pages would be needed to show this document", self.setup.max_pages),
                "split the document into parts, or withhold it with a reason",
            ));
        }
        self.pages.push(Ink::default());
        self.y = 0.0;
        Ok(())
    }

    /// Draws one line with its top at `y`.
    pub(super) fn draw_line(&mut self, line: &Line, style: Style, y: f64) {
        if line.pieces.is_empty() {
            return;
        }
        let lead = (style.pitch - style.size * HEIGHT) / 2.0;
        let baseline = self.setup.height - self.setup.margins.top - y - lead - style.size * ASCENT;
        let x = self.setup.margins.left + self.indent + style.x + line.indent;
        self.push(Mark::Text { x, y: baseline, size: style.size, pieces: line.pieces.clone() });
    }

    /// Draws a horizontal line from `x0` to `x1` at `y`; not part of the document's meaning.
    pub(super) fn draw_rule(&mut self, x0: f64, x1: f64, y: f64, weight: f64) {
        if self.tagged {
            self.push(Mark::BeginArtifact);
        }
        let (left, top) = (self.setup.margins.left + self.indent, self.setup.height - self.setup.margins.top);
        self.push(Mark::Rule { x0: left + x0, x1: left + x1, y: top - y, weight });
        self.end(self.tagged);
    }

    /// Begins marked content, in a tagged flow.
    pub(super) fn begin(&mut self, role: &'static str) -> Option<TaggedContent> {
        if !self.tagged {
            return None;
        }
        let page = self.pages.len() - 1;
        let ink = self.pages.last_mut()?;
        let mcid = ink.next_mcid;
        ink.next_mcid += 1;
        ink.marks.push(Mark::Begin { role, mcid });
        Some(TaggedContent { page, mcid })
    }

    /// Ends marked content when some was begun.
    pub(super) fn end(&mut self, begun: bool) {
        if begun {
            self.push(Mark::End);
        }
    }

    pub(super) fn push(&mut self, mark: Mark) {
        if let Some(ink) = self.pages.last_mut() {
            ink.marks.push(mark);
        }
    }

    /// Spells the runs of a cell.
    pub(super) fn spell(&mut self, runs: &[Run]) -> Vec<Inked> {
        spell_runs(runs, &mut self.shown)
    }
}
