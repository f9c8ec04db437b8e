//! Mark-up without an appearance of its own (ISO 32000-2, 12.5.6): drawn from its entries.
//!
//! Viewers draw these themselves, each a little differently; here they get the plain form that the
//! standard describes. What it does not describe (icons, stamps) is counted and left out.

use hayro_syntax::object::{Array, Dict, Number};

use super::annotation::Shown;
use super::field::{Field, Forms};
use super::fill::{self, border_width, color};
use super::lettering::Lettering;
use super::lookup::{array_items, integer, is_name, numbers, rect, text};
use super::rebuild::{Rebuild, Step};
use crate::geom::Rect;
use crate::pdf::content::{Emitter, Operator};

/// Draws an annotation that has no appearance.
///
/// # Errors
/// When a text cannot be set.
pub(super) fn draw<'a>(
    rebuild: &mut Rebuild<'a>,
    dict: &Dict<'a>,
    subtype: &[u8],
    forms: &Forms<'a>,
    shown: &mut Shown,
) -> Step<()> {
    let Some(frame) = rect(dict, b"Rect") else { return Ok(()) };
    shown.out.operator(Operator::Save);
    if subtype != b"Link" {
        let opacity = dict.get::<Number>(b"CA").map_or(1.0, |n| n.as_f64().clamp(0.0, 1.0));
        shown.paint_mode(rebuild, opacity, subtype == b"Highlight");
    }
    let mut result = Ok(());
    if subtype == b"FreeText" {
        result = free_text(rebuild, dict, forms, &frame, shown);
    } else if !figure(&mut shown.out, dict, subtype, &frame) {
        rebuild.left.add("comment without an appearance of its own");
    }
    shown.out.operator(Operator::Restore);
    result
}

/// Draws a figure; false when the kind has none.
fn figure(out: &mut Emitter, dict: &Dict<'_>, subtype: &[u8], frame: &Rect) -> bool {
    match subtype {
        b"Link" => link(out, dict, frame),
        b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly" => text_marks(out, dict, subtype),
        b"Square" | b"Circle" => closed(out, dict, subtype, frame),
        b"Line" => path(out, dict, &numbers(dict, b"L").unwrap_or_default(), false),
        b"PolyLine" => path(out, dict, &numbers(dict, b"Vertices").unwrap_or_default(), false),
        b"Polygon" => path(out, dict, &numbers(dict, b"Vertices").unwrap_or_default(), true),
        b"Ink" => ink(out, dict),
        _ => return false,
    }
    true
}

/// Stroke colour and width; black when `C` is missing, as the common viewers do.
fn stroke(out: &mut Emitter, dict: &Dict<'_>) -> bool {
    let width = border_width(dict);
    let line = numbers(dict, b"C").unwrap_or_else(|| vec![0.0]);
    color(out, &line, true);
    out.numbers(Operator::LineWidth, &[width]);
    if fill::dashed(dict) {
        out.begin_array();
        out.number(3.0);
        out.end_array();
        out.numbers(Operator::Dash, &[0.0]);
    }
    width > 0.0 && !line.is_empty()
}

/// A link shows its border only.
fn link(out: &mut Emitter, dict: &Dict<'_>, frame: &Rect) {
    if stroke(out, dict) {
        let inner = frame.inflate(-border_width(dict) / 2.0);
        out.numbers(Operator::Rectangle, &[inner.x0, inner.y0, inner.width(), inner.height()]);
        out.operator(Operator::Stroke);
    }
}

/// Highlights and lines along the quadrilaterals (12.5.6.10); the corners come in the order that
/// viewers agree on: upper left, upper right, lower left, lower right.
fn text_marks(out: &mut Emitter, dict: &Dict<'_>, subtype: &[u8]) {
    let paint = numbers(dict, b"C").unwrap_or_else(|| vec![1.0, 1.0, 0.0]);
    let highlight = subtype == b"Highlight";
    color(out, &paint, !highlight);
    for quad in numbers(dict, b"QuadPoints").unwrap_or_default().chunks_exact(8) {
        let [x1, y1, x2, y2, x3, y3, x4, y4] = quad else { continue };
        if highlight {
            polygon(out, &[*x1, *y1, *x2, *y2, *x4, *y4, *x3, *y3]);
            out.operator(Operator::ClosePath);
            out.operator(Operator::Fill);
        } else {
            let height = ((x1 - x3).powi(2) + (y1 - y3).powi(2)).sqrt();
            let at = if subtype == b"StrikeOut" { 0.45 } else { 0.1 };
            let mid = |low: f64, high: f64| low + (high - low) * at;
            out.numbers(Operator::LineWidth, &[(height / 16.0).clamp(0.3, 3.0)]);
            polygon(out, &[mid(*x3, *x1), mid(*y3, *y1), mid(*x4, *x2), mid(*y4, *y2)]);
            out.operator(Operator::Stroke);
        }
    }
}

