//! `record`: everything that is kept of a request in one archive, and the check of such an archive.
//!
//! It holds what the last build made and what it was made from, and refuses a case that changed since:
//! then the outlines of the master copy would not be what was burned.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde_json::json;

use crate::case::Workspace;
use crate::decide::Plan;
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::pack;
use crate::protect::{self, Part, Password};
use crate::record::manifest::{self, Manifest};
use crate::sys::fs::{self, EntryKind, Partial};
use crate::sys::{private, terminal};

use super::request::{self, Life};
use super::{Run, gather, input, scans};

/// What `record` was asked to do.
#[derive(Debug)]
pub struct RecordOptions {
    /// The case folder.
    pub case: PathBuf,
    /// Where the archive goes; `CASE/out/internal/record.zip` otherwise.
    pub output: Option<PathBuf>,
    /// Its password.
    pub password_file: Option<PathBuf>,
    /// The password of the part with proof of identity.
    pub identity_file: Option<PathBuf>,
    /// Replace an earlier archive.
    pub force: bool,
}

/// Folders of a case and where they go in the record. Proof of identity is not among them.
const FOLDERS: [(&str, &str); 4] = [
    ("documents", "originals"),
    ("correspondence", "letters"),
    ("out/send", "sent"),
    ("lists", "case/lists"),
];

/// Single files, likewise.
const FILES: [(&str, &str); 6] = [
    ("case.toml", "case/case.toml"),
    ("body.toml", "case/body.toml"),
    ("history.jsonl", "ledger/history.jsonl"),
    ("out/internal/register.csv", "register/register.csv"),
    ("out/internal/receipt.json", "verification/receipt.json"),
    ("out/internal/verification.json", "verification/verification.json"),
];

/// Without these the record would be none.
const NEEDED: [&str; 4] = [
    "ledger/history.jsonl",
    "register/register.csv",
    "verification/receipt.json",
    "verification/verification.json",
];

/// Makes the record of a case.
///
/// # Errors
/// Exit 2 when there is no pack or the archive exists; exit 1 when the case changed after the build; exit 3
/// for what cannot be read.
pub fn record(run: &Run<'_>, options: &RecordOptions) -> Result<Exit> {
    let case = &options.case;
    let output =
        options.output.clone().unwrap_or_else(|| case.join("out").join("internal").join("record.zip"));
    if fs::exists_at(&output) && !options.force {
        let hint = "add --force to replace the earlier record, or name another file with --output";
        return Err(Error::usage(Place::file(fs::display(&output)), "exists already", hint));
    }
    let life = request::life(case, run.env.today())?;
    let plan = plan(case, &life)?;
    let proof = parts(&case.join("identity"), "identity")?;
    let password = password(run, case, options.password_file.as_deref(), "record")?;
    let workspace = Workspace::open(case, run.env)?;
    let mut kept = files(case)?;
    kept.extend(masters(run, &workspace, &plan)?);
    drop(workspace);
    let identity = match proof.as_slice() {
        [] => None,
        proof => {
            let own = self::password(run, case, options.identity_file.as_deref(), "identity documents")?;
            Some(protect::lock_identity(proof, &own)?)
        }
    };
    kept.sort_by(|a, b| a.name.cmp(&b.name));
    let made = run.env.now().to_string();
    let list = Manifest::of(named(&kept), identity.as_deref(), life.ledger.head(), made);
    kept.insert(0, Part { name: manifest::NAME.into(), bytes: list.text() });
    let sealed = run.stage("protect", || protect::seal_record(&kept, identity.as_deref(), &password))?;
    write(&output, &sealed, &password, options.force)?;
    let shown = crate::show::escape::terminal(&fs::display(&output));
    let sentence = format!("{} files → {shown}; opened again and checked", kept.len());
    let object = json!({ "record": shown, "files": kept.len(), "sha256": fs::sha256_hex(&sealed) });
    run.console.summary(&sentence, object);
    Ok(Exit::Done)
}

/// Opens an archive and holds every part against the manifest in it.
///
/// # Errors
/// Exit 5 for the wrong password, exit 1 when anything in it changed, exit 3 when it is no record.
pub fn check_archive(run: &Run<'_>, file: &Path, password_file: Option<&Path>) -> Result<Exit> {
    let bytes = input::source(file, Exit::Unchecked)?;
    let password = match password_file {
        Some(file) => input::password_from(file, None, None)?,
        None => Password::from_bytes(terminal::ask_hidden("Password of the record: ")?.expose().as_bytes())?,
    };
    let list = hold(&bytes, &password).map_err(|error| super::search::named(error, &fs::display(file)))?;
    let sentence = format!("{} files, each as it was sealed on {}", list.parts.len(), list.made);
    let object = json!({ "files": list.parts.len(), "made": list.made, "ledger_head": list.ledger_head });
    run.console.summary(&sentence, object);
    Ok(Exit::Done)
}

/// The manifest of an archive in which nothing changed.
fn hold(bytes: &[u8], password: &Password) -> Result<Manifest> {
    let opened = protect::open_record(bytes, password)?;
    let list = opened.parts.iter().find(|p| p.name == manifest::NAME);
    let list = list.and_then(|p| serde_json::from_slice::<Manifest>(&p.bytes).ok());
    let list = list.ok_or_else(|| Error::problem(Place::default(), "the record has no manifest", ""))?;
    let problems = list.broken(named(&opened.parts), opened.identity.as_deref());
    if problems.is_empty() { Ok(list) } else { Err(Error { exit: Exit::Problem, problems }) }
}

