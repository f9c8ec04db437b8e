//! The walk over the shapes of a slide (ECMA-376-1, 19.3 and 21.1): text, lists, tables, pictures, figures.
//!
//! In hidden matter nothing reaches a page: the words are collected instead.

use super::deck::Deck;
use crate::load::convert::NotConverted;
use crate::load::paged::grid;
use crate::load::paged::picture::{self, Frame};
use crate::load::paged::scribe::Scribe;
use crate::load::relations::Relations;
use crate::load::xml::Node;
use crate::pdf::typeset::{Block, Run};

/// English metric units in a point (20.1.2.1).
const EMU: f64 = 12_700.0;

/// The result of a step of the walk; an error refuses the presentation.
type Step = Result<(), NotConverted>;

/// Where the walk stands.
pub(super) struct Walk<'d, 'm> {
    deck: &'d mut Deck<'m>,
    relations: &'d Relations,
    page: Scribe,
    /// In a layout or a master only what is no placeholder is shown.
    placeholders: bool,
    /// Size that the drawing gives the picture inside it, in points.
    size: Option<(f64, f64)>,
}

impl<'d, 'm> Walk<'d, 'm> {
    /// Over a slide.
    pub(super) fn new(deck: &'d mut Deck<'m>, relations: &'d Relations) -> Self {
        Self { deck, relations, page: Scribe::default(), placeholders: true, size: None }
    }

    /// Over a layout or a master.
    pub(super) fn common(deck: &'d mut Deck<'m>, relations: &'d Relations) -> Self {
        Self { placeholders: false, ..Self::new(deck, relations) }
    }

    /// Over what nobody sees.
    pub(super) fn hidden(deck: &'d mut Deck<'m>, relations: &'d Relations) -> Self {
        let mut walk = Self::new(deck, relations);
        walk.page.conceal();
        walk
    }

    /// The blocks of a slide.
    pub(super) fn tell(mut self, root: &Node) -> Result<Vec<Block>, NotConverted> {
        self.kids(root)?;
        self.page.end(Block::Paragraph);
        Ok(self.page.blocks)
    }

    /// The words of a hidden slide or of notes.
    pub(super) fn words(mut self, root: &Node) -> Result<String, NotConverted> {
        self.kids(root)?;
        Ok(self.page.reveal())
    }

    fn kids(&mut self, node: &Node) -> Step {
        node.nodes().try_for_each(|kid| self.node(kid))
    }

    fn node(&mut self, node: &Node) -> Step {
        match &*node.name {
            "p:sp" | "p:cxnSp" | "p:pic" | "p:graphicFrame" | "p:grpSp" => self.shape(node),
            "a:p" => {
                self.paragraph(node, false);
                Ok(())
            }
            "a:tbl" => self.table(node),
            "p:blipFill" | "a:blipFill" => self.filled(node),
            "c:chart" => self.figures(node.get("r:id"), "chart"),
            "dgm:relIds" => self.figures(node.get("r:dm"), "diagram"),
            "p:oleObj" => self.embedded(node),
            "mc:AlternateContent" => self.alternatives(node),
            _ => self.kids(node),
        }
    }

    /// A shape with its properties (19.3.1.12): description, size, placeholder, whether it is seen.
    fn shape(&mut self, node: &Node) -> Step {
        let about = node.nodes().find_map(|part| part.child("p:cNvPr"));
        let said = |name: &str| about.and_then(|a| a.get(name)).unwrap_or_default();
        for name in ["descr", "title"] {
            self.deck.hidden.text("description of a picture", said(name));
        }
        let place = node.nodes().find_map(|part| part.child("p:nvPr")).and_then(|p| p.child("p:ph"));
        if place.is_some() && !self.placeholders {
            return Ok(());
        }
        if matches!(said("hidden"), "1" | "true") && !self.page.is_concealed() {
            let words = Walk::hidden(self.deck, self.relations).words(node)?;
            self.deck.hidden.text("hidden shape", &words);
            return Ok(());
        }
        let before = self.size;
        self.size = size(node).or(before);
        let title = matches!(place.and_then(|p| p.get("type")), Some("title" | "ctrTitle"));
        let told = match node.child("p:txBody").filter(|_| title) {
            Some(body) => {
                body.nodes().filter(|n| &*n.name == "a:p").for_each(|p| self.paragraph(p, true));
                Ok(())
            }
            None => self.kids(node),
        };
        self.size = before;
        told
    }

    /// A paragraph (21.1.2.2.6): runs, fields, breaks; `lvl` is how far it is set in.
    fn paragraph(&mut self, node: &Node, title: bool) {
        let mut parts = Vec::new();
        node.collect(&|n| matches!(&*n.name, "a:t" | "a:br" | "m:t"), &mut parts);
        for part in parts {
            let text = if &*part.name == "a:br" { "\n".to_owned() } else { part.text() };
            self.page.push(&text, false);
        }
        for link in node.all("a:hlinkClick") {
            let target = link.get("r:id").and_then(|id| self.relations.get(id)).filter(|t| t.external);
            if let Some(target) = target.map(|t| t.to.clone()) {
                self.deck.link(&target);
            }
        }
        let level = node.child("a:pPr").and_then(|p| p.get("lvl")).and_then(|l| l.parse::<usize>().ok());
        self.page.end(|runs| {
            let words = || runs.iter().map(|run| run.text.as_str()).collect::<String>();
            let plain = if title {
                Block::Heading { level: 2, text: words() }
            } else {
                Block::Paragraph(runs.clone())
            };
            (0..level.unwrap_or(0).min(8)).fold(plain, |inner, _| Block::Indented(vec![inner]))
        });
    }

