//! Burning one page. It reads the document and changes nothing of it: pages are burned beside each other.

use std::collections::{BTreeSet, HashMap};

use hayro_syntax::Pdf;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::both::Both;
use super::check::Expected;
use super::document::{Anew, BurnedPage};
use super::label;
use super::looks::{Known, Looks};
use super::resources::Additions;
use super::rewrite::{Rewriter, Rewritten};
use super::settle::{Verdicts, settle};
use super::survey::Survey;
use super::width::{self, Fate, Gathered, Reached, Setting};
use super::{DrawnPanel, cut, ink, panel, spread};
use crate::case::schema::Width;
use crate::decide::{DocumentPlan, Panel};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::geom::{PageGeometry, Quad, Rect};
use crate::pdf::content::page::geometry;
use crate::pdf::content::{Device, Emitter, Interpreter, Operator};
use crate::pdf::typeset::StampFont;
use crate::pdf::write::deflated;

/// The panels of a page, each with its place in the plan.
pub(super) type OnPage<'p> = Vec<(usize, &'p Panel)>;

/// What the pages of a document are burned with.
pub(super) struct Bench<'b> {
    /// As it was, with the font of the marks.
    pub(super) document: &'b Document,
    pub(super) pdf: &'b Pdf,
    pub(super) pages: &'b [ObjectId],
    pub(super) plan: &'b DocumentPlan,
    /// Pages, from 1, on which nothing moves.
    pub(super) still: &'b BTreeSet<u32>,
    /// Of the marks, when there are any.
    pub(super) font: Option<&'b StampFont>,
    /// What its pictures show.
    pub(super) known: Known,
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

impl<'b> Bench<'b> {
    /// Burns a page, from 1. One that cannot be burned stays as it is and says why.
    pub(super) fn page(
        &self,
        interpreter: &mut Interpreter<'b>,
        number: u32,
        panels: &[(usize, &Panel)],
    ) -> BurnedPage {
        let burned = self.burned(interpreter, number, panels);
        burned.unwrap_or_else(|error| BurnedPage { unproven: Some(error), ..self.left(number, panels) })
    }

    /// A page that cannot be burned stays as it is; its panels are where the plan has them.
    fn left(&self, number: u32, panels: &[(usize, &Panel)]) -> BurnedPage {
        let mut left = BurnedPage::default();
        let Some(page) = self.pdf.pages().get((number as usize).saturating_sub(1)) else { return left };
        let frame = geometry(page);
        let page = frame.display_rect(&frame.crop_box);
        let rect = |panel: &Panel| panel.rect.intersection(&page).filter(|r| r.area() > 0.0);
        let shown: Vec<Shown<'_>> = panels
            .iter()
            .filter_map(|(index, panel)| {
                let reached = Reached::Exact("the page could not be written anew");
                Some(Shown { index: *index, mark: &panel.mark, rect: rect(panel)?, reached })
            })
            .collect();
        self.note(&mut left, number, &shown, (&frame, || vec![page]));
        left
    }

