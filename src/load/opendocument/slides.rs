//! The slides of an `OpenDocument` presentation and the pages of a drawing (ODF 1.3, 3.7, 3.8 and 10.2.4), a
//! page each.
//!
//! Hidden slides and notes of speakers are hidden matter. What a master shows on every slide is told once.

use std::collections::BTreeSet;

use super::book::Book;
use super::story::Story;
use crate::load::convert::NotConverted;
use crate::load::xml::Node;
use crate::pdf::typeset::Block;

/// The blocks of all slides.
///
/// # Errors
/// When a part of the file is damaged.
pub(super) fn slides(
    book: &mut Book<'_>,
    body: &Node,
    looks: Option<&Node>,
) -> Result<Vec<Block>, NotConverted> {
    let (mut blocks, mut masters) = (Vec::new(), BTreeSet::new());
    for (number, page) in (1..).zip(body.nodes().filter(|n| &*n.name == "draw:page")) {
        masters.extend(page.get("draw:master-page-name"));
        let told = Story::new(book).slide(page)?;
        if book.styles.hides("drawing-page", page.get("draw:style-name")) {
            book.hidden.count("hidden slide", 1);
            continue;
        }
        if !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        blocks.push(Block::Heading { level: 3, text: format!("[Slide {number}]") });
        blocks.extend(told);
    }
    let used = |master: &&Node| master.get("style:name").is_some_and(|name| masters.contains(name));
    let mut common = Vec::new();
    for master in
        looks.map(|root| root.all("style:master-page")).unwrap_or_default().iter().filter(|m| used(m))
    {
        common.extend(Story::new(book).common(master)?);
    }
    if !common.is_empty() {
        blocks.extend([Block::Rule, Block::Heading { level: 3, text: "[On every slide]".to_owned() }]);
        blocks.extend(common);
    }
    Ok(blocks)
}

impl Story<'_, '_> {
    /// One slide; a hidden one leaves no blocks.
    fn slide(mut self, page: &Node) -> Result<Vec<Block>, NotConverted> {
        for notes in page.nodes().filter(|n| &*n.name == "presentation:notes") {
            self.conceal("speaker notes", |story| story.shapes(notes))?;
        }
        if self.book.styles.hides("drawing-page", page.get("draw:style-name")) {
            self.conceal("text of a hidden slide", |story| story.shapes(page))?;
            return Ok(Vec::new());
        }
        self.shapes(page)?;
        self.page.end(Block::Paragraph);
        Ok(self.page.blocks)
    }

    /// What a master shows besides its places for the words of slides.
    fn common(mut self, master: &Node) -> Result<Vec<Block>, NotConverted> {
        let fixed = |node: &&Node| node.name.starts_with("draw:") && node.get("presentation:class").is_none();
        master.nodes().filter(fixed).try_for_each(|shape| self.drawn(shape))?;
        self.page.end(Block::Paragraph);
        Ok(self.page.blocks)
    }

    /// The shapes of a page, comments and forms among them; movements and settings say nothing.
    fn shapes(&mut self, page: &Node) -> Result<(), NotConverted> {
        let silent =
            |name: &str| ["anim:", "presentation:", "svg:", "smil:"].iter().any(|n| name.starts_with(n));
        page.nodes().filter(|n| !silent(&n.name)).try_for_each(|kid| self.node(kid))
    }
}
