//! What is proposed for a finding, and whether `case.toml` has settled it already.
//!
//! Whom a person has listed, with a role or a decision, is settled: that was a human answer. Whom the
//! finder discovered is a proposal only, and so is every match that it marks "check". What contradicts
//! itself is a gate: accepting all proposals does not open it.

use super::{Proposal, Verdict, role, staff};
use crate::case::Case;
use crate::case::schema::Author;
use crate::find::{ABSENCE, Finding, Kind, Owner, PERHAPS, Person, Tier};

/// Exemption for other people (DPA 2018, Sch 2, para 16).
pub(super) const OTHER_PEOPLE: &str = "S2P3-16";

/// What is known around a finding.
pub(super) struct About<'a> {
    /// Name of its document.
    pub(super) document: &'a str,
    /// Whether it lies inside what is the data subject's own.
    pub(super) own: bool,
    /// Whose mention it is.
    pub(super) person: Option<&'a Person>,
}

/// What is proposed for a finding.
pub(super) fn propose(case: &Case, finding: &Finding, about: &About<'_>) -> Proposal {
    let text = finding.text.expose();
    if is_requesters(case, about.document) {
        return supplied(case, finding);
    }
    if finding.owner == Owner::Subject {
        let own = keep("it is the data subject's own");
        let unsure = finding.kind == Kind::Person && finding.tier == Tier::Check;
        return if unsure { own } else { settled(own) };
    }
    if let Some(term) = case.lists.blocked(text) {
        return settled(redact(term.exemption.as_deref(), "it stands on the block list"));
    }
    if case.lists.allowed(text).is_some() {
        return settled(keep("it stands on the allow list"));
    }
    if about.own {
        return settled(keep("it is part of the data subject's own"));
    }
    if finding.kind == Kind::Special && finding.reason.starts_with(ABSENCE) {
        return redact(finding.exemption.as_deref(), "sickness or leave of somebody at work: private, check");
    }
    if matches!(finding.kind, Kind::Special | Kind::Operational) {
        return keep("a sensitive passage is not removed unasked: a person should read it");
    }
    let proposal = match finding.owner {
        Owner::Party(index) => match case.file.parties.get(index) {
            Some(p) => role::party(p, finding),
            None => return redact(finding.exemption.as_deref(), "it belongs to somebody else"),
        },
        Owner::Nobody => settled(keep("it belongs to no person")),
        Owner::Ambiguous => return ambiguous(case, finding),
        Owner::Discovered | Owner::Subject => {
            let staff = about.person.filter(|p| p.office).and_then(|p| staff::propose(case, finding, p));
            return staff.unwrap_or_else(|| discovered(finding, about.person));
        }
    };
    Proposal { by_case: proposal.by_case && finding.tier != Tier::Check, ..proposal }
}

/// What stands in a document that the requester wrote or sent: they know it. Whom the case withholds
/// all the same is a contradiction for a person to settle.
fn supplied(case: &Case, finding: &Finding) -> Proposal {
    let party = match finding.owner {
        Owner::Party(index) => case.file.parties.get(index).filter(|p| role::is_withheld(p)),
        _ => None,
    };
    let conflict = "a conflict: the requester supplied this document, and the case withholds this person";
    if let Some(party) = party {
        return gate(redact(role::lawful(party.role, party.exemption.as_deref()), conflict));
    }
    if let Some(term) = case.lists.blocked(finding.text.expose()) {
        return gate(redact(term.exemption.as_deref(), conflict));
    }
    settled(keep("supplied by the requester"))
}

/// Whether `case.toml` says that the requester wrote a document (or what it is a part of).
fn is_requesters(case: &Case, document: &str) -> bool {
    case.file.documents.iter().any(|rule| {
        let part = document.strip_prefix(rule.file.as_str());
        rule.author == Some(Author::Requester) && part.is_some_and(|p| p.is_empty() || p.starts_with('!'))
    })
}

/// What the data subject shares with somebody, or what could be either's.
fn ambiguous(case: &Case, finding: &Finding) -> Proposal {
    let listed =
        |text: &str| case.file.data_subject.emails.iter().any(|e| e.eq_ignore_ascii_case(text.trim()));
    match finding.kind {
        // nobody whom the case lists is meant: the data subject's own name is not taken unasked
        Kind::Person if finding.reason == PERHAPS => {
            keep("it can be the data subject, or somebody who is not listed: check")
        }
        Kind::Person | Kind::DateOfBirth | Kind::Age => {
            redact(finding.exemption.as_deref(), "it can be the data subject or somebody else: check")
        }
        Kind::Email if !listed(finding.text.expose()) => {
            redact(finding.exemption.as_deref(), "it can be the data subject's or somebody else's: check")
        }
        _ if finding.reason.ends_with("own") => keep("perhaps the data subject's own: check"),
        _ => keep("the data subject shares it with somebody: check"),
    }
}

fn discovered(finding: &Finding, person: Option<&Person>) -> Proposal {
    let why = match (finding.kind, finding.tier) {
        (Kind::Person, _) => "somebody who is not listed in case.toml: check",
        (Kind::Custom, _) => "a pattern of case.toml",
        (_, Tier::Check) => "it can identify somebody: check",
        _ => "it identifies somebody who is not listed in case.toml",
    };
    let known = person.map(staff::known).unwrap_or_default();
    redact(finding.exemption.as_deref(), &format!("{why}{known}"))
}

pub(super) fn keep(reason: &str) -> Proposal {
    Proposal {
        verdict: Verdict::Keep,
        exemption: String::new(),
        reason: reason.into(),
        by_case: false,
        gate: false,
    }
}

pub(super) fn redact(exemption: Option<&str>, reason: &str) -> Proposal {
    let exemption = exemption.unwrap_or(OTHER_PEOPLE).to_owned();
    Proposal { verdict: Verdict::Redact, exemption, reason: reason.into(), by_case: false, gate: false }
}

pub(super) fn settled(proposal: Proposal) -> Proposal {
    Proposal { by_case: true, ..proposal }
}

/// Accepting all proposals does not settle it: a person decides.
pub(super) fn gate(proposal: Proposal) -> Proposal {
    Proposal { by_case: false, gate: true, ..proposal }
}
