//! Why something is not done: every way in which a request of the page ends without what it asked for.
//!
//! What went wrong took nothing: the ledger is as it was.

use serde_json::Value;

use crate::diag::{Place, Problem};
use crate::error::{Error, Exit};

/// Why something is not done.
#[derive(Debug)]
pub enum No {
    /// The request is wrong.
    Wrong(Problem),
    /// What is asked for is not there.
    Missing(Problem),
    /// The case has changed since the page looked; its revision now.
    Stale(u64),
    /// It cannot be done now: the window only looks, the case is being read, a build runs.
    NotNow(Problem),
    /// What was to be made is there already.
    Taken(Problem),
    /// What was sent does not hold: every problem of it.
    Refused(Error),
    /// The page cannot be drawn.
    NotDrawn(Problem),
    /// It went wrong; nothing was taken.
    Failed(Error),
}

/// An answer for the page.
pub type Told = Result<Value, No>;

/// Why a window only looks, in words.
pub(super) fn only_looks(why: &str) -> Problem {
    let (what, hint) = match why {
        "window" => ("another window of this review writes", "close it, or take the pen here"),
        "build" => ("a build of the case runs", "wait until it is done"),
        "asked" => ("this review was opened to look only", "open it without --read-only"),
        _ => ("another program holds this case", "close it, then open the review again"),
    };
    Problem::new(Place::default(), what, hint)
}

/// No case is there to ask.
pub(super) fn not_open() -> No {
    No::NotNow(Problem::new(Place::default(), "no case is open yet", "wait until it is read"))
}

/// A request that is wrong.
pub(super) fn wrong(what: &str, hint: &str) -> No {
    No::Wrong(Problem::new(Place::default(), what, hint))
}

/// Something that is not there.
pub(super) fn missing(what: &str) -> No {
    No::Missing(Problem::new(Place::default(), what, "load the page again"))
}

impl No {
    /// How a command that met it would end.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            Self::Failed(error) | Self::Refused(error) => error.exit,
            Self::NotDrawn(_) => Exit::Unchecked,
            _ => Exit::Usage,
        }
    }
}
