//! The walk over one part of a Word document (the text, a header, a note): elements to blocks.
//!
//! What a reader does not see (deleted, moved away, hidden) is collected apart, as hidden matter; an
//! element that is not understood and holds text is, too.

use super::book::Book;
use super::fields::Fields;
use super::styles::{Look, is_on};
use crate::load::convert::NotConverted;
use crate::load::paged::scribe::Scribe;
use crate::load::relations::Relations;
use crate::load::xml::{Kid, Node};
use crate::pdf::typeset::{Block, Run};

/// The result of a step of the walk; an error refuses the document.
pub(super) type Step = Result<(), NotConverted>;

/// Where the walk stands.
pub(super) struct Story<'d, 'm> {
    pub(super) book: &'d mut Book<'m>,
    pub(super) relations: &'d Relations,
    pub(super) page: Scribe,
    pub(super) fields: Fields,
    /// How the paragraph looks.
    pub(super) paragraph: Look,
    /// Whether the whole is one of the document's notes.
    pub(super) bold: bool,
}

impl<'d, 'm> Story<'d, 'm> {
    pub(super) fn new(book: &'d mut Book<'m>, relations: &'d Relations) -> Self {
        Self {
            book,
            relations,
            page: Scribe::default(),
            fields: Fields::default(),
            paragraph: Look::default(),
            bold: false,
        }
    }

    /// The blocks of a part.
    pub(super) fn tell(mut self, root: &Node) -> Result<Vec<Block>, NotConverted> {
        self.kids(root)?;
        let (text, codes) = self.fields.finish();
        self.push(&text);
        for code in codes {
            self.book.file.hidden.text("field code", &code);
        }
        self.end_paragraph(None);
        Ok(self.page.blocks)
    }

    /// Walks what stands inside an element.
    pub(super) fn kids(&mut self, node: &Node) -> Step {
        node.nodes().try_for_each(|kid| self.node(kid))
    }

    fn node(&mut self, node: &Node) -> Step {
        match &*node.name {
            "w:p" => self.paragraph(node),
            "w:r" => self.run(node),
            "w:tbl" => self.table(node),
            "w:hyperlink" => self.link(node),
            "w:fldSimple" => {
                self.book.note_field(node.get("w:instr").unwrap_or_default());
                self.kids(node)
            }
            "w:ins" | "w:moveTo" => {
                self.book.tracked(node);
                self.kids(node)
            }
            "w:del" => self.conceal("deleted text", node, |story| story.kids(node)),
            "w:moveFrom" => self.conceal("text moved to another place", node, |story| story.kids(node)),
            "w:altChunk" => self.inserted_document(node),
            "mc:AlternateContent" => self.alternatives(node),
            "w:body" | "w:document" | "w:sdt" | "w:sdtContent" | "w:customXml" | "w:smartTag" | "w:dir"
            | "w:bdo" | "w:hdr" | "w:ftr" | "w:txbxContent" | "w:footnote" | "w:endnote" | "w:comment"
            | "m:oMathPara" | "w:docPart" | "w:docPartBody" | "w:docParts" | "w:glossaryDocument" => {
                self.kids(node)
            }
            name if name.starts_with("m:") => self.formula(node),
            "w:sectPr" => Ok(()),
            name if name.ends_with("Pr") || name.ends_with("Grid") || name.ends_with("Ex") => Ok(()),
            _ => {
                self.book.file.hidden.text("text of an element that is not understood", &node.text());
                Ok(())
            }
        }
    }

    /// The choice of an alternative that is read, else the fallback; never both (ECMA-376-3, 7.6).
    pub(super) fn alternatives(&mut self, node: &Node) -> Step {
        let Some(chosen) = chosen(node) else { return Ok(()) };
        let shown = words(chosen);
        for other in node.nodes().filter(|other| !std::ptr::eq(*other, chosen)) {
            let more: Vec<String> = words(other).into_iter().filter(|w| !shown.contains(w)).collect();
            self.book.file.hidden.text("alternative content that is not shown", &more.join(" "));
        }
        self.inside_run(chosen)
    }

