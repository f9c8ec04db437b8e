//! The HTML text of a mail as blocks of a page: what a reader sees, and nothing run or fetched.
//!
//! html2text parses the document; this walks it. Scripts, styles, comments and what styles itself
//! invisible are left out and counted. Tables of data stay tables; tables for layout become text.
//! Refused: elements nested more than [`DEEPEST`].

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

/// Reads an HTML text; `None` when it is nested too deeply.
pub(super) fn read(source: &str) -> Option<Page> {
    if nesting::exceeds(source, DEEPEST) {
        return None;
    }
    let document = html2text::config::plain_no_decorate().parse_html(source.as_bytes()).ok()?;
    let mut walker = walk::Walker::default();
    walker.node(&document.document, 0)?;
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
    Some(Page { blocks, addresses, left_out })
}

/// Whether an HTML text shows nothing; one too deep to read is not blank.
pub(super) fn is_blank(source: &str) -> bool {
    read(source).is_some_and(|page| page.blocks.iter().all(is_blank_block))
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
