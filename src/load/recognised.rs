//! Recognised words become text of the normal form: invisible, over the picture that shows them.
//!
//! Each glyph takes its share of its word's box, so that finding, panels and burning need to know of
//! scans nothing that they do not know of other text. What stands on the page already is not touched.
//! Refused: a normal form that cannot be opened or has not one content stream a page.

use std::sync::Arc;

use lopdf::{Dictionary, Document, Object, ObjectId};
use serde::{Deserialize, Serialize};

use super::NormalForm;
use crate::diag::{Place, Secret};
use crate::error::{Error, Result};
use crate::geom::{Matrix, PageGeometry, Point, Quad};
use crate::pdf::content::{Emitter, Operator};
use crate::pdf::typeset::{Glyphs, StampFace, StampFont};
use crate::pdf::write::{deflated, to_bytes};

/// Resource name of the layer's font: no name that rebuilding gives.
const FONT: &[u8] = b"Recognised";

/// What recognition says of a page beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognised {
    /// The page, from 1.
    pub page: u32,
    /// Whether a person has to look at it, because much of it was not read, or not for sure.
    pub doubtful: bool,
    /// The ordinal of the first glyph of ours, where the page had an invisible layer already: what follows
    /// is a second reading of the same places.
    #[serde(default)]
    pub again: Option<u32>,
}

/// A word and its corners: where it begins, where it ends, above the end, above the beginning; points
/// of display space.
#[derive(Debug, Clone)]
pub struct Lettering {
    /// What it says.
    pub text: Secret,
    /// Its corners.
    pub quad: Quad,
    /// Its line, by which words are parted.
    pub line: u32,
}

/// A page's frame and the words that were recognised on it.
#[derive(Debug, Clone)]
pub struct Layer {
    /// What else is known.
    pub recognised: Recognised,
    /// The page's frame.
    pub geometry: PageGeometry,
    /// Its words in reading order.
    pub words: Vec<Lettering>,
}

/// Adds the layers to a normal form, and what recognition says of their pages.
///
/// # Errors
/// When the normal form cannot be written to; it is as it was then.
pub fn add_layers(form: &mut NormalForm, layers: &[Layer]) -> Result<()> {
    let unwritten = || {
        let what = "the words of its pictures could not be added";
        Error::unchecked(Place::file(form.name.clone()), what, "convert it again")
    };
    if layers.iter().any(|layer| !layer.words.is_empty()) {
        let mut document = Document::load_mem(&form.pdf).map_err(|_| unwritten())?;
        let words = layers.iter().flat_map(|layer| &layer.words);
        let letters: String = words.map(|word| word.text.expose()).chain([" "]).collect();
        let font = StampFont::embed(&mut document, &letters, StampFace::Regular, Glyphs::Blocks)?;
        let pages = document.get_pages();
        for layer in layers.iter().filter(|layer| !layer.words.is_empty()) {
            let page = pages.get(&layer.recognised.page).ok_or_else(unwritten)?;
            write(&mut document, *page, layer, &font).ok_or_else(unwritten)?;
        }
        form.pdf = Arc::new(to_bytes(&mut document)?);
    }
    form.recognised.extend(layers.iter().map(|layer| layer.recognised));
    Ok(())
}

/// Writes a layer behind the content of its page.
fn write(document: &mut Document, page: ObjectId, layer: &Layer, font: &StampFont) -> Option<()> {
    let own = document.get_dictionary(page).ok()?.get(b"Contents").ok()?.as_reference().ok()?;
    let stream = document.get_object(own).ok()?.as_stream().ok()?;
    let content = stream.get_plain_content().ok()?;
    let layered = [b"q\n".as_slice(), &content, b"\nQ\n", &shown(layer, font)?].concat();
    let resources = with_font(document, page, font.id)?;
    let content = document.add_object(deflated(Dictionary::new(), layered));
    let page = document.get_dictionary_mut(page).ok()?;
    page.set("Contents", content);
    page.set("Resources", resources);
    Some(())
}

/// The page's resources with the layer's font, as a dictionary of its own.
fn with_font(document: &Document, page: ObjectId, font: ObjectId) -> Option<Dictionary> {
    let resolved = |dictionary: &Dictionary, key: &[u8]| match dictionary.get_deref(key, document) {
        Ok(Object::Dictionary(found)) => Some(found.clone()),
        Ok(_) => None,
        Err(_) => Some(Dictionary::new()),
    };
    let mut resources = resolved(document.get_dictionary(page).ok()?, b"Resources")?;
    let mut fonts = resolved(&resources, b"Font")?;
    if fonts.has(FONT) {
        return None;
    }
    fonts.set(FONT, font);
    resources.set("Font", fonts);
    Some(resources)
}

/// A text object that shows the words, and the space between two of a line, without a mark.
fn shown(layer: &Layer, font: &StampFont) -> Option<Vec<u8>> {
    let back = layer.geometry.to_display().invert()?;
    let mut out = Emitter::new();
    out.operator(Operator::Save);
    out.operator(Operator::BeginText);
    out.numbers(Operator::RenderMode, &[3.0]);
    out.name(FONT);
    out.number(1.0);
    out.operator(Operator::Font);
    let following = layer.words.iter().skip(1).map(Some).chain([None]);
    for (word, next) in layer.words.iter().zip(following) {
        let [begin, end, ..] = word.quad.0.map(|p| back.apply(p));
        let quad = Quad(word.quad.0.map(|p| back.apply(p)));
        show(&mut out, font, word.text.expose(), &quad);
        let next = next.filter(|n| n.line == word.line).map(|n| back.apply(n.quad.0[0]));
        if let Some(next) = next.filter(|next| is_ahead(begin, end, *next)) {
            show(&mut out, font, " ", &between(&quad, next));
        }
    }
    out.operator(Operator::EndText);
    out.operator(Operator::Restore);
    Some(out.into_bytes())
}

/// Whether a place lies beyond the end of a word.
fn is_ahead(begin: Point, end: Point, place: Point) -> bool {
    (end.x - begin.x) * (place.x - end.x) + (end.y - begin.y) * (place.y - end.y) > 0.0
}

/// From the end of a word to the beginning of the next, as high as the word.
fn between(word: &Quad, next: Point) -> Quad {
    let [_, end, above, _] = word.0;
    Quad([end, next, Point::new(next.x + above.x - end.x, next.y + above.y - end.y), above])
}

/// Shows a text that fills a box exactly: one text matrix takes the face's measures to its corners.
fn show(out: &mut Emitter, font: &StampFont, text: &str, quad: &Quad) {
    let [begin, end, _, above] = quad.0;
    let (ascent, descent) = font.reach();
    let (wide, high) = (font.width(text, 1.0), ascent - descent);
    let flat = (end.x - begin.x) * (above.y - begin.y) - (end.y - begin.y) * (above.x - begin.x);
    if wide <= 0.0 || high <= 0.0 || flat.abs() < 1e-9 {
        return;
    }
    let along = ((end.x - begin.x) / wide, (end.y - begin.y) / wide);
    let up = ((above.x - begin.x) / high, (above.y - begin.y) / high);
    let Matrix(numbers) =
        Matrix([along.0, along.1, up.0, up.1, begin.x - descent * up.0, begin.y - descent * up.1]);
    out.numbers(Operator::TextMatrix, &numbers);
    out.string(&font.encode(text));
    out.operator(Operator::ShowText);
}
