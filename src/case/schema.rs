//! `case.toml` as it is written: every key, its default, and nothing else (unknown keys are errors).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

mod documents;
mod people;
mod rules;

pub use documents::{Author, DocumentDecision, DocumentRule, Extract};
pub use people::{Basis, Capacity, DataSubject, Party, PartyDecision, Profession, Requester, Role};
pub use rules::{
    CustomPattern, FindRules, Hidden, LoadRules, Marking, Ocr, Output, PasswordPolicy, Policy, SecondPerson,
    Security, Staff, Width,
};

/// The whole file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each field is the table of its name in case.toml, explained there")]
pub struct CaseFile {
    pub schema: u32,
    pub request: Request,
    pub data_subject: DataSubject,
    pub requester: Option<Requester>,
    #[serde(default, rename = "party")]
    pub parties: Vec<Party>,
    #[serde(default, rename = "document")]
    pub documents: Vec<DocumentRule>,
    #[serde(default)]
    pub load: LoadRules,
    #[serde(default)]
    pub find: FindRules,
    #[serde(default)]
    pub policy: Policy,
    #[serde(default)]
    pub security: Security,
    #[serde(default)]
    pub output: Output,
}

impl CaseFile {
    /// The entry for a document: its own, else that of the nearest container.
    #[must_use]
    pub fn rule(&self, name: &str) -> Option<&DocumentRule> {
        let mut part = name;
        loop {
            if let Some(rule) = self.documents.iter().find(|r| r.file == part) {
                return Some(rule);
            }
            part = &part[..part.rfind('!')?];
        }
    }
}

/// `[request]`: what was asked, and when.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The body's own reference, as stamped on every page.
    pub reference: String,
    /// First day anyone at the body had it.
    pub received: Date,
    /// Day it was valid and complete; checked against the ledger.
    pub valid: Option<Date>,
    /// As the requester put it.
    pub summary: String,
    /// Whose bank holidays count.
    #[serde(default)]
    pub nation: Nation,
    /// What the letter says of the decision.
    #[serde(default)]
    pub outcome: Outcome,
    /// How the answer is sent (S2 7.2.3); `paper` only when it was asked for with the request.
    #[serde(default)]
    pub delivery: Delivery,
    /// Reasonable adjustments that were agreed (S2 5.3.3): forms of the letters.
    #[serde(default)]
    pub adjustments: Vec<Adjustment>,
}

/// How the answer is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Delivery {
    #[default]
    Email,
    Paper,
}

/// A reasonable adjustment that concerns letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Adjustment {
    /// 18 pt type.
    LargePrint,
    /// A text file besides the PDF.
    PlainText,
    /// A web page besides the PDF.
    Html,
}

/// Whose bank holidays count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Nation {
    #[default]
    EnglandAndWales,
    Scotland,
    NorthernIreland,
}

/// What the letter says of the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// From what was redacted and withheld.
    #[default]
    Auto,
    /// Everything is disclosed.
    Granted,
    /// Some of it is withheld.
    PartGranted,
    /// Nothing was found.
    NothingHeld,
    /// The request is refused.
    Refused,
}
