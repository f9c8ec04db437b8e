//! Styles (ECMA-376-1, 17.7): which paragraphs are headings or items of lists, which text is hidden.

use std::collections::BTreeMap;

use crate::load::xml::Node;

/// What a style or a property list says; nothing where it does not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// `w:vanish`: text nobody sees.
    pub(super) hidden: Option<bool>,
    /// `w:b`.
    pub(super) bold: Option<bool>,
    /// Heading level: 1 for a title, 2 for the first outline level.
    pub(super) heading: Option<u8>,
    /// `w:numId` and `w:ilvl`.
    pub(super) number: Option<String>,
    /// `w:ilvl`.
    pub(super) level: Option<usize>,
}

impl Look {
    /// Reads `w:pPr` or `w:rPr`, in an element that holds both or is one of them.
    pub(super) fn read(node: &Node) -> Self {
        let mut look = Self::default();
        for property in node.nodes() {
            match &*property.name {
                "w:vanish" => look.hidden = Some(is_on(property)),
                "w:b" => look.bold = Some(is_on(property)),
                "w:outlineLvl" => {
                    let level = property.get("w:val").and_then(|v| v.parse::<u8>().ok());
                    look.heading = level.map(|level| if level < 9 { level + 2 } else { 0 });
                }
                "w:numPr" => {
                    let value = |name: &str| property.child(name).and_then(|n| n.get("w:val"));
                    look.number = value("w:numId").map(str::to_owned);
                    look.level = value("w:ilvl").and_then(|v| v.parse().ok());
                }
                _ => {}
            }
        }
        look
    }

    /// What this says, and where it says nothing, what the other does.
    pub(super) fn over(self, other: &Self) -> Self {
        Self {
            hidden: self.hidden.or(other.hidden),
            bold: self.bold.or(other.bold),
            heading: self.heading.or(other.heading),
            number: self.number.or_else(|| other.number.clone()),
            level: self.level.or(other.level),
        }
    }
}

/// Whether a toggle is on: it is unless it says otherwise (17.17.4).
pub(super) fn is_on(node: &Node) -> bool {
    !matches!(node.get("w:val"), Some("0" | "false" | "off" | "none"))
}

/// The styles of a document with what they inherit.
#[derive(Debug, Default)]
pub(super) struct Styles {
    looks: BTreeMap<String, Look>,
    default: Look,
    /// The default paragraph style.
    normal: Option<String>,
}

impl Styles {
    /// Reads `word/styles.xml`.
    pub(super) fn read(root: &Node) -> Self {
        let mut raw = BTreeMap::new();
        let mut styles = Self::default();
        for style in root.nodes() {
            if &*style.name == "w:docDefaults" {
                let defaults = style.all("w:rPr");
                styles.default = defaults.first().map(|rpr| Look::read(rpr)).unwrap_or_default();
            }
            let (Some(id), true) = (style.get("w:styleId"), &*style.name == "w:style") else { continue };
            let value = |name: &str| style.child(name).and_then(|n| n.get("w:val"));
            let paragraph = style.child("w:pPr").map(Look::read).unwrap_or_default();
            let run = style.child("w:rPr").map(Look::read).unwrap_or_default();
            let mut look = paragraph.over(&run);
            look.heading = look.heading.or_else(|| heading(value("w:name").unwrap_or_default()));
            if style.get("w:default").is_some_and(|d| d == "1" || d == "true")
                && style.get("w:type") == Some("paragraph")
            {
                styles.normal = Some(id.to_owned());
            }
            raw.insert(id.to_owned(), (look, value("w:basedOn").map(str::to_owned)));
        }
        styles.looks = raw.keys().map(|id| (id.clone(), inherited(&raw, id))).collect();
        styles
    }

    /// The look of a style with what it inherits; the document's own for an unknown one.
    pub(super) fn look(&self, id: Option<&str>) -> Look {
        let known = id.and_then(|id| self.looks.get(id));
        known.cloned().unwrap_or_default()
    }

    /// The look of a paragraph's style.
    pub(super) fn paragraph(&self, id: Option<&str>) -> Look {
        self.look(id.or(self.normal.as_deref())).over(&self.default)
    }
}

fn inherited(raw: &BTreeMap<String, (Look, Option<String>)>, id: &str) -> Look {
    let (mut look, mut at) = (Look::default(), Some(id.to_owned()));
    // a chain longer than this goes round in a circle
    for _ in 0..40 {
        let Some((own, based)) = at.as_ref().and_then(|id| raw.get(id)) else { break };
        look = look.over(own);
        at.clone_from(based);
    }
    look
}

/// The heading level of the built-in style names.
fn heading(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    if name == "title" {
        return Some(1);
    }
    let level: u8 = name.strip_prefix("heading ")?.parse().ok()?;
    (1..=9).contains(&level).then_some(level + 1)
}
