//! A letter as plain text: for a screen reader, a braille display, or the body of a message.
//!
//! Lines are not broken: whatever shows the text breaks them as its reader needs. A table is a
//! paragraph for each row, each cell with the name of its column.

use super::written::joined;
use crate::pdf::typeset::{Block, Table};

/// The text, UTF-8, `\n` at line ends, a blank line between blocks.
#[must_use]
pub fn plain(blocks: &[Block]) -> String {
    let paragraphs = blocks.iter().map(said).filter(|p| !p.trim().is_empty());
    let mut text = paragraphs.collect::<Vec<_>>().join("\n\n").replace('\u{a0}', " ");
    text.push('\n');
    text
}

fn said(block: &Block) -> String {
    match block {
        Block::Heading { text, .. } => text.clone(),
        Block::Paragraph(runs) => joined(runs),
        Block::List { items, .. } => {
            items.iter().map(|i| format!("- {}", joined(i))).collect::<Vec<_>>().join("\n")
        }
        Block::Table(table) => rows(table),
        Block::Preformatted(lines) | Block::Lines(lines) => lines.join("\n"),
        Block::Indented(all) | Block::KeepTogether(all) => {
            all.iter().map(said).filter(|p| !p.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
        }
        Block::Rule | Block::Space(_) | Block::PageBreak | Block::Picture(_) => String::new(),
    }
}

fn rows(table: &Table) -> String {
    let row = |cells: &Vec<Vec<_>>| {
        let named = cells.iter().enumerate().map(|(column, cell)| {
            let name = table.header.get(column).map(|h| joined(h)).filter(|h| !h.is_empty());
            name.map_or_else(|| joined(cell), |name| format!("{name}: {}", joined(cell)))
        });
        named.collect::<Vec<_>>().join("\n")
    };
    table.rows.iter().map(row).collect::<Vec<_>>().join("\n\n")
}
