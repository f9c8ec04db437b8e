//! How each kind of block is set: type sizes, space around it, what it stays together with.

use crate::error::Result;
use crate::pdf::image::Painted;

use super::faces::Face;
use super::flow::{Block, Picture, Run};
use super::layout::{Layout, Style};
use super::lines::break_lines;
use super::mark::{Mark, Tag};
use super::spell::{spell, spell_runs};
use super::table;
use super::tags::Placed;

impl Layout<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Result<()> {
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
            Block::Picture(picture) => self.picture(picture),
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

    /// Places a picture, no larger than the measure and three quarters of a page.
    fn picture(&mut self, picture: &Picture) -> Result<()> {
        let (width, height) = (picture.width.max(1.0), picture.height.max(1.0));
        let most = self.setup.depth() * 0.75;
        let scale = (self.measure() / width).min(most / height).min(1.0);
        let (width, height) = (width * scale, height * scale);
        if self.y > 0.0 && height > self.room() {
            self.new_page()?;
        }
        let left = self.setup.margins.left + self.indent;
        let bottom = self.setup.height - self.setup.margins.top - self.y - height;
        let content = self.begin("Figure");
        let image = self.images.len();
        self.images.push(Painted {
            image: picture.image.clone(),
            soft_mask: picture.soft_mask.clone(),
            mask: None,
        });
        self.push(Mark::Picture { image, matrix: placed(picture.upright, [left, bottom, width, height]) });
        self.end(content.is_some());
        self.tags.extend(content.map(|content| Tag::leaf("Figure", vec![content])));
        self.y += height + self.setup.size * 0.55;
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
}

/// A matrix within the unit square, then onto a frame: left, bottom, width, height.
fn placed([a, b, c, d, e, f]: [f64; 6], [x, y, w, h]: [f64; 4]) -> [f64; 6] {
    [a * w, b * h, c * w, d * h, e * w + x, f * h + y]
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
