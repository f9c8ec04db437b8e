//! The build of one case: our own program as a child, and what it answers.
//!
//! Only what is said of a child's end is believed: an exit code without its summary is no pack.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::diag::{Place, Problem, Secret, Untrusted};
use crate::error::{Error, Exit, Result};
use crate::sys::children::Running;

use super::gate::{Seat, Stopped};
use super::mark::exit_of;
use super::outcome::Figures;

/// What is asked of every build of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Decided cases only.
    Decided,
    /// Every proposal is taken; the packs say NOT REVIEWED.
    AcceptProposed,
    /// Drafts.
    Draft,
}

impl Mode {
    /// The flag of `build`.
    #[must_use]
    pub fn flag(self) -> Option<&'static str> {
        match self {
            Self::Decided => None,
            Self::AcceptProposed => Some("--accept-proposed"),
            Self::Draft => Some("--draft"),
        }
    }
}

/// Where the passwords of the packs come from.
#[derive(Debug, Clone)]
pub enum Passwords {
    /// Nowhere: a pack that needs one is not built.
    None,
    /// One file for all.
    File(PathBuf),
    /// One password for all, read from standard input.
    Given(Secret),
    /// A folder with `NAME.txt` for the case `NAME`.
    Folder(PathBuf),
}

impl Passwords {
    /// The flag of `build` for a case, and what its standard input holds.
    #[must_use]
    pub fn of(&self, case: &str) -> (Option<PathBuf>, &[u8]) {
        match self {
            Self::None => (None, b""),
            Self::File(file) => (Some(file.clone()), b""),
            Self::Given(password) => (Some("-".into()), password.expose().as_bytes()),
            Self::Folder(folder) => {
                let file = folder.join(format!("{case}.txt"));
                (crate::sys::fs::exists_at(&file).then_some(file), b"")
            }
        }
    }
}

/// One build.
#[derive(Debug)]
pub struct Build<'b> {
    /// The case folder.
    pub case: &'b Path,
    /// Where its outputs go instead of its own `out`.
    pub out: Option<&'b Path>,
    /// How decisions are taken.
    pub mode: Mode,
    /// Whether outputs that lie there are replaced.
    pub force: bool,
    /// The flag for the password, and standard input.
    pub password: (Option<PathBuf>, &'b [u8]),
    /// Threads it may use.
    pub threads: usize,
}

/// What a build that ended well says.
#[derive(Debug)]
pub struct Said {
    /// Figures of the pack.
    pub figures: Figures,
    /// Whether a person decided everything.
    pub reviewed: bool,
}

/// How a build ended.
#[derive(Debug)]
pub enum Ended {
    /// As it said itself.
    Said(Result<Said>),
    /// It was stopped for lack of memory.
    Stopped(Stopped),
}

impl Build<'_> {
    /// Runs it in its seat.
    #[must_use]
    pub fn run(&self, seat: &Seat<'_>) -> Ended {
        let Some(running) = Running::start(&self.args(), self.threads, self.password.1) else {
            let what = "its build could not be started";
            return Ended::Said(Err(Error::unchecked(Place::default(), what, "run it again")));
        };
        seat.is(running.id());
        let (code, said) = running.wait();
        match seat.seen().0 {
            Some(stopped) if code != Some(0) => Ended::Stopped(stopped),
            _ => Ended::Said(understand(code, &said)),
        }
    }

    fn args(&self) -> Vec<OsString> {
        let mut args: Vec<OsString> = ["build", "--in-batch", "--json"].map(Into::into).into();
        args.extend(self.mode.flag().map(Into::into));
        if self.force {
            args.push("--force".into());
        }
        if let Some(file) = &self.password.0 {
            args.extend(["--password-file".into(), file.into()]);
        }
        if let Some(out) = self.out {
            args.extend(["--out".into(), out.into()]);
        }
        // whatever the folder is called
        args.extend(["--".into(), self.case.into()]);
        args
    }
}

