//! An `OpenDocument` text written anew for LibreOffice: what a reader sees, in the looks of the source.
//!
//! Text, running lines and notes go through [`scrub`]; of styles and lists only looks are taken. Nothing
//! else is written. Refused: workbooks and presentations, which our own layout sets better, and texts
//! with forms, embedded objects, or pictures of which only a part is seen.

mod scrub;
#[cfg(test)]
mod tests;

use super::style::Styles;
use crate::load::clean::{Clean, Format, Unclean};
use crate::load::convert::Member;
use crate::load::package::{self, Package};
use crate::load::xml::Node;
use crate::load::xml::write::Markup;

use scrub::Scrub;

/// The type of the whole file (ODF 1.3 part 2, 3.3).
const TEXT: &str = "application/vnd.oasis.opendocument.text";

/// What the parts of a document share while they are written.
struct Desk<'m> {
    member: Member<'m>,
    package: Package<'m>,
    styles: Styles,
    /// Pictures by names of ours.
    pictures: Vec<(String, Vec<u8>)>,
    /// Words of running lines and header rows.
    repeated: String,
}

/// Writes the cleaned document.
///
/// # Errors
/// Why there is none.
pub(in crate::load) fn clean(member: &Member<'_>) -> Result<Clean, Unclean> {
    let mut package = Package::open(member)?;
    let content = package.xml("content.xml")?.ok_or(Unclean::Refused)?;
    let body = content.child("office:body").and_then(|body| body.nodes().next()).ok_or(Unclean::Refused)?;
    if &*body.name != "office:text" {
        return Err(Unclean::Plain);
    }
    let looks = package.xml("styles.xml")?;
    let mut styles = Styles::default();
    looks.iter().chain([&content]).for_each(|root| styles.take(root));
    let mut desk = Desk { member: *member, package, styles, pictures: Vec::new(), repeated: String::new() };
    let mut scrub = Scrub::new(&mut desk, begun("office:document-content", &content));
    scrub.open("office:body");
    scrub.open("office:text");
    scrub.inside(body)?;
    let text = scrub.finish();
    let looks = match &looks {
        Some(looks) => Some(running(&mut desk, looks)?),
        None => None,
    };
    let bytes = packed(text, looks, desk.pictures).ok_or(Unclean::Refused)?;
    Ok(Clean { format: Format::Odt, bytes, repeated: desk.repeated, left_out: Vec::new() })
}

/// A part with its fonts and styles.
fn begun(root: &str, source: &Node) -> Markup {
    let mut part = Markup::root(root, &[("office:version", "1.3")]);
    for list in ["office:font-face-decls", "office:styles", "office:automatic-styles"] {
        if let Some(list) = source.child(list) {
            part.copy(list, &is_look);
        }
    }
    part
}

/// Looks of the whole document, and what stands above and below each page.
fn running(desk: &mut Desk<'_>, looks: &Node) -> Result<Vec<u8>, Unclean> {
    let masters = looks.all("style:master-page");
    let used = super::used(&desk.styles, &masters);
    let mut scrub = Scrub::new(desk, begun("office:document-styles", looks));
    scrub.open("office:master-styles");
    for master in masters {
        // one that no page shows keeps its looks, to which other styles may lead
        let in_use = master.get("style:name").is_some_and(|name| used.contains(name));
        scrub.around(master, |scrub| {
            let shown = |part: &&Node| {
                let name = &*part.name;
                (name.starts_with("style:header") || name.starts_with("style:footer"))
                    && part.get("style:display") != Some("false")
            };
            master.nodes().filter(|_| in_use).filter(shown).try_for_each(|part| scrub.repeats(part))
        })?;
    }
    Ok(scrub.finish())
}

/// Whether an element of a list of looks is kept, or an attribute of it.
fn is_look(element: &str, attribute: Option<&str>) -> bool {
    const GONE: [&str; 8] = [
        "office:event-listeners",
        "style:background-image",
        "style:map",
        "svg:font-face-src",
        "draw:fill-image",
        "text:bibliography-configuration",
        "text:notes-configuration",
        "style:columns-source",
    ];
    match attribute {
        // styles of data hold words of their own; fields are written as their results
        None => !GONE.contains(&element) && !element.starts_with("number:"),
        Some(name) => is_said(name) || name == "style:name",
    }
}

/// Whether an attribute shows something, and leads nowhere.
fn is_said(name: &str) -> bool {
    const KINDS: [&str; 7] = ["style", "text", "fo", "svg", "draw", "table", "xml"];
    const SILENT: [&str; 11] = [
        "name",
        "display-name",
        "display",
        "condition",
        "formula",
        "string-value",
        "data-style-name",
        "description",
        "title",
        "control",
        "fill-image-name",
    ];
    let (kind, own) = name.split_once(':').unwrap_or(("", name));
    KINDS.contains(&kind) && !SILENT.contains(&own)
}

/// The file, with its list of parts (ODF 1.3 part 2, 4).
fn packed(text: Vec<u8>, looks: Option<Vec<u8>>, pictures: Vec<(String, Vec<u8>)>) -> Option<Vec<u8>> {
    let mut parts = vec![("content.xml".to_owned(), text)];
    parts.extend(looks.map(|looks| ("styles.xml".to_owned(), looks)));
    parts.extend(pictures);
    let mut list = Markup::root("manifest:manifest", &[("manifest:version", "1.3")]);
    let whole = [("manifest:full-path", "/"), ("manifest:media-type", TEXT)];
    list.element("manifest:file-entry", &whole, "");
    for (name, _) in &parts {
        let kind = match name.rsplit_once('.') {
            Some((_, "png")) => "image/png",
            Some((_, "jpeg")) => "image/jpeg",
            _ => "text/xml",
        };
        let entry = [("manifest:full-path", name.as_str()), ("manifest:media-type", kind)];
        list.element("manifest:file-entry", &entry, "");
    }
    let mut all = vec![("mimetype".to_owned(), TEXT.as_bytes().to_vec())];
    all.push(("META-INF/manifest.xml".to_owned(), list.finish()));
    all.append(&mut parts);
    package::write(&all)
}
