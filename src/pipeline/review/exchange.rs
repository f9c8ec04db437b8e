//! Exchange from the page with a spreadsheet and a PDF editor: the same files as `list --csv`, `list --pdf` and
//! `decide --from`, in numbered folders of the case that nobody sends from.
//!
//! Files are taken back from these folders only: a browser hands over no path and no bytes. What is wrong in one of
//! them takes nothing of any.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::case;
use crate::decide::exchange::{self, Sheet};
use crate::decide::marks::Deleted;
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::record::state::Undone;
use crate::show::Console;
use crate::sys::fs::{self, Entry, EntryKind, Partial};
use crate::sys::private;

use super::super::{Run, input, marked, residue};
use super::desk::{self, Desk};
use super::{No, Review, Told, deeds, missing};

/// Where the folders lie in a case.
const PLACE: &str = "out/internal/exchange";
/// The list in its folder.
const LIST: &str = "decisions.csv";
/// Most folders, and most files of one, that are looked through.
const MOST: usize = 10_000;

/// What goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Form {
    /// Every finding as a row, with its text.
    List,
    /// The documents with redaction annotations (ISO 32000-2, 12.5.6.23).
    Marks,
}

/// Files are wanted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    form: Form,
}

/// Files come back.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    rev: u64,
    /// Number of their folder.
    number: u32,
    /// Whether what a deleted mark stood for stays visible (`keep`) or is as it was (`leave`).
    deleted: Option<String>,
}

/// What files that came back say.
#[derive(Default)]
struct Said {
    answers: Vec<Value>,
    undone: Vec<Value>,
    comments: Vec<Value>,
    deleted: usize,
}

impl Review {
    /// The folders with files that went out, the last first.
    pub fn exchanged(&self) -> Told {
        self.look(|desk| {
            let numbers = folders(&desk.folder).map_err(No::Failed)?;
            let all = numbers.into_iter().rev().map(|n| told(&desk.folder, n)).collect::<Result<Vec<_>>>();
            Ok(all.map_err(No::Failed)?.into())
        })
    }

    /// Writes files for a spreadsheet or a PDF editor into a new folder. Nothing in them is redacted.
    pub fn export(&self, window: &str, asked: &Export) -> Told {
        self.change(window, None, |desk| {
            let last = folders(&desk.folder).map_err(No::Failed)?.last().copied().unwrap_or(0);
            let dir = folder(&desk.folder, last + 1);
            let documents = residue::documents(&desk.gathered, &desk.searched);
            let comments = desk.remarks();
            let sheet = desk.sheet(&documents, &comments);
            let write = match asked.form {
                Form::List => write_list(&dir, &exchange::to_csv(&sheet, true)),
                Form::Marks => {
                    marked::files((&desk.folder, &dir), &desk.gathered.documents, &sheet).map(drop)
                }
            };
            write.and_then(|()| told(&desk.folder, last + 1)).map_err(No::Failed)
        })
    }

    /// Takes decisions from the files of a folder: all of them as one step, or none.
    pub fn import(&self, window: &str, asked: &Import) -> Told {
        self.change(window, asked.rev, |desk| {
            let files = files(&folder(&desk.folder, asked.number)).map_err(No::Failed)?;
            if files.is_empty() {
                return Err(missing("there are no such files"));
            }
            let console = Console::watched(Arc::default());
            let said =
                desk.said(&Run::new(&self.env, &console), &files, deleted(asked)).map_err(No::Refused)?;
            let (taken, gone) = (said.answers.len() + said.undone.len() + said.comments.len(), said.deleted);
            let on = |about: &Value| {
                desk::comment(
                    &self.env,
                    about[0].as_str().unwrap_or_default(),
                    about[1].as_str().unwrap_or_default(),
                )
            };
            let comments = said.comments.iter().map(on).collect();
            let events = vec![("decision", said.answers), ("undone", said.undone), ("comment", comments)];
            let told = self.done(
                desk,
                events.into_iter().filter(|(_, bodies): &(_, Vec<Value>)| !bodies.is_empty()).collect(),
            )?;
            Ok(deeds::with(deeds::with(told, "taken", taken), "deleted", gone))
        })
    }
}

