//! R900: could not check
//!
//! **What.** A part of the file that the verifier could not read: a stream that does not decode, an
//! object nested too deeply, a picture in an unknown format under a panel, a page without content that
//! can be found; with `--ocr`, a page that could not be drawn or read.
//!
//! **Why it is dangerous.** What was not looked at may hold anything. "Could not check" is not "nothing
//! found": the exit code is 3 and no release follows.
//!
//! **A well-known case.** Tools that answer an unsupported feature with a box drawn over it.
//!
//! **When it fails a file.** Never as a leak: what was not read is exit 3.
//!
//! **How to mend it.** Print the page to a picture, or let `blackpanel redact` make the file anew.

use super::walk;
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::reader::Object;
use crate::verify::reader::filter::Fault;

const HINT: &str = "make the file anew, or look at it by other means";

/// Names every object that could not be read to its end.
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    let document = evidence.document;
    for object in &document.objects {
        if object.too_deep {
            findings.unchecked(
                Spot::object(object.number),
                "an object is nested too deeply to be read",
                HINT,
            );
        }
        if object.unclosed {
            let what = "an object is not closed before the next begins: readers differ on what it holds";
            findings.unchecked(Spot::object(object.number), what, HINT);
        }
        if object.data.is_none() || walk::is_plumbing(document, object) {
            continue;
        }
        let what = match document.decoded(object).fault {
            None => continue,
            Some(Fault::Damaged) => "a stream is damaged: the part after the fault was not read",
            Some(Fault::TooLarge) => "a stream decodes to more bytes than the limit",
            Some(Fault::Unknown) => "a stream uses a filter that is not known here",
        };
        findings.unchecked(Spot::object(object.number), what, HINT);
    }
    for &number in &document.unread_containers {
        findings.unchecked(Spot::object(number), "an object stream could not be read", HINT);
    }
    walk::dictionaries(document, |number, dict| {
        let kids = document.get(dict, "Kids").and_then(Object::array).filter(|_| dict.is("Type", "Pages"));
        if kids.is_some_and(|kids| kids.iter().any(|kid| document.resolve(kid).dict().is_none())) {
            let what = "a branch of the page tree leads nowhere: readers differ on what they make of it";
            findings.unchecked(Spot::object(number), what, HINT);
        }
    });
    if evidence.pages == 0 {
        findings.unchecked(Spot::default(), "no page was found in the file", HINT);
    }
}
