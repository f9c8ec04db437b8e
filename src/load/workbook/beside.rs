//! What stands on a sheet beside its cells: comments, pictures, text boxes, charts, embedded files,
//! and the lines that are printed above and below it.

use super::cells::is_true;
use super::parts::Book;
use crate::load::convert::NotConverted;
use crate::load::paged::hidden::Hidden;
use crate::load::paged::picture::Frame;
use crate::load::relations::Relations;
use crate::load::xml::Node;
use crate::pdf::typeset::{Block, Run};

/// Reads everything the sheet's relationships lead to.
///
/// # Errors
/// When a part is damaged or above the limits.
pub(super) fn blocks(
    root: &Node,
    relations: &Relations,
    book: &mut Book<'_>,
) -> Result<Vec<Block>, NotConverted> {
    let mut blocks = running(root, &mut book.file.hidden);
    for rule in root.all("x:dataValidation") {
        for name in ["promptTitle", "prompt", "errorTitle", "error"] {
            book.file.hidden.text("message on entering a cell", rule.get(name).unwrap_or_default());
        }
    }
    let targets: Vec<_> = relations.all().cloned().collect();
    for target in targets {
        match (target.kind.as_str(), target.external) {
            ("hyperlink", true) => book.file.link(&target.to),
            (_, true) => book.file.hidden.count("linked file, not fetched", 1),
            ("comments" | "threadedComment", _) => comments(&target.to, book)?,
            ("drawing" | "chart", _) => blocks.extend(drawing(&target.to, book)?),
            ("oleObject" | "package", _) => book.file.member(&target.to)?,
            _ => {}
        }
    }
    Ok(blocks)
}

/// Header and footer lines, without their codes (18.3.1.46). Those of first and even pages are seen only where the
/// sheet asks for them.
fn running(root: &Node, hidden: &mut Hidden) -> Vec<Block> {
    let mut blocks = Vec::new();
    let Some(lines) = root.child("x:headerFooter") else { return blocks };
    let asks = |name: &str| is_true(lines.get(name));
    for line in lines.nodes() {
        let text = plain(&line.text());
        let seen = match &*line.name {
            "x:firstHeader" | "x:firstFooter" => asks("differentFirst"),
            "x:evenHeader" | "x:evenFooter" => asks("differentOddEven"),
            _ => true,
        };
        if !seen {
            hidden.text("header or footer that no page shows", &text);
        } else if !text.trim().is_empty() {
            let label = if line.name.ends_with("Header") { "[Page header] " } else { "[Page footer] " };
            blocks.push(Block::Paragraph(vec![Run::bold(label), Run::plain(text.trim())]));
        }
    }
    blocks
}

/// A header line without `&L`, `&P`, `&12`, `&"Arial,Bold"` and the like.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut chars = line.chars().peekable();
    while let Some(ch) = chars.next() {
        if ch != '&' {
            out.push(ch);
            continue;
        }
        match chars.next() {
            Some('&') => out.push('&'),
            Some('"') => {
                chars.by_ref().find(|c| *c == '"');
            }
            Some('K') => {
                chars.by_ref().take(6).for_each(drop);
            }
            Some('L' | 'C' | 'R') => out.push(' '),
            Some(digit) if digit.is_ascii_digit() => while chars.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    out
}

fn comments(part: &str, book: &mut Book<'_>) -> Result<(), NotConverted> {
    let Some(root) = book.file.package.xml(part)? else { return Ok(()) };
    let authors: Vec<String> = root.all("x:author").into_iter().map(Node::text).collect();
    book.file.names.extend(authors.iter().filter(|a| !a.trim().is_empty()).cloned());
    let mut found = Vec::new();
    root.collect(&|n| matches!(&*n.name, "x:comment" | "?:threadedComment"), &mut found);
    for comment in found {
        let author = comment.get("authorId").and_then(|id| authors.get(id.parse::<usize>().ok()?));
        let cell = comment.get("ref").unwrap_or_default();
        let (author, text) = (author.map(String::as_str).unwrap_or_default(), comment.text());
        book.file.hidden.text("comment", &format!("{cell} {author}: {}", text.trim()));
    }
    Ok(())
}

/// The pictures, words and figures of a drawing.
fn drawing(part: &str, book: &mut Book<'_>) -> Result<Vec<Block>, NotConverted> {
    let Some(root) = book.file.package.xml(part)? else { return Ok(Vec::new()) };
    let relations = Relations::of(&mut book.file.package, part)?;
    let (mut blocks, mut found) = (Vec::new(), Vec::new());
    let wanted =
        |n: &Node| matches!(&*n.name, "a:p" | "c:v" | "a:blip" | "c:chart" | "dgm:relIds" | "xdr:cNvPr");
    root.collect(&wanted, &mut found);
    for node in found {
        match &*node.name {
            "a:blip" => blocks.extend(blip(node, &relations, book)?),
            "xdr:cNvPr" => {
                let words = node.get("descr").unwrap_or_default();
                book.file.hidden.text("description of a picture", words);
            }
            "a:p" | "c:v" if !node.text().trim().is_empty() => blocks.push(Block::text(node.text())),
            "c:chart" | "dgm:relIds" => {
                let id = node.get("r:id").or(node.get("r:dm"));
                let part = id.and_then(|id| relations.part(id)).map(str::to_owned);
                let lines = book.file.figures(part, false)?;
                if !lines.is_empty() {
                    let title = Block::Paragraph(vec![Run::bold("[chart]")]);
                    blocks.extend([title, Block::Lines(lines)]);
                }
            }
            _ => {}
        }
    }
    Ok(blocks)
}

fn blip(node: &Node, relations: &Relations, book: &mut Book<'_>) -> Result<Option<Block>, NotConverted> {
    let Some(part) = node.get("r:embed").and_then(|id| relations.part(id)) else { return Ok(None) };
    book.file.picture(part, Frame::default(), false)
}
