//! What became of one case: counts, an exit code, and problems in the words of the build.
//!
//! It goes to the console, and without problems and names into the report: that may leave the room.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::diag::Problem;
use crate::error::{Error, Exit};
use crate::show::Console;

use super::shelf::Shelved;

/// What became of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Its pack was built and verified now.
    Built,
    /// Its pack was built before, from the same matter, and lies there unchanged.
    BuiltBefore,
    /// It was tried, and there is no pack of it.
    NotBuilt,
    /// The run was interrupted first.
    Interrupted,
    /// Nobody tried yet (`--report-only`).
    NotTried,
}

impl State {
    /// In words, as reports and result lines say it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Built => "built",
            Self::BuiltBefore => "built before",
            Self::NotBuilt => "not built",
            Self::Interrupted => "interrupted",
            Self::NotTried => "not tried",
        }
    }
}

/// Figures of a pack, from the summary of its build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Figures {
    pub documents: u64,
    pub pages: u64,
    pub panels: u64,
    pub pages_withheld: u64,
}

/// What became of a case, and how long it took.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Which.
    pub case: Shelved,
    /// What became of it.
    pub state: State,
    /// How its build ended.
    pub exit: Exit,
    /// Figures of the pack, where there is one.
    pub figures: Option<Figures>,
    /// Whether a person decided everything in it.
    pub reviewed: bool,
    /// Seconds from start to end of its build.
    pub seconds: f64,
    /// Most bytes of memory it was seen to use; none where the system does not tell.
    pub memory: Option<u64>,
    /// What stood in the way.
    pub problems: Vec<Problem>,
}

impl Outcome {
    /// A case that could not be built.
    #[must_use]
    pub fn failed(case: &Shelved, error: Error) -> Self {
        let state = if error.exit == Exit::Interrupted { State::Interrupted } else { State::NotBuilt };
        Self {
            case: case.clone(),
            state,
            exit: error.exit,
            figures: None,
            reviewed: false,
            seconds: 0.0,
            memory: None,
            problems: error.problems,
        }
    }

    /// The result line; problems follow on standard error.
    pub fn tell(&self, console: &Console) {
        if console.is_json() {
            console.line("case", self.as_json());
            return;
        }
        let name = crate::show::escape::terminal(&self.case.name);
        let what = match (&self.figures, self.reviewed) {
            (Some(f), reviewed) => {
                let stamp = if reviewed { "" } else { ", NOT REVIEWED" };
                format!("{} pages, {} panels{stamp}", f.pages, f.panels)
            }
            (None, _) => format!("exit {}", self.exit.code()),
        };
        let took = if self.state == State::BuiltBefore {
            String::new()
        } else {
            format!(" · {:.1} s", self.seconds)
        };
        console.data(&format!("{:>4}  {name}  {} · {what}{took}", self.case.number, self.state.words()));
        for problem in &self.problems {
            let mut problem = problem.clone();
            let file = problem.place.file.raw();
            problem.place.file = match file {
                "" => self.case.name.clone(),
                file => format!("{}: {file}", self.case.name.raw()).into(),
            };
            console.problem(&problem);
        }
    }

    fn as_json(&self) -> Value {
        let mut object = self.figures_as_json();
        let problem = |p: &Problem| json!({ "file": p.place.file.raw(), "page": p.place.page, "line": p.place.line, "what": p.what, "hint": p.hint });
        if let Some(map) = object.as_object_mut() {
            map.insert("case".into(), self.case.name.raw().into());
            map.insert("problems".into(), self.problems.iter().map(problem).collect());
        }
        object
    }

    /// What the report says of it: no name, no path, no words of a document.
    #[must_use]
    pub fn figures_as_json(&self) -> Value {
        json!({
            "number": self.case.number,
            "state": self.state,
            "exit": self.exit.code(),
            "reviewed": self.reviewed,
            "figures": self.figures,
            "seconds": (self.seconds * 10.0).round() / 10.0,
            "memory": self.memory,
            "problems": self.problems.len(),
        })
    }
}
