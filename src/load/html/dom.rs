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

    /// Whether it says of itself that nobody sees it.
    pub(super) fn is_hidden(&self) -> bool {
        self.get("hidden").is_some()
            || self.get("style").is_some_and(style::hides)
            || (self.name == "input" && self.is_type(&["hidden", "password"]))
    }

    /// Whether its `type` is one of these.
    pub(super) fn is_type(&self, types: &[&str]) -> bool {
        self.get("type").is_some_and(|own| types.iter().any(|t| own.trim().eq_ignore_ascii_case(t)))
    }

    /// Whether what is inside stands on a colour or picture of its own.
    pub(super) fn has_ground(&self) -> bool {
        let own = self.get("bgcolor").or(self.get("background"));
        own.is_some_and(|c| !style::is_white(c)) || self.get("style").is_some_and(style::has_ground)
    }

    /// Whether its text is white.
    pub(super) fn is_white(&self) -> bool {
        let font = self.get("color").filter(|_| self.name == "font");
        font.is_some_and(style::is_white) || self.get("style").is_some_and(style::is_white_text)
    }
}

/// The text of a comment.
pub(super) fn comment_of(node: &Handle) -> Option<String> {
    let Comment { contents } = &node.data else { return None };
    Some(contents.to_string())
}

/// All text below a node, in order; `None` when nested too deeply.
pub(super) fn all_text(node: &Handle, depth: usize, out: &mut String) -> Option<()> {
    if depth > DEEPEST {
        return None;
    }
    let children = node.children.borrow();
    if children.is_empty() && comment_of(node).is_none() && Tag::of(node).is_none() {
        out.push_str(&text_of(node));
    }
    if let Some(value) = Tag::of(node).filter(|tag| tag.name == "input").as_ref().and_then(|t| t.get("value"))
    {
        out.push_str(value);
    }
    children.iter().try_for_each(|child| all_text(child, depth + 1, out))
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
