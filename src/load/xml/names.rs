//! Short names of the namespaces that office files use; the transitional and the strict one share it.
//!
//! A namespace that is not listed is `?`: nothing of it is ever taken for something known.

/// The short name of a namespace; empty where names of parts stand without one.
pub(super) fn short(uri: &str) -> &'static str {
    let tail = ["http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"]
        .iter()
        .find_map(|start| uri.strip_prefix(start));
    if let Some(tail) = tail {
        return office_open(tail);
    }
    if let Some(tail) = uri.strip_prefix("urn:oasis:names:tc:opendocument:xmlns:") {
        return open_document(tail);
    }
    match uri {
        "http://schemas.openxmlformats.org" => "",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => "wps",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" => "wpg",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" => "wpc",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" => "wp14",
        "http://schemas.microsoft.com/office/word/2010/wordml" => "w14",
        "urn:schemas-microsoft-com:vml" => "v",
        "urn:schemas-microsoft-com:office:office" => "o",
        "http://purl.org/dc/elements/1.1/" => "dc",
        "http://purl.org/dc/terms/" => "dcterms",
        "http://www.w3.org/1999/xlink" => "xlink",
        "http://www.w3.org/XML/1998/namespace" => "xml",
        _ => "?",
    }
}

/// ECMA-376 and ISO/IEC 29500, after the common beginning.
fn office_open(tail: &str) -> &'static str {
    match tail {
        "wordprocessingml/2006/main" | "wordprocessingml/main" => "w",
        "spreadsheetml/2006/main" | "spreadsheetml/main" => "x",
        "presentationml/2006/main" | "presentationml/main" => "p",
        "drawingml/2006/main" | "drawingml/main" => "a",
        "drawingml/2006/wordprocessingDrawing" | "drawingml/wordprocessingDrawing" => "wp",
        "drawingml/2006/spreadsheetDrawing" | "drawingml/spreadsheetDrawing" => "xdr",
        "drawingml/2006/picture" | "drawingml/picture" => "pic",
        "drawingml/2006/chart" | "drawingml/chart" => "c",
        "drawingml/2006/diagram" | "drawingml/diagram" => "dgm",
        "officeDocument/2006/relationships" | "officeDocument/relationships" => "r",
        "officeDocument/2006/math" | "officeDocument/math" => "m",
        "markup-compatibility/2006" => "mc",
        "package/2006/relationships" => "rel",
        "package/2006/content-types" => "ct",
        "package/2006/metadata/core-properties" => "cp",
        "officeDocument/2006/extended-properties" | "officeDocument/extendedProperties" => "ep",
        "officeDocument/2006/custom-properties" | "officeDocument/customProperties" => "cust",
        _ => "?",
    }
}

/// OASIS `OpenDocument` 1.0 and later, after the common beginning.
fn open_document(tail: &str) -> &'static str {
    match tail.split(':').next().unwrap_or_default() {
        "office" => "office",
        "text" => "text",
        "table" => "table",
        "style" => "style",
        "drawing" => "draw",
        "xsl-fo-compatible" => "fo",
        "meta" => "meta",
        "script" => "script",
        "form" => "form",
        "presentation" => "presentation",
        "svg-compatible" => "svg",
        "manifest" => "manifest",
        "datastyle" => "number",
        _ => "?",
    }
}

/// The namespaces that are written, by their short names: the transitional ones.
pub(super) const WRITTEN: [(&str, &str); 28] = [
    ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("x", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    ("p", "http://schemas.openxmlformats.org/presentationml/2006/main"),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xdr", "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"),
    ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    ("c", "http://schemas.openxmlformats.org/drawingml/2006/chart"),
    ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
    ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
    ("wpg", "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"),
    ("wpc", "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"),
    ("v", "urn:schemas-microsoft-com:vml"),
    ("ct", "http://schemas.openxmlformats.org/package/2006/content-types"),
    ("rel", "http://schemas.openxmlformats.org/package/2006/relationships"),
    ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
    ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"),
    ("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
    ("fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"),
    ("svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"),
    ("manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"),
    ("presentation", "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("xlink", "http://www.w3.org/1999/xlink"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_by_the_same_name() {
        for (name, uri) in WRITTEN {
            assert_eq!(short(uri), name);
        }
    }
}