/// Rectangles and ellipses (12.5.6.8).
fn closed(out: &mut Emitter, dict: &Dict<'_>, subtype: &[u8], frame: &Rect) {
    let inside = numbers(dict, b"IC").filter(|c| !c.is_empty());
    if let Some(inside) = &inside {
        color(out, inside, false);
    }
    let line = stroke(out, dict) && numbers(dict, b"C").is_some();
    let insets = numbers(dict, b"RD").filter(|d| d.len() == 4).unwrap_or_else(|| vec![0.0; 4]);
    let [l, b, r, t] = insets.as_slice() else { return };
    let inner =
        Rect::new(frame.x0 + l, frame.y0 + b, frame.x1 - r, frame.y1 - t).inflate(-border_width(dict) / 2.0);
    if subtype == b"Square" {
        out.numbers(Operator::Rectangle, &[inner.x0, inner.y0, inner.width(), inner.height()]);
    } else {
        ellipse(out, &inner);
    }
    out.operator(paint(inside.is_some(), line));
}

fn paint(fill: bool, stroke: bool) -> Operator {
    match (fill, stroke) {
        (true, true) => Operator::FillStroke,
        (true, false) => Operator::Fill,
        (false, true) => Operator::Stroke,
        (false, false) => Operator::EndPath,
    }
}

fn ellipse(out: &mut Emitter, r: &Rect) {
    const K: f64 = 0.552_284_75;
    let (cx, cy) = (f64::midpoint(r.x0, r.x1), f64::midpoint(r.y0, r.y1));
    let (dx, dy) = (r.width() / 2.0 * K, r.height() / 2.0 * K);
    out.numbers(Operator::MoveTo, &[r.x1, cy]);
    for c in [
        [r.x1, cy + dy, cx + dx, r.y1, cx, r.y1],
        [cx - dx, r.y1, r.x0, cy + dy, r.x0, cy],
        [r.x0, cy - dy, cx - dx, r.y0, cx, r.y0],
        [cx + dx, r.y0, r.x1, cy - dy, r.x1, cy],
    ] {
        out.numbers(Operator::CurveTo, &c);
    }
    out.operator(Operator::ClosePath);
}

/// Lines and polygons (12.5.6.7, 12.5.6.9), without ornaments at their ends.
fn path(out: &mut Emitter, dict: &Dict<'_>, points: &[f64], close: bool) {
    let inside = numbers(dict, b"IC").filter(|c| close && !c.is_empty());
    if let Some(inside) = &inside {
        color(out, inside, false);
    }
    let line = stroke(out, dict);
    polygon(out, points);
    if close {
        out.operator(Operator::ClosePath);
    }
    out.operator(paint(inside.is_some(), line));
}

fn polygon(out: &mut Emitter, points: &[f64]) {
    for (index, point) in points.chunks_exact(2).enumerate() {
        out.numbers(if index == 0 { Operator::MoveTo } else { Operator::LineTo }, point);
    }
}

/// Freehand strokes (12.5.6.13).
fn ink(out: &mut Emitter, dict: &Dict<'_>) {
    let line = stroke(out, dict);
    let Some(list) = dict.get::<Array<'_>>(b"InkList") else { return };
    for stroke in array_items::<Array<'_>>(&list).into_iter().flatten() {
        let points: Vec<f64> = array_items::<Number>(&stroke).iter().flatten().map(Number::as_f64).collect();
        polygon(out, &points);
        out.operator(paint(false, line));
    }
}

/// Free text (12.5.6.6): a box with words in it.
fn free_text<'a>(
    rebuild: &mut Rebuild<'a>,
    dict: &Dict<'a>,
    forms: &Forms<'a>,
    frame: &Rect,
    shown: &mut Shown,
) -> Step<()> {
    let ground = numbers(dict, b"C").filter(|c| !c.is_empty());
    if let Some(ground) = &ground {
        color(&mut shown.out, ground, false);
    }
    let border = border_width(dict);
    let lined = border > 0.0 && !is_name(dict, b"IT", b"FreeTextTypeWriter");
    shown.out.numbers(Operator::LineWidth, &[border]);
    let inner = frame.inflate(-border / 2.0);
    shown.out.numbers(Operator::Rectangle, &[inner.x0, inner.y0, inner.width(), inner.height()]);
    shown.out.operator(paint(ground.is_some(), lined));
    let words = text(dict, b"Contents").unwrap_or_default();
    let words = Lettering::of(rebuild, &words)?;
    let field = Field {
        kind: b"Tx".to_vec(),
        flags: 1 << 12,
        value: String::new(),
        state: Vec::new(),
        appearance: forms.appearance_of(dict),
        quadding: integer(dict, b"Q").unwrap_or(0),
        length: None,
    };
    fill::set(shown, &fill::Text { words, room: frame.inflate(-border), field: &field });
    Ok(())
}
