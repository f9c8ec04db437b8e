//! The state of a case: the fold of its ledger.

use std::collections::BTreeSet;

use super::ledger::{Event, EventType, Ledger};
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
    /// The last sign-off that nothing has voided since: its event.
    pub signed: Option<Event>,
    /// Whether the case was closed.
    pub closed: bool,
}

impl State {
    /// Folds a ledger.
    ///
    /// # Errors
    /// Exit 1 for an event whose body is not of its type.
    pub fn of(ledger: &Ledger) -> Result<Self> {
        let mut state = Self::default();
        let mut undone = BTreeSet::new();
        for event in ledger.events() {
            state.take(event, &mut undone)?;
        }
        state.answers.retain(|a| !undone.contains(&a.said.seq));
        state.looked.retain(|l| !undone.contains(&l.said.seq));
        Ok(state)
    }

    fn take(&mut self, event: &Event, undone: &mut BTreeSet<u64>) -> Result<()> {
        let said = Said { by: event.actor.clone(), at: event.at.clone(), seq: event.seq };
        match event.kind {
            EventType::Decision => {
                let answer: Answer = body(event)?;
                if !answer.fits() {
                    return Err(unfit(event));
                }
                self.answers.push(Answer { said, ..answer });
            }
            EventType::Looked => self.looked.push(Looked { said, ..body(event)? }),
            EventType::Undone => {
                let seq = event.body.get("seq").and_then(serde_json::Value::as_u64);
                undone.insert(seq.filter(|s| *s < event.seq).ok_or_else(|| unfit(event))?);
            }
            EventType::Signed => self.signed = Some(event.clone()),
            EventType::Closed => self.closed = true,
            EventType::Complaint => self.closed = false,
            _ => {}
        }
        // whatever changes what is built voids a sign-off
        if matches!(
            event.kind,
            EventType::Decision
                | EventType::Looked
                | EventType::Undone
                | EventType::Party
                | EventType::Returned
        ) {
            self.signed = None;
        }
        Ok(())
    }
}

fn body<T: serde::de::DeserializeOwned>(event: &Event) -> Result<T> {
    serde_json::from_value(event.body.clone()).map_err(|_| unfit(event))
}

fn unfit(event: &Event) -> Error {
    let line = u32::try_from(event.seq).unwrap_or(u32::MAX);
    let what = "this line of the ledger does not say what its type promises";
    Error::problem(Place::file(super::ledger::FILE).line(line), what, "use the version that wrote it")
}
