//! Folders that only their owner may enter, and the lock of a case.
//!
//! A lock is freed by the system however the process ends.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use super::fs::{io_error, private_file};
use crate::error::{Exit, Result};

/// Makes a folder, its parents too when `parents`; with `private` only its owner may enter.
///
/// # Errors
/// Exit 2 when it exists (without `parents`) or cannot be made.
pub fn make_folder(path: &Path, parents: bool, private: bool) -> Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(parents);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    #[cfg(not(unix))]
    let _ = private;
    builder.create(path).map_err(|e| io_error(Exit::Usage, path, "cannot be made", &e))
}

/// Takes an existing folder's rights from everybody but its owner.
///
/// # Errors
/// Exit 2 when the system does not permit it.
pub fn make_private(path: &Path) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))
            .map_err(|e| io_error(Exit::Usage, path, "cannot be made private", &e))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Removes a folder and everything in it; a missing one is no error. Links are removed, not followed.
///
/// # Errors
/// Exit 2 when something of it stays.
pub fn remove_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            Err(io_error(Exit::Usage, path, "cannot be removed", &e))
        }
        _ => Ok(()),
    }
}

/// Removes a file; a missing one is no error. A link is removed, not followed.
///
/// # Errors
/// Exit 2 when it stays.
pub fn remove_file(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            Err(io_error(Exit::Usage, path, "cannot be removed", &e))
        }
        _ => Ok(()),
    }
}

/// Removes everything in a folder but one entry; a missing folder is no error.
///
/// # Errors
/// Exit 2 when something else stays.
pub fn sweep_folder(path: &Path, but: &str) -> Result<()> {
    let fail = |e: &std::io::Error| io_error(Exit::Usage, path, "cannot be removed", e);
    let entries = match fs::read_dir(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(|e| fail(&e))?,
    };
    for entry in entries {
        let entry = entry.map_err(|e| fail(&e))?;
        if entry.file_name() == but {
            continue;
        }
        let is_folder = entry.file_type().map_err(|e| fail(&e))?.is_dir();
        if is_folder { remove_folder(&entry.path())? } else { remove_file(&entry.path())? }
    }
    Ok(())
}

/// A lock on a file, held until dropped; the system frees it when the process ends in any way.
#[derive(Debug)]
pub struct Lock {
    /// Closing it frees the lock.
    #[allow(dead_code, reason = "held, not read")]
    held: File,
}

impl Lock {
    /// Takes the lock, or `None` when another program holds it.
    ///
    /// # Errors
    /// Exit 2 when the file cannot be made or locked.
    pub fn take(path: &Path) -> Result<Option<Self>> {
        let fail = |e: &std::io::Error| io_error(Exit::Usage, path, "cannot be locked", e);
        let mut options = private_file();
        options.create_new(false).create(true).truncate(false);
        let file = options.open(path).map_err(|e| fail(&e))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { held: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(e)) => Err(fail(&e)),
        }
    }
}
