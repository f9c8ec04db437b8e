//! The HTML text of a mail as blocks of a page: what a reader sees, and nothing run or fetched.
//!
//! html2text parses the document; this walks it. Scripts, styles, comments and what styles itself
//! invisible are left out and counted. Tables of data stay tables; tables for layout become text.
//! Refused: elements nested more than [`DEEPEST`], and texts of more than [`LARGEST`] bytes.

mod dom;
mod nesting;
mod style;
mod table;
mod walk;

use crate::load::LeftOut;
use crate::pdf::typeset::{Block, Run};

use super::paged;

/// How deep elements may be nested.
const DEEPEST: usize = 200;

/// Bytes of a text that is parsed: the parsed document takes many times its room.
const LARGEST: usize = 8 << 20;

/// Why an HTML text is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// Elements nested more than [`DEEPEST`].
    TooDeep,
    /// More than [`LARGEST`] bytes.
    TooLarge,
}

/// A read HTML text.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    /// Mail addresses behind links.
    pub(super) addresses: Vec<String>,
    pub(super) left_out: Vec<LeftOut>,
}

/// What is not shown, counted.
#[derive(Debug, Default)]
struct Counts {
    hidden: usize,
    scripts: usize,
    comments: usize,
    remote: usize,
    links: usize,
    embedded: usize,
}

impl Counts {
    fn absorb(&mut self, other: Self) {
        self.hidden += other.hidden;
        self.scripts += other.scripts;
        self.comments += other.comments;
        self.remote += other.remote;
        self.links += other.links;
        self.embedded += other.embedded;
    }
}

/// Reads an HTML text.
///
/// # Errors
/// When it is too large, or nested too deeply.
pub(super) fn read(source: &str) -> Result<Page, Unread> {
    if source.len() > LARGEST {
        return Err(Unread::TooLarge);
    }
    if nesting::exceeds(source, DEEPEST) {
        return Err(Unread::TooDeep);
    }
    let parsed = html2text::config::plain_no_decorate().parse_html(source.as_bytes());
    let document = parsed.map_err(|_| Unread::TooDeep)?;
    let mut walker = walk::Walker::default();
    walker.node(&document.document, 0).ok_or(Unread::TooDeep)?;
    let (blocks, addresses, counts) = walker.finish();
    let left_out = [
        ("hidden text", counts.hidden),
        ("script", counts.scripts),
        ("comment in the HTML text", counts.comments),
        ("picture from the network, not fetched", counts.remote),
        ("address behind a link", counts.links),
        ("embedded object", counts.embedded),
    ];
    let left_out = left_out.into_iter().filter_map(|(what, count)| paged::left_out(what, count)).collect();
    Ok(Page { blocks, addresses, left_out })
}

/// Whether an HTML text shows nothing; one that is not read is not blank.
pub(super) fn is_blank(source: &str) -> bool {
    read(source).is_ok_and(|page| page.blocks.iter().all(is_blank_block))
}

fn is_blank_block(block: &Block) -> bool {
    let blank = |runs: &[Run]| runs.iter().all(|run| run.text.trim().is_empty());
    match block {
        Block::Paragraph(runs) => blank(runs),
        Block::Rule | Block::Space(_) => true,
        Block::Indented(blocks) => blocks.iter().all(is_blank_block),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_too_large_to_parse_is_refused_by_name_and_is_not_blank() {
        let large = "<p>".repeat(LARGEST / 3 + 1);
        assert_eq!(read(&large).err(), Some(Unread::TooLarge));
        assert!(!is_blank(&large));
    }
}
