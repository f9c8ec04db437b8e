//! Pages of ours: the cover letter, the schedule, and mail, notes and tables shown as pages.
//!
//! A [`Flow`] of blocks becomes an object model whose pages have one content stream each and embed
//! only the glyphs they use, or, where sanitising follows, programs that documents share. Text is set ragged right, never justified and never kerned, so that a
//! removed word leaves no width that could be measured against its neighbours. The same flow gives
//! the same bytes. printpdf writes the content streams, in `print` and nowhere else.
//!
//! Refused: a flow with more pages than [`PageSetup::max_pages`]. Characters that no font of ours
//! has are shown by their number (`[U+1F600]`) and counted in [`Shown`], never dropped.

mod assemble;
mod blocks;
mod embed;
mod faces;
mod flow;
mod layout;
mod lines;
mod mark;
mod print;
mod spell;
mod stamp;
mod table;
mod tags;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use embed::Glyphs;
pub use flow::{Align, Block, Cell, Column, Flow, Margins, PageSetup, Run, Table};
pub use mark::{Tag, TaggedContent};
pub use spell::Shown;
pub use stamp::{StampFace, StampFont};
pub use table::column_needs;
pub use tags::{Placed, StructElements, write_struct_elements};

use lopdf::Document;

use crate::error::Result;
use crate::geom::PageGeometry;

/// A flow set in pages.
#[derive(Debug, Clone)]
pub struct Typeset {
    /// The object model: catalog, pages, fonts; no `/Info`, no `/ID`, no tags (see [`Self::tags`]).
    pub document: Document,
    /// The frame of each page, in order.
    pub pages: Vec<PageGeometry>,
    /// Structure elements of a tagged flow in reading order; empty otherwise.
    pub tags: Vec<Tag>,
    /// The headings with their pages, for bookmarks.
    pub headings: Vec<Placed>,
    /// Characters shown differently from how they came.
    pub shown: Shown,
    /// Title and language (BCP 47), as the flow gave them.
    labels: (String, String),
}

/// Sets a flow in pages; an empty flow gives one empty page.
///
/// # Errors
/// When the flow needs more pages than its page setup allows, or the pages cannot be written.
pub fn set(flow: &Flow) -> Result<Typeset> {
    set_with(flow, Glyphs::Used)
}

/// As [`set`], for pages that are sanitised before they leave the house: their font programs hold whole
/// blocks of characters, so that the documents of a case embed the same programs, which sanitising
/// cuts to what all of these show.
///
/// # Errors
/// As [`set`].
pub fn set_to_be_sanitised(flow: &Flow) -> Result<Typeset> {
    set_with(flow, Glyphs::Blocks)
}

fn set_with(flow: &Flow, glyphs: Glyphs) -> Result<Typeset> {
    let laid = layout::lay_out(flow)?;
    let printed = print::print(&laid.pages, &flow.page);
    let document = assemble::assemble(&printed, &laid.pages, &flow.page, glyphs)?;
    let frame = PageGeometry::upright(flow.page.width, flow.page.height);
    Ok(Typeset {
        document,
        pages: vec![frame; laid.pages.len()],
        tags: laid.tags,
        headings: laid.headings,
        shown: laid.shown,
        labels: (flow.title.clone(), flow.language.clone()),
    })
}

impl Typeset {
    /// The pages as a normal form: clear PDF bytes, no tags, no metadata.
    ///
    /// # Errors
    /// When the model cannot be written.
    pub fn to_normal_form_bytes(&self) -> Result<Vec<u8>> {
        crate::pdf::write::to_bytes(&mut self.document.clone())
    }

    /// The pages as a tagged PDF of their own: structure tree, language and title (ISO 32000-2,
    /// 14.7 and 14.8). A pack writes one tree over all its parts with [`write_struct_elements`].
    ///
    /// # Errors
    /// When the model cannot be written.
    pub fn to_tagged_bytes(&self) -> Result<Vec<u8>> {
        let mut document = self.document.clone();
        tags::tag_document(&mut document, &self.tags, &self.labels.0, &self.labels.1)?;
        crate::pdf::write::to_bytes(&mut document)
    }
}
