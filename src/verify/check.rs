//! The order of a check: read, interpret every page, judge pages, judge the file, ask others,
//! read pictures.

use std::collections::HashSet;

use rayon::prelude::*;

use super::evidence::Evidence;
use super::findings::{Findings, Spot};
use super::font::Codes;
use super::paint::{self, Painted, interpret::Fonts, pages::Page};
use super::reader::{Closed, Document, Object};
use super::terms::Searcher;
use super::{Report, Verdict, Verified, VerifyRequest, opinions, rules, sight};
use crate::diag::{Place, Secret};
use crate::error::{Error, Exit, Result};

/// See [`super::verify`].
pub(super) fn verify(request: &VerifyRequest) -> Result<Verdict> {
    let document = open(request)?;
    let mut report = Report {
        name: request.name.clone(),
        objects: document.objects.len() as u64,
        rules: rules::CATALOGUE.iter().map(|c| c.rule.id).collect(),
        opinions: vec!["own reader".to_owned()],
        ..Report::default()
    };
    let terms = request.absent.iter().chain(request.allowed.iter().map(|a| &a.term));
    let searcher = Searcher::new(terms);
    if searcher.is_blind() {
        let hint = "build the case in parts, each with its own documents";
        let place = Place::file(request.name.clone());
        return Err(Error::unchecked(place, "more was removed than can be looked for at once", hint));
    }
    let mut evidence = Evidence {
        document: &document,
        request,
        searcher,
        pages: 0,
        whole: true,
        painted: HashSet::new(),
        measures: super::width::Measures::default(),
        shown: Codes::default(),
    };
    let pages = paint::pages::pages(&document);
    let heard = opinions::beside(|| judge(&mut evidence, &pages, &mut report), request, &document);
    opinions::record(&heard, &mut report);
    let others = heard.len() as u32;
    report.looked.iter_mut().for_each(|page| page.opinions = others);
    sight::look(request, &document, &pages, &mut report);
    report.violations.sort_by_key(|v| (v.place.page.unwrap_or(0), v.rule));
    let clean = report.exit() == Exit::Done;
    Ok(if clean {
        let sha256 = crate::sys::fs::sha256_hex(&request.pack);
        Verdict::Held(Verified { report, sha256 })
    } else {
        Verdict::Failed(report)
    })
}

pub(super) fn open(request: &VerifyRequest) -> Result<Document<'_>> {
    let place = || Place::file(request.name.clone());
    let password = request.password.as_ref().map(Secret::expose);
    Document::open(&request.pack, password).map_err(|closed| match closed {
        Closed::Password if password.is_some() => Error::new(
            Exit::Password,
            place(),
            "the password does not open the file",
            "check the password file",
        ),
        Closed::Password => {
            Error::new(Exit::Password, place(), "the file needs a password", "name it with --password-file")
        }
        Closed::Unsupported => {
            Error::unchecked(place(), "is encrypted in a way that is not known here", "remove the encryption")
        }
        Closed::TooMany => Error::unchecked(place(), "holds more objects than the limit", "split the file"),
        Closed::Empty => Error::unchecked(place(), "holds no PDF objects", "check that it is a whole PDF"),
    })
}

/// What the look at one page gave.
struct Looked {
    report: Report,
    streams: HashSet<u32>,
    shown: Codes,
}

fn judge(evidence: &mut Evidence<'_>, pages: &[Page<'_>], report: &mut Report) {
    evidence.pages = pages.len() as u32;
    report.pages = evidence.pages;
    let (fonts, off) = (Fonts::default(), layers_off(evidence.document));
    let shared: &Evidence<'_> = evidence;
    let looked: Vec<Looked> = pages.par_iter().map(|page| look(shared, page, &fonts, &off)).collect();
    for page in looked {
        evidence.painted.extend(page.streams);
        evidence.whole &= page.report.looked.iter().all(|page| page.whole);
        evidence.shown.add(page.shown);
        report.looked.extend(page.report.looked);
        report.violations.extend(page.report.violations);
        report.widths.extend(page.report.widths);
        for (rule, count) in page.report.omitted {
            *report.omitted.entry(rule).or_default() += count;
        }
    }
    let mut findings = Findings::new(report);
    for check in &rules::CATALOGUE {
        (check.file)(evidence, &mut findings);
    }
}

/// Interprets one page and judges it while it is at hand.
fn look(evidence: &Evidence<'_>, page: &Page<'_>, fonts: &Fonts, off: &HashSet<u32>) -> Looked {
    let painted: Painted = paint::interpret::page(evidence.document, page, fonts, off);
    let mut report = Report { name: evidence.request.name.clone(), ..Report::default() };
    report.looked.push(rules::look(evidence, page.number, &painted));
    let mut findings = Findings::new(&mut report);
    for fault in &painted.faults {
        let spot = Spot { page: Some(page.number), ..Spot::default() };
        findings.unchecked(spot, fault, "look at the page by other means, or make the file anew");
    }
    rules::page(evidence, page, &painted, &mut findings);
    Looked { report, shown: Codes::of(&painted), streams: painted.streams }
}

/// Layers that are off, or only for print, in any configuration (ISO 32000-2, 8.11.4).
fn layers_off(document: &Document<'_>) -> HashSet<u32> {
    let mut off = HashSet::new();
    let Some(properties) = document.catalog().and_then(|c| document.dict(c, "OCProperties")) else {
        return off;
    };
    let numbers = |object: Option<&Object>| -> Vec<u32> {
        let items = object.and_then(Object::array).unwrap_or_default();
        items.iter().filter_map(|i| if let Object::Ref(n, _) = i { Some(*n) } else { None }).collect()
    };
    let Some(default) = document.dict(properties, "D") else { return off };
    if default.is("BaseState", "OFF") {
        off.extend(numbers(document.get(properties, "OCGs")));
        for on in numbers(document.get(default, "ON")) {
            off.remove(&on);
        }
    }
    off.extend(numbers(document.get(default, "OFF")));
    for number in numbers(document.get(properties, "OCGs")) {
        let usage = document.find(number).and_then(|o| o.dict()).and_then(|d| document.dict(d, "Usage"));
        let view = usage.and_then(|u| document.dict(u, "View"));
        if view.is_some_and(|v| v.is("ViewState", "OFF")) {
            off.insert(number);
        }
    }
    off
}
