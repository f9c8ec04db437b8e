//! Somebody who looks at what a command does while it runs, in the place of a terminal: the review page.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::diag::Problem;

/// How far a command is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What it does, in our own words.
    pub what: &'static str,
    /// Steps done.
    pub done: u64,
    /// Steps there are.
    pub total: u64,
}

/// What a command said last, and every problem that it told.
#[derive(Debug, Default)]
pub struct Watch(Mutex<(Option<Step>, Vec<Problem>)>);

impl Watch {
    /// How far it is; none before its first step.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        self.lock().0
    }

    /// The problems so far.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        self.lock().1.clone()
    }

    pub(super) fn at(&self, step: Step) {
        self.lock().0 = Some(step);
    }

    pub(super) fn tell(&self, problem: Problem) {
        self.lock().1.push(problem);
    }

    fn lock(&self) -> MutexGuard<'_, (Option<Step>, Vec<Problem>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
