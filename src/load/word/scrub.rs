//! The walk that writes a part of a Word document anew: what is seen goes on, the rest is not written.
//!
//! It takes the decisions of [`super::story`] and [`super::run`] about what a reader sees: deletions,
//! comments and hidden text are passed over, insertions are text, a field is its result. Only numbers
//! of pages stay fields, because each page has its own.

use super::clean::{Desk, running};
use super::styles::Look;
use crate::load::clean::{Kept, Unclean, inside, is_silent};
use crate::load::relations::Relations;
use crate::load::xml::write::Markup;
use crate::load::xml::{Kid, Node};

mod run;

use run::{Field, is_page};

/// The result of a step of the walk.
type Step = Result<(), Unclean>;

/// Elements that go with everything inside.
const GONE: [&str; 48] = [
    "w:del",
    "w:moveFrom",
    "w:delText",
    "w:delInstrText",
    "w:moveFromRangeStart",
    "w:moveFromRangeEnd",
    "w:moveToRangeStart",
    "w:moveToRangeEnd",
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:commentReference",
    "w:annotationRef",
    "w:bookmarkStart",
    "w:bookmarkEnd",
    "w:proofErr",
    "w:permStart",
    "w:permEnd",
    "w:altChunk",
    "w:subDoc",
    "w:control",
    "w:movie",
    "w:ffData",
    "w:cellIns",
    "w:cellDel",
    "w:cellMerge",
    "w:customXmlPr",
    "w:smartTagPr",
    "w:sdtPr",
    "w:sdtEndPr",
    "w:numberingChange",
    "w:lastRenderedPageBreak",
    "w:printerSettings",
    "w:framePr",
    "w:divId",
    "w:background",
    "w:vanish",
    "w:webHidden",
    "w:specVanish",
    "w:hidden",
    "w:fldData",
    "w:dataBinding",
    "w:docPartObj",
    "w:noProof",
    "w:lang",
    "a:hlinkClick",
    "a:hlinkHover",
    "a:extLst",
    "wp:cNvGraphicFramePr",
];

/// Where the walk stands.
pub(super) struct Scrub<'d, 'm> {
    desk: &'d mut Desk<'m>,
    relations: &'d Relations,
    part: Markup,
    kept: Kept,
    paragraph: Look,
    fields: Vec<Field>,
    /// Whether what is written now may be seen on several pages.
    repeating: bool,
}

impl<'d, 'm> Scrub<'d, 'm> {
    pub(super) fn new(desk: &'d mut Desk<'m>, relations: &'d Relations, part: Markup, kept: Kept) -> Self {
        Self { desk, relations, part, kept, paragraph: Look::default(), fields: Vec::new(), repeating: false }
    }

    /// The part and its relationships.
    pub(super) fn finish(self) -> (Vec<u8>, Kept) {
        (self.part.finish(), self.kept)
    }

    /// Writes what stands inside an element that every page may show.
    pub(super) fn repeats(&mut self, node: &Node) -> Step {
        self.repeating = true;
        self.kids(node)
    }

    fn kids(&mut self, node: &Node) -> Step {
        node.nodes().try_for_each(|kid| self.node(kid))
    }

    /// Writes an element, as far as it is seen.
    pub(super) fn node(&mut self, node: &Node) -> Step {
        match &*node.name {
            name if GONE.contains(&name) || name.ends_with("Change") => Ok(()),
            "w:ins" | "w:moveTo" | "w:hyperlink" | "w:smartTag" | "w:customXml" | "w:sdt"
            | "w:sdtContent" => self.kids(node),
            "mc:AlternateContent" => super::story::chosen(node).map_or(Ok(()), |chosen| self.kids(chosen)),
            "w:fldSimple" if !is_page(node.get("w:instr").unwrap_or_default()) => self.kids(node),
            "w:p" => self.paragraph(node),
            "w:r" => self.run(node),
            "w:tr" => self.row(node),
            "w:tc" if is_covered(node) => self.around(node, |scrub| {
                node.child("w:tcPr").map_or(Ok(()), |properties| scrub.node(properties))?;
                scrub.part.element("w:p", &[], "");
                Ok(())
            }),
            "w:headerReference" => self.running(node, "header"),
            "w:footerReference" => self.running(node, "footer"),
            "w:instrText"
            | "w:fldChar"
            | "w:t"
            | "w:drawing"
            | "w:pict"
            | "w:object"
            | "w:footnoteReference"
            | "w:endnoteReference" => self.part_of_run(node),
            _ => self.plain(node),
        }
    }

