//! Normal forms and recognised words of a case, kept from one run to the next in
//! `.blackpanel/work/cache`.
//!
//! An entry bears the name of everything it depends on: the source's hash, what was asked, the program
//! and the helpers with their versions. It is sealed with the case key: one that was damaged, edited or
//! renamed is no entry, and the work is done again. What a run did not use is removed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::case::Workspace;
use crate::error::Exit;
use crate::load::Loaded;
use crate::sys::fs::{self, Partial};
use crate::sys::{paths, private, process};

/// Largest entry that is read.
const LIMIT: u64 = 4 << 30;

/// Bytes of the seal before the entry.
const SEAL: usize = 32;

/// Entries of one case.
pub(super) struct Cache<'w> {
    folder: PathBuf,
    key: &'w [u8; 32],
    /// Whether entries may be made and removed: not by who only looks into a case.
    held: bool,
    /// This very program.
    program: String,
    used: Mutex<BTreeSet<String>>,
}

impl<'w> Cache<'w> {
    /// The cache of a case that is held; none where its folder cannot be made.
    pub(super) fn open(workspace: &'w Workspace) -> Option<Self> {
        let folder = workspace.cache();
        let held = workspace.is_held();
        if held {
            private::make_folder(&folder, true, true).ok()?;
            private::make_private(&folder).ok()?;
        }
        let own = process::own_program().map(|path| fs::stamp(&path)).unwrap_or_default();
        let program = format!("{} {own}", env!("CARGO_PKG_VERSION"));
        Some(Self { folder, key: workspace.key(), held, program, used: Mutex::default() })
    }

    /// What was kept under the name of all this.
    pub(super) fn get(&self, depends: &[&str]) -> Option<Loaded> {
        let name = self.name(depends);
        let entry = paths::read_if_there(&self.folder.join(&name), LIMIT, Exit::Unchecked).ok()??;
        let (seal, bytes) = entry.split_at_checked(SEAL)?;
        self.mac(&name, bytes)?.verify_slice(seal).ok()?;
        let loaded = Loaded::from_bytes(bytes)?;
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        Some(loaded)
    }

    /// Keeps something under the name of all it depends on. What cannot be kept is done again.
    pub(super) fn put(&self, depends: &[&str], loaded: &Loaded) {
        if !self.held {
            return;
        }
        let name = self.name(depends);
        let Some(bytes) = loaded.to_bytes() else { return };
        let Some(mac) = self.mac(&name, &bytes) else { return };
        let entry = [&mac.finalize().into_bytes()[..], &bytes].concat();
        let written = Partial::write(&self.folder.join(&name), &entry, true).and_then(|p| p.publish(true));
        if written.is_ok() {
            self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        }
    }

    /// Removes what this run did not use.
    pub(super) fn sweep(self) {
        if !self.held {
            return;
        }
        let used = self.used.into_inner().unwrap_or_else(PoisonError::into_inner);
        sweep(&self.folder, &used);
    }

    /// A keyed hash, so that the name of an entry tells nobody which file it is of.
    fn name(&self, depends: &[&str]) -> String {
        let mut all = format!("{}\0", self.program);
        for one in depends {
            all.push_str(&format!("{}\0{one}\0", one.len()));
        }
        let keyed = [&self.key[..], all.as_bytes()].concat();
        fs::sha256_hex(&keyed)
    }

    fn mac(&self, name: &str, bytes: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key).ok()?;
        mac.update(name.as_bytes());
        mac.update(bytes);
        Some(mac)
    }
}

fn sweep(folder: &Path, used: &BTreeSet<String>) {
    let entries = fs::walk(folder).unwrap_or_default();
    for entry in entries.into_iter().filter(|entry| !used.contains(&entry.name)) {
        let _ = private::remove_file(&entry.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::NormalForm;
    use crate::sys::Env;

    fn loaded() -> Loaded {
        let documents = vec![NormalForm::of_one_page(b"%PDF-1.7 text".to_vec())];
        Loaded { documents, refusals: vec![] }
    }

    fn workspace(case: &Path) -> Workspace {
        Workspace::open(case, &Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1)).expect("a workspace")
    }

    #[test]
    fn an_entry_outlives_the_run_and_is_found_by_all_it_depends_on_only() {
        let case = tempfile::tempdir().expect("a folder");
        let first = workspace(case.path());
        let cache = Cache::open(&first).expect("a cache");
        cache.put(&["source", "x", "y"], &loaded());
        cache.sweep();
        drop(first);
        let second = workspace(case.path());
        let cache = Cache::open(&second).expect("a cache");
        let kept = cache.get(&["source", "x", "y"]).expect("kept");
        assert_eq!(kept.documents[0].digest(), loaded().documents[0].digest());
        for other in
            [&["source", "x"][..], &["source", "xy", ""], &["source", "x", "z"], &["x", "source", "y"]]
        {
            assert!(cache.get(other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn an_entry_that_was_edited_cut_or_renamed_is_done_again() {
        let case = tempfile::tempdir().expect("a folder");
        let held = workspace(case.path());
        let cache = Cache::open(&held).expect("a cache");
        cache.put(&["a"], &loaded());
        let file = cache.folder.join(cache.name(&["a"]));
        let whole = std::fs::read(&file).expect("an entry");
        for at in [0, SEAL, SEAL + 9, whole.len() - 1] {
            let mut edited = whole.clone();
            edited[at] ^= 1;
            std::fs::write(&file, edited).expect("written");
            assert!(cache.get(&["a"]).is_none(), "byte {at}");
        }
        std::fs::write(&file, &whole[..whole.len() - 1]).expect("written");
        assert!(cache.get(&["a"]).is_none());
        std::fs::write(&file, &whole).expect("written");
        std::fs::copy(&file, cache.folder.join(cache.name(&["b"]))).expect("a copy");
        assert!(cache.get(&["a"]).is_some() && cache.get(&["b"]).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_read_it_and_what_is_not_used_goes() {
        use std::os::unix::fs::PermissionsExt;
        let case = tempfile::tempdir().expect("a folder");
        let held = workspace(case.path());
        let cache = Cache::open(&held).expect("a cache");
        cache.put(&["a"], &loaded());
        let file = cache.folder.join(cache.name(&["a"]));
        let mode = |p: &Path| std::fs::metadata(p).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(&cache.folder)), (0o600, 0o700));
        cache.sweep();
        assert!(file.exists());
        Cache::open(&held).expect("a cache").sweep();
        assert!(!file.exists());
    }
}
