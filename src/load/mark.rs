//! Redaction marks that somebody's PDF reader left in a file and never applied (ISO 32000-2, 12.5.6.23): an
//! officer's decisions, to be taken over; nothing of them comes into the normal form.

use serde::{Deserialize, Serialize};

use crate::diag::Untrusted;
use crate::geom::Rect;

/// What begins the name (`NM`, table 166) of an annotation that Blackpanel itself wrote.
pub const OURS: &str = "blackpanel-";

/// What begins the name of the sheet on each page that goes to an editor; the id of its document and its page
/// follow.
pub const SHEET: &str = "blackpanel-page/";

/// One mark, or the sheet that Blackpanel lays on each page of a PDF that goes to an editor and back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Page of the file, from 1.
    pub page: u32,
    /// Whether it is a `Redact` annotation.
    pub redacts: bool,
    /// What it covers: its `QuadPoints`, else its `Rect`; display space.
    pub boxes: Vec<Rect>,
    /// Its name (`NM`).
    pub name: Untrusted,
    /// Who made it (`T`), as they named themselves.
    pub author: Untrusted,
    /// When it was last changed (`M`), else made, ISO 8601.
    pub date: Option<String>,
    /// What was written about it (`Contents`).
    pub contents: Untrusted,
    /// What is to stand on the panel (`OverlayText`).
    pub overlay: Untrusted,
}

impl Mark {
    /// Whether Blackpanel wrote it into a file for an editor.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.name.raw().starts_with(OURS)
    }
}
