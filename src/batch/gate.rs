//! Who may build now: the memory budget over the builds that run at once.
//!
//! A case enters when what runs (as measured, or as expected where that is more) and what it is expected to
//! need fit into the budget; the first to come is the first to enter, and one alone always may. When more is
//! used than there is, the case that entered last is stopped and comes back when there is room; a single
//! case that uses more than the whole budget is stopped for good.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::sys::{children, interrupt, usage};

/// How often who waits looks whether the run was interrupted.
const LOOK: Duration = Duration::from_millis(100);

/// The gate of a run.
#[derive(Debug)]
pub struct Gate {
    /// Bytes for all builds together; none: no limit.
    budget: Option<u64>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    tickets: u64,
    /// Tickets of who waits, first come first.
    waiting: Vec<u64>,
    /// Who is in, in the order of entering.
    inside: Vec<Inside>,
}

#[derive(Debug, Clone)]
struct Inside {
    ticket: u64,
    process: Option<u32>,
    expects: u64,
    uses: u64,
    most: Option<u64>,
    stopped: Option<Stopped>,
}

/// Why a build was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// Others needed the room: it may come back.
    ForNow,
    /// It alone used more than the budget.
    ForGood,
}

/// A place inside; dropped, it is free again.
#[derive(Debug)]
pub struct Seat<'g> {
    gate: &'g Gate,
    ticket: u64,
}

impl Gate {
    /// A gate for a budget in bytes.
    #[must_use]
    pub fn new(budget: Option<u64>) -> Self {
        Self { budget, state: Mutex::default(), changed: Condvar::new() }
    }

    /// The budget in bytes.
    #[must_use]
    pub fn budget(&self) -> Option<u64> {
        self.budget
    }

    /// Waits for a place; `None` when the run is interrupted.
    #[must_use]
    pub fn enter(&self, expects: u64) -> Option<Seat<'_>> {
        let expects = self.budget.map_or(expects, |budget| expects.min(budget));
        let mut state = self.lock();
        state.tickets += 1;
        let ticket = state.tickets;
        state.waiting.push(ticket);
        while !interrupt::stopping() {
            if state.waiting.first() == Some(&ticket) && self.has_room(&state, expects) {
                state.waiting.retain(|waiting| *waiting != ticket);
                let inside = Inside { ticket, process: None, expects, uses: 0, most: None, stopped: None };
                state.inside.push(inside);
                self.changed.notify_all();
                return Some(Seat { gate: self, ticket });
            }
            let waited = self.changed.wait_timeout(state, LOOK);
            state = waited.map_or_else(|poisoned| poisoned.into_inner().0, |(state, _)| state);
        }
        state.waiting.retain(|waiting| *waiting != ticket);
        None
    }

    fn has_room(&self, state: &State, expects: u64) -> bool {
        let taken: u64 = state.inside.iter().map(|i| i.uses.max(i.expects)).sum();
        state.inside.is_empty() || self.budget.is_none_or(|budget| taken.saturating_add(expects) <= budget)
    }

    /// Measures what the builds use, and stops one when that is more than the budget.
    pub fn watch(&self) {
        let roots: Vec<(u64, u32)> =
            self.lock().inside.iter().filter_map(|i| Some((i.ticket, i.process?))).collect();
        let ids: Vec<u32> = roots.iter().map(|(_, process)| *process).collect();
        let Some(used) = usage::resident(&ids).filter(|_| !ids.is_empty()) else { return };
        let mut state = self.lock();
        for ((ticket, _), used) in roots.iter().zip(used) {
            if let Some(inside) = state.inside.iter_mut().find(|i| i.ticket == *ticket) {
                inside.uses = used;
                inside.most = inside.most.max(Some(used));
            }
        }
        if let Some(process) = self.one_too_many(&mut state) {
            children::end(process);
        }
        self.changed.notify_all();
    }

    /// Whom to stop: the last who entered, unless one is being stopped already.
    fn one_too_many(&self, state: &mut State) -> Option<u32> {
        let used: u64 = state.inside.iter().map(|i| i.uses).sum();
        if used <= self.budget? || state.inside.iter().any(|i| i.stopped.is_some()) {
            return None;
        }
        let alone = state.inside.len() == 1;
        let last = state.inside.iter_mut().rev().find(|i| i.process.is_some())?;
        last.stopped = Some(if alone { Stopped::ForGood } else { Stopped::ForNow });
        last.process
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat<'_> {
    /// The process that sits here.
    pub fn is(&self, process: u32) {
        if let Some(inside) = self.gate.lock().inside.iter_mut().find(|i| i.ticket == self.ticket) {
            inside.process = Some(process);
        }
    }

    /// Whether it was stopped, and the most bytes it was seen to use.
    #[must_use]
    pub fn seen(&self) -> (Option<Stopped>, Option<u64>) {
        let state = self.gate.lock();
        let inside = state.inside.iter().find(|i| i.ticket == self.ticket);
        inside.map_or((None, None), |i| (i.stopped, i.most))
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        self.gate.lock().inside.retain(|i| i.ticket != self.ticket);
        self.gate.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(uses: &[u64]) -> State {
        let inside = |(n, uses): (usize, &u64)| Inside {
            ticket: n as u64,
            process: Some(n as u32 + 100),
            expects: 10,
            uses: *uses,
            most: Some(*uses),
            stopped: None,
        };
        State { tickets: 9, waiting: vec![], inside: uses.iter().enumerate().map(inside).collect() }
    }

    #[test]
    fn one_alone_always_enters_and_others_when_there_is_room() {
        let gate = Gate::new(Some(100));
        assert!(gate.has_room(&state(&[]), 500));
        assert!(gate.has_room(&state(&[40]), 60));
        assert!(!gate.has_room(&state(&[41]), 60));
        assert!(!gate.has_room(&state(&[0, 0]), 81), "what is expected counts before it is used");
        assert!(Gate::new(None).has_room(&state(&[1 << 60]), 1 << 60));
    }

    #[test]
    fn the_last_to_enter_is_stopped_once_and_one_alone_for_good() {
        let gate = Gate::new(Some(100));
        let mut two = state(&[60, 50]);
        assert_eq!(gate.one_too_many(&mut two), Some(101));
        assert_eq!(two.inside[1].stopped, Some(Stopped::ForNow));
        assert_eq!(gate.one_too_many(&mut two), None, "one is being stopped already");
        let mut alone = state(&[101]);
        assert_eq!(gate.one_too_many(&mut alone), Some(100));
        assert_eq!(alone.inside[0].stopped, Some(Stopped::ForGood));
        assert_eq!(gate.one_too_many(&mut state(&[60, 40])), None);
        assert_eq!(Gate::new(None).one_too_many(&mut state(&[1 << 60])), None);
    }

    #[test]
    fn a_place_is_free_again_when_its_build_has_ended() {
        let gate = Gate::new(Some(10));
        let first = gate.enter(10).expect("room");
        assert!(!gate.has_room(&gate.lock(), 1));
        drop(first);
        drop(gate.enter(11).expect("one alone"));
        assert!(gate.lock().inside.is_empty() && gate.lock().waiting.is_empty());
    }
}
