//! Keys of `case.toml` that are read and checked but not acted upon yet.
//!
//! Where ignoring a key would change what the requester receives, it is refused when a pack is built.
//! Nothing is ignored in silence.

use super::check::problem;
use super::read::Lines;
use super::schema::{CaseFile, Width};
use crate::diag::Problem;

/// What cannot be done yet, and stops a build.
pub(super) fn not_yet(case: &CaseFile, lines: &Lines, file: &str) -> Vec<Problem> {
    let tell = |(path, what, hint): (String, &str, &str)| problem(lines, file, &path, what, hint);
    refused(case, lines).into_iter().map(tell).collect()
}

/// The path of a key, what is not done about it, and what to do instead.
type Told = (String, &'static str, &'static str);

/// What would change the pack.
fn refused(case: &CaseFile, lines: &Lines) -> Vec<Told> {
    let mut told = Vec::new();
    let mut tell = |wanted: bool, path: &str, what: &'static str, hint: &'static str| {
        if wanted {
            told.push((path.to_owned(), what, hint));
        }
    };
    let width = "not yet: the width of a removed word is not hidden";
    let exact = "write width = \"exact\" or delete the line: a panel is as wide as what it covers";
    for (i, rule) in case.documents.iter().enumerate() {
        let key = |name: &str| format!("document[{i}].{name}");
        tell(rule.width.is_some_and(|w| w != Width::Exact), &key("width"), width, exact);
    }
    tell(lines.has("policy.width") && case.policy.width != Width::Exact, "policy.width", width, exact);
    told
}
