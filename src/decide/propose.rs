//! What is proposed for a finding, and whether `case.toml` has settled it already.
//!
//! Whom a person has listed, with a role or a decision, is settled: that was a human answer. Whom the
//! finder discovered is a proposal only, and so is every match that it marks "check".

use super::{Proposal, Verdict};
use crate::case::Case;
use crate::case::schema::{Author, Basis, Party, PartyDecision, Role};
use crate::find::{Finding, Kind, Owner, Tier};

/// Exemption for other people (DPA 2018, Sch 2, para 16).
pub(super) const OTHER_PEOPLE: &str = "S2P3-16";

/// Exemption for what is nobody's personal data any more.
const NOT_PERSONAL: &str = "NPD";

/// Mail services of private people: an address there is no address at work.
const PRIVATE_MAIL: [&str; 20] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "live",
    "msn",
    "yahoo",
    "ymail",
    "icloud",
    "me",
    "mac",
    "aol",
    "btinternet",
    "sky",
    "virginmedia",
    "talktalk",
    "ntlworld",
    "protonmail",
    "proton",
    "gmx",
];

/// What is proposed for a finding in a document of this name; `own` says that it lies inside what is
/// the data subject's own.
pub(super) fn propose(case: &Case, finding: &Finding, document: &str, own: bool) -> Proposal {
    if is_requesters(case, document) {
        return settled(keep("the requester supplied this document"));
    }
    if finding.owner == Owner::Subject {
        return settled(keep("it is the data subject's own"));
    }
    let text = finding.text.expose();
    if let Some(term) = case.lists.blocked(text) {
        return settled(redact(term.exemption.as_deref(), "it stands on the block list"));
    }
    if case.lists.allowed(text).is_some() {
        return settled(keep("it stands on the allow list"));
    }
    if own {
        return settled(keep("it is part of the data subject's own"));
    }
    if matches!(finding.kind, Kind::Special | Kind::Operational) {
        return keep("a sensitive passage that names nobody: a person should read it");
    }
    let proposal = match finding.owner {
        Owner::Party(index) => match case.file.parties.get(index) {
            Some(p) => party(p, finding),
            None => return redact(finding.exemption.as_deref(), "it belongs to somebody else"),
        },
        Owner::Nobody => keep("it belongs to no person"),
        Owner::Ambiguous => return ambiguous(finding),
        Owner::Discovered | Owner::Subject => return discovered(finding),
    };
    if finding.tier == Tier::Check { proposal } else { settled(proposal) }
}

/// Whether `case.toml` says that the requester wrote a document (or what it is a part of).
fn is_requesters(case: &Case, document: &str) -> bool {
    case.file.documents.iter().any(|rule| {
        let part = document.strip_prefix(rule.file.as_str());
        rule.author == Some(Author::Requester) && part.is_some_and(|p| p.is_empty() || p.starts_with('!'))
    })
}

fn party(party: &Party, finding: &Finding) -> Proposal {
    let exemption = party.exemption.as_deref().or(finding.exemption.as_deref());
    let at_work = matches!(party.role, Role::Professional | Role::Representative);
    match party.decision {
        Some(PartyDecision::Withhold) => redact(exemption, "case.toml says that this person is withheld"),
        Some(PartyDecision::Disclose)
            if !at_work || matches!(party.basis, Some(Basis::Consent | Basis::Reasonable)) =>
        {
            keep("case.toml says that this person is disclosed")
        }
        _ => by_role(party.role, exemption, finding),
    }
}

/// What the role of a listed person asks for.
fn by_role(role: Role, exemption: Option<&str>, finding: &Finding) -> Proposal {
    match role {
        Role::Professional if is_of_work(finding) => keep("a listed professional, acting in their work"),
        Role::Representative if is_of_work(finding) => keep("a listed person who acts for the data subject"),
        Role::Professional | Role::Representative => {
            redact(exemption, "a private detail of somebody known through their work")
        }
        Role::Deceased => redact(exemption.or(Some(NOT_PERSONAL)), "a person who has died"),
        Role::Child => redact(exemption, "a child"),
        Role::Household => redact(exemption, "somebody of the same household"),
        Role::ThirdParty => redact(exemption, "a third party"),
    }
}

/// Name, work e-mail, desk phone and the like; never a mobile, a private mailbox or a home.
fn is_of_work(finding: &Finding) -> bool {
    let text = finding.text.expose();
    match finding.kind {
        Kind::Person | Kind::Url | Kind::Reference => true,
        Kind::Phone => !is_mobile(text),
        Kind::Email => text.rsplit('@').next().is_some_and(|host| {
            let service = host.split('.').next().unwrap_or_default().to_lowercase();
            !PRIVATE_MAIL.contains(&service.as_str())
        }),
        _ => false,
    }
}

/// A mobile number of the United Kingdom (07…, +44 7…).
fn is_mobile(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44")).unwrap_or(&digits);
    national.trim_start_matches('0').starts_with('7')
}

/// What the data subject shares with somebody, or what could be either's.
fn ambiguous(finding: &Finding) -> Proposal {
    match finding.kind {
        Kind::Person | Kind::DateOfBirth | Kind::Age => {
            redact(finding.exemption.as_deref(), "it can be the data subject or somebody else: check")
        }
        _ => keep("the data subject shares it with somebody: check"),
    }
}

fn discovered(finding: &Finding) -> Proposal {
    let why = match (finding.kind, finding.tier) {
        (Kind::Person, _) => "somebody who is not listed in case.toml: check",
        (Kind::Custom, _) => "a pattern of case.toml",
        (_, Tier::Check) => "it can identify somebody: check",
        _ => "it identifies somebody who is not listed in case.toml",
    };
    redact(finding.exemption.as_deref(), why)
}

fn keep(reason: &str) -> Proposal {
    Proposal { verdict: Verdict::Keep, exemption: String::new(), reason: reason.into(), by_case: false }
}

fn redact(exemption: Option<&str>, reason: &str) -> Proposal {
    let exemption = exemption.unwrap_or(OTHER_PEOPLE).to_owned();
    Proposal { verdict: Verdict::Redact, exemption, reason: reason.into(), by_case: false }
}

fn settled(proposal: Proposal) -> Proposal {
    Proposal { by_case: true, ..proposal }
}
