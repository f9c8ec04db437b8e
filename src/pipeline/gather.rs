//! From a case folder to normal forms: every source through its worker, every refusal kept with its name.
//!
//! Nothing is decided here: `decide` holds each refusal against `case.toml` and the ledger.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::case::schema::{DocumentDecision, DocumentRule, Hidden, Ocr};
use crate::case::{self, Case, SourceFile, Workspace};
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::load::{self, Loaded, NormalForm, Origin, Refusal, Source, WorkerProgram};
use crate::office::Engine;
use crate::pdf::limits::Limits;
use crate::sys::fs;

use super::cache::Cache;
use super::office::{Office, Read};
use super::{Run, input, scans};

/// Everything a case folder holds.
#[derive(Debug)]
pub(super) struct Gathered {
    /// What the folder and `case.toml` say.
    pub case: Case,
    /// What was read, in order of name, members after their container.
    pub documents: Vec<NormalForm>,
    /// What was not.
    pub refusals: Vec<Refusal>,
}

/// Refuses a folder that is no case.
pub(super) fn refuse_no_case(folder: &Path) -> Result<()> {
    if case::is_case(folder) {
        return Ok(());
    }
    let hint = "name a case folder; `blackpanel new DIR` makes one";
    Err(Error::usage(Place::file(fs::display(folder)), "holds no case.toml", hint))
}

/// Reads a whole case.
///
/// # Errors
/// Exit 2 for the case file or a password file, exit 3 for what the folder should not hold.
pub(super) fn gather(run: &Run<'_>, workspace: &Workspace) -> Result<Gathered> {
    let folder = workspace.case();
    let case = run.stage("case", || case::open(folder))?;
    for note in &case.notes {
        run.console.problem(note);
    }
    for name in &case.ignored {
        let shown = crate::show::escape::terminal(name);
        run.console.note(&format!("{shown}: a file of the operating system, not loaded"));
    }
    let cache = Cache::open(workspace);
    let loaded = run.stage("load", || read_all(run, &case, workspace, cache.as_ref()))?;
    let (mut documents, mut refusals) = (Vec::new(), Vec::new());
    for one in loaded {
        documents.extend(one.documents);
        refusals.extend(one.refusals);
    }
    refuse_identity(&case, &documents, &refusals)?;
    if case.file.load.ocr == Ocr::Auto {
        run.stage("load", || scans::read(run, &mut documents, cache.as_ref()))?;
    }
    if let Some(cache) = cache {
        cache.sweep();
    }
    let names: Vec<Untrusted> =
        documents.iter().map(|d| &d.name).chain(refusals.iter().map(|r| &r.name)).cloned().collect();
    case::check_members(&case, &names)?;
    Ok(Gathered { case, documents, refusals })
}

/// Everything the folder holds, as pages: from the cache, by our own readers, and by LibreOffice.
fn read_all(
    run: &Run<'_>,
    case: &Case,
    workspace: &Workspace,
    cache: Option<&Cache<'_>>,
) -> Result<Vec<Loaded>> {
    let engine = if case.file.load.office == Ocr::Auto { Engine::find().ok() } else { None };
    let helper = engine.as_ref().map(Engine::version).unwrap_or_default();
    let progress = Mutex::new(run.console.progress("reading documents", case.sources.len() as u64));
    let read = |source: &SourceFile| {
        let one = read_one(case, source, engine.is_some(), &helper, cache);
        progress.lock().unwrap_or_else(PoisonError::into_inner).step();
        one
    };
    let mut all: Vec<One> = case.sources.par_iter().map(read).collect::<Result<_>>()?;
    let (keys, mut fresh): (Vec<_>, Vec<_>) = all.iter_mut().filter_map(One::fresh).unzip();
    if let Some(engine) = &engine {
        let office = Office { engine, work: workspace.work(), worker: WorkerProgram::Own };
        office.take(run, &mut fresh)?;
    }
    let mut fresh = keys.into_iter().zip(fresh);
    let settle = |one: One| match one {
        One::Kept(loaded) => Some(loaded),
        One::Fresh(_) => fresh.next().map(|(key, read)| keep(cache, key.as_deref(), read)),
    };
    Ok(all.into_iter().filter_map(settle).collect())
}

