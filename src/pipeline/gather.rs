//! From a case folder to normal forms: every source through its worker, every refusal kept with its name.
//!
//! Nothing is decided here: `decide` holds each refusal against `case.toml` and the ledger.

use std::path::Path;

use crate::case::schema::{DocumentDecision, DocumentRule};
use crate::case::{self, Case, Workspace};
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Result};
use crate::load::{self, Loaded, NormalForm, Refusal};
use crate::sys::fs;

use super::cache::Cache;
use super::copies::{self, Copied, Parted};
use super::scans::{self, Texts};
use super::{Run, reading, search};

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
    /// Texts of documents that are known already; the search takes them.
    pub texts: Texts,
}

impl Gathered {
    /// What is searched: the documents, and what extracts leave out of them.
    pub(super) fn all(&self) -> (&[NormalForm], &[NormalForm]) {
        (&self.documents, &self.rest)
    }
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
    let loaded = run.stage("load", || reading::read_all(run, &case, workspace, cache.as_ref()))?;
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
    let texts = run.stage("load", || scans::read(run, &mut documents, &case.file.load, cache.as_ref()))?;
    let documents = with_notes(&case, documents)?;
    if let Some(cache) = cache {
        cache.sweep();
    }
    Ok(Gathered { case, documents, refusals, copies, rest, texts })
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
