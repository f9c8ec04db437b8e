//! The state of a case: the fold of its ledger.

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{Event, FILE, Ledger};
use crate::decide::{Answer, Looked, Said};
use crate::diag::Place;
use crate::error::{Error, Result};

/// What the events of a ledger come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    /// Decisions that were not taken back, in the order in which they were made.
    pub answers: Vec<Answer>,
    /// Pages that people looked at.
    pub looked: Vec<Looked>,
    /// Ids of the conflicts that somebody let stand, with a reason.
    pub accepted: Vec<String>,
    /// What somebody wrote about a finding or a page: the last word about each counts.
    pub comments: BTreeMap<String, Comment>,
}

/// A comment: the reason of a `comment` event about something of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What was written.
    pub text: String,
    /// Who wrote it, when and in which event.
    pub said: Said,
}

/// What stands before the id of a conflict in the `about` of a comment.
pub const CONFLICT: &str = "conflict-";

impl State {
    /// Folds a ledger: its `decision`, `looked` and `undone` events.
    ///
    /// # Errors
    /// Exit 1 for an event whose body is not of its type.
    pub fn of(ledger: &Ledger) -> Result<Self> {
        let mut state = Self::default();
        state.go_on(&ledger.events)?;
        Ok(state)
    }

    /// Goes on with events that follow those of the state.
    ///
    /// # Errors
    /// As [`Self::of`]; what came before the wrong event is taken.
    pub fn go_on(&mut self, events: &[Event]) -> Result<()> {
        let mut undone = BTreeSet::new();
        for event in events {
            self.take(event, &mut undone)?;
        }
        if !undone.is_empty() {
            self.answers.retain(|a| !undone.contains(&a.said.seq));
            self.looked.retain(|l| !undone.contains(&l.said.seq));
            self.comments.retain(|_, c| !undone.contains(&c.said.seq));
        }
        let let_stand = self.comments.keys().filter_map(|about| about.strip_prefix(CONFLICT));
        self.accepted = let_stand.map(str::to_owned).collect();
        Ok(())
    }

    /// A comment about something; one about nothing in particular stays in the log only.
    fn comment(&mut self, event: &Event, said: Said) {
        let text = |field: &str| event.body.get(field).and_then(serde_json::Value::as_str);
        if let (Some(about), Some(reason)) = (text("about"), text("reason")) {
            self.comments.insert(about.to_owned(), Comment { text: reason.to_owned(), said });
        }
    }

    fn take(&mut self, event: &Event, undone: &mut BTreeSet<u64>) -> Result<()> {
        let said = Said { by: event.actor.clone(), at: event.at.clone(), seq: event.seq };
        match event.kind.as_str() {
            "decision" => {
                let answer: Answer = body(event)?;
                if !answer.fits() {
                    return Err(unfit(event));
                }
                self.answers.push(Answer { said, ..answer });
            }
            "looked" => self.looked.push(Looked { said, ..body(event)? }),
            "comment" => self.comment(event, said),
            "undone" => {
                let Undone { seq } = body(event)?;
                if seq >= event.seq {
                    return Err(unfit(event));
                }
                undone.insert(seq);
            }
            _ => {}
        }
        Ok(())
    }
}

/// The body of an `undone` event: which event no longer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Undone {
    /// Number of the event that is taken back.
    pub seq: u64,
}

fn body<T: serde::de::DeserializeOwned>(event: &Event) -> Result<T> {
    serde_json::from_value(event.body.clone()).map_err(|_| unfit(event))
}

fn unfit(event: &Event) -> Error {
    let line = u32::try_from(event.seq).unwrap_or(u32::MAX);
    let hint = "it was written by another version, or by hand; use the version that wrote it";
    Error::problem(Place::file(FILE).line(line), "this event does not say what its type promises", hint)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::sys::Env;

    #[test]
    fn the_state_is_the_fold_of_the_ledger() {
        let dir = tempfile::tempdir().expect("a folder");
        let env = Env::fixed(jiff::Timestamp::UNIX_EPOCH, 1);
        let mut ledger = Ledger::open(dir.path()).expect("empty");
        let mut say = |kind: &str, body: Value| {
            ledger.append(&env, ("A Officer", "officer"), kind, body).expect("appended");
            State::of(&Ledger::open(dir.path()).expect("whole"))
        };
        let page =
            |p: u32, ruling: &str| json!({"scope": "page", "document": "d", "page": p, "ruling": ruling});
        assert_eq!(say("decision", page(1, "withhold")).map(|s| s.answers.len()), Ok(1));
        assert_eq!(say("decision", page(2, "keep")).map(|s| s.answers.len()), Ok(2));
        let state = say("looked", json!({"document": "d", "pages": "2-3,5"})).expect("state");
        let document = crate::load::DocumentId("d".into());
        assert!(state.looked[0].covers(&document, 5) && !state.looked[0].covers(&document, 4));
        let state = say("undone", json!({"seq": 2})).expect("state");
        assert_eq!(state.answers.len(), 1, "the second was taken back");
        assert_eq!((state.answers[0].said.by.as_str(), state.answers[0].said.seq), ("A Officer", 1));
        let error = say("decision", page(1, "exclude")).expect_err("a page cannot be excluded");
        assert_eq!(error.problems[0].place.line, Some(5));
    }
}
