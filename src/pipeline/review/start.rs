//! The start page: look at folders, make a case of one by a form, open it.
//!
//! A form is nothing but a `case.toml` that is written for the officer: it is held against the same reader as one
//! written by hand, before anything is made. Nothing that is there is overwritten, moved or deleted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::case;
use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::sys::fs::{self, Entry, EntryKind};
use crate::sys::{paths, private};

use super::super::input;
use super::{No, Review, Told, tell, wrong};

/// Entries of a folder that are shown.
const MOST: usize = 1_000;
/// Folders of a case.
const FOLDERS: [&str; 3] = ["documents", "identity", "correspondence"];

/// A folder that was named.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Folder {
    #[serde(default)]
    folder: PathBuf,
}

/// A case as the form has it; what is left empty is not written.
#[derive(Debug, Clone, Deserialize)]
pub struct CaseForm {
    folder: PathBuf,
    request: BTreeMap<String, Value>,
    data_subject: BTreeMap<String, Value>,
    #[serde(default)]
    parties: Vec<BTreeMap<String, Value>>,
    /// Whether files that lie loose in the folder are copied into `documents/`.
    #[serde(default)]
    copy_loose: bool,
}

impl Review {
    /// Where a person may begin to look.
    pub fn start(&self) -> Told {
        let home = paths::home().unwrap_or_else(|| PathBuf::from("/"));
        let here = paths::here();
        let place = |(name, path): (&str, PathBuf)| json!({ "name": name, "folder": path.to_string_lossy() });
        let known =
            [("Home", Some(home.clone())), ("Documents", Some(home.join("Documents"))), ("Here", here)];
        let there =
            known.into_iter().filter_map(|(name, path)| Some((name, path.filter(|p| fs::is_folder(p))?)));
        Ok(json!({ "home": home.to_string_lossy(), "places": there.map(place).collect::<Vec<_>>(),
            "today": self.env.today().to_string() }))
    }

    /// What is in a folder.
    pub fn look_at(&self, asked: &Folder) -> Told {
        let folder = whole(&asked.folder)?;
        let entries = fs::list(&folder, MOST).map_err(first)?;
        let named =
            |kind: EntryKind| entries.iter().filter(move |e| e.kind == kind && !e.name.starts_with('.'));
        let folders: Vec<&str> = named(EntryKind::Folder).map(|e| e.name.as_str()).collect();
        let loose: Vec<&Entry> = named(EntryKind::File).filter(|e| e.name != "case.toml").collect();
        let below = fs::list(&folder.join("documents"), MOST).unwrap_or_default();
        let files = loose.iter().copied().chain(below.iter().filter(|e| e.kind == EntryKind::File));
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for entry in files {
            let kind = entry.path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            *kinds.entry(kind).or_default() += 1;
        }
        let opened = case::is_case(&folder).then(|| case::file(&folder));
        let problems = match &opened {
            Some(Err(error)) => error.problems.iter().map(tell::problem).collect(),
            _ => Vec::new(),
        };
        Ok(json!({
            "folder": folder.to_string_lossy(), "parent": folder.parent().map(|p| p.to_string_lossy()),
            "folders": folders, "loose": loose.len(), "files": kinds.values().sum::<usize>(), "kinds": kinds,
            "more": entries.len() >= MOST, "is_case": opened.is_some(), "problems": problems,
            "reference": opened.and_then(std::result::Result::ok).map(|(file, _)| file.request.reference),
        }))
    }

    /// Makes a case folder of a form.
    pub fn make_case(&self, form: &CaseForm) -> Told {
        let folder = absolute(&form.folder)?;
        if fs::exists_at(&folder.join("case.toml")) || case::is_case(&folder) {
            let problem = Problem::new(Place::default(), "the folder is a case already", "open it");
            return Err(No::Taken(problem));
        }
        let text = toml_of(form)?;
        case::check_text(&text).map_err(No::Refused)?;
        make(&folder, &text, form.copy_loose).map_err(No::Refused)?;
        Ok(json!({ "folder": folder.to_string_lossy() }))
    }

    /// Opens the case of a folder.
    pub fn open_case(self: &Arc<Self>, asked: &Folder) -> Told {
        let folder = whole(&asked.folder)?;
        self.open(&folder).map_err(No::Refused)?;
        Ok(json!({ "mode": "reading" }))
    }

    /// Back to the start page.
    pub fn leave_case(&self) -> Told {
        self.close();
        Ok(json!({ "mode": "start" }))
    }
}

fn first(error: Error) -> No {
    No::Refused(error)
}

/// A folder that is there, as a whole path.
fn whole(folder: &Path) -> std::result::Result<PathBuf, No> {
    let folder = absolute(folder)?;
    let there = fs::resolve(&folder).filter(|p| fs::is_folder(p));
    there.ok_or_else(|| wrong("there is no such folder", "name a folder of this computer"))
}

fn absolute(folder: &Path) -> std::result::Result<PathBuf, No> {
    if folder.as_os_str().is_empty() {
        return paths::home().ok_or_else(|| wrong("no folder is named", "name one"));
    }
    if folder.is_absolute() {
        Ok(folder.to_path_buf())
    } else {
        Err(wrong("the folder is not named in full", "name it from the root on"))
    }
}

