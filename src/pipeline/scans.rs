//! Pages that are pictures: read by `tesseract`, so that what they say is searched like other text.
//!
//! Each page is drawn by a worker at the resolution of its own picture and read; the words come into
//! the normal form as invisible text. Without the program nothing happens here: picture pages stay
//! pages that nobody searched. So does a page that could not be read to its end.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use lopdf::{Document, Object, ObjectId};
use rayon::prelude::*;

use crate::case::schema::{LoadRules, Ocr};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::geom::{Point, Quad, Rect};
use crate::load::{self, DocumentId, Layer, Lettering, Loaded, NormalForm, Recognised, WorkerProgram};
use crate::ocr::{Engine, Placed};
use crate::text::{self, PageText, Unsearched};
use crate::verify::Sheet;

mod beside;

use super::Run;
use super::cache::Cache;
use super::eyes::resolution;

/// Images of a page that are looked at for its resolution.
const MOST_IMAGES: usize = 200;

/// The text of a normal form's pages, with what recognition says of them.
///
/// # Errors
/// As [`text::document`] has it.
pub(super) fn text_of(form: &NormalForm) -> Result<Vec<PageText>> {
    text::document_with(&form.pdf, &form.recognised)
}

/// Texts of documents that were read on the way, so that no page is interpreted twice for its text.
pub(super) type Texts = HashMap<DocumentId, Vec<PageText>>;

/// Reads the pictures of documents, several pages at a time. Gives the texts of those without any.
///
/// # Errors
/// When words cannot be written to a document.
pub(super) fn read(
    run: &Run<'_>,
    documents: &mut [NormalForm],
    rules: &LoadRules,
    cache: Option<&Cache<'_>>,
) -> Result<Texts> {
    if rules.ocr == Ocr::Never {
        return Ok(Texts::default());
    }
    let engine = Engine::find().reading(&rules.languages);
    if engine.is_there() && !rules.languages.is_empty() {
        refuse_missing(&engine)?;
    }
    let reader = engine.key();
    let mut fresh: Vec<(usize, NormalForm)> = Vec::new();
    for (index, form) in documents.iter_mut().enumerate() {
        match cache.and_then(|cache| cache.get(&[SCANS, &form.digest(), &reader])?.documents.pop()) {
            Some(kept) => *form = kept,
            None => fresh.push((index, form.clone())),
        }
    }
    let (places, mut forms): (Vec<usize>, Vec<NormalForm>) = fresh.into_iter().unzip();
    let (whole, texts) = read_with(run, &mut forms, &WorkerProgram::Own, &engine)?;
    for ((index, form), whole) in places.into_iter().zip(forms).zip(whole) {
        let Some(place) = documents.get_mut(index) else { continue };
        // what a password opened would lie there without one
        let keeps = whole && !form.recognised.is_empty() && !form.provenance.opened;
        if let Some(cache) = cache.filter(|_| keeps) {
            let loaded = Loaded { documents: vec![form.clone()], refusals: Vec::new() };
            cache.put(&[SCANS, &place.digest(), &reader], &loaded);
        }
        *place = form;
    }
    Ok(texts)
}

/// Refuses a language that the case names and `tesseract` does not have: pages in it would be read as
/// if they were in another.
fn refuse_missing(engine: &Engine) -> Result<()> {
    let place = || Place::file("case.toml");
    let missing = engine.missing().map_err(|_| {
        let hint = "see that `tesseract --list-langs` works, or write ocr = \"never\" under [load]";
        Error::unchecked(place(), "tesseract does not say which languages it can read", hint)
    })?;
    if missing.is_empty() {
        return Ok(());
    }
    let what =
        format!("tesseract cannot read the language {} that [load] languages names", missing.join(", "));
    let hint = "install it (on Debian the package tesseract-ocr- with that name), or take it out of the list";
    Err(Error::usage(place(), what, hint))
}

/// What entries of recognised words are of.
const SCANS: &str = "scans";

/// Reads the pictures of documents; of each, whether every one of them was read; and the texts of those
/// without any.
fn read_with(
    run: &Run<'_>,
    documents: &mut [NormalForm],
    worker: &WorkerProgram,
    engine: &Engine,
) -> Result<(Vec<bool>, Texts)> {
    let mut whole = vec![true; documents.len()];
    if !engine.is_there() {
        return Ok((whole, Texts::default()));
    }
    let looked: Vec<Looked> = documents.par_iter().map(looked_at).collect();
    let (mut pages, mut texts) = (Vec::new(), Texts::default());
    for ((index, form), looked) in documents.iter().enumerate().zip(looked) {
        match looked {
            Looked::Pictured(pictured) => pages.extend(pictured.into_iter().map(|page| (index, page))),
            Looked::Plain(text) => drop(texts.insert(form.id.clone(), text)),
        }
    }
    if pages.is_empty() {
        return Ok((whole, texts));
    }
    let progress = Mutex::new(run.console.progress("reading scans", pages.len() as u64));
    let forms = &*documents;
    let layer = |(index, page): &(usize, Pictured)| {
        let form = forms.get(*index)?;
        let layer = layer(form, page, worker, engine);
        progress.lock().unwrap_or_else(PoisonError::into_inner).step();
        Some((*index, layer))
    };
    let read: Vec<(usize, Option<Layer>)> = pages.par_iter().filter_map(layer).collect();
    for (index, layer) in &read {
        if let (None, Some(whole)) = (layer, whole.get_mut(*index)) {
            *whole = false;
        }
    }
    let mut layers: Vec<(usize, Layer)> =
        read.into_iter().filter_map(|(index, layer)| Some((index, layer?))).collect();
    layers.sort_by_key(|(index, layer)| (*index, layer.recognised.page));
    let version = engine.version();
    for (index, form) in documents.iter_mut().enumerate() {
        let own: Vec<Layer> = layers.extract_if(.., |(of, _)| *of == index).map(|(_, layer)| layer).collect();
        load::add_layers(form, &own)?;
        form.provenance.programs.extend((!own.is_empty()).then(|| version.clone()));
    }
    Ok((whole, texts))
}

