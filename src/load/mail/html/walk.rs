//! The walk over a parsed HTML document that collects blocks.

use html2text::Handle;

use super::dom::{Tag, is_block, is_comment, text_of};
use super::{Counts, DEEPEST};
use crate::pdf::typeset::{Block, Run};

/// Blocks so far and the paragraph that is being collected.
#[derive(Default)]
pub(super) struct Walker {
    pub(super) blocks: Vec<Block>,
    runs: Vec<Run>,
    bold: usize,
    preformatted: bool,
    /// For each open list the number of its next item, or nothing for bullets.
    pub(super) lists: Vec<Option<usize>>,
    pub(super) counts: Counts,
    pub(super) addresses: Vec<String>,
}

impl Walker {
    /// Ends the walk.
    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<String>, Counts) {
        self.flush();
        (self.blocks, self.addresses, self.counts)
    }

    /// Walks a node; `None` when it is nested too deeply.
    pub(super) fn node(&mut self, node: &Handle, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        if is_comment(node) {
            self.counts.comments += 1;
            return Some(());
        }
        match Tag::of(node) {
            None if node.children.borrow().is_empty() => {
                self.text(&text_of(node));
                Some(())
            }
            None => self.children(node, depth),
            Some(tag) if tag.is_hidden() => {
                self.counts.hidden += 1;
                Some(())
            }
            Some(tag) => self.element(node, &tag, depth),
        }
    }

    pub(super) fn children(&mut self, node: &Handle, depth: usize) -> Option<()> {
        node.children.borrow().iter().try_for_each(|child| self.node(child, depth + 1))
    }

    fn element(&mut self, node: &Handle, tag: &Tag, depth: usize) -> Option<()> {
        match tag.name.as_str() {
            "head" | "title" | "meta" | "link" | "style" | "base" => self.head(node, depth)?,
            "script" | "noscript" | "template" => self.counts.scripts += 1,
            "object" | "embed" | "iframe" | "video" | "audio" | "canvas" | "svg" | "applet" => {
                self.counts.embedded += 1;
            }
            "br" => self.push("\n"),
            "hr" => {
                self.flush();
                self.blocks.push(Block::Rule);
            }
            "img" => self.picture(tag),
            "input" => self.push(tag.get("value").unwrap_or_default()),
            "a" => self.link(node, tag, depth)?,
            "b" | "strong" | "th" => self.strong(node, depth)?,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, &tag.name, depth)?,
            "pre" | "textarea" => self.verbatim(node, depth)?,
            "ul" | "ol" | "menu" | "dir" => self.list(node, tag, depth)?,
            "li" => self.item(node, depth)?,
            "blockquote" | "dd" => self.indented(node, depth)?,
            "table" => self.table(node, depth)?,
            name if is_block(name) => self.block(node, depth)?,
            _ => self.children(node, depth)?,
        }
        Some(())
    }

    /// Only scripts and comments of a head are counted; its words are not part of the text.
    fn head(&mut self, node: &Handle, depth: usize) -> Option<()> {
        let mut inner = Self::default();
        for child in node.children.borrow().iter() {
            if Tag::of(child).is_some() || is_comment(child) {
                inner.node(child, depth + 1)?;
            }
        }
        self.counts.scripts += inner.counts.scripts;
        self.counts.comments += inner.counts.comments;
        Some(())
    }

    pub(super) fn block(&mut self, node: &Handle, depth: usize) -> Option<()> {
        self.flush();
        self.children(node, depth)?;
        self.flush();
        Some(())
    }

    pub(super) fn strong(&mut self, node: &Handle, depth: usize) -> Option<()> {
        self.bold += 1;
        let done = self.children(node, depth);
        self.bold -= 1;
        done
    }

    fn heading(&mut self, node: &Handle, name: &str, depth: usize) -> Option<()> {
        self.flush();
        self.children(node, depth)?;
        let text: String = std::mem::take(&mut self.runs).into_iter().map(|run| run.text).collect();
        let level = name.bytes().last().map_or(3, |digit| digit.saturating_sub(b'0') + 1);
        if !text.trim().is_empty() {
            self.blocks.push(Block::Heading { level: level.max(2), text: text.trim().to_owned() });
        }
        Some(())
    }

    fn verbatim(&mut self, node: &Handle, depth: usize) -> Option<()> {
        self.flush();
        let was = std::mem::replace(&mut self.preformatted, true);
        let done = self.children(node, depth);
        self.preformatted = was;
        let text: String = std::mem::take(&mut self.runs).into_iter().map(|run| run.text).collect();
        let lines: Vec<String> = text.trim_end().split('\n').map(str::to_owned).collect();
        self.blocks.push(Block::Preformatted(lines));
        done
    }

    fn list(&mut self, node: &Handle, tag: &Tag, depth: usize) -> Option<()> {
        self.flush();
        let start = tag.get("start").and_then(|s| s.parse().ok()).unwrap_or(1);
        self.lists.push((tag.name == "ol").then_some(start));
        let done = self.nested(node, depth);
        self.lists.pop();
        done
    }

    fn item(&mut self, node: &Handle, depth: usize) -> Option<()> {
        self.flush();
        let label = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "• ".to_owned(),
        };
        self.push(&label);
        self.children(node, depth)?;
        self.flush();
        Some(())
    }

    fn indented(&mut self, node: &Handle, depth: usize) -> Option<()> {
        self.flush();
        self.nested(node, depth)
    }

    /// Collects the blocks of an element apart and sets them in.
    fn nested(&mut self, node: &Handle, depth: usize) -> Option<()> {
        let before = std::mem::take(&mut self.blocks);
        let done = self.children(node, depth);
        self.flush();
        let inner = std::mem::replace(&mut self.blocks, before);
        if !inner.is_empty() {
            self.blocks.push(Block::Indented(inner));
        }
        done
    }

    fn link(&mut self, node: &Handle, tag: &Tag, depth: usize) -> Option<()> {
        let before: usize = self.runs.len();
        self.children(node, depth)?;
        let Some(target) = tag.get("href").map(str::trim).filter(|t| !t.is_empty() && !t.starts_with('#'))
        else {
            return Some(());
        };
        let shown: String =
            self.runs.iter().skip(before.saturating_sub(1)).map(|run| run.text.as_str()).collect();
        let bare = target.trim_start_matches("mailto:").split('?').next().unwrap_or_default();
        if shown.contains(bare) {
            return Some(());
        }
        self.counts.links += 1;
        if target.len() > bare.len() && bare.contains('@') {
            self.addresses.push(bare.to_owned());
        }
        Some(())
    }

    fn picture(&mut self, tag: &Tag) {
        let source = tag.get("src").unwrap_or_default().to_ascii_lowercase();
        if source.starts_with("http") || source.starts_with("//") {
            self.counts.remote += 1;
        } else if source.starts_with("data:") {
            self.counts.embedded += 1;
        }
        let words = tag.get("alt").unwrap_or_default().trim();
        if !words.is_empty() {
            self.push(&format!("[picture: {words}]"));
        } else if source.starts_with("cid:") {
            self.push("[picture]");
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted {
            self.push(text);
            return;
        }
        let ends_open = self.runs.last().is_none_or(|run| run.text.ends_with([' ', '\n']));
        let mut out = String::with_capacity(text.len());
        let mut gap = ends_open;
        for ch in text.chars() {
            let space = matches!(ch, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if !space {
                out.push(ch);
            } else if !gap {
                out.push(' ');
            }
            gap = space;
        }
        self.push(&out);
    }

    fn push(&mut self, text: &str) {
        let bold = self.bold > 0;
        match self.runs.last_mut() {
            Some(run) if run.bold == bold => run.text.push_str(text),
            _ if text.is_empty() => {}
            _ => self.runs.push(Run { text: text.to_owned(), bold }),
        }
    }

    /// Ends the paragraph that is being collected.
    pub(super) fn flush(&mut self) {
        let mut runs = std::mem::take(&mut self.runs);
        if let Some(last) = runs.last_mut() {
            last.text.truncate(last.text.trim_end_matches([' ', '\n']).len());
        }
        if runs.iter().any(|run| !run.text.trim().is_empty()) {
            self.blocks.push(Block::Paragraph(runs));
        }
    }
}
