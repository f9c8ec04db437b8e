//! Path construction (ISO 32000-2, 8.5.2): each subpath with its bounds in display space.

use crate::geom::{Matrix, Point, Rect};

/// One subpath.
#[derive(Debug, Clone)]
pub(crate) struct Subpath {
    /// Bounds of its points, control points included.
    pub(crate) bounds: Rect,
    /// Its first corners, at most six.
    pub(crate) corners: Vec<Point>,
    /// Number of segments.
    pub(crate) segments: usize,
    /// Whether a segment is curved.
    pub(crate) curved: bool,
    last: Point,
}

impl Subpath {
    fn new(at: Point) -> Self {
        let bounds = Rect::new(at.x, at.y, at.x, at.y);
        Self { bounds, corners: vec![at], segments: 0, curved: false, last: at }
    }

    fn reach(&mut self, at: Point) {
        self.bounds = self.bounds.union(&Rect::new(at.x, at.y, at.x, at.y));
    }

    fn line(&mut self, at: Point) {
        self.reach(at);
        self.segments += 1;
        self.last = at;
        if self.corners.len() < 6 {
            self.corners.push(at);
        }
    }

    /// Whether the subpath is an upright rectangle.
    pub(crate) fn is_rectangle(&self) -> bool {
        let mut c = self.corners.clone();
        if c.len() == 5 && near(c[0], c[4]) {
            c.pop();
        }
        let upright = |a: Point, b: Point| (a.x - b.x).abs() < 0.05 || (a.y - b.y).abs() < 0.05;
        let sides = || c.iter().zip(c.iter().cycle().skip(1));
        !self.curved && c.len() == 4 && self.segments <= 5 && sides().all(|(a, b)| upright(*a, *b))
    }

    /// Whether the subpath is one straight upright line.
    pub(crate) fn is_line(&self) -> bool {
        !self.curved && self.segments <= 2 && (self.bounds.width() < 0.05 || self.bounds.height() < 0.05)
    }
}

fn near(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() < 0.05 && (a.y - b.y).abs() < 0.05
}

/// The path under construction.
#[derive(Debug, Default)]
pub(crate) struct Path {
    /// Its subpaths.
    pub(crate) parts: Vec<Subpath>,
}

impl Path {
    /// `m`
    pub(crate) fn move_to(&mut self, at: Point) {
        self.parts.push(Subpath::new(at));
    }

    /// `l`
    pub(crate) fn line_to(&mut self, at: Point) {
        match self.parts.last_mut() {
            Some(part) => part.line(at),
            None => self.move_to(at),
        }
    }

    /// `c`, `v`, `y`: the control points bound the curve.
    pub(crate) fn curve_to(&mut self, points: &[Point]) {
        let Some((&end, control)) = points.split_last() else { return };
        if self.parts.is_empty() {
            self.move_to(end);
        }
        if let Some(part) = self.parts.last_mut() {
            for &p in control {
                part.reach(p);
            }
            part.line(end);
            part.curved = true;
        }
    }

    /// `re`
    pub(crate) fn rectangle(&mut self, ctm: &Matrix, x: f64, y: f64, w: f64, h: f64) {
        let corners =
            [(x, y), (x + w, y), (x + w, y + h), (x, y + h)].map(|(x, y)| ctm.apply(Point::new(x, y)));
        let mut part = Subpath::new(corners[0]);
        corners.iter().skip(1).for_each(|&c| part.line(c));
        self.parts.push(part);
    }

    /// The box around all subpaths.
    pub(crate) fn bounds(&self) -> Option<Rect> {
        self.parts.iter().map(|p| p.bounds).reduce(|a, b| a.union(&b))
    }

    /// Whether a subpath lies inside another one, as the hole of a frame does.
    pub(crate) fn has_holes(&self) -> bool {
        if self.parts.len() > 400 {
            return true;
        }
        let inside = |a: &Rect, b: &Rect| a.x0 >= b.x0 && a.y0 >= b.y0 && a.x1 <= b.x1 && a.y1 <= b.y1;
        self.parts.iter().enumerate().any(|(i, a)| {
            let others = self.parts.iter().enumerate().filter(|(j, _)| *j != i);
            others.map(|(_, b)| b).any(|b| inside(&a.bounds, &b.bounds) && a.bounds != b.bounds)
        })
    }
}
