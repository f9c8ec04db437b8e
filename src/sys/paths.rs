//! Where files really lie: links resolved, and whether something is there at all.
//!
//! Nothing is written here, and nothing is read but what is asked for.

use std::path::{Path, PathBuf};

use crate::error::{Exit, Result};
use crate::sys::fs;

/// The path with every link and `..` resolved.
///
/// # Errors
/// Exit 2 when there is no such file or folder, or it cannot be reached.
pub fn canonical(path: &Path) -> Result<PathBuf> {
    std::fs::canonicalize(path).map_err(|e| fs::io_error(Exit::Usage, path, "cannot be reached", &e))
}

/// A whole file of at most `limit` bytes, or `None` when there is none of that name.
///
/// # Errors
/// With `exit` when the file is there and cannot be read, or is larger.
pub fn read_if_there(path: &Path, limit: u64, exit: Exit) -> Result<Option<Vec<u8>>> {
    if path.symlink_metadata().is_err_and(|e| e.kind() == std::io::ErrorKind::NotFound) {
        return Ok(None);
    }
    fs::read(path, limit, exit).map(Some)
}

/// The user's configuration folder, if the system names one.
#[must_use]
pub fn config() -> Option<PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        return from("APPDATA");
    }
    from("XDG_CONFIG_HOME").or_else(|| from("HOME").map(|home| home.join(".config")))
}

/// The user's own folder, if the system names one.
#[must_use]
pub fn home() -> Option<PathBuf> {
    let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
    std::env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute())
}

/// The folder in which the program was started.
#[must_use]
pub fn here() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

/// Where files of the moment go that belong to no case: memory of the login session where the system
/// has such a folder, else its folder for temporary files.
#[must_use]
pub fn temporary() -> PathBuf {
    let session = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|p| p.is_absolute());
    session.filter(|p| p.is_dir()).unwrap_or_else(std::env::temp_dir)
}
