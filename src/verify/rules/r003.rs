//! R003: earlier revision or bytes outside the file's objects
//!
//! **What.** A PDF can be saved by appending. What was changed or deleted then still stands before the
//! appended part. Bytes may also stand before the header, between objects or after the last `%%EOF`,
//! where no reader shows them.
//!
//! **Why it is dangerous.** Cutting the file at an earlier `%%EOF` brings the earlier page back,
//! without any special tool.
//!
//! **A well-known case.** Redacted court papers and reports from which the previous revision could be
//! restored, because the editor saved by appending.
//!
//! **When it fails a file.** An earlier revision, an object that stands there twice with different content,
//! a page, content, form, picture or words that nothing refers to or no page paints, and words outside of
//! objects or after the end of a stream's data: an error. Comments
//! of the writing program pass. Other bytes and tables that lead nowhere: a warning, in a file of ours an error.
//!
//! **How to mend it.** Save the file as a new one ("Save as", "optimise"), or let `blackpanel redact`
//! make it anew.

use std::collections::{HashMap, HashSet};

use super::gaps::{foreign, is_readable};
use super::{leftovers, orphans};
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::reader::scan::memmem;

const HINT: &str = "save the file as a new one, without its history";

/// Counts ends of file and equal object numbers, and reads the bytes between objects.
pub(crate) fn file(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    let document = evidence.document;
    let linear = document.objects.iter().take(2).any(|o| o.dict().is_some_and(|d| d.has("Linearized")));
    let gaps = document.gaps.iter().filter_map(|g| document.file.get(g.clone()));
    let ends: usize = gaps.map(|gap| ends(gap, evidence.ours())).sum();
    if ends > if linear { 2 } else { 1 } {
        let what = format!("the file holds {} earlier revisions", ends - 1 - usize::from(linear));
        findings.error("R003", Spot::default(), &what, HINT);
    }
    duplicates(evidence, findings);
    orphans::find(evidence, findings);
    leftovers::find(evidence, findings);
    misdirected(evidence, findings);
    for gap in &document.gaps {
        let bytes = document.file.get(gap.clone()).unwrap_or_default();
        if let Some(offset) = foreign(bytes) {
            let spot = Spot { offset: Some((gap.start + offset) as u64), ..Spot::default() };
            let what = "bytes stand outside of the file's objects, where no reader shows them";
            let grave = evidence.ours() || is_readable(bytes.get(offset..).unwrap_or_default());
            findings.stranger(grave, "R003", spot, what, HINT);
        }
    }
}

/// How many revisions end between two objects. An end whose table has no entry changes nothing: some
/// programs add it for readers that know no cross-reference streams (7.5.8.4).
fn ends(gap: &[u8], strict: bool) -> usize {
    let places: Vec<usize> = memmem(gap, b"startxref").collect();
    let later = places.iter().zip(places.iter().skip(1));
    let changes = |from: usize, to: usize| {
        let table = gap.get(from..to).unwrap_or_default();
        let head = |at: usize| {
            at.checked_sub(16).and_then(|a| table.get(a..at)) == Some(b"0000000000 65535".as_slice())
        };
        memmem(table, b" n").next().is_some() || memmem(table, b" f").any(|at| !head(at))
    };
    let kept = later.filter(|(from, to)| strict || changes(**from, **to)).count();
    kept + usize::from(!places.is_empty())
}

/// Objects that stand more than once, with different content.
fn duplicates(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    let mut seen: HashMap<u32, &crate::verify::reader::Indirect> = HashMap::new();
    for object in &evidence.document.objects {
        let Some(earlier) = seen.insert(object.number, object) else { continue };
        if earlier.value != object.value || earlier.data.is_some() || object.data.is_some() {
            let what = "this object stands in the file more than once: an earlier state can be read";
            findings.error("R003", Spot::object(object.number), what, HINT);
        }
    }
}

/// Entries of cross-reference tables that lead to where no object was found: a reader that trusts the
/// table would find one inside of something else.
fn misdirected(evidence: &Evidence<'_>, findings: &mut Findings<'_>) {
    let document = evidence.document;
    let starts: HashSet<usize> = document.objects.iter().map(|o| o.offset).collect();
    // some files have bytes before their header, from which offsets are counted
    let shift =
        memmem(document.file.get(..1024.min(document.file.len())).unwrap_or_default(), b"%PDF-").next();
    let known = |offset: usize| {
        (0..3).any(|space| {
            starts.contains(&(offset + space)) || starts.contains(&(offset + shift.unwrap_or(0) + space))
        })
    };
    for gap in document.gaps.iter().filter_map(|g| document.file.get(g.clone())) {
        let wrong = memmem(gap, b" n").filter_map(|at| entry(gap, at)).find(|&offset| !known(offset));
        if let Some(offset) = wrong {
            let spot = Spot { offset: Some(offset as u64), ..Spot::default() };
            let what = "the cross-reference table leads to a place where no object begins";
            findings.stranger(evidence.ours(), "R003", spot, what, HINT);
        }
    }
}

/// The offset of an entry in use, `oooooooooo ggggg n`, that ends at `at`.
fn entry(gap: &[u8], at: usize) -> Option<usize> {
    let text = std::str::from_utf8(gap.get(at.checked_sub(16)?..at)?).ok()?;
    let (offset, generation) = text.split_once(' ')?;
    (offset.len() == 10 && generation.len() == 5).then(|| offset.parse().ok()).flatten()
}
