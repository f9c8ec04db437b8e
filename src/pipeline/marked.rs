//! `list --pdf` and `decide --from FILE.pdf`, `decide --marks`: decisions as redaction annotations, out to a PDF
//! editor and back, and those that came with the documents.
//!
//! What goes out is the unredacted document: it is refused a place among what is sent, among the sources and
//! with the proof of identity. What comes back is a stranger's file: only the worker opens it.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::decide::exchange::Sheet;
use crate::decide::marks::{self, Deleted, Pending, Taken};
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::load::mark::Mark;
use crate::load::{self, NormalForm, Source};
use crate::pdf::limits::Limits;
use crate::record::{Ledger, State};
use crate::sys::fs::{self, Partial};
use crate::sys::private;

use super::gather::Gathered;
use super::search::Searched;
use super::{Run, input, residue};

/// Characters of a document's name that its file bears.
const LONGEST: usize = 60;

/// Writes each document that is disclosed, with its marks, into a folder.
///
/// # Errors
/// Exit 2 for a folder that is not private, a file that exists, and what cannot be written.
pub(super) fn write(
    run: &Run<'_>,
    (case, dir): (&Path, &Path),
    forms: &[NormalForm],
    sheet: &Sheet<'_>,
) -> Result<Exit> {
    refuse_public(case, dir)?;
    private::make_folder(dir, true, true)?;
    let mut written = 0;
    for index in &sheet.decided.disclosed {
        let (Some(form), Some(document)) = (forms.get(*index), sheet.documents.get(*index)) else { continue };
        let bytes = marks::to_pdf(&form.pdf, *index, sheet)?;
        let path = dir.join(format!("{:03} {}.pdf", index + 1, plain(document.text.name.raw())));
        Partial::write(&path, &bytes, false)?.publish(false)?;
        written += 1;
    }
    let shown = crate::show::escape::terminal(&fs::display(dir));
    let sentence = format!(
        "{written} files with marks in {shown}: INTERNAL, nothing is removed from them, do not send them\n\
         next: mark and delete in a PDF editor, do not apply; then  blackpanel decide CASE --from FILE.pdf --as NAME"
    );
    run.console.summary(&sentence, json!({ "files": written, "folder": shown }));
    Ok(Exit::Done)
}

/// Unredacted files never lie where something is sent from, or where the sources are.
fn refuse_public(case: &Path, dir: &Path) -> Result<()> {
    let parent = dir.ancestors().find_map(fs::resolve).unwrap_or_else(|| dir.to_path_buf());
    let inside = |folder: PathBuf| {
        dir.starts_with(&folder) || fs::resolve(&folder).is_some_and(|f| parent.starts_with(f))
    };
    let closed = ["documents", "identity", "correspondence", "out/send"].map(|name| case.join(name));
    if closed.into_iter().any(inside) {
        let hint = "name a private folder, such as CASE/out/internal/marked";
        return Err(Error::usage(Place::file(fs::display(dir)), "unredacted files cannot lie there", hint));
    }
    Ok(())
}

/// A file name of letters and digits.
fn plain(name: &str) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '.') { c } else { '_' };
    name.strip_suffix(".pdf").unwrap_or(name).chars().map(safe).take(LONGEST).collect()
}

/// What a file with marks says, read by the worker.
///
/// # Errors
/// Exit 2 when it cannot be read or taken; nothing is taken then.
pub(super) fn take(run: &Run<'_>, file: &Path, sheet: &Sheet<'_>, deleted: Option<Deleted>) -> Result<Taken> {
    let name = fs::display(file);
    let bytes = input::source(file, Exit::Usage)?;
    let source = Source {
        name: name.clone(),
        bytes: &bytes,
        password: None,
        show_hidden: false,
        own: &[],
        rows: vec![],
    };
    let loaded = run.stage("load", || load::load(&source, &Limits::default()));
    let Some(form) = loaded.documents.first() else {
        let problems = loaded.refusals.into_iter().map(|r| r.problem).collect();
        return Err(Error { exit: Exit::Usage, problems });
    };
    marks::take_back(name.raw(), (&form.side.marks, form.pages), sheet, deleted)
}

/// The marks that came with the documents and nobody has settled.
pub(super) fn pending<'a>(
    gathered: &'a Gathered,
    sheet: &Sheet<'_>,
    looked: &[crate::decide::Looked],
) -> Vec<Pending<'a>> {
    let marks: Vec<&[Mark]> = gathered.documents.iter().map(|f| f.side.marks.as_slice()).collect();
    marks::pending(&marks, sheet, looked)
}

/// Stops a build while marks that came with the documents are neither taken nor looked at.
///
/// # Errors
/// Exit 4 with each document that has such marks.
pub(super) fn hold(
    case: &Path,
    (gathered, searched): (&Gathered, &Searched),
    decided: &crate::decide::Decided,
    ledger: &Ledger,
) -> Result<()> {
    if gathered.documents.iter().all(|f| f.side.marks.is_empty()) {
        return Ok(());
    }
    let state = State::of(ledger)?;
    let documents = residue::documents(gathered, searched);
    let comments = std::collections::BTreeMap::new();
    let sheet = Sheet {
        documents: &documents,
        found: &searched.found,
        decided,
        answers: &state.answers,
        comments: &comments,
    };
    let case = case.to_string_lossy();
    let problems: Vec<_> =
        pending(gathered, &sheet, &state.looked).iter().map(|p| p.problem(&sheet, &case)).collect();
    if problems.is_empty() { Ok(()) } else { Err(Error { exit: Exit::Undecided, problems }) }
}
