//! Burning a document: its pages beside each other, put together in their order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hayro_syntax::Pdf;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::check::{Expected, check};
use super::fresh::Made;
use super::label::Line;
use super::looks::Known;
use super::page::{self, Bench, OnPage};
use super::resources::Additions;
use super::{BurnCounts, Burned, DrawnPanel, cut, panel};
use crate::decide::DocumentPlan;
use crate::diag::{Place, Problem};
use crate::error::{Error, Result};
use crate::geom::Rect;
use crate::load::NormalForm;
use crate::mutation;
use crate::pdf::content::each;
use crate::pdf::content::page::geometry;
use crate::pdf::typeset::StampFont;
use crate::pdf::write::deflated;

/// A document burned page by page, with what has to be shown of it.
#[derive(Debug)]
pub(super) struct Burning {
    pub(super) burned: Burned,
    /// Pages that could not be burned, or hold something under a panel.
    pub(super) unproven: Vec<Error>,
    /// The font of marks, when there are any.
    pub(super) font: Option<StampFont>,
    /// The labels of each page's panels.
    pub(super) labels: BTreeMap<u32, Vec<Line>>,
    /// What goes around the box of an extract, display space of its page.
    pub(super) around: BTreeMap<u32, Vec<Rect>>,
}

/// A page as it was burned, not yet in the document.
#[derive(Default)]
pub(super) struct BurnedPage {
    pub(super) panels: Vec<DrawnPanel>,
    pub(super) counts: BurnCounts,
    pub(super) dropped: Vec<Problem>,
    pub(super) labels: Option<Vec<Line>>,
    /// What has to be shown of it.
    pub(super) expected: Option<Expected>,
    /// What takes the place of the old page; none where it stays as it was.
    pub(super) anew: Option<Anew>,
    /// Why it could not be burned.
    pub(super) unproven: Option<Error>,
}

/// What a page consists of now.
pub(super) struct Anew {
    pub(super) content: Stream,
    pub(super) resources: Dictionary,
    /// The copies that the resources name.
    pub(super) made: Made,
}

/// Burns every page; a page that cannot be is among the unproven, as it was. On pages of `still` (from 1)
/// nothing moves.
///
/// # Errors
/// When the document cannot be read whole, or a panel names a page that does not exist.
pub(super) fn burn_pages(normal: &NormalForm, plan: &DocumentPlan, still: &BTreeSet<u32>) -> Result<Burning> {
    let place = || Place::file(normal.name.clone());
    let bytes: Arc<Vec<u8>> = Arc::clone(&normal.pdf);
    let unreadable = || Error::unchecked(place(), "the document cannot be opened", "convert it again");
    let pdf = Pdf::new(bytes).map_err(|_| unreadable())?;
    let document = Document::load_mem(&normal.pdf).map_err(|_| unreadable())?;
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    if pages.len() != pdf.pages().len() {
        return Err(Error::unchecked(
            place(),
            "two readers count different pages in the document",
            "convert it again",
        ));
    }
    let geometries = pdf.pages().iter().map(geometry).collect();
    let burned = Burned {
        document,
        geometry: geometries,
        panels: Vec::new(),
        counts: BurnCounts::default(),
        dropped: Vec::new(),
        pictured: Vec::new(),
    };
    let mut job =
        Job { pages, plan, burned, expected: vec![], unproven: vec![], font: None, labels: BTreeMap::new() };
    job.run(&pdf, still)?;
    let Job { mut burned, expected, mut unproven, font, labels, .. } = job;
    unproven.extend(check(&mut burned.document, &expected)?);
    let frames = burned.geometry.iter().zip(1..);
    let around = frames.map(|(frame, page)| (page, cut::around(plan, page, frame)));
    let around = around.filter(|(_, rects)| !rects.is_empty()).collect();
    Ok(Burning { burned, unproven, font, labels, around })
}

