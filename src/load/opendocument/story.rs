//! The walk over the text of an `OpenDocument` file (ODF 1.3, 4 to 10): elements to blocks.

use super::book::Book;
use crate::load::convert::NotConverted;
use crate::load::paged::scribe::Scribe;
use crate::load::word::number_as;
use crate::load::xml::{Kid, Node};
use crate::pdf::typeset::{Block, Run};

/// The result of a step of the walk; an error refuses the document.
pub(super) type Step = Result<(), NotConverted>;

/// A list that is open: the name of its style, and the number of its next item.
struct List {
    style: String,
    next: Option<u32>,
}

/// Where the walk stands.
pub(super) struct Story<'d, 'm> {
    pub(super) book: &'d mut Book<'m>,
    pub(super) page: Scribe,
    lists: Vec<List>,
    /// The label of the item that begins.
    label: Option<String>,
    bold: bool,
    /// The part's folder inside the file, for embedded objects.
    pub(super) folder: String,
}

impl<'d, 'm> Story<'d, 'm> {
    pub(super) fn new(book: &'d mut Book<'m>) -> Self {
        Self {
            book,
            page: Scribe::default(),
            lists: Vec::new(),
            label: None,
            bold: false,
            folder: String::new(),
        }
    }

    /// The blocks of an element.
    pub(super) fn tell(mut self, root: &Node) -> Result<Vec<Block>, NotConverted> {
        self.kids(root)?;
        self.page.end(Block::Paragraph);
        Ok(self.page.blocks)
    }

    /// Walks what stands inside an element; text between elements counts.
    pub(super) fn kids(&mut self, node: &Node) -> Step {
        node.nodes().try_for_each(|kid| self.node(kid))
    }

