//! A throw-away folder: only its owner may enter, and it goes with all it holds, interrupted or not.
//!
//! Helpers that must have files get them here, under names of ours. Refused when something is read
//! back: what is no plain file, and what is larger than was allowed.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Exit, Result};

use super::fs::{self, io_error, private_file};
use super::{interrupt, private};

/// Names tried before a folder counts as one where nothing can be made.
const TRIES: u32 = 100;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A folder that is removed when this is dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes one below `parent`.
    ///
    /// # Errors
    /// Exit 2 when it cannot be made.
    pub fn below(parent: &Path) -> Result<Self> {
        let mut tries = 0;
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = parent.join(format!("blackpanel-{}-{number}", std::process::id()));
            match private::make_folder(&path, false, true) {
                Ok(()) => {
                    interrupt::register(&path);
                    return Ok(Self(path));
                }
                // a name that somebody else has taken is passed over, never used
                Err(_) if fs::exists_at(&path) && tries < TRIES => tries += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Makes a folder in it.
    ///
    /// # Errors
    /// Exit 2 when it cannot be made.
    pub fn folder(&self, name: &str) -> Result<PathBuf> {
        let path = self.0.join(name);
        private::make_folder(&path, true, true)?;
        Ok(path)
    }

    /// Writes a file in it; its folder is there.
    ///
    /// # Errors
    /// Exit 2 when it cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.0.join(name);
        let written = private_file().open(&path).and_then(|mut file| file.write_all(bytes));
        written.map_err(|e| io_error(Exit::Usage, &path, "cannot be written", &e))?;
        Ok(path)
    }

    /// A file that a helper was to write: none when it is not there, is a link or a device, or has
    /// more than `limit` bytes.
    #[must_use]
    pub fn untrusted(&self, name: &str, limit: u64) -> Option<Vec<u8>> {
        let path = self.0.join(name);
        fs::size(&path).filter(|size| *size <= limit)?;
        fs::read(&path, limit, Exit::Unchecked).ok()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = private::remove_folder(&self.0);
        interrupt::release(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_helper_left_is_read_only_when_it_is_a_plain_file_of_a_fair_size() {
        let parent = tempfile::tempdir().expect("a folder");
        let scratch = Scratch::below(parent.path()).expect("a folder");
        let secret = parent.path().join("secret");
        std::fs::write(&secret, b"of another").expect("written");
        scratch.write("plain", b"12345").expect("written");
        assert_eq!(scratch.untrusted("plain", 5).as_deref(), Some(&b"12345"[..]));
        assert_eq!(scratch.untrusted("plain", 4), None, "too large");
        assert_eq!(scratch.untrusted("absent", 4), None);
        assert!(scratch.write("plain", b"again").is_err(), "nothing is overwritten");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&secret, scratch.path().join("link")).expect("a link");
            assert_eq!(scratch.untrusted("link", 100), None);
        }
        let path = scratch.path().to_owned();
        drop(scratch);
        assert!(!path.exists() && secret.exists());
    }
}
