//! Comma-separated values as table pages.
//!
//! The separator is sniffed, rows may be ragged, formulas are text. A table too wide for a page is
//! shown in groups of columns, the first column with each group, so that every row stays readable.
//! Refused: what is not text, and more rows than the page limit can hold.

use crate::pdf::typeset::{Block, Cell, Flow, PageSetup, Run};

use super::convert::{Conversion, Member, NotConverted};
use super::paged::extract::{self, Kept};
use super::paged::wide::{self, Wide};
use super::{LeftOut, SideTable, SourceKind, paged, text};

/// Shows a file of separated values as pages.
///
/// # Errors
/// When the bytes are not text, or hold more rows than the limits allow.
pub fn convert(member: &Member<'_>) -> Conversion {
    let decoded = text::decode(member)?;
    let (separator, body) = separator(&decoded.text);
    let mut rows = rows(body, separator);
    let mut outside = extract(&mut rows, body, member)?;
    if rows.len() > member.limits.pages.saturating_mul(80) {
        return Err(paged::refuse(
            member,
            format!("{} rows would need more than {} pages", rows.len(), member.limits.pages),
            "disclose an extract of the rows about the requester, or withhold the file with a reason",
        ));
    }
    let mut left_out: Vec<_> =
        paged::left_out("byte sequence that is no character", decoded.broken).into_iter().collect();
    if rows.is_empty() {
        left_out.extend(paged::left_out("nothing: the file is empty", 1));
    }
    left_out.append(&mut outside);
    let side = SideTable {
        marks: Vec::new(),
        message_id: None,
        kind: SourceKind::Csv,
        converted: format!("separated values ({}) set as a table", decoded.label),
        left_out,
        locked: false,
        title: None,
        date: None,
        names: Vec::new(),
    };
    paged::convert(&flow(rows, paged::page(member.limits)), member, side, Vec::new())
}

/// Leaves the rows of an extract, where one is wanted; gives what is said of the others.
fn extract(
    rows: &mut Vec<Vec<String>>,
    body: &str,
    member: &Member<'_>,
) -> Result<Vec<LeftOut>, NotConverted> {
    let Some(kept) = Kept::of(member, Some(1)) else { return Ok(Vec::new()) };
    let Some(numbers) = extract::numbers(body, rows.len()) else {
        let hint = "save it as a workbook, or disclose an extract of pages instead";
        return Err(paged::refuse(member, "its rows cannot be numbered for certain", hint));
    };
    if member.rows.is_some_and(|rows| rows.sheet.is_some()) {
        let hint = "write rows = \"2-3\"";
        return Err(paged::refuse(member, "its extract names a sheet, and the file has none", hint));
    }
    let told = kept.tell(&numbers)?;
    let mut numbers = numbers.into_iter();
    rows.retain(|_| numbers.next().is_some_and(|row| kept.has(row)));
    Ok(told)
}

fn flow(rows: Vec<Vec<String>>, page: PageSetup) -> Flow {
    if rows.is_empty() {
        return Flow { page, blocks: vec![Block::text("(empty file)")], ..Flow::default() };
    }
    let header = rows.len() > 1;
    let rows: Vec<Vec<Cell>> = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
    let wide = Wide::measured(rows, header);
    let page = wide::page([&wide], page);
    Flow { page, blocks: wide.blocks(&page), ..Flow::default() }
}

fn cell(text: String) -> Cell {
    vec![Run::plain(text)]
}

fn rows(text: &str, separator: u8) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let records = reader.into_records().map_while(Result::ok);
    let rows: Vec<Vec<String>> = records.map(|r| r.iter().map(str::to_owned).collect()).collect();
    if rows.iter().flatten().all(|cell| cell.trim().is_empty()) { Vec::new() } else { rows }
}

/// The separator and the text without Excel's `sep=` line.
fn separator(text: &str) -> (u8, &str) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(named) = first.strip_prefix("sep=").and_then(|s| s.bytes().next()).filter(u8::is_ascii) {
        return (named, text.get(first.len()..).unwrap_or_default().trim_start_matches(['\r', '\n']));
    }
    let sample = head(text, 1 << 16);
    let best = *b",;\t|";
    let best = best.into_iter().rev().max_by_key(|separator| score(sample, *separator)).unwrap_or(b',');
    (best, text)
}

/// How regularly a separator divides the first rows: rows of the commonest width above one.
fn score(sample: &str, separator: u8) -> (usize, usize) {
    let rows = rows(sample, separator);
    let mut widths = std::collections::BTreeMap::<usize, usize>::new();
    for row in rows.iter().take(200).filter(|row| row.len() > 1) {
        *widths.entry(row.len()).or_default() += 1;
    }
    widths.into_iter().map(|(width, count)| (count, width)).max().unwrap_or_default()
}

/// The first bytes of a text, at most `limit`, cut between characters.
fn head(text: &str, limit: usize) -> &str {
    let end = (0..=limit.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_sniffed() {
        let cases = [
            ("a,b,c\n1,2,3\n", b','),
            ("a;b;c\n1,5;2,5;3\n", b';'),
            ("a\tb\n1, x\t2\n", b'\t'),
            ("\"x;y\",b\n\"1;2\",c\n", b','),
            ("one column\nonly\n", b','),
        ];
        for (text, want) in cases {
            assert_eq!(separator(text).0, want, "{text:?}");
        }
        assert_eq!(separator("sep=;\r\na;b"), (b';', "a;b"));
    }

    #[test]
    fn no_bytes_make_the_converters_panic() {
        let limits = crate::pdf::limits::Limits { pages: 40, ..Default::default() };
        let mut seed = 7_u32;
        for length in 0..300 {
            let mut next = || {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let byte = (seed >> 24) as u8;
                if seed & 0x300 == 0 { byte } else { b"a,;\t\"\n\r |=\xe9"[usize::from(byte) % 11] }
            };
            let bytes: Vec<u8> = (0..length * 3).map(|_| next()).collect();
            let member = Member {
                name: "t.csv",
                bytes: &bytes,
                password: None,
                limits: &limits,
                show_hidden: false,
                own: &[],
                rows: None,
            };
            let _ = (convert(&member).is_ok(), text::convert(&member).is_ok());
        }
    }

    #[test]
    fn ragged_rows_and_quoted_breaks_are_kept() {
        let rows = rows("a,b\n\"x\ny\",\"say \"\"hi\"\"\",z\nlast\n", b',');
        assert_eq!(rows, [vec!["a", "b"], vec!["x\ny", "say \"hi\"", "z"], vec!["last"]]);
    }
}
