//! A page of the web, or the HTML text of a mail, as blocks: what a reader sees, and nothing run or
//! fetched.
//!
//! html2text parses the document; this walks it. Scripts, comments and what is styled invisible are
//! hidden matter. Pictures are shown where they are in the page itself (`data:`) or in its mail
//! (`cid:`). Tables of data stay tables; tables for layout become text. Refused: elements nested more
//! than [`DEEPEST`], and pages of more than [`LARGEST`] bytes.

mod dom;
mod nesting;
mod picture;
mod sheet;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::Encoding;

use crate::diag::Untrusted;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::{Block, Flow, Run};

use super::convert::{Conversion, Member, NotConverted};
use super::paged::hidden::Hidden;
use super::{LeftOut, SideTable, SourceKind, paged, text};

/// How deep elements may be nested.
const DEEPEST: usize = 200;

/// Bytes of a page that is parsed: the parsed document takes many times its room.
const LARGEST: usize = 32 << 20;

/// Why a page is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// Elements nested more than [`DEEPEST`].
    TooDeep,
    /// More than [`LARGEST`] bytes.
    TooLarge,
}

impl Unread {
    /// The refusal of a member; `what` is the page in plain words.
    pub(super) fn refuse(self, member: &Member<'_>, what: &str) -> NotConverted {
        let why = match self {
            Self::TooDeep => "is nested too deeply to be read",
            Self::TooLarge => "is larger than this program reads",
        };
        let hint = "print it to PDF from the program that shows it, or withhold it with a reason";
        paged::refuse(member, format!("{what} {why}"), hint)
    }
}

/// What a page may use.
#[derive(Clone, Copy)]
pub(super) struct Ask<'a> {
    /// How much may be read.
    pub(super) limits: &'a Limits,
    /// Whether hidden matter is kept.
    pub(super) show_hidden: bool,
    /// Pictures that came with the page, by their Content-ID (RFC 2392).
    pub(super) inline: &'a BTreeMap<String, &'a [u8]>,
}

/// A read page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    /// Mail addresses behind links.
    pub(super) addresses: Vec<String>,
    pub(super) hidden: Hidden,
    /// What was left out of its pictures.
    pub(super) left_out: Vec<LeftOut>,
    /// The Content-IDs of the pictures shown.
    pub(super) shown: BTreeSet<String>,
    /// The title it gives itself.
    pub(super) title: String,
}

/// Shows a page of the web as pages.
///
/// # Errors
/// When the bytes are not text, too large, nested too deeply, or need too many pages.
pub fn convert(member: &Member<'_>) -> Conversion {
    let decoded = text::decode_as(member, named_charset(member.bytes))?;
    let inline = BTreeMap::new();
    let ask = Ask { limits: member.limits, show_hidden: member.show_hidden, inline: &inline };
    let page = read(&decoded.text, ask).map_err(|unread| unread.refuse(member, "this page"))?;
    let mut left_out: Vec<LeftOut> =
        paged::left_out("byte sequence that is no character", decoded.broken).into_iter().collect();
    let mut blocks = page.blocks;
    if blocks.iter().all(is_blank_block) {
        left_out.extend(paged::left_out("nothing: the page has no text", 1));
        blocks.push(Block::text("(this page has no text)"));
    }
    let title = page.title.trim().to_owned();
    if !title.is_empty() {
        blocks.insert(0, Block::Heading { level: 1, text: title.clone() });
    }
    let (listed, hidden) = page.hidden.finish();
    left_out.extend(page.left_out);
    left_out.extend(listed);
    blocks.extend(hidden);
    let side = SideTable {
        marks: Vec::new(),
        message_id: None,
        kind: SourceKind::Html,
        converted: format!("web page ({}) set as pages; nothing run, nothing fetched", decoded.label),
        left_out,
        locked: false,
        title: Some(title).filter(|t| !t.is_empty()).map(Untrusted::new),
        date: None,
        names: page.addresses.into_iter().map(Untrusted::new).collect(),
    };
    let flow = Flow { page: paged::page(member.limits), blocks, ..Flow::default() };
    paged::convert(&flow, member, side, Vec::new())
}

/// Reads a page.
///
/// # Errors
/// When it is too large, or nested too deeply.
pub(super) fn read(source: &str, ask: Ask<'_>) -> Result<Page, Unread> {
    if source.len() > LARGEST {
        return Err(Unread::TooLarge);
    }
    let document = parse(source)?;
    let mut walker = walk::Walker::new(ask);
    walker.styles(&document, 0).ok_or(Unread::TooDeep)?;
    walker.node(&document, 0).ok_or(Unread::TooDeep)?;
    Ok(walker.finish())
}

fn parse(source: &str) -> Result<html2text::Handle, Unread> {
    if nesting::exceeds(source, DEEPEST) {
        return Err(Unread::TooDeep);
    }
    let parsed = html2text::config::plain_no_decorate().parse_html(source.as_bytes());
    parsed.map(|parsed| parsed.document.clone()).map_err(|_| Unread::TooDeep)
}

/// Whether a page shows nothing; one that is not read is not blank.
pub(super) fn is_blank(source: &str) -> bool {
    let ask = Ask { limits: &Limits::default(), show_hidden: false, inline: &BTreeMap::new() };
    read(source, ask).is_ok_and(|page| page.blocks.iter().all(is_blank_block))
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

/// The encoding a page names in its first bytes (HTML, 13.2.3.2).
fn named_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..2_048.min(bytes.len())).unwrap_or_default());
    let head = head.to_ascii_lowercase();
    let after = head.split("charset=").nth(1).or_else(|| head.split("encoding=").nth(1))?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let label = label.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).next()?;
    Encoding::for_label(label.as_bytes())
}
