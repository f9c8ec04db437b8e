//! Laying atoms out: greedy lines, the ladder of public sizes, justification, the three alignments.

use std::ops::Range;

use super::atoms::Atom;
use super::block::{Align, Block};
use super::facts::{GROW, LADDER, OVER, STRETCH};

/// An atom where it is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Laid {
    pub(super) atom: usize,
    pub(super) x: f64,
    /// Place of its line in the block.
    pub(super) row: usize,
}

/// A layout, and the width of its panels.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) laid: Vec<Laid>,
    pub(super) panel: f64,
}

/// What atoms are laid out in.
pub(super) struct Frame<'f> {
    pub(super) atoms: &'f [Atom],
    /// Where the first line begins, and the others.
    pub(super) starts: (f64, f64),
    pub(super) edge: f64,
    pub(super) justified: bool,
    /// The last line goes on below: it is justified too.
    pub(super) open: bool,
    pub(super) size: f64,
}

/// Sets a paragraph on as many lines as it had; none where no size of the ladder fits.
pub(super) fn paragraph(frame: &Frame<'_>, rows: usize) -> Option<Layout> {
    let fitting = |(size, squeeze): &(f64, f64)| {
        let lines = frame.greedy(size * frame.size, *squeeze);
        (lines.len() <= rows).then_some((size * frame.size, *squeeze, lines))
    };
    let (mut panel, squeeze, mut lines) = LADDER.iter().find_map(fitting)?;
    if lines.len() < rows {
        let wider = GROW.iter().map(|size| (size * frame.size, frame.greedy(size * frame.size, 1.0)));
        let mut wider = wider.take_while(|(_, lines)| lines.len() <= rows);
        if let Some((size, grown)) = wider.find(|(_, lines)| lines.len() == rows) {
            (panel, lines) = (size, grown);
        }
    }
    Some(frame.laid(&lines, panel, squeeze))
}

/// Sets one line between the edges of its block; none where no size of the ladder fits.
pub(super) fn line(frame: &Frame<'_>, block: &Block, row: usize) -> Option<Layout> {
    let (left, room) = (frame.starts.0, frame.edge - frame.starts.0);
    let all = 0..frame.atoms.len();
    let fitting = |(size, squeeze): &(f64, f64)| {
        let wide = frame.natural(&all, size * frame.size, *squeeze);
        (wide <= room + OVER).then_some((size * frame.size, *squeeze, wide))
    };
    let (panel, squeeze, wide) = LADDER.iter().find_map(fitting)?;
    let mut layout = frame.laid(&[all], panel, squeeze);
    let shift = match block.align {
        Align::Left => 0.0,
        Align::Right(x) => x - wide - left,
        Align::Centre(axis) => axis - wide / 2.0 - left,
    };
    for laid in &mut layout.laid {
        laid.x += shift;
        laid.row = row;
    }
    Some(layout)
}

impl Frame<'_> {
    /// Lines as full as they can be.
    fn greedy(&self, panel: f64, squeeze: f64) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut x = 0.0;
        for (at, atom) in self.atoms.iter().enumerate() {
            let wide = atom.width(panel);
            match lines.last_mut() {
                Some(line) if x + atom.gap * squeeze + wide <= self.edge + OVER => {
                    x += atom.gap * squeeze + wide;
                    line.end = at + 1;
                }
                _ => {
                    x = wide + if lines.is_empty() { self.starts.0 } else { self.starts.1 };
                    lines.push(at..at + 1);
                }
            }
        }
        lines
    }

    /// Width of a line as it comes.
    fn natural(&self, line: &Range<usize>, panel: f64, squeeze: f64) -> f64 {
        let atoms = self.atoms.get(line.clone()).unwrap_or_default().iter().enumerate();
        atoms.map(|(i, a)| a.width(panel) + if i > 0 { a.gap * squeeze } else { 0.0 }).sum()
    }

    fn laid(&self, lines: &[Range<usize>], panel: f64, squeeze: f64) -> Layout {
        let mut laid = Vec::with_capacity(self.atoms.len());
        for (row, line) in lines.iter().enumerate() {
            let mut x = if row == 0 { self.starts.0 } else { self.starts.1 };
            let full = self.justified && (self.open || row + 1 < lines.len());
            let extra = if full { self.extra(line, x, panel, squeeze) } else { 0.0 };
            for at in line.clone() {
                let Some(atom) = self.atoms.get(at) else { continue };
                x += if at > line.start { atom.gap * squeeze + extra } else { 0.0 };
                laid.push(Laid { atom: at, x, row });
                x += atom.width(panel);
            }
        }
        Layout { laid, panel }
    }

    /// By how much each gap of a justified line is wider.
    fn extra(&self, line: &Range<usize>, x: f64, panel: f64, squeeze: f64) -> f64 {
        let gaps = line.len().saturating_sub(1) as f64;
        let spaces: f64 =
            self.atoms.get(line.clone()).unwrap_or_default().iter().skip(1).map(|a| a.gap).sum();
        let extra = (self.edge - x - self.natural(line, panel, squeeze)) / gaps.max(1.0);
        let most = STRETCH * spaces / gaps.max(1.0);
        if gaps > 0.0 && extra <= most { extra } else { 0.0 }
    }
}
