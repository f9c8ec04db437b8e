//! What must be settled before a pack is released: one list, each with the command that closes it.
//!
//! Pure: from `case.toml` and what the log says to the gates that are open. It names people by their
//! number in `case.toml` or among those found; it never takes silence for an answer.

use jiff::ToSpan;
use jiff::civil::Date;

use super::exemption::{Register, Who};
use super::schema::{Capacity, CaseFile, Party, PartyDecision, Role, SecondPerson};
use crate::diag::Secret;

/// The exemption for information about other people.
const OTHERS: &str = "S2P3-16";

/// What the request log says, folded by `record`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Happened {
    /// Identity was proved whole (name, address, date of birth, at the address on record) or waived.
    pub identity: bool,
    /// To whom the data subject agreed that the answer goes.
    pub consent_to: Vec<String>,
    /// A child's competence was found, or parental responsibility proved.
    pub child: bool,
    /// How many searches were logged.
    pub searches: u64,
    /// People whose consultation and balancing the log holds, by name.
    pub parties: Vec<String>,
    /// About what a manager wrote advice: ids of exemptions.
    pub managers: Vec<String>,
    /// A health professional's opinion of the last six months that no serious harm is likely, or that the
    /// person knows it already.
    pub health: bool,
    /// The request was spoken, and nothing says that it was confirmed in writing.
    pub unconfirmed: bool,
    /// The seal that a second person signed last, not sent back since.
    pub signed: Option<String>,
}

/// What the gates are asked about.
#[derive(Debug, Clone, Copy)]
pub struct Release<'a> {
    /// The case.
    pub case: &'a CaseFile,
    /// What the log says.
    pub happened: &'a Happened,
    /// Today.
    pub today: Date,
    /// Whether the documents hold data about health; `case.toml` can say so too.
    pub health: bool,
    /// The seal of sources and decisions as they are now.
    pub seal: Option<&'a str>,
    /// People who are not listed in `case.toml` and about whom somebody decided; empty where no document
    /// was opened.
    pub found: &'a [Stranger],
    /// Whether the case is one of those that a second person checks under `second_person = "sample"`.
    pub drawn: bool,
    /// Ids of the exemptions that decisions use, besides those of `case.toml`.
    pub used: &'a [String],
}

/// Somebody who was found in the documents, is not listed in `case.toml`, and was withheld as another
/// person or disclosed.
#[derive(Debug, Clone)]
pub struct Stranger {
    /// Number of the person, as `find` and `list` show it.
    pub number: u32,
    /// The forms in which the person is named.
    pub names: Vec<Secret>,
}

/// A gate that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// A spoken request was not confirmed in writing (S2 5.3.2).
    Unconfirmed,
    /// Identity (S2 5.4.3, 5.4.4).
    Identity,
    /// The representative's consent (S2 5.5.3).
    Consent,
    /// A child's competence, or parental responsibility (S2 12.1).
    Child,
    /// No search is logged (S2 7.1).
    Search,
    /// What this party (from 1) was asked, and the balancing (DPA 2018, Sch 2, para 16).
    Party(usize),
    /// The same for somebody who was found (their number) and is not listed.
    Found(u32),
    /// This party (from 1) is withheld although para 17 takes disclosure to be reasonable.
    Professional(usize),
    /// Data about health without an opinion (DPA 2018, Sch 3, para 6).
    Health,
    /// An exemption that only a manager applies, with a note of the prejudice.
    Manager(&'static str),
    /// The second person; `true` when something changed after they signed.
    SecondPerson(bool),
}

