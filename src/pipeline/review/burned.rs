//! One page really burned, as `build` burns it: to be shown, and to be attacked.
//!
//! The page is taken out of its document first, so that a page of a long document costs no more than one of a
//! short one. What is not in the pack is not burned.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use crate::burn::DrawnPanel;
use crate::decide::{Cut, DocumentPlan, Verdict, residue};
use crate::diag::{Place, Problem, Secret};
use crate::error::Result;
use crate::load::NormalForm;
use crate::ocr::Engine;
use crate::pdf::write;
use crate::render::Picture;
use crate::sanitise::{self, Sanitised};
use crate::sys::fs;
use crate::text::{self, NO_GLYPH, PageText};
use crate::verify::{Allowed, Severity, VerifyRequest, verify};

use super::super::escape::{self, Asked};
use super::desk::Desk;
use super::{No, Review, Told, missing};

/// Dots per inch at which a burned page is read by an eye.
const READ_DPI: f64 = 200.0;

/// A page, and what goes from it.
pub(super) struct Target {
    pub form: Arc<NormalForm>,
    /// In the document, from 1.
    pub page: u32,
    /// The plan of this page alone; none when it is not in the pack.
    plan: Option<DocumentPlan>,
    /// What was removed from it, and how often the same stays on it.
    removed: Vec<(Secret, u32)>,
}

impl Desk {
    /// A page with its part of the plan.
    pub(super) fn target(&self, n: u32) -> std::result::Result<Target, No> {
        let (document, page) = self.sheets.at(n).ok_or_else(|| missing("there is no such page"))?;
        let form = self.forms.get(document).cloned().ok_or_else(|| missing("there is no such page"))?;
        let plans = &self.decided.preview().documents;
        let plan = plans.iter().find(|p| p.document == form.id).filter(|p| p.has(page));
        Ok(Target { form, page, plan: plan.map(|p| of_page(p, page)), removed: self.removed(n) })
    }

    /// Texts that are redacted on a page, each with the number of places of it that stay there.
    fn removed(&self, n: u32) -> Vec<(Secret, u32)> {
        let mut texts: BTreeMap<&Secret, (bool, u32)> = BTreeMap::new();
        for index in self.findings_on(n) {
            let pair = (self.searched.found.findings.get(*index), self.decided.choices.get(*index));
            let (Some(finding), Some(choice)) = pair else { continue };
            let goes = choice.settled.as_ref().is_some_and(|s| s.verdict == Verdict::Redact);
            let one = texts.entry(&finding.text).or_default();
            one.0 |= goes;
            one.1 += u32::from(!goes);
        }
        let gone = texts.into_iter().filter(|(text, (goes, _))| *goes && residue::is_searched_for(text));
        gone.map(|(text, (_, kept))| (text.clone(), kept)).collect()
    }
}

/// The part of a plan that is about one page, which is then the first.
fn of_page(plan: &DocumentPlan, page: u32) -> DocumentPlan {
    let panels = plan.panels.iter().filter(|p| p.page == page).cloned();
    let panels = panels.map(|p| crate::decide::Panel { page: 1, ..p }).collect();
    let withheld =
        plan.withheld.iter().filter(|(p, _)| *p == page).map(|(_, mark)| (1, mark.clone())).collect();
    let frame = plan.cut.as_ref().and_then(|cut| cut.frame);
    let cut = frame.map(|frame| Cut { pages: vec![1], frame: Some(frame) });
    DocumentPlan { document: plan.document.clone(), panels, withheld, cut, width: plan.width }
}

impl Target {
    /// What the burned page rests on, as a hash.
    pub fn digest(&self) -> String {
        fs::sha256_hex(&serde_json::to_vec(&self.plan).unwrap_or_default())
    }

    /// The page burned and sanitised, as a PDF of one page, and where its panels were drawn.
    ///
    /// # Errors
    /// When it is not in the pack, or cannot be burned.
    pub fn burn(&self) -> std::result::Result<(Vec<u8>, Vec<crate::geom::Rect>), No> {
        let plan = self.plan.as_ref().ok_or_else(|| {
            let hint = "its document is withheld or excluded, or the page lies outside an extract";
            No::NotDrawn(Problem::new(Place::default(), "the page is not in the pack", hint))
        })?;
        self.burned(plan).map_err(|error| {
            let problem = error.problems.into_iter().next();
            No::NotDrawn(
                problem.unwrap_or_else(|| Problem::new(Place::default(), "the page cannot be burned", "")),
            )
        })
    }

