//! Private folders and files of a case: made for their owner only, locked, appended to.
//!
//! What is appended is on the disk when the call returns; a lock is freed by the system however the
//! process ends.

use std::fs::{self, File, TryLockError};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;

use super::fs::{io_error, private_file, sync_folder};
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

/// Appends to a private file after its first `keep` bytes (what follows them is cut off) and waits
/// until the bytes are on the disk.
///
/// # Errors
/// Exit 2 when it cannot be written.
pub fn append(path: &Path, keep: u64, bytes: &[u8]) -> Result<()> {
    let fail = |e: &std::io::Error| io_error(Exit::Usage, path, "cannot be written", e);
    let mut options = private_file();
    options.create_new(false).create(true).truncate(false);
    let mut file = options.open(path).map_err(|e| fail(&e))?;
    if file.metadata().map_err(|e| fail(&e))?.len() != keep {
        file.set_len(keep).map_err(|e| fail(&e))?;
    }
    file.seek(SeekFrom::End(0)).map_err(|e| fail(&e))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| fail(&e))?;
    sync_folder(path.parent());
    Ok(())
}
