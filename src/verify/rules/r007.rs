//! R007: metadata
//!
//! **What.** The document information dictionary, XMP packets of document, pages, fonts and pictures,
//! private data of programs (`PieceInfo`), thumbnails, and keys that no standard knows.
//!
//! **Why it is dangerous.** They name authors, paths, titles and programs, and keep drafts and preview
//! pictures of pages as they were before redaction.
//!
//! **A well-known case.** Author and title fields that named the people whose names had been removed
//! from the pages.
//!
//! **When it fails a file.** A thumbnail: an error. The rest is a warning, and an error in a file of ours,
//! where nothing of the kind may be.
//!
//! **How to mend it.** Remove the metadata; `blackpanel redact` writes none of the source's.

use super::walk;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::reader::scan::memmem;
use crate::verify::reader::{Dict, Object};

const HINT: &str = "remove the metadata, or let redact make the file anew";

/// Entries of the information dictionary that a file of ours may have.
const INFO: [&str; 4] = ["Title", "Producer", "CreationDate", "ModDate"];
/// Keys of the catalog, ISO 32000-2, table 29, that are judged by no other rule.
const CATALOG: [&str; 17] = [
    "Type",
    "Version",
    "Pages",
    "PageLabels",
    "Names",
    "Dests",
    "ViewerPreferences",
    "PageLayout",
    "PageMode",
    "Outlines",
    "MarkInfo",
    "Lang",
    "StructTreeRoot",
    "OutputIntents",
    "Extensions",
    "Metadata",
    "DSS",
];
/// Keys of a page, table 31, likewise.
const PAGE: [&str; 19] = [
    "Type",
    "Parent",
    "Resources",
    "MediaBox",
    "CropBox",
    "BleedBox",
    "TrimBox",
    "ArtBox",
    "Contents",
    "Rotate",
    "Group",
    "Annots",
    "StructParents",
    "Tabs",
    "UserUnit",
    "BoxColorInfo",
    "Trans",
    "Dur",
    "B",
];
/// Keys of the trailer, table 15, and of cross-reference streams.
const TRAILER: [&str; 14] = [
    "Size",
    "Prev",
    "Root",
    "Encrypt",
    "Info",
    "ID",
    "XRefStm",
    "Type",
    "W",
    "Index",
    "Length",
    "Filter",
    "DecodeParms",
    "AuthCode",
];

/// Looks at trailer, information dictionary, catalog, pages and every stream of metadata.
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    let (document, ours) = (evidence.document, evidence.ours());
    for trailer in &document.trailers {
        unknown(trailer, &TRAILER, "the trailer has an entry that no standard knows", ours, findings, None);
        if let Some(info) = document.dict(trailer, "Info") {
            let extra = |k: &&[u8]| !INFO.iter().any(|i| i.as_bytes() == *k);
            if info.entries().map(|(k, _)| k).any(|k| extra(&k)) {
                let what = "the document information names more than a title and a program";
                findings.stranger(ours, "R007", Spot::default(), what, HINT);
            }
        }
    }
    walk::dictionaries(document, |number, dict| one(evidence, number, dict, findings));
}

fn one(evidence: &Evidence<'_>, number: u32, dict: &Dict, findings: &mut Findings<'_>) {
    let ours = evidence.ours();
    if dict.has("PieceInfo") {
        let what = "a program has left private data in the file";
        findings.stranger(ours, "R007", Spot::object(number), what, HINT);
    }
    if dict.has("Thumb") {
        let what = "a page has a thumbnail, which may show it as it was";
        findings.error("R007", Spot::object(number), what, HINT);
    }
    let mut say = |what: &str| findings.stranger(ours, "R007", Spot::object(number), what, HINT);
    if dict.has("SpiderInfo") || dict.has("Legal") || dict.has("Collection") || dict.has("DPartRoot") {
        say("the catalog has entries that carry data about the source");
    }
    if dict.is("Type", "Metadata") && !is_document_metadata(evidence, number) {
        say("a packet of metadata stands beside the document's own");
    }
    if dict.is("Type", "Catalog") && names_somebody(evidence, dict) {
        say("the document's metadata name more than a title and a program");
    }
    if dict.is("Type", "Catalog") {
        let what = "the catalog has an entry that no standard knows";
        let known: Vec<&str> =
            CATALOG.iter().chain(&["AcroForm", "OCProperties", "OpenAction", "AA", "AF"]).copied().collect();
        unknown(dict, &known, what, ours, findings, Some(number));
    }
    if dict.is("Type", "Page") {
        let known: Vec<&str> = PAGE
            .iter()
            .chain(&["Metadata", "PieceInfo", "Thumb", "LastModified", "AA", "ID"])
            .copied()
            .collect();
        unknown(dict, &known, "a page has an entry that no standard knows", ours, findings, Some(number));
    }
}

/// What the packet of metadata of a document calls its makers, contents and history (14.3.2).
const PERSONAL: [&[u8]; 6] =
    [b"dc:creator", b"dc:description", b"dc:subject", b"xmpMM:History", b"photoshop:", b"pdfx:"];

fn names_somebody(evidence: &Evidence<'_>, catalog: &Dict) -> bool {
    let packet = catalog.get("Metadata").and_then(|m| evidence.document.stream(m));
    let data = packet.map(|p| evidence.document.decoded(p).data.as_slice()).unwrap_or_default();
    !evidence.ours() && PERSONAL.iter().any(|word| memmem(data, word).next().is_some())
}

fn is_document_metadata(evidence: &Evidence<'_>, number: u32) -> bool {
    let metadata = evidence.document.catalog().and_then(|c| c.get("Metadata"));
    matches!(metadata, Some(Object::Ref(n, _)) if *n == number)
}

fn unknown(
    dict: &Dict,
    known: &[&str],
    what: &str,
    ours: bool,
    findings: &mut Findings<'_>,
    number: Option<u32>,
) {
    if dict.entries().any(|(key, _)| !known.iter().any(|k| k.as_bytes() == key)) {
        let spot = Spot { object: number, ..Spot::default() };
        findings.stranger(ours, "R007", spot, what, HINT);
    }
}
