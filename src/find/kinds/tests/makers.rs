//! The spellings: kind, form, the sentences round it, and a maker.

use super::Row;

mod contact;
mod homes;
mod numbers;

/// Every row of the table.
pub(super) fn rows() -> Vec<Row> {
    [numbers::ROWS, contact::ROWS, homes::ROWS].concat_rows()
}

/// Joins the lists of the files below.
trait Concat {
    fn concat_rows(self) -> Vec<Row>;
}

impl<const N: usize> Concat for [&'static [Row]; N] {
    fn concat_rows(self) -> Vec<Row> {
        let copy = |r: &Row| Row { kind: r.kind, form: r.form, frames: r.frames, make: r.make };
        self.into_iter().flatten().map(copy).collect()
    }
}
