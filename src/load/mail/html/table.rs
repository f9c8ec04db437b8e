//! Tables of an HTML text: data stays a table, layout becomes text.

use html2text::Handle;

use super::dom::{Tag, below};
use super::walk::Walker;
use crate::pdf::typeset::{Block, Cell, Run, Table};

/// Longest text of a cell, in bytes, that still belongs to a table of data.
const LONGEST_CELL: usize = 1_200;

impl Walker {
    /// Walks a table; `None` when it is nested too deeply.
    pub(super) fn table(&mut self, node: &Handle, depth: usize) -> Option<()> {
        self.flush();
        let mut inside = Vec::new();
        below(node, &["table"], depth, &mut inside)?;
        if !inside.is_empty() || !self.data(node, depth)? {
            self.block(node, depth)?;
        }
        Some(())
    }

    /// Takes an element as a table of data, if it is one, and tells whether it was.
    fn data(&mut self, node: &Handle, depth: usize) -> Option<bool> {
        let (mut inner, mut rows) = (Self::default(), Vec::new());
        let mut found = Vec::new();
        below(node, &["tr"], depth, &mut found)?;
        for row in found {
            rows.push(inner.row(&row, depth)?);
        }
        let fits = |cell: &Cell| text(cell).len() <= LONGEST_CELL;
        if !rows.iter().any(|row| row.len() > 1) || !rows.iter().flatten().all(fits) {
            return Some(false);
        }
        let mut captions = Vec::new();
        below(node, &["caption"], depth, &mut captions)?;
        for caption in captions {
            self.block(&caption, depth)?;
        }
        self.counts.absorb(inner.counts);
        self.addresses.append(&mut inner.addresses);
        rows.retain(|row| row.iter().any(|cell| !text(cell).trim().is_empty()));
        self.blocks.push(Block::Table(Table { rows, ruled: true, ..Table::default() }));
        Some(true)
    }

    fn row(&mut self, row: &Handle, depth: usize) -> Option<Vec<Cell>> {
        if Tag::of(row).is_some_and(|tag| tag.is_hidden()) {
            self.counts.hidden += 1;
            return Some(Vec::new());
        }
        let mut cells = Vec::new();
        below(row, &["td", "th"], depth, &mut cells)?;
        cells.iter().map(|cell| self.cell(cell, depth)).collect()
    }

    fn cell(&mut self, cell: &Handle, depth: usize) -> Option<Cell> {
        let tag = Tag::of(cell)?;
        if tag.is_hidden() {
            self.counts.hidden += 1;
            return Some(Vec::new());
        }
        if tag.name == "th" {
            self.strong(cell, depth)?;
        } else {
            self.children(cell, depth)?;
        }
        self.flush();
        let mut runs = Vec::new();
        flatten(std::mem::take(&mut self.blocks), &mut runs);
        Some(runs)
    }
}

/// Blocks as runs with line breaks between them.
fn flatten(blocks: Vec<Block>, runs: &mut Vec<Run>) {
    for block in blocks {
        if !runs.is_empty() {
            runs.push(Run::plain("\n"));
        }
        match block {
            Block::Paragraph(inner) => runs.extend(inner),
            Block::Heading { text, .. } => runs.push(Run::bold(text)),
            Block::Preformatted(lines) | Block::Lines(lines) => runs.push(Run::plain(lines.join("\n"))),
            Block::Indented(inner) | Block::KeepTogether(inner) => {
                let mut nested = Vec::new();
                flatten(inner, &mut nested);
                runs.extend(nested);
            }
            Block::List { items, .. } => items.into_iter().for_each(|item| runs.extend(item)),
            Block::Table(table) => table.rows.into_iter().flatten().for_each(|cell| runs.extend(cell)),
            Block::Rule | Block::Space(_) | Block::PageBreak | Block::Picture(_) => {}
        }
    }
}

fn text(cell: &Cell) -> String {
    cell.iter().map(|run| run.text.as_str()).collect()
}
