//! Burning a document page by page.

use std::collections::HashSet;
use std::sync::Arc;

use hayro_syntax::Pdf;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::check::{Expected, check};
use super::resources::Additions;
use super::rewrite::{Rewriter, Rewritten};
use super::survey::{Survey, settle};
use super::{BurnCounts, Burned, DrawnPanel, panel};
use crate::decide::{DocumentPlan, Panel};
use crate::diag::{Place, Problem};
use crate::error::{Error, Result};
use crate::geom::{PageGeometry, Rect};
use crate::load::NormalForm;
use crate::pdf::content::page::geometry;
use crate::pdf::content::{Device, Emitter, Interpreter, Operator};
use crate::pdf::limits::Limits;
use crate::pdf::typeset::StampFont;
use crate::pdf::write::deflated;

/// Removes from a normal form what its plan names, and draws the panels.
///
/// # Errors
/// When the document or a page with panels cannot be read whole, a panel names a page that does not
/// exist, or what was written still holds a glyph under a panel.
pub fn burn(normal: &NormalForm, plan: &DocumentPlan) -> Result<Burned> {
    let place = || Place::file(normal.name.clone());
    let named = |mut error: Error| {
        error.problems.iter_mut().for_each(|p| p.place.file = normal.name.clone());
        error
    };
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
    };
    let mut job = Job { pdf: &pdf, pages, plan, burned, expected: Vec::new(), font: None };
    job.run().map_err(named)?;
    check(&job.burned.document, &job.expected).map_err(named)?;
    let mut burned = job.burned;
    burned.dropped.iter_mut().for_each(|p: &mut Problem| p.place.file = normal.name.clone());
    Ok(burned)
}

struct Job<'j> {
    pdf: &'j Pdf,
    pages: Vec<ObjectId>,
    plan: &'j DocumentPlan,
    burned: Burned,
    expected: Vec<Expected>,
    /// Of the marks, when there are any.
    font: Option<StampFont>,
}

impl<'j> Job<'j> {
    fn run(&mut self) -> Result<()> {
        let plan = self.plan;
        let marked = plan.panels.iter().any(|p| !p.mark.is_empty()) || !plan.withheld.is_empty();
        if marked {
            self.font = Some(panel::font(&mut self.burned.document, plan)?);
        }
        let mut by_page: Vec<Vec<(usize, &Panel)>> = vec![Vec::new(); self.pages.len()];
        for (index, panel) in plan.panels.iter().enumerate() {
            let slot = (panel.page as usize).checked_sub(1).and_then(|p| by_page.get_mut(p));
            slot.ok_or_else(|| no_page(panel.page))?.push((index, panel));
        }
        for (number, mark) in &plan.withheld {
            let at = (*number as usize).checked_sub(1).filter(|&at| at < self.pages.len());
            let at = at.ok_or_else(|| no_page(*number))?;
            self.withhold(at, mark);
            if let Some(panels) = by_page.get_mut(at) {
                panels.clear();
            }
        }
        let pdf = self.pdf;
        let mut interpreter = Interpreter::new(pdf.xref(), &Limits::default());
        let withheld: HashSet<u32> = plan.withheld.iter().map(|(page, _)| *page).collect();
        for (at, panels) in by_page.iter().enumerate() {
            if !withheld.contains(&(at as u32 + 1)) {
                self.page(&mut interpreter, at, panels)?;
            }
        }
        Ok(())
    }

