//! Panels and plans for tests of later stages.

use super::{DocumentPlan, Panel, Settled};
use crate::case::schema::Width;
use crate::geom::Rect;
use crate::load::DocumentId;

impl Panel {
    /// A box that a person drew, without a mark.
    pub(crate) fn drawn(page: u32, rect: Rect) -> Self {
        Self {
            page,
            rect,
            mark: String::new(),
            exemption: String::new(),
            kind: None,
            finding: None,
            glyphs: Vec::new(),
            settled: Settled::Decided,
            by: String::new(),
            at: String::new(),
        }
    }
}

impl DocumentPlan {
    /// What goes from the document `d`.
    pub(crate) fn of(panels: Vec<Panel>) -> Self {
        Self {
            document: DocumentId("d".into()),
            panels,
            withheld: Vec::new(),
            cut: None,
            width: Width::Exact,
        }
    }
}
