//! From a stranger's file to normal forms: PDFs written by us, with a side table beside each.
//!
//! A file is opened only in a worker (our own binary under a hidden subcommand, one per source file,
//! with limits on memory and time). What cannot be read is a [`Refusal`]: named, with its reason,
//! never skipped. Nothing here decides what is disclosed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::case::extract::Rows;
use crate::diag::{Problem, Secret, Untrusted};
use crate::pdf::limits::Limits;

mod archive;
mod clean;
pub mod convert;
mod drawing;
mod handover;
mod kind;
pub mod mark;
pub mod note;
mod old;
mod package;
mod properties;
mod provenance;
mod recognised;
mod relations;
mod stored;
mod symbols;
#[cfg(test)]
mod testing;
mod tree;
mod wire;
pub mod worker;
mod xml;

pub mod calendar;
pub mod html;
pub mod image;
pub mod mail;
pub mod opendocument;
pub mod paged;
pub mod pdf;
pub mod rtf;
pub mod sheet;
pub mod slides;
pub mod text;
pub mod transcript;
pub mod word;
pub mod workbook;

pub use clean::Format;
pub use drawing::draw;
pub use handover::{Handover, Origin, load_for_office};
pub use provenance::Provenance;
pub use recognised::{Layer, Lettering, Recognised, add_layers};
pub use worker::WorkerProgram;

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
    /// A picture.
    Image,
    /// A Word document.
    Word,
    /// Rich Text Format.
    Rtf,
    /// A workbook: Excel.
    Sheet,
    /// A presentation: `PowerPoint`.
    Slides,
    /// An `OpenDocument` text, workbook or presentation.
    OpenDocument,
    /// A page of the web.
    Html,
    /// A mailbox: the page that counts its messages.
    Mailbox,
    /// Calendar entries and invitations.
    Calendar,
    /// A page that the body added itself (see [`note`]).
    Note,
    /// An archive: the page that lists it.
    Archive,
    /// A transcript of a call or a meeting.
    Transcript,
}

impl SourceKind {
    /// Whether documents of this kind can have rows with numbers.
    pub(crate) fn has_rows(self) -> bool {
        matches!(self, Self::Csv | Self::Sheet | Self::OpenDocument)
    }
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
    /// The name a mail bears over all its copies (RFC 5322, 3.6.4).
    #[serde(default)]
    pub message_id: Option<Untrusted>,
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
    /// Whether a password was needed to open the source (false where the empty one opens it).
    #[serde(default)]
    pub locked: bool,
    /// Redaction marks that were never applied.
    #[serde(default)]
    pub marks: Vec<mark::Mark>,
    /// Strings that belong to the document but stand on no page (addresses behind display names);
    /// the finder learns people from them.
    pub names: Vec<Untrusted>,
}

/// A document every later stage can trust: a PDF written by us (ISO 32000-2, clear, one content
/// stream a page, inherited keys copied down, appearances flattened, allow-listed keys only).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NormalForm {
    /// Identity of the document.
    pub id: DocumentId,
    /// Name relative to `documents/` with `/`; members as `mail.eml!2/report.pdf`. Display text only.
    pub name: Untrusted,
    /// SHA-256 in hex of the document as it came: of the file, or of the member itself.
    pub source_sha256: String,
    /// The PDF's bytes; stored apart.
    #[serde(skip)]
    pub pdf: Arc<Vec<u8>>,
    /// Number of pages.
    pub pages: u32,
    /// What else is known.
    pub side: SideTable,
    /// The pages whose pictures were read (see [`add_layers`]).
    pub recognised: Vec<Recognised>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A file, or a member of one, that did not become a normal form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Name as in [`NormalForm::name`].
    pub name: Untrusted,
    /// Identity of what was refused.
    pub id: DocumentId,
    /// SHA-256 in hex of what was refused: of the file, or of the member itself.
    pub source_sha256: String,
    /// Size of the source in bytes.
    pub size: u64,
    /// Why, and what to do.
    pub problem: Problem,
    /// True when only a password is missing or wrong.
    pub locked: bool,
    /// What it is ("Recording"), where no page can show it: it is held, and listed when a person has
    /// dealt with it.
    pub held: Option<String>,
}

/// What became of one source file: its normal forms in order, members after their container.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// What was read.
    pub documents: Vec<NormalForm>,
    /// What was not.
    pub refusals: Vec<Refusal>,
}

/// One file of a case, or named on the command line.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    /// Name relative to `documents/`, or as a person typed it.
    pub name: Untrusted,
    /// The file's bytes.
    pub bytes: &'a [u8],
    /// What opens it, where a password was named.
    pub password: Option<Secret>,
    /// Whether hidden matter (deletions, comments, hidden text, rows and sheets, properties) becomes
    /// marked pages instead of being left out: `[load] hidden` of `case.toml`.
    pub show_hidden: bool,
    /// Addresses and numbers of the person the data is about. A mail shows its blind copies and the
    /// lines of its way only in so far as they are theirs; without any it shows none of either.
    pub own: &'a [String],
    /// Extracts of rows: for a path inside the source (empty for the source itself, `!2/list.csv`) the
    /// rows that alone become pages.
    pub rows: Vec<(String, Rows)>,
}

/// Converts a source in a worker process: its normal form and those of what it holds. What could
/// not be read is among the refusals; nothing is in neither list.
#[must_use]
pub fn load(source: &Source<'_>, limits: &Limits) -> Loaded {
    load_with(&WorkerProgram::Own, source, limits)
}

/// [`load`] with another worker program, for tests.
#[must_use]
pub fn load_with(program: &WorkerProgram, source: &Source<'_>, limits: &Limits) -> Loaded {
    let origin = Origin::of(source.bytes);
    handover::take(worker::ask(program, source, false, limits), source, &origin).0
}
