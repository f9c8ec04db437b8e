//! Where each glyph and each panel stands in the reading of a page.

use std::ops::Range;

use crate::geom::{Point, Rect};
use crate::text::{NO_GLYPH, PageText};

/// Share of the smaller height that line and panel have in common when the panel stands in the line.
const SAME_LINE: f64 = 0.5;

/// Where a glyph stands in the reading of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spot {
    /// The block of text it belongs to.
    pub(super) block: u32,
    /// Panels that are read before it.
    pub(super) panels: u32,
    /// Its character in the text of the page.
    pub(super) at: u32,
}

/// Where a panel is read: before this character, as a part of a block or on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PanelSpot {
    pub(super) at: u32,
    pub(super) block: Option<u32>,
}

/// The reading order of a page.
#[derive(Debug)]
pub(super) struct Order {
    /// By ordinal of the glyph; `None` for what is not read: spaces, shadows, marks on panels.
    glyphs: Vec<Option<Spot>>,
    panels: Vec<PanelSpot>,
    lines: Vec<Line>,
}

/// A line of the text: its characters with a glyph, and where they lie on the displayed page.
#[derive(Debug)]
struct Line {
    block: u32,
    /// Of all its characters.
    chars: Range<u32>,
    bounds: Rect,
    glyphs: Vec<(u32, u32, Rect)>,
}

impl Order {
    /// Of the text of a page with panels (display space).
    pub(super) fn of(text: &PageText, panels: &[Rect]) -> Self {
        let lines = lines(text, panels);
        let panels: Vec<PanelSpot> = panels.iter().map(|panel| spot(&lines, panel)).collect();
        let mut before: Vec<u32> = panels.iter().map(|p| p.at).collect();
        before.sort_unstable();
        let mut glyphs = vec![None; text.glyphs.len()];
        for line in &lines {
            for (at, ordinal, _) in &line.glyphs {
                let panels = before.partition_point(|p| p <= at) as u32;
                if let Some(spot @ None) = glyphs.get_mut(*ordinal as usize) {
                    *spot = Some(Spot { block: line.block, panels, at: *at });
                }
            }
        }
        Self { glyphs, panels, lines }
    }

    /// Where a glyph is read.
    pub(super) fn glyph(&self, ordinal: u32) -> Option<Spot> {
        self.glyphs.get(ordinal as usize).copied().flatten()
    }

    /// Where each panel is read.
    pub(super) fn panels(&self) -> &[PanelSpot] {
        &self.panels
    }

    /// Before which character something is read that lies there (display space).
    pub(super) fn at(&self, rect: &Rect) -> u32 {
        spot(&self.lines, rect).at
    }
}

fn lines(text: &PageText, panels: &[Rect]) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut block, mut start, mut at) = (0, 0, 0);
    let mut glyphs: Vec<(u32, u32, Rect)> = Vec::new();
    let characters = text.text.chars().zip(text.origins.iter().copied());
    for (ch, ordinal) in characters.chain([('\n', NO_GLYPH)]) {
        if ch == '\n' {
            // an empty line parts blocks
            block += u32::from(at == start);
            let glyphs = std::mem::take(&mut glyphs);
            let bounds = glyphs.iter().map(|(_, _, rect)| *rect).reduce(|a, b| a.union(&b));
            lines.extend(bounds.map(|bounds| Line { block, chars: start..at + 1, bounds, glyphs }));
            start = at + 1;
        } else if let Some(glyph) = text.glyphs.get(ordinal as usize) {
            let rect = text.geometry.display_rect(&glyph.quad.bounds());
            let middle = middle(&rect);
            if !panels.iter().any(|panel| panel.contains(middle)) {
                glyphs.push((at, ordinal, rect));
            }
        }
        at += 1;
    }
    lines
}

fn middle(rect: &Rect) -> Point {
    Point::new(f64::midpoint(rect.x0, rect.x1), f64::midpoint(rect.y0, rect.y1))
}

/// Where a panel is read: in the nearest line beside it, else behind the line above it.
fn spot(lines: &[Line], panel: &Rect) -> PanelSpot {
    let beside = lines.iter().filter(|line| {
        let common = line.bounds.y1.min(panel.y1) - line.bounds.y0.max(panel.y0);
        common >= SAME_LINE * line.bounds.height().min(panel.height()) && common > 0.0
    });
    if let Some(line) = beside.min_by(|a, b| gap(a, panel).total_cmp(&gap(b, panel))) {
        let left = middle(panel).x;
        let behind = line.glyphs.iter().rev().find(|(_, _, g)| middle(g).x < left);
        let at = behind.map_or(line.chars.start, |(at, _, _)| at + 1);
        return PanelSpot { at, block: Some(line.block) };
    }
    let above = lines.iter().filter(|line| line.bounds.y1 <= panel.y1);
    let above = above.min_by(|a, b| (panel.y0 - a.bounds.y1).total_cmp(&(panel.y0 - b.bounds.y1)));
    PanelSpot { at: above.map_or(0, |line| line.chars.end), block: None }
}

/// How far a panel lies beside a line.
fn gap(line: &Line, panel: &Rect) -> f64 {
    (line.bounds.x0 - panel.x1).max(panel.x0 - line.bounds.x1).max(0.0)
}
