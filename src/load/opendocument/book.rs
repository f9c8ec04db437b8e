//! What all parts of an `OpenDocument` file share: its styles, and everything that is collected.

use std::collections::BTreeMap;

use super::style::Styles;
use crate::load::office::Fate::{self, Counted, File, Harmless};
use crate::load::office::Office;
use crate::pdf::typeset::Block;

/// A document being read.
pub(super) struct Book<'m> {
    pub(super) file: Office<'m>,
    pub(super) styles: Styles,
    /// The next number of a list's style and level, for lists that go on.
    pub(super) counters: BTreeMap<(String, usize), u32>,
    /// Footnotes and endnotes, set at the end.
    pub(super) notes: Vec<Block>,
}

/// Beginnings of names in lower case (ODF 1.3 part 2, 2), the first that fits counts.
pub(super) const FATES: [(&str, Fate); 14] = [
    ("mimetype", Harmless),
    ("settings.xml", Harmless),
    ("layout-cache", Harmless),
    ("manifest.rdf", Harmless),
    ("configurations", Harmless),
    ("objectreplacements/", Harmless),
    ("object ", Harmless),
    ("meta-inf/documentsignatures", Counted("digital signature")),
    ("meta-inf/", Harmless),
    ("thumbnails/", Counted("preview picture")),
    ("basic/", Counted("macro")),
    ("scripts/", Counted("macro")),
    ("versions/", Counted("earlier version of the document")),
    ("pictures/", File("picture that no page shows")),
];

impl Book<'_> {
    /// Notes the address behind a link that leads out of the document.
    pub(super) fn link(&mut self, to: &str) {
        if !to.is_empty() && !to.starts_with('#') {
            self.file.link(to);
        }
    }
}
