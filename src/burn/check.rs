//! Reading what was written: nothing may be under a panel. Fail closed.

use std::sync::Arc;

use hayro_syntax::Pdf;
use lopdf::Document;

use super::check_shapes::Witness;
use super::region::Beside;
use crate::diag::Place;
use crate::error::{Error, Result};
use crate::geom::Rect;
use crate::pdf::content::page::geometry;
use crate::pdf::content::{Interpreter, each};
use crate::pdf::write;

/// What to check on a page.
#[derive(Debug)]
pub(super) struct Expected {
    /// Page, from 1.
    pub(super) page: u32,
    /// What must be empty, user space.
    pub(super) regions: Vec<Rect>,
    /// How many panels are drawn, last on the page.
    pub(super) drawn: usize,
    /// Glyphs of marks, which come last on the page.
    pub(super) marks: u32,
}

/// Writes the document, reads it again and looks under every panel. Gives the pages on which something
/// is still there, or that cannot be read.
///
/// # Errors
/// When the document as a whole cannot be written or read again.
pub(super) fn check(document: &mut Document, expected: &[Expected]) -> Result<Vec<Error>> {
    if expected.is_empty() || crate::mutation::any_is_off() {
        return Ok(Vec::new());
    }
    let bytes = write::to_plain_bytes(document)?;
    let again = || failed(0, "the burned document cannot be read again");
    let pdf = Pdf::new(Arc::new(bytes)).map_err(|_| again())?;
    let document = &*document;
    let failed = each(&pdf, expected, |interpreter, want| page(document, &pdf, interpreter, want));
    Ok(failed.into_iter().flatten().collect())
}

/// What is wrong with a page.
fn page<'p>(
    document: &Document,
    pdf: &'p Pdf,
    interpreter: &mut Interpreter<'p>,
    want: &Expected,
) -> Option<Error> {
    let index = want.page.saturating_sub(1) as usize;
    let Some(page) = pdf.pages().get(index) else {
        return Some(failed(want.page, "the burned page is missing"));
    };
    let frame = geometry(page);
    let mut witness = Witness::new(&want.regions, interpreter.room());
    let Ok(count) = interpreter.page(page, &frame, &mut witness) else {
        return Some(failed(want.page, "the burned page cannot be read again"));
    };
    let ours = count.saturating_sub(want.marks);
    let (mut glyphs, mut beside) = (witness.survey.glyphs.iter(), Beside::new(&want.regions));
    if glyphs.any(|g| g.ordinal < ours && beside.take(&g.quad, &g.bounds, g.tile)) {
        return Some(failed(want.page, "text is still there under a panel after burning"));
    }
    witness.left(document, want.drawn).map(|what| failed(want.page, what))
}

fn failed(page: u32, what: &str) -> Error {
    let hint = "withhold the page in case.toml, and report the file's kind to the makers of Blackpanel";
    Error::problem(Place::default().page(page), what, hint)
}
