//! Tables: column widths, wrapped cells, rows over pages with the header repeated.
//!
//! No column leaves the page: a table too wide for its words breaks the words of its widest columns.

use crate::error::Result;

use super::flow::{Align, Cell, Column, Run, Table};
use super::layout::{Layout, Style};
use super::lines::{Line, break_lines, natural_width, widest_word};
use super::mark::{Mark, Tag, TaggedContent};
use super::spell::{Inked, Shown, spell_runs};

/// White space left and right of a cell's text, in points.
const SIDE: f64 = 4.0;
/// White space above and below it.
const ABOVE: f64 = 2.5;

/// A cell spelled out, and how many columns it takes: those of the absent cells behind it too.
type Spelled = (Vec<Inked>, usize);

/// A table with its columns measured.
struct Grid {
    /// Left edge and width of each column.
    columns: Vec<(f64, f64, Align)>,
    style: Style,
    ruled: bool,
}

/// A row whose cells are broken into lines.
struct Row {
    cells: Vec<Vec<Line>>,
    depth: usize,
    role: &'static str,
}

/// Places a table.
pub(super) fn place(layout: &mut Layout<'_>, table: &Table) -> Result<()> {
    let size = table.size.unwrap_or(layout.setup.size * 0.92);
    let count = table.rows.iter().chain([&table.header]).map(Vec::len).max().unwrap_or(0);
    if count == 0 {
        return Ok(());
    }
    let header: Vec<Cell> = table.header.iter().map(embolden).collect();
    let header = spell_row(layout, &header);
    let rows: Vec<_> = table.rows.iter().map(|row| spell_row(layout, row)).collect();
    let widths = widths(&table.columns, rows.iter().chain([&header]), count, size, layout.measure());
    let style = Style { x: 0.0, size, pitch: size * 1.25, role: "TD" };
    let grid = Grid { columns: edges(&widths, &table.columns), style, ruled: table.ruled };
    let header = (!table.header.is_empty()).then(|| grid.row(&header, "TH"));
    let tags = grid.place_rows(layout, header.as_ref(), &rows)?;
    if layout.tagged {
        layout.tags.push(Tag::group("Table", tags));
    }
    layout.y += layout.setup.size * 0.7;
    Ok(())
}

/// What each column of rows needs at a type size, white space included, in points: for its longest
/// word, and for its longest line.
#[must_use]
pub fn column_needs(rows: &[Vec<Cell>], size: f64) -> Vec<(f64, f64)> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut shown = Shown::default();
    let mut all = vec![(0.0_f64, 0.0_f64); count];
    for row in rows {
        let spelled = [spelled(row, |cell| spell_runs(cell, &mut shown))];
        for (all, own) in all.iter_mut().zip(needs(&spelled, row.len(), size)) {
            *all = (all.0.max(own.0), all.1.max(own.1));
        }
    }
    all
}

fn needs<'r>(rows: impl IntoIterator<Item = &'r Vec<Spelled>>, count: usize, size: f64) -> Vec<(f64, f64)> {
    let mut needs = vec![(0.0_f64, 0.0_f64); count];
    let own = |cell: &[Inked]| {
        let around = 2.0 * SIDE + 0.01;
        (widest_word(cell, size) + around, natural_width(cell, size) + around)
    };
    let mut wide = Vec::new();
    for row in rows {
        for (at, (cell, span)) in row.iter().enumerate() {
            if *span > 1 {
                wide.push((at, *span, own(cell)));
            } else if let Some(need) = needs.get_mut(at) {
                let own = own(cell);
                *need = (need.0.max(own.0), need.1.max(own.1));
            }
        }
    }
    // what a cell over several columns lacks falls to the last of them
    for (at, span, own) in wide {
        let Some(columns) = needs.get_mut(at..(at + span).min(count)) else { continue };
        let have = columns.iter().fold((0.0, 0.0), |sum, need| (sum.0 + need.0, sum.1 + need.1));
        if let Some(last) = columns.last_mut() {
            *last = (last.0 + (own.0 - have.0).max(0.0), last.1 + (own.1 - have.1).max(0.0));
        }
    }
    needs
}

