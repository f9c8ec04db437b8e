//! Tables whose cells hold paragraphs, lists, pictures and other tables, as word processors make them.
//!
//! A table of data stays a table. One that only lays a page out (a single column, or other tables
//! inside) becomes its blocks, cell by cell. Pictures stand behind the table whose cell they were in.

use crate::pdf::typeset::{Block, Cell, Run, Table};

/// What one cell holds; nothing at all for a column that the cell before it takes too.
pub(in crate::load) type Blocks = Vec<Block>;

/// A cell that is there, although it may be empty.
pub(in crate::load) fn present(mut blocks: Blocks) -> Blocks {
    if blocks.is_empty() {
        blocks.push(Block::Space(0.0));
    }
    blocks
}

/// A table as blocks of a page; `header` says that the first row is one.
pub(in crate::load) fn blocks(rows: Vec<Vec<Blocks>>, header: bool) -> Vec<Block> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    if columns <= 1 || rows.iter().flatten().any(|cell| holds_table(cell)) {
        return rows.into_iter().flatten().flatten().collect();
    }
    let mut pictures = Vec::new();
    let mut rows = rows.into_iter().map(|row| row.into_iter().map(|c| cell(c, &mut pictures)).collect());
    let header: Vec<Cell> = if header { rows.next().unwrap_or_default() } else { Vec::new() };
    let table = Table { header, rows: rows.collect(), ruled: true, ..Table::default() };
    std::iter::once(Block::Table(table)).chain(pictures).collect()
}

fn holds_table(cell: &[Block]) -> bool {
    cell.iter().any(|block| match block {
        Block::Table(_) => true,
        Block::Indented(inner) | Block::KeepTogether(inner) => holds_table(inner),
        _ => false,
    })
}

/// A cell as runs, line breaks between its paragraphs; its pictures are handed over.
pub(in crate::load) fn cell(blocks: Blocks, pictures: &mut Vec<Block>) -> Cell {
    let (mut runs, present) = (Vec::new(), !blocks.is_empty());
    flatten(blocks, &mut runs, pictures);
    if present && runs.is_empty() {
        runs.push(Run::default());
    }
    runs
}

fn flatten(blocks: Vec<Block>, runs: &mut Vec<Run>, pictures: &mut Vec<Block>) {
    for block in blocks {
        let mut own: Vec<Run> = Vec::new();
        match block {
            Block::Paragraph(inner) => own = inner,
            Block::Heading { text, .. } => own.push(Run::bold(text)),
            Block::Preformatted(lines) | Block::Lines(lines) => own.push(Run::plain(lines.join("\n"))),
            Block::Indented(inner) | Block::KeepTogether(inner) => flatten(inner, &mut own, pictures),
            Block::List { items, .. } => items.into_iter().for_each(|item| own.extend(item)),
            Block::Table(table) => lines_of(table, &mut own),
            Block::Picture(_) => pictures.push(block),
            Block::Rule | Block::Space(_) | Block::PageBreak => {}
        }
        if !runs.is_empty() && !own.is_empty() {
            runs.push(Run::plain("\n"));
        }
        runs.extend(own);
    }
}

/// A table inside a cell, a line for each row.
fn lines_of(table: Table, runs: &mut Vec<Run>) {
    let header = (!table.header.is_empty()).then_some(table.header);
    for row in header.into_iter().chain(table.rows) {
        for cell in row {
            runs.extend(cell);
            runs.push(Run::plain("  "));
        }
        runs.push(Run::plain("\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_stays_a_table_and_layout_becomes_its_blocks() {
        let text = |text: &str| vec![Block::text(text), Block::text("more")];
        let data = blocks(vec![vec![text("a"), text("b")], vec![text("c")]], true);
        let [Block::Table(table)] = &data[..] else { panic!("{data:?}") };
        assert_eq!((table.header.len(), table.rows.len()), (2, 1));
        assert_eq!(table.header[0].iter().map(|r| r.text.as_str()).collect::<String>(), "a\nmore");
        let inner = data.clone();
        for layout in [vec![vec![inner.clone(), text("x")]], vec![vec![text("a")], vec![text("b")]]] {
            let made = blocks(layout, false);
            assert!(made.len() >= 3, "{made:?}");
        }
    }
}
