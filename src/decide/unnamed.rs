//! Documents withheld under an exemption that may not be named, while a mail or an archive that lists them
//! goes out: refused, for the list would name them.

use super::{Document, Held};
use crate::case::exemption::{Mode, Register};
use crate::diag::{Place, Problem};

/// Whether an exemption is never named to the requester.
pub(super) fn is_silent(exemption: &str) -> bool {
    Register::shipped().get(exemption).is_some_and(|e| e.mode == Mode::Silent)
}

/// For each such document the containers that are disclosed.
pub(super) fn listed(documents: &[Document<'_>], disclosed: &[usize], held: &[Held]) -> Vec<Problem> {
    let sent: Vec<&str> = disclosed.iter().filter_map(|i| Some(documents.get(*i)?.text.name.raw())).collect();
    let silent = held.iter().filter(|h| h.is_withheld() && is_silent(&h.exemption));
    silent.filter_map(|held| named_by(held.name.raw(), &sent).map(|by| problem(held, by))).collect()
}

/// The disclosed document inside which one lies: `mail.eml` of `mail.eml!2/report.docx`.
fn named_by<'s>(name: &str, sent: &[&'s str]) -> Option<&'s str> {
    let containers = name.match_indices('!').filter_map(|(at, _)| name.get(..at));
    containers.into_iter().find_map(|container| sent.iter().find(|s| **s == container).copied())
}

fn problem(held: &Held, container: &str) -> Problem {
    let what =
        "is withheld under an exemption that is not named, and the document that lists it would be sent";
    let hint = format!(
        "withhold or exclude {container} as well, and disclose what it says about the requester as an extract"
    );
    Problem::new(Place::file(held.name.clone()), what, hint)
}
