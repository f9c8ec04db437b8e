//! Word documents (`.docx`, `.docm`, `.dotx`; ECMA-376 and ISO/IEC 29500) in a plain layout of ours.
//!
//! Headings, paragraphs, lists, tables, text boxes, pictures, headers, footers and notes stay, in the
//! order of reading. Macros, deletions, comments, hidden text, properties and parts that no page shows
//! are hidden matter: listed, and shown only where the case asks for it. Nothing outside of the file is
//! fetched. Refused: what is damaged or above the limits.

mod book;
mod clean;
mod fields;
mod leftovers;
mod notes;
mod numbering;
mod object;
mod run;
mod scrub;
mod story;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use crate::diag::Untrusted;
use crate::pdf::typeset::{Block, Flow, Run};

use super::convert::{Conversion, Member, NotConverted};
use super::package::Package;
use super::paged::hidden::Hidden;
use super::relations::Relations;
use super::xml::Node;
use super::{SideTable, SourceKind, paged, properties};

use book::Book;
pub(super) use clean::clean;
use notes::Notes;
use numbering::Numbering;
pub(super) use numbering::number_as;
use story::Story;
use styles::{Styles, is_on};

/// Shows a Word document as pages.
///
/// # Errors
/// When it is damaged, above the limits, or needs too many pages.
pub fn convert(member: &Member<'_>) -> Conversion {
    let mut package = Package::open(member)?;
    let main = Relations::of(&mut package, "")?.first("officeDocument").map(str::to_owned);
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let Some(root) = package.xml(&main)? else {
        return Err(package.refuse("is damaged: the part with its text is missing"));
    };
    let relations = Relations::of(&mut package, &main)?;
    let mut book = Book {
        package,
        limits: member.limits,
        styles: Styles::default(),
        numbering: Numbering::default(),
        notes: Notes::default(),
        hidden: Hidden::new(member.show_hidden),
        left_out: Vec::new(),
        names: Vec::new(),
        members: Vec::new(),
        pictures: 0,
    };
    let settings = prepare(&mut book, &relations)?;
    let blocks = blocks(&mut book, &root, &relations, &settings)?;
    let about = properties::read(&mut book.package, &mut book.hidden)?;
    book.names.extend(about.people);
    leftovers::list(&mut book)?;
    finish(book, blocks, about.date, member)
}

fn finish(book: Book<'_>, mut blocks: Vec<Block>, date: Option<String>, member: &Member<'_>) -> Conversion {
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(Untrusted::new(text.clone())),
        _ => None,
    });
    let (listed, pages) = book.hidden.finish();
    let mut left_out = book.left_out;
    left_out.extend(listed);
    if blocks.is_empty() {
        left_out.extend(paged::left_out("nothing: the document has no text", 1));
        blocks.push(Block::text("(this document has no text)"));
    }
    blocks.extend(pages);
    let mut names = book.names;
    names.sort_unstable();
    names.dedup();
    let side = SideTable {
        marks: Vec::new(),
        message_id: None,
        kind: SourceKind::Word,
        converted: "Word document set as pages in a plain layout of ours".to_owned(),
        left_out,
        locked: false,
        title,
        date,
        names: names.into_iter().map(Untrusted::new).collect(),
    };
    let flow = Flow { page: paged::page(member.limits), blocks, ..Flow::default() };
    paged::convert(&flow, member, side, book.members)
}

/// What of the settings decides which pages show what.
#[derive(Default)]
struct Settings {
    even_and_odd: bool,
}

