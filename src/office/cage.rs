//! What LibreOffice is locked into: no network, its own processes, and they all end with it.
//!
//! `unshare` gives it namespaces of its own (Linux); where the system has `bwrap` instead, everything
//! but its folder is read-only besides. Each is tried with a program that does nothing before it counts.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::sys::process::{Ended, Job, run, which};

/// Namespaces of its own for users, network, processes and messages between them.
const UNSHARE: [&str; 7] =
    ["--user", "--map-current-user", "--net", "--pid", "--ipc", "--fork", "--kill-child=KILL"];

/// The same with `bwrap`, before the folder that stays writable.
const BWRAP: [&str; 10] = [
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
    "--ro-bind",
    "/",
    "/",
    "--dev",
    "/dev",
    "--proc",
    "/proc",
];

/// Why there is no cage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCage {
    /// Neither program is there.
    Absent,
    /// The system does not permit it.
    NotPermitted,
}

/// A way to lock a program in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cage {
    program: PathBuf,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bwrap,
    Unshare,
}

impl Cage {
    /// The first that works: `bwrap`, which also guards files, then `unshare`.
    ///
    /// # Errors
    /// When none does.
    pub fn find() -> Result<Self, NoCage> {
        let known = [("bwrap", Kind::Bwrap), ("unshare", Kind::Unshare)];
        let found: Vec<Self> =
            known.into_iter().filter_map(|(name, kind)| Some(Self { program: which(name)?, kind })).collect();
        if found.is_empty() {
            return Err(NoCage::Absent);
        }
        found.into_iter().find(Self::holds).ok_or(NoCage::NotPermitted)
    }

    /// The program's name, for people.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.kind {
            Kind::Bwrap => "bwrap",
            Kind::Unshare => "unshare",
        }
    }

    /// The program that locks in.
    pub(super) fn program(&self) -> &Path {
        &self.program
    }

    /// Its arguments; the program to be locked in and its own arguments follow.
    pub(super) fn arguments(&self, folder: &Path) -> Vec<OsString> {
        match self.kind {
            Kind::Unshare => UNSHARE.iter().map(OsString::from).collect(),
            Kind::Bwrap => {
                let bind = [OsString::from("--bind"), folder.into(), folder.into()];
                BWRAP.iter().map(OsString::from).chain(bind).collect()
            }
        }
    }

    /// Whether a program that does nothing runs in it.
    fn holds(&self) -> bool {
        let Some(nothing) = which("true") else { return false };
        let mut args = self.arguments(Path::new("/tmp"));
        args.push(nothing.into());
        let job =
            Job { program: self.program.clone(), args, timeout: Duration::from_secs(10), ..Job::default() };
        run(&job, &[]).ended == Ended::Code(0)
    }
}
