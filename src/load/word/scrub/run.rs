//! Runs of the part that is written anew: text, fields as their results, drawings without their files.

use super::{Scrub, Step};
use crate::load::clean::{Unclean, inside, shown};
use crate::load::word::fields::without_result;
use crate::load::word::run::form_field;
use crate::load::word::styles::Look;
use crate::load::xml::Node;

/// A field that is open.
#[derive(Default)]
pub(super) struct Field {
    code: String,
    in_result: bool,
    /// Whether it stays a field.
    stays: bool,
}

impl Scrub<'_, '_> {
    pub(super) fn run(&mut self, node: &Node) -> Step {
        let properties = node.child("w:rPr");
        let style = properties.and_then(|p| p.child("w:rStyle")).and_then(|s| s.get("w:val"));
        let direct = properties.map(Look::read).unwrap_or_default();
        let look = direct.over(&self.desk.styles.look(style)).over(&self.paragraph);
        if look.hidden.unwrap_or(false) {
            // the marks of a field count where they are hidden too
            let marks = node.nodes().filter(|n| matches!(&*n.name, "w:fldChar" | "w:instrText"));
            return marks.into_iter().try_for_each(|mark| self.part_of_run(mark));
        }
        self.around(node, |scrub| {
            // hidden by a style and shown by the run: said again, as the mark itself is never copied
            let back = look.hidden == Some(false);
            if let Some(properties) = properties {
                scrub.around(properties, |scrub| {
                    scrub.kids(properties)?;
                    if back {
                        scrub.part.element("w:vanish", &[("w:val", "0")], "");
                    }
                    Ok(())
                })?;
            }
            let rest = node.nodes().filter(|part| &*part.name != "w:rPr");
            rest.into_iter().try_for_each(|part| scrub.node(part))
        })
    }

    pub(super) fn part_of_run(&mut self, part: &Node) -> Step {
        match &*part.name {
            "w:t" if self.fields.iter().any(|field| !field.in_result) => Ok(()),
            "w:instrText" => {
                if let Some(field) = self.fields.last_mut() {
                    field.code.push_str(&part.text());
                }
                Ok(())
            }
            "w:fldChar" => {
                self.mark(part);
                Ok(())
            }
            "w:drawing" | "w:pict" | "w:object" => self.drawing(part),
            "w:footnoteReference" | "w:endnoteReference" => {
                let is_end = &*part.name == "w:endnoteReference";
                self.desk.notes.insert((is_end, part.get("w:id").unwrap_or_default().to_owned()));
                self.plain(part)
            }
            _ => self.plain(part),
        }
    }

    /// A drawing; one with a picture that pages of ours cannot show is named in its place.
    fn drawing(&mut self, node: &Node) -> Step {
        let mut found = Vec::new();
        node.collect(&|n| matches!(&*n.name, "a:blip" | "v:imagedata"), &mut found);
        for picture in found {
            let id = ["r:embed", "r:id", "r:pict"].iter().find_map(|name| picture.get(name));
            let to = inside(id.and_then(|id| self.relations.get(id))).map(|target| target.to.clone());
            let bytes = to.map_or(Ok(None), |to| self.desk.package.part(&to))?;
            let Some(bytes) = bytes else { return Ok(()) };
            if let Err(what) = shown(&bytes, &self.desk.member) {
                self.write(&format!("[{what}, not shown]"));
                return Ok(());
            }
        }
        let mut cut = Vec::new();
        node.collect(&is_cut, &mut cut);
        if !cut.is_empty() {
            return Err(Unclean::Because("holds a picture that is cut to a part of itself"));
        }
        // what an embedded file shows of itself stays, the file does not
        let name = if &*node.name == "w:object" { "w:pict" } else { &node.name };
        if !self.part.begin(name, []) {
            return Ok(());
        }
        let done = self.kids(node);
        self.part.end();
        done
    }

    fn mark(&mut self, part: &Node) {
        match part.get("w:fldCharType") {
            Some("begin") => {
                if let Some(text) = part.child("w:ffData").and_then(form_field) {
                    self.write(&text);
                }
                self.fields.push(Field::default());
            }
            Some("separate") => {
                let Some(field) = self.fields.last_mut() else { return };
                field.in_result = true;
                field.stays = is_page(&field.code);
                if field.stays {
                    let code = field.code.clone();
                    self.begin_field(&code);
                }
            }
            Some("end") => self.end_field(),
            _ => {}
        }
    }

    fn begin_field(&mut self, code: &str) {
        let mark = |kind| [("w:fldCharType", kind)];
        self.part.element("w:fldChar", &mark("begin"), "");
        self.part.element("w:instrText", &[("xml:space", "preserve")], code);
        self.part.element("w:fldChar", &mark("separate"), "");
    }

    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else { return };
        if !field.in_result && is_page(&field.code) {
            self.begin_field(&field.code);
        } else if !field.in_result {
            if let (true, text) = without_result(&field.code) {
                self.write(&text);
            }
            return;
        } else if !field.stays {
            return;
        }
        self.part.element("w:fldChar", &[("w:fldCharType", "end")], "");
    }

    /// Text of ours inside a run.
    fn write(&mut self, text: &str) {
        if self.part.begin("w:t", [("xml:space", "preserve")]) {
            self.text(text);
            self.part.end();
        }
    }
}

/// Whether a field's code asks for a number of pages and nothing else.
pub(super) fn is_page(code: &str) -> bool {
    let mut words = code.split_whitespace();
    let keyword = words.next().unwrap_or_default().to_ascii_uppercase();
    matches!(keyword.as_str(), "PAGE" | "NUMPAGES" | "SECTIONPAGES")
        && words.all(|word| matches!(word, "\\*" | "MERGEFORMAT" | "Arabic" | "roman" | "ROMAN"))
}

/// Whether an element says that only a part of a picture is seen.
fn is_cut(node: &Node) -> bool {
    let some =
        |text: Option<&str>| text.is_some_and(|t| !t.trim_matches(['0', '.', '%', 'f', ' ']).is_empty());
    match &*node.name {
        "a:srcRect" => ["l", "t", "r", "b"].iter().any(|side| some(node.get(side))),
        "v:imagedata" => {
            ["cropleft", "croptop", "cropright", "cropbottom"].iter().any(|side| some(node.get(side)))
        }
        _ => false,
    }
}
