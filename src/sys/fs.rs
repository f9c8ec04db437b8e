//! Files: reading with a limit, writing whole or not at all, walking without following links.
//!
//! Refuses symbolic links, sockets and devices below a case; never writes an original.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::diag::{Place, Untrusted};
use crate::error::{Error, Exit, Result};

/// A path as display text; what is not Unicode is replaced.
#[must_use]
pub fn display(path: &Path) -> Untrusted {
    Untrusted::new(path.to_string_lossy())
}

/// Whether two paths lead to the same existing file.
#[must_use]
pub fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// An input or output error in our own words: what failed on which file.
#[must_use]
pub fn io_error(exit: Exit, path: &Path, doing: &str, error: &std::io::Error) -> Error {
    use std::io::ErrorKind as K;
    let (what, hint) = match error.kind() {
        K::NotFound => ("there is no such file or folder", "check the name"),
        K::PermissionDenied => ("the system does not permit it", "check who may read and write here"),
        K::AlreadyExists => ("it exists already", "choose another name, or add --force"),
        K::StorageFull => ("the disk is full", "make room and run it again"),
        K::ReadOnlyFilesystem => ("the folder is read-only", "choose another folder with --out"),
        K::IsADirectory => ("it is a folder", "name a file"),
        K::NotADirectory => ("it is no folder", "name a folder"),
        _ => ("the system reported an error", "check the disk and the connection to it"),
    };
    Error::new(exit, Place::file(display(path)), format!("{doing}: {what}"), hint)
}

/// Reads a whole file of at most `limit` bytes.
///
/// # Errors
/// With `exit` when the file cannot be read or is larger.
pub fn read(path: &Path, limit: u64, exit: Exit) -> Result<Vec<u8>> {
    let fail = |e: &std::io::Error| io_error(exit, path, "cannot be read", e);
    let file = File::open(path).map_err(|e| fail(&e))?;
    let size = file.metadata().map_err(|e| fail(&e))?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or(0));
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|e| fail(&e))?;
    if bytes.len() as u64 > limit {
        let what = format!("is larger than {} MB", limit >> 20);
        return Err(Error::new(exit, Place::file(display(path)), what, "split the file"));
    }
    Ok(bytes)
}

/// SHA-256 of a file of any length in lower-case hex; it is read piece by piece.
///
/// # Errors
/// With `exit` when it cannot be read.
pub fn sha256_of(path: &Path, exit: Exit) -> Result<String> {
    use sha2::Digest;
    let fail = |e: &std::io::Error| io_error(exit, path, "cannot be read", e);
    let mut file = File::open(path).map_err(|e| fail(&e))?;
    let (mut hash, mut piece) = (sha2::Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece).map_err(|e| fail(&e))? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(piece.get(..read).unwrap_or_default()),
        }
    }
}

/// The first bytes of a file; none when it cannot be read.
#[must_use]
pub fn head(path: &Path, bytes: u64) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(bytes).read_to_end(&mut head).ok()?;
    Some(head)
}

/// SHA-256 of bytes in lower-case hex, as files are recorded everywhere.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&<sha2::Sha256 as sha2::Digest>::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, socket, pipe or device: never followed or opened.
    Special,
}

/// One entry below a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Full path.
    pub path: PathBuf,
    /// Path relative to the folder walked, parts joined with `/`.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// Every file and special entry below `folder`, in order of name, no link followed.
