//! The cells of one sheet (ECMA-376-1, 18.3): values as a person sees them; hidden rows, columns and
//! cells apart.

use std::collections::{BTreeMap, BTreeSet};

use super::formats;
use super::parts::{Book, rich};
use crate::load::xml::Node;

/// Last column and row of a sheet (18.3.1.4 and 18.3.1.73 as programs limit them).
const COLUMNS: u32 = 16_384;

/// The cells of a sheet by row and column, from 1.
#[derive(Debug, Default)]
pub(in crate::load) struct Cells {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

/// What a sheet hides of its own.
#[derive(Debug, Default)]
pub(super) struct Concealed {
    rows: Vec<u32>,
    columns: Vec<(u32, u32)>,
}

impl Cells {
    /// Puts a value into a cell; nothing for an empty one.
    pub(in crate::load) fn put(&mut self, row: u32, column: u32, text: String) {
        if !text.trim().is_empty() {
            self.rows.entry(row).or_default().insert(column, text);
        }
    }

    /// Whether there is none.
    pub(in crate::load) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All values, a line for each row.
    pub(in crate::load) fn lines(&self) -> String {
        self.rows.values().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Takes a row out; gives its values on one line.
    pub(in crate::load) fn take_row(&mut self, row: u32) -> Option<String> {
        self.rows.remove(&row).map(|row| line(&row))
    }

    /// Takes columns out; gives their values on lines.
    pub(in crate::load) fn take_columns(&mut self, first: u32, last: u32) -> Vec<String> {
        let mut taken = Vec::new();
        for row in self.rows.values_mut() {
            let columns: Vec<u32> = row.range(first..=last.max(first)).map(|(column, _)| *column).collect();
            taken.extend(columns.iter().filter_map(|column| row.remove(column)));
        }
        self.rows.retain(|_, row| !row.is_empty());
        taken
    }

    /// Takes out what stands in a block of cells but for its first one.
    fn take_merged(&mut self, (top, left): (u32, u32), (bottom, right): (u32, u32)) -> Vec<String> {
        let mut taken = Vec::new();
        for (at, row) in self.rows.range_mut(top..=bottom.max(top)) {
            let inside = row.range(left..=right.max(left)).map(|(column, _)| *column);
            let columns: Vec<u32> = inside.filter(|column| (*at, *column) != (top, left)).collect();
            taken.extend(columns.iter().filter_map(|column| row.remove(column)));
        }
        self.rows.retain(|_, row| !row.is_empty());
        taken
    }

    /// Rows of equal length without the columns and rows that are empty.
    pub(super) fn rows(&self) -> Vec<Vec<String>> {
        let used = self.columns();
        let row = |row: &BTreeMap<u32, String>| {
            used.iter().map(|column| row.get(column).cloned().unwrap_or_default()).collect()
        };
        self.rows.values().map(row).collect()
    }

    /// The number of the first row with a value, where each column has one in it: a header.
    pub(super) fn header(&self) -> Option<u32> {
        let columns = self.columns().len();
        self.rows.first_key_value().filter(|(_, row)| columns > 1 && row.len() == columns).map(|(at, _)| *at)
    }

    /// The numbers of the rows with values, ascending.
    pub(super) fn numbers(&self) -> Vec<u32> {
        self.rows.keys().copied().collect()
    }

    /// Leaves only some rows.
    pub(super) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        self.rows.retain(|row, _| keep(*row));
    }

