//! Taking a finished pack apart into files of their own: pages, their bookmarks, their tags, and nothing
//! of any other part.

use std::collections::HashSet;
use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{Pack, PackPanel, outline};
use crate::diag::Place;
use crate::error::{Error, Result};

/// The parts of a pack, in order; a pack of one part as it is.
///
/// # Errors
/// When the document is not as `pack` wrote it.
pub(super) fn split(pack: Pack) -> Result<Vec<Pack>> {
    if pack.parts.len() < 2 {
        return Ok(vec![pack]);
    }
    pack.parts.iter().map(|range| part(&pack, range)).collect()
}

fn part(pack: &Pack, range: &Range<u32>) -> Result<Pack> {
    let all: Vec<ObjectId> = pack.document.get_pages().into_values().collect();
    let slice = range.start as usize..range.end as usize;
    let pages = all.get(slice.clone()).ok_or_else(lost)?.to_vec();
    let kept: HashSet<ObjectId> = pages.iter().copied().collect();
    let mut document = pack.document.clone();
    keep_pages(&mut document, &pages)?;
    keep_tags(&mut document, &kept)?;
    keep_marks(&mut document, &kept)?;
    document.prune_objects();
    document.renumber_objects();
    let here = |page: u32| range.contains(&(page - 1)).then(|| page - range.start);
    let panels = pack.panels.iter().filter_map(|p| Some(PackPanel { page: here(p.page)?, ..*p }));
    let spans = pack.spans.iter().map(|(first, pages)| {
        let from = (first - 1).max(range.start);
        let to = (first - 1 + pages).min(range.end);
        (from.saturating_sub(range.start) + 1, to.saturating_sub(from))
    });
    Ok(Pack {
        document,
        geometry: pack.geometry.get(slice.clone()).unwrap_or_default().to_vec(),
        panels: panels.collect(),
        front: if range.start == 0 { pack.front.clone() } else { vec![] },
        stamps: pack.stamps.get(slice).unwrap_or_default().to_vec(),
        labels: pack.labels.clone(),
        spans: spans.collect(),
        parts: vec![0..range.end - range.start],
    })
}

fn catalog(document: &mut Document) -> Result<&mut Dictionary> {
    document.catalog_mut().map_err(|_| lost())
}

fn keep_pages(document: &mut Document, pages: &[ObjectId]) -> Result<()> {
    let tree = catalog(document)?.get(b"Pages").and_then(Object::as_reference).map_err(|_| lost())?;
    let tree = document.get_dictionary_mut(tree).map_err(|_| lost())?;
    tree.set("Kids", pages.iter().map(|p| Object::Reference(*p)).collect::<Vec<_>>());
    tree.set("Count", pages.len() as i64);
    Ok(())
}

/// Elements whose content lies on other pages go, and what they leave empty (ISO 32000-2, 14.7).
fn keep_tags(document: &mut Document, kept: &HashSet<ObjectId>) -> Result<()> {
    let root =
        catalog(document)?.get(b"StructTreeRoot").and_then(Object::as_reference).map_err(|_| lost())?;
    let tree = document.get_dictionary(root).map_err(|_| lost())?;
    let top = tree.get(b"K").and_then(Object::as_reference).map_err(|_| lost())?;
    let parents = tree.get(b"ParentTree").and_then(Object::as_reference).map_err(|_| lost())?;
    keep_element(document, top, kept);
    let keys: HashSet<i64> = kept
        .iter()
        .filter_map(|page| document.get_dictionary(*page).ok()?.get(b"StructParents").ok()?.as_i64().ok())
        .collect();
    let parents = document.get_dictionary_mut(parents).map_err(|_| lost())?;
    let nums = parents.get(b"Nums").and_then(Object::as_array).map_err(|_| lost())?;
    let pairs = nums
        .chunks(2)
        .filter(|pair| pair.first().and_then(|k| k.as_i64().ok()).is_some_and(|k| keys.contains(&k)));
    let nums: Vec<Object> = pairs.flatten().cloned().collect();
    parents.set("Nums", nums);
    Ok(())
}

/// Whether anything is left of an element.
fn keep_element(document: &mut Document, id: ObjectId, kept: &HashSet<ObjectId>) -> bool {
    let Ok(element) = document.get_dictionary(id) else { return false };
    let Ok(kids) = element.get(b"K").and_then(Object::as_array).cloned() else { return false };
    let here = element.get(b"Pg").and_then(Object::as_reference).is_ok_and(|page| kept.contains(&page));
    let stays = |kid: &Object| match kid {
        Object::Reference(kid) => keep_element(document, *kid, kept),
        Object::Dictionary(content) => {
            content.get(b"Pg").and_then(Object::as_reference).is_ok_and(|page| kept.contains(&page))
        }
        Object::Integer(_) => here,
        _ => false,
    };
    let mut stays = stays;
    let kids: Vec<Object> = kids.into_iter().filter(|kid| stays(kid)).collect();
    let any = !kids.is_empty();
    if let Ok(element) = document.get_dictionary_mut(id) {
        element.set("K", kids);
        if !here {
            // a page of another part, of which nothing is left here
            element.remove(b"Pg");
        }
    }
    any
}

/// The bookmarks that lead to pages of the part, written anew.
fn keep_marks(document: &mut Document, kept: &HashSet<ObjectId>) -> Result<()> {
    let Ok(outlines) = catalog(document)?.get(b"Outlines").and_then(Object::as_reference) else {
        return Ok(());
    };
    let first =
        |id: ObjectId, key: &[u8]| document.get_dictionary(id).ok()?.get(key).ok()?.as_reference().ok();
    let (mut marks, mut next) = (Vec::new(), first(outlines, b"First"));
    while let Some(id) = next {
        let item = document.get_dictionary(id).map_err(|_| lost())?;
        let page = item.get(b"Dest").ok().and_then(|d| d.as_array().ok()?.first()?.as_reference().ok());
        let title = item.get(b"Title").ok().and_then(|t| lopdf::decode_text_string(t).ok());
        marks.extend(title.zip(page).filter(|(_, page)| kept.contains(page)));
        next = first(id, b"Next");
    }
    let outline = outline::outline(document, &marks);
    let catalog = catalog(document)?;
    match outline {
        Some(outline) => catalog.set("Outlines", outline),
        None => {
            catalog.remove(b"Outlines");
            catalog.remove(b"PageMode");
        }
    }
    Ok(())
}

fn lost() -> Error {
    Error::problem(Place::default(), "the pack could not be taken apart", "report this")
}