/// A row spelled out; an absent cell belongs to the one before it.
fn spelled(row: &[Cell], mut spell: impl FnMut(&Cell) -> Vec<Inked>) -> Vec<Spelled> {
    let absent = |at: usize| row.iter().skip(at + 1).take_while(|cell| cell.is_empty()).count();
    let span = |at: usize, cell: &Cell| if cell.is_empty() { 1 } else { 1 + absent(at) };
    row.iter().enumerate().map(|(at, cell)| (spell(cell), span(at, cell))).collect()
}

fn widths<'r>(
    columns: &[Column],
    rows: impl Iterator<Item = &'r Vec<Spelled>>,
    count: usize,
    size: f64,
    measure: f64,
) -> Vec<f64> {
    let share = |i: usize| columns.get(i).and_then(|c: &Column| c.share).filter(|s| *s > 0.0);
    let given: Vec<f64> = (0..count).filter_map(share).collect();
    if given.len() == count {
        let sum: f64 = given.iter().sum();
        return given.iter().map(|s| measure * s / sum).collect();
    }
    distribute(&needs(rows, count, size), measure)
}

/// Widths from needs: natural when they fit; else the widest columns give way, first down to their
/// longest word, then below it.
fn distribute(needs: &[(f64, f64)], measure: f64) -> Vec<f64> {
    let (least, natural) = needs.iter().fold((0.0, 0.0), |sum, need| (sum.0 + need.0, sum.1 + need.1));
    if natural <= measure {
        let stretch = if natural > 0.55 * measure { measure / natural } else { 1.0 };
        return needs.iter().map(|n| n.1 * stretch).collect();
    }
    if least <= measure {
        return capped(needs, measure, |need, cap| need.1.min(cap.max(need.0)));
    }
    capped(needs, measure, |need, cap| need.0.min(cap))
}

/// Widths under the highest cap with which they fit the measure.
fn capped(needs: &[(f64, f64)], measure: f64, width: fn(&(f64, f64), f64) -> f64) -> Vec<f64> {
    let (mut low, mut high) = (0.0, measure);
    for _ in 0..40 {
        let cap = f64::midpoint(low, high);
        let sum: f64 = needs.iter().map(|need| width(need, cap)).sum();
        if sum <= measure { low = cap } else { high = cap }
    }
    needs.iter().map(|need| width(need, low)).collect()
}

fn edges(widths: &[f64], columns: &[Column]) -> Vec<(f64, f64, Align)> {
    let mut x = 0.0;
    let mut out = Vec::with_capacity(widths.len());
    for (i, width) in widths.iter().enumerate() {
        out.push((x, *width, columns.get(i).map_or(Align::Left, |c| c.align)));
        x += width;
    }
    out
}

fn spell_row(layout: &mut Layout<'_>, row: &[Cell]) -> Vec<Spelled> {
    spelled(row, |cell| layout.spell(cell))
}

fn embolden(cell: &Cell) -> Cell {
    cell.iter().map(|run| Run::bold(run.text.clone())).collect()
}

impl Grid {
    fn row(&self, cells: &[Spelled], role: &'static str) -> Row {
        let size = self.style.size;
        let broken = |(at, (cell, span)): (usize, &Spelled)| {
            let own = self.columns.iter().skip(at).take(*span);
            let width: f64 = own.map(|(_, width, _)| width).sum();
            let inner = (width - 2.0 * SIDE).max(size);
            let mut lines = break_lines(cell, size, inner, 0.0);
            let right = self.columns.get(at).is_some_and(|(_, _, align)| *align == Align::Right);
            for line in lines.iter_mut().filter(|_| right) {
                line.indent = (inner - line.width).max(0.0);
            }
            lines
        };
        let cells: Vec<_> = cells.iter().take(self.columns.len()).enumerate().map(broken).collect();
        let depth = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
        Row { cells, depth, role }
    }

