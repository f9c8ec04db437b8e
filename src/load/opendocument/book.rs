//! What all parts of an `OpenDocument` file share: its styles, and everything that is collected.

use std::collections::BTreeMap;

use super::style::Styles;
use crate::load::LeftOut;
use crate::load::convert::NotConverted;
use crate::load::package::Package;
use crate::load::paged::hidden::Hidden;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::Block;

/// A document being read.
pub(super) struct Book<'m> {
    pub(super) package: Package<'m>,
    pub(super) limits: &'m Limits,
    pub(super) styles: Styles,
    /// The next number of a list's style and level, for lists that go on.
    pub(super) counters: BTreeMap<(String, usize), u32>,
    /// Footnotes and endnotes, set at the end.
    pub(super) notes: Vec<Block>,
    pub(super) hidden: Hidden,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) names: Vec<String>,
    pub(super) members: Vec<(String, Vec<u8>)>,
}

impl Book<'_> {
    /// Notes the address behind a link.
    pub(super) fn link(&mut self, to: &str) {
        if to.is_empty() || to.starts_with('#') {
            return;
        }
        self.hidden.count("address behind a link", 1);
        if let Some(address) = to.trim().strip_prefix("mailto:") {
            self.names.push(address.split('?').next().unwrap_or_default().to_owned());
        }
    }

    /// Makes a part a document of its own below this one.
    pub(super) fn member(&mut self, part: &str) -> Result<(), NotConverted> {
        if let Some(bytes) = self.package.part(part)? {
            self.members.push((part.rsplit('/').next().unwrap_or(part).to_owned(), bytes));
        }
        Ok(())
    }

    /// Lists the parts that nobody asked for.
    ///
    /// # Errors
    /// When a part that is to be shown is damaged.
    pub(super) fn leftovers(&mut self) -> Result<(), NotConverted> {
        const KNOWN: [(&str, Option<&str>); 12] = [
            ("mimetype", None),
            ("settings.xml", None),
            ("layout-cache", None),
            ("manifest.rdf", None),
            ("configurations", None),
            ("objectreplacements/", None),
            ("meta-inf/documentsignatures", Some("digital signature")),
            ("meta-inf/", None),
            ("thumbnails/", Some("preview picture")),
            ("basic/", Some("macro")),
            ("scripts/", Some("macro")),
            ("versions/", Some("earlier version of the document")),
        ];
        for name in self.package.unread() {
            let known = KNOWN.iter().find(|(start, _)| name.starts_with(start));
            match known {
                Some((_, what)) => self.hidden.count(what.unwrap_or_default(), usize::from(what.is_some())),
                None if name.starts_with("pictures/") => {
                    self.hidden.count("picture that no page shows", 1);
                    if self.hidden.is_shown() {
                        self.member(&name)?;
                    }
                }
                None if name.starts_with("object ") => {}
                None => self.hidden.count("part of the file that is not read", 1),
            }
        }
        Ok(())
    }
}
