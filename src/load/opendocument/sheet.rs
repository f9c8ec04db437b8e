//! The sheets of an `OpenDocument` workbook (ODF 1.3, 9): what is stored is the text a person sees.

use super::story::{Step, Story};
use super::table::is_collapsed;
use crate::load::convert::NotConverted;
use crate::load::paged::grid;
use crate::load::workbook::{Cells, Sheet};
use crate::load::xml::Node;
use crate::pdf::typeset::Run;

/// Most cells of one sheet, repeated ones counted.
const CELLS: usize = 4_000_000;

/// The sheets of a workbook's body.
///
/// # Errors
/// When one is above the limits, or a part of it damaged.
pub(super) fn sheets(story: &mut Story<'_, '_>, body: &Node) -> Result<Vec<Sheet>, NotConverted> {
    let mut sheets = Vec::new();
    for node in body.nodes() {
        if &*node.name != "table:table" {
            continue;
        }
        let name = node.get("table:name").unwrap_or_default().to_owned();
        let mut grid = Grid::default();
        grid.columns(node);
        let before = story.page.set_apart();
        grid.rows(node, story)?;
        if let Some(shapes) = node.child("table:shapes") {
            story.kids(shapes)?;
        }
        let beside = story.page.rejoin(before);
        if story.book.styles.hides("table", node.get("table:style-name")) {
            let cells = grid.shown.lines();
            story.book.file.hidden.text("hidden sheet", &format!("{name}\n{cells}"));
            story.book.file.hidden.count("picture or text on a hidden sheet", beside.len());
            continue;
        }
        for (first, last) in std::mem::take(&mut grid.hidden) {
            let taken = grid.shown.take_columns(first, last);
            story.book.file.hidden.text("hidden column", &taken.join("\n"));
        }
        sheets.push(Sheet { name, cells: grid.shown, beside });
    }
    Ok(sheets)
}

#[derive(Default)]
struct Grid {
    shown: Cells,
    hidden: Vec<(u32, u32)>,
    row: u32,
    count: usize,
}

impl Grid {
    fn columns(&mut self, table: &Node) {
        let mut at = 1_u32;
        for column in table.all("table:table-column") {
            let count = repeated(column, "table:number-columns-repeated");
            if is_collapsed(column) {
                self.hidden.push((at, at.saturating_add(count - 1)));
            }
            at = at.saturating_add(count);
        }
    }

    fn rows(&mut self, node: &Node, story: &mut Story<'_, '_>) -> Step {
        for part in node.nodes() {
            match &*part.name {
                "table:table-row" => self.one_row(part, story)?,
                "table:table-header-rows" | "table:table-rows" | "table:table-row-group" => {
                    self.rows(part, story)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn one_row(&mut self, row: &Node, story: &mut Story<'_, '_>) -> Step {
        let count = repeated(row, "table:number-rows-repeated");
        let cells = values(row, story)?;
        let first = self.row + 1;
        self.row = self.row.saturating_add(count);
        if cells.is_empty() {
            return Ok(());
        }
        if is_collapsed(row) {
            let words: Vec<&str> = cells.iter().map(|(_, _, text)| text.as_str()).collect();
            story.book.file.hidden.text("hidden row", &words.join(" | "));
            return Ok(());
        }
        let width: usize = cells.iter().map(|(_, count, _)| *count as usize).sum();
        self.count = self.count.saturating_add(width.saturating_mul(count as usize));
        if self.count > CELLS {
            return Err(story.book.file.package.refuse("has more cells than this program reads"));
        }
        for row in first..=self.row {
            for (column, count, text) in &cells {
                for column in *column..column.saturating_add(*count) {
                    self.shown.put(row, column, text.clone());
                }
            }
        }
        Ok(())
    }
}

/// Column, how often repeated, and text of each cell of a row that has any.
fn values(row: &Node, story: &mut Story<'_, '_>) -> Result<Vec<(u32, u32, String)>, NotConverted> {
    let (mut out, mut column) = (Vec::new(), 1_u32);
    for cell in row.nodes() {
        let count = repeated(cell, "table:number-columns-repeated");
        match &*cell.name {
            "table:table-cell" => {
                story
                    .book
                    .file
                    .hidden
                    .count("formula, shown as its value", usize::from(cell.get("table:formula").is_some()));
                let text = text(cell, story)?;
                if !text.trim().is_empty() {
                    out.push((column, count, text));
                }
            }
            "table:covered-table-cell" => story.conceal("text of a merged cell", |story| story.kids(cell))?,
            _ => continue,
        }
        column = column.saturating_add(count);
    }
    Ok(out)
}

/// The text of a cell; pictures and comments in it go their own way.
fn text(cell: &Node, story: &mut Story<'_, '_>) -> Result<String, NotConverted> {
    if cell.kids.is_empty() {
        return Ok(String::new());
    }
    let blocks = story.apart(cell)?;
    let mut pictures = Vec::new();
    let runs: Vec<Run> = grid::cell(blocks, &mut pictures);
    for picture in pictures {
        story.page.block(picture);
    }
    Ok(runs.into_iter().map(|run| run.text).collect())
}

fn repeated(node: &Node, name: &str) -> u32 {
    node.get(name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}
