//! The private part of a case, `.blackpanel/`: the lock, the key, the folder of intermediates.
//!
//! One writer per case: a second program is refused by name of the case. The work folder holds text
//! that is to be removed; it is swept when a workspace opens and when it is dropped, but for the cache
//! of normal forms, which is as confidential as the documents beside it.

use std::path::{Path, PathBuf};

use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::sys::{Env, fs, interrupt, private as own};

/// The part of the work folder that stays from one run to the next.
const CACHE: &str = "cache";

/// What is said of a case that another program holds.
pub(crate) const TAKEN: &str = "another blackpanel is working on this case";

/// Length of the case key in bytes.
const KEY: usize = 32;

/// The private part of a case, held by one program at a time.
pub struct Workspace {
    case: PathBuf,
    work: PathBuf,
    key: [u8; KEY],
    // last: the lock goes after everything else; none for who only looks
    lock: Option<own::Lock>,
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workspace").field("case", &self.case).finish_non_exhaustive()
    }
}

impl Workspace {
    /// Takes the lock of a case, makes its key when there is none, and empties its work folder.
    ///
    /// # Errors
    /// Exit 2 when another program holds the case, the folder cannot be written, or the key is damaged;
    /// exit 3 when `.blackpanel` is a link.
    pub fn open(case: &Path, env: &Env) -> Result<Self> {
        let private = case.join(".blackpanel");
        if fs::exists_at(&private) {
            if !fs::is_folder(&private) {
                let hint = "remove it; the folder is made anew";
                return Err(Error::unchecked(
                    Place::file(fs::display(&private)),
                    "is no folder of ours",
                    hint,
                ));
            }
            own::make_private(&private)?;
        } else {
            own::make_folder(&private, false, true)?;
        }
        let Some(lock) = own::Lock::take(&private.join("lock"))? else {
            let hint = "wait until the other program is done, or close the review page";
            return Err(Error::usage(Place::file(fs::display(case)), TAKEN, hint));
        };
        let key = key(&private.join("key"), env)?;
        let work = private.join("work");
        if fs::exists_at(&work) && !fs::is_folder(&work) {
            own::remove_file(&work)?;
        }
        own::make_folder(&work, true, true)?;
        own::make_private(&work)?;
        own::sweep_folder(&work, CACHE)?;
        interrupt::register(&work);
        Ok(Self { case: case.to_path_buf(), work, key, lock: Some(lock) })
    }

    /// Looks into a case, whoever holds it: nothing of it is written or swept. Without a key of its own, what is
    /// found gets its identity for this look only.
    ///
    /// # Errors
    /// Exit 2 when the key is damaged.
    pub fn look(case: &Path, env: &Env) -> Result<Self> {
        let private = case.join(".blackpanel");
        let file = private.join("key");
        let key = if fs::exists_at(&file) { kept(&file)? } else { fresh(env)? };
        Ok(Self { case: case.to_path_buf(), work: private.join("work"), key, lock: None })
    }

    /// Whether the case is held, and may be written.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.lock.is_some()
    }

    /// The case folder that is held.
    #[must_use]
    pub fn case(&self) -> &Path {
        &self.case
    }

    /// The key of ids and anchors: 32 bytes from the operating system, made once.
    #[must_use]
    pub fn key(&self) -> &[u8; KEY] {
        &self.key
    }

    /// The folder for what stays until the next run: private, and rebuilt at will.
    #[must_use]
    pub fn cache(&self) -> PathBuf {
        self.work.join(CACHE)
    }

    /// The folder for what must not outlive the program.
    #[must_use]
    pub fn work(&self) -> &Path {
        &self.work
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        if self.lock.is_none() {
            return;
        }
        // what stays because of an error is swept at the next start
        let _ = own::sweep_folder(&self.work, CACHE);
        interrupt::release(&self.work);
    }
}

