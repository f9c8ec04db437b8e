//! `case.toml` as it is written: every key, its default, and nothing else (unknown keys are errors).

use jiff::civil::Date;
use serde::Deserialize;

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
}

/// Whose bank holidays count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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

/// `[[document]]`: a document that needs a word of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRule {
    /// Name relative to `documents/`; members as `mail.eml!2/report.docx`.
    pub file: String,
    /// What becomes of it.
    #[serde(default)]
    pub decision: DocumentDecision,
    /// The exemption for `withhold`.
    pub exemption: Option<String>,
    /// Why; required for `withhold` and `exclude`.
    pub reason: Option<String>,
    /// Who wrote it: `requester`, or nobody in particular.
    pub author: Option<Author>,
    /// The part to disclose.
    pub extract: Option<Extract>,
    /// A page "added by us" before it.
    pub note: Option<String>,
    /// How the width of a redacted word is hidden here.
    pub width: Option<Width>,
    /// A file outside the case that holds the password to open it.
    pub password_file: Option<String>,
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

/// What becomes of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentDecision {
    /// It goes into the pack, redacted.
    #[default]
    Disclose,
    /// It is part of the request and is withheld under an exemption.
    Withhold,
    /// It is no part of the request.
    Exclude,
}

/// Who wrote a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// The requester supplied it: what it says of others is kept.
    Requester,
}

/// `extract`: disclose only this part.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extract {
    /// Pages, as "2-3,5".
    pub pages: Option<String>,
    /// Rows of a table, as "2-3,5".
    pub rows: Option<String>,
    /// A box, as "PAGE:x0,y0,x1,y1" in display space.
    #[serde(rename = "box")]
    pub region: Option<String>,
}

/// How the width of a redacted word is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Width {
    /// The paragraph is set anew.
    #[default]
    Paragraph,
    /// Only the line is set anew.
    Line,
    /// Nothing moves.
    Exact,
    /// The panel covers the whole segment.
    Strict,
}

/// `[load]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LoadRules {
    /// What is done with hidden matter.
    pub hidden: Hidden,
    /// Whether scans are read by OCR.
    pub ocr: Ocr,
    /// OCR languages; empty means English.
    pub languages: Vec<String>,
}

/// What is done with tracked deletions, comments, hidden rows and sheets, notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Hidden {
    #[default]
    LeaveOut,
    Show,
}

/// Whether scans are read by OCR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Ocr {
    #[default]
    Auto,
    Never,
}

/// `[find]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FindRules {
    /// Files of terms to redact: one term a line, or CSV `term,kind,exemption`.
    pub block: Vec<String>,
    /// Files of terms to keep.
    pub allow: Vec<String>,
    /// Edits allowed in known names: 0, 1 or 2.
    pub fuzzy: u8,
    /// Kinds not looked for.
    pub off: Vec<crate::find::Kind>,
    /// Patterns of the body's own.
    pub patterns: Vec<CustomPattern>,
}

impl Default for FindRules {
    fn default() -> Self {
        Self { block: vec![], allow: vec![], fuzzy: 1, off: vec![], patterns: vec![] }
    }
}

/// A pattern of the body's own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomPattern {
    /// Its name, for reasons and the register.
    pub name: String,
    /// The regular expression.
    pub pattern: String,
    /// The exemption it proposes.
    pub exemption: Option<String>,
}

/// `[policy]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// What is proposed for professionals found but not listed.
    pub staff: Staff,
    /// Whether a second person checks.
    pub second_person: SecondPerson,
    /// How widths are hidden unless a document says otherwise.
    pub width: Width,
}

/// What is proposed for professionals found but not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Staff {
    Named,
    KnownToRequester,
    #[default]
    Ask,
}

/// Whether a second person checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum SecondPerson {
    Required,
    Sample,
    #[default]
    Off,
}

/// `[security]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Security {
    /// Government security classification of the pack.
    pub marking: Marking,
    /// Whether the pack gets a password.
    pub password: PasswordPolicy,
    /// Why not, for `never`.
    pub reason: String,
}

/// Government security classification; SECRET and above are refused by the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Marking {
    #[default]
    Official,
    OfficialSensitive,
    Secret,
    TopSecret,
}

/// Whether the pack gets a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum PasswordPolicy {
    #[default]
    Auto,
    Always,
    Never,
}

/// `[output]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Output {
    /// Size at which the pack is split, megabytes; 0: one file.
    pub max_mb: u32,
}
