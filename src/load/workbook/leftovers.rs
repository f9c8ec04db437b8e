//! Parts of a workbook that no sheet asked for: harmless, or hidden matter.

use super::beside;
use super::parts::Book;
use crate::load::convert::NotConverted;

/// Beginnings of names in lower case, and what such parts are; nothing for harmless ones.
const KNOWN: [(&str, Option<&str>); 27] = [
    ("[content_types]", None),
    ("_rels/", None),
    ("_xmlsignatures/", Some("digital signature")),
    ("docprops/thumbnail", Some("preview picture")),
    ("customxml/itemprops", None),
    ("customxml/item", Some("custom XML")),
    ("customxml/", None),
    ("xl/theme/", None),
    ("xl/calcchain", None),
    ("xl/metadata", None),
    ("xl/richdata/", None),
    ("xl/printersettings/", None),
    ("xl/tables/", None),
    ("xl/drawings/vmldrawing", None),
    ("xl/charts/style", None),
    ("xl/charts/colors", None),
    ("xl/diagrams/", None),
    ("xl/persons/", Some("author of comments")),
    ("xl/vba", Some("macro")),
    ("xl/macrosheets/", Some("macro")),
    ("xl/activex/", Some("control that can run a program")),
    ("xl/ctrlprops/", Some("control that can run a program")),
    ("xl/pivotcache/", Some("cache of data behind a pivot table")),
    ("xl/pivottables/", None),
    ("xl/externallinks/", Some("cache of another workbook")),
    ("xl/connections", Some("connection to data elsewhere, not followed")),
    ("xl/querytables/", Some("connection to data elsewhere, not followed")),
];

/// Lists what is left of the parts.
///
/// # Errors
/// When a file that is to be shown is damaged.
pub(super) fn list(book: &mut Book<'_>) -> Result<(), NotConverted> {
    for name in book.package.unread() {
        let known = KNOWN.iter().find(|(start, _)| name.starts_with(start));
        match known {
            Some((_, None)) => {}
            Some((_, Some(what))) => book.hidden.count(what, 1),
            None if name.starts_with("xl/media/") || name.starts_with("xl/embeddings/") => {
                book.hidden.count("embedded file or picture that no sheet shows", 1);
                if book.hidden.is_shown() {
                    beside::member(&name, book)?;
                }
            }
            None => book.hidden.count("part of the file that is not read", 1),
        }
    }
    Ok(())
}
