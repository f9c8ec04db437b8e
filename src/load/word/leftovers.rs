//! Parts that the text did not ask for: each is known to be harmless, or listed as hidden matter.

use super::notes::plain;
use crate::load::office::Fate::{self, Counted, File, Harmless, Text};
use crate::load::xml::Node;

/// Beginnings of names in lower case, the first that fits counts.
pub(super) const FATES: [(&str, Fate); 33] = [
    ("[content_types]", Harmless),
    ("_rels/", Harmless),
    ("_xmlsignatures/", Counted("digital signature")),
    ("_signatures/", Counted("digital signature")),
    ("docprops/thumbnail", Counted("preview picture")),
    ("customxml/itemprops", Harmless),
    ("customxml/item", Text("custom XML")),
    ("customxml/", Harmless),
    ("word/theme/", Harmless),
    ("word/fonttable", Harmless),
    ("word/websettings", Harmless),
    ("word/stylewitheffects", Harmless),
    ("word/styleswitheffects", Harmless),
    ("word/styles", Harmless),
    ("word/numbering", Harmless),
    ("word/settings", Harmless),
    ("word/commentsextended", Harmless),
    ("word/commentsids", Harmless),
    ("word/commentsextensible", Harmless),
    ("word/people", Text("author of comments")),
    ("word/printersettings", Harmless),
    ("word/charts/", Harmless),
    ("word/diagrams/", Harmless),
    ("word/fonts/", Counted("embedded font")),
    ("word/vba", Counted("macro")),
    ("word/activex/", Counted("control that can run a program")),
    ("word/ctrlprops/", Counted("control that can run a program")),
    ("word/glossary/document.xml", Text("building block of the template")),
    ("word/glossary/", Harmless),
    ("word/media/", File("picture that no page shows")),
    ("word/embeddings/", File("embedded file that no page shows")),
    ("word/header", Text("header or footer that no page shows")),
    ("word/footer", Text("header or footer that no page shows")),
];

/// The words of a part: its paragraphs, or those of each element where it has none.
pub(super) fn words(root: &Node) -> String {
    let paragraphs = plain(root);
    if paragraphs.trim().is_empty() { root.lines() } else { paragraphs }
}
