//! What the rules judge: the file as read, what was asked, and what the pages were found to paint.

use std::collections::HashSet;

use super::VerifyRequest;
use super::font::Codes;
use super::reader::Document;
use super::terms::Searcher;
use super::terms::fold::Folded;
use super::width::Measures;

/// The whole file, for rules that are not bound to a page.
#[derive(Debug)]
pub(crate) struct Evidence<'e> {
    /// Every object of the file.
    pub(crate) document: &'e Document<'e>,
    /// What was asked.
    pub(crate) request: &'e VerifyRequest,
    /// The terms: first the absent ones, then the allowed.
    pub(crate) searcher: Searcher,
    /// Pages found.
    pub(crate) pages: u32,
    /// Whether every page could be followed to its end.
    pub(crate) whole: bool,
    /// The widths of names in the fonts of the file.
    pub(crate) measures: Measures,
    /// Codes that pages show, by font.
    pub(crate) shown: Codes,
    /// Numbers of the streams whose text was read by position.
    pub(crate) painted: HashSet<u32>,
}

impl Evidence<'_> {
    /// Whether the file claims to be written by Blackpanel, where an allow-list holds.
    pub(crate) fn ours(&self) -> bool {
        self.request.ours
    }
}

/// The text of a page, folded.
#[derive(Debug, Default)]
pub(crate) struct PageText {
    /// Visible text in the order of painting.
    pub(crate) visible: Folded,
    /// The same by place: line by line.
    pub(crate) by_place: Folded,
    /// What the codes would spell by another reading (encoding instead of `ToUnicode`, raw codes).
    pub(crate) other: Folded,
    /// Invisible text over a picture, which shows it: the words recognised in a scan.
    pub(crate) layer: Folded,
    /// Other text that leaves no mark.
    pub(crate) invisible: Folded,
}
