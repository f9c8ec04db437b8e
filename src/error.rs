//! The one error type: what goes wrong ends a command with an exit code and a list of problems.
//!
//! The exit codes and their order of precedence are a contract (README, "Exit codes").

use crate::diag::{Place, Problem};

/// How a command ends. The numbers are the process's exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Exit {
    /// Done; nothing to report.
    Done = 0,
    /// A problem was found: a leak, a failed check.
    Problem = 1,
    /// Wrong usage, a wrong case file, or an output that exists already.
    Usage = 2,
    /// Something could not be checked or read.
    Unchecked = 3,
    /// Decisions or a sign-off are missing.
    Undecided = 4,
    /// Wrong or missing password of a file named on the command line.
    Password = 5,
    /// Interrupted by the user.
    Interrupted = 130,
}

impl Exit {
    /// Precedence: of several, the first in this order is the command's exit code.
    const ORDER: [Self; 7] = [
        Self::Interrupted,
        Self::Usage,
        Self::Password,
        Self::Problem,
        Self::Unchecked,
        Self::Undecided,
        Self::Done,
    ];

    /// The graver of two endings.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        Self::ORDER.into_iter().find(|&e| e == self || e == other).unwrap_or(self)
    }

    /// The number the process ends with.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// One or more problems and the exit code they lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// How the command ends because of them.
    pub exit: Exit,
    /// The problems, in the order in which a reader should mend them.
    pub problems: Vec<Problem>,
}

/// The result of everything that can fail.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A single problem that ends the command with `exit`.
    pub fn new(exit: Exit, place: Place, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { exit, problems: vec![Problem::new(place, what, hint)] }
    }

    /// Wrong usage, a wrong case file, or an output that exists (exit 2).
    pub fn usage(place: Place, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Exit::Usage, place, what, hint)
    }

    /// Something could not be read or checked (exit 3).
    pub fn unchecked(place: Place, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Exit::Unchecked, place, what, hint)
    }

    /// A leak or another failed check (exit 1).
    pub fn problem(place: Place, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(Exit::Problem, place, what, hint)
    }

    /// Joins two errors: all problems, the graver exit.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.exit = self.exit.worst(other.exit);
        self.problems.extend(other.problems);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_ending_wins() {
        assert_eq!(Exit::Undecided.worst(Exit::Unchecked), Exit::Unchecked);
        assert_eq!(Exit::Unchecked.worst(Exit::Problem), Exit::Problem);
        assert_eq!(Exit::Problem.worst(Exit::Password), Exit::Password);
        assert_eq!(Exit::Password.worst(Exit::Usage), Exit::Usage);
        assert_eq!(Exit::Usage.worst(Exit::Interrupted), Exit::Interrupted);
        assert_eq!(Exit::Done.worst(Exit::Undecided), Exit::Undecided);
    }
}