    /// Walks what stands inside a paragraph: white space runs together (ODF 1.3, 6.1.2).
    fn inline(&mut self, node: &Node) -> Step {
        for kid in &node.kids {
            match kid {
                Kid::Text(text) => {
                    let mut last = ' ';
                    let keep = |c: char| {
                        let c = if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c };
                        let kept = c != ' ' || last != ' ' || text.starts_with(' ');
                        last = c;
                        kept.then_some(c)
                    };
                    let text: String = text.chars().filter_map(keep).collect();
                    self.push(&text);
                }
                Kid::Node(node) => self.node(node)?,
            }
        }
        Ok(())
    }

    fn push(&mut self, text: &str) {
        self.page.push(text, self.bold);
    }

    /// Walks one element of the text.
    pub(super) fn node(&mut self, node: &Node) -> Step {
        match &*node.name {
            "text:p" | "text:h" => self.paragraph(node),
            "text:span" => self.span(node),
            "text:list" => self.list(node),
            "text:s" => {
                let count = node.get("text:c").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1);
                self.push(&" ".repeat(count.min(500)));
                Ok(())
            }
            "text:tab" => {
                self.push("\t");
                Ok(())
            }
            "text:line-break" => {
                self.push("\n");
                Ok(())
            }
            "text:a" => {
                self.book.link(node.get("xlink:href").unwrap_or_default());
                self.inline(node)
            }
            "text:note" => self.note(node),
            "text:ruby" => self.ruby(node),
            "text:section" | "text:hidden-paragraph" | "text:hidden-text" => self.section(node),
            "text:tracked-changes" => {
                self.changes(node);
                Ok(())
            }
            "office:annotation" => {
                self.comment(node);
                Ok(())
            }
            "table:table" => self.table(node),
            "office:forms" => {
                self.forms(node);
                Ok(())
            }
            "office:scripts" | "office:event-listeners" => {
                self.book.hidden.count(
                    "macro",
                    node.all("script:event-listener").len() + node.all("office:script").len(),
                );
                Ok(())
            }
            "office:annotation-end"
            | "text:soft-page-break"
            | "text:sequence-decls"
            | "text:variable-decls"
            | "text:user-field-decls"
            | "text:dde-connection-decls"
            | "text:alphabetical-index-auto-mark-file"
            | "text:table-of-content-source"
            | "text:illustration-index-source"
            | "text:table-index-source"
            | "text:object-index-source"
            | "text:user-index-source"
            | "text:alphabetical-index-source"
            | "text:bibliography-source"
            | "text:script" => Ok(()),
            name if name.starts_with("draw:") => self.drawn(node),
            name if name.starts_with("text:") && !is_container(name) => self.inline(node),
            name if name.starts_with("text:")
                || name.starts_with("office:")
                || name.starts_with("style:") =>
            {
                self.kids(node)
            }
            _ => {
                self.book.hidden.text("text of an element that is not understood", &node.text());
                Ok(())
            }
        }
    }

    fn paragraph(&mut self, node: &Node) -> Step {
        let style = node.get("text:style-name");
        if self.book.styles.breaks(style) {
            self.page.page_break();
        }
        let bold = self.book.styles.bold("paragraph", style).unwrap_or(false);
        let was = std::mem::replace(&mut self.bold, bold);
        let done = if self.book.styles.hides("paragraph", style) {
            self.conceal("hidden text", |story| story.inline(node))
        } else {
            self.inline(node)
        };
        self.bold = was;
        let level = node.get("text:outline-level").and_then(|l| l.parse::<u8>().ok()).unwrap_or(1);
        let heading = (&*node.name == "text:h").then_some(level.clamp(1, 5) + 1);
        let heading = heading.or_else(|| style.is_some_and(|s| s == "Title").then_some(1));
        let (label, depth) = (self.label.take(), self.lists.len().min(8));
        self.page.end(|runs| block(runs, heading, label, depth));
        done
    }

    fn span(&mut self, node: &Node) -> Step {
        let style = node.get("text:style-name");
        if self.book.styles.hides("text", style) {
            return self.conceal("hidden text", |story| story.inline(node));
        }
        let bold = self.book.styles.bold("text", style).unwrap_or(self.bold);
        let was = std::mem::replace(&mut self.bold, bold);
        let done = self.inline(node);
        self.bold = was;
        done
    }

    /// Walks on with everything counted as hidden matter of a kind.
    pub(super) fn conceal(&mut self, what: &'static str, walk: impl FnOnce(&mut Self) -> Step) -> Step {
        if !self.page.conceal() {
            return walk(self);
        }
        let done = walk(self);
        self.book.hidden.text(what, &self.page.reveal());
        done
    }

    /// The blocks of an element by itself, as of a cell or a text box.
    pub(super) fn apart(&mut self, node: &Node) -> Result<Vec<Block>, NotConverted> {
        let (before, lists) = (self.page.set_apart(), std::mem::take(&mut self.lists));
        self.kids(node)?;
        self.lists = lists;
        Ok(self.page.rejoin(before))
    }

    fn section(&mut self, node: &Node) -> Step {
        let hidden = node.get("text:display") == Some("none") || node.get("text:is-hidden") == Some("true");
        if hidden {
            return self.conceal("hidden text", |story| story.inline(node));
        }
        if &*node.name == "text:section" { self.kids(node) } else { self.inline(node) }
    }

    fn list(&mut self, node: &Node) -> Step {
        let outer = self.lists.last().map(|list| list.style.clone());
        let style = node.get("text:style-name").map(str::to_owned).or(outer).unwrap_or_default();
        let goes_on =
            node.get("text:continue-numbering") == Some("true") || node.get("text:continue-list").is_some();
        let slot = (style.clone(), self.lists.len());
        let next = if goes_on { self.book.counters.get(&slot).copied() } else { None };
        self.lists.push(List { style, next });
        for item in node.nodes() {
            self.label = if &*item.name == "text:list-item" { self.number(item) } else { None };
            self.kids(item)?;
        }
        if let Some(List { next: Some(next), .. }) = self.lists.pop() {
            self.book.counters.insert(slot, next);
        }
        Ok(())
    }

    /// The label of an item, where its list shows one.
    fn number(&mut self, item: &Node) -> Option<String> {
        let at = self.lists.len().checked_sub(1)?;
        let style = self.lists.get(at)?.style.clone();
        let Some(level) = self.book.styles.level(&style, at).cloned() else { return Some("•".to_owned()) };
        if let Some(bullet) = level.bullet {
            return Some(bullet);
        }
        let given = item.get("text:start-value").and_then(|v| v.parse::<u32>().ok());
        let own = self.lists.get_mut(at)?;
        let number = given.or(own.next).unwrap_or(level.start);
        own.next = Some(number.saturating_add(1));
        if level.format.is_empty() {
            return None;
        }
        let from = (at + 1).saturating_sub(level.shown.max(1));
        let shown = |(depth, list): (usize, &List)| {
            let own = self.book.styles.level(&style, depth).map_or("", |level| level.format.as_str());
            number_as(format(own), list.next.unwrap_or(2).saturating_sub(1))
        };
        let numbers: Vec<String> = self.lists.iter().enumerate().skip(from).map(shown).collect();
        Some(format!("{}{}{}", level.prefix, numbers.join("."), level.suffix))
    }

    fn note(&mut self, node: &Node) -> Step {
        let citation = node.child("text:note-citation").map(Node::text).unwrap_or_default();
        let Some(body) = node.child("text:note-body") else { return Ok(()) };
        if self.page.is_concealed() {
            return self.kids(body);
        }
        self.push(&format!("[{citation}]"));
        let mut blocks = self.apart(body)?;
        let mark = Run::plain(format!("[{citation}] "));
        match blocks.first_mut() {
            Some(Block::Paragraph(runs)) => runs.insert(0, mark),
            _ => blocks.insert(0, Block::Paragraph(vec![mark])),
        }
        self.book.notes.extend(blocks);
        Ok(())
    }

    fn ruby(&mut self, node: &Node) -> Step {
        node.child("text:ruby-base").map_or(Ok(()), |base| self.inline(base))?;
        let reading = node.child("text:ruby-text").map(Node::text).unwrap_or_default();
        self.push(&format!(" ({reading})"));
        Ok(())
    }

    /// Deletions are kept here, away from the text (ODF 1.3, 5.5).
    fn changes(&mut self, node: &Node) {
        for region in node.all("text:changed-region") {
            for creator in region.all("dc:creator") {
                self.book.names.push(creator.text());
            }
            self.book.hidden.count("tracked insertion, shown as text", region.all("text:insertion").len());
            for deletion in region.all("text:deletion") {
                let said = deletion.nodes().filter(|n| &*n.name != "office:change-info").map(Node::text);
                self.book.hidden.text("deleted text", &said.collect::<Vec<_>>().join("\n"));
            }
        }
    }

    fn comment(&mut self, node: &Node) {
        let author = node.child("dc:creator").map(Node::text).unwrap_or_default();
        let said: Vec<String> =
            node.nodes().filter(|n| n.name.starts_with("text:")).map(Node::text).collect();
        self.book.hidden.text("comment", &format!("{author}: {}", said.join("\n")));
        self.book.names.extend(Some(author).filter(|a| !a.trim().is_empty()));
    }

    /// What the controls of a form show.
    fn forms(&mut self, node: &Node) {
        let mut controls = Vec::new();
        node.collect(&|n| n.name.starts_with("form:"), &mut controls);
        for control in controls {
            let shown = ["form:label", "form:current-value", "form:value"].map(|name| control.get(name));
            let shown: Vec<&str> = shown.into_iter().flatten().filter(|s| !s.trim().is_empty()).collect();
            if &*control.name == "form:hidden" {
                self.book.hidden.text("hidden text", &shown.join(": "));
            } else {
                self.page.beside(&shown.join(": "));
            }
        }
    }
}

/// Elements that hold paragraphs and not text.
fn is_container(name: &str) -> bool {
    name.ends_with("-content")
        || name.ends_with("-index")
        || matches!(name, "text:index-body" | "text:index-title" | "text:bibliography" | "text:list-item")
        || matches!(
            name,
            "text:list-header" | "text:numbered-paragraph" | "text:note-body" | "text:page-sequence"
        )
}

/// A format of ODF by its name in Word.
fn format(own: &str) -> &'static str {
    match own {
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        _ => "decimal",
    }
}

fn block(mut runs: Vec<Run>, heading: Option<u8>, label: Option<String>, depth: usize) -> Block {
    if let Some(label) = label.filter(|label| !label.is_empty()) {
        runs.insert(0, Run::plain(format!("{label} ")));
    }
    if let Some(level) = heading {
        let text: String = runs.into_iter().map(|run| run.text).collect();
        return Block::Heading { level, text: text.trim().replace('\n', " ") };
    }
    (0..depth).fold(Block::Paragraph(runs), |inner, _| Block::Indented(vec![inner]))
}
