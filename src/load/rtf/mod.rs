//! Rich Text Format (`.rtf`, RTF 1.9.1) in a plain layout of ours.
//!
//! Text, headings, lists, tables, notes, headers and footers, text boxes and pictures stay; hidden and
//! deleted text, comments, properties and embedded files are hidden matter. Refused: groups nested more
//! than two thousand deep, and what needs too many pages.

mod charset;
mod clean;
mod fields;
mod lexer;
mod picture;
mod reader;
mod table;
#[cfg(test)]
mod tests;
mod words;

use crate::pdf::typeset::{Block, Run};

use super::convert::{Conversion, Member, NotConverted};
use super::paged::hidden::Hidden;
use super::{LeftOut, SideTable, SourceKind, paged};

use reader::Reader;

pub(super) use charset::page as code_page;
pub(super) use clean::clean;
pub(super) use lexer::{Lexer, Token};
pub(super) use words::character;

/// A read text.
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    pub(super) hidden: Hidden,
    pub(super) left_out: Vec<LeftOut>,
    /// Authors of changes, and people behind links.
    pub(super) names: Vec<String>,
}

/// Shows a file of Rich Text Format as pages.
///
/// # Errors
/// When its groups are nested too deeply, or it needs too many pages.
pub fn convert(member: &Member<'_>) -> Conversion {
    let Page { mut blocks, hidden, mut left_out, names } = read(member.bytes, member)?;
    let (listed, hidden) = hidden.finish();
    left_out.extend(listed);
    left_out.extend(paged::never_empty(&mut blocks, "document has no text"));
    blocks.extend(hidden);
    let names = paged::names(names);
    let side = SideTable {
        left_out,
        names,
        ..SideTable::new(SourceKind::Rtf, "rich text set as pages in a plain layout of ours")
    };
    paged::document(blocks, member, side, Vec::new())
}

/// Reads a text of Rich Text Format that is `member`, or a part of it.
///
/// # Errors
/// When its groups are nested too deeply.
pub(super) fn read(source: &[u8], member: &Member<'_>) -> Result<Page, NotConverted> {
    let mut reader = Reader::new(member.limits, member.show_hidden);
    for token in Lexer::new(source) {
        if !reader.take(token) {
            let hint = "open the file in a word processor and save it anew, or withhold it with a reason";
            return Err(paged::refuse(member, "is nested too deeply to be read", hint));
        }
    }
    reader.finish();
    let mut blocks = running(reader.headers, "[Page header]");
    if !blocks.is_empty() {
        blocks.push(Block::Rule);
    }
    blocks.append(&mut reader.page.blocks);
    for (all, label) in [(reader.notes, ""), (reader.footers, "[Page footer]")] {
        if !all.is_empty() {
            blocks.push(Block::Rule);
            blocks.extend(running(all, label));
        }
    }
    Ok(Page { blocks, hidden: reader.hidden, left_out: reader.left_out, names: reader.names })
}

/// Blocks with a word of ours before them.
fn running(mut blocks: Vec<Block>, label: &str) -> Vec<Block> {
    if !blocks.is_empty() && !label.is_empty() {
        blocks.insert(0, Block::Paragraph(vec![Run::bold(label)]));
    }
    blocks
}
