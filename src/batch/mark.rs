//! `.blackpanel/batch.json`: what this case's last run in a batch was made from and how it ended.
//!
//! It lies in the private part of the case it is about, so that nothing of one case is kept with another.
//! One that is damaged, or written by another version, is none: the case is built again.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::diag::Problem;
use crate::error::{Exit, Result};
use crate::sys::fs::{self, Partial};
use crate::sys::{paths, private};

use super::fingerprint::{self, Inputs};
use super::outcome::{Figures, Outcome, State};
use super::shelf::Shelved;

/// Largest mark that is read.
const LIMIT: u64 = 16 << 20;

/// A mark, and what it depends on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Version of this file's form: 1.
    pub v: u32,
    /// The program: its version and hash.
    pub program: String,
    /// What was asked: flags, and where the outputs go.
    pub asked: String,
    /// What the pack is made from.
    pub inputs: Inputs,
    /// Whether nothing lay where the outputs go when the run began: what lies there now is its own.
    pub fresh: bool,
    /// How it ended; none while it runs, or when it was killed.
    pub ended: Option<Ended>,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "as in the outcome")]
pub struct Ended {
    pub exit: u8,
    pub outputs: Option<String>,
    pub figures: Option<Figures>,
    pub reviewed: bool,
    pub seconds: f64,
    pub problems: Vec<Problem>,
}

impl Mark {
    /// The mark of a case, if it bears one.
    #[must_use]
    pub fn read(case: &Path) -> Option<Self> {
        let bytes = paths::read_if_there(&path(case), LIMIT, Exit::Unchecked).ok()??;
        let mark: Self = serde_json::from_slice(&bytes).ok()?;
        (mark.v == 1 && fs::is_folder(&case.join(".blackpanel"))).then_some(mark)
    }

    /// Marks the case.
    ///
    /// # Errors
    /// Exit 2 when it cannot be written.
    pub fn write(&self, case: &Path) -> Result<()> {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        Partial::write(&path(case), &bytes, true)?.publish(true)
    }

    /// Whether this mark is of a run of the same program, asked the same of the same matter.
    #[must_use]
    pub fn is_of(&self, program: &str, asked: &str, inputs: &Inputs) -> bool {
        self.program == program && self.asked == asked && self.inputs.sha256 == inputs.sha256
    }

    /// What the mark tells of a case, when its pack lies there as that run left it.
    ///
    /// # Errors
    /// When the outputs cannot be read.
    pub fn finished(&self, case: &Shelved, out: &Path) -> Result<Option<Outcome>> {
        let Some(ended) = self.ended.as_ref().filter(|e| e.exit == 0 && e.outputs.is_some()) else {
            return Ok(None);
        };
        if fingerprint::outputs(out)? != ended.outputs {
            return Ok(None);
        }
        Ok(Some(ended.as_outcome(case, State::BuiltBefore)))
    }

    /// Whether what lies where the outputs go was left by the interrupted run of this mark, and by nobody
    /// since: an interrupted build writes one event at most.
    #[must_use]
    pub fn left_halves(&self, inputs: &Inputs) -> bool {
        let same = self.inputs.sha256 == inputs.sha256 && inputs.events <= self.inputs.events + 1;
        self.ended.is_none() && self.fresh && same
    }
}

impl Ended {
    /// As the outcome it was.
    #[must_use]
    pub fn as_outcome(&self, case: &Shelved, state: State) -> Outcome {
        Outcome {
            case: case.clone(),
            state,
            exit: exit_of(self.exit).unwrap_or(Exit::Unchecked),
            figures: self.figures,
            reviewed: self.reviewed,
            seconds: self.seconds,
            memory: None,
            problems: self.problems.clone(),
        }
    }
}

/// The exit a code stands for.
#[must_use]
pub fn exit_of(code: u8) -> Option<Exit> {
    use Exit as E;
    [E::Done, E::Problem, E::Usage, E::Unchecked, E::Undecided, E::Password, E::Interrupted]
        .into_iter()
        .find(|exit| exit.code() == code)
}

/// The private folder of a case, made where there is none.
///
/// # Errors
/// Exit 2 when it cannot be made; a link in its place is left for the build to refuse.
pub fn private_folder(case: &Path) -> Result<Option<PathBuf>> {
    let folder = case.join(".blackpanel");
    if !fs::exists_at(&folder) {
        private::make_folder(&folder, false, true)?;
    }
    Ok(fs::is_folder(&folder).then_some(folder))
}

fn path(case: &Path) -> PathBuf {
    case.join(".blackpanel").join("batch.json")
}