    /// Where its panels will lie; none when it is not in the pack, or cannot be burned.
    pub fn panels(&self) -> Option<Vec<DrawnPanel>> {
        self.plan.as_ref().and_then(|plan| self.clean(plan).ok()).map(|clean| clean.panels)
    }

    fn burned(&self, plan: &DocumentPlan) -> Result<(Vec<u8>, Vec<crate::geom::Rect>)> {
        let clean = self.clean(plan)?;
        Ok((clean.bytes()?, clean.panels.iter().map(|p| p.rect).collect()))
    }

    fn clean(&self, plan: &DocumentPlan) -> Result<Sanitised> {
        let recognised = self.form.recognised.iter().filter(|r| r.page == self.page);
        let form = NormalForm {
            pdf: Arc::new(write::only_page(&self.form.pdf, self.page)?),
            pages: 1,
            recognised: recognised.map(|r| crate::load::Recognised { page: 1, ..*r }).collect(),
            ..(*self.form).clone()
        };
        sanitise::sanitise(escape::burn(&form, plan, &Asked::new())?)
    }
}

impl Review {
    /// What can be got out of a page once it is burned: by copying, by extraction, with `eyes` by reading its
    /// picture; and how much of what was removed is among it.
    pub fn attack(&self, n: u32, eyes: bool) -> Told {
        let target = self.look(|desk| desk.target(n))?;
        let (bytes, panels) = target.burn()?;
        let page = text::page(&bytes, 1).map_err(No::Failed)?;
        let seen = eyes.then(|| read(&bytes)).flatten();
        let (extracted, removed) = (in_file_order(&page), &target.removed);
        let everything = [Some(page.text.as_str()), Some(extracted.as_str()), seen.as_deref()];
        let found = |(term, kept): &&(Secret, u32)| {
            everything.iter().flatten().any(|text| residue::occurrences(text, term) > *kept)
        };
        let recovered = removed.iter().filter(found).count();
        let judged = judged(&target, bytes, &panels);
        Ok(
            json!({ "n": n, "copied": page.text, "extracted": extracted, "ocr": seen, "removed": removed.len(),
            "recovered": recovered, "panels": panels.len(), "problems": judged }),
        )
    }
}

/// What the judge says of the page: what `build` would stop for.
fn judged(target: &Target, pack: Vec<u8>, panels: &[crate::geom::Rect]) -> Vec<serde_json::Value> {
    let (gone, kept): (Vec<_>, Vec<_>) = target.removed.iter().partition(|(_, kept)| *kept == 0);
    let request = VerifyRequest {
        name: target.form.name.clone(),
        pack: pack.into(),
        absent: gone.into_iter().map(|(term, _)| term.clone()).collect(),
        allowed: kept
            .into_iter()
            .map(|(term, n)| Allowed { term: term.clone(), pages: vec![(1, *n)] })
            .collect(),
        panels: panels.iter().map(|rect| (1, *rect)).collect(),
        foreign: true,
        ..VerifyRequest::default()
    };
    let Ok(verdict) = verify(&request) else {
        return vec![json!({ "what": "the page could not be verified", "rule": "R900" })];
    };
    let report = verdict.into_report();
    let grave = report.violations.iter().filter(|v| v.severity != Severity::Warning);
    grave.map(|v| json!({ "rule": v.rule.0, "what": v.what, "hint": v.hint })).collect()
}

/// The characters of a page in the order in which they stand in the file.
fn in_file_order(page: &PageText) -> String {
    let mut all: Vec<(u32, usize, char)> = Vec::new();
    let mut last = 0;
    for (at, (c, glyph)) in page.text.chars().zip(&page.origins).enumerate() {
        last = if *glyph == NO_GLYPH { last } else { *glyph };
        all.push((last, at, c));
    }
    all.sort_unstable();
    all.into_iter().map(|(_, _, c)| c).collect()
}

/// What an eye reads on the picture of the page; none without one.
fn read(pdf: &[u8]) -> Option<String> {
    let engine = Engine::find();
    let drawn = || crate::load::draw(&crate::load::WorkerProgram::Own, pdf, &[1], READ_DPI).pop().flatten();
    let picture: Picture = engine.is_there().then(drawn).flatten()?;
    let words = engine.read(&picture, READ_DPI).ok()?;
    Some(words.iter().map(|w| w.text.expose()).collect::<Vec<_>>().join(" "))
}
