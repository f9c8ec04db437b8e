//! Placing blocks on pages: room, page breaks, keeping together what belongs together.
//!
//! Inside, `y` runs downwards from the top of the text area; marks are in user space.

use crate::diag::Place;
use crate::error::{Error, Result};

use super::faces::Face;
use super::flow::{Block, Flow, PageSetup, Run};
use super::lines::{Line, break_lines};
use super::mark::{Ink, Mark, Tag, TaggedContent};
use super::spell::{Inked, Shown, spell, spell_runs};
use super::table;
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
}

/// Lays a whole flow out.
pub(super) fn lay_out(flow: &Flow) -> Result<Laid> {
    let mut layout = Layout::new(&flow.page, flow.tagged);
    layout.blocks(&flow.blocks)?;
    let Layout { pages, tags, headings, shown, .. } = layout;
    Ok(Laid { pages, tags, headings, shown })
}

/// The state of laying out: the pages so far and where the next line goes.
pub(super) struct Layout<'a> {
    pub(super) setup: &'a PageSetup,
    pub(super) tagged: bool,
    pub(super) y: f64,
    pub(super) tags: Vec<Tag>,
    pub(super) shown: Shown,
    indent: f64,
    pages: Vec<Ink>,
    headings: Vec<Placed>,
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
    fn new(setup: &'a PageSetup, tagged: bool) -> Self {
        let (pages, tags, headings) = (vec![Ink::default()], Vec::new(), Vec::new());
        Self { setup, tagged, y: 0.0, indent: 0.0, tags, shown: Shown::default(), pages, headings }
    }

    fn blocks(&mut self, blocks: &[Block]) -> Result<()> {
        blocks.iter().try_for_each(|block| self.block(block))
    }

    fn block(&mut self, block: &Block) -> Result<()> {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(runs) => self.paragraph(runs),
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Table(table) => table::place(self, table),
            Block::Rule => self.rule(),
            Block::Space(height) => {
                if self.y > 0.0 {
                    self.y += height.clamp(0.0, self.setup.depth());
                }
                Ok(())
            }
            Block::PageBreak => self.new_page(),
            Block::Preformatted(lines) => {
                let size = self.setup.size * 0.9;
                self.verbatim(lines, Face::Mono, size, size * 1.22)
            }
            Block::Lines(lines) => {
                let size = self.setup.size;
                self.verbatim(lines, Face::Regular, size, size * self.setup.leading)
            }
            Block::Indented(blocks) => self.indented(blocks),
            Block::KeepTogether(blocks) => self.keep_together(blocks),
        }
    }

    fn heading(&mut self, level: u8, text: &str) -> Result<()> {
        const ROLES: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];
        let level = level.clamp(1, 6);
        let factor = match level {
            1 => 1.55,
            2 => 1.25,
            _ => 1.08,
        };
        let (body, size) = (self.setup.size, self.setup.size * factor);
        let role = ROLES.get(usize::from(level) - 1).copied().unwrap_or("H6");
        let style = Style { x: 0.0, size, pitch: size * 1.22, role };
        let spelled = spell_runs(&[Run::bold(text)], &mut self.shown);
        let lines = break_lines(&spelled, size, self.measure(), 0.0);
        let before = if self.y > 0.0 { body * 0.7 } else { 0.0 };
        let need = before + style.pitch * lines.len() as f64 + body * (0.35 + 2.0 * self.setup.leading);
        if self.y > 0.0 && need > self.room() {
            self.new_page()?;
        } else {
            self.y += before;
        }
        let (page, top) = (self.pages.len() - 1, self.setup.margins.top + self.y);
        self.headings.push(Placed { level, text: text.to_owned(), page, y: self.setup.height - top });
        self.tagged_lines(&lines, style)?;
        self.y += body * 0.35;
        Ok(())
    }

    fn paragraph(&mut self, runs: &[Run]) -> Result<()> {
        let style = self.body_style("P", 0.0);
        let spelled = spell_runs(runs, &mut self.shown);
        let lines = break_lines(&spelled, style.size, self.measure(), 0.0);
        self.tagged_lines(&lines, style)?;
        self.y += self.setup.size * 0.55;
        Ok(())
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Run>]) -> Result<()> {
        let (mut kids, indent) = (Vec::new(), self.setup.size * 1.8);
        for (number, item) in (1..).zip(items) {
            let label = if ordered { format!("{number}.") } else { "•".to_owned() };
            let style = self.body_style("LBody", indent);
            let spelled = spell_runs(item, &mut self.shown);
            let lines = break_lines(&spelled, style.size, self.measure() - indent, 0.0);
            if self.take(lines.len(), style.pitch) == 0 {
                self.new_page()?;
            }
            let label = self.label(&label);
            let body = self.lines(&lines, style)?;
            kids.push(Tag::group("LI", vec![label, Tag::leaf("LBody", body)]));
            self.y += self.setup.size * 0.2;
        }
        self.y += self.setup.size * 0.35;
        if self.tagged {
            self.tags.push(Tag::group("L", kids));
        }
        Ok(())
    }

    /// Draws a list item's label beside the line that comes next.
    fn label(&mut self, label: &str) -> Tag {
        let style = self.body_style("Lbl", self.setup.size * 0.5);
        let mut spelled = Vec::new();
        spell(label, Face::Regular, &mut self.shown, &mut spelled);
        let lines = break_lines(&spelled, style.size, self.measure(), 0.0);
        let content = self.begin("Lbl");
        if let Some(line) = lines.first() {
            self.draw_line(line, style, self.y);
        }
        self.end(content.is_some());
        Tag::leaf("Lbl", content.into_iter().collect())
    }

    fn verbatim(&mut self, texts: &[String], face: Face, size: f64, pitch: f64) -> Result<()> {
        let style = Style { x: 0.0, size, pitch, role: "P" };
        for text in texts {
            let mut spelled = Vec::new();
            spell(&expand_tabs(text), face, &mut self.shown, &mut spelled);
            let lines = break_lines(&spelled, size, self.measure(), size * 1.2);
            self.tagged_lines(&lines, style)?;
        }
        self.y += self.setup.size * 0.4;
        Ok(())
    }

    fn rule(&mut self) -> Result<()> {
        let gap = self.setup.size * 0.5;
        if self.room() < gap {
            self.new_page()?;
        }
        self.y += gap * 0.5;
        self.draw_rule(0.0, self.measure(), self.y, 0.6);
        self.y += gap;
        Ok(())
    }

    /// Sets blocks in, as long as half of the measure is left for them.
    fn indented(&mut self, blocks: &[Block]) -> Result<()> {
        let was = self.indent;
        self.indent = (was + self.setup.size * 1.6).min(self.setup.measure() / 2.0);
        let done = self.blocks(blocks);
        self.indent = was;
        done
    }

    fn keep_together(&mut self, blocks: &[Block]) -> Result<()> {
        if self.y > 0.0 {
            let mut trial = Layout::new(self.setup, false);
            trial.indent = self.indent;
            trial.blocks(blocks)?;
            if trial.pages.len() == 1 && trial.y > self.room() {
                self.new_page()?;
            }
        }
        self.blocks(blocks)
    }

    fn body_style(&self, role: &'static str, x: f64) -> Style {
        Style { x, size: self.setup.size, pitch: self.setup.size * self.setup.leading, role }
    }

    fn tagged_lines(&mut self, lines: &[Line], style: Style) -> Result<()> {
        let content = self.lines(lines, style)?;
        if !content.is_empty() {
            self.tags.push(Tag::leaf(style.role, content));
        }
        Ok(())
    }

    /// Places lines, going on to new pages; gives the marked content they became.
    fn lines(&mut self, lines: &[Line], style: Style) -> Result<Vec<TaggedContent>> {
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
    fn take(&self, count: usize, pitch: f64) -> usize {
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

/// Tabs as spaces up to the next multiple of eight characters.
fn expand_tabs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut column = 0;
    for ch in text.chars() {
        let width = if ch == '\t' { 8 - column % 8 } else { 1 };
        column += width;
        if ch == '\t' { out.extend(std::iter::repeat_n(' ', width)) } else { out.push(ch) }
    }
    out
}
