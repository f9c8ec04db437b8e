//! The line of cases: as many at once as were asked for, each on a thread of its own; results are told by
//! one thread alone, as they come.

use std::collections::VecDeque;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::pipeline::Run;
use crate::sys::interrupt;

use super::one::Work;
use super::outcome::Outcome;
use super::shelf::Shelved;

/// How often memory is measured and the display renewed.
const BEAT: Duration = Duration::from_millis(100);

/// Does all cases, `jobs` at once, and tells each result as it comes. Those that were not begun when the
/// run was interrupted are not among the outcomes.
pub fn run(run: &Run<'_>, work: &Work<'_>, cases: &[Shelved], jobs: usize) -> Vec<Outcome> {
    let waiting: Mutex<VecDeque<&Shelved>> = Mutex::new(cases.iter().collect());
    let (sender, receiver) = mpsc::channel();
    let console = run.console;
    let mut progress = console.progress("cases", cases.len() as u64);
    let mut outcomes = Vec::new();
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (sender, waiting) = (sender.clone(), &waiting);
            scope.spawn(move || {
                while let Some(case) = next(waiting) {
                    let _ = sender.send(work.one(case));
                }
            });
        }
        drop(sender);
        let mut told = false;
        loop {
            match receiver.recv_timeout(BEAT) {
                Ok(outcome) => {
                    progress.aside(|| outcome.tell(console));
                    progress.step();
                    outcomes.push(outcome);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            work.gate.watch();
            progress.tick();
            if interrupt::stopping() && !told {
                told = true;
                progress.aside(|| console.note("interrupted; the same command goes on from here"));
            }
        }
    });
    outcomes.sort_by_key(|outcome| outcome.case.number);
    outcomes
}

fn next<'c>(waiting: &Mutex<VecDeque<&'c Shelved>>) -> Option<&'c Shelved> {
    let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
    waiting.pop_front().filter(|_| !interrupt::stopping())
}
