//! Decisions out and in: `list` as CSV, `decide` from a spreadsheet, and "a person has looked".

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::case::{self, Workspace};
use crate::decide::check::checklist;
use crate::decide::conflict::{Occurrences, elsewhere};
use crate::decide::exchange::{self, Sheet};
use crate::decide::marks::{Deleted, Taken, take_over};
use crate::decide::{self, Document, around};
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::record::{Ledger, State, state::Undone};
use crate::sys::fs;

use super::gather::{self, Gathered};
use super::search::{self, Searched};
use super::{Run, input, marked, request, residue};

/// What `list` shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// The documents with their findings as redaction annotations, in this folder.
    Marked(PathBuf),
    /// Every finding and its decision.
    Findings,
    /// What contradicts itself.
    Conflicts,
    /// What is left around panels.
    Around,
    /// What a second person checks.
    Check,
}

/// What `decide` was asked to do.
#[derive(Debug)]
pub struct Answers {
    /// The case folder.
    pub case: PathBuf,
    /// A CSV as `list` writes it, or PDFs as `list --pdf` does.
    pub from: Vec<PathBuf>,
    /// What a mark means that was deleted in a PDF.
    pub deleted: Option<Deleted>,
    /// `all` or the name of a document whose own marks are taken over.
    pub marks: Vec<String>,
    /// `all`, `FILE` or `FILE:PAGES`.
    pub looked_at: Vec<String>,
    /// Who decides.
    pub actor: String,
}

/// A case that was opened, read, searched and settled as far as it is.
struct Open {
    _workspace: Workspace,
    ledger: Ledger,
    gathered: Gathered,
    searched: Searched,
    decided: decide::Decided,
    state: State,
    comments: BTreeMap<String, String>,
}

impl Open {
    /// What the list shows of it.
    fn sheet<'a>(&'a self, documents: &'a [Document<'a>]) -> Sheet<'a> {
        let (found, answers) = (&self.searched.found, &self.state.answers);
        Sheet { documents, found, decided: &self.decided, answers, comments: &self.comments }
    }
}

fn open(run: &Run<'_>, folder: &Path) -> Result<Open> {
    gather::refuse_no_case(folder)?;
    let workspace = Workspace::open(folder, run.env)?;
    let ledger = Ledger::open(folder)?;
    let mut gathered = gather::gather(run, &workspace)?;
    let texts = std::mem::take(&mut gathered.texts);
    let searched = search::search(run, Some(&gathered.case), gathered.all(), texts, workspace.key())?;
    let decided = run.stage("decide", || search::settle(&gathered, &searched, &ledger, false))?;
    let state = State::of(&ledger)?;
    let comments = state.comments.iter().map(|(about, c)| (about.clone(), c.text.clone())).collect();
    Ok(Open { _workspace: workspace, ledger, gathered, searched, decided, state, comments })
}

/// Every finding and its decision, or what a person should look at, as CSV on standard output.
///
/// # Errors
/// Exit 2 for a wrong case, exit 3 for what the folder should not hold.
pub fn list(run: &Run<'_>, folder: &Path, what: &Listed, show_text: bool) -> Result<Exit> {
    if !matches!(what, Listed::Marked(_)) && run.console.is_json() {
        let hint = "run blackpanel find CASE --json";
        return Err(Error::usage(Place::default(), "--csv and --json cannot be used together", hint));
    }
    let open = open(run, folder)?;
    let documents = residue::documents(&open.gathered, &open.searched);
    let sheet = open.sheet(&documents);
    let csv = match what {
        Listed::Findings => exchange::to_csv(&sheet, show_text),
        Listed::Marked(dir) => return marked::write(run, (folder, dir), &open.gathered.documents, &sheet),
        Listed::Conflicts => {
            let conflicts =
                open.decided.conflicts.iter().cloned().chain(beside(&sheet, &open.state.accepted));
            exchange::conflicts_csv(&sheet, &conflicts.collect::<Vec<_>>(), show_text)
        }
        Listed::Around => {
            let (found, decided) = (sheet.found, sheet.decided);
            let list = around::around(&documents, found, &decided.choices, decided.preview());
            exchange::around_csv(&sheet, &list, show_text)
        }
        Listed::Check => {
            let life = request::life(folder, run.env.today())?;
            let seal = request::seal(folder, &life)?;
            let more = beside(&sheet, &open.state.accepted);
            let list = checklist(&documents, sheet.found, sheet.decided, sheet.answers, more, &seal);
            exchange::check_csv(&sheet, &list, show_text)
        }
    };
    run.console.data(&String::from_utf8_lossy(&csv));
    for problem in &open.decided.unread {
        run.console.problem(problem);
    }
    Ok(Exit::Done)
}

/// The conflicts that decisions alone do not tell: texts that go and stand where nothing was found.
fn beside(sheet: &Sheet<'_>, accepted: &[String]) -> Vec<decide::Conflict> {
    let occurrences = Occurrences::of(sheet.documents, sheet.found);
    let facts = (sheet.found, sheet.decided.choices.as_slice(), accepted);
    elsewhere(&occurrences, sheet.documents, facts, sheet.decided.preview())
}

/// Takes decisions into the ledger.
///
/// # Errors
/// Exit 2 with every row that cannot be taken; nothing is taken then.
pub fn decide(run: &Run<'_>, answers: &Answers) -> Result<Exit> {
    let mut open = open(run, &answers.case)?;
    let is_pdf = |file: &PathBuf| file.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
    match answers.from.as_slice() {
        [file] if !is_pdf(file) => take_sheet(run, &mut open, file, &answers.actor),
        [] if answers.marks.is_empty() => take_looks(run, &mut open, answers),
        [] => take_marks(run, &mut open, answers),
        files if files.iter().all(is_pdf) => take_pdfs(run, &mut open, answers),
        _ => {
            let hint = "give one CSV, or one or several PDFs";
            Err(Error::usage(Place::default(), "--from cannot take these files together", hint))
        }
    }
}

