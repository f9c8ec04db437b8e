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
        _ => "?",
    }
}
