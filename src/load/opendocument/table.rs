//! Tables of an `OpenDocument` text (ODF 1.3, 9): hidden rows and covered cells apart.

use super::story::{Step, Story};
use crate::load::convert::NotConverted;
use crate::load::paged::grid;
use crate::load::xml::Node;
use crate::pdf::typeset::Block;

impl Story<'_, '_> {
    /// Walks a table.
    pub(super) fn table(&mut self, node: &Node) -> Step {
        if self.book.styles.hides("table", node.get("table:style-name")) {
            return self.conceal("hidden table", |story| story.rows(node).map(drop));
        }
        let rows = self.rows(node)?;
        if !self.page.is_concealed() {
            let header = node.child("table:table-header-rows").is_some();
            self.page.blocks.extend(grid::blocks(rows, header));
        }
        Ok(())
    }

    fn rows(&mut self, table: &Node) -> Result<Vec<Vec<Vec<Block>>>, NotConverted> {
        let mut rows = Vec::new();
        for part in table.nodes() {
            match &*part.name {
                "table:table-row" if is_collapsed(part) => {
                    self.conceal("hidden table row", |story| story.row(part).map(drop))?;
                }
                "table:table-row" => rows.push(self.row(part)?),
                "table:table-header-rows" | "table:table-rows" | "table:table-row-group" => {
                    rows.extend(self.rows(part)?);
                }
                _ => {}
            }
        }
        Ok(rows)
    }

    fn row(&mut self, row: &Node) -> Result<Vec<Vec<Block>>, NotConverted> {
        let mut cells = Vec::new();
        for cell in row.nodes() {
            match &*cell.name {
                "table:table-cell" => cells.push(grid::present(self.apart(cell)?)),
                "table:covered-table-cell" => {
                    self.conceal("text of a merged cell", |story| story.kids(cell))?;
                    cells.push(Vec::new());
                }
                _ => {}
            }
        }
        Ok(cells)
    }
}

/// Whether a row or a column is hidden (ODF 1.3, 19.749).
pub(super) fn is_collapsed(node: &Node) -> bool {
    matches!(node.get("table:visibility"), Some("collapse" | "filter"))
}
