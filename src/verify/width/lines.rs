//! The lines of a page around its panels: words and panels in their order, parted at columns.

use super::boxes::Boxed;
use super::columns;
use crate::verify::paint::font::Font;
use crate::verify::paint::{Glyph, Painted};

/// Share of the size from which on a gap parts words.
const WORD: f64 = 0.17;
/// The same for columns, cells and tabs.
const COLUMN: f64 = 1.4;
/// The like of the baseline of one line, as a share of the size.
const SAME: f64 = 0.05;

/// Letters for which a row has room from the start.
const ROW: usize = 64;
/// Letters for which a word has room from the start.
const LETTERS: usize = 8;

/// A word or a panel.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Its left end, display points.
    pub(super) x0: f64,
    /// Its right end.
    pub(super) x1: f64,
    /// The panel that it is, by index.
    pub(super) panel: Option<usize>,
    /// Its glyphs, by index in what the page paints, in their order.
    pub(super) glyphs: Vec<usize>,
}

/// Words and panels side by side in one line.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// The baseline, display points from the top.
    pub(super) base: f64,
    /// The size of most of its letters; of its panels where there are none.
    pub(super) size: f64,
    /// Whether `size` is that of letters.
    pub(super) lettered: bool,
    /// From left to right; never empty.
    pub(super) pieces: Vec<Piece>,
}

impl Segment {
    /// Left end.
    pub(super) fn x0(&self) -> f64 {
        self.pieces.first().map_or(0.0, |p| p.x0)
    }

    /// Right end.
    pub(super) fn x1(&self) -> f64 {
        self.pieces.iter().fold(f64::MIN, |x, p| x.max(p.x1))
    }

    /// Whether a panel stands in it.
    pub(super) fn is_panelled(&self) -> bool {
        self.pieces.iter().any(|p| p.panel.is_some())
    }

    /// With the size of its own letters.
    pub(super) fn sized(mut self, painted: &Painted) -> Segment {
        match modal(painted, self.pieces.iter().flat_map(|p| &p.glyphs)) {
            Some(size) => self.size = size,
            None => self.lettered = false,
        }
        self
    }

    /// Takes the pieces from an index on away, as a segment of their own.
    pub(super) fn split_off(&mut self, at: usize) -> Segment {
        let pieces = self.pieces.split_off(at);
        Segment { base: self.base, size: self.size, lettered: self.lettered, pieces }
    }

    /// The gaps between neighbours, each with the index of the piece after it.
    pub(super) fn gaps(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        let pairs = self.pieces.iter().zip(self.pieces.iter().skip(1));
        pairs.enumerate().map(|(i, (one, next))| (i + 1, next.x0 - one.x1))
    }
}

/// The advance of a font's space in units of the size, kept within what a space is.
pub(super) fn natural(font: &Font) -> f64 {
    font.space.map_or(0.25, |width| width.clamp(0.2, 0.35))
}

/// The segments of a page, from top to bottom.
pub(super) fn segments(painted: &Painted, boxes: &[Boxed]) -> Vec<Segment> {
    let mut rows = baselines(painted, boxes);
    for (index, one) in boxes.iter().enumerate() {
        let near = rows.iter_mut().filter_map(|row| Some((row.beside(painted, one)?, row)));
        match near.min_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((_, row)) => row.panels.push(index),
            None => rows.push(Row {
                base: one.baseline(),
                size: one.area.height(),
                glyphs: Vec::new(),
                panels: vec![index],
            }),
        }
    }
    let all: Vec<Segment> = rows.iter().flat_map(|row| row.parted(painted, boxes)).collect();
    let mut all = columns::part(all, painted);
    all.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0().total_cmp(&b.x0())));
    all
}

/// What stands on one baseline, over the whole page.
struct Row {
    base: f64,
    size: f64,
    glyphs: Vec<usize>,
    panels: Vec<usize>,
}

/// The upright letters of a page by their baselines.
fn baselines(painted: &Painted, boxes: &[Boxed]) -> Vec<Row> {
    let upright = |g: &Glyph| g.along.x > 0.0 && g.along.y.abs() < 1e-3 * g.along.x && g.up.y < 0.0;
    let on_a_panel = |g: &Glyph| {
        let on = |b: &Boxed| {
            let (x, y) = (f64::midpoint(g.bounds.x0, g.bounds.x1), f64::midpoint(g.bounds.y0, g.bounds.y1));
            x > b.area.x0 && x < b.area.x1 && y > b.area.y0 && y < b.area.y1
        };
        boxes.iter().filter(|b| g.base.y > b.area.y0 && g.bounds.y0 < b.area.y1).any(on)
    };
    let letter = |g: &Glyph| !g.blank && !g.copy && !g.unseen.any() && g.size >= 3.0 && upright(g);
    let letters = painted.glyphs.iter().enumerate().filter(|(_, g)| letter(g) && !on_a_panel(g));
    let placed = letters.map(|(index, g)| (g.base.y, index));
    let mut letters: Vec<(f64, usize)> = Vec::with_capacity(painted.glyphs.len());
    letters.extend(placed);
    letters.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut rows: Vec<Row> = Vec::new();
    for (base, index) in letters {
        let size = painted.glyphs.get(index).map_or(0.0, |g| g.size);
        match rows.last_mut().filter(|row| base - row.base <= SAME * row.size.max(size)) {
            Some(row) => row.glyphs.push(index),
            None => {
                let mut glyphs = Vec::with_capacity(ROW);
                glyphs.push(index);
                rows.push(Row { base, size, glyphs, panels: Vec::new() });
            }
        }
    }
    for row in &mut rows {
        row.size = modal(painted, &row.glyphs).unwrap_or(row.size);
    }
    raised(rows)
}

