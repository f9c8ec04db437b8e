//! What a walk over a document writes: runs to paragraphs, paragraphs to blocks, hidden matter apart.
//!
//! While something is concealed nothing reaches a page: its text is collected instead.

use crate::pdf::typeset::{Block, Run};

/// Where a walk over a document writes.
#[derive(Debug, Default)]
pub(in crate::load) struct Scribe {
    pub(in crate::load) blocks: Vec<Block>,
    runs: Vec<Run>,
    /// Blocks that stand behind the paragraph they are anchored in.
    pub(in crate::load) after: Vec<Block>,
    /// The text of the hidden matter the walk is in.
    concealed: Option<String>,
}

impl Scribe {
    /// Characters of the paragraph, or of hidden matter.
    pub(in crate::load) fn push(&mut self, text: &str, bold: bool) {
        if text.is_empty() {
            return;
        }
        match (&mut self.concealed, self.runs.last_mut()) {
            (Some(concealed), _) => concealed.push_str(text),
            (None, Some(run)) if run.bold == bold => run.text.push_str(text),
            (None, _) => self.runs.push(Run { text: text.to_owned(), bold }),
        }
    }

    /// Ends the paragraph: `make` turns its runs into a block, where they say anything.
    pub(in crate::load) fn end(&mut self, make: impl FnOnce(Vec<Run>) -> Block) {
        if let Some(text) = &mut self.concealed {
            text.push('\n');
            return;
        }
        let runs = std::mem::take(&mut self.runs);
        if runs.iter().any(|run| !run.text.trim().is_empty()) {
            self.blocks.push(make(runs));
        }
        self.blocks.append(&mut self.after);
    }

    /// A block of its own, behind the paragraph so far; nothing in hidden matter.
    pub(in crate::load) fn block(&mut self, block: Block) {
        if !self.is_concealed() {
            self.after.push(block);
        }
    }

    /// Text behind the paragraph, as of a drawing.
    pub(in crate::load) fn beside(&mut self, text: &str) {
        if self.is_concealed() {
            self.push(text, false);
        } else if !text.trim().is_empty() {
            self.after.push(Block::Indented(vec![Block::text(text)]));
        }
    }

    /// What stands for a drawing: its words and figures, a line each under what it is.
    pub(in crate::load) fn figures(&mut self, what: &str, lines: Vec<String>) {
        if self.is_concealed() {
            self.push(&lines.join("\n"), false);
        } else if !lines.is_empty() {
            let title = Block::Paragraph(vec![Run::bold(format!("[{what}]"))]);
            self.after.push(Block::Indented(vec![title, Block::Lines(lines)]));
        }
    }

    /// A new page, unless one has just begun.
    pub(in crate::load) fn page_break(&mut self) {
        let fresh = matches!(self.blocks.last(), None | Some(Block::PageBreak));
        if !fresh && !self.is_concealed() {
            self.blocks.push(Block::PageBreak);
        }
    }

    /// Whether the walk is in hidden matter.
    pub(in crate::load) fn is_concealed(&self) -> bool {
        self.concealed.is_some()
    }

    /// Hidden matter begins; false where the walk is in some already.
    pub(in crate::load) fn conceal(&mut self) -> bool {
        let outermost = self.concealed.is_none();
        if outermost {
            self.concealed = Some(String::new());
        }
        outermost
    }

    /// Hidden matter ends: its text.
    pub(in crate::load) fn reveal(&mut self) -> String {
        self.concealed.take().unwrap_or_default()
    }

    /// Begins blocks by themselves, as of a cell or a text box; gives what was there before.
    pub(in crate::load) fn set_apart(&mut self) -> Self {
        let concealed = self.concealed.take();
        let before = std::mem::take(self);
        self.concealed = concealed;
        before
    }

    /// Ends them: the blocks, and everything else as it was before.
    pub(in crate::load) fn rejoin(&mut self, before: Self) -> Vec<Block> {
        self.end(Block::Paragraph);
        let concealed = self.concealed.take();
        let apart = std::mem::replace(self, before);
        self.concealed = concealed;
        apart.blocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_matter_reaches_no_page_and_cells_keep_to_themselves() {
        let mut scribe = Scribe::default();
        scribe.push("a", false);
        let before = scribe.set_apart();
        scribe.push("cell", false);
        assert!(scribe.conceal() && !scribe.conceal());
        scribe.push("gone", false);
        scribe.block(Block::Rule);
        assert_eq!(scribe.reveal(), "gone");
        assert_eq!(scribe.rejoin(before), [Block::text("cell")]);
        scribe.push("b", false);
        scribe.end(Block::Paragraph);
        assert_eq!(scribe.blocks, [Block::text("ab")]);
    }
}
