//! Opening a case: the file, then what it names, then the documents; all problems at once.

use std::path::{Path, PathBuf};

use super::check::{climbs, problem};
use super::read::Lines;
use super::schema::CaseFile;
use super::{Case, check, documents, lists, nearest, read};
use crate::diag::{Place, Problem, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::sys::fs;

/// The name of the file that makes a folder a case.
const CASE_FILE: &str = "case.toml";

/// Largest `case.toml` that is read.
const CASE_FILE_LIMIT: u64 = 4 << 20;

/// Whether a path is a case folder: it holds `case.toml` (or `case.toml.txt`).
#[must_use]
pub fn is_case(path: &Path) -> bool {
    [CASE_FILE, "case.toml.txt"].iter().any(|n| fs::size(&path.join(n)).is_some())
}

/// Reads `case.toml` of a folder alone, without a look at documents, lists or proofs: for what concerns
/// the request only. Gives its bytes too.
///
/// # Errors
/// Exit 2 with every problem of the file.
pub fn file(folder: &Path) -> Result<(CaseFile, Vec<u8>)> {
    let (written, _) = locate(folder)?;
    let bytes = fs::read(&folder.join(&written), CASE_FILE_LIMIT, Exit::Usage)?;
    let usage = |problems| Error { exit: Exit::Usage, problems };
    let (mut file, lines) = read::read(&bytes, &written).map_err(usage)?;
    let problems = check::check(&mut file, &lines, &written);
    if problems.is_empty() { Ok((file, bytes)) } else { Err(usage(problems)) }
}

/// Holds the text of a `case.toml` against the reader, before there is a file.
///
/// # Errors
/// Exit 2 with every problem of it.
pub fn check(text: &str) -> Result<()> {
    let usage = |problems| Error { exit: Exit::Usage, problems };
    let (mut file, lines) = read::read(text.as_bytes(), CASE_FILE).map_err(usage)?;
    let problems = check::check(&mut file, &lines, CASE_FILE);
    if problems.is_empty() { Ok(()) } else { Err(usage(problems)) }
}

/// Opens the case in a folder (or the folder of a named `case.toml`).
///
/// # Errors
/// Exit 2 with every problem of `case.toml`, the lists and the folder at once; exit 3 when a link,
/// socket or device lies below the folder.
pub fn open(path: &Path) -> Result<Case> {
    let folder = if path.file_name().is_some_and(|n| n == CASE_FILE) && fs::size(path).is_some() {
        path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
    } else {
        path.to_path_buf()
    };
    let (written, notes) = locate(&folder)?;
    let bytes = fs::read(&folder.join(&written), CASE_FILE_LIMIT, Exit::Usage)?;
    let (mut file, lines) =
        read::read(&bytes, &written).map_err(|problems| Error { exit: Exit::Usage, problems })?;
    let mut problems = check::check(&mut file, &lines, &written);
    let found = documents::look(&folder);
    let names: Option<Vec<Untrusted>> =
        found.as_ref().ok().map(|f| f.sources.iter().map(|s| s.name.clone()).collect());
    problems.extend(named_files(&folder, &file, &lines, &written, names.as_deref()));
    let lists = lists::read(&folder, &file.find, &lines, &written).unwrap_or_else(|wrong| {
        problems.extend(wrong);
        lists::Lists::default()
    });
    problems.sort_by_key(|p| p.place.line);
    let wrong = (!problems.is_empty()).then_some(Error { exit: Exit::Usage, problems });
    match (wrong, found) {
        (None, Ok(f)) => Ok(Case {
            folder,
            file,
            sources: f.sources,
            ignored: f.ignored,
            identity: f.identity,
            lists,
            notes,
        }),
        (Some(wrong), Err(error)) => Err(wrong.and(error)),
        (Some(error), Ok(_)) | (None, Err(error)) => Err(error),
    }
}

/// The name of the case file in a folder, and a note when it is not quite the right one.
fn locate(folder: &Path) -> Result<(String, Vec<Problem>)> {
    let place = || Place::file(fs::display(folder));
    if !fs::resolve(folder).is_some_and(|p| fs::is_folder(&p)) {
        let hint = "name the folder of a case; `blackpanel new DIR` makes one";
        return Err(Error::usage(place(), "there is no such folder", hint));
    }
    let there = |name: &str| fs::size(&folder.join(name)).is_some();
    let doubled = "case.toml.txt";
    match (there(CASE_FILE), there(doubled)) {
        (true, false) => Ok((CASE_FILE.into(), Vec::new())),
        (true, true) => {
            let hint = "delete the one that is out of date; the other must be named case.toml";
            Err(Error::usage(place(), "holds both case.toml and case.toml.txt", hint))
        }
        (false, true) => {
            let hint = "rename it to case.toml (your editor added .txt)";
            Ok((doubled.into(), vec![Problem::new(Place::file(doubled), "is read as case.toml", hint)]))
        }
        (false, false) if fs::exists_at(&folder.join(CASE_FILE)) => {
            let hint = "put a copy of the file itself here";
            Err(Error::unchecked(
                Place::file(CASE_FILE),
                "is a link, socket or device; nothing behind it is read",
                hint,
            ))
        }
        (false, false) => {
            let hint = "name the folder of a case; `blackpanel new DIR` makes one";
            Err(Error::usage(place(), "is no case: it holds no case.toml", hint))
        }
    }
}

/// Files that `case.toml` names: documents, passwords, proof of consent.
fn named_files(
    folder: &Path,
    file: &CaseFile,
    lines: &Lines,
    written: &str,
    names: Option<&[Untrusted]>,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (i, rule) in file.documents.iter().enumerate() {
        let whole = rule.file.split('!').next().unwrap_or_default();
        let path = format!("document[{i}].file");
        if let Some(names) = names.filter(|_| !climbs(&rule.file) && !rule.file.trim().is_empty())
            && !names.iter().any(|n| n.raw() == whole || n.raw() == rule.file)
        {
            problems.push(no_document(lines, written, &path, whole, names));
        }
        if let Some(password) = &rule.password_file {
            let path = format!("document[{i}].password_file");
            problems
                .extend(password_file(folder, password).map(|(w, h)| problem(lines, written, &path, w, h)));
        }
    }
    if let Some(consent) = file.requester.as_ref().and_then(|r| r.consent.as_deref()) {
        let hint = "put it into correspondence/ and name it from there, as \"correspondence/consent.pdf\"";
        if climbs(consent) || fs::size(&folder.join(consent)).is_none() {
            let what = "the proof of consent is not in the case";
            problems.push(problem(lines, written, "requester.consent", what, hint));
        }
    }
    problems
}

fn no_document(lines: &Lines, written: &str, path: &str, name: &str, names: &[Untrusted]) -> Problem {
    let otherwise = "name it as it is called below documents/, or delete the entry";
    let hint = nearest::hint(name, names.iter().map(Untrusted::raw), otherwise);
    problem(lines, written, path, "there is no such document", hint)
}

/// Why a password file cannot serve: it must exist, outside the case.
fn password_file(folder: &Path, name: &str) -> Option<(&'static str, &'static str)> {
    let path: PathBuf = folder.join(name);
    let outside = "keep it outside the case folder, as \"../passwords/a.txt\"";
    match (fs::resolve(&path), fs::resolve(folder)) {
        (Some(file), Some(case)) if file.starts_with(&case) => {
            Some(("a password file lies inside the case", outside))
        }
        (Some(file), Some(_)) if fs::size(&file).is_some() => None,
        _ => Some(("there is no such password file", outside)),
    }
}

/// Checks the members that `[[document]]` entries name (`mail.eml!2/report.pdf`) against the names of
/// everything that was loaded or refused.
///
/// # Errors
/// Exit 2 with each entry that names nothing.
pub fn check_members(case: &Case, loaded: &[Untrusted]) -> Result<()> {
    let unknown = case.file.documents.iter().filter(|d| !loaded.iter().any(|n| n.raw() == d.file));
    let problems: Vec<Problem> = unknown
        .map(|d| {
            let otherwise = "`blackpanel find CASE` lists the names of all documents and attachments";
            let hint = nearest::hint(&d.file, loaded.iter().map(Untrusted::raw), otherwise);
            Problem::new(Place::file(CASE_FILE), format!("there is no document \"{}\"", shown(&d.file)), hint)
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Error { exit: Exit::Usage, problems }) }
}

/// A name from a file, cut to a length that a message can carry, without control characters.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(80).collect()
}
