//! What `batch` asks of a case without building it: whether it is signed off, and drafts of case files.

use std::path::{Path, PathBuf};

use crate::case::draft::{People, defaults};
use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::record::request::happened;
use crate::sys::Env;
use crate::sys::fs::{self, EntryKind, Partial};

use super::request;

/// The names of the file that makes a folder a case, the second as editors save it by mistake.
pub const CASE_FILES: [&str; 2] = ["case.toml", "case.toml.txt"];

/// Whether a second person signed the case, and nobody sent it back since. Whether the sign-off still holds
/// is for the build to say.
#[must_use]
pub fn is_signed_off(case: &Path, env: &Env) -> bool {
    let today = env.today();
    request::life(case, today).is_ok_and(|life| happened(&life.history, today).signed.is_some())
}

/// Drafts the missing case files of a shelf from a list of people; gives the folders that got one, and
/// every problem. A folder that has a case file keeps it.
///
/// # Errors
/// Exit 2 when the list or the defaults cannot be used at all.
pub fn draft_cases(
    shelf: &Path,
    people: &Path,
    common: Option<&Path>,
) -> Result<(Vec<PathBuf>, Option<Error>)> {
    let people = People::read(people)?;
    let common = common.map(defaults).transpose()?.unwrap_or_default();
    let (mut drafted, mut problems) = (Vec::new(), Vec::new());
    for case in people.cases() {
        let folder = shelf.join(case);
        if CASE_FILES.iter().any(|name| fs::exists_at(&folder.join(name))) {
            continue;
        }
        let written = there(&folder, case).and_then(|()| people.draft(case, &common)).and_then(|text| {
            Partial::write(&folder.join("case.toml"), text.as_bytes(), false)?.publish(false)
        });
        match written {
            Ok(()) => drafted.push(folder),
            Err(error) => problems.extend(error.problems),
        }
    }
    problems.extend(unnamed(shelf, &people)?);
    let error = (!problems.is_empty()).then_some(Error { exit: Exit::Usage, problems });
    Ok((drafted, error))
}

fn there(folder: &Path, case: &str) -> Result<()> {
    let documents = folder.join("documents");
    if fs::is_folder(folder) && fs::is_folder(&documents) {
        return Ok(());
    }
    let hint = "put what the searches found into a folder documents in it; the list names it by its path below the shelf";
    Err(Error::usage(Place::file(case), "is no folder of the shelf with a folder documents", hint))
}

/// Folders on the shelf that hold documents, and of which neither the list nor a case file says a word.
fn unnamed(shelf: &Path, people: &People) -> Result<Vec<Problem>> {
    let folders = fs::list(shelf, usize::MAX)?.into_iter().filter(|e| e.kind == EntryKind::Folder);
    let silent = folders.filter(|e| {
        fs::is_folder(&e.path.join("documents"))
            && !CASE_FILES.iter().any(|name| fs::exists_at(&e.path.join(name)))
            && !people.cases().any(|case| case == e.name)
    });
    let what = "holds documents, and has neither a case.toml nor a row in the list of people";
    let hint = "add a row with the role data-subject, or make a case file";
    Ok(silent.map(|e| Problem::new(Place::file(e.name), what, hint)).collect())
}
