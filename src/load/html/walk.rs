//! The walk over a parsed HTML document that collects blocks.

use std::collections::BTreeSet;

use html2text::Handle;

use super::dom::{Tag, all_text, below, comment_of, is_block, text_of};
use super::sheet::Sheet;
use super::{Ask, DEEPEST, Page};
use crate::load::LeftOut;
use crate::load::paged::hidden::Hidden;
use crate::pdf::typeset::{Block, Run};

/// Blocks so far and the paragraph that is being collected.
pub(super) struct Walker<'a> {
    pub(super) ask: Ask<'a>,
    pub(super) blocks: Vec<Block>,
    runs: Vec<Run>,
    /// Pictures that stand behind the paragraph.
    pub(super) after: Vec<Block>,
    bold: usize,
    /// Elements around with a ground of their own, on which white text can be read.
    grounds: usize,
    preformatted: bool,
    /// For each open list the number of its next item, or nothing for bullets.
    pub(super) lists: Vec<Option<usize>>,
    pub(super) hidden: Hidden,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) addresses: Vec<String>,
    pub(super) shown: BTreeSet<String>,
    sheet: std::rc::Rc<Sheet>,
    title: String,
}

impl<'a> Walker<'a> {
    pub(super) fn new(ask: Ask<'a>) -> Self {
        Self {
            ask,
            blocks: Vec::new(),
            runs: Vec::new(),
            after: Vec::new(),
            bold: 0,
            grounds: 0,
            preformatted: false,
            lists: Vec::new(),
            hidden: Hidden::new(ask.show_hidden),
            left_out: Vec::new(),
            addresses: Vec::new(),
            shown: BTreeSet::new(),
            sheet: std::rc::Rc::default(),
            title: String::new(),
        }
    }

    /// A walker for a part of the page, whose findings may be dropped or absorbed.
    pub(super) fn inside(&self) -> Self {
        Self { grounds: self.grounds, sheet: self.sheet.clone(), ..Self::new(self.ask) }
    }

    /// Takes over everything but the blocks of a walker for a part.
    pub(super) fn absorb(&mut self, other: Self) {
        self.hidden.absorb(other.hidden);
        self.left_out.extend(other.left_out);
        self.addresses.extend(other.addresses);
        self.shown.extend(other.shown);
    }

    /// Reads the style sheets of a document before its elements are walked.
    pub(super) fn styles(&mut self, document: &Handle, depth: usize) -> Option<()> {
        let (mut found, mut sheet) = (Vec::new(), Sheet::default());
        below(document, &["style"], depth, &mut found)?;
        for style in found {
            let mut text = String::new();
            all_text(&style, depth, &mut text)?;
            sheet.take(&text);
        }
        self.sheet = std::rc::Rc::new(sheet);
        Some(())
    }

    /// Ends the walk.
    pub(super) fn finish(mut self) -> Page {
        self.flush();
        Page {
            blocks: self.blocks,
            addresses: self.addresses,
            hidden: self.hidden,
            left_out: self.left_out,
            shown: self.shown,
            title: self.title,
        }
    }

    /// Walks a node; `None` when it is nested too deeply.
    pub(super) fn node(&mut self, node: &Handle, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        if let Some(comment) = comment_of(node) {
            self.hidden.text("comment in the HTML text", &comment);
            return Some(());
        }
        match Tag::of(node) {
            None if node.children.borrow().is_empty() => {
                self.text(&text_of(node));
                Some(())
            }
            None => self.children(node, depth),
            Some(tag) if self.is_hidden(&tag) => self.conceal(node, depth),
            Some(tag) => {
                self.hidden.text("text shown on pointing at it", tag.get("title").unwrap_or_default());
                let ground = usize::from(tag.has_ground());
                self.grounds += ground;
                let done = self.element(node, &tag, depth);
                self.grounds -= ground;
                done
            }
        }
    }

    /// Whether nobody sees an element.
    pub(super) fn is_hidden(&self, tag: &Tag) -> bool {
        let white = tag.is_white() && self.grounds == 0 && !tag.has_ground();
        tag.is_hidden() || self.sheet.hides(tag) || white
    }

    /// Takes an element as hidden matter.
    pub(super) fn conceal(&mut self, node: &Handle, depth: usize) -> Option<()> {
        let mut text = String::new();
        all_text(node, depth, &mut text)?;
        let words: Vec<&str> = text.split_whitespace().collect();
        self.hidden.text("hidden text", &words.join(" "));
        Some(())
    }

    pub(super) fn children(&mut self, node: &Handle, depth: usize) -> Option<()> {
        node.children.borrow().iter().try_for_each(|child| self.node(child, depth + 1))
    }

    fn element(&mut self, node: &Handle, tag: &Tag, depth: usize) -> Option<()> {
        match tag.name.as_str() {
            "head" => self.head(node, depth)?,
            "meta" | "link" | "style" | "base" => {}
            "title" => all_text(node, depth, &mut self.title)?,
            "script" => self.hidden.count("script", 1),
            "noscript" | "template" => self.conceal(node, depth)?,
            "iframe" => self.frame(tag, depth)?,
            "svg" => self.drawing(node, depth)?,
            "object" | "embed" | "video" | "audio" | "canvas" | "applet" => {
                self.hidden.count("embedded object", 1);
            }
            "br" => self.push("\n"),
            "hr" => {
                self.flush();
                self.blocks.push(Block::Rule);
            }
            "img" => self.picture(tag),
            "input" if tag.is_type(&["checkbox", "radio"]) => {
                self.push(if tag.get("checked").is_some() { "☒ " } else { "☐ " });
            }
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

    /// Of a head only the title is text.
    fn head(&mut self, node: &Handle, depth: usize) -> Option<()> {
        for child in node.children.borrow().iter() {
            if Tag::of(child).is_some() || comment_of(child).is_some() {
                self.node(child, depth + 1)?;
            }
        }
        Some(())
    }

    /// A page inside the page, where its text is in the element itself; else it is named.
    fn frame(&mut self, tag: &Tag, depth: usize) -> Option<()> {
        let Some(source) = tag.get("srcdoc") else {
            self.hidden.count("page from the network, not fetched", 1);
            return Some(());
        };
        let document = super::parse(source).ok()?;
        self.flush();
        self.node(&document, depth + DEEPEST / 8)?;
        self.flush();
        Some(())
    }

    /// The words of a drawing.
    fn drawing(&mut self, node: &Handle, depth: usize) -> Option<()> {
        let mut found = Vec::new();
        below(node, &["text"], depth, &mut found)?;
        self.hidden.count("drawing, shown as its words", 1);
        for words in found {
            let mut text = String::new();
            all_text(&words, depth, &mut text)?;
            self.push(&format!(" {text} "));
        }
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
        self.hidden.count("address behind a link", 1);
        if target.len() > bare.len() && bare.contains('@') {
            self.addresses.push(bare.to_owned());
        }
        Some(())
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

    /// Characters of the paragraph.
    pub(super) fn push(&mut self, text: &str) {
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
        self.blocks.append(&mut self.after);
    }
}
