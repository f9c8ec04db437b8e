//! Annotations without an appearance (ISO 32000-2, 12.5.6): the boxes, lines and polygons that viewers
//! draw of their own accord. What only an editor draws, such as an icon, is left out.

use super::interpret::Interpreter;
use super::painting::Form;
use super::path::Path;
use super::state::{Space, State, colour};
use crate::geom::{Matrix, Point, Rect};
use crate::verify::reader::{Dict, Document, Object};

/// Lines and corners of one annotation that are drawn: an ink annotation of more is no marker.
const MOST: usize = 10_000;

/// What viewers draw of an annotation.
enum Drawing {
    /// Filled boxes; `marker`: what is light shows what it marks.
    Boxes { areas: Vec<Rect>, marker: bool },
    /// A filled polygon.
    Polygon(Vec<f64>),
    /// Lines of a pen.
    Lines(Vec<Vec<f64>>),
}

/// Draws an annotation that has no appearance.
pub(super) fn paint(interpreter: &mut Interpreter<'_>, annotation: &Dict, frame: Matrix, clip: Rect) {
    let document = interpreter.document;
    for (drawing, ink) in drawings(document, annotation) {
        interpreter.state = State::new(frame, clip);
        let state = &mut interpreter.state;
        let ink = colour(Space::Device, &ink);
        (state.fill.ink, state.stroke.ink) = (ink, ink);
        let alpha = document.get(annotation, "CA").and_then(Object::number).unwrap_or(1.0);
        (state.fill.alpha, state.stroke.alpha) = (alpha, alpha);
        state.line_width = width(document, annotation);
        match drawing {
            Drawing::Boxes { areas, marker } => {
                interpreter.state.darkens = marker;
                let paint = interpreter.state.fill;
                for area in areas {
                    interpreter.shape(Form::rectangle(frame.apply_rect(&area).bounds()), &paint);
                }
            }
            Drawing::Polygon(corners) => interpreter.fill(&path([corners], &frame)),
            Drawing::Lines(lines) => interpreter.strokes(&path(lines, &frame)),
        }
    }
}

/// What an annotation of this kind draws, with the components of its colour.
fn drawings(document: &Document<'_>, annotation: &Dict) -> Vec<(Drawing, Vec<f64>)> {
    let numbers = |key: &str| document.numbers(annotation, key).filter(|n| !n.is_empty());
    let rect = || numbers("Rect").unwrap_or_default();
    let boxes = |corners: &[f64], marker| Drawing::Boxes { areas: areas(corners), marker };
    let lines = |key: &str| numbers(key).map(|line| Drawing::Lines(vec![line]));
    let pen = numbers("C");
    let (drawing, ink) = match document.get(annotation, "Subtype").and_then(Object::name) {
        Some(b"Square" | b"Circle") => (Some(boxes(&rect(), false)), numbers("IC")),
        Some(b"Highlight" | b"FreeText" | b"Stamp") => {
            let quads = numbers("QuadPoints").filter(|q| q.len() >= 8).unwrap_or_else(rect);
            (Some(boxes(&quads, true)), pen)
        }
        Some(b"Widget") => {
            let look = document.dict(annotation, "MK");
            let ground = look.and_then(|mk| document.numbers(mk, "BG")).filter(|c| !c.is_empty());
            (Some(boxes(&rect(), false)), ground)
        }
        Some(b"Polygon") => (numbers("Vertices").map(Drawing::Polygon), numbers("IC")),
        Some(b"PolyLine") => (lines("Vertices"), pen),
        Some(b"Line") => (lines("L"), pen),
        Some(b"Ink") => {
            let strokes = document.get(annotation, "InkList").and_then(Object::array).unwrap_or_default();
            let points = |stroke: &Object| -> Option<Vec<f64>> {
                let items = document.resolve(stroke).array()?.iter().take(MOST);
                items.map(|i| document.resolve(i).number()).collect()
            };
            (Some(Drawing::Lines(strokes.iter().take(MOST).filter_map(points).collect())), pen)
        }
        _ => (None, None),
    };
    drawing.zip(ink).into_iter().collect()
}

/// The upright boxes around quadrilaterals, or the one box of two corners.
fn areas(corners: &[f64]) -> Vec<Rect> {
    let around = |points: &[f64]| {
        let each = points.chunks_exact(2).map(|p| Rect::new(p[0], p[1], p[0], p[1]));
        each.reduce(|a, b| a.union(&b))
    };
    corners.chunks(8).filter_map(around).collect()
}

/// The width of lines: `BS`, else the third number of `Border`, else one (12.5.4).
fn width(document: &Document<'_>, annotation: &Dict) -> f64 {
    let style = document.dict(annotation, "BS").and_then(|bs| document.get(bs, "W")).and_then(Object::number);
    let border = || document.get(annotation, "Border").and_then(Object::array)?.get(2);
    style.or_else(|| document.resolve(border()?).number()).unwrap_or(1.0)
}

/// Subpaths through points in user space.
fn path(lines: impl IntoIterator<Item = Vec<f64>>, frame: &Matrix) -> Path {
    let mut path = Path::default();
    for line in lines {
        for (i, p) in line.chunks_exact(2).take(MOST).enumerate() {
            let at = frame.apply(Point::new(p[0], p[1]));
            if i == 0 {
                path.move_to(at);
            } else {
                path.line_to(at);
            }
        }
    }
    path
}
