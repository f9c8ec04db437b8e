//! Runs of text (ECMA-376-1, 17.3.3): characters, tabs, breaks, symbols, references, fields, objects.

use super::fields::Mark;
use super::story::{Step, Story};
use super::styles::{Look, is_on};
use crate::load::symbols;
use crate::load::xml::Node;

/// Whether an element stands inside a run.
pub(super) fn is_part(name: &str) -> bool {
    matches!(
        name,
        "w:t" | "w:tab" | "w:br" | "w:cr" | "w:sym" | "w:drawing" | "w:pict" | "w:object" | "w:delText"
    )
}

impl Story<'_, '_> {
    /// Walks a run.
    pub(super) fn run(&mut self, node: &Node) -> Step {
        let properties = node.child("w:rPr");
        let style = properties.and_then(|p| p.child("w:rStyle")).and_then(|s| s.get("w:val"));
        let direct = properties.map(Look::read).unwrap_or_default();
        let look = direct.over(&self.book.styles.look(style)).over(&self.paragraph);
        let was = std::mem::replace(&mut self.bold, look.bold.unwrap_or(false));
        let hidden = look.hidden.unwrap_or(false);
        let done = if hidden && !self.page.is_concealed() && !is_only_field(node) {
            self.conceal("hidden text", node, |story| story.parts(node))
        } else {
            self.parts(node)
        };
        self.bold = was;
        done
    }

    fn parts(&mut self, node: &Node) -> Step {
        node.nodes().try_for_each(|part| self.part_of_run(part))
    }

    /// Walks one part of a run.
    pub(super) fn part_of_run(&mut self, part: &Node) -> Step {
        match &*part.name {
            "w:t" => self.push(&symbols::readable(&part.text())),
            "w:delText" if self.page.is_concealed() => self.push(&part.text()),
            "w:delText" => self.book.file.hidden.text("deleted text", &part.text()),
            "w:tab" | "w:ptab" => self.push("\t"),
            "w:noBreakHyphen" => self.push("-"),
            "w:cr" => self.push("\n"),
            "w:br" => self.line_break(part),
            "w:sym" => self.symbol(part),
            "w:footnoteReference" | "w:endnoteReference" => self.note_reference(part),
            "w:instrText" | "w:delInstrText" => self.fields.code(&part.text()),
            "w:fldChar" => self.field_mark(part),
            "w:ruby" => return self.ruby(part),
            "w:drawing" | "w:pict" | "w:object" => return self.object(part),
            "mc:AlternateContent" => return self.alternatives(part),
            "w:rPr"
            | "w:softHyphen"
            | "w:lastRenderedPageBreak"
            | "w:footnoteRef"
            | "w:endnoteRef"
            | "w:annotationRef"
            | "w:commentReference"
            | "w:separator"
            | "w:continuationSeparator"
            | "w:pgNum" => {}
            _ => self.book.file.hidden.text("text of an element that is not understood", &part.text()),
        }
        Ok(())
    }

    fn line_break(&mut self, part: &Node) {
        if part.get("w:type") == Some("page") && !self.page.is_concealed() {
            self.end_paragraph(None);
            self.page.page_break();
        } else {
            self.push("\n");
        }
    }

    fn symbol(&mut self, part: &Node) {
        let code = part.get("w:char").and_then(|c| u32::from_str_radix(c, 16).ok());
        // 17.3.3.30: the code may stand with or without the shift into the private use area
        let shifted = code.map(|code| if code < 0x100 { code + 0xf000 } else { code });
        if let Some(ch) = shifted.and_then(char::from_u32) {
            self.push(symbols::of(ch).encode_utf8(&mut [0; 4]));
        }
    }

    /// The number of a note; its text follows at the end of the document.
    fn note_reference(&mut self, part: &Node) {
        let Some(id) = part.get("w:id") else { return };
        if self.page.is_concealed() {
            return;
        }
        let is_end = &*part.name == "w:endnoteReference";
        if let Some(mark) = self.book.notes.refer(is_end, id) {
            self.push(&format!("[{mark}]"));
        }
    }

    fn field_mark(&mut self, part: &Node) {
        match part.get("w:fldCharType") {
            Some("begin") => {
                let chosen = part.child("w:ffData").and_then(form_field);
                if let Some(text) = chosen {
                    self.push(&text);
                }
                self.fields.mark(Mark::Begin);
            }
            Some("separate") => {
                self.fields.mark(Mark::Separate);
            }
            Some("end") => {
                let Some(code) = self.fields.mark(Mark::End) else { return };
                self.book.note_field(&code.text);
                if !code.has_result {
                    let (shown, text) = super::fields::without_result(&code.text);
                    if shown {
                        self.push(&text);
                    } else {
                        self.book.file.hidden.text("field code", &text);
                    }
                }
            }
            _ => {}
        }
    }

    /// Characters with their reading beside them in brackets.
    fn ruby(&mut self, part: &Node) -> Step {
        let walk = |story: &mut Self, name: &str| part.child(name).map_or(Ok(()), |node| story.kids(node));
        walk(self, "w:rubyBase")?;
        self.push(" (");
        walk(self, "w:rt")?;
        self.push(")");
        Ok(())
    }
}

/// What an old form field shows without a result of its own (17.16.17): the entry chosen in a list, or
/// whether a box is ticked.
pub(super) fn form_field(data: &Node) -> Option<String> {
    if let Some(list) = data.child("w:ddList") {
        let value = |name: &str| list.child(name).and_then(|n| n.get("w:val")?.parse::<usize>().ok());
        let at = value("w:result").or_else(|| value("w:default")).unwrap_or(0);
        let entry = list.nodes().filter(|n| &*n.name == "w:listEntry").nth(at);
        return entry.and_then(|entry| entry.get("w:val")).map(str::to_owned);
    }
    let tick = data.child("w:checkBox")?;
    let on = tick.child("w:checked").or_else(|| tick.child("w:default")).is_some_and(is_on);
    Some(if on { "☒" } else { "☐" }.to_owned())
}

/// Whether a run only marks a field: hidden marks do not hide the field's result.
fn is_only_field(node: &Node) -> bool {
    node.nodes().all(|part| matches!(&*part.name, "w:rPr" | "w:fldChar"))
}
