//! One case from its fingerprint to its mark: recognised as finished, or built by a child of its own.
//!
//! Whatever happens to it stays with it: an error here is this case's outcome and nobody else's.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::diag::{Place, Problem};
use crate::error::{Error, Exit, Result};
use crate::pipeline;
use crate::sys::Env;
use crate::sys::interrupt;
use crate::sys::private::Lock;

use super::child::{Build, Ended, Mode, Passwords, Said};
use super::fingerprint::{self, Inputs};
use super::gate::{Gate, Stopped};
use super::mark::{self, Mark};
use super::outcome::{Outcome, State};
use super::shelf::Shelved;

/// How long a case that another program holds is waited for: what a killed worker left running ends by then.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often that is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// What a build needs at least, in bytes, and how many times its largest document.
const LEAST: u64 = 192 << 20;
const TIMES: u64 = 4;

/// What all cases of a run have in common.
#[derive(Debug)]
pub struct Work<'w> {
    /// Clock and randomness.
    pub env: &'w Env,
    /// The memory budget.
    pub gate: Gate,
    /// How decisions are taken.
    pub mode: Mode,
    /// Where the passwords come from.
    pub passwords: Passwords,
    /// The folder of all outputs, instead of each case's own.
    pub out: Option<PathBuf>,
    /// Whether packs that lie there are replaced.
    pub force: bool,
    /// Threads of one build.
    pub threads: usize,
    /// This program: its version and hash.
    pub program: String,
}

/// What one case is asked, and what it is made from.
struct Asked<'w> {
    work: &'w Work<'w>,
    case: &'w Shelved,
    inputs: Inputs,
    out: PathBuf,
    words: String,
}

impl Work<'_> {
    /// Does a case.
    #[must_use]
    pub fn one(&self, case: &Shelved) -> Outcome {
        let begin = Instant::now();
        let done = self.asked(case).and_then(|asked| asked.finish_or_build(begin));
        done.unwrap_or_else(|error| Outcome::failed(case, error))
    }

    /// What is known of a case without building it.
    #[must_use]
    pub fn known(&self, case: &Shelved) -> Outcome {
        let nothing = || Outcome {
            state: State::NotTried,
            ..Outcome::failed(case, Error { exit: Exit::Unchecked, problems: Vec::new() })
        };
        let look = |asked: Asked<'_>| -> Result<Outcome> {
            let Some(mark) = asked.mark() else { return Ok(nothing()) };
            let before = mark.ended.as_ref().filter(|e| e.exit != 0);
            let before = before.map(|ended| ended.as_outcome(case, State::NotBuilt));
            Ok(mark.finished(case, &asked.out)?.or(before).unwrap_or_else(nothing))
        };
        self.asked(case).and_then(look).unwrap_or_else(|error| Outcome::failed(case, error))
    }

    fn asked<'a>(&'a self, case: &'a Shelved) -> Result<Asked<'a>> {
        let out = self.out.as_ref().map_or_else(|| case.folder.join("out"), |out| out.join(case.name.raw()));
        let own = if self.out.is_some() { out.to_string_lossy().into_owned() } else { String::new() };
        let words = format!("{} {own}", self.mode.flag().unwrap_or("decided"));
        Ok(Asked { work: self, case, inputs: Inputs::of(&case.folder)?, out, words })
    }
}

