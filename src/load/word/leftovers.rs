//! Parts that the text did not ask for: each is known to be harmless, or listed as hidden matter.

use super::book::Book;
use super::notes::plain;
use crate::load::convert::NotConverted;
use crate::load::xml::Node;

/// What becomes of a part nobody asked for.
enum Fate {
    /// Looks, measures and lists without a word of anybody's.
    Harmless,
    /// Only counted.
    Counted(&'static str),
    /// Its text is hidden matter.
    Text(&'static str),
    /// A file of its own.
    File(&'static str),
}

use Fate::{Counted, File, Harmless, Text};

/// Beginnings of names in lower case, the first that fits counts.
const FATES: [(&str, Fate); 33] = [
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

/// Lists what is left of the parts.
///
/// # Errors
/// When a part that is to be shown is damaged.
pub(super) fn list(book: &mut Book<'_>) -> Result<(), NotConverted> {
    for name in book.package.unread() {
        match fate(&name) {
            Harmless => {}
            Counted(what) => book.hidden.count(what, 1),
            Text(what) => text(book, &name, what),
            File(what) => {
                book.hidden.count(what, 1);
                if book.hidden.is_shown() {
                    book.member(&name)?;
                }
            }
        }
    }
    Ok(())
}

fn fate(name: &str) -> &'static Fate {
    let known = FATES.iter().find(|(start, _)| name.starts_with(start));
    known.map_or(&Counted("part of the file that is not read"), |(_, fate)| fate)
}

/// The words of a part; one that is no XML is only counted.
fn text(book: &mut Book<'_>, name: &str, what: &'static str) {
    if !book.hidden.is_shown() {
        book.hidden.count(what, 1);
        return;
    }
    match book.package.xml(name) {
        Ok(Some(root)) => book.hidden.text(what, &words(&root)),
        _ => book.hidden.count(what, 1),
    }
}

fn words(root: &Node) -> String {
    let paragraphs = plain(root);
    if paragraphs.trim().is_empty() { root.text() } else { paragraphs }
}
