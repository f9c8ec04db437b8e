//! Parts of a workbook that no sheet asked for: harmless, or hidden matter.

use crate::load::office::Fate::{self, Counted, File, Harmless, Text};

const FILE: &str = "embedded file or picture that no sheet shows";

/// Beginnings of names in lower case, the first that fits counts.
pub(super) const FATES: [(&str, Fate); 29] = [
    ("[content_types]", Harmless),
    ("_rels/", Harmless),
    ("_xmlsignatures/", Counted("digital signature")),
    ("docprops/thumbnail", Counted("preview picture")),
    ("customxml/itemprops", Harmless),
    ("customxml/item", Text("custom XML")),
    ("customxml/", Harmless),
    ("xl/theme/", Harmless),
    ("xl/calcchain", Harmless),
    ("xl/metadata", Harmless),
    ("xl/richdata/", Harmless),
    ("xl/printersettings/", Harmless),
    ("xl/tables/", Harmless),
    ("xl/drawings/vmldrawing", Harmless),
    ("xl/charts/style", Harmless),
    ("xl/charts/colors", Harmless),
    ("xl/diagrams/", Harmless),
    ("xl/persons/", Counted("author of comments")),
    ("xl/vba", Counted("macro")),
    ("xl/macrosheets/", Counted("macro")),
    ("xl/activex/", Counted("control that can run a program")),
    ("xl/ctrlprops/", Counted("control that can run a program")),
    ("xl/pivotcache/", Counted("cache of data behind a pivot table")),
    ("xl/pivottables/", Harmless),
    ("xl/externallinks/", Counted("cache of another workbook")),
    ("xl/connections", Counted("connection to data elsewhere, not followed")),
    ("xl/querytables/", Counted("connection to data elsewhere, not followed")),
    ("xl/media/", File(FILE)),
    ("xl/embeddings/", File(FILE)),
];
