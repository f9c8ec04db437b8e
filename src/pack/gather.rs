//! Putting the pages together: ours and the documents', stamped, tagged, with bookmarks.

use std::collections::BTreeSet;

use lopdf::ObjectId;

use crate::burn::Reached;
use crate::error::Result;
use crate::geom::{PageGeometry, Rect};
use crate::pack::front::Front;
use crate::pack::merge::Merger;
use crate::pack::numbering;
use crate::pack::parts::Parts;
use crate::pack::request::{PackDocument, Stamp};
use crate::pack::stamp::{Planned, Sheet, Stamper};
use crate::pack::{Pack, PackPanel, catalog, outline, reading, tags};
use crate::pdf::typeset::Tag;

/// A page of the pack before it is stamped.
struct Leaf {
    page: ObjectId,
    geometry: PageGeometry,
    panels: Vec<Rect>,
    /// How far the width of each is hidden.
    reached: Vec<Reached>,
    foot_free: bool,
    letter: bool,
    /// What a reader must know of the page: that it is an extract.
    notice: String,
    /// Whether the page has margins; a box of a page has none.
    margins: bool,
}

/// All pages in one document, without stamps and frame yet.
pub(super) struct Gathered {
    merger: Merger,
    leaves: Vec<Leaf>,
    tags: Vec<Tag>,
    /// The elements of each document.
    read: Vec<Vec<Tag>>,
    /// How many leaves are pages of ours.
    front: usize,
    /// Pages of ours as a clear file.
    clear: Vec<u8>,
    /// Title and first page, from 1.
    marks: Vec<(String, u32)>,
    /// What we say beside pages, no word of it from a case.
    labels: Vec<String>,
    spans: Vec<(u32, u32)>,
}

/// Puts the pages together: ours, then each document's.
///
/// # Errors
/// Exit 3 when a document refers to what it does not hold.
pub(super) fn gather(front: Front, documents: Vec<PackDocument>) -> Result<Gathered> {
    let Front { set, numbers, letter_pages, .. } = front;
    let clear = set.to_normal_form_bytes()?;
    let mut merger = Merger::new();
    let own = merger.add(set.document)?.into_iter().zip(set.pages).zip(0..);
    let own = own.map(|((page, geometry), index)| Leaf {
        page,
        geometry,
        panels: vec![],
        reached: vec![],
        foot_free: true,
        letter: index < letter_pages,
        notice: String::new(),
        margins: true,
    });
    let mut leaves: Vec<Leaf> = own.collect();
    let front = leaves.len();
    let parts = [("Letter", 1), ("Schedule", numbers.schedule), ("Redaction key", numbers.key)];
    let parts = parts.into_iter().filter(|(_, page)| *page > 0);
    let mut marks: Vec<(String, u32)> = parts.map(|(title, page)| (title.to_owned(), page)).collect();
    let named = numbering::numbers(&documents);
    let mut read = Vec::new();
    let mut labels: BTreeSet<String> = marks.iter().map(|(title, _)| title.clone()).collect();
    labels.insert(reading::PICTURE.to_owned());
    for ((mut document, span), number) in documents.into_iter().zip(&numbers.documents).zip(&named) {
        marks.push((bookmark(number, &document.title), span.0));
        read.push(std::mem::take(&mut document.tags));
        labels.extend(document.said.drain(..));
        leaves.extend(leaves_of(&mut merger, document)?);
    }
    let (labels, spans) = (labels.into_iter().collect(), numbers.documents);
    Ok(Gathered { merger, leaves, tags: set.tags, read, front, clear, marks, labels, spans })
}

fn leaves_of(merger: &mut Merger, document: PackDocument) -> Result<Vec<Leaf>> {
    let PackDocument { sanitised, foot_free, notice, margins, .. } = document;
    let pages = merger.add(sanitised.document)?;
    let leaves = pages.into_iter().zip(sanitised.geometry).enumerate().map(|(index, (page, geometry))| {
        let on_page = sanitised.panels.iter().filter(|p| p.page as usize == index + 1);
        let (panels, reached) = on_page.map(|p| (p.rect, p.reached)).unzip();
        let foot_free = foot_free.get(index).copied().unwrap_or(false);
        Leaf { page, geometry, panels, reached, foot_free, letter: false, notice: notice.clone(), margins }
    });
    Ok(leaves.collect())
}