    fn page(
        &mut self,
        interpreter: &mut Interpreter<'j>,
        at: usize,
        panels: &[(usize, &Panel)],
    ) -> Result<()> {
        let number = at as u32 + 1;
        let (Some(page), Some(&object)) = (self.pdf.pages().get(at), self.pages.get(at)) else {
            return Err(no_page(number));
        };
        let frame = geometry(page);
        let planned: Vec<&Panel> = panels.iter().map(|(_, panel)| *panel).collect();
        let mut walk = |device: &mut dyn Device| {
            interpreter.page(page, &frame, device).map_err(|trouble| {
                Error::unchecked(
                    Place::default().page(number),
                    trouble.what(),
                    "withhold the page in case.toml",
                )
            })
        };
        let mut survey = Survey::default();
        let count = walk(&mut survey)?;
        let verdicts = settle(&survey, &planned, &frame, count);
        if panels.is_empty() && verdicts.hidden == 0 && survey.unseen == 0 {
            return Ok(());
        }
        let mut rewriter = Rewriter::new(&mut self.burned.document, &verdicts, object, number);
        walk(&mut rewriter)?;
        let (rewritten, counts, dropped) = rewriter.finish();
        self.burned.counts.add(&counts);
        self.burned.counts.hidden += verdicts.hidden;
        self.burned.dropped.extend(dropped);
        // what lies outside the page is removed like the rest, but there is nothing to blacken there
        let shown: Vec<(usize, &Panel, Rect)> = panels
            .iter()
            .zip(&verdicts.regions)
            .filter_map(|(&(index, panel), region)| {
                Some((index, panel, region.intersection(&frame.crop_box)?))
            })
            .filter(|(_, _, region)| region.area() > 0.0)
            .collect();
        let marks = self.finish(object, rewritten, &shown, &frame);
        for (index, _, region) in &shown {
            let (index, rect) = (*index, frame.display_rect(region));
            self.burned.panels.push(DrawnPanel { page: number, index, rect });
            self.burned.counts.panels += 1;
        }
        self.expected.push(Expected { page: number, regions: verdicts.regions, marks });
        Ok(())
    }

    /// Draws the panels and puts content and resources into the page. Gives the glyphs of the marks.
    fn finish(
        &mut self,
        object: ObjectId,
        rewritten: Rewritten,
        shown: &[(usize, &Panel, Rect)],
        frame: &PageGeometry,
    ) -> u32 {
        let mut additions = Additions::default();
        let font = self.font.as_ref();
        let named = font.map(|f| (f, additions.name(&rewritten.resources, "Font", Object::Reference(f.id))));
        let named = named.as_ref().map(|(font, name)| panel::Named { font, name });
        let mut out = Emitter::new();
        out.operator(Operator::Save);
        out.stream(&rewritten.content);
        out.operator(Operator::Restore);
        let marks = shown
            .iter()
            .map(|(_, planned, region)| panel::draw(&mut out, frame, region, &planned.mark, named))
            .sum();
        let resources = if marks > 0 { additions.add_to(rewritten.resources) } else { rewritten.resources };
        self.replace(object, out.into_bytes(), resources);
        marks
    }

    fn withhold(&mut self, at: usize, mark: &str) {
        let (Some(&object), Some(&frame)) = (self.pages.get(at), self.burned.geometry.get(at)) else {
            return;
        };
        let mut additions = Additions::default();
        let Some(font) = &self.font else { return };
        let name = additions.name(&Dictionary::new(), "Font", Object::Reference(font.id));
        let content = panel::withheld(&frame, mark, panel::Named { font, name: &name });
        self.replace(object, content, additions.add_to(Dictionary::new()));
    }

    fn replace(&mut self, object: ObjectId, content: Vec<u8>, resources: Dictionary) {
        let stream = self.burned.document.add_object(deflated(Dictionary::new(), content));
        if let Ok(page) = self.burned.document.get_object_mut(object).and_then(Object::as_dict_mut) {
            page.set("Contents", Object::Reference(stream));
            page.set("Resources", resources);
        }
    }
}

impl BurnCounts {
    fn add(&mut self, other: &Self) {
        self.glyphs += other.glyphs;
        self.hidden += other.hidden;
        self.images += other.images;
        self.images_dropped += other.images_dropped;
        self.paths += other.paths;
        self.panels += other.panels;
    }
}

fn no_page(page: u32) -> Error {
    Error::usage(
        Place::default().page(page),
        "the plan names a page that the document does not have",
        "run find again",
    )
}
