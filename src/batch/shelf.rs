//! What lies on a shelf: the case folders below a folder, in order of name, each with its number.
//!
//! No link is followed: what lies behind one, and a folder that cannot be listed, is named, so that no case
//! is passed over in silence. Nothing is looked for inside a case.

use std::path::{Path, PathBuf};

use sha2::Digest;

use crate::diag::{Place, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::pipeline;
use crate::sys::fs::{self, EntryKind};

/// One case of a shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    /// Its number on the shelf, from 1, in order of name; the report names it by this alone.
    pub number: usize,
    /// The case folder.
    pub folder: PathBuf,
    /// Its path relative to the shelf, with `/`; `.` when the shelf itself is a case.
    pub name: Untrusted,
}

/// The cases of a shelf, and what could not be looked at.
#[derive(Debug, Default)]
pub struct Shelf {
    /// In order of name.
    pub cases: Vec<Shelved>,
    /// Links, and folders that cannot be listed.
    pub problems: Option<Error>,
}

/// A part of a shelf: the cases whose name hashes to it (`--shard K/N`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 1.
    pub part: u64,
    /// Of how many.
    pub of: u64,
}

impl Shard {
    /// Whether a case belongs to this part. It depends on the case's name alone: a case that comes or goes
    /// moves no other.
    #[must_use]
    pub fn has(self, case: &Shelved) -> bool {
        let hash = sha2::Sha256::digest(case.name.raw());
        let number = hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte));
        number % self.of.max(1) + 1 == self.part
    }
}

impl Shelf {
    /// The cases below `folder`, or the folder itself when it is one.
    ///
    /// # Errors
    /// Exit 2 when the folder is not there or cannot be listed.
    pub fn open(folder: &Path) -> Result<Self> {
        let mut found = Self::default();
        fs::list(folder, usize::MAX)?;
        found.look(folder, String::new());
        found.cases.sort_by(|a, b| a.name.cmp(&b.name));
        for (index, case) in found.cases.iter_mut().enumerate() {
            case.number = index + 1;
        }
        Ok(found)
    }

    fn look(&mut self, folder: &Path, name: String) {
        let entries = match fs::list(folder, usize::MAX) {
            Ok(entries) => entries,
            Err(error) => return self.note(error),
        };
        if entries.iter().any(|e| pipeline::CASE_FILES.contains(&e.name.as_str())) {
            let name = Untrusted::new(if name.is_empty() { ".".to_owned() } else { name });
            self.cases.push(Shelved { number: 0, folder: folder.to_path_buf(), name });
            return;
        }
        for entry in entries {
            let below = if name.is_empty() { entry.name } else { format!("{name}/{}", entry.name) };
            match entry.kind {
                EntryKind::Folder => self.look(&entry.path, below),
                EntryKind::Special => self.note(link(below)),
                EntryKind::File => {}
            }
        }
    }

    fn note(&mut self, error: Error) {
        let error = Error { exit: Exit::Unchecked, ..error };
        self.problems = Some(match self.problems.take() {
            Some(before) => before.and(error),
            None => error,
        });
    }
}

fn link(name: String) -> Error {
    let what = "is a link, socket or device; no case is looked for behind it";
    Error::unchecked(Place::file(name), what, "put the case folder itself on the shelf, or remove it")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(name: &str) -> Shelved {
        Shelved { number: 1, folder: name.into(), name: name.into() }
    }

    #[test]
    fn every_case_is_in_one_shard_and_in_one_only() {
        for of in [1, 2, 3, 7, 64] {
            for n in 0..200 {
                let case = case(&format!("team/HOS-SAR-2026-{n:04}"));
                let holders = (1..=of).filter(|part| Shard { part: *part, of }.has(&case)).count();
                assert_eq!(holders, 1, "{n} of {of}");
            }
        }
    }

    #[test]
    fn a_shard_is_the_same_on_every_computer_and_no_shard_starves() {
        let of_three = |n: u32| (1..=3).find(|part| Shard { part: *part, of: 3 }.has(&case(&n.to_string())));
        let found: Vec<u64> = (0..12).filter_map(of_three).collect();
        assert_eq!(found, [1, 2, 2, 2, 2, 3, 1, 3, 1, 1, 1, 2]);
    }

    #[test]
    fn cases_are_found_at_any_depth_in_order_and_none_inside_a_case() {
        let shelf = tempfile::tempdir().expect("a folder");
        for name in ["b/deep/two", "a one", "b/deep/two/documents/inner", "empty", "z"] {
            std::fs::create_dir_all(shelf.path().join(name)).expect("a folder");
        }
        for name in ["b/deep/two/case.toml", "a one/case.toml.txt", "b/deep/two/documents/inner/case.toml"] {
            std::fs::write(shelf.path().join(name), "").expect("written");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(shelf.path().join("a one"), shelf.path().join("y link")).expect("a link");
        let found = Shelf::open(shelf.path()).expect("read");
        let names: Vec<_> = found.cases.iter().map(|c| (c.number, c.name.raw())).collect();
        assert_eq!(names, [(1, "a one"), (2, "b/deep/two")]);
        #[cfg(unix)]
        assert_eq!(found.problems.expect("the link").problems[0].place.file.raw(), "y link");
        let one = Shelf::open(&shelf.path().join("a one")).expect("read");
        assert_eq!(one.cases[0].name.raw(), ".");
        assert!(Shelf::open(&shelf.path().join("nothing")).is_err());
    }
}
