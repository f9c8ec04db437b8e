//! Why it exists: a line of a table is cut into cells in one way, for names and for identifiers. It refuses
//! nothing: a line without the mark is one cell.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr3};

/// The marks that set cells apart, the surest first.
pub(crate) const MARKS: [u8; 4] = [b'\t', b'|', b';', b','];

/// A line of a text.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its bytes, without the break.
    pub(crate) bytes: Range<usize>,
    /// Whether it holds a mark that sets cells apart: most do not, and are no row of a table.
    pub(crate) marked: bool,
}

/// The lines of a text, in order.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut start = 0;
    let line = |end: usize| {
        let line = bytes.get(start..end).unwrap_or_default();
        let marked = memchr3(b'\t', b',', b'|', line).or_else(|| memchr(b';', line)).is_some();
        let out = Line { bytes: start..end, marked };
        start = end + 1;
        out
    };
    memchr_iter(b'\n', bytes).chain([bytes.len()]).map(line).collect()
}

/// The byte ranges of the cells of a line between marks outside double quotes (RFC 4180 2), without the blanks
/// and quotes round them.
pub(crate) fn cells(line: &str, mark: u8) -> Vec<Range<usize>> {
    let (mut out, mut start, mut quoted) = (vec![], 0, false);
    for (i, b) in line.bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b if b == mark && !quoted => {
                out.push(start..i);
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(start..line.len());
    let bare = |c: Range<usize>| {
        let text = line.get(c.clone()).unwrap_or_default();
        let trimmed = text.trim_matches([' ', '"', '\t']);
        let lead = text.len() - text.trim_start_matches([' ', '"', '\t']).len();
        let start = c.start + if trimmed.is_empty() { 0 } else { lead };
        start..start + trimmed.len()
    };
    out.into_iter().map(bare).collect()
}