/// The key of a case; written whole or not at all, so that a crash leaves no half of one.
fn key(path: &Path, env: &Env) -> Result<[u8; KEY]> {
    if fs::exists_at(path) {
        return kept(path);
    }
    let key = fresh(env)?;
    fs::Partial::write(path, &key, false)?.publish(false)?;
    Ok(key)
}

fn kept(path: &Path) -> Result<[u8; KEY]> {
    let bytes = fs::read(path, KEY as u64, Exit::Usage)?;
    bytes.try_into().map_err(|_| {
        let hint = "restore it from a backup; a new one would lose which finding a decision belongs to";
        Error::usage(Place::file(fs::display(path)), "the case key is damaged", hint)
    })
}

fn fresh(env: &Env) -> Result<[u8; KEY]> {
    let mut key = [0; KEY];
    env.fill(&mut key)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(seed: u64) -> Env {
        Env::fixed(jiff::Timestamp::UNIX_EPOCH, seed)
    }

    #[test]
    fn a_second_program_is_told_that_the_case_is_taken() {
        let case = tempfile::tempdir().expect("folder");
        let first = Workspace::open(case.path(), &env(1)).expect("free");
        let error = Workspace::open(case.path(), &env(1)).expect_err("taken");
        assert_eq!(error.exit, Exit::Usage);
        assert!(error.problems[0].what.contains("another blackpanel"));
        drop(first);
        Workspace::open(case.path(), &env(1)).expect("free again");
    }

    #[test]
    fn who_only_looks_needs_no_lock_and_leaves_no_trace() {
        let case = tempfile::tempdir().expect("folder");
        drop(Workspace::look(case.path(), &env(1)).expect("nobody holds it"));
        assert!(!case.path().join(".blackpanel").exists());
        let held = Workspace::open(case.path(), &env(1)).expect("free");
        std::fs::write(held.work().join("a"), b"of the holder").expect("written");
        let look = Workspace::look(case.path(), &env(2)).expect("somebody holds it");
        assert_eq!((look.key(), look.is_held(), held.is_held()), (held.key(), false, true));
        drop(look);
        assert!(held.work().join("a").exists());
    }

    #[test]
    fn the_key_is_made_once_and_stays() {
        let case = tempfile::tempdir().expect("folder");
        let first = *Workspace::open(case.path(), &env(1)).expect("new").key();
        let second = *Workspace::open(case.path(), &env(2)).expect("there").key();
        assert_eq!(first, second);
        assert_ne!(first, [0; KEY]);
        std::fs::write(case.path().join(".blackpanel/key"), b"short").expect("write");
        assert_eq!(Workspace::open(case.path(), &env(3)).expect_err("damaged").exit, Exit::Usage);
    }

    #[test]
    fn nothing_in_the_work_folder_outlives_the_program_or_the_next_start() {
        let case = tempfile::tempdir().expect("folder");
        let left = case.path().join(".blackpanel/work/deep/plain.pdf");
        std::fs::create_dir_all(left.parent().expect("parent")).expect("folder");
        std::fs::write(&left, b"left by kill -9").expect("write");
        let workspace = Workspace::open(case.path(), &env(1)).expect("open");
        assert!(!left.exists(), "swept at the start");
        std::fs::write(workspace.work().join("a"), b"text").expect("write");
        let work = workspace.work().to_path_buf();
        drop(workspace);
        assert!(!work.join("a").exists(), "removed at the end");
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_look() {
        use std::os::unix::fs::PermissionsExt;
        let case = tempfile::tempdir().expect("folder");
        let workspace = Workspace::open(case.path(), &env(1)).expect("open");
        let mode = |p: &Path| std::fs::metadata(p).expect("there").permissions().mode() & 0o777;
        let private = case.path().join(".blackpanel");
        assert_eq!((mode(&private), mode(workspace.work())), (0o700, 0o700));
        assert_eq!((mode(&private.join("key")), mode(&private.join("lock"))), (0o600, 0o600));
    }
}
