//! `OpenDocument` texts, workbooks and presentations (`.odt`, `.ods`, `.odp`, `.odg`; ISO/IEC 26300) in a plain
//! layout of ours.
//!
//! What a reader sees stays, in the order of reading; deletions, comments, hidden text, rows, columns
//! and sheets, properties and macros are hidden matter. Nothing outside of the file is fetched. Refused:
//! what is damaged, locked with a password, or above the limits.

mod book;
mod object;
mod sheet;
mod slides;
mod story;
mod style;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Untrusted;
use crate::pdf::typeset::{Block, Flow, Run};

use super::convert::{Conversion, Member, NotConverted};
use super::package::Package;
use super::paged::hidden::Hidden;
use super::properties::Properties;
use super::xml::Node;
use super::{SideTable, SourceKind, paged, workbook};

use book::Book;
use story::Story;
use style::Styles;

/// Shows an `OpenDocument` file as pages.
///
/// # Errors
/// When it is damaged, locked, above the limits, or needs too many pages.
pub fn convert(member: &Member<'_>) -> Conversion {
    let mut package = Package::open(member)?;
    if package.xml("META-INF/manifest.xml")?.is_some_and(|m| !m.all("manifest:encryption-data").is_empty()) {
        return Err(package.refuse("is locked with a password"));
    }
    let Some(content) = package.xml("content.xml")? else {
        return Err(package.refuse("is damaged: the part with its text is missing"));
    };
    let looks = package.xml("styles.xml")?;
    let mut book = Book {
        package,
        limits: member.limits,
        styles: Styles::default(),
        counters: BTreeMap::new(),
        notes: Vec::new(),
        hidden: Hidden::new(member.show_hidden),
        left_out: Vec::new(),
        names: Vec::new(),
        members: Vec::new(),
    };
    looks.iter().chain([&content]).for_each(|root| book.styles.take(root));
    let about = properties(&mut book)?;
    for scripts in content.nodes().filter(|n| &*n.name == "office:scripts") {
        book.hidden.count("macro", scripts.nodes().count());
    }
    let Some(body) = content.child("office:body").and_then(|body| body.nodes().next()) else {
        return Err(book.package.refuse("is damaged: the part with its text is empty"));
    };
    if &*body.name == "office:spreadsheet" {
        let mut story = Story::new(&mut book);
        let sheets = sheet::sheets(&mut story, body)?;
        let (book, side, hidden) = finish(book, about, None)?;
        return workbook::pages(sheets, hidden, member, side, book.members);
    }
    if member.rows.is_some() {
        return Err(book.package.refuse("is no table: rows of it cannot be an extract"));
    }
    let blocks = match &*body.name {
        "office:presentation" | "office:drawing" => slides::slides(&mut book, body, looks.as_ref())?,
        _ => text(&mut book, body, looks.as_ref())?,
    };
    let title = blocks.iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(text.clone()),
        _ => None,
    });
    let (book, mut side, hidden) = finish(book, about, title)?;
    let mut blocks = blocks;
    if blocks.is_empty() {
        side.left_out.extend(paged::left_out("nothing: the document has no text", 1));
        blocks.push(Block::text("(this document has no text)"));
    }
    blocks.extend(hidden);
    let flow = Flow { page: paged::page(member.limits), blocks, ..Flow::default() };
    paged::convert(&flow, member, side, book.members)
}

/// The side table and the marked pages.
fn finish(
    mut book: Book<'_>,
    about: Properties,
    title: Option<String>,
) -> Result<(Book<'_>, SideTable, Vec<Block>), NotConverted> {
    book.leftovers()?;
    let (listed, hidden) = std::mem::take(&mut book.hidden).finish();
    let mut left_out = std::mem::take(&mut book.left_out);
    left_out.extend(listed);
    let mut names = std::mem::take(&mut book.names);
    names.extend(about.people);
    names.sort_unstable();
    names.dedup();
    let side = SideTable {
        marks: Vec::new(),
        message_id: None,
        kind: SourceKind::OpenDocument,
        converted: "OpenDocument file set as pages in a plain layout of ours".to_owned(),
        left_out,
        locked: false,
        title: title.map(Untrusted::new),
        date: about.date,
        names: names.into_iter().map(Untrusted::new).collect(),
    };
    Ok((book, side, hidden))
}

fn properties(book: &mut Book<'_>) -> Result<Properties, NotConverted> {
    let mut about = Properties::default();
    if let Some(root) = book.package.xml("meta.xml")?
        && let Some(list) = root.child("office:meta")
    {
        about.take(list, &mut book.hidden);
    }
    Ok(about)
}

/// Headers, the text, notes, footers.
fn text(book: &mut Book<'_>, body: &Node, looks: Option<&Node>) -> Result<Vec<Block>, NotConverted> {
    let mut blocks = running(book, looks, "style:header", "[Page header]")?;
    if !blocks.is_empty() {
        blocks.push(Block::Rule);
    }
    blocks.extend(Story::new(book).tell(body)?);
    if !book.notes.is_empty() {
        blocks.push(Block::Rule);
        blocks.append(&mut book.notes);
    }
    let footers = running(book, looks, "style:footer", "[Page footer]")?;
    if !footers.is_empty() {
        blocks.push(Block::Rule);
        blocks.extend(footers);
    }
    Ok(blocks)
}

/// The headers or footers of the master pages that the text uses (ODF 1.3, 16.9 to 16.12).
fn running(
    book: &mut Book<'_>,
    looks: Option<&Node>,
    name: &str,
    label: &str,
) -> Result<Vec<Block>, NotConverted> {
    let masters: Vec<&Node> = looks.map(|root| root.all("style:master-page")).unwrap_or_default();
    let mut used: BTreeSet<String> = book.styles.masters().map(str::to_owned).collect();
    used.insert("Standard".to_owned());
    for master in &masters {
        // a page after a used one; a chain is followed as far as it stands in the order of the file
        if master.get("style:name").is_some_and(|name| used.contains(name)) {
            used.extend(master.get("style:next-style-name").map(str::to_owned));
        }
    }
    let mut blocks = Vec::new();
    for master in masters {
        let in_use = master.get("style:name").is_some_and(|name| used.contains(name));
        for part in master.nodes().filter(|node| node.name.starts_with(name)) {
            if in_use && part.get("style:display") != Some("false") {
                blocks.extend(Story::new(book).tell(part)?);
            } else {
                book.hidden.text("header or footer that no page shows", &part.text());
            }
        }
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::Paragraph(vec![Run::bold(label)]));
    }
    Ok(blocks)
}
