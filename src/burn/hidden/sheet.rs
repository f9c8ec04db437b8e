//! What is painted on a page beside glyphs: opaque sheets of a known shape and colour, and things of
//! which no more is known than where they lie at most.

use lopdf::ObjectId;

use super::super::looks::Looks;
use super::line;
use crate::geom::{Matrix, Point, Rect};
use crate::pdf::content::Operator;
use crate::pdf::content::colour::Colour;
use crate::pdf::content::device::{PaintedPath, PlacedImage, Segment, Subpath};
use crate::pdf::content::interpret::is_upright;
use crate::pdf::content::path::is_rectangle;

/// Subpaths of one path that are compared with one another.
const MOST_SUBPATHS: usize = 200;
/// Sheets of one page; with more of them nothing is known of the page's grounds.
const MOST_SHEETS: usize = 20_000;
/// Half the width of the thinnest line.
const HAIRLINE: f64 = 0.3;
/// Corners of a cover that is no rectangle.
const MOST_CORNERS: usize = 64;

/// Something painted.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Where it lies at most, what the clip cuts off left out; user space.
    pub(super) bounds: Rect,
    pub(super) shape: Shape,
    /// Glyphs painted before it.
    pub(super) above: usize,
    /// Its one opaque colour.
    pub(super) colour: Option<Colour>,
    /// The opaque image that it is.
    pub(super) image: Option<Picture>,
}

/// A picture and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture {
    pub(super) object: ObjectId,
    /// From its unit square to user space.
    pub(super) matrix: Matrix,
}

/// What part of its bounds a sheet certainly fills.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// All of them.
    Rect,
    /// A convex polygon, as far as it lies in them.
    Convex(Box<[Point]>),
    /// Perhaps nothing.
    Unknown,
}

impl Sheet {
    /// Whether it hides what was painted before it, where its shape is known.
    pub(super) fn is_cover(&self) -> bool {
        (self.colour.is_some() || self.image.is_some()) && !matches!(self.shape, Shape::Unknown)
    }

    /// Whether it certainly fills the point.
    pub(super) fn holds(&self, point: Point) -> bool {
        self.bounds.contains(point)
            && match &self.shape {
                Shape::Rect => true,
                Shape::Convex(corners) => is_inside(corners, point),
                Shape::Unknown => false,
            }
    }
}

/// The sheets of a page in order of painting.
#[derive(Debug, Default)]
pub(in crate::burn) struct Sheets {
    sheets: Vec<Sheet>,
    overflow: bool,
}

impl Sheets {
    /// Whether a place shows one colour: whatever reaches into it holds it whole, and pictures are blank there.
    pub(in crate::burn) fn are_blank(&self, place: &Rect, looks: &mut Looks<'_>) -> bool {
        let mut there = self.sheets.iter().filter(|s| s.bounds.intersection(place).is_some());
        !self.overflow
            && there.all(|sheet| {
                let blank = |picture: &Picture| {
                    let back = picture.matrix.invert();
                    back.is_some_and(|back| looks.are_blank(picture.object, &back.apply_rect(place)))
                };
                let shown = sheet.image.as_ref().map_or(matches!(sheet.shape, Shape::Rect), blank);
                shown && sheet.bounds.holds(place)
            })
    }

    pub(super) fn all(&self) -> &[Sheet] {
        &self.sheets
    }

    /// How many were painted so far.
    pub(in crate::burn) fn count(&self) -> usize {
        self.sheets.len()
    }

    /// Whether every sheet of the page is among them.
    pub(super) fn is_complete(&self) -> bool {
        !self.overflow
    }

    /// Notes a painted path; `above` glyphs were painted before it.
    pub(in crate::burn) fn path(&mut self, path: &PaintedPath<'_>, above: usize) {
        if path.fills() {
            self.fill(path, above);
        }
        if path.strokes() {
            for (bounds, shape) in line::strokes(path) {
                self.add(bounds, shape, path, above, path.line);
            }
        }
    }

    fn fill(&mut self, path: &PaintedPath<'_>, above: usize) {
        let whole = path.subpaths.iter().map(|s| s.bounds).reduce(|a, b| a.union(&b));
        if path.fill.is_none() || path.subpaths.len() > MOST_SUBPATHS {
            if let Some(bounds) = whole {
                self.add(bounds, Shape::Unknown, path, above, path.fill);
            }
            return;
        }
        for (index, subpath) in path.subpaths.iter().enumerate() {
            let shape = if is_alone(path, index, subpath) { shape_of(path, subpath) } else { Shape::Unknown };
            self.add(subpath.bounds, shape, path, above, path.fill);
        }
    }

    fn add(
        &mut self,
        bounds: Rect,
        shape: Shape,
        path: &PaintedPath<'_>,
        above: usize,
        colour: Option<Colour>,
    ) {
        // a hairline is as thick as a pixel
        let bounds = if matches!(shape, Shape::Unknown) { bounds.inflate(HAIRLINE) } else { bounds };
        if let Some(bounds) = bounds.intersection(&path.window) {
            self.push(Sheet { bounds, shape, above, colour, image: None });
        }
    }

    /// Notes an image.
    pub(in crate::burn) fn image(&mut self, image: &PlacedImage<'_>, above: usize) {
        let quad = image.quad();
        let shape = convex(quad.0.to_vec()).filter(|_| image.hides).unwrap_or(Shape::Unknown);
        let picture = image.hides.then_some(Picture { object: image.object, matrix: image.matrix });
        if let Some(bounds) = quad.bounds().intersection(&image.clip) {
            self.push(Sheet { bounds, shape, above, colour: None, image: picture });
        }
    }

