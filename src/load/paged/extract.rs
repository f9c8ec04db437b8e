//! Extracts of rows: the rows that a case names, and the header above them, become pages; no other row,
//! sheet, picture or attached file does.
//!
//! Refused: a sheet or row that is not there, and values whose rows cannot be numbered for certain.

use crate::case::extract::Rows;
use crate::load::LeftOut;
use crate::load::convert::{Member, NotConverted};
use crate::load::paged;

const COUNT: &str = "count rows as a spreadsheet program numbers them, the header as 1, and mend rows = \"…\" \
    in case.toml";

/// Which rows of a table stay.
pub(in crate::load) struct Kept<'m> {
    rows: &'m Rows,
    member: &'m Member<'m>,
    /// The header's row.
    header: Option<u32>,
}

impl<'m> Kept<'m> {
    /// The rows that `member` wants of a table with this header; none where it wants all.
    pub(in crate::load) fn of(member: &'m Member<'m>, header: Option<u32>) -> Option<Self> {
        member.rows.map(|rows| Self { rows, member, header })
    }

    /// Whether a row becomes part of a page.
    pub(in crate::load) fn has(&self, row: u32) -> bool {
        self.header == Some(row) || self.rows.rows.contains(row)
    }

    /// What is said of the rows that do not. `all` are the rows that have cells, ascending.
    ///
    /// # Errors
    /// When the table ends before the last row of the extract, or none of its rows has cells.
    pub(in crate::load) fn tell(&self, all: &[u32]) -> Result<Vec<LeftOut>, NotConverted> {
        let last = all.last().copied().unwrap_or(0);
        if self.rows.rows.last() > last {
            let what = format!("its extract names rows that the table does not have: its last is row {last}");
            return Err(paged::refuse(self.member, what, COUNT));
        }
        if !all.iter().any(|row| self.rows.rows.contains(*row)) {
            let what = "the rows of its extract are empty or hidden";
            return Err(paged::refuse(self.member, what, COUNT));
        }
        let empty = (1..=last).filter(|row| self.rows.rows.contains(*row) && all.binary_search(row).is_err());
        let outside = all.iter().filter(|row| !self.has(**row)).count();
        let told = [
            ("row outside the extract", outside),
            ("row of the extract that is empty or hidden", empty.count()),
        ];
        Ok(told.into_iter().filter_map(|(what, count)| paged::left_out(what, count)).collect())
    }
}

/// The index of the sheet that is wanted among sheets of these names.
///
/// # Errors
/// When there is none.
pub(in crate::load) fn sheet<'n>(
    rows: &Rows,
    mut names: impl Iterator<Item = &'n str>,
    member: &Member<'_>,
) -> Result<usize, NotConverted> {
    let wanted =
        |name: &str| rows.sheet.as_deref().is_none_or(|sheet| sheet.eq_ignore_ascii_case(name.trim()));
    names.position(wanted).ok_or_else(|| {
        let hint = "name a sheet that is shown, as rows = \"Sheet!2-3\"; hidden sheets are never an extract";
        paged::refuse(member, "its extract names a sheet that is not there", hint)
    })
}

/// For each of `count` records of separated values its row, as a spreadsheet program numbers it: blank
/// lines are rows too. None where lines and records do not agree.
pub(in crate::load) fn numbers(text: &str, count: usize) -> Option<Vec<u32>> {
    let (mut numbers, mut row, mut quoted, mut blank) = (Vec::new(), 1_u32, false, true);
    for c in text.replace("\r\n", "\n").replace('\r', "\n").chars().chain(['\n']) {
        match c {
            '\n' if !quoted => {
                numbers.extend((!blank).then_some(row));
                (row, blank) = (row.checked_add(1)?, true);
            }
            '"' => (quoted, blank) = (!quoted, false),
            _ => blank = false,
        }
    }
    (!quoted && numbers.len() == count).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_rows_and_breaks_in_quotes_are_none() {
        assert_eq!(numbers("a,b\r\n\r\n1,2\n\"x\ny\",z\n\nlast", 4), Some(vec![1, 3, 4, 6]));
        assert_eq!(numbers("a\n\"never closed\nb", 2), None);
        assert_eq!(numbers("a\nb\n", 3), None);
    }
}
