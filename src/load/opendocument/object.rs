//! What is drawn in an `OpenDocument` file (ODF 1.3, 10): pictures, text boxes, shapes, objects.

use super::story::{Step, Story};
use crate::load::paged::picture::{Frame, length};
use crate::load::xml::Node;
use crate::pdf::typeset::Block;

impl Story<'_, '_> {
    /// Walks a frame or a shape.
    pub(super) fn drawn(&mut self, node: &Node) -> Step {
        for name in ["svg:title", "svg:desc"] {
            let words = node.child(name).map(Node::text).unwrap_or_default();
            self.book.file.hidden.text("description of a picture", &words);
        }
        match &*node.name {
            "draw:frame" => self.frame(node),
            "draw:control" => Ok(()),
            "draw:a" => {
                self.book.link(node.get("xlink:href").unwrap_or_default());
                node.nodes().try_for_each(|kid| self.drawn(kid))
            }
            "draw:g" => {
                node.nodes().filter(|n| n.name.starts_with("draw:")).try_for_each(|kid| self.drawn(kid))
            }
            _ => self.boxed(node),
        }
    }

    /// A frame shows the first of its contents that can be shown; the others are twins of it.
    fn frame(&mut self, node: &Node) -> Step {
        let side = |name: &str| length(node.get(name)?);
        let size = side("svg:width").zip(side("svg:height"));
        if let Some(content) = node.child("draw:text-box") {
            return self.boxed(content);
        }
        if let Some(object) = node.child("draw:object").or_else(|| node.child("draw:object-ole")) {
            self.embedded(object)?;
        }
        if self.book.styles.clips(node.get("draw:style-name")) {
            self.book.file.hidden.count("picture of which only a part is seen", 1);
            self.page.beside("[picture of which only a part is seen, not shown]");
            return Ok(());
        }
        for image in node.nodes().filter(|n| &*n.name == "draw:image") {
            if self.image(image, size)? {
                break;
            }
        }
        node.child("table:table").map_or(Ok(()), |table| self.table(table))
    }

    fn boxed(&mut self, node: &Node) -> Step {
        let blocks = self.apart(node)?;
        if !blocks.is_empty() {
            self.page.block(Block::Indented(blocks));
        }
        Ok(())
    }

    /// Shows a picture; false where there is none to be shown.
    fn image(
        &mut self,
        node: &Node,
        size: Option<(f64, f64)>,
    ) -> Result<bool, crate::load::convert::NotConverted> {
        let Some(part) = inside(node, &self.folder) else {
            self.book.file.hidden.count("picture from elsewhere, not fetched", 1);
            return Ok(false);
        };
        if !self.book.file.package.has(&part) {
            return Ok(false);
        }
        let frame = Frame { size, ..Frame::default() };
        let block = self.book.file.picture(&part, frame, self.page.is_concealed())?;
        if let Some(block) = block {
            self.page.block(block);
        }
        Ok(true)
    }

    /// An object of `OpenDocument`'s own shows its words; another one becomes a document of its own.
    fn embedded(&mut self, node: &Node) -> Step {
        let href = node.get("xlink:href").unwrap_or_default().trim_start_matches("./").trim_end_matches('/');
        let content = format!("{href}/content.xml");
        if href.is_empty() {
            self.page.beside(&node.text());
            return Ok(());
        }
        let Some(root) = self.book.file.package.xml(&content)? else {
            let name = href.to_owned();
            return self.book.file.member(&name);
        };
        let mut found = Vec::new();
        root.collect(&|n| matches!(&*n.name, "text:p" | "?:math"), &mut found);
        let lines: Vec<String> = found.into_iter().map(Node::text).filter(|l| !l.trim().is_empty()).collect();
        self.book.file.hidden.count("chart, formula or object, shown as its words and figures", 1);
        self.page.figures("object", lines);
        Ok(())
    }
}

/// The part that an image leads to; none where it leads out of the file.
pub(super) fn inside(image: &Node, folder: &str) -> Option<String> {
    let href = image.get("xlink:href").unwrap_or_default().trim_start_matches("./");
    let leads_out = href.contains(':') || href.starts_with("../") || href.starts_with('/');
    (!leads_out).then(|| format!("{folder}{href}"))
}
