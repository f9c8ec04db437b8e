//! What every packaged Office file (ECMA-376, ODF) is while it is read: its parts, what it hides, the
//! names that stand on no page, the files inside it.
//!
//! Each of the four readers (text, sheets, slides, `OpenDocument`) writes its pages in its own way and
//! collects here, so that a link, a picture or a part that nobody asked for is told alike by all.

use std::collections::BTreeSet;

use super::convert::{Member, NotConverted};
use super::package::Package;
use super::paged::hidden::Hidden;
use super::paged::picture::{self, Frame};
use super::xml::Node;
use super::{LeftOut, SideTable, SourceKind, paged};
use crate::pdf::limits::Limits;
use crate::pdf::typeset::Block;

/// A file being read.
pub(super) struct Office<'m> {
    pub(super) package: Package<'m>,
    pub(super) limits: &'m Limits,
    pub(super) hidden: Hidden,
    /// What of its pictures is not shown.
    pub(super) left_out: Vec<LeftOut>,
    /// Names that stand on no page: authors of changes and comments, addresses behind links.
    pub(super) names: Vec<String>,
    /// Files inside it, by name; each becomes a document of its own.
    members: Vec<(String, Vec<u8>)>,
    /// Parts that are members already.
    taken: BTreeSet<String>,
}

/// A file that was read to its end.
pub(super) struct Read {
    pub(super) side: SideTable,
    /// The marked pages of hidden matter, where they are wanted.
    pub(super) hidden: Vec<Block>,
    pub(super) members: Vec<(String, Vec<u8>)>,
}

/// What becomes of a part that nothing led to.
#[derive(Clone, Copy)]
pub(super) enum Fate {
    /// Looks, measures and lists without a word of anybody's.
    Harmless,
    /// Only counted.
    Counted(&'static str),
    /// Its text is hidden matter.
    Text(&'static str),
    /// A file of its own.
    File(&'static str),
}

/// Beginnings of names of parts in lower case and what becomes of them; the first that fits counts.
pub(super) type Fates = [(&'static str, Fate)];

impl<'m> Office<'m> {
    /// Nothing read so far.
    pub(super) fn new(package: Package<'m>, member: &Member<'m>) -> Self {
        Self {
            package,
            limits: member.limits,
            hidden: Hidden::new(member.show_hidden),
            left_out: Vec::new(),
            names: Vec::new(),
            members: Vec::new(),
            taken: BTreeSet::new(),
        }
    }

    /// A part as XML, where there is one of that name.
    ///
    /// # Errors
    /// When it is damaged, no XML, or above the limits.
    pub(super) fn optional(&mut self, part: Option<String>) -> Result<Option<Node>, NotConverted> {
        part.map_or(Ok(None), |part| self.package.xml(&part))
    }

    /// Notes the address behind a link.
    pub(super) fn link(&mut self, to: &str) {
        self.hidden.count("address behind a link", 1);
        if let Some(address) = to.trim().strip_prefix("mailto:") {
            self.names.push(address.split('?').next().unwrap_or_default().to_owned());
        }
    }

    /// Makes a part a document of its own below this one, once.
    ///
    /// # Errors
    /// When it is damaged or above the limits.
    pub(super) fn member(&mut self, part: &str) -> Result<(), NotConverted> {
        if self.taken.insert(part.to_ascii_lowercase())
            && let Some(bytes) = self.package.part(part)?
        {
            self.members.push((part.rsplit('/').next().unwrap_or(part).to_owned(), bytes));
        }
        Ok(())
    }

    /// A part as a picture, or the reason why it cannot be shown; none where there is no such part, or
    /// where it stands in hidden matter, which is counted.
    ///
    /// # Errors
    /// When the part is damaged or above the limits.
    pub(super) fn picture(
        &mut self,
        part: &str,
        frame: Frame,
        concealed: bool,
    ) -> Result<Option<Block>, NotConverted> {
        let Some(bytes) = self.package.part(part)? else { return Ok(None) };
        if concealed {
            self.hidden.count("picture in hidden matter", 1);
            return Ok(None);
        }
        Ok(Some(match picture::block(&bytes, frame, self.limits) {
            Ok((block, left_out)) => {
                self.left_out.extend(left_out);
                block
            }
            Err(what) => {
                self.hidden.count("picture that cannot be shown", 1);
                Block::Indented(vec![Block::text(format!("[{what}, not shown]"))])
            }
        }))
    }

    /// The words and figures of a chart or a diagram (ECMA-376-1, 21.2 and 21.4), a line each; counted
    /// where they are shown.
    ///
    /// # Errors
    /// When the part is damaged or above the limits.
    pub(super) fn figures(
        &mut self,
        part: Option<String>,
        concealed: bool,
    ) -> Result<Vec<String>, NotConverted> {
        let Some(root) = self.optional(part)? else { return Ok(Vec::new()) };
        let shown = usize::from(!concealed);
        self.hidden.count("chart or diagram, shown as its words and figures", shown);
        let mut found = Vec::new();
        root.collect(&|node| matches!(&*node.name, "a:p" | "c:v"), &mut found);
        Ok(found.into_iter().map(Node::text).filter(|line| !line.trim().is_empty()).collect())
    }

    /// Tells of each part that nothing led to. `words` gives the text of one that holds text.
    ///
    /// # Errors
    /// When a file that is to be shown is damaged.
    pub(super) fn leftovers(
        &mut self,
        fates: &Fates,
        words: impl Fn(&Node) -> String,
    ) -> Result<(), NotConverted> {
        const UNKNOWN: Fate = Fate::Counted("part of the file that is not read");
        for name in self.package.unread() {
            let known = fates.iter().find(|(start, _)| name.starts_with(start));
            match known.map_or(UNKNOWN, |(_, fate)| *fate) {
                Fate::Harmless => {}
                Fate::Counted(what) => self.hidden.count(what, 1),
                Fate::Text(what) => self.leftover_text(&name, what, &words),
                Fate::File(what) => {
                    self.hidden.count(what, 1);
                    if self.hidden.is_shown() {
                        self.member(&name)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The words of a part; one that is no XML, or that nobody wants to see, is only counted.
    fn leftover_text(&mut self, name: &str, what: &'static str, words: &impl Fn(&Node) -> String) {
        if !self.hidden.is_shown() {
            self.hidden.count(what, 1);
            return;
        }
        match self.package.xml(name) {
            Ok(Some(root)) => self.hidden.text(what, &words(&root)),
            _ => self.hidden.count(what, 1),
        }
    }

    /// Ends the reading.
    pub(super) fn finish(self, kind: SourceKind, converted: &str) -> Read {
        let (listed, hidden) = self.hidden.finish();
        let mut side = SideTable::new(kind, converted);
        side.left_out = self.left_out.into_iter().chain(listed).collect();
        side.names = paged::names(self.names);
        Read { side, hidden, members: self.members }
    }
}

impl Read {
    /// Sets its blocks as pages; `nothing` says what a file without any shows, as `document has no text`.
    ///
    /// # Errors
    /// When they need too many pages.
    pub(super) fn set(
        mut self,
        mut blocks: Vec<Block>,
        nothing: &str,
        member: &Member<'_>,
    ) -> super::convert::Conversion {
        self.side.left_out.extend(paged::never_empty(&mut blocks, nothing));
        blocks.extend(self.hidden);
        paged::document(blocks, member, self.side, self.members)
    }
}
