//! Path construction (ISO 32000-2, 8.5.2): each subpath with its bounds in display space.

use crate::geom::{Matrix, Point, Rect};

/// Corners that are kept of a subpath: what has more is no box, and no rule needs its form.
pub(crate) const MOST_POINTS: usize = 256;
/// Straight pieces that stand for one curve.
const PIECES: usize = 8;

/// One subpath.
#[derive(Debug, Clone)]
pub(crate) struct Subpath {
    /// Bounds of its points and curves.
    pub(crate) bounds: Rect,
    /// Its corners with curves made straight, at most [`MOST_POINTS`].
    pub(crate) outline: Vec<Point>,
    /// Number of segments.
    pub(crate) segments: usize,
    /// Whether a segment is curved.
    pub(crate) curved: bool,
    last: Point,
}

impl Subpath {
    fn new(at: Point) -> Self {
        let bounds = Rect::new(at.x, at.y, at.x, at.y);
        Self { bounds, outline: vec![at], segments: 0, curved: false, last: at }
    }

    fn reach(&mut self, at: Point) {
        self.bounds = self.bounds.union(&Rect::new(at.x, at.y, at.x, at.y));
    }

    fn line(&mut self, at: Point) {
        self.reach(at);
        self.segments += 1;
        self.last = at;
        self.corner(at);
    }

    fn corner(&mut self, at: Point) {
        if self.outline.len() < MOST_POINTS {
            self.outline.push(at);
        }
    }

    /// The points of a Bézier curve from the last point on, its end left out (8.5.2.2).
    fn bend(&mut self, a: Point, b: Point, end: Point) {
        let start = self.last;
        for i in 1..PIECES {
            let t = i as f64 / PIECES as f64;
            let u = 1.0 - t;
            let mix = |p: f64, q: f64, r: f64, s: f64| {
                u * u * u * p + 3.0 * u * u * t * q + 3.0 * u * t * t * r + t * t * t * s
            };
            let at = Point::new(mix(start.x, a.x, b.x, end.x), mix(start.y, a.y, b.y, end.y));
            self.reach(at);
            self.corner(at);
        }
    }

    /// Its corners, when all of them were kept.
    pub(crate) fn whole_outline(&self) -> Option<&[Point]> {
        (self.outline.len() < MOST_POINTS).then_some(self.outline.as_slice())
    }

    /// Whether the subpath is an upright rectangle.
    pub(crate) fn is_rectangle(&self) -> bool {
        let mut c = self.outline.as_slice();
        if let [first, middle @ .., last] = c
            && middle.len() == 3
            && near(*first, *last)
        {
            c = c.get(..4).unwrap_or_default();
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

    /// `v`: the last point is the first control point too.
    pub(crate) fn curve_from_last(&mut self, b: Point, end: Point) {
        let last = self.parts.last().map_or(end, |p| p.last);
        self.curve_to(last, b, end);
    }

    /// `c`, `y`
    pub(crate) fn curve_to(&mut self, a: Point, b: Point, end: Point) {
        if self.parts.is_empty() {
            self.move_to(end);
        }
        if let Some(part) = self.parts.last_mut() {
            part.bend(a, b, end);
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
