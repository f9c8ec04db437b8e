//! Tables of any width: columns in groups that a page can hold, the first column with each group.
//!
//! Every row stays readable and every column is on a page; nothing is made smaller than [`SIZE`].

use crate::pdf::typeset::{Block, Cell, Column, PageSetup, Run, Table, column_needs};

/// Type size of tables in points.
const SIZE: f64 = 8.5;
/// The widest a column is made before its text wraps, in points.
const WIDEST: f64 = 190.0;
/// The most bytes that repeating the first column may add; a larger one stands once.
const MOST_REPEATED: usize = 64 << 20;

/// Rows with the widths their columns would like.
pub(in crate::load) struct Wide {
    rows: Vec<Vec<Cell>>,
    wishes: Vec<f64>,
    /// Whether the first row is a header.
    header: bool,
}

/// The page for some tables: upright where each of them fits, else on its side.
pub(in crate::load) fn page<'w>(tables: impl IntoIterator<Item = &'w Wide>, page: PageSetup) -> PageSetup {
    let fits = |wide: &Wide| wide.wishes.iter().sum::<f64>() <= page.measure();
    if tables.into_iter().all(fits) {
        return page;
    }
    PageSetup { max_pages: page.max_pages, ..PageSetup::landscape() }
}

impl Wide {
    /// Measures rows; `header` says that the first is one.
    pub(in crate::load) fn measured(mut rows: Vec<Vec<Cell>>, header: bool) -> Self {
        if header {
            // a header is set bold, which is wider
            rows.iter_mut().take(1).flatten().flatten().for_each(|run| run.bold = true);
        }
        let wishes = column_needs(&rows, SIZE).iter().map(wish).collect();
        Self { rows, wishes, header }
    }

    /// The table, or a table for each group of columns with a word of ours before it.
    pub(in crate::load) fn blocks(&self, page: &PageSetup) -> Vec<Block> {
        let mut groups = groups(&self.wishes, page.measure(), true);
        let first = self.rows.iter().filter_map(|row| row.first()).flatten();
        let first: usize = first.map(|run| run.text.len()).sum();
        if groups.len().saturating_mul(first) > MOST_REPEATED {
            groups = self::groups(&self.wishes, page.measure(), false);
        }
        let mut blocks = Vec::new();
        for (number, group) in groups.iter().enumerate() {
            if number > 0 {
                blocks.push(Block::PageBreak);
            }
            if groups.len() > 1 {
                blocks.push(Block::Paragraph(vec![Run::bold(caption(group, self.wishes.len()))]));
            }
            blocks.push(Block::Table(table(&self.rows, group, self.header)));
        }
        blocks
    }
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

fn table(rows: &[Vec<Cell>], group: &[usize], header: bool) -> Table {
    let pick = |row: &Vec<Cell>| group.iter().map(|c| row.get(*c).cloned().unwrap_or_default()).collect();
    let mut picked = rows.iter().map(pick);
    let header = if header { picked.next().unwrap_or_default() } else { Vec::new() };
    let columns = vec![Column::default(); group.len()];
    Table { columns, header, rows: picked.collect(), ruled: true, size: Some(SIZE) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_a_wide_table_is_in_a_group_behind_the_first() {
        let groups = groups(&[50.0, 100.0, 100.0, 900.0, 20.0], 260.0, true);
        assert_eq!(groups, [vec![0, 1, 2], vec![0, 3], vec![0, 4]]);
        let captions: Vec<_> = groups.iter().map(|group| caption(group, 5)).collect();
        assert_eq!(captions, ["Columns 1 to 3 of 5", "Columns 4 to 4 of 5", "Columns 5 to 5 of 5"]);
    }
}
