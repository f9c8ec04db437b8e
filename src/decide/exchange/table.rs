//! A spreadsheet as rows of cells, whatever separator and order of columns it was saved with.

use std::collections::BTreeMap;

use crate::diag::Place;
use crate::error::{Error, Result};

/// The cells of a row, and its number as the spreadsheet shows it.
pub(super) type Cells = (u32, Vec<String>);

/// Where each column stands, by its heading.
pub(super) type Columns = BTreeMap<String, usize>;

/// The headings and the rows with their line numbers.
pub(super) fn table(file: &str, text: &str) -> Result<(Columns, Vec<Cells>)> {
    // Excel may write the separator into a line of its own
    let (text, skipped) = match text.strip_prefix("sep=").and_then(|t| t.split_once('\n')) {
        Some((_, rest)) => (rest, 1),
        None => (text, 0),
    };
    let heading = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let count = |c: char| heading.matches(c).count();
    let separator = [',', ';', '\t'].into_iter().max_by_key(|c| count(*c)).unwrap_or(',');
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator as u8)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (i, record) in reader.into_records().enumerate() {
        let record = record.map_err(|_| {
            Error::usage(
                Place::file(file),
                "is no table of values",
                "save the list as CSV from the spreadsheet",
            )
        })?;
        // the number of the row as the spreadsheet shows it
        let line = i as u32 + 1 + skipped;
        rows.push((line, record.iter().map(str::to_owned).collect::<Vec<String>>()));
    }
    let at = rows.iter().position(|(_, r)| r.iter().any(|c| !c.trim().is_empty())).unwrap_or(0);
    let (line, heading) = rows.drain(..(at + 1).min(rows.len())).next_back().unwrap_or_default();
    let columns: Columns = heading.iter().enumerate().map(|(i, h)| (h.trim().to_lowercase(), i)).collect();
    for needed in ["id", "decision"] {
        if !columns.contains_key(needed) {
            let what = format!("there is no column \"{needed}\"");
            let hint = "keep the headings of `blackpanel list CASE --csv`; the order does not matter";
            return Err(Error::usage(Place::file(file).line(line), what, hint));
        }
    }
    Ok((columns, rows))
}

/// What is wrong with a row, and what to do.
pub(super) type Wrong = (String, String);

/// A row that is not taken.
pub(super) fn wrong<T>(what: impl Into<String>, hint: impl Into<String>) -> std::result::Result<T, Wrong> {
    Err((what.into(), hint.into()))
}
