//! From a case folder to normal forms: every source through its worker, every refusal kept with its name.
//!
//! Nothing is decided here: `decide` holds each refusal against `case.toml` and the ledger.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::case::schema::{DocumentDecision, DocumentRule, Hidden};
use crate::case::{self, Case, SourceFile};
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::load::{self, Loaded, NormalForm, Refusal, Source};
use crate::pdf::limits::Limits;
use crate::sys::fs;

use super::copies::{self, Copied, Parted};
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
    /// What is the same as another, and not repeated.
    pub copies: Vec<Copied>,
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
pub(super) fn gather(run: &Run<'_>, folder: &Path) -> Result<Gathered> {
    let case = run.stage("case", || case::open(folder))?;
    for note in &case.notes {
        run.console.problem(note);
    }
    for name in &case.ignored {
        let shown = crate::show::escape::terminal(name);
        run.console.note(&format!("{shown}: a file of the operating system, not loaded"));
    }
    let loaded = run.stage("load", || read_all(run, &case))?;
    let mut all = Loaded::default();
    for one in loaded {
        all.documents.extend(one.documents);
        all.refusals.extend(one.refusals);
    }
    refuse_identity(&case, &all.documents, &all.refusals)?;
    let names: Vec<Untrusted> =
        all.documents.iter().map(|d| &d.name).chain(all.refusals.iter().map(|r| &r.name)).cloned().collect();
    case::check_members(&case, &names)?;
    let Parted { loaded: Loaded { mut documents, refusals }, copies, notes } = copies::part(&case.file, all)?;
    notes.iter().for_each(|note| run.console.problem(note));
    run.stage("load", || scans::read(run, &mut documents))?;
    Ok(Gathered { case, documents, refusals, copies })
}

fn read_all(run: &Run<'_>, case: &Case) -> Result<Vec<Loaded>> {
    let progress = Mutex::new(run.console.progress("reading documents", case.sources.len() as u64));
    let read = |source: &SourceFile| {
        let loaded = read_one(case, source);
        progress.lock().unwrap_or_else(PoisonError::into_inner).step();
        loaded
    };
    case.sources.par_iter().map(read).collect()
}

fn read_one(case: &Case, source: &SourceFile) -> Result<Loaded> {
    let bytes = input::source(&source.path, Exit::Unchecked)?;
    let rule = |r: &&DocumentRule| r.file == source.name.raw();
    let file = case.file.documents.iter().find(rule).and_then(|r| r.password_file.as_ref());
    let password = match file {
        Some(file) => Some(input::password_from(&case.folder.join(file), Some(&case.folder), None)?),
        None => None,
    };
    let password = password.map(|p| p.secret().clone());
    let show_hidden = case.file.load.hidden == Hidden::Show;
    let subject = &case.file.data_subject;
    let own: Vec<String> = subject.emails.iter().chain(&subject.identifiers).cloned().collect();
    let source = Source { name: source.name.clone(), bytes: &bytes, password, show_hidden, own: &own };
    Ok(load::load(&source, &Limits::default()))
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
