//! A letter as it was written: parts with their marks, each made of blocks.

use crate::pdf::typeset::{Block, Run};

/// A letter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Written {
    /// Its parts in order; those between marked ones have an empty mark.
    pub parts: Vec<Part>,
}

/// A part of a letter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// What the template calls it: `[[search]]`; empty for what stands outside of marks.
    pub mark: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// The part that stays on one page.
const SIGNATURE: &str = "sign";

impl Written {
    /// Everything, for the typesetter; the signature is kept together.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        let of = |part: &Part| match part.mark.as_str() {
            SIGNATURE => vec![Block::KeepTogether(part.blocks.clone())],
            _ => part.blocks.clone(),
        };
        self.parts.iter().flat_map(of).collect()
    }

    /// The words of the parts of a mark; `None` when there is no such mark.
    #[must_use]
    pub fn part(&self, mark: &str) -> Option<String> {
        let mut parts = self.parts.iter().filter(|p| p.mark == mark).peekable();
        parts.peek()?;
        Some(words(parts))
    }

    /// All words.
    #[must_use]
    pub fn words(&self) -> String {
        words(self.parts.iter())
    }
}

fn words<'a>(parts: impl Iterator<Item = &'a Part>) -> String {
    let blocks = parts.flat_map(|p| &p.blocks).map(said);
    blocks.filter(|w| !w.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The words of a block, lists and tables a line each.
fn said(block: &Block) -> String {
    let each = |all: &[Block]| all.iter().map(said).collect::<Vec<_>>().join("\n");
    match block {
        Block::Heading { text, .. } => text.clone(),
        Block::Paragraph(runs) => joined(runs),
        Block::List { items, .. } => items.iter().map(|i| joined(i)).collect::<Vec<_>>().join("\n"),
        Block::Table(table) => {
            let rows = [&table.header].into_iter().chain(&table.rows);
            let row = |cells: &Vec<Vec<Run>>| cells.iter().map(|c| joined(c)).collect::<Vec<_>>().join(" | ");
            rows.map(row).collect::<Vec<_>>().join("\n")
        }
        Block::Preformatted(lines) | Block::Lines(lines) => lines.join("\n"),
        Block::Indented(all) | Block::KeepTogether(all) => each(all),
        Block::Rule | Block::Space(_) | Block::PageBreak | Block::Picture(_) => String::new(),
    }
}

/// The text of runs, whatever their weight.
pub(super) fn joined(runs: &[Run]) -> String {
    runs.iter().map(|r| r.text.as_str()).collect()
}