/// Takes back PDFs with marks: all of them, or none.
fn take_pdfs(run: &Run<'_>, open: &mut Open, answers: &Answers) -> Result<Exit> {
    let documents = residue::documents(&open.gathered, &open.searched);
    let sheet = open.sheet(&documents);
    let taken: Vec<Taken> = answers
        .from
        .iter()
        .map(|file| marked::take(run, file, &sheet, answers.deleted))
        .collect::<Result<_>>()?;
    let decided: Vec<_> = taken.iter().flat_map(|t| t.answers.iter().cloned()).collect();
    let undone: Vec<Undone> = taken.iter().flat_map(|t| &t.undone).map(|seq| Undone { seq: *seq }).collect();
    append(run, &mut open.ledger, &answers.actor, "decision", &decided)?;
    append(run, &mut open.ledger, &answers.actor, "undone", &undone)?;
    let unchanged: usize = taken.iter().map(|t| t.unchanged).sum();
    let (new, gone) = (decided.len(), taken.iter().map(|t| t.deleted).sum::<usize>());
    let sentence = format!(
        "{new} decisions taken, {unchanged} were there already, {gone} marks were deleted; what is proposed to stay \
         has no mark: decide it with the list"
    );
    run.console.summary(&sentence, json!({ "taken": new, "unchanged": unchanged, "deleted": gone }));
    Ok(Exit::Done)
}

/// Takes over the marks that came with documents.
fn take_marks(run: &Run<'_>, open: &mut Open, answers: &Answers) -> Result<Exit> {
    let documents = residue::documents(&open.gathered, &open.searched);
    let sheet = open.sheet(&documents);
    let named = |document: usize| documents.get(document).map_or("", |d| d.text.name.raw());
    if let Some(unknown) =
        answers.marks.iter().find(|m| *m != "all" && !documents.iter().any(|d| d.text.name.raw() == *m))
    {
        let hint = "name it as `blackpanel find CASE` does, or write all";
        return Err(Error::usage(
            Place::file(unknown.as_str()),
            "there is no such document in the case",
            hint,
        ));
    }
    let wanted = |document: usize| answers.marks.iter().any(|m| m == "all" || m == named(document));
    let pending = marked::pending(&open.gathered, &sheet, &open.state.looked);
    let taken: Vec<_> =
        pending.iter().filter(|p| wanted(p.document)).flat_map(|p| take_over(p, &sheet)).collect();
    append(run, &mut open.ledger, &answers.actor, "decision", &taken)?;
    let sentence = format!("{} redaction marks of the documents taken over as drawn boxes", taken.len());
    run.console.summary(&sentence, json!({ "taken": taken.len() }));
    Ok(Exit::Done)
}

fn take_sheet(run: &Run<'_>, open: &mut Open, file: &Path, actor: &str) -> Result<Exit> {
    let name = fs::display(file);
    let bytes = input::source(file, Exit::Usage)?;
    let text = case::decode::text(&bytes).ok_or_else(|| {
        let hint = "save it as CSV (UTF-8) and try again";
        Error::usage(Place::file(name.clone()), "is no text", hint)
    })?;
    let documents = residue::documents(&open.gathered, &open.searched);
    let back = exchange::read_csv(name.raw(), &text, &open.sheet(&documents))?;
    append(run, &mut open.ledger, actor, "decision", &back.answers)?;
    let undone: Vec<Undone> = back.undone.iter().map(|seq| Undone { seq: *seq }).collect();
    append(run, &mut open.ledger, actor, "undone", &undone)?;
    let on = run.env.today().to_string();
    let comment = |(about, text): &(String, String)| json!({ "on": on, "about": about, "reason": text });
    let comments: Vec<_> = back.comments.iter().map(comment).collect();
    append(run, &mut open.ledger, actor, "comment", &comments)?;
    let (taken, unchanged, left) = (back.answers.len(), back.unchanged, back.open);
    let sentence = format!("{taken} decisions taken, {unchanged} were there already, {left} rows left empty");
    run.console.summary(&sentence, json!({ "taken": taken, "unchanged": unchanged, "open": left }));
    Ok(Exit::Done)
}

fn take_looks(run: &Run<'_>, open: &mut Open, answers: &Answers) -> Result<Exit> {
    let documents = residue::documents(&open.gathered, &open.searched);
    let mut looked = Vec::new();
    for spec in &answers.looked_at {
        looked.extend(exchange::looked_at(spec, &documents, &open.gathered.refusals, &open.decided.to_look)?);
    }
    append(run, &mut open.ledger, &answers.actor, "looked", &looked)?;
    let sentence = format!("noted: {} looked at pages of {} documents", answers.actor, looked.len());
    run.console.summary(&sentence, json!({ "documents": looked.len() }));
    Ok(Exit::Done)
}

fn append(
    run: &Run<'_>,
    ledger: &mut Ledger,
    actor: &str,
    kind: &str,
    bodies: &[impl serde::Serialize],
) -> Result<()> {
    let fail = |_| Error::problem(Place::file("history.jsonl"), "the decision cannot be written", "");
    let bodies =
        bodies.iter().map(serde_json::to_value).collect::<std::result::Result<_, _>>().map_err(fail)?;
    ledger.append_all(run.env, (actor, "officer"), kind, bodies)
}
