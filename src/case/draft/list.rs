//! The list of people: CSV as a spreadsheet saves it, a row for each person of each case.
//!
//! A column or a value that is not understood is named with its line; nothing is passed over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::{Table, Value};

use super::LIMIT;
use crate::case::{check, date, decode};
use crate::diag::Place;
use crate::error::{Error, Exit, Result};
use crate::sys::fs;

/// The role that makes a row that of whoever asks for the data subject.
pub(super) const REQUESTER: &str = "requester";

/// The role that makes a row the data subject's.
pub(super) const SUBJECT: &str = "data-subject";

/// Columns that hold several values, with `;` between.
const LISTS: [&str; 5] = ["aliases", "addresses", "emails", "phones", "identifiers"];

/// Columns that hold a date.
const DATES: [&str; 3] = ["date_of_birth", "received", "valid"];

/// Columns of the data subject's row that are about the request.
pub(super) const REQUEST: [&str; 4] = ["reference", "received", "valid", "summary"];

/// Columns of a requester.
const ASKS: [&str; 4] = ["name", "capacity", "address", "consent"];

/// Columns of everybody else, besides `role`.
const PARTY: [&str; 8] =
    ["name", "title", "date_of_birth", "decision", "exemption", "basis", "reason", "profession"];

/// A list of people: the rows of each case folder.
#[derive(Debug)]
pub struct People {
    pub(super) place: Place,
    rows: BTreeMap<String, Vec<Row>>,
}

/// One row: its line in the list, and its cells by column, empty ones left out.
#[derive(Debug)]
pub struct Row {
    pub line: u32,
    cells: BTreeMap<String, String>,
}

/// How a list is saved.
const HINT: &str = "save it as CSV (UTF-8) with a heading: case,role,name,…";

impl People {
    /// Reads a list: CSV with commas or semicolons, a heading that names its columns, one person a row;
    /// `case` is the folder's path below the shelf.
    ///
    /// # Errors
    /// Exit 2 with the line that cannot be used, and for a column that is not known.
    pub fn read(path: &Path) -> Result<Self> {
        let place = Place::file(fs::display(path));
        let bytes = fs::read(path, LIMIT, Exit::Usage)?;
        let wrong = |line: u32, what: &str| Error::usage(place.clone().line(line), what, HINT);
        let text = decode::text(&bytes).ok_or_else(|| wrong(1, "is no text"))?;
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.delimiter(delimiter).trim(csv::Trim::All).from_reader(text.as_bytes());
        let heading = reader.headers().map_err(|_| wrong(1, "has no heading"))?;
        let heading = columns_of(heading, &place)?;
        let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for record in reader.records() {
            let at = record.as_ref().map_or_else(csv::Error::position, csv::StringRecord::position);
            let line = at.and_then(|p| u32::try_from(p.line()).ok()).unwrap_or(0);
            let record = record.map_err(|_| wrong(line, "is not as long as the heading"))?;
            let row = Row { line, cells: cells(&heading, &record) };
            if row.cells.is_empty() {
                continue;
            }
            let case = row.cells.get("case").ok_or_else(|| wrong(line, "names no case"))?;
            let case = case.replace('\\', "/").trim_matches('/').to_owned();
            if check::climbs(&case) {
                return Err(wrong(line, "names a case outside of the shelf"));
            }
            rows.entry(case).or_default().push(row);
        }
        Ok(Self { place, rows })
    }

    /// The case folders that the list names.
    pub fn cases(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// The rows of a case.
    pub(super) fn of(&self, case: &str) -> &[Row] {
        self.rows.get(case).map_or(&[], Vec::as_slice)
    }
}

/// The names of the columns, all of them known.
fn columns_of(heading: &csv::StringRecord, place: &Place) -> Result<Vec<String>> {
    let heading: Vec<String> = heading.iter().map(|h| h.to_lowercase().replace([' ', '-'], "_")).collect();
    match heading.iter().find(|h| !is_column(h)) {
        None => Ok(heading),
        Some(unknown) => {
            let what = format!("has a column that is not known: \"{}\"", unknown.escape_debug());
            Err(Error::usage(place.clone().line(1), what, format!("the columns are: {}", columns())))
        }
    }
}

/// The cells of a row by column, empty ones left out.
fn cells(heading: &[String], record: &csv::StringRecord) -> BTreeMap<String, String> {
    let full = heading.iter().zip(record).filter(|(_, cell)| !cell.is_empty());
    full.map(|(name, cell)| (name.clone(), cell.to_owned())).collect()
}

impl Row {
    pub(super) fn role(&self) -> &str {
        self.cells.get("role").map_or("", String::as_str)
    }

    /// The row as keys of a case file; the column that cannot be used in it as the error.
    pub(super) fn fields(&self) -> std::result::Result<Table, &str> {
        let mut fields = Table::new();
        let is_party = ![SUBJECT, REQUESTER].contains(&self.role());
        for (column, cell) in self.cells.iter().filter(|(c, _)| *c != "case") {
            let allowed: &[&[&str]] = match self.role() {
                SUBJECT => &[&REQUEST, &LISTS, &["name", "title", "date_of_birth", "role"]],
                REQUESTER => &[&ASKS, &["role"]],
                _ => &[&PARTY, &LISTS, &["role"]],
            };
            if !allowed.iter().any(|set| set.contains(&column.as_str())) {
                return Err(column);
            }
            if column == "role" && !is_party {
                continue;
            }
            fields.insert(column.clone(), value(column, cell).ok_or(column.as_str())?);
        }
        Ok(fields)
    }
}

fn value(column: &str, cell: &str) -> Option<Value> {
    if LISTS.contains(&column) {
        let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
        return Some(Value::Array(parts.map(|part| Value::String(part.to_owned())).collect()));
    }
    if DATES.contains(&column) {
        return date::parse(cell)?.to_string().parse().ok().map(Value::Datetime);
    }
    Some(Value::String(cell.to_owned()))
}

fn is_column(name: &str) -> bool {
    name == "case"
        || name == "role"
        || [&REQUEST[..], &LISTS, &ASKS, &PARTY].iter().any(|set| set.contains(&name))
}

fn columns() -> String {
    let all: BTreeSet<&str> = [&REQUEST[..], &LISTS, &ASKS, &PARTY].concat().into_iter().collect();
    let all: Vec<&str> = ["case", "role"].into_iter().chain(all).collect();
    all.join(", ")
}
