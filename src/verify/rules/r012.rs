//! R012: weak encryption or assistive access blocked
//!
//! **What.** A file that is said to be protected must be encrypted with AES-256 (ISO 32000-2, revision
//! 6), open only with a password, and let assistive technology read it (permission bit 10).
//!
//! **Why it is dangerous.** Revisions 2 to 4 rest on MD5 and RC4 and are broken in hours. An owner
//! password alone opens without asking. A document that blocks screen readers shuts out the people it
//! is addressed to.
//!
//! **A well-known case.** "Protected" files that any viewer but one opens without a password.
//!
//! **When it fails a file.** RC4 and AES-128, and assistive technology shut out: an error. The rest is an error
//! when the file is said to be protected, else a warning.
//!
//! **How to mend it.** Protect the file with `blackpanel build`, or another program that writes
//! revision 6.

use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};

const HINT: &str = "protect the file anew with AES-256 and a password to open it";

/// Judges the encryption dictionary by the verifier's own reading of it.
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    let must = evidence.request.must_be_encrypted;
    let Some(security) = &evidence.document.security else {
        if must {
            findings.error("R012", Spot::default(), "the file is not encrypted", HINT);
        }
        return;
    };
    if !security.strong() {
        let what = "the encryption is not AES-256 in its current form";
        findings.error("R012", Spot::default(), what, HINT);
    }
    // bit 10 of table 22: text may be extracted for people with disabilities
    // (readers of revision 6 ignore it, but a file of ours sets it all the same)
    if security.permissions & (1 << 9) == 0 && (must || security.revision < 6) {
        let what = "assistive technology is not allowed to read the file";
        findings.error("R012", Spot::default(), what, HINT);
    }
    let mut say = |what: &str| findings.stranger(must, "R012", Spot::default(), what, HINT);
    if security.opens_unasked {
        say("the file opens without a password");
    }
    if !security.metadata {
        say("metadata are not encrypted");
    }
    if !security.permissions_sealed {
        say("the permissions are not those that were sealed: somebody has changed them");
    }
}
