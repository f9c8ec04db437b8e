//! What all parts of a Word document share: its styles and lists, and everything that is collected.

use super::notes::Notes;
use super::numbering::Numbering;
use super::styles::Styles;
use crate::load::office::Office;
use crate::load::xml::Node;

/// A document being read.
pub(super) struct Book<'m> {
    pub(super) file: Office<'m>,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) notes: Notes,
    /// Pictures met so far.
    pub(super) pictures: usize,
}

impl Book<'_> {
    /// Notes who is named as the author of a change.
    pub(super) fn author(&mut self, node: &Node) {
        if let Some(author) = node.get("w:author").filter(|a| !a.trim().is_empty()) {
            self.file.names.push(author.to_owned());
        }
    }

    /// Notes a tracked insertion, which stays as text.
    pub(super) fn tracked(&mut self, node: &Node) {
        self.author(node);
        self.file.hidden.count("tracked insertion, shown as text", 1);
    }

    /// Notes what the code of a field asks for.
    pub(super) fn note_field(&mut self, code: &str) {
        let mut words = code.split_whitespace();
        match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "HYPERLINK" => {
                let to = words.next().unwrap_or_default().trim_matches('"').to_owned();
                if !to.starts_with('\\') {
                    self.file.link(&to);
                }
            }
            "INCLUDETEXT" | "INCLUDEPICTURE" | "LINK" | "DDE" | "DDEAUTO" | "DATABASE" | "RD" | "IMPORT"
            | "INCLUDE" => {
                self.file.hidden.count("field that fetches from elsewhere, not followed", 1);
            }
            "IF" | "ASK" | "FILLIN" | "SET" | "COMMENTS" | "DOCVARIABLE" | "PRIVATE" | "ADDIN" => {
                self.file.hidden.text("field code", code);
            }
            _ => {}
        }
    }
}
