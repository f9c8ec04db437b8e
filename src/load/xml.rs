//! A small tree of XML: elements, attributes, text; names by their namespace, whatever the prefix.
//!
//! Nothing is fetched and no entity is defined: a reference that XML itself does not know refuses the
//! part, so do more than [`DEEPEST`] levels, [`MOST`] nodes, and what is not well-formed.

use std::collections::HashSet;
use std::rc::Rc;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

mod names;
pub(super) mod write;

/// How deep elements may be nested.
const DEEPEST: usize = 200;
/// Most elements and texts of one part.
const MOST: usize = 4_000_000;

/// Why a part is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// Not well-formed, or with entities of its own.
    Damaged,
    /// Nested more than [`DEEPEST`].
    TooDeep,
    /// More than [`MOST`] nodes.
    TooLarge,
}

impl Unread {
    /// In plain words, after a file's name.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::Damaged => "is damaged: a part of it is not well-formed",
            Self::TooDeep => "has a part that is nested too deeply to be read",
            Self::TooLarge => "has a part larger than this program reads",
        }
    }
}

/// An element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// `w:p`: the short name of the namespace (see [`names`]) and the local name.
    pub(super) name: Rc<str>,
    attributes: Vec<(Rc<str>, String)>,
    /// What stands inside it, in order.
    pub(super) kids: Vec<Kid>,
}

/// What stands inside an element.
#[derive(Debug)]
pub(super) enum Kid {
    /// An element.
    Node(Node),
    /// Characters.
    Text(String),
}

impl Node {
    /// An attribute by its short name.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| **n == *name).map(|(_, value)| value.as_str())
    }

    /// All attributes in order, by their short names.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (&**name, value.as_str()))
    }

    /// The elements directly inside it.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Node(node) => Some(node),
            Kid::Text(_) => None,
        })
    }

    /// The first element of a name directly inside it.
    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.nodes().find(|node| *node.name == *name)
    }

    /// The elements of a name at any depth, in order.
    pub(super) fn all<'n>(&'n self, name: &str) -> Vec<&'n Node> {
        let mut found = Vec::new();
        self.collect(&|node| *node.name == *name, &mut found);
        found
    }

    /// The elements at any depth that satisfy a test, in order.
    pub(super) fn collect<'n>(&'n self, wanted: &dyn Fn(&Node) -> bool, found: &mut Vec<&'n Node>) {
        for node in self.nodes() {
            if wanted(node) {
                found.push(node);
            }
            node.collect(wanted, found);
        }
    }

    /// All characters inside it, in order.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.push_text(&mut out);
        out
    }

    /// The characters inside it, those of each element on a line of their own.
    pub(super) fn lines(&self) -> String {
        let mut lines = Vec::new();
        self.push_lines(&mut lines);
        lines.join("\n")
    }

    fn push_lines<'n>(&'n self, out: &mut Vec<&'n str>) {
        for kid in &self.kids {
            match kid {
                Kid::Text(text) if text.trim().is_empty() => {}
                Kid::Text(text) => out.push(text.trim()),
                Kid::Node(node) => node.push_lines(out),
            }
        }
    }

    fn push_text(&self, out: &mut String) {
        for kid in &self.kids {
            match kid {
                Kid::Text(text) => out.push_str(text),
                Kid::Node(node) => node.push_text(out),
            }
        }
    }
}

