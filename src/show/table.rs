//! Plain tables for a terminal: columns as wide as their widest cell, two spaces between.

/// Rows as aligned text, the header first; cells are already escaped.
#[must_use]
pub fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = header.iter().map(|h| h.chars().count()).collect();
    for row in rows {
        for (w, cell) in widths.iter_mut().zip(row) {
            *w = (*w).max(cell.chars().count());
        }
    }
    let mut out = line(&header.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>(), &widths);
    for row in rows {
        out.push_str(&line(row, &widths));
    }
    out
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let mut out = String::new();
    for (i, (cell, width)) in cells.iter().zip(widths).enumerate() {
        out.push_str(cell);
        if i + 1 < cells.len() {
            out.extend(std::iter::repeat_n(' ', width - cell.chars().count().min(*width) + 2));
        }
    }
    let trimmed = out.trim_end().len();
    out.truncate(trimmed);
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_line_up() {
        let rows = vec![vec!["P01".into(), "3".into()], vec!["P02 é".into(), "12".into()]];
        assert_eq!(super::table(&["person", "times"], &rows), "person  times\nP01     3\nP02 é   12\n");
    }
}
