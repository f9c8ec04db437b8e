//! What is drawn: pictures, text boxes, charts, diagrams, embedded files (ECMA-376-1, 20 and 21; VML).

use super::story::{Step, Story};
use crate::load::paged::picture::{self, Frame, cut, length, share};
use crate::load::xml::Node;
use crate::pdf::typeset::{Block, Run};

/// English metric units in a point (20.1.2.1).
const EMU: f64 = 12_700.0;
/// Most pictures of a document.
const PICTURES: usize = 3_000;

/// How the drawing around an element shows what is inside it.
#[derive(Clone, Copy, Default)]
struct Around {
    size: Option<(f64, f64)>,
    cut: [f64; 4],
}

impl Story<'_, '_> {
    /// Walks a drawing or an object.
    pub(super) fn object(&mut self, node: &Node) -> Step {
        self.drawn(node, Around::default())
    }

    fn drawn(&mut self, node: &Node, mut around: Around) -> Step {
        match &*node.name {
            "w:txbxContent" => return self.text_box(node),
            "mc:AlternateContent" => return self.alternatives(node),
            "a:blip" => return self.blip(node, around),
            "v:imagedata" => return self.image_data(node, around),
            "c:chart" => return self.figures(node.get("r:id"), "chart"),
            "dgm:relIds" => return self.figures(node.get("r:dm"), "diagram"),
            "o:OLEObject" => return self.embedded(node),
            "v:textpath" => self.page.beside(node.get("string").unwrap_or_default()),
            "a:t" => self.page.beside(&node.text()),
            "w:control" => self.book.hidden.count("control that can run a program", 1),
            "wp:docPr" | "pic:cNvPr" | "wps:cNvPr" | "v:shape" | "v:rect" => self.named(node),
            _ => {}
        }
        around.size = size(node).or(around.size);
        around.cut = cut(node).unwrap_or(around.cut);
        node.nodes().try_for_each(|kid| self.drawn(kid, around))
    }

    fn named(&mut self, node: &Node) {
        for name in ["descr", "title", "alt"] {
            self.book.hidden.text("description of a picture", node.get(name).unwrap_or_default());
        }
    }

    fn text_box(&mut self, node: &Node) -> Step {
        let (bold, fields) = (std::mem::take(&mut self.bold), std::mem::take(&mut self.fields));
        let paragraph = std::mem::take(&mut self.paragraph);
        let blocks = self.apart(|story| story.kids(node))?;
        (self.bold, self.fields, self.paragraph) = (bold, fields, paragraph);
        if !blocks.is_empty() {
            self.page.block(Block::Indented(blocks));
        }
        Ok(())
    }

    fn blip(&mut self, node: &Node, around: Around) -> Step {
        if node.get("r:link").is_some_and(|id| !id.is_empty()) {
            self.book.hidden.count("picture from elsewhere, not fetched", 1);
        }
        match node.get("r:embed") {
            Some(id) => self.picture(id, around),
            None => Ok(()),
        }
    }

    fn image_data(&mut self, node: &Node, mut around: Around) -> Step {
        around.cut = ["cropleft", "croptop", "cropright", "cropbottom"].map(|side| vml_share(node.get(side)));
        match node.get("r:id").or_else(|| node.get("r:pict")) {
            Some(id) => self.picture(id, around),
            None => Ok(()),
        }
    }

    fn picture(&mut self, id: &str, around: Around) -> Step {
        let Some(target) = self.relations.get(id).cloned() else { return Ok(()) };
        if target.external {
            self.book.hidden.count("picture from elsewhere, not fetched", 1);
            return Ok(());
        }
        let Some(bytes) = self.book.package.part(&target.to)? else { return Ok(()) };
        self.book.pictures += 1;
        if self.page.is_concealed() || self.book.pictures > PICTURES {
            self.book.hidden.count("picture in hidden matter", 1);
            return Ok(());
        }
        let frame = Frame { size: around.size, cut: around.cut };
        match picture::block(&bytes, frame, self.book.limits) {
            Ok((block, left_out)) => {
                self.page.block(block);
                self.book.left_out.extend(left_out);
            }
            Err(what) => {
                self.page.beside(&format!("[{what}, not shown]"));
                self.book.hidden.count("picture that cannot be shown", 1);
            }
        }
        Ok(())
    }

    /// The words and figures of a chart or a diagram, a line each.
    fn figures(&mut self, id: Option<&str>, what: &str) -> Step {
        let part = id.and_then(|id| self.relations.part(id)).map(str::to_owned);
        let Some(part) = part else { return Ok(()) };
        let Some(root) = self.book.package.xml(&part)? else { return Ok(()) };
        let mut found = Vec::new();
        root.collect(&|node| matches!(&*node.name, "a:p" | "c:v"), &mut found);
        let lines: Vec<String> =
            found.into_iter().map(Node::text).filter(|line| !line.trim().is_empty()).collect();
        let text = lines.join("\n");
        if self.page.is_concealed() {
            self.push(&text);
            return Ok(());
        }
        self.book.hidden.count("chart or diagram, shown as its words and figures", 1);
        let title = Block::Paragraph(vec![Run::bold(format!("[{what}]"))]);
        self.page.block(Block::Indented(vec![title, Block::Lines(lines)]));
        Ok(())
    }

    /// An embedded file becomes a document of its own.
    fn embedded(&mut self, node: &Node) -> Step {
        let target = node.get("r:id").and_then(|id| self.relations.get(id)).cloned();
        match target {
            Some(target) if !target.external => self.book.member(&target.to),
            Some(_) => {
                self.book.hidden.count("linked file, not fetched", 1);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// A document that is inserted as a whole when Word opens this one.
    pub(super) fn inserted_document(&mut self, node: &Node) -> Step {
        let part = node.get("r:id").and_then(|id| self.relations.part(id)).map(str::to_owned);
        let Some(part) = part else { return Ok(()) };
        if !self.page.is_concealed() {
            self.page.blocks.push(Block::text("[a document is inserted here; it follows as one of its own]"));
        }
        self.book.member(&part)
    }
}

/// The size a drawing gives what is inside it, in points.
fn size(node: &Node) -> Option<(f64, f64)> {
    if let Some(extent) = node.child("wp:extent") {
        let points = |name: &str| Some(extent.get(name)?.parse::<f64>().ok()? / EMU);
        return Some((points("cx")?, points("cy")?));
    }
    let style = node.get("style").filter(|_| node.name.starts_with("v:"))?;
    let value = |name: &str| {
        style.split(';').filter_map(|rule| rule.split_once(':')).find(|(n, _)| n.trim() == name).map(|r| r.1)
    };
    Some((length(value("width")?)?, length(value("height")?)?))
}

/// A share in VML: a fraction, or with an `f` parts of 65,536.
fn vml_share(text: Option<&str>) -> f64 {
    match text.and_then(|t| t.strip_suffix('f')) {
        Some(parts) => share(Some(parts), 65_536.0),
        None => share(text, 1.0),
    }
}
