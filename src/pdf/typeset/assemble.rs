//! From content streams to a document of ours: minimal keys, one stream a page, subset fonts.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use crate::diag::Place;
use crate::error::{Error, Result};

use super::embed::{self, Glyphs};
use super::faces::Face;
use super::flow::PageSetup;
use super::mark::{Ink, Mark};

/// Builds the document from the printed bytes; `pages` tells which faces each page uses.
pub(super) fn assemble(printed: &[u8], pages: &[Ink], setup: &PageSetup, glyphs: Glyphs) -> Result<Document> {
    let streams = content_streams(printed, pages.len())?;
    let mut document = Document::with_version("2.0");
    let fonts = embed_fonts(&mut document, pages, glyphs)?;
    let tree = document.new_object_id();
    let mut kids = Vec::with_capacity(pages.len());
    for (ink, content) in pages.iter().zip(streams) {
        let mut stream = Stream::new(Dictionary::new(), content);
        // an incompressible stream stays as it is
        let _ = stream.compress();
        let content = document.add_object(stream);
        let page = dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => vec![0.into(), 0.into(), real(setup.width), real(setup.height)],
            "Resources" => dictionary! { "Font" => page_fonts(ink, &fonts) },
            "Contents" => content,
        };
        kids.push(Object::Reference(document.add_object(page)));
    }
    let count = kids.len() as i64;
    document.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    Ok(document)
}

/// The clear content stream of each page.
fn content_streams(printed: &[u8], count: usize) -> Result<Vec<Vec<u8>>> {
    let broken = || Error::problem(Place::default(), "the pages could not be written", "");
    let document = Document::load_mem(printed).map_err(|_| broken())?;
    let pages = document.get_pages();
    if pages.len() != count {
        return Err(broken());
    }
    let read = |id: &ObjectId| document.get_page_content_with_limit(*id, usize::MAX).map_err(|_| broken());
    pages.values().map(read).collect()
}

fn embed_fonts(document: &mut Document, pages: &[Ink], glyphs: Glyphs) -> Result<BTreeMap<Face, ObjectId>> {
    let mut fonts = BTreeMap::new();
    for face in Face::ALL {
        let characters = embed::characters(face, pages);
        if !characters.is_empty() {
            fonts.insert(face, embed::embed(document, face, &characters, glyphs)?);
        }
    }
    Ok(fonts)
}

/// The font resources of a page: only those it uses.
fn page_fonts(ink: &Ink, fonts: &BTreeMap<Face, ObjectId>) -> Dictionary {
    let mut dictionary = Dictionary::new();
    for (face, id) in fonts {
        let uses =
            |mark: &Mark| matches!(mark, Mark::Text { pieces, .. } if pieces.iter().any(|p| p.face == *face));
        if ink.marks.iter().any(uses) {
            dictionary.set(face.resource(), *id);
        }
    }
    dictionary
}

/// A measure with two decimals; lopdf's reals are `f32`, which holds paper sizes so exactly.
fn real(value: f64) -> Object {
    Object::Real(((value * 100.0).round() / 100.0) as f32)
}