struct Job<'j> {
    pages: Vec<ObjectId>,
    plan: &'j DocumentPlan,
    burned: Burned,
    expected: Vec<Expected>,
    unproven: Vec<Error>,
    /// Of the marks, when there are any.
    font: Option<StampFont>,
    labels: BTreeMap<u32, Vec<Line>>,
}

impl Job<'_> {
    fn run(&mut self, pdf: &Pdf, still: &BTreeSet<u32>) -> Result<()> {
        let plan = self.plan;
        let marked = plan.panels.iter().any(|p| !p.mark.is_empty()) || !plan.withheld.is_empty();
        if marked {
            self.font = Some(panel::font(&mut self.burned.document, plan)?);
        }
        let mut by_page: Vec<OnPage<'_>> = vec![Vec::new(); self.pages.len()];
        for (index, panel) in plan.panels.iter().enumerate() {
            let slot = (panel.page as usize).checked_sub(1).and_then(|p| by_page.get_mut(p));
            slot.ok_or_else(|| page::missing(panel.page))?.push((index, panel));
        }
        for (number, mark) in &plan.withheld {
            let at = (*number as usize).checked_sub(1).filter(|&at| at < self.pages.len());
            self.withhold(at.ok_or_else(|| page::missing(*number))?, mark);
        }
        let withheld: BTreeSet<u32> = plan.withheld.iter().map(|(page, _)| *page).collect();
        let numbered = (1..).zip(&by_page).filter(|(n, _)| !withheld.contains(n) && plan.has(*n));
        let todo: Vec<(u32, &OnPage<'_>)> = numbered.collect();
        let (document, pages, font) = (&self.burned.document, &self.pages, self.font.as_ref());
        let bench = Bench { document, pdf, pages, plan, still, font, known: Known::default() };
        let switched = mutation::carried();
        let burned = each(pdf, &todo, |interpreter, (number, panels)| {
            switched.around(|| bench.page(interpreter, *number, panels))
        });
        for ((number, _), page) in todo.iter().zip(burned) {
            self.put(*number, page);
        }
        Ok(())
    }

    /// Puts a page into the document, after those before it.
    fn put(&mut self, number: u32, page: BurnedPage) {
        let burned = &mut self.burned;
        burned.panels.extend(page.panels);
        burned.counts.add(&page.counts);
        burned.dropped.extend(page.dropped);
        self.labels.extend(page.labels.map(|lines| (number, lines)));
        self.expected.extend(page.expected);
        self.unproven.extend(page.unproven);
        let object = self.pages.get((number as usize).saturating_sub(1));
        if let (Some(Anew { content, mut resources, made }), Some(&object)) = (page.anew, object) {
            made.settle(&mut burned.document, &mut resources);
            self.replace(object, content, resources);
        }
    }

    fn withhold(&mut self, at: usize, mark: &str) {
        let (Some(&object), Some(&frame)) = (self.pages.get(at), self.burned.geometry.get(at)) else {
            return;
        };
        let mut additions = Additions::default();
        let Some(font) = &self.font else { return };
        let name = additions.name(&Dictionary::new(), "Font", Object::Reference(font.id));
        let content = panel::withheld(&frame, mark, panel::Named { font, name: &name });
        self.replace(object, deflated(Dictionary::new(), content), additions.add_to(Dictionary::new()));
    }

    fn replace(&mut self, object: ObjectId, content: Stream, resources: Dictionary) {
        let stream = self.burned.document.add_object(content);
        if let Ok(page) = self.burned.document.get_object_mut(object).and_then(Object::as_dict_mut) {
            page.set("Contents", Object::Reference(stream));
            page.set("Resources", resources);
        }
    }
}

impl BurnCounts {
    /// Adds what was counted on a page; pages that become pictures are counted when they do.
    fn add(&mut self, page: &Self) {
        self.glyphs += page.glyphs;
        self.hidden += page.hidden;
        self.images_hidden += page.images_hidden;
        self.images += page.images;
        self.images_dropped += page.images_dropped;
        self.paths += page.paths;
        self.panels += page.panels;
        self.panels_untold += page.panels_untold;
    }
}
