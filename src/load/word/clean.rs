//! A Word document written anew for LibreOffice: what a reader sees, in the looks of the source.
//!
//! The parts that say something (text, headers, footers, notes) go through [`super::scrub`]; of styles
//! and lists only looks are taken. Settings are our own. Nothing else is written. Refused: a document
//! with pictures cut to a part, whose rest the program might show.

use std::collections::BTreeSet;

use super::optional_part;
use super::scrub::Scrub;
use super::styles::{Styles, is_on};
use crate::load::clean::{Clean, Format, Kept, Parts, Unclean, is_silent};
use crate::load::convert::Member;
use crate::load::package::Package;
use crate::load::relations::Relations;
use crate::load::xml::Node;
use crate::load::xml::write::Markup;

#[cfg(test)]
mod tests;

/// Beginning of the content types of parts.
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// What the parts of a document share while they are written.
pub(super) struct Desk<'m> {
    pub(super) member: Member<'m>,
    pub(super) package: Package<'m>,
    pub(super) styles: Styles,
    pub(super) parts: Parts,
    /// Notes that the text refers to: whether endnote, and id.
    pub(super) notes: BTreeSet<(bool, String)>,
    /// Words of running lines and header rows.
    pub(super) repeated: String,
}

/// Writes the cleaned document.
///
/// # Errors
/// Why there is none.
pub(in crate::load) fn clean(member: &Member<'_>) -> Result<Clean, Unclean> {
    let mut package = Package::open(member)?;
    let main = Relations::of(&mut package, "")?.first("officeDocument").map(str::to_owned);
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let root = package.xml(&main)?.ok_or(Unclean::Refused)?;
    let relations = Relations::of(&mut package, &main)?;
    let mut desk = Desk {
        member: *member,
        package,
        styles: Styles::default(),
        parts: Parts::default(),
        notes: BTreeSet::new(),
        repeated: String::new(),
    };
    let mut kept = Kept::default();
    looks(&mut desk, &relations, &mut kept)?;
    let body = root.child("w:body").ok_or(Unclean::Refused)?;
    let mut scrub = Scrub::new(&mut desk, &relations, Markup::root("w:document", &[]), kept);
    scrub.node(body)?;
    let (text, mut kept) = scrub.finish();
    notes(&mut desk, &relations, &mut kept)?;
    desk.parts.add("word/document.xml", &format!("{TYPE}document.main+xml"), text, &kept);
    let bytes = desk.parts.finish("word/document.xml").ok_or(Unclean::Refused)?;
    Ok(Clean { format: Format::Docx, bytes, repeated: desk.repeated, left_out: Vec::new() })
}

/// Styles, lists, the theme's fonts and colours, and settings of ours.
fn looks(desk: &mut Desk<'_>, relations: &Relations, kept: &mut Kept) -> Result<(), Unclean> {
    let theme = "application/vnd.openxmlformats-officedocument.theme+xml".to_owned();
    for (kind, content) in [
        ("styles", format!("{TYPE}styles+xml")),
        ("numbering", format!("{TYPE}numbering+xml")),
        ("theme", theme),
    ] {
        let Some(root) = optional_part(&mut desk.package, relations, kind)? else { continue };
        if kind == "styles" {
            desk.styles = Styles::read(&root);
        }
        let mut part = Markup::default();
        part.copy(&root, &is_look);
        let name = format!("word/{kind}.xml");
        desk.parts.add(&name, &content, part.finish(), &Kept::default());
        kept.add(&format!("look-{kind}"), kind, &format!("/{name}"));
    }
    let even = optional_part(&mut desk.package, relations, "settings")?
        .is_some_and(|root| root.child("w:evenAndOddHeaders").is_some_and(is_on));
    desk.parts.add("word/settings.xml", &format!("{TYPE}settings+xml"), settings(even), &Kept::default());
    kept.add("look-settings", "settings", "/word/settings.xml");
    Ok(())
}

/// Settings of ours: the layout of today's Word, no hyphenation, no tracking.
fn settings(even_and_odd: bool) -> Vec<u8> {
    let mut part = Markup::root("w:settings", &[]);
    if even_and_odd {
        part.element("w:evenAndOddHeaders", &[], "");
    }
    part.begin("w:compat", []);
    let mode = [
        ("w:name", "compatibilityMode"),
        ("w:uri", "http://schemas.microsoft.com/office/word"),
        ("w:val", "15"),
    ];
    part.element("w:compatSetting", &mode, "");
    part.finish()
}

/// Whether an element of a list of looks is kept, or an attribute of it.
fn is_look(element: &str, attribute: Option<&str>) -> bool {
    const GONE: [&str; 5] =
        ["w:latentStyles", "w:numPicBullet", "w:lvlPicBulletId", "a:extLst", "a:objectDefaults"];
    match attribute {
        None => !GONE.contains(&element) && !element.ends_with("Change"),
        // a style's name tells headings and lists apart; nothing of `r:` has a target here
        Some(name) => !name.starts_with("r:") && (name == "name" || !is_silent(name)),
    }
}

/// The notes that the text refers to, and the lines that part them from it.
fn notes(desk: &mut Desk<'_>, relations: &Relations, kept: &mut Kept) -> Result<(), Unclean> {
    for (kind, is_end) in [("footnotes", false), ("endnotes", true)] {
        let Some(name) = relations.first(kind).map(str::to_owned) else { continue };
        let Some(root) = desk.package.xml(&name)? else { continue };
        let own = Relations::of(&mut desk.package, &name)?;
        let wanted: Vec<&Node> = root.nodes().filter(|note| is_used(desk, note, is_end)).collect();
        let mut scrub = Scrub::new(desk, &own, Markup::root(&format!("w:{kind}"), &[]), Kept::default());
        for note in wanted {
            scrub.node(note)?;
        }
        let (text, own) = scrub.finish();
        let name = format!("word/{kind}.xml");
        desk.parts.add(&name, &format!("{TYPE}{kind}+xml"), text, &own);
        kept.add(&format!("all-{kind}"), kind, &format!("/{name}"));
    }
    Ok(())
}

fn is_used(desk: &Desk<'_>, note: &Node, is_end: bool) -> bool {
    let id = note.get("w:id").unwrap_or_default();
    let is_line = matches!(note.get("w:type"), Some("separator" | "continuationSeparator"));
    is_line || desk.notes.contains(&(is_end, id.to_owned()))
}

/// Writes a header or footer; its name.
///
/// # Errors
/// When it is damaged, or cannot be written.
pub(super) fn running(desk: &mut Desk<'_>, from: &str, kind: &str) -> Result<Option<String>, Unclean> {
    let name = format!("word/{}", from.rsplit('/').next().unwrap_or(from).to_ascii_lowercase());
    let harmless = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"./_-".contains(&b));
    if !harmless || desk.parts.has(&name) {
        return Ok(Some(name).filter(|_| harmless));
    }
    let Some(root) = desk.package.xml(from)? else { return Ok(None) };
    let own = Relations::of(&mut desk.package, from)?;
    let markup = Markup::root(if kind == "header" { "w:hdr" } else { "w:ftr" }, &[]);
    let mut scrub = Scrub::new(desk, &own, markup, Kept::default());
    scrub.repeats(&root)?;
    let (text, own) = scrub.finish();
    desk.parts.add(&name, &format!("{TYPE}{kind}+xml"), text, &own);
    Ok(Some(name))
}
