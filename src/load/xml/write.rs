//! XML out of our own hands: what is not written here is not in the part, whatever the source held.
//!
//! Names are the short ones of [`super::names`]; an element or an attribute of another namespace cannot
//! be written. Comments, instructions and document types do not exist.

use super::names::WRITTEN;
use super::{Kid, Node};

/// A part being written.
#[derive(Debug, Default)]
pub(in crate::load) struct Markup {
    out: String,
    /// Names of the elements that are open.
    open: Vec<String>,
}

impl Markup {
    /// A part with its outermost element, which declares all namespaces.
    pub(in crate::load) fn root(name: &str, attributes: &[(&str, &str)]) -> Self {
        let mut part = Self::default();
        part.begin(name, attributes.iter().copied());
        part
    }

    /// Begins an element; false, and nothing written, where its namespace is not one of ours.
    pub(in crate::load) fn begin<'a>(
        &mut self,
        name: &str,
        attributes: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> bool {
        if !is_written(name) {
            return false;
        }
        let outermost = self.out.is_empty();
        if outermost {
            self.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        }
        self.out.push('<');
        self.out.push_str(name);
        for (short, uri) in WRITTEN.iter().filter(|_| outermost) {
            self.attribute(&format!("xmlns:{short}"), uri);
        }
        for (name, value) in attributes {
            if !name.contains(':') || name.starts_with("xml:") || is_written(name) {
                self.attribute(name, value);
            }
        }
        self.out.push('>');
        self.open.push(name.to_owned());
        true
    }

    /// Ends the element that was begun last.
    pub(in crate::load) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
    }

    /// An element with attributes and text.
    pub(in crate::load) fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        if self.begin(name, attributes.iter().copied()) {
            self.text(text);
            self.end();
        }
    }

    /// Characters.
    pub(in crate::load) fn text(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// Copies an element with everything inside it that `keep` keeps: of an element, whether; of an
    /// attribute too, by both names.
    pub(in crate::load) fn copy(&mut self, node: &Node, keep: &dyn Fn(&str, Option<&str>) -> bool) {
        let own = &*node.name;
        if !keep(own, None) || !self.begin(own, node.attributes().filter(|(name, _)| keep(own, Some(name)))) {
            return;
        }
        for kid in &node.kids {
            match kid {
                Kid::Node(kid) => self.copy(kid, keep),
                Kid::Text(text) => self.text(text),
            }
        }
        self.end();
    }

    /// The part, every element ended.
    pub(in crate::load) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.end();
        }
        self.out.into_bytes()
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(value, &mut self.out);
        self.out.push('"');
    }
}

fn is_written(name: &str) -> bool {
    name.split_once(':').is_some_and(|(short, _)| WRITTEN.iter().any(|(known, _)| *known == short))
}

/// XML 1.0, 2.4; characters that XML does not know (2.2) go.
fn escape(text: &str, out: &mut String) {
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                out.push_str("&#");
                out.push_str(&u32::from(ch).to_string());
                out.push(';');
            }
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            ch => out.push(ch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_and_what_is_not_ours_is_not_written() {
        let source = "<w:a xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
            xmlns:z=\"urn:z\" w:b=\"1 &amp; &quot;2&quot;\" z:c=\"3\"><!-- no --><z:d>secret</z:d>a &lt; b</w:a>";
        let node = super::super::parse(source.as_bytes()).expect("XML");
        let mut part = Markup::root("w:document", &[]);
        part.copy(&node, &|_, _| true);
        let bytes = part.finish();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("secret") && !text.contains("no") && !text.contains("\"3\""), "{text}");
        let back = super::super::parse(&bytes).expect("XML");
        let copy = back.child("w:a").expect("the element");
        assert_eq!((copy.get("w:b"), copy.text().as_str()), (Some("1 & \"2\""), "a < b"));
    }
}