impl Asked<'_> {
    /// The mark of a run that was asked the same of the same matter.
    fn mark(&self) -> Option<Mark> {
        Mark::read(&self.case.folder).filter(|m| m.is_of(&self.work.program, &self.words, &self.inputs))
    }

    fn finish_or_build(&self, begin: Instant) -> Result<Outcome> {
        let folder = mark::private_folder(&self.case.folder)?;
        let _held = folder.as_deref().map(hold).transpose()?;
        // asked once the case is this batch's: another may have finished it in the meantime
        if let Some(mark) = self.mark().filter(|_| !self.work.force)
            && let Some(outcome) = mark.finished(self.case, &self.out)?
        {
            return Ok(outcome);
        }
        wait_for_the_case(&self.case.folder);
        let last = Mark::read(&self.case.folder).filter(|m| m.asked == self.words);
        let halves = last.is_some_and(|m| m.left_halves(&self.inputs));
        let fresh = halves || !fingerprint::anything_in(&self.out);
        let mut mark = self.begun(fresh);
        if folder.is_some() {
            mark.write(&self.case.folder)?;
        }
        let (said, memory) = self.build(self.work.force || halves);
        let outcome = self.outcome(said, memory, begin);
        if folder.is_some() && outcome.exit != Exit::Interrupted {
            mark.ended = Some(self.ended(&outcome)?);
            mark.write(&self.case.folder)?;
        }
        Ok(outcome)
    }

    fn begun(&self, fresh: bool) -> Mark {
        Mark {
            v: 1,
            program: self.work.program.clone(),
            asked: self.words.clone(),
            inputs: self.inputs.clone(),
            fresh,
            ended: None,
        }
    }

    fn ended(&self, outcome: &Outcome) -> Result<mark::Ended> {
        Ok(mark::Ended {
            exit: outcome.exit.code(),
            outputs: fingerprint::outputs(&self.out)?,
            figures: outcome.figures,
            reviewed: outcome.reviewed,
            seconds: outcome.seconds,
            problems: outcome.problems.clone(),
        })
    }

    fn outcome(&self, said: Result<Said>, memory: Option<u64>, begin: Instant) -> Outcome {
        let seconds = begin.elapsed().as_secs_f64();
        match said {
            Ok(said) => Outcome {
                case: self.case.clone(),
                state: State::Built,
                exit: Exit::Done,
                figures: Some(said.figures),
                reviewed: said.reviewed,
                seconds,
                memory,
                problems: Vec::new(),
            },
            Err(error) => Outcome { seconds, memory, ..Outcome::failed(self.case, error) },
        }
    }

    /// The pack of a signed-off case is a reviewed one, whatever is asked of the others; where that cannot be
    /// (something changed since), it is built as the others are, and says NOT REVIEWED.
    fn build(&self, force: bool) -> (Result<Said>, Option<u64>) {
        let mode = self.work.mode;
        if mode == Mode::AcceptProposed && pipeline::is_signed_off(&self.case.folder, self.work.env) {
            let (said, memory) = self.build_as(Mode::Decided, force);
            if !said.as_ref().is_err_and(|e| e.exit == Exit::Undecided) {
                return (said, memory);
            }
        }
        self.build_as(mode, force)
    }

    /// Builds in a seat; again, when it had to leave it for others.
    fn build_as(&self, mode: Mode, force: bool) -> (Result<Said>, Option<u64>) {
        let mut expects = LEAST.saturating_add(self.inputs.largest.saturating_mul(TIMES));
        loop {
            let Some(seat) = self.work.gate.enter(expects) else { return (Err(interrupted()), None) };
            let build = Build {
                case: &self.case.folder,
                out: self.work.out.as_ref().map(|_| self.out.as_path()),
                mode,
                force,
                password: self.work.passwords.of(self.case.name.raw()),
                threads: self.work.threads,
            };
            let ended = build.run(&seat);
            let memory = seat.seen().1;
            match ended {
                Ended::Said(Err(_)) if interrupt::stopping() => return (Err(interrupted()), memory),
                Ended::Said(said) => return (said, memory),
                Ended::Stopped(Stopped::ForNow) => {
                    expects = expects.max(memory.unwrap_or(0).saturating_mul(2));
                }
                Ended::Stopped(Stopped::ForGood) => {
                    return (Err(too_large(memory, self.work.gate.budget())), memory);
                }
            }
        }
    }
}

/// This case is this batch's until it is done: two batches on one shelf build nothing twice.
fn hold(private: &Path) -> Result<Lock> {
    let begin = Instant::now();
    loop {
        if let Some(lock) = Lock::take(&private.join("batch.lock"))? {
            return Ok(lock);
        }
        if interrupt::stopping() {
            return Err(interrupted());
        }
        if begin.elapsed() > PATIENCE {
            let what = "another blackpanel batch is working on this case";
            return Err(Error::usage(Place::default(), what, "wait until it is done, then run this again"));
        }
        std::thread::sleep(LOOK);
    }
}

/// A build that a killed batch left is about to end; one that goes on is named by the build itself.
fn wait_for_the_case(case: &Path) {
    let lock = case.join(".blackpanel").join("lock");
    let begin = Instant::now();
    let is_held = || crate::sys::fs::exists_at(&lock) && matches!(Lock::take(&lock), Ok(None));
    while is_held() && begin.elapsed() < PATIENCE && !interrupt::stopping() {
        std::thread::sleep(LOOK);
    }
}

fn interrupted() -> Error {
    Error { exit: Exit::Interrupted, problems: Vec::new() }
}

fn too_large(memory: Option<u64>, budget: Option<u64>) -> Error {
    let megabytes = |bytes: Option<u64>| bytes.unwrap_or(0) >> 20;
    let what = format!(
        "its build used {} MB of memory alone, more than the {} MB of --memory",
        megabytes(memory),
        megabytes(budget)
    );
    let problem =
        Problem::new(Place::default(), what, "give more with --memory, or split its largest document");
    Error { exit: Exit::Unchecked, problems: vec![problem] }
}
