//! Documents of a source with what LibreOffice may open of them, and turned files that come round again.
//!
//! The identity of a document is that of the file as it came, also where it had to be turned first.

use std::sync::Arc;

use super::clean::{Clean, Format};
use super::convert::NotConverted;
use super::worker::{self, Answer};
use super::{DocumentId, LeftOut, Loaded, NormalForm, Provenance, Refusal, Source, WorkerProgram};
use crate::diag::Untrusted;
use crate::pdf::limits::Limits;
use crate::sys::fs::sha256_hex;

/// A file that LibreOffice may open, and the document it is of.
#[derive(Debug, Clone)]
pub struct Handover {
    /// Whether it was cleaned or is to be turned, and into what.
    pub format: Format,
    /// The file.
    pub bytes: Vec<u8>,
    /// Words that its pages may show more often than the document says them.
    pub repeated: String,
    /// What of an old file no page shows.
    pub left_out: Vec<LeftOut>,
    /// The document, or the refusal.
    pub id: DocumentId,
    /// Where it came from: for a turned file that comes round again.
    pub origin: Origin,
}

/// Where a source lies inside the file as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// SHA-256 in hex of the whole file.
    whole: String,
    /// Path inside it; empty for the file itself.
    path: String,
    /// SHA-256 in hex of the source as it came, where it was turned since.
    turned: Option<String>,
}

impl Origin {
    /// A file as it came.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { whole: sha256_hex(bytes), path: String::new(), turned: None }
    }

    /// Path inside the file as it came; empty for the file itself.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// Converts a source as [`super::load`] does; gives also the photographs that only a helper reads and,
/// where `office` says so, what LibreOffice may open.
#[must_use]
pub fn load_for_office(
    program: &WorkerProgram,
    source: &Source<'_>,
    origin: &Origin,
    office: bool,
    limits: &Limits,
) -> (Loaded, Vec<Handover>) {
    take(worker::ask(program, source, office, limits), source, origin)
}

/// The documents of answers about a source.
pub(super) fn take(answers: Vec<Answer>, source: &Source<'_>, origin: &Origin) -> (Loaded, Vec<Handover>) {
    let (mut loaded, mut handovers) = (Loaded::default(), Vec::new());
    for answer in answers {
        let path = format!("{}{}", origin.path, answer.path);
        let id = DocumentId(sha256_hex(format!("{}{path}", origin.whole).as_bytes()));
        let own = origin.turned.clone().filter(|_| answer.path.is_empty());
        let source_sha256 = own.unwrap_or(answer.sha256);
        if let Some(Clean { format, bytes, repeated, left_out }) = answer.office {
            let origin = Origin { whole: origin.whole.clone(), path, turned: Some(source_sha256.clone()) };
            handovers.push(Handover { format, bytes, repeated, left_out, id: id.clone(), origin });
        }
        let name = Untrusted::new(format!("{}{}", source.name.raw(), answer.path));
        match answer.result {
            Ok((pdf, pages, mut side)) => {
                if let Some(why) = answer.plain {
                    side.converted = format!("{} (it {why})", side.converted);
                }
                loaded.documents.push(NormalForm {
                    id,
                    name,
                    source_sha256,
                    pdf: Arc::new(pdf),
                    pages,
                    side,
                    recognised: Vec::new(),
                    provenance: Provenance { size: answer.size, ..Provenance::default() },
                });
            }
            Err(NotConverted { problem, locked }) => {
                let (size, held) = (answer.size, answer.held);
                loaded.refusals.push(Refusal { name, id, source_sha256, size, problem, locked, held });
            }
        }
    }
    (loaded, handovers)
}