impl Gathered {
    /// Stamps the pages and gives the document its frame.
    ///
    /// # Errors
    /// Exit 3 when a page cannot be stamped or tagged.
    pub(super) fn finish(
        mut self,
        (title, reference): (&str, &str),
        states: &States,
        parts: &Parts,
    ) -> Result<Pack> {
        let (geometry, stamps) = self.stamp(reference, states, parts)?;
        let (own, all) = (self.front as u32, self.leaves.len() as u32);
        let mut document = self.merger.document;
        let pages: Vec<ObjectId> = self.leaves.iter().map(|l| l.page).collect();
        let from = |number: u32| pages.get((number as usize).saturating_sub(1)..).unwrap_or_default();
        let sections = self.spans.iter().map(|(first, length)| {
            let rest = from(*first);
            rest.get(..*length as usize).unwrap_or(rest)
        });
        let sections: Vec<(&[ObjectId], &[Tag])> =
            sections.zip(&self.read).map(|(pages, tags)| (pages, tags.as_slice())).collect();
        let front = pages.get(..self.front).unwrap_or_default();
        let structure = tags::structure(&mut document, (front, &self.tags), &sections)?;
        let marks = self.marks.iter().filter_map(|(t, n)| from(*n).first().map(|p| (t.clone(), *p)));
        let outline = outline::outline(&mut document, &marks.collect::<Vec<_>>());
        catalog::frame(&mut document, &pages, (structure, outline), title);
        let panels = self.leaves.iter().zip(1..);
        let on_page = |(leaf, page): (&Leaf, u32)| {
            let panels = leaf.panels.iter().zip(&leaf.reached);
            panels
                .map(|(rect, reached)| PackPanel { page, rect: *rect, reached: *reached })
                .collect::<Vec<_>>()
        };
        let panels = panels.flat_map(on_page);
        Ok(Pack {
            panels: panels.collect(),
            document,
            geometry,
            front: self.clear,
            stamps,
            labels: self.labels,
            spans: self.spans,
            parts: parts.ranges(own, all - own),
        })
    }

    fn stamp(
        &mut self,
        reference: &str,
        states: &States,
        parts: &Parts,
    ) -> Result<(Vec<PageGeometry>, Vec<String>)> {
        let total = self.leaves.len();
        let foot = |(number, leaf): (usize, &Leaf)| {
            let part =
                (number as u32).checked_sub(self.front as u32 + 1).map_or(1, |page| parts.of_page(page));
            let part = match parts.count() {
                1 => String::new(),
                count => format!(" · part {part} of {count}"),
            };
            let notice = if leaf.notice.is_empty() { "" } else { " · " };
            format!("{}{notice}{reference}{part} · page {number} of {total}", leaf.notice)
        };
        let feet: Vec<String> = (1..=total).zip(&self.leaves).map(foot).collect();
        let sheets = self.leaves.iter().zip(&feet).map(|(leaf, foot)| Sheet {
            page: leaf.page,
            geometry: leaf.geometry,
            panels: &leaf.panels,
            foot_free: leaf.foot_free,
            foot,
            notice: !leaf.notice.is_empty(),
            margins: leaf.margins,
            state: if leaf.letter { &states.letter } else { &states.page },
            draft: states.draft,
        });
        let planned: Vec<Planned<'_>> = sheets.map(Planned::new).collect();
        let document = &mut self.merger.document;
        let stamper = Stamper::new(document, &planned)?;
        for page in &planned {
            stamper.stamp(document, page)?;
        }
        Ok(planned.iter().map(|p| (p.geometry, p.words())).unzip())
    }
}

/// Number and title, without the control and direction characters that a file name can hold.
fn bookmark(number: &str, title: &str) -> String {
    let hidden = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let title: String = title.chars().filter(|c| !hidden(c)).collect();
    format!("{number}. {}", title.trim())
}

/// What is said on top of pages.
pub(super) struct States {
    /// On every page.
    page: String,
    /// On pages of the letter.
    letter: String,
    /// Whether DRAFT stands across every page.
    draft: bool,
}

impl States {
    /// The words for what the caller asks and for whether the facts are those of the shipped example.
    pub(super) fn new(stamp: Stamp, example: bool) -> Self {
        let mut parts = Vec::new();
        if stamp.unreviewed {
            parts.push("NOT REVIEWED – NOT FOR RELEASE");
        }
        if stamp.draft {
            parts.push("DRAFT");
        }
        let page = parts.join(" · ");
        if example {
            parts.push("EXAMPLE");
        }
        Self { page, letter: parts.join(" · "), draft: stamp.draft }
    }
}
