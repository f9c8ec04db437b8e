//! Office documents through LibreOffice: old ones are turned and come round again, cleaned ones become
//! pages that look as in their own program.
//!
//! Photographs of phones are turned by a helper of their own and come round again as pictures.
//!
//! Our own layout stays the judge: pages that show a word it does not, or lack words it shows, are not
//! used, and the register says so. So does a document that LibreOffice could not set in time.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::case::extract::Rows;
use crate::diag::Untrusted;
use crate::error::Result;
use crate::load::{
    self, Format, Handover, Loaded, NormalForm, Origin, Source, WorkerProgram, load_for_office,
};
use crate::office::photo::Photo;
use crate::office::{Engine, Given, Into};
use crate::pdf::limits::Limits;
use crate::sys::paths;

use super::likeness;
use super::{Run, scans};

/// What became of one source, and what LibreOffice may open of it.
pub(super) struct Read {
    /// The documents as our own readers show them, until LibreOffice has set them.
    pub loaded: Loaded,
    /// Files for LibreOffice.
    pub handovers: Vec<Handover>,
    /// Whether hidden matter becomes pages.
    pub show_hidden: bool,
    /// Addresses and numbers of the person the data is about.
    pub own: Vec<String>,
    /// Extracts of rows, by path inside the source.
    pub rows: Vec<(String, Rows)>,
    /// Whether the outcome would be the same another time.
    pub settled: bool,
}

impl Read {
    /// What our own readers made of a source.
    pub(super) fn of(source: &Source<'_>, loaded: Loaded, handovers: Vec<Handover>) -> Self {
        let (show_hidden, own, rows) = (source.show_hidden, source.own.to_vec(), source.rows.clone());
        Self { loaded, handovers, show_hidden, own, rows, settled: true }
    }
}

/// LibreOffice and its like for one run.
pub(super) struct Office<'r> {
    /// LibreOffice, locked in.
    pub engine: Option<&'r Engine>,
    /// What turns photographs, locked in.
    pub photo: Option<&'r Photo>,
    /// Where files of the moment lie.
    pub work: &'r Path,
    /// The worker that opens what comes back.
    pub worker: WorkerProgram,
}

