//! What lies beside the pages: attached files become documents of their own, the rest is counted.
//!
//! An attachment is part of what the searches found; it must not vanish because it hangs on a page,
//! in the name tree or behind an associated-file entry (ISO 32000-2, 7.11.4, 12.5.6.15, 14.13).

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};

use super::filters;
use super::lookup::{Site, array_items, text, text_string};
use super::rebuild::{Rebuild, Step};
use crate::diag::Untrusted;

/// Depth of name trees and outlines that is followed.
const DEPTH: usize = 32;
/// Entries of name trees and outlines that are read.
const MOST: usize = 100_000;

impl<'a> Rebuild<'a> {
    /// Notes the files that an annotation, a page or the catalogue carries.
    pub fn attached_to(&mut self, dict: &Dict<'a>) {
        if let Some(specification) = dict.get::<Dict<'a>>(b"FS") {
            self.attach(&specification, None);
        }
        if let Some(list) = dict.get::<Array<'a>>(b"AF") {
            for specification in array_items::<Dict<'a>>(&list).into_iter().flatten() {
                self.attach(&specification, None);
            }
        }
    }

    /// Notes one file specification, once.
    fn attach(&mut self, specification: &Dict<'a>, key: Option<String>) {
        let Some(files) = specification.get::<Dict<'a>>(b"EF") else { return };
        let stream =
            [&b"UF"[..], b"F", b"Unix", b"Mac", b"DOS"].iter().find_map(|k| files.get::<Stream<'a>>(*k));
        let Some(stream) = stream else {
            self.left.add("attached file that is missing");
            return;
        };
        let id = stream.obj_id();
        if self.attachment_sites.insert((id.obj_number, id.gen_number)) {
            let own = [&b"UF"[..], b"F", b"Unix", b"Mac", b"DOS"].iter().find_map(|k| text(specification, k));
            let name = own.or(key).unwrap_or_default();
            let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            self.attachments.push((name, stream));
        }
    }
}

/// Attached files by their own names, in the order in which they are found.
///
/// # Errors
/// When one cannot be unpacked: it is part of the document.
pub(super) fn members<'a>(rebuild: &mut Rebuild<'a>) -> Step<Vec<(String, Vec<u8>)>> {
    if let Some(root) = catalogue(rebuild.pdf) {
        rebuild.attached_to(&root);
        if let Some(tree) = root.get::<Dict<'a>>(b"Names").and_then(|n| n.get::<Dict<'a>>(b"EmbeddedFiles")) {
            name_tree(&tree, &mut |key, value| {
                if let Object::Dict(specification) = value {
                    rebuild.attach(&specification, Some(text_string(key)));
                }
            });
        }
    }
    let mut members = Vec::new();
    for (name, stream) in std::mem::take(&mut rebuild.attachments) {
        let decoded = rebuild.decode(&stream)?;
        // a file that is itself a picture keeps its coding: the coding is the file
        let whole = decoded.picture.is_none() || filters::codings(stream.dict()).is_ok_and(|c| c.len() == 1);
        if !decoded.complete || !whole {
            rebuild.left.add("attached file that is damaged");
        }
        members.push((name, decoded.bytes));
    }
    Ok(members)
}

fn catalogue(pdf: &Pdf) -> Option<Dict<'_>> {
    pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())
}

/// Calls `each` for every pair of a name tree (7.9.6).
fn name_tree<'a>(root: &Dict<'a>, each: &mut dyn FnMut(&[u8], Object<'a>)) {
    let (mut open, mut seen, mut count) = (vec![(root.clone(), 0)], HashSet::new(), 0);
    while let Some((node, depth)) = open.pop() {
        if depth > DEPTH || !seen.insert(Site::dict(&node)) {
            continue;
        }
        let pairs =
            node.get::<Array<'a>>(b"Names").map(|a| array_items::<Object<'a>>(&a)).unwrap_or_default();
        for pair in pairs.chunks_exact(2) {
            count += 1;
            if let [Some(Object::String(key)), Some(value)] = pair
                && count < MOST
            {
                each(PdfString::as_bytes(key), value.clone());
            }
        }
        let kids = node.get::<Array<'a>>(b"Kids").map(|a| array_items::<Dict<'a>>(&a)).unwrap_or_default();
        open.extend(kids.into_iter().rev().flatten().map(|k| (k, depth + 1)));
    }
}

