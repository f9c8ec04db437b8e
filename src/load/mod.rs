//! From a stranger's file to normal forms: PDFs written by us, with a side table beside each.
//!
//! A file is opened only in a worker (our own binary under a hidden subcommand, one per source file,
//! with limits on memory and time). What cannot be read is a [`Refusal`]: named, with its reason,
//! never skipped. Nothing here decides what is disclosed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::{Problem, Untrusted};

pub mod convert;
pub mod worker;
pub mod image;
pub mod mail;
pub mod paged;
pub mod sheet;
pub mod text;

/// SHA-256 over the source file's bytes and the member path, in hex: the identity of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(pub String);

/// What a document was before it became a normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A PDF.
    Pdf,
    /// An e-mail message.
    Mail,
    /// Plain text.
    Text,
    /// Comma-separated values.
    Csv,
    /// A picture: JPEG or PNG.
    Image,
}

/// Something of the source that the normal form leaves out or shows differently, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// What it was, in plain words ("attached file", "script", "hidden layer", "bookmark").
    pub what: String,
    /// How many of it.
    pub count: u32,
}

/// What the worker tells about a normal form beside its pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SideTable {
    /// What the source was.
    pub kind: SourceKind,
    /// How it was converted, in plain words for the register.
    pub converted: String,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
    /// The document's own title or subject; it may hold a third party's name.
    pub title: Option<Untrusted>,
    /// The date the document gives itself, ISO 8601 (`2026-09-28`), where it has one.
    pub date: Option<String>,
    /// Strings that belong to the document but stand on no page (addresses behind display names);
    /// the finder learns people from them.
    pub names: Vec<Untrusted>,
}

/// A document every later stage can trust: a PDF written by us (ISO 32000-2, clear, one content
/// stream a page, inherited keys copied down, appearances flattened, allow-listed keys only).
#[derive(Debug, Clone)]
pub struct NormalForm {
    /// Identity of the document.
    pub id: DocumentId,
    /// Name relative to `documents/` with `/`; members as `mail.eml!2/report.pdf`. Display text only.
    pub name: Untrusted,
    /// SHA-256 of the source file in hex (of the container, for members).
    pub source_sha256: String,
    /// The PDF's bytes.
    pub pdf: Arc<Vec<u8>>,
    /// Number of pages.
    pub pages: u32,
    /// What else is known.
    pub side: SideTable,
}

/// A file, or a member of one, that did not become a normal form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Name as in [`NormalForm::name`].
    pub name: Untrusted,
    /// Identity of what was refused.
    pub id: DocumentId,
    /// SHA-256 of the source file in hex.
    pub source_sha256: String,
    /// Size of the source in bytes.
    pub size: u64,
    /// Why, and what to do.
    pub problem: Problem,
    /// True when only a password is missing or wrong.
    pub locked: bool,
}

/// What became of one source file: its normal forms in order, members after their container.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// What was read.
    pub documents: Vec<NormalForm>,
    /// What was not.
    pub refusals: Vec<Refusal>,
}
