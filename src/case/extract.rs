//! `extract = { … }`: the part of a document that is disclosed, read from what a person wrote.
//!
//! One of pages, rows and box; a text that is none of them gives nothing, which the checks report.

use serde::{Deserialize, Serialize};

use super::pages::PageList;
use super::schema::Extract;
use crate::geom::Rect;

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// These pages.
    Pages(PageList),
    /// These rows of a table.
    Rows(Rows),
    /// This box on this page: points of display space.
    Region(u32, Rect),
}

/// Rows of one sheet, as `2-3,5` or `Contacts!2-3,5`; the header row comes with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// The sheet by its name; the first one where none is named.
    pub sheet: Option<String>,
    /// The rows as a spreadsheet program numbers them, from 1.
    pub rows: PageList,
}

impl Extract {
    /// The part; none where the text says none, or several.
    #[must_use]
    pub fn part(&self) -> Option<Part> {
        match (&self.pages, &self.rows, &self.region) {
            (Some(pages), None, None) => pages.parse().ok().map(Part::Pages),
            (None, Some(rows), None) => Rows::read(rows).map(Part::Rows),
            (None, None, Some(region)) => read_box(region),
            _ => None,
        }
    }
}

impl Rows {
    fn read(text: &str) -> Option<Self> {
        let (sheet, rows) = text.rsplit_once('!').map_or((None, text), |(sheet, rows)| (Some(sheet), rows));
        let sheet = sheet.map(|s| s.trim().to_owned());
        let named = sheet.as_ref().is_none_or(|s| !s.is_empty());
        rows.parse().ok().filter(|_| named).map(|rows| Self { sheet, rows })
    }
}

/// `PAGE:x0,y0,x1,y1` with `x0 < x1` and `y0 < y1`.
fn read_box(text: &str) -> Option<Part> {
    let (page, rest) = text.split_once(':')?;
    let page = page.trim().parse().ok().filter(|p| *p > 0)?;
    let number = |n: &str| n.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    let numbers: Vec<f64> = rest.split(',').map(number).collect::<Option<_>>()?;
    match numbers.as_slice() {
        [x0, y0, x1, y1] if x0 < x1 && y0 < y1 => Some(Part::Region(page, Rect::new(*x0, *y0, *x1, *y1))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(pages: Option<&str>, rows: Option<&str>, region: Option<&str>) -> Option<Part> {
        let [pages, rows, region] = [pages, rows, region].map(|text| text.map(str::to_owned));
        Extract { pages, rows, region }.part()
    }

    #[test]
    fn a_part_is_one_of_pages_rows_and_a_box() {
        assert!(matches!(part(Some("2-3"), None, None), Some(Part::Pages(_))));
        let Some(Part::Rows(rows)) = part(None, Some("Call log!4,7"), None) else { panic!("rows") };
        assert_eq!((rows.sheet.as_deref(), rows.rows.contains(7)), (Some("Call log"), true));
        let region = Part::Region(2, Rect::new(10.0, 20.5, 30.0, 40.0));
        assert_eq!(part(None, None, Some("2: 10, 20.5, 30, 40")), Some(region));
    }

    #[test]
    fn what_is_no_part_or_several_is_none() {
        for wrong in
            ["0:1,2,3,4", "1:3,2,1,4", "1:1,2,3", "1:1,2,3,4,5", "1:NaN,2,3,4", "1,2,3,4", "1:1,2,inf,4"]
        {
            assert_eq!(part(None, None, Some(wrong)), None, "{wrong}");
        }
        assert_eq!(part(None, Some("!2"), None), None);
        assert_eq!(part(Some("1"), Some("1"), None), None);
        assert_eq!(part(None, None, None), None);
    }
}
