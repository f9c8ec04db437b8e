//! Why it exists: a line of a table is cut into cells in one way, for names and for identifiers. It refuses
//! nothing: a line without the mark is one cell.

use std::ops::Range;

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