    fn place_rows(
        &self,
        layout: &mut Layout<'_>,
        header: Option<&Row>,
        rows: &[Vec<Spelled>],
    ) -> Result<Vec<Tag>> {
        let mut tags = Vec::new();
        if let Some(header) = header {
            let first = rows.first().map_or(0.0, |row| self.height(self.row(row, "TD").depth.min(3)));
            if layout.y > 0.0 && self.height(header.depth) + first > layout.room() {
                layout.new_page()?;
            }
            tags.extend(self.whole_row(layout, header, None)?);
        }
        // a header that fills pages is not repeated, or no row would ever find room
        let header = header.filter(|h| self.height(h.depth) <= layout.setup.depth() / 3.0);
        for row in rows {
            tags.extend(self.whole_row(layout, &self.row(row, "TD"), header)?);
        }
        Ok(tags)
    }

    fn height(&self, lines: usize) -> f64 {
        lines as f64 * self.style.pitch + 2.0 * ABOVE
    }

    /// Places a row; one that fits no page is split between lines.
    fn whole_row(&self, layout: &mut Layout<'_>, row: &Row, header: Option<&Row>) -> Result<Option<Tag>> {
        let repeated = header.map_or(0.0, |h| self.height(h.depth));
        let page_holds = self.height(row.depth) + repeated <= layout.setup.depth();
        let mut content = vec![Vec::new(); row.cells.len()];
        let mut done = 0;
        while done < row.depth {
            let fits = ((layout.room() - 2.0 * ABOVE) / self.style.pitch + 1e-6).floor().max(0.0) as usize;
            let left = row.depth - done;
            let top = layout.y <= repeated + 1e-6;
            if fits >= left || (top && fits > 0) || (!page_holds && fits >= 3) || layout.y == 0.0 {
                let until = done + left.min(fits.max(1));
                self.slice(layout, row, done..until, &mut content);
                done = until;
            } else {
                self.next_page(layout, header)?;
            }
        }
        Ok(layout.tagged.then(|| Self::tag(row.role, content)))
    }

    fn tag(role: &'static str, content: Vec<Vec<TaggedContent>>) -> Tag {
        Tag::group("TR", content.into_iter().map(|cell| Tag::leaf(role, cell)).collect())
    }

    /// A new page that begins with the header again, as an artifact.
    fn next_page(&self, layout: &mut Layout<'_>, header: Option<&Row>) -> Result<()> {
        layout.new_page()?;
        let Some(header) = header else { return Ok(()) };
        if layout.tagged {
            layout.push(Mark::BeginArtifact);
        }
        let was = std::mem::replace(&mut layout.tagged, false);
        let mut nothing = vec![Vec::new(); header.cells.len()];
        self.slice(layout, header, 0..header.depth, &mut nothing);
        layout.tagged = was;
        layout.end(was);
        Ok(())
    }

    fn slice(
        &self,
        layout: &mut Layout<'_>,
        row: &Row,
        lines: std::ops::Range<usize>,
        content: &mut [Vec<TaggedContent>],
    ) {
        let top = layout.y + ABOVE;
        for ((cell, (x, _, _)), content) in row.cells.iter().zip(&self.columns).zip(content) {
            let Some(part) = cell.get(lines.start..lines.end.min(cell.len())) else { continue };
            if part.iter().all(|line| line.pieces.is_empty()) {
                continue;
            }
            let begun = layout.begin(row.role);
            for (i, line) in part.iter().enumerate() {
                let style = Style { x: x + if self.ruled { SIDE } else { 0.0 }, ..self.style };
                layout.draw_line(line, style, top + i as f64 * self.style.pitch);
            }
            layout.end(begun.is_some());
            content.extend(begun);
        }
        layout.y += self.height(lines.len());
        if self.ruled {
            let right = self.columns.last().map_or(0.0, |(x, width, _)| x + width);
            layout.draw_rule(0.0, right, layout.y, if row.role == "TH" { 0.9 } else { 0.35 });
        }
    }
}