fn named(parts: &[Part]) -> impl Iterator<Item = (&str, &[u8])> {
    parts.iter().map(|p| (p.name.as_str(), p.bytes.as_slice()))
}

/// Writes the archive beside its name, opens it there and checks it, then renames.
fn write(output: &Path, sealed: &[u8], password: &Password, force: bool) -> Result<()> {
    if let Some(folder) = output.parent().filter(|f| !f.as_os_str().is_empty() && !fs::is_folder(f)) {
        private::make_folder(folder, true, true)?;
    }
    let partial = Partial::write(output, sealed, force)?;
    hold(&partial.read_back()?, password)?;
    partial.publish(force)
}

/// The password in a file, else typed, else made up and shown to the person alone.
fn password(run: &Run<'_>, case: &Path, file: Option<&Path>, what: &str) -> Result<Password> {
    if let Some(file) = file {
        return input::password_from(file, Some(case), None);
    }
    run.console.note(&format!("a password for the {what}:"));
    if let Some(typed) = input::password_typed()? {
        return Ok(typed);
    }
    let made_up = protect::passphrase(run.env)?;
    terminal::show_privately(&format!("password of the {what}: {}", made_up.expose()))?;
    Ok(made_up)
}

/// The plan of the last build, which must be the one that the case still has.
fn plan(case: &Path, life: &Life) -> Result<Plan> {
    let hint = "run: blackpanel build CASE";
    let Some(built) = life.history.last("build") else {
        return Err(Error::usage(Place::default(), "there is no pack to keep a record of", hint));
    };
    if built.text("seal") != request::seal(case, life)? {
        let what = "sources or decisions changed after the pack was built";
        return Err(Error::problem(Place::file("case.toml"), what, "build it again with --force"));
    }
    let bytes = input::source(&case.join(".blackpanel").join("plan.json"), Exit::Unchecked)?;
    if built.text("plan") != fs::sha256_hex(&bytes) {
        let what = "is not the plan of the last pack";
        return Err(Error::problem(Place::file("plan.json"), what, "build it again with --force"));
    }
    serde_json::from_slice(&bytes).map_err(|_| {
        Error::unchecked(Place::file("plan.json"), "cannot be read", "build it again with --force")
    })
}

/// What lies in the case already.
fn files(case: &Path) -> Result<Vec<Part>> {
    let mut kept = Vec::new();
    for (folder, to) in FOLDERS {
        kept.extend(parts(&case.join(folder), to)?);
    }
    for (file, to) in FILES {
        let path = case.join(file);
        if fs::exists_at(&path) {
            kept.push(Part { name: to.to_owned(), bytes: input::source(&path, Exit::Unchecked)? });
        }
    }
    let missing = NEEDED.iter().find(|name| !kept.iter().any(|p| p.name == **name));
    match missing {
        None => Ok(kept),
        Some(name) => {
            let hint = "build the case again with --force";
            Err(Error::unchecked(Place::file(*name), "is missing; the record would not be whole", hint))
        }
    }
}

/// The files below a folder; a folder that is not there has none.
fn parts(folder: &Path, to: &str) -> Result<Vec<Part>> {
    let entries = if fs::is_folder(folder) { fs::walk(folder)? } else { Vec::new() };
    let part = |entry: fs::Entry| {
        if entry.kind != EntryKind::File {
            let hint = "put the file itself into the folder";
            return Err(Error::unchecked(Place::file(entry.name), "is no file and cannot be kept", hint));
        }
        let bytes = input::source(&entry.path, Exit::Unchecked)?;
        Ok(Part { name: format!("{to}/{}", entry.name), bytes })
    };
    entries.into_iter().map(part).collect()
}

/// The marked-up master copy: each document that was read, as a PDF with the outlines of its panels.
fn masters(run: &Run<'_>, workspace: &Workspace, plan: &Plan) -> Result<Vec<Part>> {
    let gathered = gather::gather(run, workspace)?;
    let found = |id| gathered.documents.iter().any(|form| form.id == id);
    if plan.documents.iter().any(|part| !found(part.document.clone())) {
        let what = "the plan names a document that is not there any more";
        return Err(Error::problem(Place::file("plan.json"), what, "build the case again with --force"));
    }
    let mark = |(form, number): (&crate::load::NormalForm, usize)| {
        let pages = scans::text_of(form).map_err(|e| super::search::named(e, &form.name))?;
        let frames: Vec<_> = pages.iter().map(|p| p.geometry).collect();
        let own = plan.documents.iter().find(|part| part.document == form.id);
        let bytes = pack::master(form, own, &frames)?;
        Ok(Part { name: format!("master/{number:04} {}.pdf", file_name(form.name.raw())), bytes })
    };
    let numbered: Vec<_> = gathered.documents.iter().zip(1..).collect();
    run.stage("master", || numbered.into_par_iter().map(mark).collect())
}

/// A document's name as one file name.
fn file_name(name: &str) -> String {
    name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect()
}
