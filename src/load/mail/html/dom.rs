//! Reading the nodes of a parsed HTML document.

use html2text::{Comment, Element, Handle};

use super::{DEEPEST, style};

/// The name and attributes of an element.
pub(super) struct Tag {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    pub(super) fn of(node: &Handle) -> Option<Self> {
        let Element { name, attrs, .. } = &node.data else { return None };
        let attributes =
            attrs.borrow().iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
        Some(Self { name: name.local.to_string(), attributes })
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.get("hidden").is_some()
            || self.get("style").is_some_and(style::hides)
            || (self.name == "input" && self.get("type").is_some_and(|t| t.eq_ignore_ascii_case("hidden")))
    }
}

/// Whether a node is a comment.
pub(super) fn is_comment(node: &Handle) -> bool {
    matches!(node.data, Comment { .. })
}

/// The characters of a text node; nothing for a doctype. The parser's text is reached through its
/// serialiser, which escapes four characters of it.
pub(super) fn text_of(node: &Handle) -> String {
    let mut bytes = Vec::new();
    if matches!(node.data, html2text::Document)
        || node.serialize(&mut bytes).is_err()
        || bytes.starts_with(b"<")
    {
        return String::new();
    }
    let text = String::from_utf8_lossy(&bytes);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// The elements of a name below a node, not looking into tables inside; `None` when nested too deeply.
pub(super) fn below(node: &Handle, names: &[&str], depth: usize, found: &mut Vec<Handle>) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    for child in node.children.borrow().iter() {
        match Tag::of(child) {
            Some(tag) if names.contains(&tag.name.as_str()) => found.push(child.clone()),
            Some(tag) if tag.name == "table" => {}
            _ => below(child, names, depth + 1, found)?,
        }
    }
    Some(())
}

/// Whether an element makes a paragraph of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "p"
            | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
            | "address"
            | "center"
            | "form"
            | "fieldset"
            | "figure"
            | "figcaption"
            | "dl"
            | "dt"
            | "tr"
            | "td"
            | "tbody"
            | "thead"
            | "tfoot"
            | "caption"
            | "details"
            | "summary"
            | "option"
    )
}
