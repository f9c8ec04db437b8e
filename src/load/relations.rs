//! Relationships of a part (ECMA-376-2, 6.5): which other parts it names, and what lies outside.
//!
//! A target outside of the file is never opened; it is counted by who asks for it.

use std::collections::BTreeMap;

use super::convert::NotConverted;
use super::package::Package;

/// Where a relationship leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The last word of its type (`image`, `header`, `hyperlink`).
    pub(super) kind: String,
    /// A part's name, or an address outside.
    pub(super) to: String,
    /// Whether it lies outside of the file.
    pub(super) external: bool,
}

/// The relationships of one part by their ids.
#[derive(Debug, Default)]
pub(super) struct Relations {
    targets: BTreeMap<String, Target>,
}

impl Relations {
    /// Reads those of a part; of the whole file for an empty name.
    ///
    /// # Errors
    /// When the list is damaged.
    pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Self, NotConverted> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let list = format!("{folder}/_rels/{file}.rels");
        let mut targets = BTreeMap::new();
        let Some(root) = package.xml(&list)? else { return Ok(Self::default()) };
        for node in root.nodes() {
            let (Some(id), Some(to)) = (node.get("Id"), node.get("Target")) else { continue };
            let kind = node.get("Type").and_then(|kind| kind.rsplit('/').next()).unwrap_or_default();
            let external = node.get("TargetMode").is_some_and(|m| m.eq_ignore_ascii_case("External"));
            let to = if external { to.to_owned() } else { resolve(folder, to) };
            targets.insert(id.to_owned(), Target { kind: kind.to_owned(), to, external });
        }
        Ok(Self { targets })
    }

    /// The target of an id.
    pub(super) fn get(&self, id: &str) -> Option<&Target> {
        self.targets.get(id)
    }

    /// The part that an id leads to.
    pub(super) fn part(&self, id: &str) -> Option<&str> {
        self.get(id).filter(|t| !t.external).map(|t| t.to.as_str())
    }

    /// The first part of a kind.
    pub(super) fn first(&self, kind: &str) -> Option<&str> {
        self.all().find(|t| t.kind == kind && !t.external).map(|t| t.to.as_str())
    }

    /// All targets.
    pub(super) fn all(&self) -> impl Iterator<Item = &Target> {
        self.targets.values()
    }
}

/// A target relative to a folder of the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default();
    let whole = if target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn a_target_is_resolved_inside_the_package() {
        for (folder, target, part) in [
            ("word", "media/a.png", "word/media/a.png"),
            ("word", "/docProps/core.xml", "docProps/core.xml"),
            ("xl/worksheets", "../drawings/d.xml", "xl/drawings/d.xml"),
            ("", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolve(folder, target), part);
        }
    }
}