impl Office<'_> {
    /// Turns old documents, then sets all that were cleaned.
    ///
    /// # Errors
    /// Exit 2 when nothing can be written to the folder of the moment.
    pub(super) fn take(&self, run: &Run<'_>, sources: &mut [Read]) -> Result<()> {
        self.photographs(sources)?;
        let Some(engine) = self.engine else { return Ok(()) };
        // a turned document comes round again
        let steps = |h: &Handover| if h.format.turned() == Some(Format::Docx) { 2 } else { 1 };
        let count: usize = sources.iter().flat_map(|source| &source.handovers).map(steps).sum();
        if count == 0 {
            return Ok(());
        }
        let progress = Mutex::new(run.console.progress("setting Office documents", count as u64));
        let step = || progress.lock().unwrap_or_else(PoisonError::into_inner).step();
        for (from, to) in [(Format::Docx, Into::Docx), (Format::Xlsx, Into::Xlsx), (Format::Pptx, Into::Pptx)]
        {
            let old = withdraw(sources, |h| h.format.turned() == Some(from));
            for ((at, handover), made) in self.made(engine, old, to)? {
                step();
                match (sources.get_mut(at), made) {
                    (Some(source), Ok(bytes)) => self.come_round(source, &handover, &bytes, &program()),
                    (Some(source), Err(why)) => not_turned(source, &handover, "LibreOffice", why),
                    (None, _) => {}
                }
            }
        }
        let clean = withdraw(sources, |h| h.format.turned().is_none());
        let made = self.made(engine, clean, Into::Pdf)?;
        let set = made.into_par_iter().map(|((at, handover), made)| {
            let form = sources.get(at).and_then(|s| s.loaded.documents.iter().find(|d| d.id == handover.id));
            let pages = form.map(|form| self.judged(form, &handover, made));
            step();
            (at, handover, pages)
        });
        for (at, handover, pages) in set.collect::<Vec<_>>() {
            let Some(source) = sources.get_mut(at) else { continue };
            let form = source.loaded.documents.iter_mut().find(|d| d.id == handover.id);
            match (form, pages) {
                (Some(form), Some(Ok(pages))) => use_pages(form, pages),
                (Some(form), Some(Err(Kept { why, again }))) => {
                    form.side.converted = format!("{} ({why})", form.side.converted);
                    source.settled &= !again;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What LibreOffice made of files.
    fn made(
        &self,
        engine: &Engine,
        files: Vec<(usize, Handover)>,
        to: Into,
    ) -> Result<Vec<((usize, Handover), crate::office::Converted)>> {
        let given: Vec<Given<'_>> =
            files.iter().map(|(_, h)| Given { bytes: &h.bytes, ending: h.format.ending() }).collect();
        let made = engine.convert(self.work, &given, to)?;
        Ok(files.into_iter().zip(made).collect())
    }

    /// Turns photographs of phones.
    fn photographs(&self, sources: &mut [Read]) -> Result<()> {
        let Some(photo) = self.photo else { return Ok(()) };
        for (at, handover) in withdraw(sources, |h| h.format == Format::Heic) {
            let made = photo.convert(self.work, &handover.bytes)?;
            match (sources.get_mut(at), made) {
                (Some(source), Ok(bytes)) => self.come_round(source, &handover, &bytes, &photo.name()),
                (Some(source), Err(why)) => not_turned(source, &handover, &photo.name(), why),
                (None, _) => {}
            }
        }
        Ok(())
    }

    /// Reads a turned document as the one it came from.
    fn come_round(&self, source: &mut Read, handover: &Handover, bytes: &[u8], by: &str) {
        let Some(at) = source.loaded.refusals.iter().position(|r| r.id == handover.id) else { return };
        let name = source.loaded.refusals.remove(at).name;
        let below = |(of, rows): &(String, Rows)| {
            Some((inside(of, handover.origin.path())?.to_owned(), rows.clone()))
        };
        let rows = source.rows.iter().filter_map(below).collect();
        let (show_hidden, own) = (source.show_hidden, &source.own);
        let again = Source { name, bytes, password: None, show_hidden, own, rows };
        let (mut loaded, more) =
            load_for_office(&self.worker, &again, &handover.origin, true, &Limits::default());
        if let Some(form) = loaded.documents.iter_mut().find(|d| d.id == handover.id) {
            let from = handover.format.ending();
            form.side.converted = format!("turned from .{from} by {by}; {}", form.side.converted);
            form.provenance.programs.push(by.to_owned());
            form.side.left_out.extend(handover.left_out.iter().cloned());
        }
        // nothing at all: the worker failed, and may not another time
        source.settled &= !loaded.documents.is_empty();
        source.loaded.documents.append(&mut loaded.documents);
        source.loaded.refusals.append(&mut loaded.refusals);
        source.loaded.documents.sort_by_key(|form| place(&form.name));
        source.handovers.extend(more);
    }

    /// The pages LibreOffice made of a document, when they say what the document says.
    fn judged(
        &self,
        form: &NormalForm,
        handover: &Handover,
        made: crate::office::Converted,
    ) -> std::result::Result<NormalForm, Kept> {
        let bytes = made.map_err(|why| {
            let again = why != crate::office::Unconverted::Nothing;
            Kept { why: format!("LibreOffice {}", why.what()), again }
        })?;
        let kept = |why: &str| Kept { why: why.to_owned(), again: false };
        let name = form.name.clone();
        let source =
            Source { name, bytes: &bytes, password: None, show_hidden: false, own: &[], rows: Vec::new() };
        let mut loaded = load::load_with(&self.worker, &source, &Limits::default());
        let pages = loaded.documents.pop().filter(|_| loaded.documents.is_empty());
        let pages = pages.ok_or_else(|| kept("what LibreOffice made of it could not be read"))?;
        let own = scans::text_of(form).map_err(|_| kept("its own layout could not be read"))?;
        let set =
            scans::text_of(&pages).map_err(|_| kept("what LibreOffice made of it could not be read"))?;
        likeness::same(&own, &set, &handover.repeated).map_err(kept)?;
        Ok(pages)
    }
}

/// Why a document keeps its plain layout.
struct Kept {
    /// In plain words.
    why: String,
    /// Whether it may be otherwise another time.
    again: bool,
}

/// A file that belongs to no case, as pages.
///
/// # Errors
/// Exit 2 when nothing can be written to the folder of the moment.
pub(super) fn load_single(run: &Run<'_>, source: &Source<'_>) -> Result<Loaded> {
    let limits = Limits::default();
    let (engine, photo) = (Engine::find().ok(), Photo::find().ok());
    if engine.is_none() && photo.is_none() {
        return Ok(load::load(source, &limits));
    }
    let origin = Origin::of(source.bytes);
    let worker = WorkerProgram::Own;
    let (loaded, handovers) = load_for_office(&worker, source, &origin, engine.is_some(), &limits);
    let mut read = [Read::of(source, loaded, handovers)];
    let work = paths::temporary();
    Office { engine: engine.as_ref(), photo: photo.as_ref(), work: &work, worker }.take(run, &mut read)?;
    let [read] = read;
    Ok(read.loaded)
}

/// Takes files of a kind out of the sources, each with the source's index.
fn withdraw(sources: &mut [Read], wanted: impl Fn(&Handover) -> bool) -> Vec<(usize, Handover)> {
    let each = sources.iter_mut().enumerate();
    each.flat_map(|(at, s)| {
        s.handovers.extract_if(.., |h| wanted(h)).map(move |h| (at, h)).collect::<Vec<_>>()
    })
    .collect()
}

/// The pages take the place of the plain layout; what is known beside them stays.
fn use_pages(form: &mut NormalForm, pages: NormalForm) {
    form.pdf = pages.pdf;
    form.pages = pages.pages;
    if form.provenance.programs.is_empty() {
        form.provenance.programs.push(program());
    }
    let how = "set as pages by LibreOffice from a copy without hidden matter";
    form.side.converted = match form.side.converted.rsplit_once("; ") {
        Some((turned, _)) if turned.starts_with("turned") => format!("{turned}; {how}"),
        _ => how.to_owned(),
    };
}

/// A refusal says that a program was asked.
fn not_turned(source: &mut Read, handover: &Handover, by: &str, why: crate::office::Unconverted) {
    source.settled = false;
    for refusal in source.loaded.refusals.iter_mut().filter(|r| r.id == handover.id) {
        refusal.problem.what = format!("could not be read: {by} {}", why.what());
        let hint = match handover.format {
            Format::Heic => "open it on a phone or a computer that shows it, and save it as JPEG",
            _ => "open it in the program that made it and save it as .docx, .xlsx or PDF",
        };
        hint.clone_into(&mut refusal.problem.hint);
    }
}

/// LibreOffice by its name and release, for the register.
fn program() -> String {
    Engine::release().unwrap_or_else(|| "LibreOffice".to_owned())
}

/// The path of what lies in a source, or is the source, inside it: empty, or `!2/list.csv`.
pub(super) fn inside<'p>(path: &'p str, source: &str) -> Option<&'p str> {
    path.strip_prefix(source).filter(|rest| rest.is_empty() || rest.starts_with('!'))
}

/// Where a document lies in its source: the number of each member on the way.
fn place(name: &Untrusted) -> Vec<u32> {
    let number = |step: &str| step.split('/').next().and_then(|n| n.parse().ok()).unwrap_or(0);
    name.raw().split('!').skip(1).map(number).collect()
}
