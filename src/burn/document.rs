//! Burning a document page by page.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use hayro_syntax::Pdf;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::check::{Expected, check};
use super::label::{self, Line};
use super::looks::{Known, Looks};
use super::resources::Additions;
use super::rewrite::{Rewriter, Rewritten};
use super::settle::{Verdicts, settle};
use super::survey::Survey;
use super::width::{self, Fate, Gathered, Reached, Setting};
use super::{BurnCounts, Burned, DrawnPanel, cut, ink, panel, spread};
use crate::case::schema::Width;
use crate::decide::{DocumentPlan, Panel};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::geom::{PageGeometry, Rect};
use crate::load::NormalForm;
use crate::pdf::content::device::Glyph;
use crate::pdf::content::page::geometry;
use crate::pdf::content::{Device, Emitter, Interpreter, Operator};
use crate::pdf::limits::Limits;
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
    let mut job = Job {
        pdf: &pdf,
        pages,
        plan,
        still,
        burned,
        expected: Vec::new(),
        unproven: vec![],
        known: Known::default(),
        font: None,
        labels: BTreeMap::new(),
    };
    job.run()?;
    let Job { mut burned, expected, mut unproven, font, labels, .. } = job;
    unproven.extend(check(&mut burned.document, &expected)?);
    let frames = burned.geometry.iter().zip(1..);
    let around = frames.map(|(frame, page)| (page, cut::around(plan, page, frame)));
    let around = around.filter(|(_, rects)| !rects.is_empty()).collect();
    Ok(Burning { burned, unproven, font, labels, around })
}

/// A panel as it is drawn.
struct Shown<'p> {
    /// Its place in the plan.
    index: usize,
    mark: &'p str,
    /// Display space.
    rect: Rect,
    reached: Reached,
}