    /// Walks what stands in a choice: parts of a run, or whole elements.
    fn inside_run(&mut self, node: &Node) -> Step {
        for kid in node.nodes() {
            match &*kid.name {
                "w:drawing" | "w:pict" | "w:object" => self.object(kid)?,
                name if name.starts_with("w:") && super::run::is_part(name) => self.part_of_run(kid)?,
                name if name.starts_with("wp") || name.starts_with("v:") || name.starts_with("a:") => {
                    self.object(kid)?;
                }
                _ => self.node(kid)?,
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, node: &Node) -> Step {
        let before = std::mem::take(&mut self.paragraph);
        let properties = node.child("w:pPr");
        let style = properties.and_then(|p| p.child("w:pStyle")).and_then(|s| s.get("w:val"));
        let direct = properties.map(Look::read).unwrap_or_default();
        let mut look = direct.over(&self.book.styles.paragraph(style));
        if look.number.as_deref() == Some("0") {
            look.number = None;
        }
        if properties.is_some_and(breaks_before) {
            self.page.page_break();
        }
        self.paragraph = look.clone();
        self.kids(node)?;
        self.end_paragraph(Some(&look));
        let section = properties.and_then(|p| p.child("w:sectPr"));
        if section.is_some_and(starts_page) {
            self.page.page_break();
        }
        self.paragraph = before;
        Ok(())
    }

    /// Makes a block of the runs so far.
    pub(super) fn end_paragraph(&mut self, look: Option<&Look>) {
        let number = look.filter(|_| !self.page.is_concealed()).and_then(|look| look.number.as_deref());
        let level = look.and_then(|look| look.level).unwrap_or(0);
        let label = number.and_then(|number| self.book.numbering.next(number, level));
        self.page.end(|mut runs| {
            if let Some(label) = label.filter(|label| !label.is_empty()) {
                runs.insert(0, Run::plain(format!("{label} ")));
            }
            block(runs, look)
        });
    }

    /// Characters of the paragraph, of a field's code, or of hidden matter.
    pub(super) fn push(&mut self, text: &str) {
        if !self.fields.take(text) {
            self.page.push(text, self.bold);
        }
    }

    /// Walks on with everything counted as hidden matter of a kind; `node` names who did it.
    pub(super) fn conceal(
        &mut self,
        what: &'static str,
        node: &Node,
        walk: impl FnOnce(&mut Self) -> Step,
    ) -> Step {
        self.book.author(node);
        if !self.page.conceal() {
            return walk(self);
        }
        let done = walk(self);
        self.book.file.hidden.text(what, &self.page.reveal());
        done
    }

    /// The blocks of an element by itself, as of a cell or a text box.
    pub(super) fn apart(&mut self, walk: impl FnOnce(&mut Self) -> Step) -> Result<Vec<Block>, NotConverted> {
        let before = self.page.set_apart();
        walk(self)?;
        Ok(self.page.rejoin(before))
    }

    fn link(&mut self, node: &Node) -> Step {
        if let Some(target) = node.get("r:id").and_then(|id| self.relations.get(id)).filter(|t| t.external) {
            let to = target.to.clone();
            self.book.file.link(&to);
        }
        self.kids(node)
    }

    /// A formula on one line: a fraction as `a/b`, everything else in the order of the source.
    fn formula(&mut self, node: &Node) -> Step {
        for kid in &node.kids {
            match kid {
                Kid::Text(text) if &*node.name == "m:t" => self.push(text),
                Kid::Text(_) => {}
                Kid::Node(kid) if kid.name.ends_with("Pr") => {}
                Kid::Node(kid) => {
                    if &*kid.name == "m:den" {
                        self.push("/");
                    }
                    if kid.name.starts_with("m:") { self.formula(kid)? } else { self.node(kid)? }
                }
            }
        }
        Ok(())
    }
}

/// The alternative that is shown: the first choice that is understood, else the fallback.
pub(super) fn chosen(node: &Node) -> Option<&Node> {
    const READ: [&str; 6] = ["wps", "wpg", "wpc", "wp14", "w14", "a14"];
    let is_read = |choice: &&Node| {
        let requires = choice.get("Requires").unwrap_or_default();
        &*choice.name == "mc:Choice" && requires.split_whitespace().all(|name| READ.contains(&name))
    };
    node.nodes().find(is_read).or_else(|| node.child("mc:Fallback"))
}

/// The words of text below an element.
fn words(node: &Node) -> Vec<String> {
    let mut found = Vec::new();
    node.collect(&|n| matches!(&*n.name, "w:t" | "a:t"), &mut found);
    let text: Vec<String> = found.iter().map(|node| node.text()).collect();
    text.join(" ").split_whitespace().map(str::to_owned).collect()
}

fn block(runs: Vec<Run>, look: Option<&Look>) -> Block {
    let look = look.cloned().unwrap_or_default();
    if let Some(level) = look.heading.filter(|level| *level > 0) {
        let text: String = runs.into_iter().map(|run| run.text).collect();
        return Block::Heading { level: level.min(6), text: text.trim().replace('\n', " ") };
    }
    let depth = if look.number.is_some() { look.level.unwrap_or(0).min(8) + 1 } else { 0 };
    (0..depth).fold(Block::Paragraph(runs), |inner, _| Block::Indented(vec![inner]))
}

fn breaks_before(properties: &Node) -> bool {
    properties.child("w:pageBreakBefore").is_some_and(is_on)
}

/// Whether the section after this one starts a page (17.6.22: it does unless it says otherwise).
fn starts_page(section: &Node) -> bool {
    let kind = section.child("w:type").and_then(|t| t.get("w:val"));
    !matches!(kind, Some("continuous" | "nextColumn"))
}
