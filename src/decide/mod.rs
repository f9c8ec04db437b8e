//! From findings, people and human answers to the plan: the one object that says what is burned.
//!
//! A human answer always wins over a proposal; nothing is guessed: what an earlier answer no longer
//! fits is an orphan and stops the build (exit 4).

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::find::{FindingId, Kind};
use crate::geom::Rect;
use crate::load::DocumentId;

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
    /// Pages withheld whole, from 1, each with its exemption id.
    pub withheld: Vec<(u32, String)>,
}

/// The plan of a case: review, build, record and tests share this one object (`plan.json`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// One entry a disclosed document, in the order of the pack.
    pub documents: Vec<DocumentPlan>,
}