/// Writes the case: folders that are missing, copies of loose files, and `case.toml` at the end.
fn make(folder: &Path, text: &str, copy_loose: bool) -> Result<()> {
    if !fs::exists_at(folder) {
        private::make_folder(folder, true, true)?;
    }
    for name in FOLDERS.map(|n| folder.join(n)).iter().filter(|path| !fs::exists_at(path)) {
        private::make_folder(name, false, true)?;
    }
    if copy_loose {
        for file in fs::list(folder, usize::MAX)?
            .iter()
            .filter(|e| e.kind == EntryKind::File && !e.name.starts_with('.'))
        {
            let bytes = input::source(&file.path, Exit::Unchecked)?;
            fs::Partial::write(&folder.join("documents").join(&file.name), &bytes, false)?.publish(false)?;
        }
    }
    fs::Partial::write(&folder.join("case.toml"), text.as_bytes(), false)?.publish(false)
}

/// The form as a case file.
fn toml_of(form: &CaseForm) -> std::result::Result<String, No> {
    let mut text =
        "# Written by the start page of blackpanel; every key is explained by `blackpanel new`\nschema = 1\n"
            .to_owned();
    let tables = [("[request]", &form.request), ("[data_subject]", &form.data_subject)];
    for (heading, table) in tables.into_iter().chain(form.parties.iter().map(|p| ("[[party]]", p))) {
        text.push_str(&format!("\n{heading}\n"));
        for (key, value) in table {
            if let Some(line) = line(key, value)? {
                text.push_str(&line);
            }
        }
    }
    Ok(text)
}

/// Keys whose values are dates and stand without quotes.
const DATES: [&str; 3] = ["received", "valid", "date_of_birth"];

/// A line of the file; none for what is empty.
fn line(key: &str, value: &Value) -> std::result::Result<Option<String>, No> {
    let bare = |c: char| c.is_ascii_lowercase() || c == '_';
    if key.is_empty() || !key.chars().all(bare) {
        return Err(wrong("the form has a field that is none", "load the page again"));
    }
    let written = match value {
        Value::Null => return Ok(None),
        Value::String(text) if text.trim().is_empty() => return Ok(None),
        Value::String(text) if DATES.contains(&key) && is_date(text) => text.trim().to_owned(),
        Value::String(text) => quoted(text),
        Value::Array(list) => {
            let texts = list.iter().filter_map(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
            let all: Vec<String> = texts.map(quoted).collect();
            if all.is_empty() {
                return Ok(None);
            }
            format!("[{}]", all.join(", "))
        }
        _ => return Err(wrong("the form has a value that is none", "load the page again")),
    };
    Ok(Some(format!("{key} = {written}\n")))
}

fn is_date(text: &str) -> bool {
    text.trim().parse::<jiff::civil::Date>().is_ok()
}

/// A basic string of TOML 1.0: its escapes are those of JSON, and DEL may not stand in it.
fn quoted(text: &str) -> String {
    Value::from(text.trim()).to_string().replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(folder: &Path, name: &str) -> CaseForm {
        serde_json::from_value(json!({
            "folder": folder, "copy_loose": true,
            "request": { "reference": "SAR-1", "received": "2026-09-28", "summary": "All about \"me\"\n= 1" },
            "data_subject": { "name": name, "aliases": ["Annie", ""], "date_of_birth": "" },
            "parties": [{ "name": "Bo Reed", "role": "third-party" }],
        }))
        .expect("a form")
    }

    fn review() -> Arc<Review> {
        let who = super::super::Who { name: "A".into(), role: super::super::ReviewRole::Reviewer };
        Review::new(super::super::ReviewOptions { case: None, who, read_only: false })
    }

    #[test]
    fn a_form_becomes_a_case_that_the_reader_takes_and_loose_files_are_copied() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("a.txt"), "text").expect("written");
        let review = review();
        review.make_case(&form(dir.path(), "Ann \\ Lee\u{7f}")).expect("made");
        let (file, _) = case::file(dir.path()).expect("a case");
        assert_eq!((file.request.summary.as_str(), file.parties.len()), ("All about \"me\"\n= 1", 1));
        assert_eq!(file.data_subject.aliases, ["Annie"]);
        let copied = std::fs::read_to_string(dir.path().join("documents/a.txt")).expect("copied");
        assert!(copied == "text" && dir.path().join("a.txt").exists());
        assert!(matches!(review.make_case(&form(dir.path(), "Ann")), Err(No::Taken(_))), "never overwritten");
    }

    #[test]
    fn what_the_reader_does_not_take_makes_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = dir.path().join("new");
        let review = review();
        let Err(No::Refused(error)) = review.make_case(&form(&folder, " ")) else { panic!("it was taken") };
        assert!(!error.problems.is_empty() && !folder.exists());
        let mut evil = form(&folder, "Ann");
        evil.request.insert("x = 1\n[output]\nfile".into(), "a".into());
        assert!(matches!(review.make_case(&evil), Err(No::Wrong(_))) && !folder.exists());
    }
}