struct Job<'j> {
    pdf: &'j Pdf,
    pages: Vec<ObjectId>,
    plan: &'j DocumentPlan,
    still: &'j BTreeSet<u32>,
    burned: Burned,
    expected: Vec<Expected>,
    /// What its pictures show.
    known: Known,
    unproven: Vec<Error>,
    /// Of the marks, when there are any.
    font: Option<StampFont>,
    labels: BTreeMap<u32, Vec<Line>>,
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
            if !withheld.contains(&(at as u32 + 1))
                && plan.has(at as u32 + 1)
                && let Err(error) = self.page(&mut interpreter, at, panels)
            {
                self.unproven.push(error);
                self.leave(at, panels);
            }
        }
        Ok(())
    }

    /// A page that cannot be burned stays as it is; its panels are where the plan has them.
    fn leave(&mut self, at: usize, panels: &[(usize, &Panel)]) {
        let Some(&frame) = self.burned.geometry.get(at) else { return };
        let page = frame.display_rect(&frame.crop_box);
        let rect = |panel: &Panel| panel.rect.intersection(&page).filter(|r| r.area() > 0.0);
        let shown: Vec<Shown<'_>> = panels
            .iter()
            .filter_map(|(index, panel)| {
                let reached = Reached::Exact("the page could not be written anew");
                Some(Shown { index: *index, mark: &panel.mark, rect: rect(panel)?, reached })
            })
            .collect();
        self.note(at as u32 + 1, &shown, &frame, || vec![page]);
    }

    /// Notes the panels of a page and settles their labels.
    fn note(
        &mut self,
        page: u32,
        shown: &[Shown<'_>],
        frame: &PageGeometry,
        taken: impl FnOnce() -> Vec<Rect>,
    ) {
        for Shown { index, rect, reached, .. } in shown {
            self.burned.panels.push(DrawnPanel { page, index: *index, rect: *rect, reached: *reached });
            self.burned.counts.panels += 1;
        }
        if let Some(font) = &self.font {
            let marked: Vec<(Rect, &str)> = shown.iter().map(|s| (s.rect, s.mark)).collect();
            let labels = label::labels(&marked, frame, taken, font);
            self.burned.counts.panels_untold += labels.untold;
            self.labels.insert(page, labels.lines);
        }
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
        let mut survey = Survey::new(&frame, self.font.is_some());
        let count = walk(&mut survey)?;
        survey.finish();
        let around = cut::around(self.plan, number, &frame);
        let mut looks = Looks::new(&self.burned.document, &mut self.known);
        let mut verdicts = settle(&survey, (&planned, &around), &frame, count, &mut looks);
        let unseen = verdicts.hidden + verdicts.empty_images + survey.cropped;
        if panels.is_empty() && around.is_empty() && unseen == 0 && verdicts.boxes.is_empty() {
            return Ok(());
        }
        let setting = if self.still.contains(&number) {
            Setting::unmoved(panels.len(), "set anew it could not be proved")
        } else {
            self.set(&mut walk, panels, &mut verdicts, &frame)?
        };
        let mut looks = Looks::new(&self.burned.document, &mut self.known);
        spread::spread(&mut verdicts, (&setting, &survey), &frame, &mut looks);
        let mut rewriter = Rewriter::new(&mut self.burned.document, (&verdicts, &setting), object, number);
        walk(&mut rewriter)?;
        let (rewritten, counts, dropped) = rewriter.finish();
        self.burned.counts.add(&counts);
        self.burned.counts.hidden += verdicts.hidden;
        self.burned.counts.images_hidden += verdicts.empty_images;
        self.burned.dropped.extend(dropped);
        let shown = shown(panels, &verdicts.regions, (&setting, &frame));
        self.note(number, &shown, &frame, || ink::taken(&survey, (&verdicts, &setting), &frame));
        let marks = self.finish((number, object), rewritten, (&shown, &setting.bars), &frame);
        let drawn = shown.len() + setting.bars.len();
        self.expected.push(Expected { page: number, regions: verdicts.regions, drawn, marks });
        Ok(())
    }

    /// Sets the lines beside the panels anew and puts the panels where they are then.
    fn set(
        &self,
        walk: &mut impl FnMut(&mut dyn Device) -> Result<u32>,
        panels: &[(usize, &Panel)],
        verdicts: &mut Verdicts,
        frame: &PageGeometry,
    ) -> Result<Setting> {
        let mode = self.plan.width;
        if mode == Width::Exact || panels.iter().all(|(_, panel)| panel.glyphs.is_empty()) {
            return Ok(Setting::default());
        }
        let fate = |glyph: &Glyph| {
            let holds = |panel: &Panel| panel.glyphs.iter().any(|run| run.contains(&glyph.ordinal));
            let under = |at: &usize| {
                let listed = panels.get(*at).is_some_and(|(_, panel)| !panel.glyphs.is_empty());
                listed && verdicts.regions.get(*at).is_some_and(|region| glyph.quad.is_under(region))
            };
            if !verdicts.goes(glyph.ordinal) {
                return Fate::Stays;
            }
            let listed = panels.iter().position(|(_, panel)| holds(panel));
            listed.or_else(|| (0..panels.len()).find(under)).map_or(Fate::Goes, Fate::Under)
        };
        let mut gathered = Gathered::new(frame, &fate);
        walk(&mut gathered)?;
        let first = |panel: &Panel| {
            let same = |other: &Panel| panel.finding.is_some() && other.finding == panel.finding;
            panels.iter().position(|(_, other)| same(other) || std::ptr::eq(*other, panel))
        };
        let keys: Vec<usize> = panels.iter().map(|(_, panel)| first(panel).unwrap_or_default()).collect();
        let setting = width::set(&gathered, frame, mode, &keys);
        drop(gathered);
        verdicts.set(&setting);
        Ok(setting)
    }

    /// Draws the panels and puts content and resources into the page. Gives the glyphs of the labels.
    fn finish(
        &mut self,
        (number, object): (u32, ObjectId),
        rewritten: Rewritten,
        (shown, bars): (&[Shown<'_>], &[Rect]),
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
        let regions = shown.iter().map(|s| frame.user_rect(&s.rect));
        let lines = self.labels.get(&number).map_or(&[][..], Vec::as_slice);
        let marks = panel::draw(&mut out, frame, (regions, bars), lines, named);
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
    /// Adds what the rewriting of a page counted; the rest is counted where it is decided.
    fn add(&mut self, page: &Self) {
        self.glyphs += page.glyphs;
        self.images += page.images;
        self.images_dropped += page.images_dropped;
        self.paths += page.paths;
    }
}

/// The panels that show. What lies outside the page is removed like the rest, but there is nothing to
/// blacken there; a panel that went into another shows there.
fn shown<'p>(
    panels: &[(usize, &'p Panel)],
    regions: &[Rect],
    (setting, frame): (&Setting, &PageGeometry),
) -> Vec<Shown<'p>> {
    let one = |(at, (&(index, panel), region)): (usize, (&(usize, &'p Panel), &Rect))| {
        if setting.panels.get(&at) == Some(&None) {
            return None;
        }
        let region = region.intersection(&frame.crop_box).filter(|r| r.area() > 0.0)?;
        let reached = setting.reached.get(&at).copied().filter(|_| !panel.glyphs.is_empty());
        let rect = frame.display_rect(&region);
        Some(Shown { index, mark: &panel.mark, rect, reached: reached.unwrap_or(Reached::AsAsked) })
    };
    panels.iter().zip(regions).enumerate().filter_map(one).collect()
}

fn no_page(page: u32) -> Error {
    Error::usage(
        Place::default().page(page),
        "the plan names a page that the document does not have",
        "run find again",
    )
}
