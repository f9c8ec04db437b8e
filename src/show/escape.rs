//! The only way a stranger's string reaches a terminal, CSV, HTML or XML.
//!
//! A file name can hold a colour sequence, a right-to-left override, a spreadsheet formula or a tag;
//! none of them passes here with its power.

use std::fmt::Write as _;

use crate::diag::Untrusted;

/// For a terminal and for log lines: control, bidirectional and invisible characters as `\u{…}`.
#[must_use]
pub fn terminal(text: &Untrusted) -> String {
    let mut out = String::with_capacity(text.raw().len());
    for c in text.raw().chars() {
        if is_harmful(c) {
            let _ = write!(out, "\\u{{{:x}}}", c as u32);
        } else {
            out.push(c);
        }
    }
    out
}

/// For a CSV cell: a leading `=`, `+`, `-`, `@`, tab or carriage return is defused with an
/// apostrophe, so that a spreadsheet shows the text and runs nothing; quoting is the writer's work.
#[must_use]
pub fn csv_cell(text: &Untrusted) -> String {
    let safe: String =
        text.raw().chars().map(|c| if is_harmful(c) && c != '\n' { '\u{fffd}' } else { c }).collect();
    if text.raw().starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{safe}") } else { safe }
}

/// A word as a shell takes it, without control characters: for commands that a hint tells to run.
#[must_use]
pub fn shell(word: &str) -> String {
    let word: String = word.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '-' | '_' | ':' | ',');
    if !word.is_empty() && word.chars().all(plain) {
        word
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// For HTML and XML, text and attribute values alike; characters XML forbids become U+FFFD.
#[must_use]
pub fn markup(text: &Untrusted) -> String {
    let mut out = String::with_capacity(text.raw().len());
    for c in text.raw().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if is_harmful(c) || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Characters that change what is around them without being seen: controls, bidirectional
/// overrides and isolates, zero-width characters, the byte-order mark, line separators.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{61c}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_stranger_wrote_keeps_its_power() {
        let evil = Untrusted::new("\u{1b}[31m=cmd|' /C calc'!A0\u{202e}<b a=\"1\">&");
        assert!(!terminal(&evil).contains(['\u{1b}', '\u{202e}']));
        assert!(terminal(&evil).contains("\\u{1b}[31m"));
        let html = markup(&evil);
        assert!(!html.contains(['<', '>', '"', '\'', '\u{1b}']));
        assert!(html.contains("&lt;b a=&quot;1&quot;&gt;&amp;"));
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        for (cell, want) in [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), ("plain", "plain"), ("", "")] {
            assert_eq!(csv_cell(&Untrusted::from(cell)), want);
        }
    }
}
