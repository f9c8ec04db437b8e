//! `redact` for a folder: every file of it alike, into a tree of the same form.
//!
//! Each file is redacted and verified as if it were named alone; one that cannot be is named and stops no
//! other. A name stands in the open in any folder: a file whose name holds what is to be removed is not
//! written under it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::pipeline::{self, RedactOptions, Run};
use crate::sys::fs::{self, Entry, EntryKind};
use crate::sys::{interrupt, private};

/// A file and where its redaction goes.
struct Work {
    name: String,
    input: PathBuf,
    output: PathBuf,
}

/// Redacts every file below the folder `options.input` into the folder `options.output`.
///
/// # Errors
/// Exit 2 before anything is written, when an output exists or two files would have one name; what goes
/// wrong with a file is the exit code.
pub fn redact_folder(run: &Run<'_>, options: &RedactOptions) -> Result<Exit> {
    let works = plan(options)?;
    let console = run.console.one_of_many();
    let mut worst = Exit::Done;
    let mut done = 0;
    for work in &works {
        if interrupt::stopping() {
            return Ok(Exit::Interrupted);
        }
        match one(run, &console, options, work) {
            Ok(exit) => {
                done += usize::from(exit == Exit::Done);
                worst = worst.worst(exit);
            }
            Err(error) => {
                run.console.error(&error);
                worst = worst.worst(error.exit);
            }
        }
    }
    let failed = works.len() - done;
    let out = crate::show::escape::terminal(&fs::display(&options.output));
    let sentence =
        format!("{} files: {done} redacted and verified, {failed} not written → {out}", works.len());
    run.console.summary(&sentence, json!({ "files": works.len(), "redacted": done, "not_written": failed }));
    Ok(worst)
}

fn one(run: &Run<'_>, console: &crate::show::Console, options: &RedactOptions, work: &Work) -> Result<Exit> {
    let place = || Place::file(work.name.as_str());
    if pipeline::names_what_goes(options, &work.name)? {
        let hint = "give the file another name and run it again";
        return Err(Error::problem(
            place(),
            "its own name holds what is to be removed; it was not written",
            hint,
        ));
    }
    if let Some(folder) = work.output.parent().filter(|f| !fs::is_folder(f)) {
        private::make_folder(folder, true, false)?;
    }
    let options = RedactOptions { input: work.input.clone(), output: work.output.clone(), ..options.clone() };
    let run = Run::new(run.env, console);
    catch_unwind(AssertUnwindSafe(|| pipeline::redact(&run, &options))).unwrap_or_else(|_| {
        Err(Error::unchecked(place(), "its redaction stopped; nothing of it was written", "redact it alone"))
    })
}

/// Every file with its output, and nothing in the way.
fn plan(options: &RedactOptions) -> Result<Vec<Work>> {
    let (input, output) = (&options.input, &options.output);
    let place = || Place::file(fs::display(output));
    if let (Some(from), Some(to)) = (fs::resolve(input), deepest(output))
        && (to.starts_with(&from) || from == to)
    {
        let what = "lies inside the folder that is to be redacted";
        return Err(Error::usage(place(), what, "choose a folder beside it"));
    }
    let entries = fs::walk(input)?;
    let links: Vec<Problem> = entries.iter().filter(|e| e.kind == EntryKind::Special).map(link).collect();
    if !links.is_empty() {
        return Err(Error { exit: Exit::Unchecked, problems: links });
    }
    let mut works: Vec<Work> = entries.into_iter().map(|entry| work(entry, output)).collect();
    works.sort_by(|a, b| a.output.cmp(&b.output));
    if works.is_empty() {
        return Err(Error::usage(Place::file(fs::display(input)), "holds no file", "name another folder"));
    }
    let twice = works.windows(2).find(|pair| pair[0].output == pair[1].output);
    if let Some(first) = twice.and_then(|pair| pair.first()) {
        let what = "would be written under the name of another file's redaction";
        return Err(Error::usage(Place::file(first.name.as_str()), what, "give it another name"));
    }
    let there = works.iter().filter(|w| !options.force && fs::exists_at(&w.output));
    let exists = |w: &Work| {
        Problem::new(
            Place::file(fs::display(&w.output)),
            "exists already",
            "choose another folder, or add --force",
        )
    };
    let problems: Vec<Problem> = there.map(exists).collect();
    if problems.is_empty() { Ok(works) } else { Err(Error { exit: Exit::Usage, problems }) }
}

/// A PDF keeps its name; any other file gets `.pdf` behind it, so that no two become one.
fn work(entry: Entry, output: &Path) -> Work {
    let is_pdf = entry.path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
    let name = if is_pdf { entry.name.clone() } else { format!("{}.pdf", entry.name) };
    Work { output: output.join(name), name: entry.name, input: entry.path }
}

/// Where a folder lies, or would lie: its nearest parent that is there, without links.
fn deepest(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().find_map(|at| Some(fs::resolve(at)?.join(path.strip_prefix(at).ok()?)))
}

fn link(entry: &Entry) -> Problem {
    let what = "is a link, socket or device; nothing behind it is read";
    Problem::new(Place::file(entry.name.as_str()), what, "put a copy of the file itself here, or remove it")
}
