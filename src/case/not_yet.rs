//! Keys of `case.toml` that are read and checked but not acted upon yet.
//!
//! Where ignoring a key would change what the requester receives, it is refused when a pack is built;
//! where it would not, it is said. Nothing is ignored in silence.

use super::check::problem;
use super::read::Lines;
use super::schema::{CaseFile, SecondPerson};
use crate::diag::Problem;

/// What cannot be done yet: first what stops a build, then what is only said.
pub(super) fn not_yet(case: &CaseFile, lines: &Lines, file: &str) -> (Vec<Problem>, Vec<Problem>) {
    let said = said(case);
    let tell = |(path, what, hint): (String, &str, &str)| problem(lines, file, &path, what, hint);
    // nothing that would change the pack is left undone
    (Vec::new(), said.into_iter().map(tell).collect())
}

/// The path of a key, what is not done about it, and what to do instead.
type Told = (String, &'static str, &'static str);

/// What leaves the pack as it is.
fn said(case: &CaseFile) -> Vec<Told> {
    let mut told = Vec::new();
    let mut tell = |wanted: bool, path: &str, what: &'static str, hint: &'static str| {
        if wanted {
            told.push((path.to_owned(), what, hint));
        }
    };
    let sample = case.policy.second_person == SecondPerson::Sample;
    let hint = "choose the cases yourself, and write \"required\" in those";
    tell(sample, "policy.second_person", "not yet: no sample of cases is drawn for a second person", hint);
    told
}
