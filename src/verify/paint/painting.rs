//! Path painting (ISO 32000-2, 8.5.3): subpaths and strokes to shapes, with the form of those that can
//! hide something: upright boxes as they are, others as polygons, thin lines by their ends.

use super::interpret::{Interpreter, Run, number};
use super::path::{Path, Subpath};
use super::state::Paint;
use super::{Hair, Ink, Shape};
use crate::geom::{Point, Rect};
use crate::verify::limits;
use crate::verify::reader::lexer::Token;

/// Width from which on a line is an area, and below which many lines make hatching.
pub(crate) const THIN: f64 = 4.0;
/// Polygons and thin lines that are kept of one page: a map has more, and hides nothing by them.
const MOST_FORMS: usize = 100_000;

/// Where a shape lies and how much is known of its form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form<'p> {
    bounds: Rect,
    solid: bool,
    plain: bool,
    outline: Option<&'p [Point]>,
}

impl Form<'_> {
    /// An upright box.
    pub(super) fn rectangle(bounds: Rect) -> Self {
        Self { bounds, solid: true, plain: true, outline: None }
    }
}

impl<'d> Interpreter<'d> {
    /// Path construction, clipping and painting. Whether the operator is one of these.
    pub(super) fn path_operator(&mut self, run: &mut Run<'d>, word: &[u8], operands: &[Token<'_>]) -> bool {
        let n = |i: usize| number(operands, i);
        let ctm = self.state.ctm;
        let point = |i: usize| ctm.apply(Point::new(number(operands, i), number(operands, i + 1)));
        match word {
            b"m" => run.path.move_to(point(0)),
            b"l" => run.path.line_to(point(0)),
            b"c" => run.path.curve_to(point(0), point(2), point(4)),
            b"v" => run.path.curve_from_last(point(0), point(2)),
            b"y" => run.path.curve_to(point(0), point(2), point(2)),
            b"re" => run.path.rectangle(&ctm, n(0), n(1), n(2), n(3)),
            b"h" => {}
            b"W" | b"W*" => run.clip = true,
            b"n" => self.end_path(run),
            b"f" | b"F" | b"f*" => self.paint(run, true, false),
            b"S" | b"s" => self.paint(run, false, true),
            b"B" | b"B*" | b"b" | b"b*" => self.paint(run, true, true),
            _ => return false,
        }
        if run.path.parts.len() > limits::PAINTED {
            self.stop("a path has more parts than the limit");
        }
        true
    }

    fn paint(&mut self, run: &mut Run<'d>, fill: bool, stroke: bool) {
        // a point that leads nowhere paints nothing (8.5.2.1)
        run.path.parts.retain(|part| part.segments > 0);
        if fill {
            self.fill(&run.path);
            let paint = self.state.fill;
            self.tiles(run.path.bounds(), &paint);
        }
        if stroke {
            self.strokes(&run.path);
            let paint = self.state.stroke;
            self.tiles(run.path.bounds(), &paint);
        }
        self.end_path(run);
    }

    /// Fills each subpath.
    pub(super) fn fill(&mut self, path: &Path) {
        let holes = path.parts.len() > 1 && path.has_holes();
        let paint = self.state.fill;
        for part in &path.parts {
            let rectangle = part.is_rectangle();
            let form = Form {
                bounds: part.bounds,
                solid: rectangle && !holes,
                plain: rectangle || part.is_line(),
                outline: part.whole_outline().filter(|_| !rectangle && !holes),
            };
            self.shape(form, &paint);
        }
    }

    /// Strokes: upright lines cover their width, others only bound it.
    pub(super) fn strokes(&mut self, path: &Path) {
        let paint = self.state.stroke;
        let half = self.state.line_width / 2.0 * self.state.ctm.determinant().abs().sqrt();
        for part in &path.parts {
            let solid = part.is_line() && !self.state.dashed;
            let plain = part.is_line() || part.is_rectangle();
            let b = part.bounds;
            let bounds = if part.is_line() && b.width() >= b.height() {
                Rect { y0: b.y0 - half, y1: b.y1 + half, ..b }
            } else if part.is_line() {
                Rect { x0: b.x0 - half, x1: b.x1 + half, ..b }
            } else {
                b.inflate(half)
            };
            self.shape(Form { bounds, solid, plain, outline: None }, &paint);
            if !solid && !self.state.dashed {
                self.segments(part, half, &paint);
            }
        }
    }

    /// The pieces of a stroke: wide ones as polygons, thin ones as lines that may be hatching.
    fn segments(&mut self, part: &Subpath, half: f64, paint: &Paint) {
        let Some(outline) = part.whole_outline() else { return };
        for (&from, &to) in outline.iter().zip(outline.iter().skip(1)) {
            if 2.0 * half < THIN {
                self.hair(from, to, 2.0 * half, paint.ink);
                continue;
            }
            let (dx, dy) = (to.x - from.x, to.y - from.y);
            let length = dx.hypot(dy);
            if length < 0.1 {
                continue;
            }
            let (nx, ny) = (-dy / length * half, dx / length * half);
            let beside = |p: Point, by: f64| Point::new(p.x + by * nx, p.y + by * ny);
            let quad = [beside(from, 1.0), beside(to, 1.0), beside(to, -1.0), beside(from, -1.0)];
            let bounds = Rect::new(from.x, from.y, to.x, to.y).inflate(half);
            self.shape(Form { bounds, solid: false, plain: true, outline: Some(&quad) }, paint);
        }
    }

    fn hair(&mut self, from: Point, to: Point, width: f64, ink: Ink) {
        let dark = matches!(ink, Ink::Plain(c) if super::is_dark(c));
        if dark
            && self.hidden == 0
            && !self.other_state
            && self.may_hide()
            && self.painted.hairs.len() < MOST_FORMS
        {
            self.painted.hairs.push(Hair { from, to, width, order: self.order });
        }
    }

    /// Whether anything was painted that a form could hide.
    fn may_hide(&self) -> bool {
        !self.painted.glyphs.is_empty()
    }

    /// Adds a shape, clipped.
    pub(super) fn shape(&mut self, form: Form<'_>, paint: &Paint) {
        let Some(bounds) = form.bounds.intersection(&self.state.clip) else { return };
        let (wide, high) = (bounds.width(), bounds.height());
        if form.solid && wide.min(high) < THIN && self.state.clip_exact {
            let (x, y) = (f64::midpoint(bounds.x0, bounds.x1), f64::midpoint(bounds.y0, bounds.y1));
            let flat = wide >= high;
            let (from, to) = if flat {
                (Point::new(bounds.x0, y), Point::new(bounds.x1, y))
            } else {
                (Point::new(x, bounds.y0), Point::new(x, bounds.y1))
            };
            self.hair(from, to, wide.min(high), paint.ink);
        }
        let opaque = self.state.opaque(paint);
        let useful = opaque && self.may_hide() && wide >= THIN && high >= THIN;
        // a box that is painted through a clip has the clip's form
        let outline = if self.state.clip_exact {
            form.outline.map(Box::from)
        } else {
            self.state.clip_form.as_deref().filter(|_| form.solid).map(Box::from)
        };
        let outline = outline.filter(|_| useful && self.painted.outlines.len() < MOST_FORMS).map(|o| {
            self.painted.outlines.push(o);
            self.painted.outlines.len() as u32 - 1
        });
        self.painted.shapes.push(Shape {
            bounds,
            whole: form.bounds,
            solid: form.solid && self.state.clip_exact,
            plain: form.plain,
            outline,
            ink: paint.ink,
            opaque,
            hidden: self.hidden > 0 || self.other_state,
            loose: self.loose,
            order: self.order,
        });
        self.order += 1;
        if self.painted.shapes.len() > limits::PAINTED {
            self.stop("a page paints more than the limit");
        }
    }

    fn end_path(&mut self, run: &mut Run<'d>) {
        let path = std::mem::take(&mut run.path);
        if std::mem::take(&mut run.clip) {
            let exact = matches!(path.parts.as_slice(), [one] if one.is_rectangle());
            // clipping without a path is nonsense that viewers skip
            if let Some(bounds) = path.bounds() {
                let form = if let [one] = path.parts.as_slice() { one.whole_outline() } else { None };
                self.state.clip_to(bounds, exact, form);
            }
        }
    }
}
