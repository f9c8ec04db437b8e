//! The judge: can anything that was removed be got back from this file?
//!
//! It has its own reader, lexer and position interpreter and uses none of `pdf`, `text`, `burn`,
//! `sanitise`, `pack`. What it could not check is R900 and exit 3, never a pass. Reports hold rule,
//! page and place; never the text that was found.
//!
//! Common mode, shared with the writer: the inflate and image codec crates.

use crate::diag::{Place, Secret};
use crate::geom::Rect;

/// Stable identity of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub &'static str);

/// A string that may appear in the file, but only as often as it was kept.
#[derive(Debug, Clone)]
pub struct Allowed {
    /// The string.
    pub term: Secret,
    /// Kept occurrences by page of the pack, from 1; pages not listed: none.
    pub pages: Vec<(u32, u32)>,
}

/// What to check.
#[derive(Debug, Clone, Default)]
pub struct VerifyRequest {
    /// Name of the file for messages.
    pub name: crate::diag::Untrusted,
    /// The file.
    pub pack: Vec<u8>,
    /// What opens it.
    pub password: Option<Secret>,
    /// Strings kept nowhere: any hit in any encoding is a leak.
    pub absent: Vec<Secret>,
    /// Strings removed here and kept there: visible hits must match, invisible places hold none.
    pub allowed: Vec<Allowed>,
    /// Panels known to the caller: page from 1, display space.
    pub panels: Vec<(u32, Rect)>,
    /// Whether the file claims to be protected (R012 is then an error).
    pub must_be_encrypted: bool,
    /// Foreign opinions (`pdftotext`, `mutool`) to ask when they are there.
    pub foreign: bool,
}

/// How grave a violation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Something can be got back, or may be.
    Error,
    /// A person should look; not a leak.
    Warning,
    /// It could not be checked (R900): exit 3.
    NotChecked,
}

/// One violation: a rule and a place, never the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// The rule.
    pub rule: RuleId,
    /// How grave.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Display-space box, where there is one.
    pub area: Option<Rect>,
    /// What is wrong, in a sentence without document text.
    pub what: String,
    /// How to mend it.
    pub hint: String,
}

/// What was checked and what was found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Name of the file.
    pub name: String,
    /// Pages looked at.
    pub pages: u32,
    /// Objects looked at, reachable or not.
    pub objects: u64,
    /// Rules that ran.
    pub rules: Vec<RuleId>,
    /// Readers whose opinion was heard ("own reader", "hayro-interpret", "pdftotext", "mutool").
    pub opinions: Vec<String>,
    /// What was found.
    pub violations: Vec<Violation>,
}

/// Proof that a file passed. The constructor is private to `verify`.
#[derive(Debug)]
pub struct Verified {
    report: Report,
    sha256: String,
}

impl Verified {
    /// What was checked.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// SHA-256 of the file that passed, in hex.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}
