//! Normal forms for tests of later stages.

use std::sync::Arc;

use super::{DocumentId, NormalForm, Provenance, SideTable, SourceKind};
use crate::diag::Untrusted;

impl NormalForm {
    /// The document `d` of one page, with nothing known beside it.
    pub(crate) fn of_one_page(pdf: Vec<u8>) -> Self {
        let side = SideTable {
            marks: Vec::new(),
            message_id: None,
            kind: SourceKind::Pdf,
            converted: String::new(),
            left_out: Vec::new(),
            title: None,
            date: None,
            names: Vec::new(),
            locked: false,
        };
        Self {
            id: DocumentId("d".into()),
            name: Untrusted::new("d.pdf"),
            source_sha256: String::new(),
            pdf: Arc::new(pdf),
            pages: 1,
            side,
            recognised: Vec::new(),
            provenance: Provenance::default(),
        }
    }
}
