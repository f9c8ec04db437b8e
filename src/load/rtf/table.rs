//! Tables of RTF: rows are told by marks in the text, and end where a paragraph stands outside.

use super::reader::{Place, Reader};
use crate::load::paged::grid::{self, Blocks};
use crate::load::paged::scribe::Scribe;

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Whether the paragraph stands in it.
    pub(super) inside: bool,
    /// What was written before it.
    before: Option<Scribe>,
    row: Vec<Blocks>,
    rows: Vec<Vec<Blocks>>,
}

impl Reader<'_> {
    /// Ends a cell of a table; a table begins with its first.
    pub(super) fn end_cell(&mut self) {
        self.tell_secret();
        self.end_paragraph();
        let blocks = std::mem::take(&mut self.page.blocks);
        self.table.row.push(grid::present(blocks));
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) {
        let row = std::mem::take(&mut self.table.row);
        if !row.is_empty() {
            self.table.rows.push(row);
        }
    }

    /// What follows stands in a table.
    pub(super) fn enter_table(&mut self) {
        self.table.inside = true;
        if self.table.before.is_none() && self.state.place == Place::Page {
            self.end_paragraph();
            self.table.before = Some(self.page.set_apart());
        }
    }

    /// What follows does not stand in a table: one that is open is complete.
    pub(super) fn leave_table(&mut self) {
        if self.table.inside {
            return;
        }
        let Some(before) = self.table.before.take() else { return };
        let rest = self.page.rejoin(before);
        self.end_row();
        let rows = std::mem::take(&mut self.table.rows);
        self.page.blocks.extend(grid::blocks(rows, false));
        self.page.blocks.extend(rest);
    }
}
