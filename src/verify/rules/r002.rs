//! R002: redaction marked but not applied
//!
//! **What.** A `Redact` annotation (ISO 32000-2, 12.5.6.23) marks what is to be removed. The text and
//! pixels below it are still in the file until an editor applies it.
//!
//! **Why it is dangerous.** The page may look redacted. Anyone can delete the annotation, or copy what
//! lies under it.
//!
//! **A well-known case.** Editors that save a file between marking and applying; reviewers who send the
//! marked copy instead of the applied one.
//!
//! **When it fails a file.** Always: an error, exit 1.
//!
//! **How to mend it.** Apply the redactions in the editor that made them, or let `blackpanel redact`
//! make the file anew.

use super::walk;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};

/// Looks at every annotation, reachable or not.
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    walk::dictionaries(evidence.document, |number, dict| {
        if dict.is("Subtype", "Redact") {
            let what = "a redaction is marked here and not applied: what it covers is still in the file";
            findings.error("R002", Spot::object(number), what, "apply the redactions, then check again");
        }
    });
}
