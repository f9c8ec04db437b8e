//! A page replaced by its picture: the escape for a page on which burning proves nothing.
//!
//! The panels are painted into the pixels before they are encoded. The page is made anew from the
//! picture, the text that may stay ([`super::layer`]) and the panels; nothing else of it crosses: no
//! link, no annotation, no resource.

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::check::Expected;
use super::document::Burning;
use super::label::Line;
use super::resources::Additions;
use super::{layer, panel};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::geom::{PageGeometry, Rect};
use crate::pdf::content::{Emitter, Operator};
use crate::pdf::image;
use crate::pdf::write::deflated;
use crate::render::{Opinion, Picture};
use crate::text::PageText;

/// Dots per inch of the picture of a page.
pub const DPI: f64 = 200.0;

/// A page as it was drawn at [`DPI`], and what a second engine said of it.
#[derive(Debug)]
pub struct Drawn {
    /// The page as displayed.
    pub picture: Picture,
    /// Whether another engine draws the same.
    pub opinion: Opinion,
}

/// Replaces page `number` (from 1). Gives what is to be checked of it.
pub(super) fn replace(
    burning: &mut Burning,
    number: u32,
    drawn: Drawn,
    text: Option<&PageText>,
) -> Result<Expected> {
    let fail = || Error::unchecked(Place::default().page(number), "the page's picture cannot be used", HINT);
    let at = (number as usize).saturating_sub(1);
    let burned = &mut burning.burned;
    let (width, height) = burned.geometry.get(at).ok_or_else(fail)?.display_size();
    let frame = PageGeometry::upright(width, height);
    let panels: Vec<Rect> = burned.panels.iter().filter(|p| p.page == number).map(|p| p.rect).collect();
    let mut picture = drawn.picture;
    picture.settle();
    let around = burning.around.get(&number).cloned().unwrap_or_default();
    let gone: Vec<Rect> = panels.iter().chain(&around).copied().collect();
    for rect in &gone {
        picture.blacken(rect, DPI);
    }
    let document = &mut burned.document;
    let image = image::drawn(picture.width, picture.height, &picture.rgb).map_err(|_| fail())?;
    let image = document.add_object(image);
    let mut additions = Additions::default();
    let none = Dictionary::new();
    let mut out = Emitter::new();
    let name = additions.name(&none, "XObject", Object::Reference(image));
    place(&mut out, &picture, height, &name);
    let words = text.map(|text| layer::letters(text, &picture, &gone)).unwrap_or_default();
    if let Some((font, letters)) = layer::font(document, &words)? {
        let name = additions.name(&none, "Font", Object::Reference(font.id));
        layer::write(&mut out, &frame, &letters, panel::Named { font: &font, name: &name });
    }
    let regions: Vec<Rect> = gone.iter().map(|rect| frame.user_rect(rect)).collect();
    let font = burning.font.as_ref();
    let named = font.map(|f| (f, additions.name(&none, "Font", Object::Reference(f.id))));
    let named = named.as_ref().map(|(font, name)| panel::Named { font, name });
    let labels = burning.labels.get(&number).into_iter().flatten();
    // what stands beside panels is in the picture
    let lines: Vec<Line> = labels.filter(|line| line.white).cloned().collect();
    let marks =
        panel::draw(&mut out, &frame, (regions.iter().take(panels.len()).copied(), &[]), &lines, named);
    let content = Content { bytes: out.into_bytes(), resources: additions.add_to(none) };
    page(burning, at, &frame, content).ok_or_else(fail)?;
    Ok(Expected { page: number, regions, drawn: panels.len(), marks })
}

const HINT: &str = "withhold the page in case.toml";

/// Paints the picture, each pixel as large as it was drawn, from the upper left corner.
fn place(out: &mut Emitter, picture: &Picture, height: f64, name: &[u8]) {
    let points = |pixels: u32| f64::from(pixels) * 72.0 / DPI;
    let (wide, high) = (points(picture.width), points(picture.height));
    out.operator(Operator::Save);
    out.numbers(Operator::Concat, &[wide, 0.0, 0.0, high, 0.0, height - high]);
    out.named(Operator::XObject, name);
    out.operator(Operator::Restore);
}

struct Content {
    bytes: Vec<u8>,
    resources: Dictionary,
}

/// Puts a page of ours, upright and without anything inherited, in the place of the old one.
fn page(burning: &mut Burning, at: usize, frame: &PageGeometry, content: Content) -> Option<()> {
    let burned = &mut burning.burned;
    let object = *burned.document.get_pages().get(&(at as u32 + 1))?;
    let old = burned.document.get_dictionary(object).ok()?;
    let parent = old.get(b"Parent").ok()?.clone();
    let stream: Stream = deflated(Dictionary::new(), content.bytes);
    let stream = burned.document.add_object(stream);
    let side = |points: f64| Object::Real(points as f32);
    let page = dictionary! {
        "Type" => "Page",
        "Parent" => parent,
        "MediaBox" => vec![0.into(), 0.into(), side(frame.media_box.x1), side(frame.media_box.y1)],
        "Contents" => stream,
        "Resources" => content.resources,
    };
    burned.document.objects.insert(object, Object::Dictionary(page));
    *burned.geometry.get_mut(at)? = *frame;
    Some(())
}
