//! What stands on panels: the mark where it fits at 6 points, else a number with a key on the page.
//!
//! Numbers and key are drawn where the page shows nothing: inside the panel, else in the nearer margin
//! at its height; the key at the foot, the head or in a margin. Where there is no free
//! place nothing is drawn, and the panel is counted: nothing is ever drawn over content.

use crate::geom::{PageGeometry, Rect};
use crate::pdf::typeset::StampFont;

/// Smallest size of a label, points as displayed.
const SMALLEST: f64 = 6.0;
/// Largest size of a label inside a panel.
const LARGEST: f64 = 10.0;
/// Height of a line of the key, points.
const LINE: f64 = 8.0;
/// Between what is drawn and everything else, points.
const GAP: f64 = 2.0;
/// Between content and a number in the margin, points.
const MARGIN: f64 = 6.0;
/// Above and below a panel: what stands there is what a number in the margin must stand clear of.
const NEAR: f64 = 36.0;
/// Free edge of the paper, points.
const EDGE: f64 = 12.0;
/// Strips at the foot and on top that belong to the stamps of a pack, points on A4.
const STAMPS: (f64, f64) = (20.0, 28.0);
/// Boxes of content that are looked at; a page with more has no free place.
const MOST: usize = 200_000;

/// A line of text in display space.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Left end of the baseline.
    pub(super) at: (f64, f64),
    pub(super) size: f64,
    /// White on a panel, or black beside it.
    pub(super) white: bool,
}

/// The labels of a page's panels.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub(super) lines: Vec<Line>,
    /// Panels whose mark is told nowhere on the page.
    pub(super) untold: u64,
}

/// The labels of panels (display space, with their marks) on a page on which the areas that `taken`
/// gives are covered.
pub(super) fn labels(
    panels: &[(Rect, &str)],
    frame: &PageGeometry,
    taken: impl FnOnce() -> Vec<Rect>,
    font: &StampFont,
) -> Labels {
    let mut labels = Labels::default();
    let mut small: Vec<(Rect, &str)> = Vec::new();
    for (rect, mark) in panels.iter().filter(|(_, mark)| !mark.is_empty()) {
        match inside(rect, mark, font) {
            Some(line) => labels.lines.push(line),
            None => small.push((*rect, mark)),
        }
    }
    if small.is_empty() {
        return labels;
    }
    let mut sheet = Sheet::new(frame, taken(), panels);
    let mut marks: Vec<&str> = Vec::new();
    for (_, mark) in &small {
        if !marks.contains(mark) {
            marks.push(mark);
        }
    }
    let key = sheet.key(&marks, font);
    for (rect, mark) in &small {
        let number = marks.iter().position(|m| m == mark).map_or(0, |at| at + 1).to_string();
        let line = inside(rect, &number, font).or_else(|| sheet.beside(rect, &number, font));
        match line.filter(|_| !key.is_empty()) {
            Some(line) => labels.lines.push(line),
            None => labels.untold += 1,
        }
    }
    if labels.untold < small.len() as u64 {
        labels.lines.extend(key);
    }
    labels
}

/// A text in the middle of a panel, when it fits.
fn inside(rect: &Rect, text: &str, font: &StampFont) -> Option<Line> {
    let wide = font.width(text, 1.0);
    let size = (rect.height() / 1.1).min((rect.width() - 2.0) / wide).min(LARGEST);
    if text.is_empty() || !size.is_finite() || size < SMALLEST {
        return None;
    }
    let left = (rect.x0 + rect.x1 - wide * size) / 2.0;
    let baseline = f64::midpoint(rect.y0, rect.y1) + font.cap_height(size) / 2.0;
    Some(Line { text: text.to_owned(), at: (left, baseline), size, white: true })
}

/// A page with what is drawn on it.
struct Sheet {
    width: f64,
    height: f64,
    taken: Vec<Rect>,
    /// The page shows too much for a free place to be known.
    full: bool,
    /// Strips of the stamps at the foot and on top.
    strips: (f64, f64),
}

impl Sheet {
    fn new(frame: &PageGeometry, mut taken: Vec<Rect>, panels: &[(Rect, &str)]) -> Self {
        let (width, height) = frame.display_size();
        let full = taken.len() > MOST;
        taken.extend(panels.iter().map(|(rect, _)| *rect));
        let scale = (width.min(height) / 595.0).max(1.0);
        Self { width, height, taken, full, strips: (STAMPS.0 * scale, STAMPS.1 * scale) }
    }

