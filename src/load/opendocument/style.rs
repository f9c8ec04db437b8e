//! Styles of an `OpenDocument` file (ODF 1.3, 16): what they hide, where they break the page, how lists
//! are labelled.

use std::collections::BTreeMap;

use crate::load::xml::Node;

/// What is used of a style.
#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    hidden: Option<bool>,
    bold: Option<bool>,
    breaks: Option<bool>,
    master: Option<String>,
    clips: Option<bool>,
}

/// A level of a list.
#[derive(Debug, Clone, Default)]
pub(super) struct Level {
    /// A bullet; nothing for a numbered level.
    pub(super) bullet: Option<String>,
    /// `style:num-format`.
    pub(super) format: String,
    pub(super) prefix: String,
    pub(super) suffix: String,
    pub(super) start: u32,
    /// How many levels the number shows.
    pub(super) shown: usize,
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    lists: BTreeMap<String, BTreeMap<usize, Level>>,
}

impl Styles {
    /// Takes the styles of a part.
    pub(super) fn take(&mut self, root: &Node) {
        for style in root.all("style:style") {
            let key = |name: &str| format!("{} {name}", style.get("style:family").unwrap_or_default());
            let Some(name) = style.get("style:name") else { continue };
            let of = |properties: &str, name: &str| style.child(properties).and_then(|p| p.get(name));
            let table = of("style:table-properties", "table:display");
            let own = Style {
                parent: style.get("style:parent-style-name").map(key),
                hidden:
                    of("style:text-properties", "text:display")
                        .map(|display| display == "none")
                        .or(table.map(|display| display == "false"))
                        .or(of("style:drawing-page-properties", "presentation:visibility")
                            .map(|v| v == "hidden")),
                bold: of("style:text-properties", "fo:font-weight").map(|w| w == "bold"),
                breaks: of("style:paragraph-properties", "fo:break-before").map(|b| b == "page"),
                clips: of("style:graphic-properties", "fo:clip")
                    .map(|clip| clip.contains(|c: char| matches!(c, '1'..='9'))),
                master: style.get("style:master-page-name").filter(|m| !m.is_empty()).map(str::to_owned),
            };
            self.styles.insert(key(name), own);
        }
        for list in root.all("text:list-style") {
            let Some(name) = list.get("style:name") else { continue };
            let levels = list.nodes().filter_map(|node| {
                Some((node.get("text:level")?.parse::<usize>().ok()?.checked_sub(1)?, level(node)))
            });
            self.lists.insert(name.to_owned(), levels.collect());
        }
    }

    fn find<T>(&self, family: &str, name: Option<&str>, of: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut at = format!("{family} {}", name?);
        // a chain longer than this goes round in a circle
        for _ in 0..40 {
            let style = self.styles.get(&at)?;
            if let Some(found) = of(style) {
                return Some(found);
            }
            at = style.parent.clone()?;
        }
        None
    }

    /// Whether a style hides what it is applied to.
    pub(super) fn hides(&self, family: &str, name: Option<&str>) -> bool {
        self.find(family, name, |s| s.hidden).unwrap_or(false)
    }

    /// Whether a frame's style cuts its picture (ODF 1.3, 20.194): a rectangle that is not all zero.
    pub(super) fn clips(&self, name: Option<&str>) -> bool {
        self.find("graphic", name, |s| s.clips).unwrap_or(false)
    }

    /// Whether a style is bold.
    pub(super) fn bold(&self, family: &str, name: Option<&str>) -> Option<bool> {
        self.find(family, name, |s| s.bold)
    }

    /// Whether a paragraph's style starts a page.
    pub(super) fn breaks(&self, name: Option<&str>) -> bool {
        self.find("paragraph", name, |s| s.breaks).unwrap_or(false)
    }

    /// The master pages that styles ask for.
    pub(super) fn masters(&self) -> impl Iterator<Item = &str> {
        self.styles.values().filter_map(|style| style.master.as_deref())
    }

    /// A level of a list's style.
    pub(super) fn level(&self, list: &str, level: usize) -> Option<&Level> {
        self.lists.get(list)?.get(&level)
    }
}

fn level(node: &Node) -> Level {
    let text = |name: &str| node.get(name).unwrap_or_default().to_owned();
    let number = |name: &str| node.get(name).and_then(|v| v.parse::<u32>().ok());
    let bullet = node.get("text:bullet-char").map(crate::load::symbols::readable);
    let is_picture = &*node.name == "text:list-level-style-image";
    Level {
        bullet: bullet.or_else(|| is_picture.then(|| "•".to_owned())),
        format: text("style:num-format"),
        prefix: text("style:num-prefix"),
        suffix: text("style:num-suffix"),
        start: number("text:start-value").unwrap_or(1),
        shown: number("text:display-levels").unwrap_or(1) as usize,
    }
}
