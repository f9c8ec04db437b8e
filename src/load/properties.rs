//! What an office file says about itself: author, title, company, dates; seen by no reader of a page.

use super::convert::NotConverted;
use super::office::Office;
use super::xml::Node;

/// Reads the properties of an Office Open XML file (ECMA-376-2, 8); each is hidden matter. Gives the day
/// of the last change, ISO 8601.
///
/// # Errors
/// When one of the parts is damaged.
pub(super) fn read(file: &mut Office<'_>) -> Result<Option<String>, NotConverted> {
    let wanted = |name: &&str| name.starts_with("docprops/") && name.rsplit('.').next() == Some("xml");
    let parts: Vec<String> = file.package.names().filter(wanted).map(str::to_owned).collect();
    let mut date = None;
    for part in parts {
        if let Some(root) = file.package.xml(&part)? {
            date = take(&root, file).or(date);
        }
    }
    Ok(date)
}

/// Takes the elements of a list of properties: people named as authors are kept as names. Gives the day
/// of the last change.
pub(super) fn take(root: &Node, file: &mut Office<'_>) -> Option<String> {
    let mut date = None;
    for node in root.nodes() {
        let text = node.text();
        let text = text.trim();
        let own = node.name.rsplit(':').next().unwrap_or_default();
        let name = node.get("name").unwrap_or(own);
        if !text.is_empty() {
            file.hidden.text("document property", &format!("{name}: {text}"));
        }
        match own {
            "creator" | "lastModifiedBy" | "initial-creator" | "printed-by" | "Manager"
                if !text.is_empty() =>
            {
                file.names.push(text.to_owned());
            }
            "modified" | "date" => date = day(text).or(date),
            _ => {}
        }
    }
    date
}

/// The day at the start of a date and time.
fn day(text: &str) -> Option<String> {
    let day: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    Some(day.to_string())
}
