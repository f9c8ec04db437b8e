//! What all slides of a presentation share, and what no slide asked for.

use std::collections::BTreeSet;

use crate::load::convert::{Member, NotConverted};
use crate::load::office::Fate::{self, Counted, File, Harmless, Text};
use crate::load::office::Office;
use crate::load::package::Package;

/// A presentation being read.
pub(super) struct Deck<'m> {
    pub(super) file: Office<'m>,
    /// Layouts and masters that slides use.
    pub(super) layouts: BTreeSet<String>,
}

const FILE: &str = "embedded file or picture that no slide shows";

/// Beginnings of names in lower case, the first that fits counts.
pub(super) const FATES: [(&str, Fate); 25] = [
    ("[content_types]", Harmless),
    ("_rels/", Harmless),
    ("_xmlsignatures/", Counted("digital signature")),
    ("docprops/thumbnail", Counted("preview picture")),
    ("customxml/itemprops", Harmless),
    ("customxml/item", Text("custom XML")),
    ("customxml/", Harmless),
    ("ppt/theme/", Harmless),
    ("ppt/presprops", Harmless),
    ("ppt/viewprops", Harmless),
    ("ppt/tablestyles", Harmless),
    ("ppt/printersettings/", Harmless),
    ("ppt/charts/", Harmless),
    ("ppt/diagrams/", Harmless),
    ("ppt/fonts/", Counted("embedded font")),
    ("ppt/tags/", Counted("tag of a program")),
    ("ppt/vba", Counted("macro")),
    ("ppt/activex/", Counted("control that can run a program")),
    ("ppt/ctrlprops/", Counted("control that can run a program")),
    // what no slide uses is a form without a word of anybody's case, but a form it stays
    ("ppt/slidelayouts/", Counted("layout that no slide uses")),
    ("ppt/slidemasters/", Counted("layout that no slide uses")),
    ("ppt/notesmasters/", Harmless),
    ("ppt/media/", File(FILE)),
    ("ppt/embeddings/", File(FILE)),
    ("ppt/slides/", Counted("slide that the presentation no longer lists")),
];

impl<'m> Deck<'m> {
    pub(super) fn new(package: Package<'m>, member: &Member<'m>) -> Self {
        Self { file: Office::new(package, member), layouts: BTreeSet::new() }
    }

    /// Who comments, by the list of authors.
    pub(super) fn authors(&mut self, part: &str) -> Result<(), NotConverted> {
        let Some(root) = self.file.package.xml(part)? else { return Ok(()) };
        let named = root.nodes().filter_map(|node| node.get("name")).filter(|name| !name.trim().is_empty());
        self.file.names.extend(named.map(str::to_owned));
        Ok(())
    }

    /// The comments of a slide (19.4), old and threaded ones: every text in the part.
    pub(super) fn comments(&mut self, part: &str) -> Result<(), NotConverted> {
        let Some(root) = self.file.package.xml(part)? else { return Ok(()) };
        for comment in root.nodes() {
            self.file.hidden.text("comment", &comment.text());
        }
        Ok(())
    }
}
