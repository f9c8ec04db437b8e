//! A file that only grows, line by line, each line on disk before the call returns.
//!
//! A crash can tear the last line: it is given back apart, never mixed with whole lines.

use std::fs::{self, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use crate::error::{Exit, Result};

use super::fs::{io_error, read};

/// Largest journal that is read.
const LIMIT: u64 = 1 << 30;

/// The whole lines of a journal (with their line ends) and what a crash left of a last one.
#[derive(Debug, Default)]
pub struct Lines {
    /// Whole lines as one piece.
    pub whole: Vec<u8>,
    /// Bytes after the last line end.
    pub torn: Vec<u8>,
}

/// Reads a journal; one that does not exist is empty.
///
/// # Errors
/// Exit 3 when it exists and cannot be read.
pub fn lines(path: &Path) -> Result<Lines> {
    if path.symlink_metadata().is_err() {
        return Ok(Lines::default());
    }
    let mut whole = read(path, LIMIT, Exit::Unchecked)?;
    let end = whole.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let torn = whole.split_off(end);
    Ok(Lines { whole, torn })
}

/// Appends one line (without its line end) and syncs. `keep` is the length of the whole lines: a torn
/// line behind them is moved to `FILE.torn` first.
///
/// # Errors
/// Exit 2 when the file cannot be written.
pub fn append(path: &Path, keep: u64, line: &[u8]) -> Result<()> {
    let fail = |e: std::io::Error| io_error(Exit::Usage, path, "cannot be written", &e);
    // nothing is torn from a journal that is as long as its whole lines: it is not read again
    if fs::metadata(path).map_or(0, |m| m.len()) != keep {
        set_torn_aside(path)?;
    }
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(path).map_err(fail)?;
    file.set_len(keep).map_err(fail)?;
    file.seek(SeekFrom::End(0)).map_err(fail)?;
    let mut whole = line.to_vec();
    whole.push(b'\n');
    file.write_all(&whole).and_then(|()| file.sync_all()).map_err(fail)
}

fn set_torn_aside(path: &Path) -> Result<()> {
    let torn = lines(path)?.torn;
    if torn.is_empty() {
        return Ok(());
    }
    let aside = path.with_extension("jsonl.torn");
    fs::write(&aside, torn).map_err(|e| io_error(Exit::Usage, &aside, "cannot be written", &e))
}