    /// Writes an element as it is, and what is seen of what it holds.
    fn plain(&mut self, node: &Node) -> Step {
        self.around(node, |scrub| {
            node.kids.iter().try_for_each(|kid| match kid {
                Kid::Node(kid) => scrub.node(kid),
                Kid::Text(text) => {
                    scrub.text(text);
                    Ok(())
                }
            })
        })
    }

    /// Writes an element's beginning and end around what `inner` writes.
    fn around(&mut self, node: &Node, inner: impl FnOnce(&mut Self) -> Step) -> Step {
        let pictures: Vec<(&str, String)> = node
            .attributes()
            .filter(|(name, _)| name.starts_with("r:"))
            .filter_map(|(name, id)| self.picture(id).transpose().map(|kept| kept.map(|id| (name, id))))
            .collect::<Result<_, _>>()?;
        let seen = node.attributes().filter(|(name, _)| !is_silent(name) && !name.starts_with("r:"));
        let attributes = seen.chain(pictures.iter().map(|(name, id)| (*name, id.as_str())));
        if !self.part.begin(&node.name, attributes) {
            return Ok(());
        }
        let done = inner(self);
        self.part.end();
        done
    }

    /// Keeps the picture an id leads to; the id, or none where there is no such picture.
    fn picture(&mut self, id: &str) -> Result<Option<String>, Unclean> {
        let Some(to) = inside(self.relations.get(id)).filter(|t| t.kind == "image").map(|t| t.to.clone())
        else {
            return Ok(None);
        };
        let Some(bytes) = self.desk.package.part(&to)? else { return Ok(None) };
        let name = self.desk.parts.picture(bytes);
        self.kept.add(id, "image", &name);
        Ok(Some(id.to_owned()))
    }

    fn running(&mut self, node: &Node, kind: &str) -> Step {
        let from = node.get("r:id").and_then(|id| self.relations.part(id)).map(str::to_owned);
        let Some(from) = from else { return Ok(()) };
        let Some(name) = running(self.desk, &from, kind)? else { return Ok(()) };
        let id = node.get("r:id").unwrap_or_default();
        self.kept.add(id, kind, &format!("/{name}"));
        let own = node.get("w:type").unwrap_or("default");
        self.part.element(&node.name, &[("w:type", own), ("r:id", id)], "");
        Ok(())
    }

    fn paragraph(&mut self, node: &Node) -> Step {
        let properties = node.child("w:pPr");
        let style = properties.and_then(|p| p.child("w:pStyle")).and_then(|s| s.get("w:val"));
        let look = properties.map(Look::read).unwrap_or_default().over(&self.desk.styles.paragraph(style));
        let before = std::mem::replace(&mut self.paragraph, look);
        let done = self.plain(node);
        self.paragraph = before;
        done
    }

    /// Writes a row that is seen; rows that head a table are seen again on each of its pages.
    fn row(&mut self, node: &Node) -> Step {
        let says =
            |name: &str| node.child("w:trPr").and_then(|p| p.child(name)).is_some_and(super::styles::is_on);
        if says("w:del") || says("w:hidden") {
            return Ok(());
        }
        let before = self.repeating;
        self.repeating |= says("w:tblHeader");
        let done = self.plain(node);
        self.repeating = before;
        done
    }

    fn text(&mut self, text: &str) {
        if self.repeating {
            self.desk.repeated.push_str(text);
            self.desk.repeated.push(' ');
        }
        self.part.text(text);
    }
}

/// Whether a cell goes on above or to the left, or is deleted: its own text is not seen.
fn is_covered(cell: &Node) -> bool {
    let Some(properties) = cell.child("w:tcPr") else { return false };
    let goes_on = |name: &str| properties.child(name).is_some_and(|m| m.get("w:val") != Some("restart"));
    goes_on("w:vMerge") || goes_on("w:hMerge") || properties.child("w:cellDel").is_some()
}