    fn is_free(&self, area: &Rect) -> bool {
        let within = area.x0 >= EDGE / 2.0
            && area.x1 <= self.width - EDGE / 2.0
            && area.y0 >= EDGE / 2.0
            && area.y1 <= self.height - EDGE / 2.0;
        let near = area.inflate(GAP / 2.0);
        within && !self.full && !self.taken.iter().any(|t| t.intersection(&near).is_some())
    }

    /// A number in the margin at the panel's height, on the nearer side, away from all text so that it
    /// cannot be read as part of it.
    fn beside(&mut self, panel: &Rect, number: &str, font: &StampFont) -> Option<Line> {
        let wide = font.width(number, SMALLEST);
        let middle = f64::midpoint(panel.y0, panel.y1);
        let near = self.taken.iter().filter(|t| t.y0 < middle + NEAR && t.y1 > middle - NEAR);
        let (left, right) = near.fold((panel.x0, panel.x1), |(l, r), t| (l.min(t.x0), r.max(t.x1)));
        let nearer_left = panel.x0 - left <= right - panel.x1;
        let place = |step: u32| {
            let (side, step) = (step.is_multiple_of(2), f64::from(step / 2));
            let out = MARGIN + step * (wide + GAP);
            let x = if side == nearer_left { left - out - wide } else { right + out };
            Rect::new(x, middle - SMALLEST / 2.0, x + wide, middle + SMALLEST / 2.0)
        };
        let area = (0..8).map(place).find(|area| self.is_free(area))?;
        self.taken.push(area);
        let baseline = middle + font.cap_height(SMALLEST) / 2.0;
        Some(Line { text: number.to_owned(), at: (area.x0, baseline), size: SMALLEST, white: false })
    }

    /// What the numbers mean, on one line at the foot or head, else line by line in a margin.
    fn key(&mut self, marks: &[&str], font: &StampFont) -> Vec<Line> {
        let entries: Vec<String> = (1..).zip(marks).map(|(n, mark)| format!("{n} = {mark}")).collect();
        let one = vec![entries.join("   ")];
        let at_the_foot = || self.rows(self.strips.0).rev();
        let heads = || self.rows(self.height - self.height / 8.0).take_while(|y| *y < self.height / 8.0);
        let place = at_the_foot()
            .take_while(|y| *y > self.height * 0.75)
            .chain(heads())
            .find_map(|y| self.row(&one, y, font))
            .map(|at| (&one, at))
            .or_else(|| self.margin(&entries, font).map(|at| (&entries, at)));
        let Some((lines, (x, y))) = place else { return Vec::new() };
        let lines: Vec<Line> = (0u32..)
            .zip(lines)
            .map(|(row, text)| {
                let baseline = y + f64::from(row) * LINE + SMALLEST;
                Line { text: text.clone(), at: (x, baseline), size: SMALLEST, white: false }
            })
            .collect();
        for line in &lines {
            let top = line.at.1 - SMALLEST;
            let wide = font.width(&line.text, SMALLEST);
            self.taken.push(Rect::new(line.at.0, top, line.at.0 + wide, top + LINE));
        }
        lines
    }

    /// Tops of lines from the stamp's strip on top down to `foot` points above the lower edge.
    fn rows(&self, foot: f64) -> impl DoubleEndedIterator<Item = f64> + use<> {
        let (first, last) = (self.strips.1, self.height - foot - LINE);
        let count = ((last - first) / GAP).clamp(0.0, 5_000.0) as u32;
        (0..=count).map(move |i| last - f64::from(count - i) * GAP)
    }

    /// Where a line whose top is `y` begins, in line with what stands leftmost on the page.
    fn row(&self, lines: &[String], y: f64, font: &StampFont) -> Option<(f64, f64)> {
        let wide = lines.iter().map(|l| font.width(l, SMALLEST)).fold(0.0, f64::max);
        let leftmost = self.taken.iter().map(|t| t.x0).fold(self.width / 2.0, f64::min).max(EDGE);
        let high = LINE * lines.len() as f64;
        let places = [leftmost, EDGE].map(|x| Rect::new(x, y, x + wide, y + high));
        places.into_iter().find(|area| self.is_free(area)).map(|area| (area.x0, area.y0))
    }

    fn margin(&self, entries: &[String], font: &StampFont) -> Option<(f64, f64)> {
        let wide = entries.iter().map(|l| font.width(l, SMALLEST)).fold(0.0, f64::max);
        let high = LINE * entries.len() as f64;
        let sides = [EDGE, self.width - EDGE - wide];
        let rows = || self.rows(self.strips.0 + high).rev();
        sides.iter().find_map(|x| {
            let areas = rows().map(|y| Rect::new(*x, y, x + wide, y + high));
            areas.into_iter().find(|area| self.is_free(area)).map(|area| (area.x0, area.y0))
        })
    }
}
