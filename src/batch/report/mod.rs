//! The report over a run: a page to look at and JSON to reckon with.
//!
//! Both name cases by their numbers on the shelf alone, as the result lines do beside the folders' names:
//! no name, path, reference or word of a document is in them. The page runs nothing and fetches nothing.

use std::path::Path;

use serde_json::{Value, json};

use crate::error::{Exit, Result};
use crate::sys::Env;
use crate::sys::fs::{self, Partial};
use crate::sys::private;

use super::outcome::{Outcome, State};
use super::shelf::Shard;

mod chart;
mod html;

/// A run as the report tells it.
#[derive(Debug)]
pub struct Report<'r> {
    /// The cases, in order of number.
    pub outcomes: &'r [Outcome],
    /// Which part of the shelf was run.
    pub shard: Option<Shard>,
    /// The exit code of the whole run.
    pub exit: Exit,
    /// Seconds from start to end of the run.
    pub seconds: f64,
    /// When it was made, ISO 8601.
    pub made: String,
}

impl Report<'_> {
    /// Writes `report.html` and `report.json` into a folder (`report-2-of-5.…` of a shard), in place of
    /// earlier ones.
    ///
    /// # Errors
    /// Exit 2 when the folder or a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<String> {
        if !fs::is_folder(folder) {
            private::make_folder(folder, true, true)?;
        }
        let name =
            self.shard.map_or_else(|| "report".to_owned(), |s| format!("report-{}-of-{}", s.part, s.of));
        let mut json = serde_json::to_string_pretty(&self.json()).unwrap_or_default();
        json.push('\n');
        let page = folder.join(format!("{name}.html"));
        for (path, text) in [(&page, html::page(self)), (&folder.join(format!("{name}.json")), json)] {
            Partial::write(path, text.as_bytes(), true)?.publish(true)?;
        }
        Ok(page.to_string_lossy().into_owned())
    }

    /// How many cases ended so.
    #[must_use]
    pub fn count(&self, state: State) -> usize {
        self.outcomes.iter().filter(|o| o.state == state).count()
    }

    /// The counts that the summary of the command tells too.
    #[must_use]
    pub fn counts(&self) -> Value {
        let sum = |of: fn(&super::outcome::Figures) -> u64| -> u64 {
            self.outcomes.iter().filter_map(|o| o.figures.as_ref()).map(of).sum()
        };
        json!({
            "cases": self.outcomes.len(),
            "built": self.count(State::Built),
            "built_before": self.count(State::BuiltBefore),
            "not_built": self.count(State::NotBuilt),
            "interrupted": self.count(State::Interrupted),
            "not_tried": self.count(State::NotTried),
            "not_reviewed": self.outcomes.iter().filter(|o| o.figures.is_some() && !o.reviewed).count(),
            "documents": sum(|f| f.documents),
            "pages": sum(|f| f.pages),
            "panels": sum(|f| f.panels),
            "pages_withheld": sum(|f| f.pages_withheld),
        })
    }

    fn json(&self) -> Value {
        json!({
            "schema": 1,
            "program": { "name": "blackpanel", "version": env!("CARGO_PKG_VERSION") },
            "made": self.made,
            "shard": self.shard.map(|s| format!("{}/{}", s.part, s.of)),
            "exit": self.exit.code(),
            "seconds": (self.seconds * 10.0).round() / 10.0,
            "counts": self.counts(),
            "cases": self.outcomes.iter().map(Outcome::figures_as_json).collect::<Vec<_>>(),
        })
    }
}

/// Now, as the report says it.
#[must_use]
pub fn now(env: &Env) -> String {
    env.now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// An exit code in words.
fn meaning(exit: Exit) -> &'static str {
    match exit {
        Exit::Done => "done",
        Exit::Problem => "a problem was found",
        Exit::Usage => "wrong case file, or an output that exists",
        Exit::Unchecked => "something could not be checked or read",
        Exit::Undecided => "decisions or sign-off missing",
        Exit::Password => "wrong or missing password",
        Exit::Interrupted => "interrupted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::outcome::Figures;
    use crate::batch::shelf::Shelved;
    use crate::diag::{Place, Problem};
    use crate::error::Error;

    fn outcomes() -> Vec<Outcome> {
        let case = |number| Shelved { number, folder: "/shelf/Jane Roe".into(), name: "Jane <Roe>".into() };
        let problem =
            Problem::new(Place::file("Jane Roe's letter.pdf"), "\"Jane Roe\" is wrong", "ask Jane Roe");
        let error = Error { exit: Exit::Unchecked, problems: vec![problem] };
        let failed = Outcome::failed(&case(2), error);
        let figures = Some(Figures { documents: 3, pages: 31, panels: 40, pages_withheld: 2 });
        let built = Outcome {
            state: State::Built,
            exit: Exit::Done,
            figures,
            seconds: 2.34,
            case: case(1),
            problems: vec![],
            ..failed.clone()
        };
        vec![built, failed]
    }

    fn report(outcomes: &[Outcome]) -> Report<'_> {
        Report {
            outcomes,
            shard: None,
            exit: Exit::Unchecked,
            seconds: 3.0,
            made: "2026-09-28T00:00:00Z".into(),
        }
    }

    #[test]
    fn no_name_path_or_word_of_a_case_is_in_the_report() {
        let outcomes = outcomes();
        let folder = tempfile::tempdir().expect("a folder");
        report(&outcomes).write(folder.path()).expect("written");
        for name in ["report.html", "report.json"] {
            let text = std::fs::read_to_string(folder.path().join(name)).expect("written");
            for word in ["Jane", "Roe", "/shelf", "letter"] {
                assert!(!text.contains(word), "{word} in {name}");
            }
        }
    }

    #[test]
    fn the_page_runs_and_fetches_nothing_and_says_every_number() {
        let outcomes = outcomes();
        let page = html::page(&report(&outcomes));
        for word in ["<script", "http:", "https:", "url(", "@import", "onload", "<img", "<link", "<iframe"] {
            assert!(!page.contains(word), "{word}");
        }
        for word in ["31", "40", "2.3", "something could not be checked or read", "NOT REVIEWED", "<svg"] {
            assert!(page.contains(word), "{word}");
        }
    }

    #[test]
    fn the_json_counts_each_case_once() {
        let outcomes = outcomes();
        let counts = report(&outcomes).counts();
        assert_eq!(
            (&counts["cases"], &counts["built"], &counts["not_built"]),
            (&json!(2), &json!(1), &json!(1))
        );
        assert_eq!((&counts["pages"], &counts["not_reviewed"]), (&json!(31), &json!(1)));
    }

    #[test]
    fn a_shard_has_a_report_of_its_own() {
        let outcomes = outcomes();
        let folder = tempfile::tempdir().expect("a folder");
        let shard = Some(Shard { part: 2, of: 5 });
        Report { shard, ..report(&outcomes) }.write(folder.path()).expect("written");
        assert!(folder.path().join("report-2-of-5.json").exists());
    }
}
