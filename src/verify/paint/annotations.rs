//! Appearances of annotations (ISO 32000-2, 12.5.5): the one that shows is painted, the others are
//! walked as hidden, since they stay in the file.

use super::interpret::{Interpreter, NOTHING};
use super::pages::Page;
use super::state::State;
use crate::geom::{Matrix, Rect};
use crate::verify::reader::{Dict, Document, Indirect, Object};

/// Flags of an annotation that keep it from being shown: hidden, no view.
const HIDDEN: i64 = 1 << 1 | 1 << 5;

/// Paints the annotations of a page.
pub(super) fn annotations<'d>(interpreter: &mut Interpreter<'d>, page: &Page<'d>, frame: Matrix, clip: Rect) {
    let document = interpreter.document;
    let list = document.get(page.dict, "Annots").and_then(Object::array).unwrap_or_default();
    for annotation in list.iter().take(10_000).filter_map(|a| document.resolve(a).dict()) {
        let flags = document.get(annotation, "F").and_then(Object::int).unwrap_or(0);
        let off = flags & HIDDEN != 0 || interpreter.is_off(annotation.get("OC"));
        interpreter.loose = true;
        let Some(appearances) = document.dict(annotation, "AP") else {
            interpreter.hidden += u32::from(off);
            super::bare::paint(interpreter, annotation, frame, clip);
            interpreter.hidden -= u32::from(off);
            continue;
        };
        for key in ["N", "R", "D"] {
            for (form, shown) in forms(document, annotation, appearances, key) {
                interpreter.state = State::new(frame, clip);
                place(interpreter, annotation, form);
                interpreter.hidden += u32::from(off);
                interpreter.other_state = !shown;
                interpreter.form(form, &NOTHING);
                interpreter.other_state = false;
                interpreter.hidden -= u32::from(off);
            }
        }
    }
}

/// The streams of one appearance with whether each shows: a stream, or a dictionary of states.
fn forms<'d>(
    document: &'d Document<'_>,
    annotation: &Dict,
    appearances: &'d Dict,
    key: &str,
) -> Vec<(&'d Indirect, bool)> {
    let Some(entry) = appearances.get(key) else { return Vec::new() };
    if let Some(stream) = document.stream(entry) {
        return vec![(stream, key == "N")];
    }
    let state = document.get(annotation, "AS").and_then(Object::name);
    let states = document.resolve(entry).dict().map(|d| d.0.as_slice()).unwrap_or_default();
    states
        .iter()
        .filter_map(|(name, value)| {
            Some((document.stream(value)?, key == "N" && state == Some(name.as_slice())))
        })
        .collect()
}

/// Algorithm 8: the appearance's box, transformed, fills the annotation's rectangle.
fn place(interpreter: &mut Interpreter<'_>, annotation: &Dict, form: &Indirect) {
    let document = interpreter.document;
    let rect = |dict: &Dict, key: &str| match document.numbers(dict, key).as_deref() {
        Some([a, b, c, d]) => Some(Rect::new(*a, *b, *c, *d)),
        _ => None,
    };
    let (Some(target), Some(dict)) = (rect(annotation, "Rect"), form.dict()) else { return };
    let Some(bbox) = rect(dict, "BBox") else { return };
    let m = document.numbers(dict, "Matrix").and_then(|m| <[f64; 6]>::try_from(m).ok());
    let source = Matrix(m.unwrap_or(Matrix::IDENTITY.0)).apply_rect(&bbox).bounds();
    let scale = |to: f64, from: f64| if from.abs() < 1e-9 { 1.0 } else { to / from };
    let (sx, sy) = (scale(target.width(), source.width()), scale(target.height(), source.height()));
    let fit = Matrix([sx, 0.0, 0.0, sy, target.x0 - source.x0 * sx, target.y0 - source.y0 * sy]);
    interpreter.state.ctm = fit.then(&interpreter.state.ctm);
}
