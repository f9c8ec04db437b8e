//! Walking the pages of a document, several at a time.

use std::sync::Arc;

use hayro_syntax::Pdf;
use rayon::prelude::*;

use super::collect::Collector;
use super::compose::compose;
use super::{PageText, words};
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::load::Recognised;
use crate::pdf::content::interpret::Interpreter;
use crate::pdf::content::page::geometry;
use crate::pdf::limits::Limits;

/// Pages that share an interpreter, and with it fonts already read.
const PAGES_A_TASK: usize = 64;

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
    let count = pdf.pages().len();
    let threads = rayon::current_num_threads().max(1);
    let size = count.div_ceil(threads).clamp(1, PAGES_A_TASK);
    let parts: Vec<Vec<PageText>> = (0..count.div_ceil(size))
        .into_par_iter()
        .map(|task| pages(&pdf, task * size..((task + 1) * size).min(count), recognised))
        .collect::<Result<_>>()?;
    Ok(parts.into_iter().flatten().collect())
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
    let read = pages(&pdf, index..index + 1, &[])?.pop();
    read.ok_or_else(|| unreadable(place(), "the page is missing"))
}

fn pages(pdf: &Pdf, range: std::ops::Range<usize>, recognised: &[Recognised]) -> Result<Vec<PageText>> {
    let mut interpreter = Interpreter::new(pdf.xref(), &Limits::default());
    let mut out = Vec::with_capacity(range.len());
    for index in range {
        let Some(page) = pdf.pages().get(index) else { break };
        let number = index as u32 + 1;
        let geometry = geometry(page);
        let mut collector = Collector::new(geometry);
        interpreter
            .page(page, &geometry, &mut collector)
            .map_err(|trouble| unreadable(Place::default().page(number), trouble.what()))?;
        let recognised = recognised.iter().find(|r| r.page == number).copied();
        let again = recognised.and_then(|r| r.again).map(|from| collector.split_off(from));
        let mut readings = vec![words::build(&mut collector)];
        if let Some(marks) = again {
            collector.marks = marks;
            readings.push(words::build(&mut collector));
        }
        out.push(PageText { recognised, ..compose(number, collector, readings) });
    }
    Ok(out)
}

fn unreadable(place: Place, what: &str) -> Error {
    Error::unchecked(place, what, "exclude or withhold the document in case.toml, with a reason")
}