/// The end of a build from its exit code and its JSON Lines.
fn understand(code: Option<i32>, said: &[u8]) -> Result<Said> {
    let lines = || said.split(|b| *b == b'\n').filter_map(|line| serde_json::from_slice::<Value>(line).ok());
    let is = |line: &Value, kind: &str| line["type"] == kind;
    let problems: Vec<Problem> = lines().filter(|l| is(l, "problem")).map(|l| problem(&l)).collect();
    let exit = code.and_then(|code| u8::try_from(code).ok()).and_then(exit_of);
    let summary = lines().rfind(|l| is(l, "summary"));
    match (exit, summary) {
        (Some(Exit::Done), Some(summary)) => {
            let figures = serde_json::from_value(summary["counts"].clone()).unwrap_or_default();
            Ok(Said { figures, reviewed: summary["reviewed"] == true })
        }
        (Some(exit), _) if exit != Exit::Done && (exit == Exit::Interrupted || !problems.is_empty()) => {
            Err(Error { exit, problems })
        }
        _ => Err(silent(code)),
    }
}

/// A build that did not say how it ended.
fn silent(code: Option<i32>) -> Error {
    let (what, hint) = match code {
        None => (
            "its build was ended by the system, often for lack of memory",
            "run it again with --jobs 1, or with more memory",
        ),
        Some(_) => {
            ("its build stopped without an answer", "run blackpanel build on this case alone to see why")
        }
    };
    Error::unchecked(Place::default(), what, hint)
}

fn problem(line: &Value) -> Problem {
    let word = |key: &str| line[key].as_str().unwrap_or_default();
    let number = |key: &str| line[key].as_u64().and_then(|n| u32::try_from(n).ok());
    let place = Place {
        file: Untrusted::new(word("file")),
        page: number("page"),
        object: number("object"),
        line: number("line"),
        offset: line["offset"].as_u64(),
    };
    Problem::new(place, word("what"), word("hint"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DONE: &str = "{\"type\":\"progress\"}\n{\"type\":\"summary\",\"reviewed\":true,\"counts\":{\"pages\":3,\"panels\":7}}\n";
    const WRONG: &str =
        "{\"type\":\"problem\",\"file\":\"a.pdf\",\"page\":2,\"what\":\"w\",\"hint\":\"h\"}\n";

    #[test]
    fn only_a_zero_with_a_summary_is_a_pack() {
        let said = understand(Some(0), DONE.as_bytes()).expect("a pack");
        assert_eq!((said.figures.pages, said.figures.panels, said.reviewed), (3, 7, true));
        for (code, text, exit) in [
            (Some(0), "", Exit::Unchecked),
            (Some(0), WRONG, Exit::Unchecked),
            (Some(4), WRONG, Exit::Undecided),
            (Some(4), DONE, Exit::Unchecked),
            (Some(101), WRONG, Exit::Unchecked),
            (Some(130), "", Exit::Interrupted),
            (None, DONE, Exit::Unchecked),
            (Some(2), "no json\n", Exit::Unchecked),
        ] {
            assert_eq!(understand(code, text.as_bytes()).expect_err("no pack").exit, exit, "{code:?} {text}");
        }
        let error = understand(Some(3), WRONG.as_bytes()).expect_err("no pack");
        assert_eq!(error.problems, [Problem::new(Place::file("a.pdf").page(2), "w", "h")]);
    }

    #[test]
    fn a_folder_called_like_a_flag_stays_a_folder_and_no_password_is_an_argument() {
        let secret = Passwords::Given(Secret::new("correct horse"));
        let build = Build {
            case: Path::new("--force"),
            out: None,
            mode: Mode::AcceptProposed,
            force: false,
            password: secret.of("a"),
            threads: 1,
        };
        let args = build.args();
        assert_eq!(args[args.len() - 2..], ["--", "--force"]);
        assert!(!args.iter().any(|a| a.to_string_lossy().contains("horse")));
        assert_eq!(build.password.1, b"correct horse");
    }
}
