//! What all slides of a presentation share, and what no slide asked for.

use std::collections::BTreeSet;

use crate::load::LeftOut;
use crate::load::convert::{Member, NotConverted};
use crate::load::package::Package;
use crate::load::paged::hidden::Hidden;
use crate::pdf::limits::Limits;

/// A presentation being read.
pub(super) struct Deck<'m> {
    pub(super) package: Package<'m>,
    pub(super) limits: &'m Limits,
    pub(super) hidden: Hidden,
    pub(super) left_out: Vec<LeftOut>,
    /// Names that stand on no slide: authors of comments, addresses behind links.
    pub(super) names: Vec<String>,
    pub(super) members: Vec<(String, Vec<u8>)>,
    /// Layouts and masters that slides use.
    pub(super) layouts: BTreeSet<String>,
    /// Parts that are members already.
    taken: BTreeSet<String>,
}

/// Beginnings of names in lower case, and what such parts are; nothing for harmless ones.
const KNOWN: [(&str, Option<&str>); 22] = [
    ("[content_types]", None),
    ("_rels/", None),
    ("_xmlsignatures/", Some("digital signature")),
    ("docprops/thumbnail", Some("preview picture")),
    ("customxml/itemprops", None),
    ("customxml/item", Some("custom XML")),
    ("customxml/", None),
    ("ppt/theme/", None),
    ("ppt/presprops", None),
    ("ppt/viewprops", None),
    ("ppt/tablestyles", None),
    ("ppt/printersettings/", None),
    ("ppt/charts/", None),
    ("ppt/diagrams/", None),
    ("ppt/fonts/", Some("embedded font")),
    ("ppt/tags/", Some("tag of a program")),
    ("ppt/vba", Some("macro")),
    ("ppt/activex/", Some("control that can run a program")),
    ("ppt/ctrlprops/", Some("control that can run a program")),
    // what no slide uses is a form without a word of anybody's case, but a form it stays
    ("ppt/slidelayouts/", Some("layout that no slide uses")),
    ("ppt/slidemasters/", Some("layout that no slide uses")),
    ("ppt/notesmasters/", None),
];

impl<'m> Deck<'m> {
    pub(super) fn new(package: Package<'m>, member: &Member<'m>) -> Self {
        Self {
            package,
            limits: member.limits,
            hidden: Hidden::new(member.show_hidden),
            left_out: Vec::new(),
            names: Vec::new(),
            members: Vec::new(),
            layouts: BTreeSet::new(),
            taken: BTreeSet::new(),
        }
    }

    /// Makes a part a document of its own below this one, once.
    pub(super) fn member(&mut self, part: &str) -> Result<(), NotConverted> {
        if self.taken.insert(part.to_owned())
            && let Some(bytes) = self.package.part(part)?
        {
            let name = part.rsplit('/').next().unwrap_or(part).to_owned();
            self.members.push((name, bytes));
        }
        Ok(())
    }

    /// Who comments, by the list of authors.
    pub(super) fn authors(&mut self, part: &str) -> Result<(), NotConverted> {
        let Some(root) = self.package.xml(part)? else { return Ok(()) };
        let named = root.nodes().filter_map(|node| node.get("name")).filter(|name| !name.trim().is_empty());
        self.names.extend(named.map(str::to_owned));
        Ok(())
    }

    /// The comments of a slide (19.4), old and threaded ones: every text in the part.
    pub(super) fn comments(&mut self, part: &str) -> Result<(), NotConverted> {
        let Some(root) = self.package.xml(part)? else { return Ok(()) };
        for comment in root.nodes() {
            self.hidden.text("comment", &comment.text());
        }
        Ok(())
    }

    /// Notes the address behind a link.
    pub(super) fn link(&mut self, to: &str) {
        self.hidden.count("address behind a link", 1);
        if let Some(address) = to.trim().strip_prefix("mailto:") {
            self.names.push(address.split('?').next().unwrap_or_default().to_owned());
        }
    }

    /// Lists the parts that no slide asked for.
    ///
    /// # Errors
    /// When a file that is to be shown is damaged.
    pub(super) fn leftovers(&mut self) -> Result<(), NotConverted> {
        for name in self.package.unread() {
            match KNOWN.iter().find(|(start, _)| name.starts_with(start)) {
                Some((_, None)) => {}
                Some((_, Some(what))) => self.hidden.count(what, 1),
                None if name.starts_with("ppt/media/") || name.starts_with("ppt/embeddings/") => {
                    self.hidden.count("embedded file or picture that no slide shows", 1);
                    if self.hidden.is_shown() {
                        self.member(&name)?;
                    }
                }
                None if name.starts_with("ppt/slides/") => {
                    self.hidden.count("slide that the presentation no longer lists", 1);
                }
                None => self.hidden.count("part of the file that is not read", 1),
            }
        }
        Ok(())
    }
}
