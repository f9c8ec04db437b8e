//! `doctor`: which helpers are on this computer, whether they can be used, and what is lost without.
//!
//! Every helper is optional: a missing one is told and changes no exit code. Nothing of a case is read.

use serde_json::json;

use crate::error::{Exit, Result};
use crate::office::photo::Photo;
use crate::office::{Engine, Missing, NoCage};
use crate::show::{escape, table};
use crate::sys::{limits, process};

use super::Run;

/// A program that helps.
struct Helper {
    name: &'static str,
    /// How it is asked for its version.
    version: &'static [&'static str],
    gives: &'static str,
    without: &'static str,
}

/// The programs that are asked for their version; LibreOffice has a row of its own.
const HELPERS: [Helper; 4] = [
    Helper {
        name: "tesseract",
        version: &["--version"],
        gives: "reads scanned pages and photographs",
        without: "pages that are pictures are not searched: a person has to look at each",
    },
    Helper {
        name: "pdftotext",
        version: &["-v"],
        gives: "a second reader for verify",
        without: "verify asks one foreign reader less",
    },
    Helper {
        name: "mutool",
        version: &["-v"],
        gives: "a third reader for verify",
        without: "verify asks one foreign reader less",
    },
    Helper {
        name: "pdftoppm",
        version: &["-v"],
        gives: "a second opinion on how a page looks",
        without: "pages that became pictures are drawn by one renderer only",
    },
];

/// What is found of one helper.
struct Row {
    name: &'static str,
    works: bool,
    version: String,
    says: String,
}

/// Looks for the helpers.
///
/// # Errors
/// None today.
pub fn doctor(run: &Run<'_>) -> Result<Exit> {
    let mut rows: Vec<Row> = HELPERS.iter().map(look).collect();
    rows.push(office());
    rows.push(photo());
    rows.push(workers());
    if run.console.is_json() {
        for row in &rows {
            let line =
                json!({ "name": row.name, "works": row.works, "version": row.version, "says": row.says });
            run.console.line("helper", line);
        }
        return Ok(Exit::Done);
    }
    let shown: Vec<Vec<String>> = rows.iter().map(Row::cells).collect();
    run.console.data(&table(&["helper", "works", "version", "what it does, or what is lost"], &shown));
    let missing = rows.iter().filter(|row| !row.works).count();
    run.console.note(&match missing {
        0 => "every helper is there".to_owned(),
        _ => format!("{missing} of {} cannot be used; everything else works without", rows.len()),
    });
    Ok(Exit::Done)
}

impl Row {
    fn cells(&self) -> Vec<String> {
        let works = if self.works { "yes" } else { "no" };
        vec![self.name.to_owned(), works.to_owned(), self.version.clone(), self.says.clone()]
    }
}

fn look(helper: &Helper) -> Row {
    let version = process::which(helper.name).and_then(|path| process::version_of(&path, helper.version));
    let works = version.is_some();
    let says = if works { helper.gives } else { helper.without };
    Row { name: helper.name, works, version: shown(version), says: says.to_owned() }
}

/// LibreOffice counts only where it can be locked in.
fn office() -> Row {
    let gives = "sets Word, OpenDocument and rich texts as pages and turns .doc, .xls, .xlsb and .ppt";
    let without =
        "Word, OpenDocument and rich texts get a plain layout, and .doc, .xls, .xlsb and .ppt are not read";
    let (works, says) = locked_in(Engine::find().map(|engine| engine.cage().name()), gives, without);
    let version = Engine::release().filter(|_| works);
    Row { name: "soffice", works, version: shown(version), says }
}

/// What turns photographs of phones counts only where it can be locked in, too.
fn photo() -> Row {
    let found = Photo::find();
    let version = found.as_ref().ok().map(Photo::name);
    let gives = "turns photographs of phones (HEIC) into pictures";
    let without = "photographs of phones (HEIC) are not read";
    let (works, says) = locked_in(found.map(|photo| photo.cage().name()), gives, without);
    Row { name: "heif-convert", works, version: shown(version), says }
}

/// What a program that must be locked in does, or what is lost and why.
fn locked_in(cage: std::result::Result<&'static str, Missing>, gives: &str, without: &str) -> (bool, String) {
    let why = match cage {
        Ok(cage) => return (true, format!("{gives}; locked in by {cage}")),
        Err(Missing::Program) => return (false, without.to_owned()),
        Err(Missing::Cage(NoCage::Absent)) => "neither bwrap nor unshare is here to lock it in",
        Err(Missing::Cage(NoCage::NotPermitted)) => {
            "the system does not permit to lock it in (namespaces of users are off)"
        }
    };
    (false, format!("it is not used, as {why}: {without}"))
}

/// The limits of workers are the system's, not a program's.
fn workers() -> Row {
    let says = if limits::AVAILABLE {
        "readers of strangers' files are limited in memory, time and files"
    } else {
        "readers of strangers' files run without limits on memory: open only files you would open anyway"
    };
    Row { name: "limits", works: limits::AVAILABLE, version: String::new(), says: says.to_owned() }
}

/// The first line a program says of its version: a stranger's words.
fn shown(version: Option<String>) -> String {
    let line: String = version.unwrap_or_default().chars().take(60).collect();
    escape::terminal(&line.into())
}
