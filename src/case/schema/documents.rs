//! `[[document]]`: what a person says of one document.

use serde::Deserialize;

use super::Width;

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

impl DocumentRule {
    /// The name under which the page with the note goes.
    #[must_use]
    pub fn note_name(&self) -> String {
        format!("{}!note", self.file)
    }

    /// Whether a document of this name is the one that the rule is about, or the note on it.
    #[must_use]
    pub fn is_about(&self, name: &str) -> bool {
        name == self.file || name == self.note_name()
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
