//! `record --due` and `record --dispose`: what of which case has to go, and its going.
//!
//! Nothing goes without the case's reference typed as a confirmation, and nothing before its day. What the
//! system or a backup still holds of deleted files is not within this program's reach.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::case::Workspace;
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::record::retention::{Gone, Rule, Table, certificate};
use crate::show::table;
use crate::sys::fs::{self, EntryKind, Partial};
use crate::sys::{paths, private};

use super::request::{self, Life};
use super::{Run, stats};

/// Largest table that is read.
const LIMIT: u64 = 1 << 20;

/// Lists what is due, of every case below a folder.
///
/// # Errors
/// Exit 2 for the folder or the table; exit 3 with each case that cannot be read, after the others.
pub fn due(run: &Run<'_>, dir: &Path) -> Result<Exit> {
    let (rules, today) = (table_of(dir)?, run.env.today());
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for case in stats::cases(dir)? {
        let life = match request::life(&case, today) {
            Ok(life) => life,
            Err(error) => {
                wrong.extend(error.problems);
                continue;
            }
        };
        let name = crate::show::escape::terminal(&fs::display(&case));
        for (rule, on) in rules.due(&life.history).into_iter().filter(|(_, on)| *on <= today) {
            let (files, _) = measure(&files(&case, rule)?);
            if files > 0 {
                let line = json!({ "case": name, "kind": rule.kind, "due": on, "files": files });
                run.console.line("due", line);
                rows.push(vec![name.clone(), rule.kind.clone(), on.to_string(), files.to_string()]);
            }
        }
    }
    if !run.console.is_json() {
        run.console.data(&table(&["case", "what", "due since", "files"], &rows));
    }
    if wrong.is_empty() { Ok(Exit::Done) } else { Err(Error { exit: Exit::Unchecked, problems: wrong }) }
}

/// Deletes what is due of a case and leaves a certificate beside its folder.
///
/// # Errors
/// Exit 4 without the confirmation; exit 2 when nothing is due or something cannot be deleted.
pub fn dispose(run: &Run<'_>, case: &Path, confirm: Option<&str>) -> Result<Exit> {
    let today = run.env.today();
    let case = paths::canonical(case)?;
    let mut life = request::life(&case, today)?;
    let workspace = Workspace::open(&case, run.env)?;
    let beside = case.parent().unwrap_or(&case);
    let rules = table_of(beside)?;
    let of_today = rules.due(&life.history).into_iter().filter(|(_, on)| *on <= today);
    let rules: Vec<&Rule> = of_today.map(|(rule, _)| rule).collect();
    let whole = rules.iter().find(|r| r.folder.is_empty() && r.endings.is_empty()).copied();
    let rules = whole.map_or(rules, |rule| vec![rule]);
    let mut going = Vec::new();
    for rule in rules {
        let files = files(&case, rule)?;
        if !files.is_empty() {
            going.push((rule, files));
        }
    }
    if going.is_empty() {
        let hint = "blackpanel record DIR --due lists what is";
        return Err(Error::usage(Place::default(), "nothing of this case is due", hint));
    }
    confirmed(confirm, &life, &going)?;
    let gone: Vec<Gone> = going.iter().map(|(rule, files)| gone(rule, files)).collect();
    // the certificate first: what is gone without one could not be told
    let text = certificate(&gone, today, life.ledger.head());
    let name = format!("disposed-{today}-{}.json", life.ledger.head().get(..12).unwrap_or_default());
    let bytes = serde_json::to_vec_pretty(&text).unwrap_or_default();
    Partial::write(&beside.join(&name), &bytes, false)?.publish(false)?;
    if whole.is_some() {
        drop(workspace);
        private::remove_folder(&case)?;
    } else {
        for path in going.iter().flat_map(|(_, files)| files) {
            private::remove_file(path)?;
        }
        let body = json!({ "on": today.to_string(), "gone": gone });
        life.ledger.append(run.env, ("blackpanel", "program"), "disposed", body)?;
    }
    let sentence = format!("disposed of; the certificate is {name}");
    run.console.summary(&sentence, json!({ "certificate": name, "gone": gone }));
    Ok(Exit::Done)
}

/// The folder's own table, else the shipped one.
fn table_of(dir: &Path) -> Result<Table> {
    let own = paths::read_if_there(&dir.join("retention.toml"), LIMIT, Exit::Usage)?;
    Table::read(own.as_deref())
}

fn confirmed(confirm: Option<&str>, life: &Life, going: &[(&Rule, Vec<PathBuf>)]) -> Result<()> {
    if confirm.is_some_and(|typed| typed.trim() == life.file.request.reference.trim()) {
        return Ok(());
    }
    let what: Vec<String> =
        going.iter().map(|(rule, files)| format!("{} ({} files)", rule.kind, files.len())).collect();
    let what = format!("would delete for good: {}", what.join(", "));
    let hint = "confirm it with the case's reference: --confirm REFERENCE";
    Err(Error::new(Exit::Undecided, Place::file("case.toml"), what, hint))
}

/// The files of a case that a rule is about.
fn files(case: &Path, rule: &Rule) -> Result<Vec<PathBuf>> {
    let folder = if rule.folder.is_empty() { case.to_path_buf() } else { case.join(&rule.folder) };
    let entries = if fs::is_folder(&folder) { fs::walk(&folder)? } else { Vec::new() };
    let ours = entries.into_iter().filter(|e| e.kind != EntryKind::Folder && rule.takes(&e.name));
    Ok(ours.map(|e| e.path).collect())
}

fn measure(files: &[PathBuf]) -> (u64, u64) {
    (files.len() as u64, files.iter().filter_map(|path| fs::size(path)).sum())
}

fn gone(rule: &Rule, list: &[PathBuf]) -> Gone {
    let (files, bytes) = measure(list);
    Gone { kind: rule.kind.clone(), files, bytes, source: rule.source.clone() }
}
