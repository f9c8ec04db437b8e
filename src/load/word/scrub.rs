//! The walk that writes a part of a Word document anew: what is seen goes on, the rest is not written.
//!
//! It takes the decisions of [`super::story`] and [`super::run`] about what a reader sees: deletions,
//! comments and hidden text are passed over, insertions are text, a field is its result. Only numbers
//! of pages stay fields, because each page has its own.

use super::clean::{Desk, running};
use super::fields::without_result;
use super::run::form_field;
use super::styles::Look;
use crate::load::clean::{Kept, Unclean, inside, is_silent, shown};
use crate::load::relations::Relations;
use crate::load::xml::write::Markup;
use crate::load::xml::{Kid, Node};

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

/// A field that is open.
#[derive(Default)]
struct Field {
    code: String,
    in_result: bool,
    /// Whether it stays a field.
    stays: bool,
}

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

    fn run(&mut self, node: &Node) -> Step {
        let properties = node.child("w:rPr");
        let style = properties.and_then(|p| p.child("w:rStyle")).and_then(|s| s.get("w:val"));
        let direct = properties.map(Look::read).unwrap_or_default();
        let look = direct.over(&self.desk.styles.look(style)).over(&self.paragraph);
        if look.hidden.unwrap_or(false) {
            // the marks of a field count where they are hidden too
            let marks = node.nodes().filter(|n| matches!(&*n.name, "w:fldChar" | "w:instrText"));
            return marks.into_iter().try_for_each(|mark| self.part_of_run(mark));
        }
        self.around(node, |scrub| {
            // hidden by a style and shown by the run: said again, as the mark itself is never copied
            let back = look.hidden == Some(false);
            if let Some(properties) = properties {
                scrub.around(properties, |scrub| {
                    scrub.kids(properties)?;
                    if back {
                        scrub.part.element("w:vanish", &[("w:val", "0")], "");
                    }
                    Ok(())
                })?;
            }
            let rest = node.nodes().filter(|part| &*part.name != "w:rPr");
            rest.into_iter().try_for_each(|part| scrub.node(part))
        })
    }

    fn part_of_run(&mut self, part: &Node) -> Step {
        match &*part.name {
            "w:t" if self.fields.iter().any(|field| !field.in_result) => Ok(()),
            "w:instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.code.push_str(&part.text());
                }
                Ok(())
            }
            "w:fldChar" => {
                self.mark(part);
                Ok(())
            }
            "w:drawing" | "w:pict" | "w:object" => self.drawing(part),
            "w:footnoteReference" | "w:endnoteReference" => {
                let is_end = &*part.name == "w:endnoteReference";
                self.desk.notes.insert((is_end, part.get("w:id").unwrap_or_default().to_owned()));
                self.plain(part)
            }
            _ => self.plain(part),
        }
    }

    /// A drawing; one with a picture that pages of ours cannot show is named in its place.
    fn drawing(&mut self, node: &Node) -> Step {
        let mut found = Vec::new();
        node.collect(&|n| matches!(&*n.name, "a:blip" | "v:imagedata"), &mut found);
        for picture in found {
            let id = ["r:embed", "r:id", "r:pict"].iter().find_map(|name| picture.get(name));
            let to = inside(id.and_then(|id| self.relations.get(id))).map(|target| target.to.clone());
            let bytes = to.map_or(Ok(None), |to| self.desk.package.part(&to))?;
            let Some(bytes) = bytes else { return Ok(()) };
            if let Err(what) = shown(&bytes, &self.desk.member) {
                self.write(&format!("[{what}, not shown]"));
                return Ok(());
            }
        }
        let mut cut = Vec::new();
        node.collect(&is_cut, &mut cut);
        if !cut.is_empty() {
            return Err(Unclean::Because("holds a picture that is cut to a part of itself"));
        }
        // what an embedded file shows of itself stays, the file does not
        let name = if &*node.name == "w:object" { "w:pict" } else { &node.name };
        if !self.part.begin(name, []) {
            return Ok(());
        }
        let done = self.kids(node);
        self.part.end();
        done
    }

    fn mark(&mut self, part: &Node) {
        match part.get("w:fldCharType") {
            Some("begin") => {
                if let Some(text) = part.child("w:ffData").and_then(form_field) {
                    self.write(&text);
                }
                self.fields.push(Field::default());
            }
            Some("separate") => {
                let Some(field) = self.fields.last_mut() else { return };
                field.in_result = true;
                field.stays = is_page(&field.code);
                if field.stays {
                    let code = field.code.clone();
                    self.begin_field(&code);
                }
            }
            Some("end") => self.end_field(),
            _ => {}
        }
    }

    fn begin_field(&mut self, code: &str) {
        let mark = |kind| [("w:fldCharType", kind)];
        self.part.element("w:fldChar", &mark("begin"), "");
        self.part.element("w:instrText", &[("xml:space", "preserve")], code);
        self.part.element("w:fldChar", &mark("separate"), "");
    }

    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        if !field.in_result && is_page(&field.code) {
            self.begin_field(&field.code);
        } else if !field.in_result {
            if let (true, text) = without_result(&field.code) {
                self.write(&text);
            }
            return;
        } else if !field.stays {
            return;
        }
        self.part.element("w:fldChar", &[("w:fldCharType", "end")], "");
    }

    /// Text of ours inside a run.
    fn write(&mut self, text: &str) {
        if self.part.begin("w:t", [("xml:space", "preserve")]) {
            self.text(text);
            self.part.end();
        }
    }

    fn text(&mut self, text: &str) {
        if self.repeating {
            self.desk.repeated.push_str(text);
            self.desk.repeated.push(' ');
        }
        self.part.text(text);
    }
}

/// Whether a field's code asks for a number of pages and nothing else.
fn is_page(code: &str) -> bool {
    let mut words = code.split_whitespace();
    let keyword = words.next().unwrap_or_default().to_ascii_uppercase();
    matches!(keyword.as_str(), "PAGE" | "NUMPAGES" | "SECTIONPAGES")
        && words.all(|word| matches!(word, "\\*" | "MERGEFORMAT" | "Arabic" | "roman" | "ROMAN"))
}

/// Whether a cell goes on above or to the left, or is deleted: its own text is not seen.
fn is_covered(cell: &Node) -> bool {
    let Some(properties) = cell.child("w:tcPr") else { return false };
    let goes_on = |name: &str| properties.child(name).is_some_and(|m| m.get("w:val") != Some("restart"));
    goes_on("w:vMerge") || goes_on("w:hMerge") || properties.child("w:cellDel").is_some()
}

/// Whether an element says that only a part of a picture is seen.
fn is_cut(node: &Node) -> bool {
    let some = |text: Option<&str>| text.is_some_and(|t| t.trim_matches(['0', '.', '%', 'f', ' ']) != "");
    match &*node.name {
        "a:srcRect" => ["l", "t", "r", "b"].iter().any(|side| some(node.get(side))),
        "v:imagedata" => {
            ["cropleft", "croptop", "cropright", "cropbottom"].iter().any(|side| some(node.get(side)))
        }
        _ => false,
    }
}
