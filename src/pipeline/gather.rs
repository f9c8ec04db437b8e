//! From a case folder to normal forms: every source through its worker, every refusal accounted for.
//!
//! A file that was not read stops here (exit 3) until `case.toml` says `exclude` or `withhold` of it,
//! with a reason.

use std::path::Path;

use rayon::prelude::*;

use crate::case::schema::{DocumentDecision, DocumentRule};
use crate::case::{self, Case, SourceFile};
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::load::{self, Loaded, NormalForm, Refusal, Source};
use crate::pdf::limits::Limits;

use super::{Run, input};

/// The documents of a case, sorted by what becomes of them.
#[derive(Debug)]
pub(super) struct Gathered {
    /// What the folder and `case.toml` say.
    pub case: Case,
    /// Documents for the pack, in order.
    pub disclosed: Vec<NormalForm>,
    /// Documents kept out whole.
    pub absent: Vec<Absent>,
}

/// A document that does not go into the pack.
#[derive(Debug)]
pub(super) struct Absent {
    /// What was read of it, or why it was not read.
    pub file: std::result::Result<NormalForm, Refusal>,
    /// Withheld or excluded.
    pub decision: DocumentDecision,
    /// Exemption id; empty for an exclusion.
    pub exemption: String,
    /// Why.
    pub reason: String,
}

impl Absent {
    /// Its name as a person knows it.
    pub fn name(&self) -> &Untrusted {
        match &self.file {
            Ok(form) => &form.name,
            Err(refusal) => &refusal.name,
        }
    }
}

/// Reads a whole case.
///
/// # Errors
/// Exit 2 for the case file, exit 3 with every file that was not read.
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
    let names: Vec<Untrusted> = loaded
        .iter()
        .flat_map(|l| l.documents.iter().map(|d| &d.name).chain(l.refusals.iter().map(|r| &r.name)))
        .cloned()
        .collect();
    case::check_members(&case, &names)?;
    sort(case, loaded)
}

fn read_all(run: &Run<'_>, case: &Case) -> Result<Vec<Loaded>> {
    let progress = std::sync::Mutex::new(run.console.progress("reading documents", case.sources.len() as u64));
    let read = |source: &SourceFile| {
        let loaded = read_one(case, source);
        progress.lock().unwrap_or_else(std::sync::PoisonError::into_inner).step();
        loaded
    };
    case.sources.par_iter().map(read).collect()
}

fn read_one(case: &Case, source: &SourceFile) -> Result<Loaded> {
    let bytes = input::source(&source.path, Exit::Unchecked)?;
    let file = rule(case, &source.name).and_then(|r| r.password_file.as_ref());
    let password = match file {
        Some(file) => Some(input::password_from(&case.folder.join(file), Some(&case.folder), None)?),
        None => None,
    };
    let password = password.map(|p| p.secret().clone());
    Ok(load::load(&Source { name: source.name.clone(), bytes: &bytes, password }, &Limits::default()))
}

/// The rule of `case.toml` for a document, or for the file it is a member of.
fn rule<'a>(case: &'a Case, name: &Untrusted) -> Option<&'a DocumentRule> {
    let rules = &case.file.documents;
    let exact = rules.iter().find(|r| r.file == name.raw());
    exact.or_else(|| rules.iter().find(|r| name.raw().starts_with(&format!("{}!", r.file))))
}

fn sort(case: Case, loaded: Vec<Loaded>) -> Result<Gathered> {
    let (mut disclosed, mut absent, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    let ruled = |name: &Untrusted| rule(&case, name).filter(|r| r.decision != DocumentDecision::Disclose);
    let keep_out = |file, rule: &DocumentRule| Absent {
        file,
        decision: rule.decision,
        exemption: rule.exemption.clone().unwrap_or_default(),
        reason: rule.reason.clone().unwrap_or_default(),
    };
    for one in loaded {
        for form in one.documents {
            match ruled(&form.name) {
                Some(rule) => absent.push(keep_out(Ok(form), rule)),
                None => disclosed.push(form),
            }
        }
        for refusal in one.refusals {
            match ruled(&refusal.name) {
                Some(rule) => absent.push(keep_out(Err(refusal), rule)),
                None => problems.push(refusal.problem),
            }
        }
    }
    if !problems.is_empty() {
        return Err(Error { exit: Exit::Unchecked, problems });
    }
    if disclosed.is_empty() && absent.is_empty() {
        let hint = "put what the searches found into documents/";
        return Err(Error::usage(Place::file("documents"), "there is nothing to disclose", hint));
    }
    Ok(Gathered { case, disclosed, absent })
}
