//! The judge: can anything that was removed be got back from this file?
//!
//! It has its own reader, lexer and position interpreter and uses none of `pdf`, `text`, `burn`,
//! `sanitise`, `pack`. What it could not check is R900 and exit 3, never a pass. Reports hold rule,
//! page and place; never the text that was found.
//!
//! Common mode, shared with the writer: `flate2` and `weezl` (inflating), `zune-jpeg`,
//! `hayro-jpeg2000`, `hayro-jbig2`, `hayro-ccitt` (pictures), `aes`, `cbc`, `sha2`, `md-5`,
//! `stringprep` (decryption), `hayro-cmap` (predefined `CMaps`), `encoding_rs`,
//! `unicode-normalization`, `aho-corasick`, `skrifa` (font programs, for R013). Everything else is the verifier's own: lexer, parser,
//! reader, security handler, fonts, `ToUnicode`, widths of the standard fonts, interpreter. What draws pages and
//! reads their pictures ([`Eyes`]) is handed in by the caller.

mod baseline;
mod check;
mod evidence;
mod findings;
mod font;
mod image;
mod limits;
mod opinions;
mod paint;
mod places;
mod reader;
pub mod report;
mod rules;
mod sight;
mod terms;
#[cfg(test)]
mod tests;
mod width;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use baseline::Baseline;
pub use places::{PlaceKind, Placed, places};
pub use sight::{Eyes, Seen, Sheet, Unread};
pub use width::{PanelWidth, Width};

use crate::diag::{Place, Problem, Secret, Untrusted};
use crate::error::{Exit, Result};
use crate::geom::Rect;

/// Checks a file.
///
/// # Errors
/// Exit 5 when the password is wrong or missing, exit 3 when nothing of the file can be judged.
pub fn verify(request: &VerifyRequest) -> Result<Verdict> {
    // on a thread of the pool: what earlier stages let go of there is used again, and by no other thread
    rayon::scope(|_| check::verify(request))
}

/// The catalogue of rules, in the order of their numbers.
#[must_use]
pub fn rules() -> Vec<Rule> {
    rules::CATALOGUE.iter().map(|check| check.rule).collect()
}

/// What the judge says.
#[derive(Debug)]
pub enum Verdict {
    /// Nothing can be got back, and everything was checked.
    Held(Verified),
    /// Something can be got back, or could not be checked.
    Failed(Report),
}

impl Verdict {
    /// What was checked and found, whatever the verdict.
    #[must_use]
    pub fn report(&self) -> &Report {
        match self {
            Self::Held(verified) => verified.report(),
            Self::Failed(report) => report,
        }
    }

    /// The report alone, whatever the verdict.
    #[must_use]
    pub fn into_report(self) -> Report {
        match self {
            Self::Held(verified) => verified.report,
            Self::Failed(report) => report,
        }
    }
}

/// A rule of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable identity.
    pub id: RuleId,
    /// What it finds, in a few words.
    pub title: &'static str,
    source: &'static str,
}

impl Rule {
    /// The manual: what, why it is dangerous, a well-known case, how to mend it.
    #[must_use]
    pub fn manual(&self) -> String {
        let lines = self.source.lines().map_while(|l| l.strip_prefix("//!"));
        lines.map(|l| l.strip_prefix(' ').unwrap_or(l)).collect::<Vec<_>>().join("\n")
    }
}

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
    pub name: Untrusted,
    /// The file; other readers look at the same copy.
    pub pack: Arc<Vec<u8>>,
    /// What opens it.
    pub password: Option<Secret>,
    /// Strings kept nowhere: any hit in any encoding is a leak.
    pub absent: Vec<Secret>,
    /// Strings removed here and kept there: visible hits must match, invisible places hold none.
    pub allowed: Vec<Allowed>,
    /// Panels known to the caller: page from 1, display space.
    pub panels: Vec<(u32, Rect)>,
    /// Panels of these whose width somebody accepted: what it gives away is told, and is no error.
    pub accepted: Vec<(u32, Rect)>,
    /// Whether the file claims to be protected (R012 is then an error).
    pub must_be_encrypted: bool,
    /// Whether the file was written by Blackpanel: then whatever its allow-list does not know is an
    /// error; in a stranger's file it is a warning.
    pub ours: bool,
    /// Whether a width that gives a name away (R011) is an error in a stranger's file too.
    pub strict: bool,
    /// Whether other readers (`hayro-interpret`, `pdftotext` where it is there) are asked too.
    pub foreign: bool,
    /// What draws pages and reads the words in their pictures; none: pictures are not searched.
    pub eyes: Option<Arc<dyn Eyes>>,
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

/// A violation that a team accepts until a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    /// What was found.
    pub violation: Violation,
    /// Why it is accepted.
    pub reason: String,
    /// Who accepts it.
    pub by: String,
    /// The last day on which it is.
    pub expires: jiff::civil::Date,
}

/// What was checked and what was found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Name of the file.
    pub name: Untrusted,
    /// Pages looked at.
    pub pages: u32,
    /// Objects looked at, reachable or not.
    pub objects: u64,
    /// Rules that ran.
    pub rules: Vec<RuleId>,
    /// Readers whose opinion was heard ("own reader", "hayro-interpret", "pdftotext", "mutool").
    pub opinions: Vec<String>,
    /// What was looked at on each page, in their order.
    pub looked: Vec<PageLook>,
    /// What the widths of panels in lines of text say.
    pub widths: Vec<PanelWidth>,
    /// What was found.
    pub violations: Vec<Violation>,
    /// What was found and is accepted for now; only a [`Baseline`] puts anything here.
    pub accepted: Vec<Accepted>,
    /// By rule, how many violations beyond the first ones are not listed.
    pub omitted: BTreeMap<&'static str, u64>,
}

/// What was looked at on one page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageLook {
    /// Page, from 1.
    pub page: u32,
    /// Glyphs shown, those that nobody sees included.
    pub glyphs: u64,
    /// Of these, the ones that no reader sees.
    pub unseen: u64,
    /// Pictures.
    pub images: u64,
    /// Filled and stroked shapes.
    pub shapes: u64,
    /// Areas judged as panels: named by the caller, or looking like one.
    pub panels: u64,
    /// Other readers that read the text of the page.
    pub opinions: u32,
    /// Whether everything on it could be followed.
    pub whole: bool,
    /// How far its words could be searched.
    pub words: Words,
    /// Dots per inch of the picture that it consists of, if it does.
    pub picture_dpi: Option<u32>,
}

/// How far the words of a page could be searched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Words {
    /// They are text, but perhaps for small pictures.
    #[default]
    Text,
    /// It is a picture without a layer of recognised words, and nothing read it.
    Pictured,
    /// Its picture was read too.
    Recognised,
}

impl Report {
    /// The report of a file that could not be opened: nothing was checked, which is said.
    #[must_use]
    pub fn unopened(name: Untrusted, problem: &Problem) -> Self {
        let violation = Violation {
            rule: RuleId("R900"),
            severity: Severity::NotChecked,
            place: Place::file(name.clone()),
            area: None,
            what: problem.what.clone(),
            hint: problem.hint.clone(),
        };
        Self { name, violations: vec![violation], ..Self::default() }
    }

    /// How a command that asked for this report ends: 1 with an error, else 3 with something that
    /// was not checked, else 0.
    #[must_use]
    pub fn exit(&self) -> Exit {
        let any = |s: Severity| self.violations.iter().any(|v| v.severity == s);
        if any(Severity::Error) {
            Exit::Problem
        } else if any(Severity::NotChecked) {
            Exit::Unchecked
        } else {
            Exit::Done
        }
    }
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