/// With superscripts and subscripts put into the rows that they belong to.
fn raised(rows: Vec<Row>) -> Vec<Row> {
    let is_raised = |small: &Row, row: &Row| {
        small.size < 0.85 * row.size && (small.base - row.base).abs() < 0.5 * row.size
    };
    let mut out: Vec<Row> = Vec::new();
    for row in rows {
        match out.last_mut() {
            Some(above) if is_raised(&row, above) => above.glyphs.extend(row.glyphs),
            Some(above) if is_raised(above, &row) => {
                let small = std::mem::replace(above, row);
                above.glyphs.extend(small.glyphs);
            }
            _ => out.push(row),
        }
    }
    out
}

/// The size of most letters.
pub(super) fn modal<'g>(painted: &Painted, glyphs: impl IntoIterator<Item = &'g usize>) -> Option<f64> {
    let mut counts: Vec<(f64, usize)> = Vec::new();
    for size in glyphs.into_iter().filter_map(|g| painted.glyphs.get(*g)).map(|g| g.size) {
        match counts.iter_mut().find(|(known, _)| (known - size).abs() < 0.02) {
            Some((_, count)) => *count += 1,
            None => counts.push((size, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(size, _)| size)
}

impl Row {
    /// How far the baseline is from that of a panel, when the panel may stand in this row.
    fn beside(&self, painted: &Painted, one: &Boxed) -> Option<f64> {
        let (b, high) = (one.area, one.area.height());
        let within = self.base >= b.y0 + 0.5 * high && self.base <= b.y1 + 0.12 * high;
        let sized = self.size < 2.2 * high && self.size > 0.45 * high;
        let reach = COLUMN * self.size;
        let near = |g: &Glyph| g.base.x + g.along.x > b.x0 - reach && g.base.x < b.x1 + reach;
        let letters = || self.glyphs.iter().filter_map(|g| painted.glyphs.get(*g));
        (within && sized && letters().any(near)).then(|| (self.base - one.baseline()).abs())
    }

    /// The row as words and panels, parted at columns.
    fn parted(&self, painted: &Painted, boxes: &[Boxed]) -> Vec<Segment> {
        let mut out: Vec<Segment> = Vec::new();
        let mut end = f64::MIN;
        for item in self.items(painted, boxes) {
            let near = item.x0 - end <= COLUMN * self.size;
            end = if near { end.max(item.x1) } else { item.x1 };
            match out.last_mut().filter(|_| near) {
                Some(segment) => segment.add(&item, self.size),
                None => out.push(Segment {
                    base: self.base,
                    size: self.size,
                    lettered: true,
                    pieces: vec![item.piece()],
                }),
            }
        }
        out.into_iter().map(|segment| segment.sized(painted)).collect()
    }

    /// Letters and panels from left to right; a letter painted twice, as for a bold look, once.
    fn items(&self, painted: &Painted, boxes: &[Boxed]) -> Vec<Item> {
        let letter = |index: &usize| {
            let g = painted.glyphs.get(*index)?;
            Some(Item { x0: g.base.x, x1: g.base.x + g.along.x, is: Is::Glyph(*index) })
        };
        let panel = |index: &usize| {
            let area = boxes.get(*index)?.area;
            Some(Item { x0: area.x0, x1: area.x1, is: Is::Panel(*index) })
        };
        let all = self.glyphs.iter().filter_map(letter).chain(self.panels.iter().filter_map(panel));
        let mut items: Vec<Item> = Vec::with_capacity(self.glyphs.len() + self.panels.len());
        items.extend(all);
        items.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        items.dedup_by(|next, one| is_again(painted, one, next));
        items
    }
}

/// A letter or a panel in its row.
struct Item {
    x0: f64,
    x1: f64,
    is: Is,
}

/// What it is, by index.
#[derive(Clone, Copy)]
enum Is {
    Glyph(usize),
    Panel(usize),
}

impl Item {
    fn piece(&self) -> Piece {
        let (panel, glyphs) = match self.is {
            Is::Glyph(glyph) => {
                let mut letters = Vec::with_capacity(LETTERS);
                letters.push(glyph);
                (None, letters)
            }
            Is::Panel(panel) => (Some(panel), Vec::new()),
        };
        Piece { x0: self.x0, x1: self.x1, panel, glyphs }
    }
}

/// Whether a letter is the one before it painted again nearly in place.
fn is_again(painted: &Painted, one: &Item, next: &Item) -> bool {
    let (Is::Glyph(one), Is::Glyph(next)) = (one.is, next.is) else { return false };
    let (Some(a), Some(b)) = (painted.glyphs.get(one), painted.glyphs.get(next)) else { return false };
    let near = b.base.x - a.base.x < 0.08 * a.size && (a.base.y - b.base.y).abs() < 0.02 * a.size;
    a.code == b.code && a.font == b.font && near
}

impl Segment {
    /// Adds a letter to the word that it goes on with, anything else as a piece of its own.
    fn add(&mut self, item: &Item, size: f64) {
        match (self.pieces.last_mut(), item.is) {
            (Some(last), Is::Glyph(glyph)) if last.panel.is_none() && item.x0 - last.x1 <= WORD * size => {
                last.x1 = last.x1.max(item.x1);
                last.glyphs.push(glyph);
            }
            _ => self.pieces.push(item.piece()),
        }
    }
}