    /// A table (21.1.3.13); cells that another one covers stay empty, their words are hidden matter.
    fn table(&mut self, node: &Node) -> Step {
        let covered =
            |cell: &Node| ["hMerge", "vMerge"].iter().any(|m| matches!(cell.get(m), Some("1" | "true")));
        let mut rows = Vec::new();
        for row in node.nodes().filter(|n| &*n.name == "a:tr") {
            let mut cells = Vec::new();
            for cell in row.nodes().filter(|n| &*n.name == "a:tc") {
                if covered(cell) {
                    self.deck.hidden.text("text of a merged cell", &cell.text());
                    cells.push(Vec::new());
                    continue;
                }
                let before = self.page.set_apart();
                let told = self.kids(cell);
                let blocks = self.page.rejoin(before);
                told?;
                cells.push(grid::present(blocks));
            }
            rows.push(cells);
        }
        let header = node.child("a:tblPr").and_then(|p| p.get("firstRow")) == Some("1");
        if !self.page.is_concealed() {
            self.page.blocks.extend(grid::blocks(rows, header));
        }
        Ok(())
    }

    /// A picture (20.1.8.14), with what the slide cuts off of it.
    fn filled(&mut self, node: &Node) -> Step {
        let frame = Frame { size: self.size, cut: picture::cut(node).unwrap_or_default() };
        node.nodes().filter(|n| &*n.name == "a:blip").try_for_each(|blip| self.blip(blip, frame))
    }

    fn blip(&mut self, node: &Node, frame: Frame) -> Step {
        let Some(target) = node.get("r:embed").and_then(|id| self.relations.get(id)).cloned() else {
            let elsewhere = node.get("r:link").is_some_and(|id| !id.is_empty());
            self.deck.hidden.count("picture from elsewhere, not fetched", usize::from(elsewhere));
            return Ok(());
        };
        if target.external {
            self.deck.hidden.count("picture from elsewhere, not fetched", 1);
            return Ok(());
        }
        let Some(bytes) = self.deck.package.part(&target.to)? else { return Ok(()) };
        if self.page.is_concealed() {
            self.deck.hidden.count("picture in hidden matter", 1);
            return Ok(());
        }
        match picture::block(&bytes, frame, self.deck.limits) {
            Ok((block, left_out)) => {
                self.page.blocks.push(block);
                self.deck.left_out.extend(left_out);
            }
            Err(what) => {
                self.page.blocks.push(Block::text(format!("[{what}, not shown]")));
                self.deck.hidden.count("picture that cannot be shown", 1);
            }
        }
        Ok(())
    }

    /// The words and figures of a chart or a diagram, a line each.
    fn figures(&mut self, id: Option<&str>, what: &str) -> Step {
        let part = id.and_then(|id| self.relations.part(id)).map(str::to_owned);
        let Some(part) = part else { return Ok(()) };
        let Some(root) = self.deck.package.xml(&part)? else { return Ok(()) };
        let mut found = Vec::new();
        root.collect(&|node| matches!(&*node.name, "a:p" | "c:v"), &mut found);
        let lines: Vec<String> =
            found.into_iter().map(Node::text).filter(|line| !line.trim().is_empty()).collect();
        if self.page.is_concealed() {
            self.page.push(&lines.join("\n"), false);
            return Ok(());
        }
        self.deck.hidden.count("chart or diagram, shown as its words and figures", 1);
        let title = Block::Paragraph(vec![Run::bold(format!("[{what}]"))]);
        self.page.blocks.push(Block::Indented(vec![title, Block::Lines(lines)]));
        Ok(())
    }

    /// An embedded file becomes a document of its own; the picture that stands for it stays on the slide.
    fn embedded(&mut self, node: &Node) -> Step {
        match node.get("r:id").and_then(|id| self.relations.get(id)).cloned() {
            Some(target) if !target.external => self.deck.member(&target.to)?,
            Some(_) => self.deck.hidden.count("linked file, not fetched", 1),
            None => {}
        }
        self.kids(node)
    }

    /// Twins of one thing (ECMA-376-3, 10.2): the plain one that every reader can show. What only the others
    /// say is hidden matter.
    fn alternatives(&mut self, node: &Node) -> Step {
        let chosen = node.child("mc:Fallback").filter(|f| f.nodes().next().is_some());
        let Some(chosen) = chosen.or_else(|| node.child("mc:Choice")) else { return Ok(()) };
        let shown = chosen.text();
        for other in node.nodes().filter(|other| !std::ptr::eq(*other, chosen)) {
            let mut texts = Vec::new();
            other.collect(&|n| matches!(&*n.name, "a:t" | "m:t"), &mut texts);
            let more: Vec<String> =
                texts.into_iter().map(Node::text).filter(|t| !shown.contains(t)).collect();
            self.deck.hidden.text("alternative content that is not shown", &more.join(" "));
            other.all("p:oleObj").into_iter().try_for_each(|object| match object.get("r:id") {
                Some(id) if self.relations.part(id).is_some() => {
                    let part = self.relations.part(id).unwrap_or_default().to_owned();
                    self.deck.member(&part)
                }
                _ => Ok(()),
            })?;
        }
        self.kids(chosen)
    }
}

/// The size of a shape (20.1.7.6), in points.
fn size(node: &Node) -> Option<(f64, f64)> {
    let place = node.child("p:spPr").and_then(|p| p.child("a:xfrm")).or_else(|| node.child("p:xfrm"))?;
    let extent = place.child("a:ext")?;
    let points = |name: &str| Some(extent.get(name)?.parse::<f64>().ok()? / EMU);
    Some((points("cx")?, points("cy")?))
}
