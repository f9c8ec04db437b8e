//! What was decided, as far as the requester may be told: from the case or from what was removed.
//!
//! Refuses a letter that says one thing while the pages show another.

use crate::case::schema::Outcome;
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::pack::request::{ExemptionUse, PackRequest, WithheldDocument};

/// The decision and what the letter may say of its reasons.
#[derive(Debug)]
pub(super) struct Decision<'a> {
    /// Never `Auto`.
    pub(super) outcome: Outcome,
    /// Exemptions the letter names.
    pub(super) stated: Vec<&'a ExemptionUse>,
    /// Withheld documents the letter names, each with its exemption.
    pub(super) withheld: Vec<(&'a WithheldDocument, &'a ExemptionUse)>,
    /// All panels, whatever they rest on.
    pub(super) panels: u32,
    /// Whether marks and counts by exemption are left out, because a panel rests on one that is
    /// not named and would stand out among marked ones.
    pub(super) pooled: bool,
}

/// Settles what the letter says.
///
/// # Errors
/// Exit 2 when the outcome of the case contradicts what was removed, when a refusal has no reason,
/// or when a withheld document names an exemption that is not in the list.
pub(super) fn decide<'a>(request: &'a PackRequest<'_>) -> Result<Decision<'a>> {
    let withheld = request.withheld.iter().map(|w| {
        let of = request.exemptions.iter().find(|e| e.id == w.exemption);
        of.map(|e| (w, e)).ok_or_else(|| contradiction("a document is withheld under an unknown exemption"))
    });
    let withheld: Result<Vec<_>> = withheld.collect();
    let withheld: Vec<_> = withheld?.into_iter().filter(|(_, e)| e.stated).collect();
    let panels = request.exemptions.iter().map(|e| e.count).sum();
    let pooled = request.exemptions.iter().any(|e| !e.stated && e.count > 0);
    let in_use = |e: &&ExemptionUse| e.stated && (e.count > 0 || withheld.iter().any(|(_, w)| w.id == e.id));
    let stated = request.exemptions.iter().filter(in_use).collect();
    let outcome = outcome(request, panels > 0 || !withheld.is_empty())?;
    Ok(Decision { outcome, stated, withheld, panels, pooled })
}

/// `removed`: whether the requester sees that something is missing. A document withheld without a
/// word does not count, or the letter would tell of it.
fn outcome(request: &PackRequest<'_>, removed: bool) -> Result<Outcome> {
    let documents = !request.documents.is_empty();
    match (request.facts.outcome, documents, removed) {
        (Outcome::Auto, true, true) | (Outcome::PartGranted, true, _) => Ok(Outcome::PartGranted),
        (Outcome::Auto | Outcome::Granted, true, false) => Ok(Outcome::Granted),
        (Outcome::Auto | Outcome::NothingHeld, false, false) if !request.held.is_empty() => {
            Err(contradiction("no document is in the file, and files are held that no page can show"))
        }
        (Outcome::Auto, false, true) => Ok(Outcome::Refused),
        (Outcome::Auto | Outcome::NothingHeld, false, false) => Ok(Outcome::NothingHeld),
        (Outcome::Refused, false, _) if removed || request.facts.refusal.is_some() => Ok(Outcome::Refused),
        (Outcome::Refused, false, _) => Err(contradiction("the request is refused and no reason is given")),
        (Outcome::Granted, ..) => Err(contradiction("the outcome is granted, and something is withheld")),
        (Outcome::PartGranted, false, _) => {
            Err(contradiction("the outcome is part-granted, and no document is disclosed"))
        }
        (Outcome::NothingHeld | Outcome::Refused, ..) => {
            Err(contradiction("the outcome says that nothing is sent, and documents are disclosed"))
        }
    }
}

fn contradiction(what: &str) -> Error {
    Error::usage(
        Place::file("case.toml"),
        what,
        "set outcome in [request] to \"auto\", or mend the decisions",
    )
}