/// What a look at a document found.
enum Looked {
    /// Pages whose pictures are to be read.
    Pictured(Vec<Pictured>),
    /// No picture that hides words: its text, as it will be searched.
    Plain(Vec<PageText>),
}

/// A page to be read, and the resolution of its pictures.
struct Pictured {
    text: PageText,
    sheet: Sheet,
}

/// The pages of a document whose pictures no text layer covers. What cannot be read at all is told by
/// the stage that needs it.
fn looked_at(form: &NormalForm) -> Looked {
    let Ok(mut pages) = text_of(form) else { return Looked::Pictured(Vec::new()) };
    let is_picture = |page: &PageText| page.unsearched() == Some(Unsearched::Picture);
    if !pages.iter().any(is_picture) {
        return Looked::Plain(pages);
    }
    pages.retain(is_picture);
    let document = Document::load_mem(&form.pdf).ok();
    let sheet = |page: &PageText| Sheet {
        page: page.page,
        size: page.geometry.display_size(),
        picture_dpi: document.as_ref().and_then(|document| own_resolution(document, page)),
    };
    Looked::Pictured(pages.into_iter().map(|text| Pictured { sheet: sheet(&text), text }).collect())
}

/// What is read on a page; none when it was not drawn or not read to its end.
fn layer(form: &NormalForm, page: &Pictured, worker: &WorkerProgram, engine: &Engine) -> Option<Layer> {
    let Pictured { text, sheet } = page;
    let dpi = resolution(sheet)?;
    let picture = load::draw(worker, &form.pdf, &[sheet.page], dpi).pop().flatten()?;
    let read = engine.recognise(&picture, dpi).ok()?.scaled(72.0 / dpi);
    let lettering = |word: Placed| Lettering { text: word.text, quad: word.quad, line: word.line };
    let known = Known::of(text);
    let words = read.words.into_iter().map(lettering).filter(|word| !known.holds(&word.quad)).collect();
    let again = text.has_foreign_layer().then_some(text.glyphs.len() as u32);
    Some(Layer {
        recognised: Recognised { page: sheet.page, doubtful: read.doubtful, again },
        geometry: text.geometry,
        words: if again.is_some() { beside::differing(words, text) } else { words },
    })
}

/// Places of text that a page shows without recognition: in display space.
struct Known(Vec<Rect>);

impl Known {
    fn of(page: &PageText) -> Self {
        let seen = page.glyphs.iter().filter(|glyph| !glyph.invisible);
        Self(seen.map(|glyph| page.geometry.display_rect(&glyph.quad.bounds())).collect())
    }

    /// Whether a word is one of those: the middle of it lies on a letter.
    fn holds(&self, quad: &Quad) -> bool {
        let bounds = quad.bounds();
        let middle = Point::new(f64::midpoint(bounds.x0, bounds.x1), f64::midpoint(bounds.y0, bounds.y1));
        self.0.iter().any(|letter| letter.inflate(0.1 * letter.height()).contains(middle))
    }
}

/// Dots per inch of a page's pictures, all of them together; none where there are none.
fn own_resolution(document: &Document, page: &PageText) -> Option<u32> {
    let id = document.get_pages().get(&page.page).copied()?;
    let pixels: f64 = images(document, id).iter().filter_map(|image| size(document, *image)).sum();
    let (width, height) = page.geometry.display_size();
    let shown: f64 = page.pictures.iter().map(|picture| picture.share).sum();
    let inches = shown * width * height / (72.0 * 72.0);
    let dpi = (pixels / inches).sqrt().round();
    (1.0..=4800.0).contains(&dpi).then_some(dpi as u32)
}

/// The images in a page's resources.
fn images(document: &Document, page: ObjectId) -> Vec<ObjectId> {
    let all = || {
        let resources = document.get_dictionary(page).ok()?.get_deref(b"Resources", document).ok()?;
        let named = resources.as_dict().ok()?.get_deref(b"XObject", document).ok()?.as_dict().ok()?;
        Some(named.iter().filter_map(|(_, object)| object.as_reference().ok()).take(MOST_IMAGES).collect())
    };
    all().unwrap_or_default()
}

/// Number of pixels of an image; none for a form.
fn size(document: &Document, image: ObjectId) -> Option<f64> {
    let dictionary = &document.get_object(image).and_then(Object::as_stream).ok()?.dict;
    let side = |key: &[u8]| dictionary.get(key).and_then(Object::as_i64).ok().filter(|v| *v > 0);
    Some(side(b"Width")? as f64 * side(b"Height")? as f64)
}
