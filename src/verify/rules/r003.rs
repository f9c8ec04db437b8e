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

use super::{leftovers, orphans};
use crate::verify::evidence::Evidence;
use crate::verify::findings::{Findings, Spot};
use crate::verify::reader::lexer::{Lexer, Token, is_space};
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

/// Letters in a row that make bytes readable.
const WORD: usize = 4;

/// Whether bytes between objects hold a word that is none of the file's own.
pub(super) fn is_readable(bytes: &[u8]) -> bool {
    let words = bytes.split(|b| !b.is_ascii_alphabetic()).filter(|w| w.len() >= WORD);
    let own: [&[u8]; 8] =
        [b"xref", b"trailer", b"startxref", b"endobj", b"stream", b"endstream", b"Root", b"Size"];
    words.into_iter().any(|word| !own.contains(&word))
}

/// Whether a comment is one that a program puts under the header or before its objects, which says nothing
/// but the program and numbers.
fn is_writers(comment: &[u8]) -> bool {
    let comment = comment.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default().trim_ascii_end();
    let numbered = |start: &[u8]| {
        let rest = comment.strip_prefix(start);
        rest.is_some_and(|rest| rest.iter().all(|b| b.is_ascii_digit() || b". ".contains(b)))
    };
    let numbers: [&[u8]; 5] =
        [b"%QDF-", b"%% Original object ID:", b"%% Page ", b"%% Contents for page ", b"% Written by MuPDF "];
    // the line of high bytes under the header may name the program too
    let named = comment.iter().position(|b| b.is_ascii() && *b != b'%').and_then(|at| comment.get(at..));
    named.is_some_and(|name| REPORTLAB.contains(&name))
        || matches!(comment, b"%\xB5\xB6" | b"%\xC2\xB5\xC2\xB6" | b"%QDF: ignore_newline")
        || numbers.into_iter().any(numbered)
}

/// What `ReportLab` writes after its header and before `%%EOF`.
const REPORTLAB: [&[u8]; 3] = [
    b" ReportLab Generated PDF document http://www.reportlab.com",
    b" ReportLab Generated PDF document (opensource)",
    b" ReportLab generated PDF document -- digest (opensource)",
];

/// Where, between objects, something stands that is no header, table, trailer or comment of a header.
fn foreign(gap: &[u8]) -> Option<usize> {
    let mut rest = 0;
    // the header and its line of binary bytes
    let mut lines = 0;
    while let Some(line) = gap.get(rest..).filter(|l| l.starts_with(b"%")) {
        let length = line.iter().position(|&b| b == b'\n' || b == b'\r').unwrap_or(line.len());
        let text = line.get(..length).unwrap_or_default();
        let known = text.starts_with(b"%PDF-") && length <= 9
            || text.trim_ascii() == b"%%EOF"
            || (lines == 1 && length <= 40)
            || is_writers(text);
        if !known {
            return Some(rest);
        }
        lines += 1;
        rest += length;
        rest += gap.get(rest..).unwrap_or_default().iter().take_while(|&&b| is_space(b)).count();
    }
    tail(gap, rest)
}

/// As [`foreign`], after the header: cross-reference table, trailer, `startxref`, `%%EOF`.
fn tail(gap: &[u8], start: usize) -> Option<usize> {
    let mut lexer = Lexer::new(gap, start);
    let mut depth = 0_u32;
    loop {
        // comments are skipped by the lexer: judge them here
        let pos = lexer.pos();
        let space = gap.get(pos..).unwrap_or_default().iter().take_while(|&&b| is_space(b)).count();
        let comment = gap.get(pos + space..).filter(|c| c.starts_with(b"%"));
        if comment.is_some_and(|c| !is_writers(c) && !c.starts_with(b"%%EOF") && !c.starts_with(b"%PDF-")) {
            return Some(pos + space);
        }
        if let Some(comment) = comment {
            let end = comment.iter().position(|&b| b == b'\n' || b == b'\r').unwrap_or(comment.len());
            let text = comment.get(..end).unwrap_or_default();
            if text.len() > 9 && !is_writers(text) {
                return Some(pos + space);
            }
            lexer.seek(pos + space + end);
            continue;
        }
        match lexer.token() {
            None => return None,
            Some(Token::DictOpen) => depth += 1,
            Some(Token::DictClose) => depth = depth.saturating_sub(1),
            Some(
                Token::Word(b"xref" | b"trailer" | b"startxref" | b"n" | b"f" | b"R" | b"endobj")
                | Token::Int(_),
            ) => {}
            Some(_) if depth > 0 => {}
            Some(_) => return Some(pos + space),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_between_objects_is_told_from_what_does_not() {
        for sound in [
            "%PDF-1.7\n%\u{e2}\u{e3}\u{cf}\u{d3}\n",
            "\n",
            "xref\n0 2\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/ID[<aa><bb>]>>\nstartxref\n12\n%%EOF\n",
        ] {
            assert_eq!(foreign(sound.as_bytes()), None, "{sound}");
        }
        for writers in [
            "%PDF-1.7\n%\u{e2}\u{e3}\n%QDF-1.0\n",
            "\n%% Original object ID: 12 0\n",
            "%% Page 3\n",
            "%PDF-1.7\n%\u{b5}\u{b6}\n% Written by MuPDF 1.28.5\n",
            "%PDF-1.4\n%\u{93}\u{8c} ReportLab Generated PDF document (opensource)\n",
            "trailer << >>\n% ReportLab generated PDF document -- digest (opensource)\nstartxref\n9\n%%EOF\n",
        ] {
            assert_eq!(foreign(writers.as_bytes()), None, "{writers}");
        }
        for odd in [
            "%% Page of Ann\n",
            "% Written by MuPDF for Ann\n",
            "% ReportLab Generated PDF document (opensource) for Ann\n",
            "secret %PDF-1.7\n",
            "\n% a note\n",
            "%%EOF\nleft over",
            "(text)",
            "%%EOF left over",
        ] {
            assert!(foreign(odd.as_bytes()).is_some(), "{odd}");
        }
    }
}
