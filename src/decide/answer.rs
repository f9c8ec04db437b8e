//! What a person decided, as the ledger keeps it: a scope, a ruling, and what it holds on to.
//!
//! Nothing here holds document text: a text is known by its HMAC under the case key.

use serde::{Deserialize, Serialize};

use crate::case::pages::PageList;
use crate::find::{Anchor, FindingId, Kind, PersonId};
use crate::geom::Rect;
use crate::load::DocumentId;

/// One human decision: the body of a `decision` event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// What it is about.
    #[serde(flatten)]
    pub scope: Scope,
    /// What was decided.
    pub ruling: Ruling,
    /// Exemption id; empty where something stays.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exemption: String,
    /// What the person wrote about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Who decided, when and in which event: from the event around it.
    #[serde(skip)]
    pub said: Said,
}

/// Who said something, and when: from the event of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Name or role of who decided.
    pub by: String,
    /// When, ISO 8601.
    pub at: String,
    /// Number of the event; later wins.
    pub seq: u64,
}

/// What a decision is about, from the finest to the coarsest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "scope", rename_all = "kebab-case")]
pub enum Scope {
    /// One finding.
    Finding {
        /// Its id.
        finding: FindingId,
        /// Its document.
        document: DocumentId,
        /// Its page, from 1.
        page: u32,
        /// What it is.
        kind: Kind,
        /// What the decision holds on to when the id changes.
        anchor: Anchor,
    },
    /// A box on a page, drawn by a person.
    Box {
        /// The document.
        document: DocumentId,
        /// The page, from 1.
        page: u32,
        /// Display space.
        rect: Rect,
    },
    /// A text wherever it stands in the case.
    Text {
        /// HMAC of the folded text, as in [`Anchor::text`].
        text: String,
    },
    /// A person with all mentions.
    Person {
        /// Number when the decision was made; for people to read.
        person: PersonId,
        /// HMACs of the folded texts by which the person was mentioned: what the decision holds on to.
        texts: Vec<String>,
    },
    /// A page.
    Page {
        /// The document.
        document: DocumentId,
        /// The page, from 1.
        page: u32,
    },
    /// A document.
    Document {
        /// The document.
        document: DocumentId,
    },
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ruling {
    /// It goes under a panel (finding, box, text, person).
    Redact,
    /// It stays; of a page or document: everything on it that no finer decision redacts.
    Keep,
    /// The page or document is withheld whole.
    Withhold,
    /// The document is no part of the request.
    Exclude,
    /// The document goes into the pack, redacted, whatever `case.toml` says; a page is no longer withheld.
    Disclose,
}

impl Answer {
    /// Whether the ruling is one that its scope can have.
    #[must_use]
    pub fn fits(&self) -> bool {
        match (&self.scope, self.ruling) {
            (_, Ruling::Keep)
            | (Scope::Document { .. }, Ruling::Exclude | Ruling::Disclose)
            | (Scope::Page { .. }, Ruling::Disclose) => true,
            (Scope::Page { .. } | Scope::Document { .. }, ruling) => ruling == Ruling::Withhold,
            (_, ruling) => ruling == Ruling::Redact,
        }
    }
}

impl Scope {
    /// Fineness: the lower wins over the higher.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Finding { .. } => 0,
            Self::Box { .. } => 1,
            Self::Text { .. } => 2,
            Self::Person { .. } => 3,
            Self::Page { .. } => 4,
            Self::Document { .. } => 5,
        }
    }

    /// What a later decision must share to take the place of an earlier one: the finding of the same id,
    /// else the very same scope.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Finding { finding, .. } => format!("finding {}", finding.0),
            Self::Box { document, page, rect } => {
                let corners = [rect.x0, rect.y0, rect.x1, rect.y1].map(f64::to_bits);
                format!("box {} {page} {corners:x?}", document.0)
            }
            Self::Text { text } => format!("text {text}"),
            Self::Person { person, texts } => format!("person {person} {}", texts.concat()),
            Self::Page { document, page } => format!("page {} {page}", document.0),
            Self::Document { document } => format!("document {}", document.0),
        }
    }
}

/// A person has looked at pages that could not be searched: the body of a `looked` event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    /// The document.
    pub document: DocumentId,
    /// Its pages; `None`: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<PageList>,
    /// Who looked, and when.
    #[serde(skip)]
    pub said: Said,
}

impl Looked {
    /// Whether it covers a page of a document.
    #[must_use]
    pub fn covers(&self, document: &DocumentId, page: u32) -> bool {
        self.document == *document && self.pages.as_ref().is_none_or(|p| p.contains(page))
    }
}