/// Counts what is left behind because it stands on no page.
pub(super) fn count_the_rest(rebuild: &mut Rebuild<'_>) {
    let Some(root) = catalogue(rebuild.pdf) else { return };
    let left = &mut rebuild.left;
    left.add_many("bookmark", root.get::<Dict<'_>>(b"Outlines").map_or(0, |o| bookmarks(&o)));
    let mut scripts = 0;
    if let Some(tree) = root.get::<Dict<'_>>(b"Names").and_then(|n| n.get::<Dict<'_>>(b"JavaScript")) {
        name_tree(&tree, &mut |_, _| scripts += 1);
    }
    let opens = root.get::<Dict<'_>>(b"OpenAction");
    scripts += u32::from(opens.is_some_and(|a| a.get::<Name<'_>>(b"S").as_deref() == Some(b"JavaScript")));
    left.add_many("script", scripts);
    let form = root.get::<Dict<'_>>(b"AcroForm");
    left.add_many("XML form", u32::from(form.is_some_and(|f| f.contains_key(b"XFA"))));
    left.add_many("metadata record", u32::from(root.contains_key(b"Metadata")));
    left.add_many("structure tree", u32::from(root.contains_key(b"StructTreeRoot")));
    left.add_many("earlier revision, or data after the end", revisions(rebuild.pdf.data().as_ref()));
}

/// Ends of the file beyond those that it needs: one, or two when it is linearized (annex F.3).
fn revisions(file: &[u8]) -> u32 {
    let ends = file.windows(5).filter(|w| *w == b"%%EOF").count();
    let start = file.get(..file.len().min(1024)).unwrap_or_default();
    let needed = if start.windows(11).any(|w| w == b"/Linearized") { 2 } else { 1 };
    u32::try_from(ends.saturating_sub(needed)).unwrap_or(0)
}

/// How many entries an outline has (12.3.3).
fn bookmarks(outlines: &Dict<'_>) -> u32 {
    let (mut count, mut seen) = (0_u32, HashSet::new());
    let mut open: Vec<Dict<'_>> = outlines.get::<Dict<'_>>(b"First").into_iter().collect();
    while let Some(item) = open.pop() {
        if seen.len() >= MOST || !seen.insert(Site::dict(&item)) {
            continue;
        }
        count += 1;
        open.extend(item.get::<Dict<'_>>(b"Next"));
        open.extend(item.get::<Dict<'_>>(b"First"));
    }
    count
}

/// The document's title.
pub(super) fn title(pdf: &Pdf) -> Option<Untrusted> {
    let title = pdf.metadata().title.as_deref().map(text_string);
    title.filter(|t| !t.trim().is_empty()).map(Untrusted::new)
}

/// The day the document says it was made, ISO 8601.
pub(super) fn date(pdf: &Pdf) -> Option<String> {
    let made = pdf.metadata().creation_date?;
    jiff::civil::Date::new(made.year as i16, made.month as i8, made.day as i8).ok().map(|d| d.to_string())
}

#[cfg(test)]
mod tests {
    use super::revisions;

    #[test]
    fn the_two_ends_of_a_linearized_file_are_no_earlier_revision() {
        let ends = |head: &str, count| revisions(format!("{head}{}", " %%EOF\n".repeat(count)).as_bytes());
        assert_eq!((ends("%PDF-1.7", 1), ends("%PDF-1.7", 3)), (0, 2));
        let linearized = "%PDF-1.7 1 0 obj<</Linearized 1>>";
        assert_eq!((ends(linearized, 2), ends(linearized, 3)), (0, 1));
    }
}
