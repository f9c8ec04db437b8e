//! The tables that steer the work: `[load]`, `[find]`, `[policy]`, `[security]`, `[output]`.

use serde::{Deserialize, Serialize};

/// How the width of a redacted word is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
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
    /// Whether LibreOffice sets Office documents as pages.
    pub office: Ocr,
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

/// Whether a helper is used where it is there.
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