    /// Notes that something is painted of which nothing is known.
    pub(in crate::burn) fn unknown(&mut self, above: usize) {
        let bounds = Rect { x0: -1e6, y0: -1e6, x1: 1e6, y1: 1e6 };
        self.push(Sheet { bounds, shape: Shape::Unknown, above, colour: None, image: None });
    }

    fn push(&mut self, sheet: Sheet) {
        if self.sheets.len() < MOST_SHEETS {
            self.sheets.push(sheet);
        } else {
            self.overflow = true;
        }
    }
}

/// Whether no other subpath touches it, so that no winding makes a hole in it.
fn is_alone(path: &PaintedPath<'_>, index: usize, subpath: &Subpath) -> bool {
    let others = path.subpaths.iter().enumerate().filter(|(i, _)| *i != index);
    let mut shared = others.filter_map(|(_, other)| other.bounds.intersection(&subpath.bounds));
    shared.all(|common| common.area() <= 0.0)
}

fn shape_of(path: &PaintedPath<'_>, subpath: &Subpath) -> Shape {
    let segments = path.segments.get(subpath.start..subpath.end).unwrap_or_default();
    if is_rectangle(segments) && is_upright(&path.matrix) {
        return Shape::Rect;
    }
    if segments.len() > MOST_CORNERS {
        return Shape::Unknown;
    }
    let (ends, hull) = outline(segments, &path.matrix);
    // a convex chain of control points holds a convex outline, and that holds the chain of its ends
    match (is_convex(&hull), convex(ends)) {
        (true, Some(shape)) => shape,
        _ => Shape::Unknown,
    }
}

/// Points on a subpath's segments, and these with the control points between, in user space.
fn outline(segments: &[Segment], matrix: &Matrix) -> (Vec<Point>, Vec<Point>) {
    let (mut ends, mut hull): (Vec<Point>, Vec<Point>) = (Vec::new(), Vec::new());
    for segment in segments {
        let [a, b, c, d, e, f] = segment.numbers;
        let points: &[(f64, f64)] = match segment.operator {
            Operator::CurveTo => &[(a, b), (c, d), (e, f)],
            Operator::CurveToV | Operator::CurveToY => &[(a, b), (c, d)],
            Operator::Rectangle => &[(a, b), (a + c, b), (a + c, b + d), (a, b + d)],
            Operator::ClosePath => &[],
            _ => &[(a, b)],
        };
        let placed: Vec<Point> = points.iter().map(|&(x, y)| matrix.apply(Point::new(x, y))).collect();
        let from = hull.last().copied();
        hull.extend(&placed);
        match (placed.as_slice(), from) {
            (&[b, c, d], Some(a)) => ends.extend((1..=4).map(|n| on_curve([a, b, c, d], f64::from(n) / 4.0))),
            (&[.., last], _) if segment.operator != Operator::Rectangle => ends.push(last),
            _ => ends.extend(placed),
        }
    }
    (ends, hull)
}

/// The point of a Bézier curve at a parameter from 0 to 1 (ISO 32000-2, 8.5.2.2).
fn on_curve([a, b, c, d]: [Point; 4], t: f64) -> Point {
    let s = 1.0 - t;
    let mix = |a: f64, b: f64, c: f64, d: f64| {
        s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
    };
    Point::new(mix(a.x, b.x, c.x, d.x), mix(a.y, b.y, c.y, d.y))
}

/// The shape of a convex polygon.
pub(super) fn convex(mut corners: Vec<Point>) -> Option<Shape> {
    corners.dedup_by(|a, b| is_same(*a, *b));
    if corners.len() > 1 && corners.first().zip(corners.last()).is_some_and(|(a, b)| is_same(*a, *b)) {
        corners.pop();
    }
    (corners.len() > 2 && is_convex(&corners)).then(|| Shape::Convex(corners.into()))
}

fn is_same(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() < 1e-6 && (a.y - b.y).abs() < 1e-6
}

/// Whether a closed chain of points turns one way only, and once round.
fn is_convex(chain: &[Point]) -> bool {
    let count = chain.len();
    let (mut left, mut right, mut turned) = (false, false, 0.0);
    let point = |i: usize| chain.get(i % count.max(1)).copied().unwrap_or_default();
    for i in 0..count {
        let (a, b, c) = (point(i), point(i + 1), point(i + 2));
        let (u, v) = ((b.x - a.x, b.y - a.y), (c.x - b.x, c.y - b.y));
        let cross = u.0 * v.1 - u.1 * v.0;
        (left, right) = (left || cross > 1e-9, right || cross < -1e-9);
        turned += cross.atan2(u.0 * v.0 + u.1 * v.1);
    }
    left != right && turned.is_finite() && turned.abs() < 1.01 * std::f64::consts::TAU
}

/// Whether a point lies in a convex polygon.
fn is_inside(corners: &[Point], point: Point) -> bool {
    let (mut left, mut right) = (false, false);
    for (a, b) in corners.iter().zip(corners.iter().cycle().skip(1)) {
        let cross = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
        (left, right) = (left || cross > 1e-9, right || cross < -1e-9);
    }
    !(left && right)
}
