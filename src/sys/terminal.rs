//! The person at the terminal: hidden questions, words only they may see, standard input.

use std::io::{IsTerminal, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diag::{Place, Secret};
use crate::error::{Error, Result};

static NOBODY: AtomicBool = AtomicBool::new(false);

/// From now on nobody is asked and nothing is shown privately: the program is one of many that run at
/// once, and none of them owns the terminal.
pub fn nobody_is_here() {
    NOBODY.store(true, Ordering::SeqCst);
}

/// Asks for a line without showing it.
///
/// # Errors
/// Exit 2 when there is no terminal to ask at.
pub fn ask_hidden(question: &str) -> Result<Secret> {
    let nobody = || {
        let hint = "give --password-file FILE, or - for standard input";
        Error::usage(Place::default(), "a password is needed and there is no terminal to ask at", hint)
    };
    if NOBODY.load(Ordering::SeqCst) {
        return Err(nobody());
    }
    rpassword::prompt_password(question).map(Secret::new).map_err(|_| nobody())
}

/// Shows a line to the person at the controlling terminal and to nobody else: it does not go
/// through standard output or standard error, which may be kept in a log.
///
/// # Errors
/// Exit 2 when there is no controlling terminal.
pub fn show_privately(line: &str) -> Result<()> {
    let device = if cfg!(windows) { "CONOUT$" } else { "/dev/tty" };
    let mut terminal = std::fs::OpenOptions::new().write(true).open(device).map_err(|_| {
        let hint = "give --password-file FILE, or - for standard input";
        Error::usage(Place::default(), "there is no terminal to show a generated password on", hint)
    })?;
    let _ = writeln!(terminal, "{line}");
    Ok(())
}

/// Whether a person sits at standard input: there is somebody to ask.
#[must_use]
pub fn is_person() -> bool {
    std::io::stdin().is_terminal()
}

/// Whether a person sits at standard input and sees standard output.
#[must_use]
pub fn is_watched() -> bool {
    is_person() && std::io::stdout().is_terminal()
}

/// Everything on standard input, at most `limit` bytes.
///
/// # Errors
/// Exit 2 when it cannot be read or is longer.
pub fn standard_input(limit: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes);
    if read.is_err() || bytes.len() as u64 > limit {
        let what = "standard input could not be read, or is too long";
        return Err(Error::usage(Place::default(), what, "give it one line"));
    }
    Ok(bytes)
}
