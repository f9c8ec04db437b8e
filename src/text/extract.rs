//! Walking the pages of a document, several at a time.

use std::sync::Arc;

use hayro_syntax::Pdf;

use super::collect::Collector;
use super::compose::compose;
use super::{PageText, words};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::load::Recognised;
use crate::pdf::content::page::geometry;
use crate::pdf::content::{Interpreter, each};
use crate::pdf::limits::Limits;

/// The text of every page of a normal form.
///
/// # Errors
/// When the bytes are no PDF, or a page's content cannot be read whole: text that was not seen
/// cannot be searched.
pub fn document(pdf: &[u8]) -> Result<Vec<PageText>> {
    document_with(pdf, &[])
}

/// [`document`] with what recognition says of its pages: a second reading of a page stands behind the
/// first, so that both are searched and neither is torn apart by the other.
///
/// # Errors
/// As [`document`] has it.
pub fn document_with(pdf: &[u8], recognised: &[Recognised]) -> Result<Vec<PageText>> {
    let bytes: Arc<Vec<u8>> = Arc::new(pdf.to_vec());
    let pdf = Pdf::new(bytes).map_err(|_| unreadable(Place::default(), "the document cannot be opened"))?;
    each(&pdf, 0..pdf.pages().len(), |interpreter, index| one(interpreter, &pdf, index, recognised))
        .into_iter()
        .collect()
}

/// The text of one page (from 1) of a normal form, when others need not be readable.
///
/// # Errors
/// As [`document`] has it, or when there is no such page.
pub fn page(pdf: &[u8], number: u32) -> Result<PageText> {
    let place = || Place::default().page(number);
    let bytes: Arc<Vec<u8>> = Arc::new(pdf.to_vec());
    let pdf = Pdf::new(bytes).map_err(|_| unreadable(place(), "the document cannot be opened"))?;
    let index = (number as usize).saturating_sub(1);
    one(&mut Interpreter::new(pdf.xref(), &Limits::default()), &pdf, index, &[])
}

fn one<'p>(
    interpreter: &mut Interpreter<'p>,
    pdf: &'p Pdf,
    index: usize,
    recognised: &[Recognised],
) -> Result<PageText> {
    let number = index as u32 + 1;
    let place = || Place::default().page(number);
    let page = pdf.pages().get(index).ok_or_else(|| unreadable(place(), "the page is missing"))?;
    let geometry = geometry(page);
    let mut collector = Collector::new(geometry);
    collector.marks.reserve(interpreter.room());
    collector.glyphs.reserve(interpreter.room());
    interpreter
        .page(page, &geometry, &mut collector)
        .map_err(|trouble| unreadable(place(), trouble.what()))?;
    let recognised = recognised.iter().find(|r| r.page == number).copied();
    let again = recognised.and_then(|r| r.again).map(|from| collector.split_off(from));
    let mut readings = vec![words::build(&mut collector)];
    if let Some(marks) = again {
        collector.marks = marks;
        readings.push(words::build(&mut collector));
    }
    Ok(PageText { recognised, ..compose(number, collector, readings) })
}

fn unreadable(place: Place, what: &str) -> Error {
    Error::unchecked(place, what, "exclude or withhold the document in case.toml, with a reason")
}
