//! What all parts of a Word document share: its styles and lists, and everything that is collected.

use super::notes::Notes;
use super::numbering::Numbering;
use super::styles::Styles;
use crate::load::LeftOut;
use crate::load::convert::NotConverted;
use crate::load::package::Package;
use crate::load::paged::hidden::Hidden;
use crate::load::xml::Node;
use crate::pdf::limits::Limits;

/// A document being read.
pub(super) struct Book<'m> {
    pub(super) package: Package<'m>,
    pub(super) limits: &'m Limits,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) notes: Notes,
    pub(super) hidden: Hidden,
    pub(super) left_out: Vec<LeftOut>,
    /// Names that stand on no page: authors of changes and comments, addresses behind links.
    pub(super) names: Vec<String>,
    pub(super) members: Vec<(String, Vec<u8>)>,
    /// Pictures met so far.
    pub(super) pictures: usize,
}

impl Book<'_> {
    /// Notes who is named as the author of a change.
    pub(super) fn author(&mut self, node: &Node) {
        if let Some(author) = node.get("w:author").filter(|a| !a.trim().is_empty()) {
            self.names.push(author.to_owned());
        }
    }

    /// Notes a tracked insertion, which stays as text.
    pub(super) fn tracked(&mut self, node: &Node) {
        self.author(node);
        self.hidden.count("tracked insertion, shown as text", 1);
    }

    /// Notes the address behind a link.
    pub(super) fn link(&mut self, to: &str) {
        self.hidden.count("address behind a link", 1);
        if let Some(address) = to.trim().strip_prefix("mailto:") {
            self.names.push(address.split('?').next().unwrap_or_default().to_owned());
        }
    }

    /// Notes what the code of a field asks for.
    pub(super) fn note_field(&mut self, code: &str) {
        let mut words = code.split_whitespace();
        match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "HYPERLINK" => {
                let to = words.next().unwrap_or_default().trim_matches('"').to_owned();
                if !to.starts_with('\\') {
                    self.link(&to);
                }
            }
            "INCLUDETEXT" | "INCLUDEPICTURE" | "LINK" | "DDE" | "DDEAUTO" | "DATABASE" | "RD" | "IMPORT"
            | "INCLUDE" => {
                self.hidden.count("field that fetches from elsewhere, not followed", 1);
            }
            "IF" | "ASK" | "FILLIN" | "SET" | "COMMENTS" | "DOCVARIABLE" | "PRIVATE" | "ADDIN" => {
                self.hidden.text("field code", code);
            }
            _ => {}
        }
    }

    /// Makes a part a document of its own below this one.
    pub(super) fn member(&mut self, part: &str) -> Result<(), NotConverted> {
        if let Some(bytes) = self.package.part(part)? {
            let name = part.rsplit('/').next().unwrap_or(part).to_owned();
            self.members.push((name, bytes));
        }
        Ok(())
    }
}