/// A source, from the cache or read just now.
enum One {
    Kept(Loaded),
    Fresh(Option<(Option<Vec<String>>, Read)>),
}

impl One {
    /// What it depends on, where it may be kept, and what was read.
    fn fresh(&mut self) -> Option<(Option<Vec<String>>, Read)> {
        match self {
            Self::Kept(_) => None,
            Self::Fresh(read) => read.take(),
        }
    }
}

/// Keeps what was read, when another run would read the same.
fn keep(cache: Option<&Cache<'_>>, key: Option<&[String]>, read: Read) -> Loaded {
    if let (Some(cache), Some(key)) = (cache, key)
        && read.settled
        // nothing at all: the worker failed, and may not another time
        && !read.loaded.documents.is_empty()
    {
        cache.put(&key.iter().map(String::as_str).collect::<Vec<_>>(), &read.loaded);
    }
    read.loaded
}

fn read_one(
    case: &Case,
    source: &SourceFile,
    office: bool,
    helper: &str,
    cache: Option<&Cache<'_>>,
) -> Result<One> {
    let bytes = input::source(&source.path, Exit::Unchecked)?;
    let rule = |r: &&DocumentRule| r.file == source.name.raw();
    let file = case.file.documents.iter().find(rule).and_then(|r| r.password_file.as_ref());
    let password = match file {
        Some(file) => Some(input::password_from(&case.folder.join(file), Some(&case.folder), None)?),
        None => None,
    };
    let password = password.map(|p| p.secret().clone());
    let show_hidden = case.file.load.hidden == Hidden::Show;
    // what a password opens is not kept: it would lie there without one
    let key = password.is_none().then(|| {
        let asked = format!("hidden {show_hidden} office {office}");
        [source.name.raw(), &fs::sha256_hex(&bytes), &asked, helper].map(str::to_owned).to_vec()
    });
    if let (Some(cache), Some(key)) = (cache, &key)
        && let Some(loaded) = cache.get(&key.iter().map(String::as_str).collect::<Vec<_>>())
    {
        return Ok(One::Kept(loaded));
    }
    let origin = Origin::of(&bytes);
    let source = Source { name: source.name.clone(), bytes: &bytes, password, show_hidden };
    let (loaded, handovers) = if office {
        load::load_for_office(&WorkerProgram::Own, &source, &origin, &Limits::default())
    } else {
        (load::load(&source, &Limits::default()), Vec::new())
    };
    Ok(One::Fresh(Some((key, Read { loaded, handovers, show_hidden, settled: true }))))
}

/// Proof of identity can never enter a pack, nor can a copy of it: an attached one must be kept out by
/// `case.toml`, whether it could be read or not.
fn refuse_identity(case: &Case, documents: &[NormalForm], refusals: &[Refusal]) -> Result<()> {
    let read = documents.iter().map(|d| (&d.name, &d.source_sha256));
    let all = read.chain(refusals.iter().map(|r| (&r.name, &r.source_sha256)));
    let goes = |name: &Untrusted| {
        case.file.rule(name.raw()).is_none_or(|r| r.decision == DocumentDecision::Disclose)
    };
    let copies = all.filter(|(name, hash)| case.identity.contains(hash) && goes(name));
    let hint =
        "give it a [[document]] entry with decision = \"exclude\"; proof of identity is never disclosed";
    let error = |(name, _): (&Untrusted, _)| {
        Error::usage(Place::file(name.clone()), "is a copy of a file in identity/", hint)
    };
    copies.map(error).reduce(Error::and).map_or(Ok(()), Err)
}