    /// The columns with values, ascending.
    fn columns(&self) -> Vec<u32> {
        let used: BTreeSet<u32> = self.rows.values().flat_map(|row| row.keys().copied()).collect();
        used.into_iter().collect()
    }
}

fn line(row: &BTreeMap<u32, String>) -> String {
    row.values().map(String::as_str).collect::<Vec<_>>().join(" | ")
}

/// Reads a sheet; what is hidden in it is still among its cells.
pub(super) fn read(root: &Node, book: &mut Book<'_>) -> (Cells, Concealed) {
    let (mut cells, mut concealed) = (Cells::default(), Concealed::default());
    for column in root.child("x:cols").into_iter().flat_map(Node::nodes) {
        let number = |name: &str| column.get(name).and_then(|v| v.parse::<u32>().ok());
        let none = column.get("width").is_some_and(|w| w.parse::<f64>().is_ok_and(|w| w == 0.0));
        if is_true(column.get("hidden")) || none {
            let first = number("min").unwrap_or(1);
            concealed.columns.push((first, number("max").unwrap_or(first).min(COLUMNS)));
        }
    }
    let mut formulas = 0;
    let mut at = 0;
    for row in root.child("x:sheetData").into_iter().flat_map(Node::nodes) {
        at = row.get("r").and_then(|r| r.parse().ok()).unwrap_or(at + 1);
        let flat = row.get("ht").is_some_and(|h| h.parse::<f64>().is_ok_and(|h| h == 0.0));
        if is_true(row.get("hidden")) || flat {
            concealed.rows.push(at);
        }
        let mut column = 0;
        for cell in row.nodes().filter(|n| &*n.name == "x:c") {
            column = cell.get("r").and_then(position).map_or(column + 1, |(_, column)| column);
            formulas += usize::from(cell.child("x:f").is_some());
            let text = value(cell, book);
            cells.put(at, column, text);
        }
    }
    book.file.hidden.count("formula, shown as its value", formulas);
    merged(root, &mut cells, book);
    (cells, concealed)
}

/// What lies below merged cells: no program shows it.
fn merged(root: &Node, cells: &mut Cells, book: &mut Book<'_>) {
    for merge in root.child("x:mergeCells").into_iter().flat_map(Node::nodes) {
        let Some((from, to)) = merge.get("ref").and_then(|r| r.split_once(':')) else { continue };
        let (Some(from), Some(to)) = (position(from), position(to)) else { continue };
        for text in cells.take_merged(from, to) {
            book.file.hidden.text("text of a merged cell", &text);
        }
    }
}

/// Takes the hidden rows and columns out of the cells.
pub(super) fn conceal(cells: &mut Cells, concealed: &Concealed, book: &mut Book<'_>) {
    for row in &concealed.rows {
        if let Some(text) = cells.take_row(*row) {
            book.file.hidden.text("hidden row", &text);
        }
    }
    for (first, last) in &concealed.columns {
        let taken = cells.take_columns(*first, *last);
        book.file.hidden.text("hidden column", &taken.join("\n"));
    }
}

/// A cell as a person sees it.
fn value(cell: &Node, book: &mut Book<'_>) -> String {
    let stored = cell.child("x:v").map(Node::text).unwrap_or_default();
    let style = cell.get("s").and_then(|s| s.parse::<usize>().ok()).unwrap_or(0);
    let code = book.styles.get(style).map(String::as_str).unwrap_or_default();
    let text = match cell.get("t") {
        Some("s") => stored.trim().parse().ok().and_then(|at: usize| book.strings.get(at).cloned()),
        Some("inlineStr") => cell.child("x:is").map(rich),
        Some("b") => Some(if stored.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        Some("str" | "e" | "d") => Some(stored.clone()),
        _ if stored.is_empty() => None,
        _ => Some(formats::number(&stored, code, book.from_1904)),
    };
    let text = text.unwrap_or_default();
    if formats::shows_nothing(code) {
        book.file.hidden.text("cell hidden by its format", &text);
        return String::new();
    }
    match cell.child("x:f").map(Node::text) {
        Some(formula) if text.is_empty() && stored.is_empty() && !formula.is_empty() => {
            book.file.hidden.count("formula without a stored value, shown as it is written", 1);
            format!("={formula}")
        }
        _ => text,
    }
}

/// Row and column of a reference like `AB12`, with or without dollar signs.
pub(super) fn position(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.replace('$', "");
    let letters = reference.trim_end_matches(|c: char| c.is_ascii_digit());
    let row = reference.get(letters.len()..)?.parse().ok()?;
    let mut column = 0_u32;
    for ch in letters.chars() {
        let digit = ch.to_ascii_uppercase().to_digit(36).filter(|d| *d >= 10)? - 9;
        column = column.checked_mul(26)?.checked_add(digit)?;
    }
    (1..=COLUMNS).contains(&column).then_some((row, column))
}

/// Whether an attribute says yes.
pub(super) fn is_true(value: Option<&str>) -> bool {
    matches!(value, Some("1" | "true" | "on"))
}
