//! Why it exists: a birth date is a date with a cue, and dates are written in many ways. Day before
//! month, as in Britain; ISO 8601; months as words or numbers; years of two or four digits. It
//! refuses days over 31 and months over 12, so that fractions and versions are no dates.

use std::ops::Range;

use super::scan::{Pattern, pattern};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date in folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where.
    pub(crate) bytes: Range<usize>,
    /// Year, month, day; a year of two digits is taken as the last such year before 2030.
    pub(crate) date: (u16, u8, u8),
}

fn shape() -> &'static Pattern {
    pattern!(
        r"(?x)(?-u:\b)(?:
        ([0-9]{1,2})[\ ]?[/.\-\ ][\ ]?([0-9]{1,2})[\ ]?[/.\-\ ][\ ]?([0-9]{4}|[0-9]{2})
        |([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})
        |([0-9]{1,2})(?:st|nd|rd|th)?\s?(?:of\s)?[-\ /]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?[-\s/]{0,2}'?([0-9]{4}|[0-9]{2})
        |(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s([0-9]{1,2})(?:st|nd|rd|th)?,?\s([0-9]{4})
        )(?-u:\b)"
    )
}

/// The date that starts within `reach` bytes after `from`, if there is one.
pub(super) fn after(text: &str, from: usize, reach: usize) -> Option<Found> {
    // a date is shorter than this; what lies further on is another matter
    let mut to = (from + reach + 48).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let rest = text.get(from..to)?;
    let m = shape().captures_iter(rest).next()?;
    let found = read(&m)?;
    (found.bytes.start <= reach)
        .then(|| Found { bytes: found.bytes.start + from..found.bytes.end + from, date: found.date })
}

/// Every date of a text.
pub(crate) fn all(text: &str) -> Vec<Found> {
    shape().captures_iter(text).filter_map(|c| read(&c)).collect()
}

/// Whether the word is a month or a short form of one.
pub(super) fn is_month(word: &str) -> bool {
    let full = [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    MONTHS.contains(&word) || full.contains(&word)
}

fn read(c: &regex::Captures) -> Option<Found> {
    let number = |i: usize| c.get(i).and_then(|m| m.as_str().parse::<u16>().ok());
    let month = |i: usize| {
        let name = c.get(i)?.as_str();
        MONTHS.iter().position(|m| *m == name).map(|p| p as u16 + 1)
    };
    let (y, m, d) = number(3)
        .zip(number(2))
        .zip(number(1))
        .or_else(|| number(4).zip(number(5)).zip(number(6)))
        .or_else(|| number(9).zip(month(8)).zip(number(7)))
        .or_else(|| number(12).zip(month(10)).zip(number(11)))
        .map(|((y, m), d)| (y, m, d))?;
    // a careless hand writes the month first
    let (m, d) = if m > 12 && d <= 12 { (d, m) } else { (m, d) };
    if !(1..=12).contains(&m) || !(1..=31).contains(&d) {
        return None;
    }
    let year = match y {
        0..30 => 2000 + y,
        30..100 => 1900 + y,
        _ => y,
    };
    Some(Found { bytes: c.get(0)?.range(), date: (year, m as u8, d as u8) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_usual_form() {
        for (text, want) in [
            ("2/1/48", (1948, 1, 2)),
            ("03/02/1989", (1989, 2, 3)),
            ("1954-08-25", (1954, 8, 25)),
            ("3th sep 1991", (1991, 9, 3)),
            ("25th of march, 1984", (1984, 3, 25)),
            ("march 25, 1984", (1984, 3, 25)),
            ("16.02.66", (1966, 2, 16)),
        ] {
            assert_eq!(all(text).first().map(|f| f.date), Some(want), "{text}");
        }
        for text in ["1/2", "45/99/2000", "10.20.30.40", "version 1.2"] {
            assert!(all(text).iter().all(|f| f.bytes.len() < text.len()), "{text}");
        }
    }
}
