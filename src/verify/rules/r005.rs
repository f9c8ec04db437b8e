//! R005: bookmark, alternate text or name
//!
//! **What.** Text that stands beside the page: bookmarks, `Alt`, `ActualText` and `E` of structure
//! elements and marked content, names of destinations, layers, colourants and fields.
//!
//! **Why it is dangerous.** Redaction tools change what the page shows. A bookmark that quotes a heading
//! or an `ActualText` that spells a line survives it and is read aloud by every screen reader.
//!
//! **A well-known case.** Engines that rewrite `ActualText` into `Alt` and leave the original in place.
//!
//! **When it fails a file.** Never by itself: a warning in a stranger's file. In a file of ours the terms decide (R009).
//!
//! **How to mend it.** Remove or retype these texts; `blackpanel redact` drops all that it did not write.

use super::walk;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::reader::Object;

/// Texts beside the page in a stranger's file: a person should look. In ours the terms decide (R009).
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    if evidence.ours() {
        return;
    }
    let (mut alternates, mut bookmarks) = (None, None);
    walk::dictionaries(evidence.document, |number, dict| {
        let text = |key: &str| dict.get(key).and_then(Object::string).is_some_and(|s| !s.is_empty());
        if text("ActualText") || text("Alt") || (text("E") && dict.has("S")) {
            alternates.get_or_insert(number);
        }
        if text("Title") && dict.has("Parent") {
            bookmarks.get_or_insert(number);
        }
    });
    let hint = "check that they do not repeat what was removed";
    if let Some(number) = alternates {
        let what = "the file holds alternate texts beside what its pages show";
        findings.warning("R005", Spot::object(number), what, hint);
    }
    if let Some(number) = bookmarks {
        findings.warning("R005", Spot::object(number), "the file holds bookmarks", hint);
    }
}
