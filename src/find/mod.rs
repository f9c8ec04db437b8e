//! From the text of all documents to findings: what identifies other people, and why we think so.
//!
//! It proposes nothing and removes nothing: `decide` does. A finding carries its text as a
//! [`Secret`], so that no log can print it by accident.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::diag::Secret;
use crate::geom::Rect;

mod alike;
mod apart;
mod book;
mod cells;
mod census;
mod claim;
mod colleague;
mod contact;
mod desk;
mod engine;
mod file_name;
mod fold;
mod index;
mod joined;
mod keep;
mod kind;
mod kinds;
mod letters;
mod lexicon;
mod likeness;
mod listed;
mod name;
mod nicknames;
mod own;
mod owner;
mod passage;
mod people;
mod place;
mod plain;
mod select;
mod smudged;
mod terms;
mod tidy;
mod title;
mod words;
mod written;

pub use engine::find;
pub use kind::{UnknownKind, kind_names};
pub use passage::is_health_of_subject;
pub use plain::{PlainFinding, PlainRules, plain, plain_with};
pub use select::{RedactRules, select, whole};
pub use terms::compile;
pub use title::redact_title;

pub(crate) use census::PERHAPS;
pub(crate) use kinds::ABSENCE;
use kinds::postcodes as scan_postcodes;

/// What was found. The names are a contract (README, "Kinds").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each kind is explained by the recogniser of its name")]
pub enum Kind {
    Person,
    Address,
    Postcode,
    Phone,
    Email,
    Nino,
    NhsNumber,
    DateOfBirth,
    Age,
    SortCode,
    Account,
    Iban,
    Card,
    Passport,
    DrivingLicence,
    Vehicle,
    Utr,
    CouncilTax,
    Reference,
    Ip,
    Url,
    Handle,
    Special,
    Operational,
    Custom,
}

/// How sure the finder is, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// A known person, or a pattern with a valid check digit.
    Certain,
    /// A strong cue.
    Likely,
    /// A person should look.
    Check,
}

/// Number of a person of the case: P01, P02 …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub u32);

impl std::fmt::Display for PersonId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "P{:02}", self.0)
    }
}

/// First 16 hex digits of HMAC-SHA-256(case key; document id, page, kind, first and last ordinal).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FindingId(pub String);

/// Whose a mention is: the part of the case, in so far as the finder knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// The data subject: to be kept.
    Subject,
    /// A party of `case.toml`, by its index there.
    Party(usize),
    /// Somebody the finder discovered.
    Discovered,
    /// Shared between the data subject and somebody else, or not to be told apart.
    Ambiguous,
    /// Nobody's: an organisation's, or on the keep-list.
    Nobody,
}

/// One person of the case with what is known of them.
#[derive(Debug, Clone)]
pub struct Person {
    /// Number, in order of first mention; the data subject is P00.
    pub id: PersonId,
    /// Whose mentions these are.
    pub owner: Owner,
    /// Name as first seen or as `case.toml` writes it.
    pub name: Secret,
    /// Mentions over all documents.
    pub mentions: u32,
    /// Whether a job title stands beside the name somewhere, or the person has an address at a listed
    /// professional's domain: perhaps staff.
    pub office: bool,
    /// Last day on which the person and the data subject wrote to each other by e-mail.
    pub contact: Option<jiff::civil::Date>,
    /// Folded words that stand for the person (forenames, short forms, surnames), for titles and names
    /// of files.
    pub words: Vec<Secret>,
}

/// A term of a block or allow list.
#[derive(Debug, Clone)]
pub struct ListTerm {
    /// The term as written.
    pub term: Secret,
    /// The kind its findings get.
    pub kind: Kind,
    /// The exemption the list names for it.
    pub exemption: Option<String>,
}

/// What the finder is asked.
#[derive(Debug, Clone, Copy)]
pub struct FindRequest<'a> {
    /// The case file; without it nobody is known and everybody found is a third party.
    pub case: Option<&'a crate::case::schema::CaseFile>,
    /// The text of all documents of the case.
    pub documents: &'a [crate::text::DocumentText],
    /// Case key: the secret under which findings get their identity.
    pub key: &'a [u8; 32],
    /// Terms to find.
    pub block: &'a [ListTerm],
    /// Terms to keep.
    pub allow: &'a [ListTerm],
}

/// What a decision holds on to when pages or texts shift a little (design, section 6).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// Display-space box on the page.
    pub boxes: Vec<Rect>,
    /// HMAC of the folded text.
    pub text: String,
    /// HMAC of the 20 characters before.
    pub before: String,
    /// HMAC of the 20 characters after.
    pub after: String,
}

/// One place in one document that may have to go.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Identity: stable while document, page and glyphs stay the same.
    pub id: FindingId,
    /// Index of the document in the slice given to `find`.
    pub document: usize,
    /// Page, from 1.
    pub page: u32,
    /// What it is.
    pub kind: Kind,
    /// How sure.
    pub tier: Tier,
    /// Why, in plain English; holds none of the found text.
    pub reason: String,
    /// Whose it is.
    pub owner: Owner,
    /// The person it is a mention of.
    pub person: Option<PersonId>,
    /// The exemption a custom pattern or list names for it.
    pub exemption: Option<String>,
    /// The found text.
    pub text: Secret,
    /// Characters of the page's text it covers.
    pub chars: Range<u32>,
    /// Ordinals of its glyphs, ascending, runs merged.
    pub glyphs: Vec<Range<u32>>,
    /// What a decision about it is bound to.
    pub anchor: Anchor,
}

/// Everything the finder has to say about a case.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The people, the data subject first.
    pub people: Vec<Person>,
    /// The findings by document, page and place.
    pub findings: Vec<Finding>,
    /// Documents that the requester seems to have written: a suggestion, never assumed.
    pub written: Vec<Written>,
}

impl Found {
    /// Leaves what stands in the first `documents` of those that were searched; of the others the people stay
    /// known, since titles and names of files can hold them.
    pub fn only(&mut self, documents: usize) {
        self.findings.retain(|f| f.document < documents);
        self.written.retain(|w| w.document < documents);
        let mut times: std::collections::HashMap<PersonId, u32> = std::collections::HashMap::new();
        for person in self.findings.iter().filter_map(|f| f.person) {
            *times.entry(person).or_default() += 1;
        }
        for person in &mut self.people {
            person.mentions = person.mentions.min(times.get(&person.id).copied().unwrap_or_default());
        }
    }
}

/// A document that the requester seems to have written, and what says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Index of the document in the slice given to `find`.
    pub document: usize,
    /// What says so, in plain English.
    pub reason: &'static str,
}

#[cfg(test)]
mod tests;
