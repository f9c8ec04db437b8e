//! Text with soft line ends (RFC 3676, `format=flowed`): paragraphs as they were typed.
//!
//! A line that ends with a space goes on in the next of the same quoting. A name that the mail
//! program broke over two lines must be found and removed as one.

use mail_parser::{MessagePart, MimeHeaders};

/// The text of a part with its soft line ends joined; as it is where the part does not say `flowed`.
pub(super) fn unfold(part: &MessagePart<'_>, text: &str) -> Option<String> {
    let kind = part.content_type()?;
    let says = |key: &str, value: &str| kind.attribute(key).is_some_and(|v| v.eq_ignore_ascii_case(value));
    says("format", "flowed").then(|| joined(text, says("delsp", "yes")))
}

/// Joins soft line ends; `delete` takes the space before them away (section 4.2).
fn joined(text: &str, delete: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let rest = line.trim_start_matches('>');
        let quotes = line.len() - rest.len();
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        // the line above a signature is fixed and so is the one below (section 4.3)
        let soft = rest.ends_with(' ') && rest != "-- ";
        let words = if soft && delete { rest.strip_suffix(' ').unwrap_or(rest) } else { rest };
        match lines.last_mut().filter(|_| open == Some(quotes) && rest != "-- ") {
            Some(above) => above.push_str(words),
            None if quotes > 0 => lines.push(format!("{} {words}", ">".repeat(quotes))),
            None => lines.push(words.to_owned()),
        }
        open = soft.then_some(quotes);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_broken_by_a_soft_line_end_is_whole_again() {
        for (text, delete, whole) in [
            ("I spoke to Jane \r\nDoe today.\r\nBye", false, "I spoke to Jane Doe today.\nBye"),
            ("donau \ndampf", true, "donaudampf"),
            (">> from Jane \n>> Doe\n> and \nnot quoted", false, ">> from Jane Doe\n> and \nnot quoted"),
            (" From the start", false, "From the start"),
            ("end \n-- \nJane", false, "end \n-- \nJane"),
        ] {
            assert_eq!(joined(text, delete), whole);
        }
    }
}