/// Parses a part; gives its root element.
///
/// # Errors
/// See [`Unread`].
pub(super) fn parse(bytes: &[u8]) -> Result<Node, Unread> {
    let source = decode(bytes);
    let mut reader = NsReader::from_str(&source);
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree::default();
    loop {
        let (_, event) = reader.read_resolved_event().map_err(|_| Unread::Damaged)?;
        match event {
            Event::Start(start) => tree.open(&reader, &start)?,
            Event::End(_) => tree.close()?,
            Event::Text(text) => tree.text(&text.xml10_content()),
            Event::CData(text) => tree.text(&text.xml10_content()),
            Event::GeneralRef(reference) => tree.text(character(&reference)?.encode_utf8(&mut [0; 4])),
            Event::Eof => return tree.finish(),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Tree {
    open: Vec<Node>,
    root: Option<Node>,
    names: HashSet<Rc<str>>,
    count: usize,
}

impl Tree {
    fn open(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<(), Unread> {
        self.count += 1;
        if self.open.len() >= DEEPEST {
            return Err(Unread::TooDeep);
        }
        if self.count > MOST {
            return Err(Unread::TooLarge);
        }
        let (namespace, local) = reader.resolver().resolve_element(start.name());
        let name = self.name(&namespace, local.as_ref());
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_| Unread::Damaged)?;
            let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| Unread::Damaged)?;
            attributes.push((self.name(&namespace, local.as_ref()), value.into_owned()));
        }
        self.open.push(Node { name, attributes, kids: Vec::new() });
        Ok(())
    }

    fn close(&mut self) -> Result<(), Unread> {
        let node = self.open.pop().ok_or(Unread::Damaged)?;
        match self.open.last_mut() {
            Some(parent) => parent.kids.push(Kid::Node(node)),
            None => self.root = Some(node),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let Some(parent) = self.open.last_mut() else { return };
        if let Some(Kid::Text(before)) = parent.kids.last_mut() {
            before.push_str(text);
        } else if !text.is_empty() {
            self.count += 1;
            parent.kids.push(Kid::Text(text.to_owned()));
        }
    }

    fn finish(self) -> Result<Node, Unread> {
        if self.open.is_empty() { self.root.ok_or(Unread::Damaged) } else { Err(Unread::Damaged) }
    }

    fn name(&mut self, namespace: &ResolveResult<'_>, local: &str) -> Rc<str> {
        let name = match namespace {
            ResolveResult::Bound(uri) => match names::short(uri.as_ref()) {
                "" => local.to_owned(),
                short => format!("{short}:{local}"),
            },
            ResolveResult::Unbound => local.to_owned(),
            ResolveResult::Unknown(_) => format!("?:{local}"),
        };
        if let Some(known) = self.names.get(name.as_str()) {
            return known.clone();
        }
        let name: Rc<str> = name.into();
        self.names.insert(name.clone());
        name
    }
}

/// The character of a reference: by number, or one of the five that XML defines (XML 1.0, 4.6).
fn character(reference: &BytesRef<'_>) -> Result<char, Unread> {
    if let Some(ch) = reference.resolve_char_ref().map_err(|_| Unread::Damaged)? {
        return Ok(ch);
    }
    match reference.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Unread::Damaged),
    }
}

/// The characters: by byte-order mark, else by the encoding the part names, else UTF-8.
fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let head = String::from_utf8_lossy(bytes.get(..200.min(bytes.len())).unwrap_or_default()).into_owned();
    let named = head.split("encoding=").nth(1).and_then(|rest| rest.split(['"', '\'']).nth(1));
    let named = named.filter(|_| head.starts_with("<?xml")).and_then(|n| Encoding::for_label(n.as_bytes()));
    named.unwrap_or(UTF_8).decode(bytes).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_by_namespace_and_text_keeps_its_spaces() {
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
        for (uri, prefix) in [(word, "w:"), (strict, "z:"), (word, "")] {
            let colon = prefix.trim_end_matches(':');
            let xmlns = if colon.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{colon}") };
            let source = format!(
                "<{prefix}t {xmlns}=\"{uri}\" a=\"1 &amp; 2\"> x &lt;&#233; <![CDATA[<y>]]></{prefix}t>"
            );
            let node = parse(source.as_bytes()).expect("well-formed");
            assert_eq!((&*node.name, node.text().as_str()), ("w:t", " x <é <y>"));
            assert_eq!(node.get("a"), Some("1 & 2"));
        }
    }

    #[test]
    fn what_is_not_plain_xml_is_refused() {
        let deep = "<a>".repeat(DEEPEST + 1);
        for (source, why) in [
            ("", Unread::Damaged),
            ("<a><b></a>", Unread::Damaged),
            ("<a>", Unread::Damaged),
            ("<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", Unread::Damaged),
            (deep.as_str(), Unread::TooDeep),
        ] {
            assert_eq!(parse(source.as_bytes()).err(), Some(why), "{source:.40}");
        }
    }

    #[test]
    fn the_encoding_is_the_one_the_part_names() {
        let utf16: Vec<u8> = "\u{feff}<a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xe9</a>";
        for bytes in [&utf16[..], latin, "<a>é</a>".as_bytes()] {
            assert_eq!(parse(bytes).expect("XML").text(), "é");
        }
    }
}
