//! From findings, people and human answers to the plan: the one object that says what is burned.
//!
//! A human answer always wins over a proposal; nothing is guessed: what an earlier answer no longer
//! fits is an orphan and stops the build (exit 4).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::case::schema::Width;
use crate::diag::{Problem, Untrusted};
use crate::find::{FindingId, Found, Kind};
use crate::geom::Rect;
use crate::load::{DocumentId, Refusal, SourceKind};
use crate::text::DocumentText;

pub mod alikes;
pub mod answer;
pub mod around;
mod bind;
pub mod check;
pub mod conflict;
mod copies;
mod cut;
pub mod exchange;
mod gate;
mod ground;
pub mod marks;
mod outcome;
mod page;
mod panels;
mod plan;
mod propose;
pub mod residue;
mod role;
mod staff;
mod summary;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod unnamed;

pub use answer::{Answer, Looked, Ruling, Said, Scope};
pub use conflict::{Conflict, ConflictKind};
pub use cut::Cut;
pub use ground::Ground;
pub use outcome::Held;
pub use plan::{decide, decide_on, everything};

/// What is to happen to a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It goes under a panel.
    Redact,
    /// It stays.
    Keep,
}

/// Who settled a panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Settled {
    /// A person decided.
    Decided,
    /// `case.toml` names the party or the text, with its decision.
    ByCase,
    /// A proposal taken by `--accept-proposed`: "proposed, not reviewed".
    Proposed,
}

/// One black panel: what is shown is what is burned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// Page of the document, from 1.
    pub page: u32,
    /// The region in display space of its page (see [`crate::geom`]).
    pub rect: Rect,
    /// Short mark drawn on the panel ("TP"); empty for `redact` without exemptions.
    pub mark: String,
    /// Exemption id ("S2P3-16"); empty for `redact` without exemptions.
    pub exemption: String,
    /// What it covers; `None` for a box drawn by a person.
    pub kind: Option<Kind>,
    /// The finding behind it; `None` for a box drawn by a person.
    pub finding: Option<FindingId>,
    /// Glyph ordinals that go, ascending, runs merged; glyphs *under* `rect` go as well.
    pub glyphs: Vec<Range<u32>>,
    /// Who settled it.
    pub settled: Settled,
    /// Name or role of who decided, and when (ISO 8601), for the register.
    pub by: String,
    /// When.
    pub at: String,
}

/// Everything that goes from one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentPlan {
    /// The document.
    pub document: DocumentId,
    /// Its panels by page.
    pub panels: Vec<Panel>,
    /// Pages withheld whole, from 1, each with the short mark drawn on it, empty where none is shown.
    pub withheld: Vec<(u32, String)>,
    /// The part that is disclosed, where it is an extract: nothing else comes into the pack.
    #[serde(default)]
    pub cut: Option<Cut>,
    /// How the width of what goes is hidden.
    #[serde(default)]
    pub width: Width,
}

/// The plan of a case: review, build, record and tests share this one object (`plan.json`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// One entry a disclosed document, in the order of the pack.
    pub documents: Vec<DocumentPlan>,
}

/// A document as `decide` takes it.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Its text.
    pub text: &'a DocumentText,
    /// What it was before it became a normal form.
    pub kind: SourceKind,
}

/// Everything a decision rests on.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The case.
    pub case: &'a Case,
    /// What was read, in the order that was given to `find`.
    pub documents: &'a [Document<'a>],
    /// What could not be read.
    pub refusals: &'a [Refusal],
    /// What the finder found.
    pub found: &'a Found,
    /// What people decided, from the ledger.
    pub answers: &'a [Answer],
    /// What people looked at, from the ledger.
    pub looked: &'a [Looked],
    /// Ids of the conflicts that somebody let stand, with a reason, from the ledger.
    pub accepted: &'a [String],
    /// Whether every proposal is taken ("proposed, not reviewed").
    pub accept_proposed: bool,
}

