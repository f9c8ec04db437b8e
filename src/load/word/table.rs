//! Tables (ECMA-376-1, 17.4): rows and cells, spanned columns kept, hidden and deleted rows apart.

use super::story::{Step, Story};
use super::styles::is_on;
use crate::load::paged::grid::{self, Blocks};
use crate::load::xml::Node;

impl Story<'_, '_> {
    /// Walks a table.
    pub(super) fn table(&mut self, node: &Node) -> Step {
        let (mut rows, mut found) = (Vec::new(), Vec::new());
        inner(node, "w:tr", &mut found);
        let header = found.first().is_some_and(|row| says(row, "w:trPr", "w:tblHeader"));
        for row in found {
            if says(row, "w:trPr", "w:del") {
                self.conceal("deleted table row", row, |story| story.row(row).map(drop))?;
            } else if says(row, "w:trPr", "w:hidden") {
                self.conceal("hidden table row", row, |story| story.row(row).map(drop))?;
            } else {
                rows.push(self.row(row)?);
            }
        }
        if !self.page.is_concealed() {
            self.page.blocks.extend(grid::blocks(rows, header));
        }
        Ok(())
    }

    fn row(&mut self, row: &Node) -> Result<Vec<Blocks>, crate::load::convert::NotConverted> {
        let mut cells = vec![Vec::new(); number(row.child("w:trPr"), "w:gridBefore")];
        let mut found = Vec::new();
        inner(row, "w:tc", &mut found);
        for cell in found {
            let properties = cell.child("w:tcPr");
            let merged = |name: &str| {
                let merge = properties.and_then(|p| p.child(name));
                merge.is_some_and(|m| m.get("w:val") != Some("restart"))
            };
            if properties.is_some_and(|p| p.child("w:cellDel").is_some()) {
                self.conceal("deleted table cell", cell, |story| story.kids(cell))?;
            } else if merged("w:vMerge") || merged("w:hMerge") {
                // a cell that goes on above or to the left: a word processor keeps its text out of sight
                self.conceal("text of a merged cell", cell, |story| story.kids(cell))?;
                cells.push(Vec::new());
            } else {
                cells.push(grid::present(self.apart(|story| story.kids(cell))?));
            }
            let span = number(properties, "w:gridSpan").min(64);
            cells.extend(std::iter::repeat_with(Vec::new).take(span.saturating_sub(1)));
        }
        Ok(cells)
    }
}

/// The elements of a name inside an element and its wrappers, not inside other tables.
fn inner<'n>(node: &'n Node, name: &str, found: &mut Vec<&'n Node>) {
    for kid in node.nodes() {
        match &*kid.name {
            own if own == name => found.push(kid),
            "w:sdt" | "w:sdtContent" | "w:customXml" | "w:ins" | "w:smartTag" | "w:moveTo" => {
                inner(kid, name, found);
            }
            _ => {}
        }
    }
}

fn says(node: &Node, properties: &str, name: &str) -> bool {
    node.child(properties).and_then(|p| p.child(name)).is_some_and(is_on)
}

fn number(properties: Option<&Node>, name: &str) -> usize {
    let value = properties.and_then(|p| p.child(name)).and_then(|n| n.get("w:val")?.parse().ok());
    value.map_or(0, |value: usize| value.min(64))
}
