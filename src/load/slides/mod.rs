//! Presentations (`.pptx`, `.pptm`, `.ppsx`, `.potx`; ECMA-376-1, 19) in a plain layout of ours: a page for each
//! slide.
//!
//! Titles, text, lists, tables, pictures, charts and diagrams stay, slide by slide. Hidden slides, speaker
//! notes, comments, properties, macros and descriptions of pictures are hidden matter; embedded files and
//! recordings become documents of their own. Where things stand on a slide is not kept. Nothing outside of
//! the file is fetched. Refused: what is damaged or above the limits.

mod deck;
mod shape;
#[cfg(test)]
mod tests;

use crate::diag::Untrusted;
use crate::pdf::typeset::{Block, Flow};

use super::convert::{Conversion, Member, NotConverted};
use super::package::Package;
use super::relations::Relations;
use super::xml::Node;
use super::{SideTable, SourceKind, paged, properties};

use deck::Deck;
use shape::Walk;

/// Shows a presentation as pages.
///
/// # Errors
/// When it is damaged, above the limits, or needs too many pages.
pub fn convert(member: &Member<'_>) -> Conversion {
    let mut package = Package::open(member)?;
    let main = Relations::of(&mut package, "")?.first("officeDocument").map(str::to_owned);
    let main = main.unwrap_or_else(|| "ppt/presentation.xml".to_owned());
    let Some(root) = package.xml(&main)? else {
        return Err(package.refuse("is damaged: the part that lists its slides is missing"));
    };
    let relations = Relations::of(&mut package, &main)?;
    let mut deck = Deck::new(package, member);
    if let Some(part) = relations.first("commentAuthors").or_else(|| relations.first("authors")) {
        deck.authors(part)?;
    }
    let mut blocks = Vec::new();
    for (number, part) in (1..).zip(slides(&deck, &root, &relations)?) {
        slide(&mut deck, number, &part, &mut blocks)?;
    }
    common(&mut deck, &mut blocks)?;
    let about = properties::read(&mut deck.package, &mut deck.hidden)?;
    deck.names.extend(about.people);
    deck.leftovers()?;
    finish(deck, blocks, about.date, member)
}

/// The parts of the slides in their order (19.2.1.33).
fn slides(deck: &Deck<'_>, root: &Node, relations: &Relations) -> Result<Vec<String>, NotConverted> {
    let listed = root.child("p:sldIdLst").map(|list| list.nodes().collect::<Vec<_>>()).unwrap_or_default();
    let part = |node: &Node| node.get("r:id").and_then(|id| relations.part(id)).map(str::to_owned);
    let missing = || deck.package.refuse("is damaged: a slide that it lists is missing");
    listed.into_iter().map(|node| part(node).ok_or_else(missing)).collect()
}

/// One slide with what hangs on it: its notes and comments are hidden matter.
fn slide(deck: &mut Deck<'_>, number: u32, part: &str, blocks: &mut Vec<Block>) -> Result<(), NotConverted> {
    let Some(root) = deck.package.xml(part)? else {
        return Err(deck.package.refuse("is damaged: a slide that it lists is missing"));
    };
    let relations = Relations::of(&mut deck.package, part)?;
    deck.layouts.extend(relations.first("slideLayout").map(str::to_owned));
    if matches!(root.get("show"), Some("0" | "false")) {
        let words = Walk::hidden(deck, &relations).words(&root)?;
        deck.hidden.count("hidden slide", usize::from(words.trim().is_empty()));
        deck.hidden.text("hidden slide", &words);
    } else {
        if !blocks.is_empty() {
            blocks.push(Block::PageBreak);
        }
        blocks.push(Block::Heading { level: 3, text: format!("[Slide {number}]") });
        blocks.extend(Walk::new(deck, &relations).tell(&root)?);
    }
    for target in relations.all().filter(|t| !t.external) {
        match target.kind.as_str() {
            "notesSlide" => notes(deck, &target.to)?,
            "comments" => deck.comments(&target.to)?,
            "audio" | "video" | "media" => deck.member(&target.to)?,
            _ => {}
        }
    }
    Ok(())
}

/// What the speaker wrote below a slide (19.3.1.26), without the picture of the slide and its number.
fn notes(deck: &mut Deck<'_>, part: &str) -> Result<(), NotConverted> {
    let Some(root) = deck.package.xml(part)? else { return Ok(()) };
    let relations = Relations::of(&mut deck.package, part)?;
    let words = Walk::hidden(deck, &relations).words(&root)?;
    deck.hidden.text("speaker notes", &words);
    Ok(())
}

/// What the layouts and masters in use show on every slide of theirs: told once, at the end.
fn common(deck: &mut Deck<'_>, blocks: &mut Vec<Block>) -> Result<(), NotConverted> {
    let mut parts = std::mem::take(&mut deck.layouts);
    let mut shown = Vec::new();
    while let Some(part) = parts.pop_first() {
        let Some(root) = deck.package.xml(&part)? else { continue };
        let relations = Relations::of(&mut deck.package, &part)?;
        parts.extend(relations.first("slideMaster").map(str::to_owned));
        shown.extend(Walk::common(deck, &relations).tell(&root)?);
    }
    if !shown.is_empty() {
        blocks.extend([Block::Rule, Block::Heading { level: 3, text: "[On every slide]".to_owned() }]);
        blocks.extend(shown);
    }
    Ok(())
}

fn finish(deck: Deck<'_>, mut blocks: Vec<Block>, date: Option<String>, member: &Member<'_>) -> Conversion {
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading { level: 2, text } => Some(Untrusted::new(text.clone())),
        _ => None,
    });
    let (listed, pages) = deck.hidden.finish();
    let mut left_out = deck.left_out;
    left_out.extend(listed);
    if blocks.is_empty() {
        left_out.extend(paged::left_out("nothing: the presentation shows no slide", 1));
        blocks.push(Block::text("(this presentation shows no slide)"));
    }
    blocks.extend(pages);
    let mut names = deck.names;
    names.sort_unstable();
    names.dedup();
    let side = SideTable {
        message_id: None,
        marks: Vec::new(),
        kind: SourceKind::Slides,
        converted: "presentation set as pages in a plain layout of ours, a slide a page".to_owned(),
        left_out,
        locked: false,
        title,
        date,
        names: names.into_iter().map(Untrusted::new).collect(),
    };
    let flow = Flow { page: paged::page(member.limits), blocks, ..Flow::default() };
    paged::convert(&flow, member, side, deck.members)
}
