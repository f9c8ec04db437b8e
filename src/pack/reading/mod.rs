//! Reading order and tags of a source's pages, as a screen reader follows them (ISO 32000-2, 14.8).
//!
//! Sanitising strips all structure of a source, since it can say what was removed. What is left on a
//! page is tagged anew from what shows: blocks of text in reading order, pictures, and every panel
//! as a figure that says why it is there, at the place in the sentence where something was. Lines, frames
//! and the marks on panels are artifacts. Nothing is drawn, moved or left out: only marks are put
//! around what is painted. Refused: a page that cannot be walked whole.

use std::sync::Arc;

use hayro_syntax::Pdf;
use lopdf::{Dictionary, Document, Object, ObjectId};
use rayon::prelude::*;

use crate::diag::Place;
use crate::error::{Error, Result};
use crate::geom::Rect;
use crate::pdf::content::Interpreter;
use crate::pdf::content::page::geometry;
use crate::pdf::limits::Limits;
use crate::pdf::typeset::{Tag, TaggedContent};
use crate::pdf::write::deflated;
use crate::sanitise::Sanitised;
use crate::text::PageText;

use mark::{Content, Marker};
use order::Order;

mod mark;
mod order;
#[cfg(test)]
mod tests;

/// What a picture is called: what it shows is known to nobody here.
pub(super) const PICTURE: &str = "Picture in the document";

/// Pages that share an interpreter, and with it fonts already read.
const PAGES_A_TASK: usize = 16;

/// Marks the content of each page and gives the structure: elements in reading order, pages from 0.
/// `bytes` are the document as it is written, `texts` its pages as they read, `said` what is said of each panel.
///
/// # Errors
/// Exit 3 when a page cannot be read again, or `texts` are not those of its pages.
pub fn tag(
    sanitised: &mut Sanitised,
    bytes: Vec<u8>,
    texts: &[PageText],
    said: &[String],
) -> Result<Vec<Tag>> {
    let pdf = Pdf::new(Arc::new(bytes)).map_err(|_| unread(0))?;
    let pages: Vec<ObjectId> = sanitised.document.get_pages().into_values().collect();
    if texts.len() != pages.len() || pdf.pages().len() != pages.len() {
        return Err(unread(0));
    }
    let panels: Vec<Vec<(usize, Rect)>> = (1..=pages.len())
        .map(|number| {
            let here = sanitised.panels.iter().enumerate().filter(|(_, p)| p.page as usize == number);
            here.map(|(index, panel)| (index, panel.rect)).collect()
        })
        .collect();
    let marked: Vec<(Vec<u8>, Vec<Tag>)> = texts
        .par_iter()
        .zip(&panels)
        .enumerate()
        .with_min_len(PAGES_A_TASK)
        .map_init(
            || Interpreter::new(pdf.xref(), &Limits::default()),
            |interpreter, (index, (text, panels))| page((&pdf, interpreter), index, text, panels, said),
        )
        .collect::<Result<_>>()?;
    let mut tags = Vec::new();
    for (page, (content, of_page)) in pages.into_iter().zip(marked) {
        replace(&mut sanitised.document, page, content)?;
        tags.extend(of_page);
    }
    Ok(tags)
}

/// The content of a page with marks, and its elements.
fn page<'p>(
    (pdf, interpreter): (&'p Pdf, &mut Interpreter<'p>),
    index: usize,
    text: &PageText,
    panels: &[(usize, Rect)],
    said: &[String],
) -> Result<(Vec<u8>, Vec<Tag>)> {
    let page = pdf.pages().get(index).ok_or_else(|| unread(index))?;
    let frame = geometry(page);
    let rects: Vec<Rect> = panels.iter().map(|(_, rect)| *rect).collect();
    let order = Order::of(text, &rects);
    let regions = rects.iter().map(|rect| frame.user_rect(rect)).collect();
    let mut marker = Marker::new(&order, regions, text);
    interpreter.page(page, &frame, &mut marker).map_err(|_| unread(index))?;
    let (content, marks) = marker.finish();
    let said: Vec<&str> =
        panels.iter().map(|(panel, _)| said.get(*panel).map_or("Redacted", String::as_str)).collect();
    Ok((content, elements(index, &order, &marks, &said)))
}

/// Something that is read: its place in the text, the block it belongs to, and its element.
struct Item {
    at: u32,
    block: Option<u32>,
    tag: Tag,
}

/// The elements of a page in reading order: a paragraph for each block, panels inside their lines.
fn elements(page: usize, order: &Order, marks: &[Content], said: &[&str]) -> Vec<Tag> {
    let mut items = Vec::new();
    let mut drawn = vec![Vec::new(); said.len()];
    for (content, mcid) in marks.iter().zip(0..) {
        let content_here = vec![TaggedContent { page, mcid }];
        match content {
            Content::Text(place) => {
                let tag = Tag::leaf("Span", content_here);
                items.push(Item { at: place.at, block: Some(place.block), tag });
            }
            Content::Picture(at) => {
                let tag = Tag::figure(PICTURE, content_here);
                items.push(Item { at: *at, block: None, tag });
            }
            Content::Panel(index) => {
                if let Some(drawn) = drawn.get_mut(*index) {
                    *drawn = content_here;
                }
            }
        }
    }
    for ((said, content), spot) in said.iter().zip(drawn).zip(order.panels()) {
        items.push(Item { at: spot.at, block: spot.block, tag: Tag::figure(said, content) });
    }
    // at one place a figure is read before the words that follow it
    items.sort_by_key(|item| (item.at, item.tag.role == "Span"));
    paragraphs(items)
}

fn paragraphs(items: Vec<Item>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut open: Option<u32> = None;
    for Item { block, tag, .. } in items {
        match tags.last_mut().filter(|_| block.is_some() && block == open) {
            Some(paragraph) => paragraph.kids.push(tag),
            None if block.is_some() => tags.push(Tag::group("P", vec![tag])),
            None => tags.push(tag),
        }
        open = block;
    }
    tags.into_iter().map(flattened).collect()
}

/// A paragraph of nothing but words holds them itself.
fn flattened(mut tag: Tag) -> Tag {
    if tag.role == "P" && tag.kids.iter().all(|kid| kid.role == "Span") {
        tag.content = tag.kids.drain(..).flat_map(|kid| kid.content).collect();
    }
    tag
}

fn replace(document: &mut Document, page: ObjectId, content: Vec<u8>) -> Result<()> {
    // content that is not there reads as a blank page: nobody must take it for one
    let own = document.get_dictionary(page).and_then(|page| page.get(b"Contents")).ok();
    let parts = own.map_or(&[][..], |own| own.as_array().map_or(std::slice::from_ref(own), Vec::as_slice));
    if parts.iter().any(|part| document.dereference(part).is_err()) {
        return Err(unread(0));
    }
    let stream = document.add_object(deflated(Dictionary::new(), content));
    let page = document.get_dictionary_mut(page).map_err(|_| unread(0))?;
    page.set("Contents", Object::Reference(stream));
    Ok(())
}

fn unread(index: usize) -> Error {
    let place = Place::default().page(index as u32 + 1);
    Error::unchecked(place, "a page could not be read again to be tagged", "report this")
}