/// Reads styles, lists, notes, comments and settings.
fn prepare(book: &mut Book<'_>, relations: &Relations) -> Result<Settings, NotConverted> {
    let part = |kind: &str| relations.first(kind).map(str::to_owned);
    if let Some(root) = optional(book, part("styles"))? {
        book.styles = Styles::read(&root);
    }
    if let Some(root) = optional(book, part("numbering"))? {
        book.numbering = Numbering::read(&root);
    }
    for (kind, is_end) in [("footnotes", false), ("endnotes", true)] {
        if let Some(name) = part(kind)
            && let Some(root) = book.package.xml(&name)?
        {
            let own = Relations::of(&mut book.package, &name)?;
            book.notes.take(root, own, is_end);
        }
    }
    if let Some(root) = optional(book, part("comments"))? {
        for comment in root.nodes() {
            book.author(comment);
            let author = comment.get("w:author").unwrap_or_default();
            book.hidden.text("comment", &format!("{author}: {}", notes::plain(comment)));
        }
    }
    let outside = relations.all().filter(|t| t.external && t.kind == "attachedTemplate").count();
    book.hidden.count("link to a template, not followed", outside);
    settings(book, part("settings"))
}

fn settings(book: &mut Book<'_>, part: Option<String>) -> Result<Settings, NotConverted> {
    let Some(root) = optional(book, part)? else { return Ok(Settings::default()) };
    for variable in root.all("w:docVar") {
        let value = |name: &str| variable.get(name).unwrap_or_default();
        book.hidden.text("document variable", &format!("{}: {}", value("w:name"), value("w:val")));
    }
    book.hidden.count("link of a mail merge, not followed", root.all("w:mailMerge").len());
    Ok(Settings { even_and_odd: root.child("w:evenAndOddHeaders").is_some_and(is_on) })
}

/// A part of a kind that the main part leads to, where there is one.
fn optional_part(
    package: &mut Package<'_>,
    relations: &Relations,
    kind: &str,
) -> Result<Option<Node>, NotConverted> {
    relations.first(kind).map_or(Ok(None), |part| package.xml(part))
}

fn optional(book: &mut Book<'_>, part: Option<String>) -> Result<Option<Node>, NotConverted> {
    part.map_or(Ok(None), |part| book.package.xml(&part))
}

/// Headers, the text, footers, notes: each part once.
fn blocks(
    book: &mut Book<'_>,
    root: &Node,
    relations: &Relations,
    settings: &Settings,
) -> Result<Vec<Block>, NotConverted> {
    let sections = root.all("w:sectPr");
    let mut blocks = running(book, &sections, relations, settings, "w:headerReference")?;
    if !blocks.is_empty() {
        blocks.push(Block::Rule);
    }
    if root.child("w:background").is_some_and(|b| !b.kids.is_empty()) {
        book.hidden.count("background of the pages", 1);
    }
    if let Some(body) = root.child("w:body") {
        blocks.extend(Story::new(book, relations).tell(body)?);
    }
    blocks.extend(notes::blocks(book)?);
    let footers = running(book, &sections, relations, settings, "w:footerReference")?;
    if !footers.is_empty() {
        blocks.push(Block::Rule);
        blocks.extend(footers);
    }
    Ok(blocks)
}

/// The headers or footers that pages show, each once with a word of ours before it.
fn running(
    book: &mut Book<'_>,
    sections: &[&Node],
    relations: &Relations,
    settings: &Settings,
    name: &str,
) -> Result<Vec<Block>, NotConverted> {
    let (mut blocks, mut done) = (Vec::new(), Vec::new());
    for section in sections {
        let first = section.child("w:titlePg").is_some_and(is_on);
        for reference in section.nodes().filter(|node| &*node.name == name) {
            let shown = match reference.get("w:type") {
                Some("first") => first,
                Some("even") => settings.even_and_odd,
                _ => true,
            };
            let part = reference.get("r:id").and_then(|id| relations.part(id)).map(str::to_owned);
            let Some(part) = part.filter(|part| shown && !done.contains(part)) else { continue };
            if let Some(root) = book.package.xml(&part)? {
                let own = Relations::of(&mut book.package, &part)?;
                blocks.extend(Story::new(book, &own).tell(&root)?);
            }
            done.push(part);
        }
    }
    if !blocks.is_empty() {
        let label = if name == "w:headerReference" { "[Page header]" } else { "[Page footer]" };
        blocks.insert(0, Block::Paragraph(vec![Run::bold(label)]));
    }
    Ok(blocks)
}