/// The gates that are open, in the order in which they are closed.
#[must_use]
pub fn open(release: &Release<'_>) -> Vec<Gate> {
    let Release { case, happened, .. } = release;
    let mut gates = Vec::new();
    let mut hold = |open: bool, gate: Gate| gates.extend(open.then_some(gate));
    hold(happened.unconfirmed, Gate::Unconfirmed);
    hold(!happened.identity, Gate::Identity);
    hold(consent_missing(case, happened), Gate::Consent);
    hold(is_child(release) && !happened.child, Gate::Child);
    hold(happened.searches == 0, Gate::Search);
    for (index, party) in case.parties.iter().enumerate() {
        hold(raises_17(party), Gate::Professional(index + 1));
        hold(!raises_17(party) && !weighed(party, happened), Gate::Party(index + 1));
    }
    for stranger in release.found {
        let names = || stranger.names.iter().map(Secret::expose);
        let asked = happened.parties.iter().any(|asked| names().any(|name| same_name(asked, name)));
        hold(!asked, Gate::Found(stranger.number));
    }
    let health = release.health
        || case.parties.iter().any(|p| p.profession == Some(super::schema::Profession::Health));
    hold(health && !happened.health, Gate::Health);
    for id in managers(case, release.used) {
        hold(!happened.managers.iter().any(|m| m.eq_ignore_ascii_case(id)), Gate::Manager(id));
    }
    let signed = happened.signed.is_some() && happened.signed.as_deref() == release.seal;
    let wanted = match case.policy.second_person {
        SecondPerson::Required => true,
        SecondPerson::Sample => release.drawn,
        SecondPerson::Off => false,
    };
    hold(wanted && !signed, Gate::SecondPerson(happened.signed.is_some()));
    gates
}

/// Whether withholding a party meets para 17: health, social work or education, in their work. All other
/// staff are weighed under para 16.
#[must_use]
pub fn raises_17(party: &Party) -> bool {
    let withheld = party.decision == Some(PartyDecision::Withhold);
    withheld && party.profession.is_some() && party.exemption.as_deref().is_none_or(|e| e == OTHERS)
}

fn consent_missing(case: &CaseFile, happened: &Happened) -> bool {
    let asks = |r: &&super::schema::Requester| r.capacity != Capacity::Parent;
    let Some(requester) = case.requester.as_ref().filter(asks) else { return false };
    !happened.consent_to.iter().any(|to| same_name(to, &requester.name))
}

fn same_name(a: &str, b: &str) -> bool {
    let words = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(a) == words(b)
}

/// Whether the data subject is under eighteen, or a parent asks for them.
fn is_child(release: &Release<'_>) -> bool {
    let born = release.case.data_subject.date_of_birth;
    let young = born.is_some_and(|born| born.saturating_add(18.years()) > release.today);
    young || release.case.requester.as_ref().is_some_and(|r| r.capacity == Capacity::Parent)
}

/// Whether a party needs no weighing, or has it: a basis and a sentence, in `case.toml` or in the log.
fn weighed(party: &Party, happened: &Happened) -> bool {
    let withheld = party.decision == Some(PartyDecision::Withhold);
    let concerned = match party.role {
        Role::Professional => withheld,
        Role::Representative | Role::Deceased => false,
        Role::ThirdParty | Role::Child | Role::Household => true,
    };
    let other_ground = withheld && party.exemption.as_deref().is_some_and(|e| e != OTHERS);
    let written = party.basis.is_some() && party.reason.as_deref().is_some_and(|r| !r.trim().is_empty());
    !concerned || other_ground || written || happened.parties.iter().any(|name| same_name(name, &party.name))
}

/// The exemptions of the case and of its decisions that only a manager applies, each once.
fn managers(case: &CaseFile, decided: &[String]) -> Vec<&'static str> {
    let parties = case.parties.iter().filter_map(|p| p.exemption.as_deref());
    let documents = case.documents.iter().filter_map(|d| d.exemption.as_deref());
    let patterns = case.find.patterns.iter().filter_map(|p| p.exemption.as_deref());
    let used: Vec<&str> =
        parties.chain(documents).chain(patterns).chain(decided.iter().map(String::as_str)).collect();
    let entries = Register::shipped().entries().iter();
    entries
        .filter(|e| e.who == Who::Manager && used.contains(&e.id.as_str()))
        .map(|e| e.id.as_str())
        .collect()
}

#[cfg(test)]
mod tests;
mod words;