/// What is proposed for a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Redact or keep.
    pub verdict: Verdict,
    /// Exemption id; empty where it is kept.
    pub exemption: String,
    /// Why, in plain words without document text.
    pub reason: String,
    /// Whether `case.toml` or its lists settle it: a person wrote them.
    pub by_case: bool,
    /// Whether only a person's answer settles it: taking every proposal does not.
    pub gate: bool,
}

/// What becomes of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is proposed; the ground of the case has the same.
    pub proposal: Arc<Proposal>,
    /// What was settled; `None` while it is undecided.
    pub settled: Option<Settlement>,
    /// Whether its page or document is not in the pack, so that nothing needs deciding.
    pub moot: bool,
}

/// How a finding was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Redact or keep.
    pub verdict: Verdict,
    /// Exemption id; empty where it is kept.
    pub exemption: String,
    /// Why.
    pub reason: String,
    /// By whom it was settled.
    pub settled: Settled,
    /// Name or role of who decided; empty unless a person did.
    pub by: String,
    /// When; empty unless a person did.
    pub at: String,
    /// Number of the event in which a person did; else 0.
    pub seq: u64,
}

/// An answer that fits nothing any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Orphan {
    /// The answer.
    pub answer: Answer,
    /// The document it was about, if that is still there.
    pub document: Option<Untrusted>,
    /// The page it was about.
    pub page: Option<u32>,
}

/// A page withheld whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithheldPage {
    /// Exemption id.
    pub exemption: String,
    /// Who settled it.
    pub settled: Settled,
    /// Name or role of who decided; empty for `case.toml`.
    pub by: String,
    /// When; empty for `case.toml`.
    pub at: String,
}

/// Pages of a document that no search could see whole and nobody has looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToLook {
    /// Index of the document.
    pub document: usize,
    /// Its name.
    pub name: Untrusted,
    /// The pages, from 1, ascending.
    pub pages: Vec<u32>,
    /// Why no search sees them whole, each reason once, in plain words after the page.
    pub why: Vec<&'static str>,
}

/// Numbers for the letter's key, the receipt and the summary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// Panels by exemption id.
    pub exemptions: BTreeMap<String, usize>,
    /// Redacted findings by kind.
    pub kinds: BTreeMap<Kind, usize>,
    /// Findings that stay.
    pub kept: usize,
    /// Sensitive passages without an identifier that stay.
    pub sensitive: usize,
    /// Settled by a person in the ledger, by `case.toml`, by a proposal that was taken.
    pub decided: usize,
    /// See `decided`.
    pub by_case: usize,
    /// See `decided`.
    pub proposed: usize,
}

/// What was decided about a case, and what is still open.
#[derive(Debug, Clone)]
pub struct Decided {
    /// One for each finding, in the same order.
    pub choices: Vec<Choice>,
    /// Documents that are not in the pack.
    pub held: Vec<Held>,
    /// Indices of the documents that are, in the order of the plan.
    pub disclosed: Vec<usize>,
    /// Pages withheld whole: index of the document and page, from 1.
    pub withheld: BTreeMap<(usize, u32), WithheldPage>,
    /// Indices of findings that nobody has decided.
    pub undecided: Vec<usize>,
    /// Answers that fit nothing any more.
    pub orphans: Vec<Orphan>,
    /// What contradicts itself, as far as decisions tell; see also [`conflict::elsewhere`].
    pub conflicts: Vec<Conflict>,
    /// Pages that a person has to look at.
    pub to_look: Vec<ToLook>,
    /// Documents that could not be read and nobody has decided about.
    pub unread: Vec<Problem>,
    /// What `case.toml` asks for and this version cannot do.
    pub not_yet: Vec<Problem>,
    /// Numbers.
    pub counts: Counts,
    /// Kinds of what was found in the disclosed documents, whether it goes or stays.
    pub kinds: BTreeSet<Kind>,
    /// Whether an exemption is used that the letter does not name: then no panel and no withheld page
    /// bears a mark, and the letter must pool its reasons.
    pub silent: bool,
    plan: Plan,
}
