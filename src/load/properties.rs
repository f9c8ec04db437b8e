//! What an office file says about itself: author, title, company, dates; seen by no reader of a page.

use super::convert::NotConverted;
use super::package::Package;
use super::paged::hidden::Hidden;
use super::xml::Node;

/// What is used of them.
#[derive(Debug, Default)]
pub(super) struct Properties {
    /// People named as authors.
    pub(super) people: Vec<String>,
    /// The day of the last change, ISO 8601.
    pub(super) date: Option<String>,
}

/// Reads the properties of an Office Open XML file (ECMA-376-2, 8); each is hidden matter.
///
/// # Errors
/// When one of the parts is damaged.
pub(super) fn read(package: &mut Package<'_>, hidden: &mut Hidden) -> Result<Properties, NotConverted> {
    let mut properties = Properties::default();
    let wanted = |name: &&str| name.starts_with("docprops/") && name.rsplit('.').next() == Some("xml");
    let parts: Vec<String> = package.names().filter(wanted).map(str::to_owned).collect();
    for part in parts {
        if let Some(root) = package.xml(&part)? {
            properties.take(&root, hidden);
        }
    }
    Ok(properties)
}

impl Properties {
    /// Takes the elements of a list of properties.
    pub(super) fn take(&mut self, root: &Node, hidden: &mut Hidden) {
        for node in root.nodes() {
            let text = node.text();
            let text = text.trim();
            let own = node.name.rsplit(':').next().unwrap_or_default();
            let name = node.get("name").unwrap_or(own);
            if !text.is_empty() {
                hidden.text("document property", &format!("{name}: {text}"));
            }
            match own {
                "creator" | "lastModifiedBy" | "initial-creator" | "printed-by" | "Manager"
                    if !text.is_empty() =>
                {
                    self.people.push(text.to_owned());
                }
                "modified" | "date" => self.date = day(text).or(self.date.take()),
                _ => {}
            }
        }
    }
}

/// The day at the start of a date and time.
fn day(text: &str) -> Option<String> {
    let day: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    Some(day.to_string())
}
