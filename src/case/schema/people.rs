//! The people `case.toml` names: whom the data is about, who asks, and the parties.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// `[data_subject]`: the person the data is about; kept visible.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct DataSubject {
    pub name: String,
    pub title: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub date_of_birth: Option<Date>,
    #[serde(default)]
    pub addresses: Vec<String>,
    #[serde(default)]
    pub emails: Vec<String>,
    #[serde(default)]
    pub phones: Vec<String>,
    #[serde(default)]
    pub identifiers: Vec<String>,
}

/// `[requester]`: only when somebody asks for the data subject.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Requester {
    pub name: String,
    pub capacity: Capacity,
    pub address: Option<String>,
    pub consent: Option<String>,
}

/// In what capacity somebody asks for the data subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Capacity {
    Representative,
    Parent,
    Solicitor,
    Deputy,
}

/// `[[party]]`: somebody the officer knows to be in the documents.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Party {
    pub name: String,
    pub role: Role,
    pub title: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub date_of_birth: Option<Date>,
    #[serde(default)]
    pub addresses: Vec<String>,
    #[serde(default)]
    pub emails: Vec<String>,
    #[serde(default)]
    pub phones: Vec<String>,
    #[serde(default)]
    pub identifiers: Vec<String>,
    pub decision: Option<PartyDecision>,
    pub exemption: Option<String>,
    pub basis: Option<Basis>,
    pub reason: Option<String>,
    pub profession: Option<Profession>,
}

/// What a party is to the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Role {
    ThirdParty,
    Professional,
    Representative,
    Child,
    Household,
    Deceased,
}

/// Whether a party's data goes or stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum PartyDecision {
    Withhold,
    Disclose,
}

/// What a decision about a party rests on (DPA 2018, Sch 2, para 16(3)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Basis {
    Consent,
    Refused,
    NotAsked,
    CannotBeAsked,
    ProfessionalRole,
    Reasonable,
}

/// A profession whose work raises para 17 (disclosure taken to be reasonable).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Profession {
    Health,
    SocialWork,
    Education,
}
