//! The lines of a page around its panels: words and panels in their order, parted at columns.

use super::boxes::Boxed;
use crate::verify::paint::font::Font;
use crate::verify::paint::{Glyph, Painted};

/// Share of the size from which on a gap parts words.
const WORD: f64 = 0.17;
/// The same for columns, cells and tabs.
const COLUMN: f64 = 1.4;
/// The like of the baseline of one line, as a share of the size.
const SAME: f64 = 0.05;

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

    /// The gaps between neighbours, each with the index of the piece after it.
    pub(super) fn gaps(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        let pairs = self.pieces.iter().zip(self.pieces.iter().skip(1));
        pairs.enumerate().map(|(i, (one, next))| (i + 1, next.x0 - one.x1))
    }
}

/// The advance of a font's space in units of the size, kept within what a space is.
pub(super) fn natural(font: &Font) -> f64 {
    let space = font.letters().find(|(c, width)| *c == ' ' && *width > 0.0);
    space.map_or(0.25, |(_, width)| width.clamp(0.2, 0.35))
}

/// The segments of a page, from top to bottom.
pub(super) fn segments(painted: &Painted, boxes: &[Boxed]) -> Vec<Segment> {
    let mut lines = baselines(painted, boxes);
    for (index, one) in boxes.iter().enumerate() {
        let piece = Piece { x0: one.area.x0, x1: one.area.x1, panel: Some(index), glyphs: Vec::new() };
        match lines.iter_mut().filter_map(|l| Some((beside(l, one)?, l))).min_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((_, line)) => line.pieces.push(piece),
            None => lines.push(Segment {
                base: one.baseline(),
                size: one.area.height(),
                lettered: false,
                pieces: vec![piece],
            }),
        }
    }
    let mut all: Vec<Segment> = lines.into_iter().flat_map(|line| parted(painted, line)).collect();
    all.sort_by(|a, b| a.base.total_cmp(&b.base).then(a.x0().total_cmp(&b.x0())));
    all
}

/// How far the baseline of a line is from that of a panel, when the panel may stand in it.
fn beside(line: &Segment, one: &Boxed) -> Option<f64> {
    let (b, high) = (one.area, one.area.height());
    let within = line.base >= b.y0 + 0.5 * high && line.base <= b.y1 + 0.12 * high;
    let sized = line.size < 2.2 * high && line.size > 0.45 * high;
    let reach = COLUMN * line.size;
    let near = |p: &Piece| p.x1 > b.x0 - reach && p.x0 < b.x1 + reach;
    (within && sized && line.pieces.iter().any(near)).then(|| (line.base - one.baseline()).abs())
}

/// Every upright letter of a page by its baseline, as one piece each.
fn baselines(painted: &Painted, boxes: &[Boxed]) -> Vec<Segment> {
    let upright = |g: &Glyph| g.along.x > 0.0 && g.along.y.abs() < 1e-3 * g.along.x && g.up.y < 0.0;
    let on_a_panel = |g: &Glyph| {
        let (x, y) = (f64::midpoint(g.bounds.x0, g.bounds.x1), f64::midpoint(g.bounds.y0, g.bounds.y1));
        boxes.iter().any(|b| x > b.area.x0 && x < b.area.x1 && y > b.area.y0 && y < b.area.y1)
    };
    let letters = painted.glyphs.iter().enumerate().filter(|(_, g)| {
        !g.blank && !g.copy && !g.unseen.any() && g.size >= 3.0 && upright(g) && !on_a_panel(g)
    });
    let mut letters: Vec<(usize, &Glyph)> = letters.collect();
    letters.sort_by(|a, b| a.1.base.y.total_cmp(&b.1.base.y));
    let mut lines: Vec<Segment> = Vec::new();
    for (index, glyph) in letters {
        let piece =
            Piece { x0: glyph.base.x, x1: glyph.base.x + glyph.along.x, panel: None, glyphs: vec![index] };
        match lines.last_mut().filter(|l| glyph.base.y - l.base <= SAME * l.size.max(glyph.size)) {
            Some(line) => line.pieces.push(piece),
            None => lines.push(Segment {
                base: glyph.base.y,
                size: glyph.size,
                lettered: true,
                pieces: vec![piece],
            }),
        }
    }
    lines.iter_mut().for_each(|line| line.size = modal(painted, line).unwrap_or(line.size));
    raised(lines)
}

/// With superscripts and subscripts put into the lines that they belong to.
fn raised(lines: Vec<Segment>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(above) if is_raised(&line, above) => above.pieces.extend(line.pieces),
            Some(above) if is_raised(above, &line) => {
                let small = std::mem::replace(above, line);
                above.pieces.extend(small.pieces);
            }
            _ => out.push(line),
        }
    }
    out
}

fn is_raised(small: &Segment, line: &Segment) -> bool {
    small.size < 0.85 * line.size && (small.base - line.base).abs() < 0.5 * line.size
}

/// The size of most letters.
fn modal(painted: &Painted, line: &Segment) -> Option<f64> {
    let sizes = line.pieces.iter().flat_map(|p| &p.glyphs).filter_map(|g| painted.glyphs.get(*g));
    let mut counts: Vec<(f64, usize)> = Vec::new();
    for size in sizes.map(|g| g.size) {
        match counts.iter_mut().find(|(known, _)| (known - size).abs() < 0.02) {
            Some((_, count)) => *count += 1,
            None => counts.push((size, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(size, _)| size)
}

/// A line as words, parted at columns.
fn parted(painted: &Painted, mut line: Segment) -> Vec<Segment> {
    line.pieces.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    line.pieces.dedup_by(|next, one| is_again(painted, one, next));
    let mut out: Vec<Segment> = Vec::new();
    for piece in std::mem::take(&mut line.pieces) {
        let open = out.last_mut().and_then(|s| Some((s.x1(), s)));
        match open {
            Some((end, segment)) if piece.x0 - end <= COLUMN * line.size => add(segment, piece, line.size),
            _ => out.push(Segment { pieces: vec![piece], ..line }),
        }
    }
    for segment in &mut out {
        match modal(painted, segment) {
            Some(size) => segment.size = size,
            None => segment.lettered = false,
        }
    }
    out
}

/// Whether a letter is the one before it painted again nearly in place, as for a bold look.
fn is_again(painted: &Painted, one: &Piece, next: &Piece) -> bool {
    let glyph = |p: &Piece| p.glyphs.first().and_then(|g| painted.glyphs.get(*g));
    let same = |a: &Glyph, b: &Glyph| {
        a.code == b.code && a.font == b.font && b.base.x - a.base.x < 0.08 * a.size && a.base.y == b.base.y
    };
    matches!((glyph(one), glyph(next)), (Some(a), Some(b)) if same(a, b))
}

/// Adds a letter to the word that it goes on with, anything else as a piece of its own.
fn add(segment: &mut Segment, piece: Piece, size: f64) {
    match segment.pieces.last_mut() {
        Some(last) if last.panel.is_none() && piece.panel.is_none() && piece.x0 - last.x1 <= WORD * size => {
            last.x1 = last.x1.max(piece.x1);
            last.glyphs.extend(piece.glyphs);
        }
        _ => segment.pieces.push(piece),
    }
}
