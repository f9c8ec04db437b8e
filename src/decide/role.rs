//! What the role, the decision and the basis of a listed person ask for.
//!
//! A child always goes until a person has said why, and never stays by a line of `case.toml` alone. The
//! dead are never withheld as other people: para 16 is about the living.

use super::Proposal;
use super::propose::{OTHER_PEOPLE, gate, keep, redact, settled};
use crate::case::mailbox::PRIVATE_MAIL;
use crate::case::schema::{Basis, Party, PartyDecision, Profession, Role};
use crate::find::{Finding, Kind, Tier};

/// Exemption for what is nobody's personal data any more.
const NOT_PERSONAL: &str = "NPD";

/// What is proposed for something of a listed person.
pub(super) fn party(party: &Party, finding: &Finding) -> Proposal {
    let exemption = party.exemption.as_deref().or(finding.exemption.as_deref());
    if party.role == Role::Child {
        return child(party, exemption);
    }
    let at_work = matches!(party.role, Role::Professional | Role::Representative);
    settled(match party.decision {
        Some(PartyDecision::Withhold) => {
            redact(lawful(party.role, exemption), "case.toml says that this person is withheld")
        }
        Some(PartyDecision::Disclose)
            if !at_work || matches!(party.basis, Some(Basis::Consent | Basis::Reasonable)) =>
        {
            keep("case.toml says that this person is disclosed")
        }
        _ => return by_role(party, exemption, finding),
    })
}

/// Whether the case withholds a person in so many words.
pub(super) fn is_withheld(party: &Party) -> bool {
    party.decision == Some(PartyDecision::Withhold) || party.role == Role::Child
}

/// A child: redacted, and open until somebody has given a reason; a gate where the case would disclose.
fn child(party: &Party, exemption: Option<&str>) -> Proposal {
    let disclosed = party.decision == Some(PartyDecision::Disclose);
    let reasoned = party.reason.as_deref().is_some_and(|r| !r.trim().is_empty());
    match (disclosed, reasoned) {
        (true, _) => {
            gate(redact(exemption, "a child whom case.toml would disclose: decide it mention by mention"))
        }
        (false, true) => settled(redact(exemption, "a child")),
        (false, false) => redact(exemption, "a child: give the party a reason, or decide here"),
    }
}

/// What the role of a listed person asks for.
fn by_role(party: &Party, exemption: Option<&str>, finding: &Finding) -> Proposal {
    let work = is_of_work(finding);
    settled(match party.role {
        Role::Professional if finding.tier == Tier::Check => {
            redact(exemption, "nearly a listed professional, perhaps somebody else: check")
        }
        Role::Professional | Role::ThirdParty if work && party.profession.is_some() => {
            keep(&format!("works in {}: {PARA_17}", field(party.profession)))
        }
        Role::Professional if work => keep("a listed professional, acting in their work"),
        Role::Representative => return representative(party, exemption, work),
        Role::Professional => redact(exemption, "a private detail of somebody known through their work"),
        Role::Deceased => redact(lawful(Role::Deceased, exemption), "a person who has died"),
        Role::Child => redact(exemption, "a child"),
        Role::Household => redact(exemption, "somebody of the same household"),
        Role::ThirdParty => redact(exemption, "a third party"),
    })
}

/// What DPA 2018 Sch 2 para 17 says of health, social work and education, and of no other staff.
const PARA_17: &str = "para 17 takes disclosing what they did there to be reasonable";

fn field(profession: Option<Profession>) -> &'static str {
    match profession {
        Some(Profession::Health) => "health",
        Some(Profession::SocialWork) => "social work",
        Some(Profession::Education) => "education",
        None => "their field",
    }
}

/// Somebody who acts for the data subject is kept or goes as the consent says; where nothing says, a
/// person looks.
fn representative(party: &Party, exemption: Option<&str>, work: bool) -> Proposal {
    match party.basis {
        Some(Basis::Refused | Basis::CannotBeAsked) => {
            settled(redact(exemption, "acts for the data subject, and has not agreed"))
        }
        Some(Basis::NotAsked) | None if work => {
            keep("acts for the data subject; case.toml names no consent: check, or give a basis")
        }
        Some(_) if work => settled(keep("a listed person who acts for the data subject")),
        _ => settled(redact(exemption, "a private detail of somebody who acts for the data subject")),
    }
}

/// An exemption that fits the role: nobody withholds the dead as other people.
pub(super) fn lawful(role: Role, exemption: Option<&str>) -> Option<&str> {
    match (role, exemption) {
        (Role::Deceased, None | Some(OTHER_PEOPLE)) => Some(NOT_PERSONAL),
        (_, exemption) => exemption,
    }
}

/// Name, work e-mail, desk phone and the like; never a mobile, a private mailbox or a home.
pub(super) fn is_of_work(finding: &Finding) -> bool {
    let text = finding.text.expose();
    match finding.kind {
        Kind::Person | Kind::Url | Kind::Reference => true,
        Kind::Phone => !is_mobile(text),
        Kind::Email => !is_private_mailbox(text),
        _ => false,
    }
}

/// A mailbox of a service for private people.
pub(super) fn is_private_mailbox(address: &str) -> bool {
    address.rsplit('@').next().is_some_and(|host| {
        let service = host.split('.').next().unwrap_or_default().to_lowercase();
        PRIVATE_MAIL.contains(&service.as_str())
    })
}

/// A mobile number of the United Kingdom (07…, +44 7…).
fn is_mobile(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let national = digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44")).unwrap_or(&digits);
    national.trim_start_matches('0').starts_with('7')
}