fn deleted(asked: &Import) -> Option<Deleted> {
    match asked.deleted.as_deref()? {
        "keep" => Some(Deleted::Keep),
        "leave" => Some(Deleted::Leave),
        _ => None,
    }
}

impl Desk {
    fn remarks(&self) -> BTreeMap<String, String> {
        self.state.comments.iter().map(|(about, c)| (about.clone(), c.text.clone())).collect()
    }

    fn sheet<'a>(
        &'a self,
        documents: &'a [crate::decide::Document<'a>],
        comments: &'a BTreeMap<String, String>,
    ) -> Sheet<'a> {
        let (found, decided, answers) = (&self.searched.found, &self.decided, &self.state.answers);
        Sheet { documents, found, decided, answers, comments }
    }

    /// What files say, against the case as it stands.
    fn said(&self, run: &Run<'_>, files: &[PathBuf], deleted: Option<Deleted>) -> Result<Said> {
        let documents = residue::documents(&self.gathered, &self.searched);
        let comments = self.remarks();
        let sheet = self.sheet(&documents, &comments);
        let mut said = Said::default();
        for file in files {
            if is(file, "csv") {
                said.list(file, &sheet)?;
            } else {
                let taken = marked::take(run, file, &sheet, deleted)?;
                said.deleted += taken.deleted;
                said.add(&taken.answers, &taken.undone)?;
            }
        }
        Ok(said)
    }
}

impl Said {
    fn list(&mut self, file: &Path, sheet: &Sheet<'_>) -> Result<()> {
        let bytes = input::source(file, Exit::Usage)?;
        let text = case::decode::text(&bytes).ok_or_else(|| {
            Error::usage(Place::file(fs::display(file)), "is no text", "save it as CSV (UTF-8) and try again")
        })?;
        let back = exchange::read_csv(fs::display(file).raw(), &text, sheet)?;
        self.comments.extend(back.comments.iter().map(|(about, text)| json!([about, text])));
        self.add(&back.answers, &back.undone)
    }

    fn add(&mut self, answers: &[crate::decide::Answer], undone: &[u64]) -> Result<()> {
        let fail = |_| Error::problem(Place::file("history.jsonl"), "the decision cannot be written", "");
        for answer in answers {
            self.answers.push(serde_json::to_value(answer).map_err(fail)?);
        }
        for seq in undone {
            self.undone.push(serde_json::to_value(Undone { seq: *seq }).map_err(fail)?);
        }
        Ok(())
    }
}

fn write_list(dir: &Path, csv: &[u8]) -> Result<()> {
    private::make_folder(dir, true, true)?;
    Partial::write(&dir.join(LIST), csv, false)?.publish(false)
}

fn folder(case: &Path, number: u32) -> PathBuf {
    case.join(PLACE).join(number.to_string())
}

/// The numbers of the folders, ascending.
fn folders(case: &Path) -> Result<Vec<u32>> {
    let place = case.join(PLACE);
    if !fs::is_folder(&place) {
        return Ok(Vec::new());
    }
    let entries = fs::list(&place, MOST)?;
    let there = entries.iter().filter(|e| e.kind == EntryKind::Folder);
    let mut numbers: Vec<u32> = there.filter_map(|e| e.name.parse().ok()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// The files of a folder that can be taken back, in order of name.
fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    if !fs::is_folder(dir) {
        return Ok(Vec::new());
    }
    let wanted = |e: &Entry| {
        e.kind == EntryKind::File && !e.name.starts_with('.') && (is(&e.path, "csv") || is(&e.path, "pdf"))
    };
    Ok(fs::list(dir, MOST)?.into_iter().filter(wanted).map(|e| e.path).collect())
}

fn is(file: &Path, kind: &str) -> bool {
    file.extension().is_some_and(|e| e.eq_ignore_ascii_case(kind))
}

fn told(case: &Path, number: u32) -> Result<Value> {
    let dir = folder(case, number);
    let files = files(&dir)?;
    let form = if files.iter().all(|f| is(f, "csv")) { "list" } else { "marks" };
    Ok(json!({ "number": number, "folder": dir.to_string_lossy(), "form": form, "files": files.len() }))
}