    /// Notes the panels of a page and settles their labels.
    fn note(
        &self,
        burned: &mut BurnedPage,
        page: u32,
        shown: &[Shown<'_>],
        (frame, taken): (&PageGeometry, impl FnOnce() -> Vec<Rect>),
    ) {
        let drawn = |s: &Shown<'_>| DrawnPanel { page, index: s.index, rect: s.rect, reached: s.reached };
        burned.panels.extend(shown.iter().map(drawn));
        burned.counts.panels += shown.len() as u64;
        if let Some(font) = self.font {
            let marked: Vec<(Rect, &str)> = shown.iter().map(|s| (s.rect, s.mark)).collect();
            let labels = label::labels(&marked, frame, taken, font);
            burned.counts.panels_untold += labels.untold;
            burned.labels = Some(labels.lines);
        }
    }

    fn burned(
        &self,
        interpreter: &mut Interpreter<'b>,
        number: u32,
        panels: &[(usize, &Panel)],
    ) -> Result<BurnedPage> {
        let at = (number as usize).saturating_sub(1);
        let (Some(page), Some(&object)) = (self.pdf.pages().get(at), self.pages.get(at)) else {
            return Err(missing(number));
        };
        let frame = geometry(page);
        let planned: Vec<&Panel> = panels.iter().map(|(_, panel)| *panel).collect();
        let mut survey = Survey::new(&frame, self.font.is_some(), interpreter.room());
        let mut gathered = self.sets(number, panels).then(|| Gathered::new(&frame, interpreter.room()));
        let mut walk = |device: &mut dyn Device| {
            interpreter.page(page, &frame, device).map_err(|trouble| {
                let hint = "withhold the page in case.toml";
                Error::unchecked(Place::default().page(number), trouble.what(), hint)
            })
        };
        let count = match &mut gathered {
            Some(gathered) => walk(&mut Both(&mut survey, gathered))?,
            None => walk(&mut survey)?,
        };
        survey.finish();
        let around = cut::around(self.plan, number, &frame);
        let mut looks = Looks::new(self.document, &self.known);
        let mut verdicts = settle(&survey, (&planned, &around), &frame, count, &mut looks);
        let unseen = verdicts.hidden + verdicts.empty_images + survey.cropped;
        if panels.is_empty() && around.is_empty() && unseen == 0 && verdicts.boxes.is_empty() {
            return Ok(BurnedPage::default());
        }
        let setting = match gathered {
            Some(gathered) => self.set((gathered, &survey), panels, &mut verdicts, &frame),
            None if self.still.contains(&number) => {
                Setting::unmoved(panels.len(), "set anew it could not be proved")
            }
            None => Setting::default(),
        };
        let mut looks = Looks::new(self.document, &self.known);
        spread::spread(&mut verdicts, (&setting, &survey), &frame, &mut looks);
        let mut rewriter = Rewriter::new(self.document, (&verdicts, &setting), object, number);
        walk(&mut rewriter)?;
        let (rewritten, counts, dropped) = rewriter.finish();
        let mut burned = BurnedPage { counts, dropped, ..BurnedPage::default() };
        burned.counts.hidden += verdicts.hidden;
        burned.counts.images_hidden += verdicts.empty_images;
        let shown = shown(panels, &verdicts.regions, (&setting, &frame));
        let taken = || ink::taken(&survey, (&verdicts, &setting), &frame);
        self.note(&mut burned, number, &shown, (&frame, taken));
        let marks = self.draw(&mut burned, rewritten, (&shown, &setting.bars), &frame);
        let drawn = shown.len() + setting.bars.len();
        burned.expected = Some(Expected { page: number, regions: verdicts.regions, drawn, marks });
        Ok(burned)
    }

    /// Whether lines of a page, from 1, are to be set anew.
    fn sets(&self, number: u32, panels: &[(usize, &Panel)]) -> bool {
        let listed = panels.iter().any(|(_, panel)| !panel.glyphs.is_empty());
        listed && self.plan.width != Width::Exact && !self.still.contains(&number)
    }

    /// Sets the lines beside the panels anew and puts the panels where they are then.
    fn set(
        &self,
        (mut gathered, survey): (Gathered, &Survey),
        panels: &[(usize, &Panel)],
        verdicts: &mut Verdicts,
        frame: &PageGeometry,
    ) -> Setting {
        let going = survey.glyphs.iter().filter(|g| verdicts.goes(g.ordinal));
        let going: HashMap<u32, Quad> = going.map(|g| (g.ordinal, g.quad)).collect();
        gathered.settle(|ordinal| {
            if !verdicts.goes(ordinal) {
                return Fate::Stays;
            }
            let holds = |panel: &Panel| panel.glyphs.iter().any(|run| run.contains(&ordinal));
            let under = |at: &usize| {
                let listed = panels.get(*at).is_some_and(|(_, panel)| !panel.glyphs.is_empty());
                let region = verdicts.regions.get(*at).filter(|_| listed);
                region.is_some_and(|region| going.get(&ordinal).is_some_and(|quad| quad.is_under(region)))
            };
            let listed = panels.iter().position(|(_, panel)| holds(panel));
            listed.or_else(|| (0..panels.len()).find(under)).map_or(Fate::Goes, Fate::Under)
        });
        let first = |panel: &Panel| {
            let same = |other: &Panel| panel.finding.is_some() && other.finding == panel.finding;
            panels.iter().position(|(_, other)| same(other) || std::ptr::eq(*other, panel))
        };
        let keys: Vec<usize> = panels.iter().map(|(_, panel)| first(panel).unwrap_or_default()).collect();
        let setting = width::set(&gathered, frame, self.plan.width, &keys);
        verdicts.set(&setting);
        setting
    }

    /// Draws the panels over the content. Gives the glyphs of the labels.
    fn draw(
        &self,
        burned: &mut BurnedPage,
        rewritten: Rewritten<'_>,
        (shown, bars): (&[Shown<'_>], &[Rect]),
        frame: &PageGeometry,
    ) -> u32 {
        let mut additions = Additions::default();
        let mut resources = rewritten.resources;
        let named = self.font.map(|f| (f, additions.name(&resources, "Font", Object::Reference(f.id))));
        let named = named.as_ref().map(|(font, name)| panel::Named { font, name });
        let mut out = Emitter::new();
        out.operator(Operator::Save);
        out.stream(&rewritten.content);
        out.operator(Operator::Restore);
        let regions = shown.iter().map(|s| frame.user_rect(&s.rect));
        let lines = burned.labels.as_deref().unwrap_or_default();
        let marks = panel::draw(&mut out, frame, (regions, bars), lines, named);
        if marks > 0 {
            resources = additions.add_to(resources);
        }
        let content = deflated(Dictionary::new(), out.into_bytes());
        burned.anew = Some(Anew { content, resources, made: rewritten.fresh.into_made() });
        marks
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

/// The error of a page that is not there.
pub(super) fn missing(page: u32) -> Error {
    Error::usage(
        Place::default().page(page),
        "the plan names a page that the document does not have",
        "run find again",
    )
}
