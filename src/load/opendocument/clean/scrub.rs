//! The walk that writes a part of an `OpenDocument` text anew: what is seen goes on, the rest is not
//! written.
//!
//! It takes the decisions of [`super::super::story`] about what a reader sees: deletions, comments and
//! hidden text are passed over, a field is its result, a link is its words. Only numbers of pages stay
//! fields, because each page has its own.

use super::super::object;
use super::super::table::is_collapsed;
use super::{Desk, is_said};
use crate::load::clean::{Unclean, shown};
use crate::load::xml::write::Markup;
use crate::load::xml::{Kid, Node};

/// The result of a step of the walk.
type Step = Result<(), Unclean>;

/// Elements that go with everything inside.
const GONE: [&str; 19] = [
    "text:tracked-changes",
    "office:annotation",
    "office:annotation-end",
    "office:scripts",
    "office:event-listeners",
    "text:sequence-decls",
    "text:variable-decls",
    "text:user-field-decls",
    "text:dde-connection-decls",
    "text:alphabetical-index-auto-mark-file",
    "text:section-source",
    "office:dde-source",
    "text:script",
    "text:soft-page-break",
    "svg:title",
    "svg:desc",
    "table:title",
    "table:desc",
    "table:shapes",
];

/// Elements of the text that are written as they are, with what is seen of what they hold.
const PLAIN: [&str; 26] = [
    "text:p",
    "text:h",
    "text:span",
    "text:section",
    "table:table",
    "table:table-row",
    "table:table-row-group",
    "text:list",
    "text:list-item",
    "text:list-header",
    "text:numbered-paragraph",
    "text:note",
    "text:note-citation",
    "text:note-body",
    "text:ruby",
    "text:ruby-base",
    "text:ruby-text",
    "text:s",
    "text:tab",
    "text:line-break",
    "text:page-number",
    "text:page-count",
    "table:table-cell",
    "table:table-columns",
    "table:table-column",
    "table:table-rows",
];

/// Where the walk stands.
pub(super) struct Scrub<'d, 'm> {
    desk: &'d mut Desk<'m>,
    part: Markup,
    /// Whether what is written now may be seen on several pages.
    repeating: bool,
}

impl<'d, 'm> Scrub<'d, 'm> {
    pub(super) fn new(desk: &'d mut Desk<'m>, part: Markup) -> Self {
        Self { desk, part, repeating: false }
    }

    /// Begins an element of ours.
    pub(super) fn open(&mut self, name: &str) {
        self.part.begin(name, []);
    }

    /// The part.
    pub(super) fn finish(self) -> Vec<u8> {
        self.part.finish()
    }

    /// Writes an element that every page may show.
    pub(super) fn repeats(&mut self, node: &Node) -> Step {
        let before = std::mem::replace(&mut self.repeating, true);
        let done = self.plain(node);
        self.repeating = before;
        done
    }

    /// Writes what is seen of what an element holds.
    pub(super) fn inside(&mut self, node: &Node) -> Step {
        node.kids.iter().try_for_each(|kid| match kid {
            Kid::Node(kid) => self.node(kid),
            Kid::Text(text) => {
                self.text(text);
                Ok(())
            }
        })
    }

    /// Writes an element, as far as it is seen.
    fn node(&mut self, node: &Node) -> Step {
        if self.is_unseen(node) {
            return Ok(());
        }
        match &*node.name {
            "table:table-header-rows" => self.repeats(node),
            "table:covered-table-cell" => self.around(node, |_| Ok(())),
            "office:forms" if node.nodes().next().is_some() => Err(Unclean::Because("holds a form")),
            "draw:frame" => self.frame(node),
            "draw:a" => self.inside(node),
            "draw:control"
            | "draw:object"
            | "draw:object-ole"
            | "draw:plugin"
            | "draw:applet"
            | "draw:floating-frame" => Err(Unclean::Because("holds an object of another program")),
            name if PLAIN.contains(&name) || name.starts_with("draw:") => self.plain(node),
            // indexes, fields, marks: what they show stands inside
            name if ["text:", "office:", "style:"].iter().any(|kind| name.starts_with(kind)) => {
                self.inside(node)
            }
            _ => Ok(()),
        }
    }

    /// Whether nobody sees an element, with everything inside.
    fn is_unseen(&self, node: &Node) -> bool {
        let (styles, style) = (&self.desk.styles, node.get("text:style-name"));
        match &*node.name {
            name if GONE.contains(&name) || name.ends_with("-source") => true,
            "text:p" | "text:h" => styles.hides("paragraph", style),
            "text:span" => styles.hides("text", style),
            "text:section" | "text:hidden-paragraph" | "text:hidden-text" => is_hidden(node),
            "table:table" => styles.hides("table", node.get("table:style-name")),
            "table:table-row" => is_collapsed(node),
            _ => false,
        }
    }

    /// Writes an element as it is, and what is seen of what it holds.
    fn plain(&mut self, node: &Node) -> Step {
        self.around(node, |scrub| scrub.inside(node))
    }

    /// Writes an element's beginning and end around what `inner` writes.
    pub(super) fn around(&mut self, node: &Node, inner: impl FnOnce(&mut Self) -> Step) -> Step {
        let is_style = node.name.starts_with("style:");
        let said = node.attributes().filter(|(name, _)| is_said(name) || (is_style && *name == "style:name"));
        if !self.part.begin(&node.name, said) {
            return Ok(());
        }
        let done = inner(self);
        self.part.end();
        done
    }

    /// Writes a frame with the one of its contents that is seen.
    fn frame(&mut self, node: &Node) -> Step {
        if let Some(content) = node.child("draw:text-box") {
            return self.around(node, |scrub| scrub.plain(content));
        }
        if let Some(table) = node.child("table:table") {
            return self.around(node, |scrub| scrub.node(table));
        }
        if node.nodes().any(|n| n.name.starts_with("draw:object")) {
            return Err(Unclean::Because("holds an object of another program"));
        }
        if self.desk.styles.clips(node.get("draw:style-name")) {
            return Err(Unclean::Because("shows a part of a picture only"));
        }
        let images = node.nodes().filter(|n| &*n.name == "draw:image");
        let Some(part) = images.into_iter().find_map(|image| object::inside(image, "")) else {
            return Ok(());
        };
        let Some(bytes) = self.desk.package.part(&part)? else { return Ok(()) };
        shown(&bytes, &self.desk.member)
            .map_err(|_| Unclean::Because("holds a picture that cannot be shown"))?;
        let ending = if bytes.starts_with(b"\x89PNG") { "png" } else { "jpeg" };
        let name = format!("Pictures/image{}.{ending}", self.desk.pictures.len());
        self.desk.pictures.push((name.clone(), bytes));
        self.around(node, |scrub| {
            let leads = [
                ("xlink:href", name.as_str()),
                ("xlink:type", "simple"),
                ("xlink:show", "embed"),
                ("xlink:actuate", "onLoad"),
            ];
            scrub.part.element("draw:image", &leads, "");
            Ok(())
        })
    }

    fn text(&mut self, text: &str) {
        if self.repeating {
            self.desk.repeated.push_str(text);
            self.desk.repeated.push(' ');
        }
        self.part.text(text);
    }
}

/// Whether a section or a conditional text is hidden (ODF 1.3, 19.813 and 19.825).
fn is_hidden(node: &Node) -> bool {
    node.get("text:display") == Some("none") || node.get("text:is-hidden") == Some("true")
}
