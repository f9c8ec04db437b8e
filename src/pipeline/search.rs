//! From normal forms to findings and decisions; and `find`, which shows them.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::case::schema::LoadRules;
use crate::case::{self, Case, Workspace};
use crate::decide::{self, Decided, Document};
use crate::diag::{Place, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::find::{self, FindRequest, Found, Kind, ListTerm};
use crate::load::{NormalForm, Source};
use crate::record::{Ledger, State};
use crate::sys::fs;
use crate::text::{DocumentText, PageText};

use super::gather::{self, Gathered};
use super::present::{self, Shown};
use super::scans::{self, Texts};
use super::{Run, copies, input, office};

/// The texts of documents and what was found in them.
pub(super) struct Searched {
    /// In the order of the documents.
    pub texts: Vec<DocumentText>,
    /// All findings.
    pub found: Found,
}

/// Reads and searches the documents of a case, or of no case. `rest` is what extracts leave out: whom it
/// names is known in the documents too, and nothing is found in it.
pub(super) fn search(
    run: &Run<'_>,
    case: Option<&Case>,
    (documents, rest): (&[NormalForm], &[NormalForm]),
    mut texts: Texts,
    key: &[u8; 32],
) -> Result<Searched> {
    let known: Vec<_> = documents.iter().chain(rest).map(|form| texts.remove(&form.id)).collect();
    let all = documents.par_iter().chain(rest).zip(known).map(|(form, known)| match known {
        Some(pages) => Ok(with_names(form, pages)),
        None => document_text(form),
    });
    let mut texts = run.stage("text", || all.collect::<Result<Vec<_>>>())?;
    let terms = |list: &[case::lists::Term]| list.iter().map(list_term).collect::<Vec<_>>();
    let (block, allow) = case.map(|c| (terms(&c.lists.block), terms(&c.lists.allow))).unwrap_or_default();
    let request =
        FindRequest { case: case.map(|c| &c.file), documents: &texts, key, block: &block, allow: &allow };
    let mut found = run.stage("find", || find::find(&request));
    if !rest.is_empty() {
        found.only(documents.len());
        texts.truncate(documents.len());
    }
    Ok(Searched { texts, found })
}

/// The text of a document, with the names that stand on no page of it.
pub(super) fn document_text(form: &NormalForm) -> Result<DocumentText> {
    let pages = scans::text_of(form).map_err(|error| named(error, &form.name))?;
    Ok(with_names(form, pages))
}

fn with_names(form: &NormalForm, pages: Vec<PageText>) -> DocumentText {
    let mut names = form.side.names.clone();
    names.extend(form.side.title.clone());
    DocumentText { id: form.id.clone(), name: form.name.clone(), pages, names }
}

/// Puts the document's name where a stage below knew only its bytes.
pub(super) fn named(mut error: Error, name: &Untrusted) -> Error {
    for problem in error.problems.iter_mut().filter(|p| p.place.file.raw().is_empty()) {
        problem.place.file = name.clone();
    }
    error
}

/// A term of a list as the finder takes it.
pub(super) fn list_term(term: &case::lists::Term) -> ListTerm {
    ListTerm {
        term: term.term.clone(),
        kind: term.kind.unwrap_or(Kind::Custom),
        exemption: term.exemption.clone(),
    }
}

/// Settles what was found, as far as `case.toml` and the ledger do.
pub(super) fn settle(
    gathered: &Gathered,
    searched: &Searched,
    ledger: &Ledger,
    accept_proposed: bool,
) -> Result<Decided> {
    let documents: Vec<Document<'_>> = searched
        .texts
        .iter()
        .zip(&gathered.documents)
        .map(|(text, form)| Document { text, kind: form.side.kind })
        .collect();
    let mut state = State::of(ledger)?;
    copies::answers_for(&gathered.copies, &mut state.answers, &mut state.looked);
    Ok(decide::decide(&decide::Input {
        case: &gathered.case,
        documents: &documents,
        refusals: &gathered.refusals,
        found: &searched.found,
        answers: &state.answers,
        looked: &state.looked,
        accepted: &state.accepted,
        accept_proposed,
    }))
}

/// Shows what would be redacted, and why: of a case, or of files.
///
/// # Errors
/// Exit 2 for a wrong case, exit 3 for what cannot be read, exit 5 when a password is missing or wrong.
pub fn find(run: &Run<'_>, paths: &[PathBuf], password_file: Option<&Path>, show_text: bool) -> Result<Exit> {
    match (paths, password_file) {
        ([folder], None) if case::is_case(folder) => find_case(run, folder, show_text),
        ([folder], Some(_)) if case::is_case(folder) => {
            let hint = "name it with password_file in the document's table of case.toml";
            let what = "--password-file is for files by themselves, not for a case";
            Err(Error::usage(Place::default(), what, hint))
        }
        (files, password_file) => find_files(run, files, password_file, show_text),
    }
}

fn find_case(run: &Run<'_>, folder: &Path, show_text: bool) -> Result<Exit> {
    let workspace = Workspace::open(folder, run.env)?;
    let ledger = Ledger::open(folder)?;
    let mut gathered = gather::gather(run, &workspace)?;
    let texts = std::mem::take(&mut gathered.texts);
    let searched = search(run, Some(&gathered.case), gathered.all(), texts, workspace.key())?;
    let decided = run.stage("decide", || settle(&gathered, &searched, &ledger, false))?;
    for problem in &decided.unread {
        run.console.problem(problem);
    }
    let shown = Shown { searched: &searched, case: Some(&gathered.case), decided: Some(&decided), show_text };
    present::found(run, &shown);
    present::conflicts(run, folder, &decided.conflicts);
    Ok(if decided.unread.is_empty() { Exit::Done } else { Exit::Unchecked })
}

fn find_files(
    run: &Run<'_>,
    files: &[PathBuf],
    password_file: Option<&Path>,
    show_text: bool,
) -> Result<Exit> {
    let password = password_file.map(|f| input::password_from(f, None, None)).transpose()?;
    let (mut documents, mut exit) = (Vec::new(), Exit::Done);
    for file in files {
        let bytes = input::source(file, Exit::Usage)?;
        let password = password.as_ref().map(|p| p.secret().clone());
        let source = Source {
            name: fs::display(file),
            bytes: &bytes,
            password,
            show_hidden: false,
            own: &[],
            rows: Vec::new(),
        };
        let loaded = run.stage("load", || office::load_single(run, &source))?;
        documents.extend(loaded.documents);
        for refusal in loaded.refusals {
            exit = exit.worst(if refusal.locked { Exit::Password } else { Exit::Unchecked });
            run.console.problem(&refusal.problem);
        }
    }
    let texts = run.stage("load", || scans::read(run, &mut documents, &LoadRules::default(), None))?;
    let searched = search(run, None, (&documents, &[]), texts, &[0; 32])?;
    present::found(run, &Shown { searched: &searched, case: None, decided: None, show_text });
    Ok(exit)
}
