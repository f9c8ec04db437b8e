//! Decisions in a spreadsheet: out as CSV that Excel opens, and back after Excel has saved it.

mod look;
mod people;
mod read;
mod write;

pub use look::looked_at;
pub use people::scope_of;
pub use read::{ReadBack, read_csv};
pub use write::to_csv;

/// The columns, in the order in which they are written. The last is there only with the text.
const COLUMNS: [&str; 14] = [
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
    "text",
];
