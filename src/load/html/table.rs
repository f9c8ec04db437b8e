//! Tables of a page: data stays a table, layout becomes text.

use html2text::Handle;

use super::dom::{Tag, below};
use super::walk::Walker;
use crate::load::paged::grid;
use crate::pdf::typeset::{Block, Cell, Table};

/// Longest text of a cell, in bytes, that still belongs to a table of data.
const LONGEST_CELL: usize = 1_200;

impl Walker<'_> {
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
        let (mut inner, mut rows) = (self.inside(), Vec::new());
        let mut found = Vec::new();
        below(node, &["tr"], depth, &mut found)?;
        for row in &found {
            rows.push(inner.row(row, depth)?);
        }
        let fits = |cell: &Cell| text(cell).len() <= LONGEST_CELL;
        if !rows.iter().any(|row| row.len() > 1) || !rows.iter().flatten().all(fits) {
            return Some(false);
        }
        let header = found.first().is_some_and(|row| is_header(row, depth)) && rows.len() > 1;
        let mut captions = Vec::new();
        below(node, &["caption"], depth, &mut captions)?;
        for caption in captions {
            self.block(&caption, depth)?;
        }
        let pictures = std::mem::take(&mut inner.after);
        self.absorb(inner);
        let header = if header { rows.remove(0) } else { Vec::new() };
        rows.retain(|row| row.iter().any(|cell| !text(cell).trim().is_empty()));
        self.blocks.push(Block::Table(Table { header, rows, ruled: true, ..Table::default() }));
        self.blocks.extend(pictures);
        Some(true)
    }

    fn row(&mut self, row: &Handle, depth: usize) -> Option<Vec<Cell>> {
        if Tag::of(row).is_some_and(|tag| self.is_hidden(&tag)) {
            self.conceal(row, depth)?;
            return Some(Vec::new());
        }
        let mut cells = Vec::new();
        below(row, &["td", "th"], depth, &mut cells)?;
        let mut row = Vec::new();
        for cell in &cells {
            row.push(self.cell(cell, depth)?);
            let span = Tag::of(cell).and_then(|tag| tag.get("colspan")?.trim().parse::<usize>().ok());
            row.extend(std::iter::repeat_with(Vec::new).take(span.unwrap_or(1).clamp(1, 64) - 1));
        }
        Some(row)
    }

    fn cell(&mut self, cell: &Handle, depth: usize) -> Option<Cell> {
        let tag = Tag::of(cell)?;
        if self.is_hidden(&tag) {
            self.conceal(cell, depth)?;
            return Some(Vec::new());
        }
        let before = std::mem::take(&mut self.after);
        if tag.name == "th" {
            self.strong(cell, depth)?;
        } else {
            self.children(cell, depth)?;
        }
        self.flush();
        self.after = before;
        let mut pictures = Vec::new();
        let runs = grid::cell(grid::present(std::mem::take(&mut self.blocks)), &mut pictures);
        self.after.extend(pictures);
        Some(runs)
    }
}

/// Whether a row has header cells only.
fn is_header(row: &Handle, depth: usize) -> bool {
    let mut cells = Vec::new();
    let found = below(row, &["td", "th"], depth, &mut cells).is_some();
    found && !cells.is_empty() && cells.iter().all(|cell| Tag::of(cell).is_some_and(|tag| tag.name == "th"))
}

fn text(cell: &Cell) -> String {
    cell.iter().map(|run| run.text.as_str()).collect()
}
