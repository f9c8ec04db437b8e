//! What happens at a desk: a step is written down, or what another program wrote is taken in; then all that rests
//! on decisions is as the ledger has it.
//!
//! It refuses to take what did not reach the disk, and a ledger that is not the one that was read before.

use serde_json::Value;

use crate::decide::{self, Answer, Choice, Decided, Document, Ground};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::record::{Event, Ledger, State};
use crate::sys::Env;

use super::super::gather::Gathered;
use super::super::search::Searched;
use super::super::{copies, residue};
use super::desk::Desk;
use super::{No, Who};

impl Desk {
    /// Writes events of one step; then everything here is as they have it. Gives the findings that changed.
    ///
    /// # Errors
    /// When they could not be written; nothing is taken then.
    pub fn write(
        &mut self,
        env: &Env,
        who: &Who,
        events: Vec<(&'static str, Vec<Value>)>,
    ) -> std::result::Result<Vec<usize>, No> {
        let before = self.ledger.events.len();
        for (kind, bodies) in events {
            let written = self.ledger.append_all(env, (&who.name, who.role.word()), kind, bodies);
            if let Err(error) = written {
                // what reached the disk counts, even where the proof of it did not
                self.go_on(before).map_err(No::Failed)?;
                return Err(No::Failed(error));
            }
        }
        self.go_on(before).map_err(No::Failed)
    }

    /// Takes in what another program wrote, for who only looks.
    pub fn refresh(&mut self) -> Result<()> {
        if self.is_held() {
            return Ok(());
        }
        let ledger = Ledger::open(&self.folder)?;
        let before = self.ledger.events.len();
        let goes_on = ledger.had_head(self.ledger.head());
        if !goes_on {
            let hint = "close the page and open it again";
            return Err(Error::problem(Place::file("history.jsonl"), "is another history than before", hint));
        }
        if ledger.events.len() > before {
            self.ledger = ledger;
            self.go_on(before)?;
        }
        Ok(())
    }

    /// Takes in the events after the first `seen`, and decides anew. Gives the findings that changed.
    pub fn go_on(&mut self, seen: usize) -> Result<Vec<usize>> {
        let fresh: Vec<Event> = self.ledger.events.get(seen..).unwrap_or_default().to_vec();
        self.state.go_on(&fresh)?;
        copies::answers_for(&self.gathered.copies, &mut self.state.answers, &mut self.state.looked);
        self.past.go_on(&fresh);
        let decided = settle(&self.gathered, &self.searched, &self.ground, &self.state);
        let changed = differing(&self.decided.choices, &decided.choices);
        self.decided = decided;
        let open = self.decided.conflicts.iter().filter(|c| !c.settled);
        self.at_odds = open.flat_map(|c| c.redacted.iter().chain(&c.kept)).copied().collect();
        self.weighed.take();
        Ok(changed)
    }

    /// What would change if these answers were given as well.
    pub fn tried(&self, answers: &[Answer]) -> Vec<usize> {
        let mut state = self.state.clone();
        let next = self.rev() + 1;
        state.answers.extend(answers.iter().enumerate().map(|(i, a)| {
            let mut answer = a.clone();
            answer.said.seq = next + i as u64;
            answer
        }));
        let decided = settle(&self.gathered, &self.searched, &self.ground, &state);
        differing(&self.decided.choices, &decided.choices)
    }
}

/// What a decision of a case rests on.
pub(super) fn input<'a>(
    gathered: &'a Gathered,
    documents: &'a [Document<'a>],
    searched: &'a Searched,
    state: &'a State,
) -> decide::Input<'a> {
    decide::Input {
        case: &gathered.case,
        documents,
        refusals: &gathered.refusals,
        found: &searched.found,
        answers: &state.answers,
        looked: &state.looked,
        accepted: &state.accepted,
        accept_proposed: false,
    }
}

/// Decides a case as far as its ledger has it.
pub(super) fn settle(gathered: &Gathered, searched: &Searched, ground: &Ground, state: &State) -> Decided {
    let documents = residue::documents(gathered, searched);
    decide::decide_on(ground, &input(gathered, &documents, searched, state))
}

/// Findings of which something else became.
fn differing(before: &[Choice], after: &[Choice]) -> Vec<usize> {
    let pairs = before.iter().zip(after).enumerate();
    pairs.filter(|(_, (a, b))| a.settled != b.settled || a.moot != b.moot).map(|(i, _)| i).collect()
}
