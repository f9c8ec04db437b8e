//! The only place that names every stage: folder to pack, file to file.
//!
//! ```text
//! build:   open → read → search → settle → burn → pack → protect → verify → record → publish
//! redact:         read → search →          burn →        protect → verify →          publish
//! ```
//!
//! A stage is called here and nowhere else; what one leaves is handed to the next by value. Nothing
//! gets its final name before `verify` made a `Verified` of the very bytes on disk.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use crate::show::Console;
use crate::sys::Env;

mod anew;
mod answers;
mod archive;
mod build;
mod cache;
mod clock;
mod copies;
mod doctor;
mod escape;
mod extracts;
mod eyes;
mod gates;
mod gather;
mod input;
mod judge;
mod left_out;
mod letter;
mod letterhead;
mod likeness;
mod marked;
mod office;
mod outputs;
mod pdfs;
mod present;
mod publish;
mod reading;
mod redact;
mod request;
mod residue;
mod retention;
mod review;
mod scans;
mod search;
mod sent;
mod shelf;
mod stats;
mod survey;
#[cfg(test)]
mod tests;
mod verify;
mod widths;

pub use crate::decide::marks::Deleted;
pub use crate::letter::Kind as LetterKind;
pub use crate::record::request::Role;
pub use answers::{Answers, Listed, decide, list};
pub use archive::{RecordOptions, check_archive, record};
pub use build::{BuildOptions, build};
pub use clock::clock_of;
pub use doctor::doctor;
pub use input::{password_from, read_terms};
pub use letter::{Form, LetterOptions, Wanted, copy_templates, letter};
pub use redact::{RedactOptions, names_what_goes, redact, text};
pub use request::{LogOptions, check_record, log, log_help};
pub use retention::{dispose, due};
pub use review::{No, Review, ReviewOptions, ReviewRole, Told, View, Who};
pub use search::find;
pub use shelf::{CASE_FILES, draft_cases, is_signed_off};
pub use stats::stats;
pub use survey::{codes, new_case, plain};
pub use verify::{ReportForm, VerifyOptions, explain, verify};

/// A run of the program: the outside world, where words go, and how long each stage took.
#[derive(Debug)]
pub struct Run<'a> {
    /// Clock and randomness.
    pub env: &'a Env,
    /// Where messages go.
    pub console: &'a Console,
    timings: RefCell<Vec<(&'static str, Duration)>>,
}

impl<'a> Run<'a> {
    /// A run that has done nothing yet.
    #[must_use]
    pub fn new(env: &'a Env, console: &'a Console) -> Self {
        Self { env, console, timings: RefCell::default() }
    }

    /// Does one stage and notes how long it took.
    fn stage<T>(&self, name: &'static str, work: impl FnOnce() -> T) -> T {
        let begin = Instant::now();
        let done = work();
        self.timings.borrow_mut().push((name, begin.elapsed()));
        done
    }

    /// Seconds per stage, in the order in which they ran.
    #[must_use]
    pub fn timings(&self) -> Vec<(&'static str, f64)> {
        self.timings.borrow().iter().map(|(name, took)| (*name, took.as_secs_f64())).collect()
    }
}
