//! What stands between the objects of a file (R003): header, tables, trailers and the comments of programs
//! that write PDFs belong there; anything else is somebody's.

use crate::verify::reader::lexer::{Lexer, Token, is_space};

/// Letters in a row that make bytes readable.
const WORD: usize = 4;

/// What `ReportLab` writes after its header and before `%%EOF`.
const REPORTLAB: [&[u8]; 3] = [
    b" ReportLab Generated PDF document http://www.reportlab.com",
    b" ReportLab Generated PDF document (opensource)",
    b" ReportLab generated PDF document -- digest (opensource)",
];

/// Where, between objects, something stands that is no header, table, trailer or comment of a header.
pub(super) fn foreign(gap: &[u8]) -> Option<usize> {
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
