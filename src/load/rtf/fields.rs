//! Codes of fields in RTF: what they ask for is named, their text is never shown.

use crate::load::paged::hidden::Hidden;

/// Notes the code of a field.
pub(super) fn note(code: &str, hidden: &mut Hidden, names: &mut Vec<String>) {
    let mut words = code.split_whitespace();
    let keyword = words.next().unwrap_or_default().to_ascii_uppercase();
    match keyword.as_str() {
        "HYPERLINK" => {
            hidden.count("address behind a link", 1);
            let to = words.next().unwrap_or_default().trim_matches('"');
            let address = to.strip_prefix("mailto:").map(|a| a.split('?').next().unwrap_or(a));
            names.extend(address.map(str::to_owned));
        }
        "INCLUDETEXT" | "INCLUDEPICTURE" | "LINK" | "DDE" | "DDEAUTO" | "DATABASE" | "RD" | "IMPORT" => {
            hidden.count("field that fetches from elsewhere, not followed", 1);
        }
        "IF" | "ASK" | "FILLIN" | "SET" | "COMMENTS" | "DOCVARIABLE" | "PRIVATE" | "ADDIN" | "MERGEFIELD" => {
            hidden.text("field code", code);
        }
        _ => {}
    }
}
