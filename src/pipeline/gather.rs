//! From a case folder to normal forms: every source through its worker, every refusal kept with its name.
//!
//! Nothing is decided here: `decide` holds each refusal against `case.toml` and the ledger.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::case::extract::{Part, Rows};
use crate::case::schema::{DocumentDecision, DocumentRule, Hidden};
use crate::case::{self, Case, SourceFile};
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::load::{self, Loaded, NormalForm, Refusal, Source};
use crate::pdf::limits::Limits;
use crate::sys::fs;

use super::copies::{self, Copied, Parted};
use super::{Run, input, scans, search};

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
    /// The whole documents of which `documents` has rows only: what verification must not find again.
    pub rest: Vec<NormalForm>,
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
    let (mut all, mut rest) = (Loaded::default(), Vec::new());
    for (one, whole) in loaded {
        rest.extend(whole);
        all.documents.extend(one.documents);
        all.refusals.extend(one.refusals);
    }
    refuse_identity(&case, &all.documents, &all.refusals)?;
    let names: Vec<Untrusted> =
        all.documents.iter().map(|d| &d.name).chain(all.refusals.iter().map(|r| &r.name)).cloned().collect();
    case::check_members(&case, &names)?;
    let Parted { loaded: Loaded { mut documents, refusals }, copies, notes } = copies::part(&case.file, all)?;
    for note in &notes {
        run.console.problem(note);
    }
    run.stage("load", || scans::read(run, &mut documents, &case.file.load))?;
    let documents = with_notes(&case, documents)?;
    Ok(Gathered { case, documents, refusals, copies, rest })
}

fn read_all(run: &Run<'_>, case: &Case) -> Result<Vec<Read>> {
    let progress = Mutex::new(run.console.progress("reading documents", case.sources.len() as u64));
    let read = |source: &SourceFile| {
        let loaded = read_one(case, source);
        progress.lock().unwrap_or_else(PoisonError::into_inner).step();
        loaded
    };
    case.sources.par_iter().map(read).collect()
}

/// What became of a source, and the whole documents of which it holds rows only.
type Read = (Loaded, Vec<NormalForm>);

fn read_one(case: &Case, source: &SourceFile) -> Result<Read> {
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
    let rows = rows_of(case, source.name.raw());
    let name = source.name.clone();
    let source = Source { name, bytes: &bytes, password, show_hidden, own: &own, rows: Vec::new() };
    let whole = load::load(&source, &Limits::default());
    if rows.is_empty() {
        return Ok((whole, Vec::new()));
    }
    // an extract of rows is made in the worker; what it leaves out is known from the whole
    let cut = |form: &NormalForm| {
        rows.iter().any(|(path, _)| form.name.raw().strip_prefix(source.name.raw()) == Some(path))
    };
    let rest = whole.documents.into_iter().filter(cut).collect();
    Ok((load::load(&Source { rows: rows.clone(), ..source }, &Limits::default()), rest))
}

/// The extracts of rows that the case wants of a source, by path inside it.
fn rows_of(case: &Case, source: &str) -> Vec<(String, Rows)> {
    let wanted = case.file.documents.iter().filter_map(|rule| {
        let path = rule.file.strip_prefix(source).filter(|p| p.is_empty() || p.starts_with('!'))?;
        match rule.extract.as_ref()?.part()? {
            Part::Rows(rows) => Some((path.to_owned(), rows)),
            _ => None,
        }
    });
    wanted.collect()
}

/// The documents, each with the page of ours that explains it before it.
fn with_notes(case: &Case, documents: Vec<NormalForm>) -> Result<Vec<NormalForm>> {
    let mut all = Vec::with_capacity(documents.len());
    for form in documents {
        let rule = case.file.documents.iter().find(|r| r.file == form.name.raw());
        let text = |r: &DocumentRule| r.note.clone().filter(|text| !text.trim().is_empty());
        if let Some((rule, text)) = rule.and_then(|r| Some((r, text(r)?)))
            && rule.decision == DocumentDecision::Disclose
        {
            let note = load::note::note(&form, &rule.note_name(), &text);
            all.push(note.map_err(|e| search::named(e, &form.name))?);
        }
        all.push(form);
    }
    Ok(all)
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
