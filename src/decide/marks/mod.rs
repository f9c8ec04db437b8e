//! Exchange with PDF editors: proposals and decisions go out as redaction annotations (ISO 32000-2, 12.5.6.23),
//! and what a person made of them comes back as decisions.
//!
//! A file that goes out is no redaction: nothing is removed from it. What comes back is bound by the names of
//! the annotations; a page that is not one of ours, or was turned or cut, is refused, and what a deleted mark
//! means is asked, never guessed.

use crate::decide::exchange::Sheet;
use crate::find::Finding;
use crate::geom::Rect;
use crate::load::mark::SHEET;
use crate::text::PageText;

mod already;
mod read;
mod write;

pub use already::{Pending, pending, take_over};
pub use read::{Deleted, Taken, take_back};
pub use write::to_pdf;

/// What begins the name of a mark for a finding; its id follows.
const FINDING: &str = "blackpanel-finding/";
/// What begins the name of a mark for a drawn box; the number of its event follows.
const DRAWN: &str = "blackpanel-box/";
/// What parts what a person wrote from what the program says.
const SAYS: &str = "[blackpanel ";

/// Where the sheet of a page lies: within its upper edge, display space.
fn sheet_box(page: &PageText) -> Rect {
    let (width, _) = page.geometry.display_size();
    Rect::new(4.0, 2.0, (width - 4.0).max(8.0), 13.0)
}

/// Where a finding stands, a box a line, display space.
fn places(sheet: &Sheet<'_>, finding: &Finding) -> Vec<Rect> {
    let document = sheet.documents.get(finding.document);
    let page = document.and_then(|d| d.text.pages.iter().find(|p| p.page == finding.page));
    let boxes = page.map(|p| super::page::boxes(p, &finding.chars)).unwrap_or_default();
    if boxes.is_empty() { finding.anchor.boxes.clone() } else { boxes }
}
