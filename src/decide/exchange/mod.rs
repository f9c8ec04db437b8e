//! Decisions in a spreadsheet: out as CSV that Excel opens, and back after Excel has saved it. Lists of what a
//! person should look at go out only.

use std::collections::BTreeMap;

use super::{Answer, Decided, Document};
use crate::find::Found;

mod lists;
mod look;
mod people;
mod places;
mod read;
mod write;

pub use lists::{around_csv, check_csv, conflicts_csv};
pub use look::looked_at;
pub use people::scope_of;
pub use places::{about_finding, about_page};
pub use read::{ReadBack, read_csv};
pub use write::to_csv;

/// Everything that the list shows of a case.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The documents, as findings count them.
    pub documents: &'a [Document<'a>],
    /// What was found.
    pub found: &'a Found,
    /// What was decided of it.
    pub decided: &'a Decided,
    /// What people decided, from the ledger.
    pub answers: &'a [Answer],
    /// What people wrote, by what it is about ([`about_finding`], [`about_page`]).
    pub comments: &'a BTreeMap<String, String>,
}

/// The columns, in the order in which they are written. The last is there only with the text.
const COLUMNS: [&str; 16] = [
    "id",
    "document",
    "page",
    "kind",
    "tier",
    "person",
    "reason",
    "proposal",
    "exemption",
    "settled",
    "decision",
    "decided exemption",
    "decided reason",
    "box",
    "comment",
    "text",
];
