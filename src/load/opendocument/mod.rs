//! `OpenDocument` texts, workbooks and presentations (`.odt`, `.ods`, `.odp`, `.odg`; ISO/IEC 26300) in a plain
//! layout of ours.
//!
//! What a reader sees stays, in the order of reading; deletions, comments, hidden text, rows, columns
//! and sheets, properties and macros are hidden matter. Nothing outside of the file is fetched. Refused:
//! what is damaged, locked with a password, or above the limits.

mod book;
mod clean;
mod object;
mod sheet;
mod slides;
mod story;
mod style;
mod table;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::pdf::typeset::{Block, Run};

use super::convert::{Conversion, Member, NotConverted};
use super::office::{Office, Read};
use super::package::Package;
use super::xml::Node;
use super::{SourceKind, paged, properties, workbook};

pub(super) use clean::clean;

use book::{Book, FATES};
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
        file: Office::new(package, member),
        styles: Styles::default(),
        counters: BTreeMap::new(),
        notes: Vec::new(),
    };
    looks.iter().chain([&content]).for_each(|root| book.styles.take(root));
    let date = properties(&mut book.file)?;
    for scripts in content.nodes().filter(|n| &*n.name == "office:scripts") {
        book.file.hidden.count("macro", scripts.nodes().count());
    }
    let Some(body) = content.child("office:body").and_then(|body| body.nodes().next()) else {
        return Err(book.file.package.refuse("is damaged: the part with its text is empty"));
    };
    if &*body.name == "office:spreadsheet" {
        let mut story = Story::new(&mut book);
        let sheets = sheet::sheets(&mut story, body)?;
        return workbook::pages(sheets, finish(book, date)?, member);
    }
    if member.rows.is_some() {
        return Err(book.file.package.refuse("is no table: rows of it cannot be an extract"));
    }
    let blocks = match &*body.name {
        "office:presentation" | "office:drawing" => slides::slides(&mut book, body, looks.as_ref())?,
        _ => text(&mut book, body, looks.as_ref())?,
    };
    let mut read = finish(book, date)?;
    read.side.title = paged::heading(&blocks);
    read.set(blocks, "document has no text", member)
}

fn finish(book: Book<'_>, date: Option<String>) -> Result<Read, NotConverted> {
    let mut file = book.file;
    file.leftovers(&FATES, Node::lines)?;
    let mut read =
        file.finish(SourceKind::OpenDocument, "OpenDocument file set as pages in a plain layout of ours");
    read.side.date = date;
    Ok(read)
}

fn properties(file: &mut Office<'_>) -> Result<Option<String>, NotConverted> {
    let root = file.package.xml("meta.xml")?;
    Ok(root.as_ref().and_then(|root| root.child("office:meta")).and_then(|list| properties::take(list, file)))
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

/// The names of the master pages that the text uses.
fn used(styles: &Styles, masters: &[&Node]) -> BTreeSet<String> {
    let mut used: BTreeSet<String> = styles.masters().map(str::to_owned).collect();
    used.insert("Standard".to_owned());
    for master in masters {
        // a page after a used one; a chain is followed as far as it stands in the order of the file
        if master.get("style:name").is_some_and(|name| used.contains(name)) {
            used.extend(master.get("style:next-style-name").map(str::to_owned));
        }
    }
    used
}

/// The headers or footers of the master pages that the text uses (ODF 1.3, 16.9 to 16.12).
fn running(
    book: &mut Book<'_>,
    looks: Option<&Node>,
    name: &str,
    label: &str,
) -> Result<Vec<Block>, NotConverted> {
    let masters: Vec<&Node> = looks.map(|root| root.all("style:master-page")).unwrap_or_default();
    let used = used(&book.styles, &masters);
    let mut blocks = Vec::new();
    for master in masters {
        let in_use = master.get("style:name").is_some_and(|name| used.contains(name));
        for part in master.nodes().filter(|node| node.name.starts_with(name)) {
            if in_use && part.get("style:display") != Some("false") {
                blocks.extend(Story::new(book).tell(part)?);
            } else {
                book.file.hidden.text("header or footer that no page shows", &part.text());
            }
        }
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::Paragraph(vec![Run::bold(label)]));
    }
    Ok(blocks)
}
