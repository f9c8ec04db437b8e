//! `note = "…"` of `case.toml`: a page of ours before a document, as a document of its own, so that the
//! note is searched, decided and burned like everything else that goes to the requester.
//!
//! It never looks like a source: each page says who wrote it.

use std::sync::Arc;

use super::{DocumentId, NormalForm, Provenance, SideTable, SourceKind};
use crate::diag::Untrusted;
use crate::error::Result;
use crate::pdf::typeset::{self, Block, Flow, PageSetup, Run};
use crate::sys::fs::sha256_hex;

/// What stands on a note's page before its text.
pub const NOTICE: &str = "Added by us";

/// The note before `document`, under a name of its own.
///
/// # Errors
/// When it cannot be set, as for a text of more pages than a note can have.
pub fn note(document: &NormalForm, name: &str, text: &str) -> Result<NormalForm> {
    let about = "This page is not part of the documents that we hold. We added it to explain the document \
        that follows.";
    let paragraphs = text.split("\n\n").map(|p| Block::text(p.trim()));
    let head = [
        Block::Heading { level: 1, text: NOTICE.to_owned() },
        Block::Paragraph(vec![Run::bold(about)]),
        Block::Rule,
    ];
    let page = PageSetup { max_pages: 20, ..PageSetup::default() };
    let blocks = head.into_iter().chain(paragraphs).collect();
    let set = typeset::set_to_be_sanitised(&Flow { page, blocks, ..Flow::default() })?;
    let side = SideTable {
        marks: Vec::new(),
        message_id: None,
        kind: SourceKind::Note,
        converted: "written by the body in case.toml".to_owned(),
        left_out: Vec::new(),
        title: None,
        date: None,
        locked: false,
        names: Vec::new(),
    };
    Ok(NormalForm {
        id: DocumentId(sha256_hex(format!("{}!note{text}", document.id.0).as_bytes())),
        name: Untrusted::new(name),
        source_sha256: sha256_hex(text.as_bytes()),
        pdf: Arc::new(set.to_normal_form_bytes()?),
        pages: set.pages.len() as u32,
        side,
        recognised: Vec::new(),
        provenance: Provenance { size: text.len() as u64, ..Provenance::default() },
    })
}
