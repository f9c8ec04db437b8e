//! R006: attachment, script, action or form value
//!
//! **What.** Embedded files, JavaScript, actions that start programs or send data, and the values of
//! form fields, which are stored apart from what the page shows.
//!
//! **Why it is dangerous.** An attachment travels with the file unseen; it is often the unredacted
//! original. A field keeps its value (`V`), its former value (`DV`) and its tooltip (`TU`) whatever is
//! drawn over it.
//!
//! **A well-known case.** Portfolios and mail archives saved as PDF with every attachment inside.
//!
//! **When it fails a file.** Attachments, scripts, actions that start something, forms in XML and media: an error; so are
//! values of fields that no page shows. Other values, notes, links and signatures: an error in a file of ours,
//! else a warning.
//!
//! **How to mend it.** Remove attachments and scripts, flatten forms; `blackpanel redact` does both.

use super::{fields, walk};
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::reader::{Dict, Object};

/// Looks at every dictionary, reachable or not.
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    fields::file(evidence, findings);
    walk::dictionaries(evidence.document, |number, dict| {
        if let Some(what) = graver(dict) {
            findings.error("R006", Spot::object(number), what, "remove it, or let redact make the file anew");
        } else if let Some(what) = lesser(dict) {
            let hint = "check that it does not repeat what was removed";
            findings.stranger(evidence.ours(), "R006", Spot::object(number), what, hint);
        }
    });
}

/// What no disclosed file should hold.
fn graver(dict: &Dict) -> Option<&'static str> {
    let action = dict.get("S").and_then(Object::name);
    if dict.is("Type", "EmbeddedFile") || dict.has("EmbeddedFiles") || (dict.has("EF") && dict.has("F")) {
        Some("a file is attached")
    } else if dict.is("Subtype", "FileAttachment") || dict.has("AF") {
        Some("a file is attached to a page or annotation")
    } else if action == Some(b"JavaScript") || dict.has("JavaScript") || dict.has("JS") {
        Some("the file holds a script")
    } else if matches!(action, Some(b"Launch" | b"SubmitForm" | b"ImportData" | b"Rendition" | b"GoToE")) {
        Some("an action starts a program, sends data or opens an attachment")
    } else if dict.has("XFA") {
        Some("the file holds a form in XML beside its pages")
    } else if matches!(
        dict.get("Subtype").and_then(Object::name),
        Some(b"RichMedia" | b"Movie" | b"Sound" | b"3D")
    ) {
        Some("the file holds media or a model")
    } else {
        None
    }
}

/// What may hold personal data in an ordinary file.
fn lesser(dict: &Dict) -> Option<&'static str> {
    let filled = |key: &str| match dict.get(key) {
        Some(Object::Str(s)) => !s.is_empty(),
        Some(Object::Ref(..)) => key != "V" || dict.has("FT"),
        Some(Object::Array(a)) => !a.is_empty(),
        _ => false,
    };
    let field = dict.has("FT") || dict.is("Subtype", "Widget");
    let annotation = dict.has("Rect") && dict.has("Subtype") && !dict.is("Subtype", "Widget");
    if field && ["V", "DV", "RV", "TU", "Opt"].iter().any(|k| filled(k)) {
        Some("a form field holds a value")
    } else if annotation && ["Contents", "RC", "T", "Subj"].iter().any(|k| filled(k)) {
        Some("an annotation holds text of its own")
    } else if dict.has("URI") && dict.is("S", "URI") {
        Some("a link names an address")
    } else if dict.has("AA") || dict.is("Type", "Sig") || dict.has("ByteRange") {
        Some("the file holds automatic actions or a signature")
    } else {
        None
    }
}