///
/// # Errors
/// Exit 2 when a folder cannot be listed.
pub fn walk(folder: &Path) -> Result<Vec<Entry>> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_path_buf(), String::new())];
    while let Some((dir, prefix)) = open.pop() {
        for entry in entries(&dir, &prefix)? {
            let entry = entry?;
            if entry.kind == EntryKind::Folder {
                open.push((entry.path, format!("{}/", entry.name)));
            } else {
                found.push(entry);
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// What lies in `folder` itself, in order of name, `most` entries at most; nothing below it.
///
/// # Errors
/// Exit 2 when the folder cannot be listed.
pub fn list(folder: &Path, most: usize) -> Result<Vec<Entry>> {
    let mut found = entries(folder, "")?.take(most).collect::<Result<Vec<_>>>()?;
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The entries of one folder, `prefix` before their names.
fn entries<'f>(folder: &'f Path, prefix: &'f str) -> Result<impl Iterator<Item = Result<Entry>> + 'f> {
    let fail = move |e: &std::io::Error| io_error(Exit::Usage, folder, "cannot be listed", e);
    let read = fs::read_dir(folder).map_err(|e| fail(&e))?;
    Ok(read.map(move |entry| {
        let entry = entry.map_err(|e| fail(&e))?;
        let kind = match entry.file_type().map_err(|e| fail(&e))? {
            t if t.is_file() => EntryKind::File,
            t if t.is_dir() => EntryKind::Folder,
            _ => EntryKind::Special,
        };
        Ok(Entry {
            path: entry.path(),
            name: format!("{prefix}{}", entry.file_name().to_string_lossy()),
            kind,
        })
    }))
}

/// A file that appears under its final name whole or not at all: it is written beside it as
/// `.NAME.partial`, synced, and renamed by [`Partial::publish`]. Dropped unpublished, it is removed.
#[derive(Debug)]
pub struct Partial {
    partial: PathBuf,
    target: PathBuf,
    published: bool,
}

impl Partial {
    /// Writes `bytes` beside `target`. With `force` an existing target will be replaced.
    ///
    /// # Errors
    /// Exit 2 when the target exists (without `force`) or cannot be written.
    pub fn write(target: &Path, bytes: &[u8], force: bool) -> Result<Self> {
        if !force && target.symlink_metadata().is_ok() {
            return Err(exists(target));
        }
        let partial = partial_of(target);
        super::interrupt::register(&partial);
        let made = Self { partial, target: target.to_path_buf(), published: false };
        let fail = |e: &std::io::Error| io_error(Exit::Usage, target, "cannot be written", e);
        let _ = fs::remove_file(&made.partial);
        let mut file = private_file().open(&made.partial).map_err(|e| fail(&e))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| fail(&e))?;
        Ok(made)
    }

    /// The bytes as they lie on the disk: what is verified is what gets the name.
    ///
    /// # Errors
    /// Exit 3 when they cannot be read back.
    pub fn read_back(&self) -> Result<Vec<u8>> {
        read(&self.partial, u64::MAX - 1, Exit::Unchecked)
    }

    /// Gives the file its final name.
    ///
    /// # Errors
    /// Exit 2 when the rename fails; nothing is left behind then.
    pub fn publish(mut self, force: bool) -> Result<()> {
        if !force && self.target.symlink_metadata().is_ok() {
            return Err(exists(&self.target));
        }
        fs::rename(&self.partial, &self.target)
            .map_err(|e| io_error(Exit::Usage, &self.target, "cannot be written", &e))?;
        self.published = true;
        super::interrupt::release(&self.partial);
        sync_folder(self.target.parent());
        Ok(())
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.published {
            let _ = fs::remove_file(&self.partial);
            super::interrupt::release(&self.partial);
        }
    }
}

/// Removes what a killed program left of a file that never got its final name.
pub fn sweep_partial(target: &Path) {
    let _ = fs::remove_file(partial_of(target));
}

fn partial_of(target: &Path) -> PathBuf {
    let name = target.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!(".{name}.partial"))
}

fn exists(target: &Path) -> Error {
    let hint = "choose another name, or add --force to replace it";
    Error::usage(Place::file(display(target)), "exists already", hint)
}

/// Makes a rename durable where the system can.
fn sync_folder(folder: Option<&Path>) {
    #[cfg(unix)]
    if let Some(dir) = folder {
        let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
        let _ = File::open(dir).and_then(|d| d.sync_all());
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Removes a file of an earlier run.
///
/// # Errors
/// Exit 2 when it stays.
pub fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(|e| io_error(Exit::Usage, path, "cannot be removed", &e))
}

/// Size of a regular file in bytes, or `None` when there is none (a link is not followed).
#[must_use]
pub fn size(path: &Path) -> Option<u64> {
    let meta = path.symlink_metadata().ok()?;
    meta.is_file().then_some(meta.len())
}

/// Whether something of this name exists, a dangling link included.
#[must_use]
pub fn exists_at(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether a folder (no link to one) is there.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|m| m.is_dir())
}

/// The path without links and `..`, or `None` when there is nothing.
#[must_use]
pub fn resolve(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Options for a new file that only its owner may read.
pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// What changes when a program is replaced: its length and its time of change.
#[must_use]
pub fn stamp(path: &Path) -> String {
    let seen = fs::metadata(path).ok();
    let changed = seen.as_ref().and_then(|m| m.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok());
    format!("{} {}", seen.map_or(0, |m| m.len()), changed.map_or(0, |d| d.as_nanos()))
}
