//! What comes in by file, standard input or prompt: documents, passwords, lists of terms.
//!
//! A password is never taken from an argument or a variable's value.

use std::path::Path;

use crate::diag::{Place, Secret};
use crate::error::{Error, Exit, Result};
use crate::protect::{self, Password};
use crate::sys::{fs, terminal};

/// Largest source file that is read.
const SOURCE_LIMIT: u64 = 2 << 30;

/// Most bytes of a password.
const PASSWORD_LIMIT: u64 = 4096;

/// Largest list of terms or names.
const LIST_LIMIT: u64 = 16 << 20;

/// A source document's bytes; with `exit` when it cannot be read.
pub(super) fn source(path: &Path, exit: Exit) -> Result<Vec<u8>> {
    fs::read(path, SOURCE_LIMIT, exit)
}

/// A password from a file, or from standard input when the file is `-`.
///
/// # Errors
/// Exit 2 when it is empty, not UTF-8, too long, or lies inside the case or the output folder.
pub fn password_from(file: &Path, case: Option<&Path>, out: Option<&Path>) -> Result<Password> {
    if file == Path::new("-") {
        return Password::from_bytes(&terminal::standard_input(PASSWORD_LIMIT)?);
    }
    protect::read_password_file(file, case, out)
}

/// A password typed at a prompt, twice; `None` when the person leaves it to the program.
pub(super) fn password_typed() -> Result<Option<Password>> {
    let first = terminal::ask_hidden("Password for the pack (empty: one is made up): ")?;
    if first.expose().is_empty() {
        return Ok(None);
    }
    let again = terminal::ask_hidden("The same again: ")?;
    if first != again {
        return Err(Error::usage(Place::default(), "the two passwords are not the same", "run it again"));
    }
    Password::from_bytes(first.expose().as_bytes()).map(Some)
}

/// A new password: typed twice at a terminal, else the one line on standard input.
pub(super) fn password_new() -> Result<Option<Password>> {
    if terminal::is_person() {
        return password_typed();
    }
    Password::from_bytes(&terminal::standard_input(PASSWORD_LIMIT)?).map(Some)
}

/// Terms or names, one a line, UTF-8 with or without byte-order mark; blank lines are passed over.
///
/// # Errors
/// Exit 2 when the file cannot be read or is not UTF-8.
pub fn read_terms(path: &Path) -> Result<Vec<Secret>> {
    let bytes = fs::read(path, LIST_LIMIT, Exit::Usage)?;
    let text = std::str::from_utf8(&bytes).map_err(|e| {
        let line = bytes[..e.valid_up_to()].iter().filter(|b| **b == b'\n').count() as u32 + 1;
        let place = Place::file(fs::display(path)).line(line);
        Error::usage(place, "is not UTF-8", "save the list as UTF-8 text, one term a line")
    })?;
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    Ok(lines.filter(|l| !l.is_empty()).map(Secret::new).collect())
}
