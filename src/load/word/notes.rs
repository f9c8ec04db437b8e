//! Footnotes, endnotes and comments: numbered in the order of the text, set at its end.

use std::collections::BTreeMap;

use super::book::Book;
use super::numbering::number_as;
use super::story::Story;
use crate::load::convert::NotConverted;
use crate::load::relations::Relations;
use crate::load::xml::Node;
use crate::pdf::typeset::{Block, Run};

/// Notes of both kinds, and which the text refers to.
#[derive(Debug, Default)]
pub(super) struct Notes {
    foot: Kind,
    end: Kind,
}

#[derive(Debug, Default)]
struct Kind {
    texts: BTreeMap<String, Node>,
    relations: Relations,
    /// Ids in the order of the text.
    used: Vec<String>,
}

impl Kind {
    /// The mark of the note at a position: figures for footnotes, Roman ones for endnotes.
    fn mark(at: usize, is_end: bool) -> String {
        number_as(if is_end { "lowerRoman" } else { "decimal" }, at as u32 + 1)
    }
}

impl Notes {
    /// Takes the notes of a part.
    pub(super) fn take(&mut self, root: Node, relations: Relations, is_end: bool) {
        let kind = if is_end { &mut self.end } else { &mut self.foot };
        kind.relations = relations;
        for kid in root.kids {
            let crate::load::xml::Kid::Node(note) = kid else { continue };
            // 17.11.10: separators and their notices are no notes
            let is_note = matches!(note.get("w:type"), None | Some("normal"));
            if let Some(id) = note.get("w:id").filter(|_| is_note).map(str::to_owned) {
                kind.texts.insert(id, note);
            }
        }
    }

    /// The mark of a note the text refers to; nothing for one that does not exist.
    pub(super) fn refer(&mut self, is_end: bool, id: &str) -> Option<String> {
        let kind = if is_end { &mut self.end } else { &mut self.foot };
        if !kind.texts.contains_key(id) {
            return None;
        }
        let known = kind.used.iter().position(|used| used == id);
        let at = known.unwrap_or(kind.used.len());
        if known.is_none() {
            kind.used.push(id.to_owned());
        }
        Some(Kind::mark(at, is_end))
    }
}

/// The notes as blocks; one that no text refers to is hidden matter.
pub(super) fn blocks(book: &mut Book<'_>) -> Result<Vec<Block>, NotConverted> {
    let mut blocks = Vec::new();
    for is_end in [false, true] {
        // a note may refer to another one, which comes after it
        let mut at = 0;
        loop {
            let kind = if is_end { &mut book.notes.end } else { &mut book.notes.foot };
            let Some(note) = kind.used.get(at).and_then(|id| kind.texts.remove(id)) else { break };
            let (mark, relations) = (Kind::mark(at, is_end), std::mem::take(&mut kind.relations));
            let told = Story::new(book, &relations).tell(&note);
            let kind = if is_end { &mut book.notes.end } else { &mut book.notes.foot };
            kind.relations = relations;
            blocks.extend(marked(told?, &mark));
            at += 1;
        }
        let kind = if is_end { &mut book.notes.end } else { &mut book.notes.foot };
        for (_, note) in std::mem::take(&mut kind.texts) {
            book.file.hidden.text("note that no text refers to", &plain(&note));
        }
    }
    if !blocks.is_empty() {
        blocks.insert(0, Block::Rule);
    }
    Ok(blocks)
}

fn marked(mut blocks: Vec<Block>, mark: &str) -> Vec<Block> {
    let mark = format!("[{mark}] ");
    match blocks.first_mut() {
        Some(Block::Paragraph(runs)) => runs.insert(0, Run::plain(mark)),
        _ => blocks.insert(0, Block::text(mark)),
    }
    blocks
}

/// The text of a part nobody sees: paragraphs on lines, without codes of fields.
pub(super) fn plain(node: &Node) -> String {
    let mut paragraphs = Vec::new();
    node.collect(&|n| &*n.name == "w:p", &mut paragraphs);
    let text = |p: &&Node| -> String {
        let mut found = Vec::new();
        p.collect(&|n| matches!(&*n.name, "w:t" | "w:delText" | "w:tab" | "w:br"), &mut found);
        let piece = |n: &Node| if n.kids.is_empty() { " ".to_owned() } else { n.text() };
        found.into_iter().map(piece).collect()
    };
    paragraphs.iter().map(text).collect::<Vec<_>>().join("\n")
}
