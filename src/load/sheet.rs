//! Comma-separated values as table pages.
//!
//! The separator is sniffed, rows may be ragged, formulas are text. A table too wide for a page is
//! shown in groups of columns, the first column with each group, so that every row stays readable.
//! Refused: what is not text, and more rows than the page limit can hold.

use crate::pdf::typeset::{Block, Cell, Column, Flow, PageSetup, Run, Table, column_needs};

use super::convert::{Conversion, Member};
use super::{SideTable, SourceKind, paged, text};

/// Type size of tables in points.
const SIZE: f64 = 8.5;
/// The widest a column is made before its text wraps, in points.
const WIDEST: f64 = 190.0;
/// The most bytes that repeating the first column may add; a larger one stands once.
const MOST_REPEATED: usize = 64 << 20;

/// Shows a file of separated values as pages.
///
/// # Errors
/// When the bytes are not text, or hold more rows than the limits allow.
pub fn convert(member: &Member<'_>) -> Conversion {
    let decoded = text::decode(member)?;
    let (separator, body) = separator(&decoded.text);
    let rows = rows(body, separator);
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
    let side = SideTable {
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

fn flow(rows: Vec<Vec<String>>, page: PageSetup) -> Flow {
    if rows.is_empty() {
        return Flow { page, blocks: vec![Block::text("(empty file)")], ..Flow::default() };
    }
    let rows: Vec<Vec<Cell>> = rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect();
    let wishes: Vec<f64> = column_needs(&rows, SIZE).iter().map(wish).collect();
    let upright = wishes.iter().sum::<f64>() <= page.measure();
    let page = if upright { page } else { PageSetup { max_pages: page.max_pages, ..PageSetup::landscape() } };
    let mut groups = groups(&wishes, page.measure(), true);
    let first: usize = rows.iter().filter_map(|row| row.first()).flatten().map(|run| run.text.len()).sum();
    if groups.len().saturating_mul(first) > MOST_REPEATED {
        groups = self::groups(&wishes, page.measure(), false);
    }
    let mut blocks = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        if number > 0 {
            blocks.push(Block::PageBreak);
        }
        if groups.len() > 1 {
            blocks.push(Block::Paragraph(vec![Run::bold(caption(group, wishes.len()))]));
        }
        blocks.push(Block::Table(table(&rows, group)));
    }
    Flow { page, blocks, ..Flow::default() }
}

/// The width a column would like: its longest line, but wrapped when that is very long.
fn wish((word, line): &(f64, f64)) -> f64 {
    line.min(word.max(WIDEST))
}

/// Columns in groups that fit the measure; with `repeat`, each but the first begins with column 0 again.
fn groups(wishes: &[f64], measure: f64, repeat: bool) -> Vec<Vec<usize>> {
    let first = wishes.first().copied().unwrap_or(0.0);
    let repeat = repeat && first < measure / 2.0;
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut width = f64::INFINITY;
    for (column, wish) in wishes.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if width + wish <= measure => {
                group.push(column);
                width += wish;
            }
            Some(_) if repeat => {
                groups.push(vec![0, column]);
                width = first + wish;
            }
            _ => {
                groups.push(vec![column]);
                width = *wish;
            }
        }
    }
    groups
}

fn caption(group: &[usize], count: usize) -> String {
    let new = match group {
        [0, rest @ ..] if rest.first().is_some_and(|column| *column > 1) => rest,
        all => all,
    };
    let [low, high] = [new.first(), new.last()].map(|column| column.map_or(0, |c| c + 1));
    format!("Columns {low} to {high} of {count}")
}

fn table(rows: &[Vec<Cell>], group: &[usize]) -> Table {
    let pick = |row: &Vec<Cell>| group.iter().map(|c| row.get(*c).cloned().unwrap_or_default()).collect();
    let mut picked = rows.iter().map(pick);
    let header = if rows.len() > 1 { picked.next().unwrap_or_default() } else { Vec::new() };
    let columns = vec![Column::default(); group.len()];
    Table { columns, header, rows: picked.collect(), ruled: true, size: Some(SIZE) }
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
    fn every_column_of_a_wide_table_is_in_a_group_behind_the_first() {
        let groups = groups(&[50.0, 100.0, 100.0, 900.0, 20.0], 260.0, true);
        assert_eq!(groups, [vec![0, 1, 2], vec![0, 3], vec![0, 4]]);
        let captions: Vec<_> = groups.iter().map(|group| caption(group, 5)).collect();
        assert_eq!(captions, ["Columns 1 to 3 of 5", "Columns 4 to 4 of 5", "Columns 5 to 5 of 5"]);
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
            let member =
                Member { name: "t.csv", bytes: &bytes, password: None, limits: &limits, show_hidden: false };
            let _ = (convert(&member).is_ok(), text::convert(&member).is_ok());
        }
    }

    #[test]
    fn ragged_rows_and_quoted_breaks_are_kept() {
        let rows = rows("a,b\n\"x\ny\",\"say \"\"hi\"\"\",z\nlast\n", b',');
        assert_eq!(rows, [vec!["a", "b"], vec!["x\ny", "say \"hi\"", "z"], vec!["last"]]);
    }
}
